import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { type Me, toIncoming } from '../../../src/channels/telegram/update.ts';

const ME: Me = { id: 4711, username: 'lianxin_bot' };
const NOW = 1_795_500_000_000;
const DATE = 1_795_400_000;

const boss = { id: 20001, is_bot: false, first_name: '王', last_name: '老板' };
const bot = { id: 4711, is_bot: true, first_name: '连心桥', username: 'lianxin_bot' };
const otherBot = { id: 99, is_bot: true, first_name: '别的', username: 'other_bot' };
const hidden = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const group = { id: -1001234, type: 'supergroup', title: '企业服务群' };
const own = { id: 20001, type: 'private', first_name: '王', last_name: '老板' };

/** Raw JSON as Telegram sends it; its types forbid what it does send at times. */
function read(update: object) {
  return toIncoming({ update_id: 7, ...update } as unknown as Update, ME, NOW);
}

function inGroup(message: object) {
  return read({ message: { message_id: 31, from: boss, chat: group, date: DATE, ...message } });
}

function inPrivate(message: object) {
  return read({ message: { message_id: 32, from: boss, chat: own, date: DATE, ...message } });
}

describe('words', () => {
  it('reads a message of a group with everything the desk needs', () => {
    expect(inGroup({ text: '厂门口积水，车进不来' })).toEqual({
      key: 'telegram:4711:7',
      channel: 'telegram',
      chat: { id: '-1001234', kind: 'group', title: '企业服务群' },
      sender: { id: '20001', name: '王 老板', anonymous: false },
      at: DATE * 1000,
      what: 'text',
      message: '31',
      replyTo: null,
      addressed: false,
      text: '厂门口积水，车进不来',
      files: [],
      button: null,
      buttonToken: null,
    });
  });

  it('takes everything said in private as said to the bot', () => {
    expect(inPrivate({ text: '停电了' })).toMatchObject({
      addressed: true,
      chat: { id: '20001', kind: 'private', title: '王 老板' },
    });
  });

  it.each([
    ['@lianxin_bot 停水三天', '停水三天'],
    ['@lianxin_bot，停水三天', '停水三天'],
    ['@LianXin_Bot停水三天', '停水三天'],
    ['请 @lianxin_bot 看一下', '请 看一下'],
    ['停水三天 @lianxin_bot', '停水三天'],
    ['@lianxin_bot', ''],
  ])('hears its own name in “%s” and takes it out', (text, expected) => {
    expect(inGroup({ text })).toMatchObject({ what: 'text', addressed: true, text: expected });
  });

  it.each(['@lianxin_bot2 停水', '发到 boss@lianxin_bot', '@other_bot 停水'])(
    'does not take “%s” for its own name',
    (text) => {
      expect(inGroup({ text })).toMatchObject({ addressed: false, text });
    },
  );

  it('hears a mention by name only, without @', () => {
    const entities = [{ type: 'text_mention', offset: 2, length: 3, user: bot }];
    expect(inGroup({ text: '请 连心桥看看', entities })).toMatchObject({ addressed: true, text: '请 看看' });
  });

  it('keeps marks and control characters as they were said', () => {
    expect(inPrivate({ text: 'a\u202Eb\u0007c' })?.text).toBe('a\u202Eb\u0007c');
  });
});

describe('commands', () => {
  it.each([
    ['/start', ''],
    ['/start ABCD-2345', 'ABCD-2345'],
    ['/start@lianxin_bot ABCD-2345', 'ABCD-2345'],
  ])('reads %s in private as opening the chat', (text, payload) => {
    expect(inPrivate({ text })).toMatchObject({ what: 'start', text: payload, addressed: true });
  });

  it('reads /start in a group as an ordinary command', () => {
    expect(inGroup({ text: '/start@lianxin_bot' })).toMatchObject({
      what: 'text',
      text: '/start',
      addressed: true,
    });
  });

  it.each([
    ['/help@lianxin_bot 23', '/help 23'],
    ['/help 23', '/help 23'],
    ['/help', '/help'],
  ])('takes %s as said to the bot', (text, expected) => {
    expect(inGroup({ text })).toMatchObject({ what: 'text', text: expected, addressed: true });
  });

  it('leaves commands to other bots alone', () => {
    expect(inGroup({ text: '/help@other_bot' })).toBeNull();
  });

  it('takes a Chinese word after a slash as words', () => {
    expect(inGroup({ text: '/进度' })).toMatchObject({ text: '/进度', addressed: false });
  });
});

