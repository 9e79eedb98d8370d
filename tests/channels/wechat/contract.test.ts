/** The promises every channel makes, kept by the WeChat channel over real gRPC. */
import { BOT } from '../../support/wechat/client.ts';
import { channelContract } from '../contract.ts';
import { BOSS, onFakeWechat, ROOM } from './bench.ts';

const open = onFakeWechat();

channelContract('WeChat', async () => {
  const bench = await open();
  const { wx } = bench;
  let last = '';
  return {
    channel: bench.channel(),
    person: { account: BOSS, chat: BOSS },
    group: { chat: ROOM },
    async says(place, text, { mention = false } = {}) {
      const room = place === 'group' ? { room: ROOM, mentions: mention ? [BOT] : [] } : {};
      last = await wx.says(BOSS, mention ? `@连心桥\u2005${text}` : text, room);
    },
    async sendsPhoto(bytes) {
      last = await wx.says(BOSS, '', { type: 'Image', file: bytes, filename: 'photo.png' });
    },
    repeats: () => wx.do('repeat', { id: last }),
    async seen(place) {
      const sent = await wx.sent(place === 'group' ? ROOM : BOSS);
      return sent.map(({ text }) => ({ text, buttons: [] }));
    },
    async end() {},
  };
});
