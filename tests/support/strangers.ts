/**
 * Everything that a channel can hear of somebody, in the channel's own raw form and read by the channel itself: words,
 * commands, files, quotes, edits, presses, comings and goings.
 */
import type { Update } from 'grammy/types';
import type { payloads } from 'wechaty-puppet';
import { blank } from '../../src/channels/blank.ts';
import type { Incoming, IncomingKind } from '../../src/channels/port.ts';
import { toIncoming as fromTelegram } from '../../src/channels/telegram/update.ts';
import { toIncoming as fromWechat } from '../../src/channels/wechat/incoming.ts';
import { type Body, toIncoming as fromWecom } from '../../src/channels/wecom/incoming.ts';

export interface Place {
  readonly id: string;
  readonly kind: 'private' | 'group';
}

export interface Speaker {
  readonly account: string;
  readonly name: string;
  /** What Telegram says beside the account: an anonymous admin, another bot, a channel. */
  readonly telegram?: object;
}

/** What is there already to be quoted, pressed and guessed at. */
export interface Known {
  /** The card of ticket 1 in the channel's group: its id and its words. */
  readonly card: { readonly chat: string; readonly id: string; readonly text: string };
  /** The message in that group by which somebody of the roster opened a ticket, and its album, which is still open. */
  readonly origin: { readonly id: string; readonly album: string };
}

export type Said = readonly [string, Incoming | null];

const AT = Date.parse('2026-11-24T09:00:00+08:00');
const SECONDS = AT / 1000;
export const DIFFICULTY = '厂区电压不稳，电机烧了两台，请供电公司来看';
const WORDS = [
  '大家好',
  DIFFICULTY,
  '车间着火了，有人被困',
  '绑定本群',
  '解绑本群',
  '签收 1',
  '办结 1 换了变压器',
  '分办 1 住建',
  '同意 1',
  '进度 1',
  '满意 1',
  '撤回 1',
  '请假 明天',
  '简报',
  '我的待办',
  '代录 星火煤焦：厂里停电',
  '1',
];
const FORGED = [
  'v1|sign|1|1',
  'v1|confirm|1|1|satisfied',
  'v1|progress|1|1',
  'v1|assign|1|1|tax',
  'v9|x',
  '电',
];

export type Voice = (who: Speaker, place: Place, known: Known) => readonly Said[];

let keys = 0;

const ME = { id: 4711, username: 'lianxin_bot' };

