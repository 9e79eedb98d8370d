/** The journey of all channels, on WeCom: group mentions, template cards, pushes. */
import { vi } from 'vitest';
import { rosterOn, scratch } from '../support/county.ts';
import { startProgram } from '../support/program.ts';
import { FakeWecom } from '../support/wecom/fake-wecom.ts';
import { GROUP, journeyOn, PEOPLE } from './everywhere.ts';

const CHAT = 'wr-lianxinqiao';

journeyOn('WeCom', async () => {
  const { dir, remove } = scratch();
  const wecom = await FakeWecom.start({ perMinute: 1000 });
  const program = await startProgram({
    WECOM_BOT_ID: wecom.botId,
    WECOM_BOT_SECRET: wecom.secret,
    WECOM_WS_URL: wecom.url,
    DATA_DIR: `${dir}/data`,
    ROSTER_FILE: rosterOn(dir, 'wecom', CHAT, (person) => person),
    DELIVERY_PACING: 'off',
    HEALTH_PORT: 'off',
    CLOCK_START: '2026-11-23T09:00:00+08:00',
  });
  for (const person of PEOPLE) wecom.user(person).enters();
  return {
    says: async (person, text) => wecom.user(person).saysIn(CHAT, text),
    tells: async (person, text) => wecom.user(person).says(text),
    chooses: (person, label) =>
      vi.waitFor(() => wecom.user(person).presses(label), { timeout: 60_000, interval: 50 }),
    heard: async (place) => wecom.seen(place === GROUP ? CHAT : place).map(({ text }) => text),
    async end() {
      await program.kill();
      await wecom.stop();
      remove();
    },
  };
});
