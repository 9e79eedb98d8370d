import { channelContract } from '../contract.ts';
import { wecomStage } from './stage.ts';

const PERSON = 'wang';
const GROUP = 'wr-group';
const NARROW: Readonly<Record<string, string>> = {
  '＊': '*',
  '＿': '_',
  '｀': '`',
  '～': '~',
  '＜': '<',
  '＞': '>',
  '［': '[',
  '］': ']',
  '｜': '|',
  '＃': '#',
};
/** Full-width signs read like their twins. */
const asRead = (text: string): string =>
  text.replace(/[＊＿｀～＜＞［］｜＃]/g, (sign) => NARROW[sign] ?? sign);

channelContract('WeCom', async () => {
  const { wecom, channel } = await wecomStage({ perMinute: 1000 });
  const person = wecom.user(PERSON);
  // Both have spoken to the bot before it was started: what is said while it is away is gone.
  person.enters();
  person.saysIn(GROUP, '大家好');
  return {
    channel: channel(),
    person: { account: PERSON, chat: PERSON },
    group: { chat: GROUP },
    async says(place, text, { mention = false } = {}) {
      if (place === 'private') person.says(text);
      else person.saysIn(GROUP, text, mention);
    },
    async sendsPhoto(bytes) {
      person.sends('image', bytes);
    },
    async presses(label) {
      person.presses(label);
    },
    async repeats() {
      wecom.repeat();
    },
    async seen(place) {
      return wecom.seen(place === 'private' ? PERSON : GROUP).map(({ text, buttons }) => ({
        text: asRead(text),
        buttons,
      }));
    },
    end: () => wecom.stop(),
  };
});