/** Telegram: raw updates. */
export const telegram: Voice = (who, place, { card, origin: opened }) => {
  const user = { id: Number(who.account), is_bot: false, first_name: who.name };
  const from = { from: user, ...who.telegram };
  const group = { id: Number(place.id), type: 'supergroup', title: '某群' };
  const chat = place.kind === 'group' ? group : { id: user.id, type: 'private', first_name: who.name };
  const bot = { id: ME.id, is_bot: true, first_name: '连心桥', username: ME.username };
  const read = (update: object): Incoming | null =>
    fromTelegram({ update_id: ++keys, ...update } as unknown as Update, ME, AT);
  const message = (more: object): Incoming | null =>
    read({ message: { message_id: 50_000 + keys, ...from, chat, date: SECONDS, ...more } });
  const press = (data: string): Incoming | null =>
    read({
      callback_query: {
        id: `q${keys}`,
        ...from,
        chat_instance: 'c',
        data,
        message: { message_id: Number(card.id), chat, date: SECONDS, from: bot },
      },
    });
  const member = (was: string, is: string): Incoming | null =>
    read({
      my_chat_member: {
        chat,
        ...from,
        date: SECONDS,
        old_chat_member: { user: bot, status: was },
        new_chat_member: { user: bot, status: is },
      },
    });
  const photo = [{ file_id: 'p', file_unique_id: 'p', width: 90, height: 90, file_size: 10 }];
  const origin = { type: 'user', date: SECONDS };
  const other = { id: 31_337, is_bot: false, first_name: '别人' };
  const cardOf = { message_id: Number(card.id), from: bot, chat, date: SECONDS, text: card.text };
  const elsewhere = { origin: { ...origin, sender_user: bot }, message_id: Number(card.id) };
  return [
    ...WORDS.map((text): Said => [`“${text}”`, message({ text })]),
    ...WORDS.map((text): Said => [`“@我 ${text}”`, message({ text: `@${ME.username} ${text}` })]),
    ...WORDS.map(
      (text): Said => [
        `forwarded “${text}”`,
        message({ text, forward_origin: { ...origin, sender_user: other } }),
      ],
    ),
    ...['催办', '签收', '满意', '补充 门口也坏了'].map(
      (text): Said => [`“${text}” to the card`, message({ text, reply_to_message: cardOf })],
    ),
    [
      '“进度” to the card of another chat',
      message({
        text: '进度',
        external_reply: { ...elsewhere, chat: { id: Number(card.chat), type: 'supergroup' } },
      }),
    ],
    [
      '“签收” to a quote that names the ticket',
      message({
        text: '签收',
        external_reply: { origin: elsewhere.origin },
        quote: { text: '【诉求件 1】待签收', position: 0 },
      }),
    ],
    [
      '“好的” to somebody else',
      message({ text: '好的', reply_to_message: { message_id: 7, from: other, chat, date: SECONDS } }),
    ],
    ['a story answered', message({ text: '进度 1', reply_to_story: { chat, id: 1 } })],
    ['a difficulty in a topic', message({ text: DIFFICULTY, message_thread_id: 5, is_topic_message: true })],
    ['a photo', message({ photo })],
    ['a caption', message({ photo, caption: DIFFICULTY })],
    ['an album', message({ photo, media_group_id: 'a1', caption: DIFFICULTY })],
    ['more of the album', message({ photo, media_group_id: 'a1' })],
    [
      'a document',
      message({ document: { file_id: 'd', file_unique_id: 'd', file_name: '签收 1.pdf', file_size: 9 } }),
    ],
    ...['👍', '👎'].map((emoji): Said => {
      const reaction = { new_reaction: [{ type: 'emoji', emoji }], old_reaction: [], ...from };
      const user = 'sender_chat' in from ? { actor_chat: from.sender_chat } : { user: from.from };
      return [
        `${emoji} on the card`,
        read({
          message_reaction: { ...reaction, ...user, chat, message_id: Number(card.id), date: SECONDS },
        }),
      ];
    }),
    ['a voice message', message({ voice: {} })],
    ['a sticker', message({ sticker: {} })],
    [
      'an edit',
      read({
        edited_message: {
          message_id: 9,
          ...from,
          chat,
          date: SECONDS,
          edit_date: SECONDS + 9,
          text: '签收 1',
        },
      }),
    ],
    [
      'an edit into a difficulty',
      read({
        edited_message: {
          message_id: 9,
          ...from,
          chat,
          date: SECONDS,
          edit_date: SECONDS + 9,
          text: DIFFICULTY,
        },
      }),
    ],
    ...['签收 1', DIFFICULTY, '撤回', ''].map(
      (text): Said => [
        `an edit of what opened a ticket into “${text}”`,
        read({
          edited_message: {
            message_id: Number(opened.id),
            ...from,
            chat,
            date: SECONDS,
            edit_date: SECONDS + 9,
            text,
          },
        }),
      ],
    ),
    ['a photo of the album that opened a ticket', message({ photo, media_group_id: opened.album })],
    [
      'words in the album that opened a ticket',
      message({ photo, media_group_id: opened.album, caption: DIFFICULTY }),
    ],
    [
      'an edit in the album that opened a ticket',
      read({
        edited_message: {
          message_id: Number(opened.id) + 1,
          ...from,
          chat,
          date: SECONDS,
          edit_date: SECONDS + 9,
          photo,
          media_group_id: opened.album,
          caption: DIFFICULTY,
        },
      }),
    ],
    [
      '“补充” to what opened a ticket',
      message({
        text: '补充 门口也坏了',
        reply_to_message: { message_id: Number(opened.id), from: other, chat, date: SECONDS },
      }),
    ],
    ...FORGED.map((data): Said => [`a press of ${data}`, press(data)]),
    ['/start', message({ text: '/start' })],
    ['/start with words', message({ text: '/start 1' })],
    ['/start of another bot', message({ text: '/start@other_bot' })],
    ['the bot comes in, or is unblocked', member('left', 'member')],
    ...(place.kind === 'private' ? [['the chat is closed', member('member', 'kicked')] as Said] : []),
    ['it came from another group', message({ migrate_from_chat_id: -4_000 })],
    ['members come', message({ new_chat_members: [other] })],
    ['a new name', message({ new_chat_title: '霍州政企连心桥' })],
    [
      'a channel post',
      read({
        channel_post: {
          message_id: 3,
          chat: { id: -100_999, type: 'channel', title: '频道' },
          date: SECONDS,
          text: DIFFICULTY,
        },
      }),
    ],
  ];
};

