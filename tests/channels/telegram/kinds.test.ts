/**
 * Everything that the Bot API can tell of a message or beside one: it is read, or it is left alone for a reason. Field
 * meanings: core.telegram.org/bots/api#update.
 */
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { ALLOWED_UPDATES, type Me, toIncoming } from '../../../src/channels/telegram/update.ts';

const ME: Me = { id: 4711, username: 'lianxin_bot' };
const DATE = 1_795_400_000;
const boss = { id: 20001, is_bot: false, first_name: '王' };
const bot = { id: 4711, is_bot: true, first_name: '连心桥', username: 'lianxin_bot' };
const group = { id: -1001234, type: 'supergroup', title: '企业服务群' };
const own = { id: 20001, type: 'private', first_name: '王' };
const channel = { id: -100999, type: 'channel', title: '县政府' };

const sign = (emoji: string) => ({ type: 'emoji', emoji });

const read = (update: object) => toIncoming({ update_id: 7, ...update } as unknown as Update, ME, 0);
const inGroup = (message: object) =>
  read({ message: { message_id: 31, from: boss, chat: group, date: DATE, ...message } });
const inPrivate = (message: object) =>
  read({ message: { message_id: 31, from: boss, chat: own, date: DATE, ...message } });

describe('is read', () => {
  const quote = { text: '待签收', position: 3, is_manual: true };
  const answered = { message_id: 5, from: bot, chat: group, date: DATE, text: '【诉求件 1】待签收' };
  const many = Array.from({ length: 4096 }, (_, offset) => ({ type: 'bold', offset, length: 1 }));
  const named = Array.from({ length: 4096 }, (_, at) => ({
    type: 'text_mention',
    offset: at,
    length: 1,
    user: bot,
  }));

  it.each<[string, object, object]>([
    [
      'an answer to a part of a message',
      { text: '签收', quote, reply_to_message: answered },
      { text: '签收', addressed: true, replyTo: { message: '5', fromBot: true } },
    ],
    [
      'an answer to a story',
      { text: '停电', reply_to_story: { chat: channel, id: 1 } },
      { text: '停电', replyTo: null },
    ],
    [
      'words by way of another bot',
      { text: '停电', via_bot: { id: 9, is_bot: true } },
      { text: '停电', sender: { id: '20001', anonymous: false } },
    ],
    [
      'a mention in a caption',
      { photo: [], video: {}, caption: '@lianxin_bot 路坏了' },
      { text: '路坏了', addressed: true },
    ],
    [
      'a name without @ in a caption',
      {
        video: {},
        caption: '连心桥 路坏了',
        caption_entities: [{ type: 'text_mention', offset: 0, length: 3, user: bot }],
      },
      { text: '路坏了', addressed: true },
    ],
    [
      'a command to the bot within the words',
      { text: '请看 /help@lianxin_bot 谢谢' },
      { text: '请看 /help 谢谢', addressed: true },
    ],
    [
      'a command to the bot behind Chinese',
      { text: '请看/help@LianXin_Bot' },
      { text: '请看/help', addressed: true },
    ],
    [
      '4,096 marks',
      { text: '停'.repeat(4096), entities: many },
      { text: '停'.repeat(4096), addressed: false },
    ],
    ['4,096 names', { text: '停'.repeat(4096), entities: named }, { text: '', addressed: true }],
    [
      'a channel that speaks as itself',
      { sender_chat: channel, text: '停电' },
      { sender: { anonymous: true } },
    ],
    [
      'a moving picture with words',
      { animation: {}, document: {}, caption: '看' },
      { what: 'text', text: '看', files: [] },
    ],
    [
      'a live photo',
      { live_photo: {}, photo: [{ file_id: 'p', file_unique_id: 'p', width: 9, height: 9 }] },
      { files: [{ ref: 'p' }] },
    ],
    [
      'an effect, a paid star, a boost beside words',
      { text: '停电', effect_id: '1', paid_star_count: 3, sender_boost_count: 1 },
      { text: '停电' },
    ],
    [
      'words that may not be passed on',
      { text: '停电', has_protected_content: true, is_from_offline: true },
      { text: '停电' },
    ],
  ])('%s', (_what, message, expected) => {
    expect(inGroup(message)).toMatchObject(expected);
  });

  it('in private, also a command to some other bot, as words', () => {
    expect(inPrivate({ text: '/report@other_bot 停电' })).toMatchObject({
      what: 'text',
      text: '/report@other_bot 停电',
    });
  });

  it.each<[object, string]>([
    [{ giveaway: {} }, '抽奖'],
    [{ something_newer_than_the_program: {} }, '这种消息'],
    [{}, '这种消息'],
  ])('in private, what cannot be understood, and it is said so: %j', (content, word) => {
    expect(inPrivate(content)).toMatchObject({ what: 'unreadable', text: word, addressed: true });
  });

  it('an edit that changes only marks, as an edit of the same words', () => {
    const edited = { message_id: 31, from: boss, chat: group, date: DATE, edit_date: DATE + 9 };
    const entities = [{ type: 'bold', offset: 0, length: 2 }];
    expect(read({ edited_message: { ...edited, text: '停电', entities } })).toMatchObject({
      what: 'edit',
      text: '停电',
    });
  });
});

