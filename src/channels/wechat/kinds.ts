/**
 * Every kind of message that WeChat has, and what becomes of it: none vanishes. By the names of wechaty's `MessageType`,
 * and, where wechaty only says that it is none it knows, by WeChat's own number (`<appmsg><type>`) or element.
 */

export type Kind =
  /** Words, a picture, a file: as they are. */
  | { readonly as: 'words' | 'photo' | 'document' }
  /** Words that quote, a chat that is passed on, a message taken back: read from WeChat's XML. */
  | { readonly as: 'quote' | 'record' | 'recalled' }
  /** Cannot be read: said to whoever addresses the bot with it, by the name people have for it. */
  | { readonly as: 'unreadable'; readonly name: string }
  /** Says nothing to anybody; the log names it. */
  | { readonly as: 'nothing'; readonly name: string };

const unreadable = (name: string): Kind => ({ as: 'unreadable', name });
const nothing = (name: string): Kind => ({ as: 'nothing', name });

/** Of what has no row: said, rather than passed over. */
const OTHER = unreadable('这种消息');

/** `null`: wechaty does not know it, or may be wrong about it; WeChat's XML says more. */
const BY_TYPE: Readonly<Record<string, Kind | null>> = {
  Unknown: null,
  Attachment: null,
  Url: null,
  ChatHistory: null,
  Text: { as: 'words' },
  Image: { as: 'photo' },
  Recalled: { as: 'recalled' },
  Audio: unreadable('语音'),
  Video: unreadable('视频'),
  Emoticon: unreadable('表情'),
  Contact: unreadable('名片'),
  Location: unreadable('位置'),
  MiniProgram: unreadable('小程序'),
  GroupNote: unreadable('群笔记'),
  Transfer: unreadable('转账'),
  RedEnvelope: unreadable('红包'),
  Post: unreadable('动态'),
};

/** Where there is no XML to say more. */
const WITHOUT_XML: Readonly<Record<string, Kind>> = {
  Attachment: { as: 'document' },
  Url: unreadable('网页链接'),
  ChatHistory: unreadable('聊天记录'),
};

const BY_NUMBER: Readonly<Record<number, Kind>> = {
  1: { as: 'words' },
  2: unreadable('图片'),
  3: unreadable('音乐'),
  4: unreadable('视频'),
  5: unreadable('网页链接'),
  6: { as: 'document' },
  7: unreadable('应用消息'),
  8: unreadable('表情'),
  13: unreadable('商品'),
  15: unreadable('表情'),
  16: unreadable('卡券'),
  17: unreadable('位置共享'),
  19: { as: 'record' },
  24: unreadable('笔记'),
  33: unreadable('小程序'),
  36: unreadable('小程序'),
  40: { as: 'record' },
  50: unreadable('视频号名片'),
  51: unreadable('视频号'),
  53: unreadable('接龙'),
  57: { as: 'quote' },
  62: nothing('拍一拍'),
  63: unreadable('视频号直播'),
  // Told while a file is on its way; the file itself comes as a 6.
  74: nothing('文件上传中'),
  76: unreadable('音乐'),
  87: unreadable('群公告'),
  2000: unreadable('转账'),
  2001: unreadable('红包'),
  100001: unreadable('订阅消息'),
};

/** Children of `<msg>`. */
const BY_ELEMENT: Readonly<Record<string, Kind>> = {
  img: { as: 'photo' },
  voicemsg: unreadable('语音'),
  videomsg: unreadable('视频'),
  emoji: unreadable('表情'),
  location: unreadable('位置'),
  voipinvitemsg: unreadable('语音通话'),
  voiplocalinfo: unreadable('语音通话'),
  op: nothing('状态通知'),
};

/** `type` of `<sysmsg>`. */
const BY_SYSTEM: Readonly<Record<string, Kind>> = { revokemsg: { as: 'recalled' }, pat: nothing('拍一拍') };

/** What WeChat's XML tells of a message. */
export interface Marks {
  readonly root: string;
  readonly number: number | null;
  readonly elements: readonly string[];
  readonly system: string;
}

export function kindOf(type: string, marks: Marks | null): Kind {
  const known = BY_TYPE[type];
  if (known) return known;
  if (marks?.number !== null && marks?.number !== undefined) return BY_NUMBER[marks.number] ?? OTHER;
  if (marks?.root === 'sysmsg') return BY_SYSTEM[marks.system] ?? nothing('系统消息');
  const element = marks?.elements.find((name) => BY_ELEMENT[name] !== undefined);
  if (element !== undefined) return BY_ELEMENT[element] ?? OTHER;
  const plain = WITHOUT_XML[type];
  if (plain) return plain;
  // 你已添加了…，现在可以开始聊天了: a line of WeChat itself. XML of an unknown shape is somebody's message.
  return marks === null ? nothing('系统消息') : OTHER;
}
