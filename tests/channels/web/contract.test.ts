/** The web group keeps what every channel promises; its platform is the chat on disk. */
import { pino } from 'pino';
import { Chat, type Said } from '../../../src/channels/web/chat.ts';
import { createWebChannel } from '../../../src/channels/web/index.ts';
import { GROUP } from '../../../src/channels/web/message.ts';
import { VirtualClock } from '../../../src/clock.ts';
import { scratch } from '../../support/county.ts';
import { channelContract } from '../contract.ts';

const PERSON = 'xinghuo-1';

channelContract('The web group', async () => {
  const folder = scratch();
  const clock = new VirtualClock(Date.parse('2026-11-23T09:00:00+08:00'));
  const chat = Chat.open(folder.dir, clock);
  const channel = createWebChannel({
    chat,
    groupName: '企业服务群',
    clock,
    log: pino({ level: 'silent' }),
    isPerson: (id) => id === PERSON,
  });
  const idOf = (where: 'private' | 'group') => (where === 'private' ? PERSON : GROUP);
  const newest = () => chat.messages(PERSON).findLast(({ from }) => from === null);
  let keys = 0;
  let repeat = async (): Promise<void> => {};
  /** Says it as the page does, which tries again with the same key when no answer comes. */
  async function say(where: 'private' | 'group', text: string, more: Partial<Said> = {}) {
    const key = `page-key-${++keys}`;
    const said = { key, as: PERSON, chat: idOf(where), text, files: [], replyTo: null, ...more };
    repeat = async () => void (await channel.say(said));
    await repeat();
  }
  return {
    channel,
    person: { account: PERSON, chat: PERSON },
    group: { chat: GROUP },
    says: (where, text, { mention = false } = {}) => say(where, mention ? `@连心桥 ${text}` : text),
    sendsPhoto: async (bytes) => say('private', '', { files: [await chat.keep(bytes, '照片.png')] }),
    answers: (text) => say('private', text, { replyTo: newest()?.id ?? null }),
    async presses(label) {
      const message = newest();
      const button = message?.buttons.flat().find((one) => one.label === label);
      if (!message || !button) throw new Error(`no button ${label}`);
      // Resolves with the passing word, which the test gives later.
      void channel.press({ key: `page-key-${++keys}`, as: PERSON, message, data: button.data });
    },
    repeats: () => repeat(),
    async seen(where) {
      return chat
        .messages(idOf(where))
        .filter(({ from }) => from === null)
        .map(({ text, buttons }) => ({ text, buttons: buttons.flat().map(({ label }) => label) }));
    },
    async end() {
      await chat.close();
      folder.remove();
    },
  };
});