/** WeCom: bodies of frames. */
export const wecom: Voice = (who, place, { card }) => {
  const where = place.kind === 'group' ? { chattype: 'group', chatid: place.id } : { chattype: 'single' };
  const read = (body: Body): Incoming | null =>
    fromWecom({
      body: { msgid: `m${++keys}`, from: { userid: who.account }, create_time: SECONDS, ...where, ...body },
      requestId: `r${keys}`,
      botId: 'bot',
      names: ['连心桥'],
      now: AT,
    });
  const text = (content: string, more: Body = {}) => read({ msgtype: 'text', text: { content }, ...more });
  const press = (event_key: string) =>
    read({ event: { eventtype: 'template_card_event', template_card_event: { event_key, task_id: 't' } } });
  return [
    ...WORDS.map((words): Said => [`“${words}”`, text(`@连心桥 ${words}`)]),
    ...['催办', '签收'].map(
      (words): Said => [
        `“${words}” to the card`,
        text(words, { quote: { msgtype: 'text', text: { content: card.text } } }),
      ],
    ),
    ['a photo', read({ msgtype: 'image', image: { url: 'https://example.invalid/p', aeskey: 'k' } })],
    ['a file', read({ msgtype: 'file', file: { url: 'https://example.invalid/f', aeskey: 'k' } })],
    ['a voice message', read({ msgtype: 'voice', voice: { content: DIFFICULTY } })],
    ['a video', read({ msgtype: 'video' })],
    ['the chat is opened', read({ event: { eventtype: 'enter_chat' } })],
    ...FORGED.map((data): Said => [`a press of ${data}`, press(data)]),
  ];
};

/** WeChat: payloads of the puppet, and what its events become. */
export const wechat: Voice = (who, place, { card, origin }) => {
  const chat: Incoming['chat'] = { ...place, title: '' };
  const sender = { id: who.account, name: who.name, anonymous: false };
  const read = (type: string, more: object = {}): Incoming | null => {
    const found = fromWechat({
      payload: { id: `w${++keys}`, timestamp: AT, type: 0, ...more } as unknown as payloads.Message,
      type,
      account: 'bot',
      names: ['连心桥'],
      chat,
      sender,
      saidHere: (words) => (words === card.text ? words : null),
    });
    return 'incoming' in found ? found.incoming : null;
  };
  const event = (what: IncomingKind, text = ''): Incoming => ({
    ...blank('wechat', `wechat:event:${++keys}`, chat, AT),
    sender,
    what,
    text,
  });
  return [
    ...WORDS.map((text): Said => [`“${text}”`, read('Text', { text })]),
    ...WORDS.map((text): Said => [`“@我 ${text}”`, read('Text', { text: `@连心桥\u2005${text}` })]),
    ...['催办', '签收'].map(
      (text): Said => [
        `“${text}” to the card`,
        read('Text', { text: `「连心桥：${card.text}」\n- - - - - - -\n${text}` }),
      ],
    ),
    ['a photo', read('Image')],
    ['a file', read('Attachment', { filename: '签收 1.pdf' })],
    ['a voice message', read('Audio')],
    ['a forwarded record', read('ChatHistory')],
    ['something taken back', { ...event('recalled'), replyTo: { message: 'w1', fromBot: false } }],
    [
      'what opened a ticket, taken back',
      { ...event('recalled'), replyTo: { message: origin.id, fromBot: false } },
    ],
    ['the bot comes in', event('joined')],
    ...(place.kind === 'private' ? [['accepted as a friend', event('start')] as Said] : []),
  ];
};

/** The group in the browser. */
export const web: Voice = (who, place, { origin }) => {
  const said = (more: Partial<Incoming>): Incoming => ({
    ...blank('web', `web:said:${++keys}`, { ...place, title: '' }, AT),
    sender: { id: who.account, name: who.name, anonymous: false },
    what: 'text',
    message: `w${keys}`,
    ...more,
  });
  const file = { ref: 'x', kind: 'photo', name: 'x.jpg', size: 9 } as const;
  return [
    ...WORDS.map((text): Said => [`“${text}”`, said({ text, addressed: true })]),
    ['“签收” to the card', said({ text: '签收', replyTo: { message: '1', fromBot: true }, addressed: true })],
    ['a photo', said({ files: [file] })],
    [
      '“补充” to what opened a ticket',
      said({ text: '补充 门口也坏了', replyTo: { message: origin.id, fromBot: false } }),
    ],
    ...FORGED.map(
      (button): Said => [
        `a press of ${button}`,
        said({ what: 'button', button, buttonToken: 'b', addressed: true }),
      ],
    ),
  ];
};

/** What only befalls a group itself; where it is served, these are no stranger's doing. */
export function ofGroups(channel: string, who: Speaker, place: Place, served: string): readonly Said[] {
  const event = (what: IncomingKind, text = ''): Incoming => ({
    ...blank(channel, `${channel}:group:${++keys}`, { ...place, title: '某群' }, AT),
    sender: { id: who.account, name: who.name, anonymous: true },
    what,
    text,
  });
  return [
    ['the bot is put out', event('left')],
    ['it has a new id', event('moved', '-100777')],
    ['it has that id once more', event('moved', '-100777')],
    ['it has its own id', event('moved', place.id)],
    ['it has the id of the group that is served', event('moved', served)],
    ['it has no id', event('moved', '')],
  ];
}
