/** Telegram by polling, on the fake Bot API, keeps what every channel promises. */
import { channelContract } from '../contract.ts';
import { setUp } from './bench.ts';

const ACCOUNT = 20001;
const GROUP = -1001234567890;
const BOT = 'lianxin_bot';

channelContract('Telegram', async () => {
  const bench = await setUp({ username: BOT });
  const { tg } = bench;
  const person = await tg.user({ id: ACCOUNT, name: '王老板', started: true });
  const group = await tg.group({ id: GROUP, title: '企业服务群', members: [person] });
  const place = (where: 'private' | 'group') => (where === 'private' ? person : group);
  async function newest() {
    const message = (await tg.messages(person)).findLast(({ fromBot }) => fromBot);
    if (!message) throw new Error('the bot has said nothing yet');
    return message;
  }
  /** The newest thing the person did, as Telegram counts them. */
  let last: number | null = null;
  return {
    channel: bench.channel(),
    person: { account: String(ACCOUNT), chat: String(ACCOUNT) },
    group: { chat: String(GROUP) },
    async says(where, text, { mention = false } = {}) {
      const said = await person.says(place(where), mention ? `@${BOT} ${text}` : text);
      last = said.update;
    },
    async sendsPhoto(bytes) {
      last = (await person.sendsPhoto(person, bytes)).update;
    },
    async presses(label) {
      await person.press(await newest(), label);
    },
    async answers(text) {
      last = (await person.tells(text, { replyTo: await newest() })).update;
    },
    async signs() {
      return (await tg.messages(person)).findLast(({ fromBot }) => !fromBot)?.reactions ?? [];
    },
    async repeats() {
      await tg.redeliver(last);
    },
    async seen(where) {
      return (await tg.messages(place(where)))
        .filter(({ fromBot }) => fromBot)
        .map(({ text, buttons }) => ({ text, buttons: buttons.flat().map((button) => button.text) }));
    },
    end: () => bench.end(),
  };
});
