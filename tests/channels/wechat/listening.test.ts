/** What is said in WeChat reaches the program: from whom, where, and whether the bot was meant. */
import { describe, expect, it, vi } from 'vitest';
import { withMark } from '../../../src/channels/own-mark.ts';
import { BOT } from '../../support/wechat/client.ts';
import { BOSS, onFakeWechat, ROOM, WAIT, words } from './bench.ts';

const open = onFakeWechat();
const MENTION = { room: ROOM, mentions: [BOT] };

describe('what is said', () => {
  it('has a key of account and message, also when the puppet tells it twice', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    const id = await wx.says(BOSS, '停水了');
    await inbox.heard('停水了');
    await wx.do('repeat', { id });
    await wx.says(BOSS, '第二句');
    await inbox.heard('第二句');
    const keys = inbox.received.filter(({ text }) => text === '停水了').map(({ key }) => key);
    expect(new Set(keys)).toEqual(new Set([`wechat:${BOT}:${id}`]));
  });

  it('names who spoke as people of the group see them, and the group', async () => {
    const { wx, started } = await open();
    await wx.do('nickname', { room: ROOM, who: BOSS, name: '王厂长' });
    const { inbox } = await started();
    await wx.says(BOSS, '路坏了', { room: ROOM });
    expect(await inbox.heard('路坏了')).toMatchObject({
      chat: { id: ROOM, kind: 'group', title: '政企直通群' },
      sender: { id: BOSS, name: '王厂长', anonymous: false },
      addressed: false,
    });
  });

  it('counts seconds and milliseconds as the same instant', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    await wx.says(BOSS, '秒', { at: 1_795_500_000 });
    await wx.says(BOSS, '毫秒', { at: 1_795_500_000_123 });
    expect((await inbox.heard('秒')).at).toBe(1_795_500_000_000);
    expect((await inbox.heard('毫秒')).at).toBe(1_795_500_000_123);
  });

  it('hears what was said before it started, when the puppet tells it then', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    await wx.says(BOSS, '昨天说的', { room: ROOM, at: Date.now() - 86_400_000 });
    await inbox.heard('昨天说的');
  });

  it('is addressed by the name people gave it, and the name is taken out of the words', async () => {
    const { wx, started } = await open();
    await wx.do('nickname', { room: ROOM, who: BOT, name: '小桥(工信局)' });
    const { inbox } = await started();
    await wx.says(BOSS, '@小桥(工信局)\u2005电压不稳', MENTION);
    await wx.says(BOSS, '请看 @连心桥 电机烧了', { room: ROOM });
    await wx.says(BOSS, '@政府机器人\u2005路坏了', MENTION);
    await wx.says(BOSS, '@张三\u2005你说呢', { room: ROOM, mentions: ['wxid_zhang'] });
    expect((await inbox.heard('电压不稳')).addressed).toBe(true);
    expect((await inbox.heard('请看 电机烧了')).addressed, 'typed by hand').toBe(true);
    expect((await inbox.heard('路坏了')).addressed, 'under a remark of the speaker').toBe(true);
    expect((await inbox.heard('@张三\u2005你说呢')).addressed, 'somebody else is meant').toBe(false);
  });

  it('is addressed by a quote of its own words, whatever the speaker calls it', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started();
    const card = withMark('【诉求件 23】待签收\n星火样例煤焦有限公司：停电', 23);
    await channel.send(words(ROOM, card));
    const dashes = '- - - - - - - - - - - - - - -';
    await wx.says(BOSS, `「工信局机器人：【诉求件 23】待签收」\n${dashes}\n催一下`, { room: ROOM });
    await wx.says(BOSS, `「连心桥：以前的话」\n${dashes}\n这件呢`, { room: ROOM });
    await wx.says(BOSS, `「李四：明天来」\n${dashes}\n好的\n谢谢`, { room: ROOM });
    expect(await inbox.heard('催一下')).toMatchObject({
      addressed: true,
      replyTo: { message: null, fromBot: true, text: card },
    });
    expect(await inbox.heard('这件呢')).toMatchObject({ addressed: true, replyTo: { fromBot: true } });
    expect(await inbox.heard('好的\n谢谢')).toMatchObject({
      addressed: false,
      replyTo: { message: null, fromBot: false, text: '明天来' },
    });
  });

  it('leaves alone what the bot itself says, and public accounts', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'gh_news', name: '某公众号', official: true });
    const { inbox } = await started();
    await wx.says(BOT, '机器人主人在手机上说的', { room: ROOM });
    await wx.says('gh_news', '推送');
    await wx.says(BOSS, '最后一句');
    await inbox.heard('最后一句');
    expect(inbox.received.map(({ text }) => text)).toEqual(['最后一句']);
  });

  it('says what it cannot read, and passes over what says nothing', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    await wx.says(BOSS, '<xml>', { type: 'Audio' });
    await wx.says(BOSS, '<xml>', { type: 'Video', room: ROOM });
    await wx.says(BOSS, '<xml>', { type: 'ChatHistory' });
    await wx.says(BOSS, '你已添加了王老板', { type: 'Unknown' });
    await wx.says(BOSS, '最后一句');
    await inbox.heard('最后一句');
    const told = inbox.received.map(({ what, text }) => `${what} ${text}`);
    expect(told).toEqual(['unreadable 语音', 'unreadable 视频', 'unreadable 聊天记录', 'text 最后一句']);
  });

  it('tells which message somebody took back', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    const id = await wx.says(BOSS, '停电了', { room: ROOM });
    await wx.says(BOSS, id, { type: 'Recalled', room: ROOM });
    expect(await inbox.heard(({ what }) => what === 'recalled')).toMatchObject({
      sender: { id: BOSS },
      chat: { id: ROOM },
      replyTo: { message: id, fromBot: false },
    });
  });

  it('leaves a line in the log for each message that nobody is told of', async () => {
    const { wx, started, logged } = await open();
    const { inbox } = await started();
    const pat = '<sysmsg type="pat"><pat><template>"张三" 拍了拍我</template></pat></sysmsg>';
    await wx.says(BOSS, pat, { type: 'Unknown', room: ROOM });
    await wx.says(BOSS, '', { type: 'Audio', room: ROOM });
    await wx.says(BOSS, '最后一句');
    await inbox.heard('最后一句');
    for (const what of ['拍一拍', '语音']) expect(logged()).toContain(`"what":"${what}"`);
    expect(logged(), 'the log never has what people say').not.toContain('张三');
  });

  it('hears words that quote, as WeChat itself tells them', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    const quoted = `<refermsg><type>1</type><svrid>77</svrid><chatusr>${BOT}</chatusr><content>【诉求件 23】待签收</content></refermsg>`;
    const xml = `<msg><appmsg><title>催一下<img class="emoji emoji1f64f"></title><type>57</type>${quoted}</appmsg></msg>`;
    await wx.says(BOSS, xml.replace('<img', '&lt;img').replace('64f">', '64f"&gt;'), {
      type: 'Unknown',
      room: ROOM,
    });
    expect(await inbox.heard('催一下🙏')).toMatchObject({
      addressed: true,
      replyTo: { message: '77', fromBot: true, text: '【诉求件 23】待签收' },
    });
  });

  it('hears a stranger of whom WeChat tells nothing', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    await wx.says('wxid_nobody', '我要投诉', { room: ROOM });
    expect((await inbox.heard('我要投诉')).sender).toEqual({
      id: 'wxid_nobody',
      name: '微信用户',
      anonymous: false,
    });
  });
});