describe('answers', () => {
  it('knows an answer to the bot from an answer to somebody else', () => {
    const toBot = inGroup({ text: '已办', reply_to_message: { message_id: 5, from: bot } });
    expect(toBot).toMatchObject({ addressed: true, replyTo: { message: '5', fromBot: true } });
    const toBoss = inGroup({ text: '已办', reply_to_message: { message_id: 5, from: boss } });
    expect(toBoss).toMatchObject({ addressed: false, replyTo: { message: '5', fromBot: false } });
  });

  it('does not take the head of a forum topic for a message answered', () => {
    const head = { message_id: 3, from: bot, forum_topic_created: { name: '停水', icon_color: 0 } };
    const said = { text: '停水', is_topic_message: true, message_thread_id: 3, reply_to_message: head };
    expect(inGroup(said)).toMatchObject({ replyTo: null, addressed: false });
  });
});

describe('files', () => {
  const size = (id: string, width: number, bytes: number) => ({
    file_id: id,
    file_unique_id: `u${id}`,
    width,
    height: width,
    file_size: bytes,
  });

  it('takes the largest photo that can be fetched, with its caption', () => {
    const photo = [size('s', 90, 1_000), size('m', 800, 90_000), size('l', 9000, 30_000_000)];
    expect(inGroup({ photo, caption: '@lianxin_bot 路坏了' })).toMatchObject({
      what: 'text',
      text: '路坏了',
      addressed: true,
      files: [{ ref: 'm', kind: 'photo', name: '照片.jpg', size: 90_000 }],
    });
  });

  it('takes a document even without words', () => {
    const document = { file_id: 'd', file_unique_id: 'ud', file_name: '申请.pdf', file_size: 12 };
    expect(inGroup({ document })).toMatchObject({
      what: 'text',
      text: '',
      files: [{ ref: 'd', kind: 'document', name: '申请.pdf', size: 12 }],
    });
  });

  it('names a document that has no name, and does not guess its size', () => {
    const document = { file_id: 'd', file_unique_id: 'ud' };
    expect(inGroup({ document })?.files).toEqual([
      { ref: 'd', kind: 'document', name: 'file-ud', size: null },
    ]);
  });

  it.each([
    [{ voice: {} }, '语音'],
    [{ sticker: {} }, '表情'],
    [{ video: {} }, '视频'],
    [{ video_note: {} }, '视频'],
    [{ audio: {} }, '音频'],
    [{ animation: {}, document: { file_id: 'x', file_unique_id: 'x' } }, '动图'],
    [{ venue: {}, location: {} }, '位置'],
    [{ location: {} }, '位置'],
    [{ contact: {} }, '名片'],
    [{ poll: {} }, '投票'],
    [{ dice: {} }, '骰子'],
    [{ story: {} }, '动态'],
    [{ checklist: {} }, '清单'],
  ])('says what it cannot read: %j', (content, word) => {
    expect(inGroup(content)).toMatchObject({ what: 'unreadable', text: word, files: [] });
  });

  it('keeps the words beside a video', () => {
    expect(inGroup({ video: {}, caption: '看这个坑' })).toMatchObject({ what: 'text', text: '看这个坑' });
  });
});