describe('a reaction', () => {
  it.each([
    ['👍', [], [sign('👍')]],
    ['👎', [sign('👍')], [sign('👎')]],
    ['👍', [sign('❤')], [sign('❤'), sign('👍')]],
  ])('%s is handed on with the message it is on', (text, old_reaction, new_reaction) => {
    const change = { chat: group, message_id: 31, user: boss, date: DATE, old_reaction, new_reaction };
    expect(read({ message_reaction: change })).toMatchObject({
      what: 'reacted',
      text,
      at: DATE * 1000,
      message: null,
      replyTo: { message: '31' },
      chat: { id: '-1001234', kind: 'group' },
      sender: { id: '20001', anonymous: false },
      addressed: false,
    });
  });
});

/** Why each is left alone; nobody waits for an answer to it. */
const LEFT_ALONE: readonly (readonly [string, object, string])[] = [
  ['message', { text: '/help@other_bot', chat: group }, 'in a group, a command to another bot'],
  [
    'message',
    { text: '停电', from: { id: 9, is_bot: true } },
    'another bot: two that answer each other never end',
  ],
  [
    'message',
    { text: '公告', sender_chat: channel, is_automatic_forward: true },
    'a post of the linked channel comes by itself',
  ],
  [
    'message',
    { text: '【诉求件 1】', forward_origin: { type: 'user', sender_user: bot, date: DATE } },
    'the bot’s own words',
  ],
  ['message', { migrate_from_chat_id: -55 }, 'the message in the old group says the same'],
  ['message', { new_chat_members: [boss] }, 'people come'],
  ['message', { left_chat_member: boss }, 'people go'],
  ['message', { pinned_message: { message_id: 1, chat: group, date: 0 } }, 'Telegram says so'],
  ['message', { new_chat_title: '新名' }, 'the id stays'],
  ['message', { boost_added: { boost_count: 1 } }, 'Telegram says so'],
  ['message', { forum_topic_created: { name: '停水', icon_color: 0 } }, 'a topic without words'],
  ['message', { video_chat_started: {} }, 'a call is not heard'],
  ['message', { text: '停电', from: undefined }, 'nobody said it'],
  ['edited_message', { location: { latitude: 1, longitude: 1 } }, 'a live location that moves'],
  ['edited_message', { poll: {} }, 'votes come in'],
  ['edited_message', { sticker: {} }, 'nothing was said before or after'],
  [
    'callback_query',
    { id: 'q', from: boss, inline_message_id: 'i', data: 'v1|sign|1|1' },
    'the bot sends nothing inline',
  ],
  ['callback_query', { id: 'q', from: boss, game_short_name: 'g' }, 'the bot has no games'],
  [
    'my_chat_member',
    {
      old_chat_member: { user: bot, status: 'member' },
      new_chat_member: { user: bot, status: 'administrator' },
    },
    'it is there as before',
  ],
  [
    'chat_member',
    { old_chat_member: { user: boss, status: 'member' }, new_chat_member: { user: boss, status: 'left' } },
    'others come and go',
  ],
  ['channel_post', { text: '公告', chat: channel }, 'a channel is no group'],
  ...(
    [
      [{ new_reaction: [] }, 'taken away'],
      [{ new_reaction: [sign('❤')] }, 'no word of ours'],
      [{ new_reaction: [{ type: 'custom_emoji', custom_emoji_id: '1' }] }, 'no word of ours'],
      [{ new_reaction: [sign('👍'), sign('👎')] }, 'both at once'],
      [{ old_reaction: [sign('👍')], new_reaction: [sign('👍'), sign('❤')] }, 'it was there before'],
      [{ user: undefined, actor_chat: group, new_reaction: [sign('👍')] }, 'in the name of the group'],
      [{ user: bot, new_reaction: [sign('👍')] }, 'of a bot'],
      [{ chat: channel, new_reaction: [sign('👍')] }, 'a channel is no group'],
    ] as const
  ).map(
    ([body, why]) =>
      ['message_reaction', { user: boss, message_id: 31, old_reaction: [], ...body }, why] as [
        string,
        object,
        string,
      ],
  ),
  ['business_message', { text: '停电', chat: own }, 'not asked for: said to somebody else'],
  ['inline_query', { id: 'i', query: '停电' }, 'not asked for'],
  ['chat_join_request', { user_chat_id: 1 }, 'not asked for: who may join is up to the group'],
];

describe('is left alone', () => {
  it.each(LEFT_ALONE)('%s %j: %s', (kind, body) => {
    expect(read({ [kind]: { message_id: 31, from: boss, chat: group, date: DATE, ...body } })).toBeNull();
  });

  it.each(['pinned_message', 'chat_background_set', 'write_access_allowed', 'gift'])(
    'in private, what Telegram itself tells: %s',
    (field) => {
      expect(inPrivate({ [field]: {} })).toBeNull();
    },
  );

  it('because it is not asked for: all other kinds of updates', () => {
    expect(ALLOWED_UPDATES).toEqual([
      'message',
      'edited_message',
      'callback_query',
      'my_chat_member',
      'chat_member',
    ]);
  });
});