describe('files', () => {
  it('come with the name of their message and are fetched by it, 20 MB as well', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started();
    const bytes = Buffer.alloc(20 * 1024 * 1024, '高新区停电照片 ');
    await wx.says(BOSS, '', { type: 'Attachment', file: bytes, filename: '情况说明.docx', room: ROOM });
    const { files } = await inbox.heard((one) => one.files.length > 0);
    expect(files).toMatchObject([{ kind: 'document', name: '情况说明.docx' }]);
    expect(Buffer.from(await channel.fetch(files[0]?.ref ?? '')).equals(bytes)).toBe(true);
  });

  it('too large are refused for good, and those that are not there may come later', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started();
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1, 'x');
    await wx.says(BOSS, '', { type: 'Attachment', file: bytes, filename: '大.zip' });
    const { files } = await inbox.heard((one) => one.files.length > 0);
    await expect(channel.fetch(files[0]?.ref ?? '')).rejects.toMatchObject({ kind: 'tooLarge' });
    await expect(channel.fetch('msg-none')).rejects.toMatchObject({ kind: 'retry' });
  });
});

describe('keeping', () => {
  it('tries again in order while nothing can be kept, and health says so', async () => {
    const { wx, started, logged } = await open();
    const { channel, inbox } = await started();
    inbox.fault = new Error('disk full');
    await wx.says(BOSS, '第一句');
    await wx.says(BOSS, '第二句');
    await vi.waitFor(() => {
      expect(channel.health()).toMatchObject({ state: 'down', why: expect.stringContaining('暂存 2 条') });
    }, WAIT);
    inbox.fault = null;
    await inbox.heard('第二句');
    expect(inbox.received.map(({ text }) => text)).toEqual(['第一句', '第二句']);
    expect(channel.health()).toEqual({ state: 'up' });
    expect(logged(), 'the log never has what people say').not.toContain('第一句');
  });

  it('is not ended by somebody who throws at every message, and says at the end what is lost', async () => {
    const { wx, channel, logged } = await open();
    const one = channel();
    let calls = 0;
    await one.start(
      () => {
        calls += 1;
        throw new Error('a receiver that throws');
      },
      () => {},
    );
    await wx.says(BOSS, '没人收');
    await vi.waitFor(() => expect(calls).toBeGreaterThan(2), WAIT);
    await one.stop();
    expect(one.health()).toEqual({ state: 'stopped' });
    expect(logged()).toContain('停止时还有微信消息没存下来');
  });

  it('skips a message that the puppet no longer has, and hears the next', async () => {
    const { wx, started, logged } = await open();
    const { inbox } = await started({ retryMs: 1 });
    await wx.do('repeat', { id: 'msg-none' });
    await wx.says(BOSS, '下一句');
    await inbox.heard('下一句');
    expect(logged()).toContain('一条微信消息取不到内容');
  });
});