describe('who speaks', () => {
  it('does not take the stand-in of an anonymous admin for a person', () => {
    const said = inGroup({ from: hidden, sender_chat: group, text: '通知' });
    expect(said?.sender).toEqual({ id: '-1001234', name: '企业服务群', anonymous: true });
  });

  it('knows a channel that speaks in the group as nobody in person', () => {
    const sender_chat = { id: -100999, type: 'channel', title: '某频道' };
    const from = { id: 136817688, is_bot: true, first_name: 'Channel' };
    expect(inGroup({ from, sender_chat, text: '广告' })?.sender).toMatchObject({ anonymous: true });
  });

  it('ignores other bots, channel posts, and posts forwarded from the linked channel', () => {
    expect(inGroup({ from: otherBot, text: '你好' })).toBeNull();
    const channel = { id: -100999, type: 'channel', title: '某频道' };
    expect(read({ channel_post: { message_id: 1, chat: channel, date: DATE, text: '公告' } })).toBeNull();
    const forwarded = { sender_chat: channel, is_automatic_forward: true, text: '公告' };
    expect(inGroup({ from: { id: 777000, is_bot: false, first_name: 'Telegram' }, ...forwarded })).toBeNull();
  });

  it.each([
    { new_chat_members: [boss] },
    { left_chat_member: boss },
    { pinned_message: { message_id: 1, date: 0, chat: group } },
    { new_chat_title: '新名' },
    { migrate_from_chat_id: -55 },
    { forum_topic_created: { name: '停水', icon_color: 0 } },
  ])('ignores the service message %j', (content) => {
    expect(inGroup(content)).toBeNull();
  });
});

describe('edits', () => {
  const edited = (message: object) =>
    read({
      edited_message: {
        message_id: 31,
        from: boss,
        chat: group,
        date: DATE,
        edit_date: DATE + 60,
        ...message,
      },
    });

  it('reads a changed message as said when it was changed', () => {
    expect(edited({ text: '积水一米' })).toMatchObject({
      what: 'edit',
      message: '31',
      text: '积水一米',
      at: (DATE + 60) * 1000,
    });
  });

  it('ignores a live location that moves', () => {
    expect(edited({ location: { latitude: 1, longitude: 1 } })).toBeNull();
  });
});

describe('buttons', () => {
  const press = { id: 'q1', from: boss, chat_instance: 'c', data: 'v1|sign|23' };
  const card = { message_id: 40, chat: group, date: DATE, from: bot, text: '卡片' };

  it('reads a press, dated by the program because Telegram gives no time', () => {
    expect(read({ callback_query: { ...press, message: card } })).toMatchObject({
      what: 'button',
      message: '40',
      button: 'v1|sign|23',
      buttonToken: 'q1',
      sender: { id: '20001' },
      at: NOW,
      text: '',
    });
  });

  it('reads a press on a message too old for Telegram to show', () => {
    const message = { message_id: 40, chat: group, date: 0 };
    expect(read({ callback_query: { ...press, message } })).toMatchObject({ what: 'button', message: '40' });
  });

  it('ignores a press without data, or on a message outside its chats', () => {
    const { data: _, ...game } = { ...press, game_short_name: 'g', message: card };
    expect(read({ callback_query: game })).toBeNull();
    expect(read({ callback_query: { ...press, inline_message_id: 'i' } })).toBeNull();
  });
});

describe('coming and going', () => {
  const change = (chat: object, before: string, now: string, extra: object = {}) =>
    read({
      my_chat_member: {
        chat,
        from: boss,
        date: DATE,
        old_chat_member: { user: bot, status: before },
        new_chat_member: { user: bot, status: now, ...extra },
      },
    });

  it.each([
    [own, 'member', 'kicked', 'blocked'],
    [own, 'kicked', 'member', 'start'],
    [group, 'left', 'member', 'joined'],
    [group, 'left', 'administrator', 'joined'],
    [group, 'member', 'kicked', 'left'],
    [group, 'administrator', 'left', 'left'],
  ])('in %j from %s to %s is “%s”', (chat, before, now, what) => {
    expect(change(chat, before, now)).toMatchObject({ what, text: '', at: DATE * 1000, message: null });
  });

  it('makes nothing of a promotion', () => {
    expect(change(group, 'member', 'administrator')).toBeNull();
    expect(change(group, 'member', 'restricted', { is_member: true })).toBeNull();
  });

  it('tells the new id of a group that became a supergroup', () => {
    const old = { id: -55, type: 'group', title: '企业服务群' };
    expect(inGroup({ chat: old, migrate_to_chat_id: -1001234 })).toMatchObject({
      what: 'moved',
      chat: { id: '-55' },
      text: '-1001234',
    });
  });
});
