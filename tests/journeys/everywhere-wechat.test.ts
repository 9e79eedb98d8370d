/** The journey of all channels, on WeChat: no buttons, so numbers; nothing can be changed, so what matters comes anew. */
import { rosterOn, scratch } from '../support/county.ts';
import { startProgram } from '../support/program.ts';
import { startFakeWechat } from '../support/wechat/client.ts';
import { GROUP, journeyOn, numberOf, PEOPLE } from './everywhere.ts';

const ROOM = '1@chatroom';
const account = (person: string): string => `wxid_${person}`;

journeyOn('WeChat', async () => {
  const { dir, remove } = scratch();
  const wx = await startFakeWechat();
  for (const person of PEOPLE) await wx.person({ id: account(person), name: person });
  const members = Object.fromEntries(PEOPLE.map((person) => [account(person), '']));
  await wx.room({ id: ROOM, topic: '霍州政企连心桥', members });
  const program = await startProgram({
    ...wx.env,
    WECHATY_ACCEPT_RISK: 'yes',
    DATA_DIR: `${dir}/data`,
    ROSTER_FILE: rosterOn(dir, 'wechat', ROOM, account),
    DELIVERY_PACING: 'off',
    HEALTH_PORT: 'off',
    HOME: dir,
    CLOCK_START: '2026-11-23T09:00:00+08:00',
  });
  const heard = async (place: string): Promise<string[]> =>
    (await wx.sent(place === GROUP ? ROOM : account(place))).map(({ text }) => text);
  return {
    says: async (person, text) => void (await wx.says(account(person), text, { room: ROOM })),
    tells: async (person, text) => void (await wx.says(account(person), text)),
    async chooses(person, label) {
      const end = Date.now() + 30_000;
      for (;;) {
        try {
          await wx.says(account(person), numberOf(await heard(person), label));
          return;
        } catch (error) {
          if (Date.now() > end) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
    heard,
    async end() {
      await program.kill();
      await wx.stop();
      remove();
    },
  };
});
