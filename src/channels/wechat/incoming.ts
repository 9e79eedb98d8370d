/**
 * A message of WeChat in the program's own words. Pure: the same message gives the same `Incoming`, so that one which
 * the puppet tells twice is recognised by its key.
 */
import type { payloads } from 'wechaty-puppet';
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import type { Incoming, IncomingFile, Quoted } from '../port.ts';
import { withoutMention, withoutQuote } from './quote.ts';

export const CHANNEL = 'wechat';

/** Content the program cannot read, by the names of wechaty's `MessageType`, and what people call it. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['Audio', '语音'],
  ['Contact', '名片'],
  ['ChatHistory', '聊天记录'],
  ['Emoticon', '表情'],
  ['Location', '位置'],
  ['MiniProgram', '小程序'],
  ['GroupNote', '群笔记'],
  ['Transfer', '转账'],
  ['RedEnvelope', '红包'],
  ['Url', '网页链接'],
  ['Video', '视频'],
  ['Post', '动态'],
]);

/** Instants of this century in seconds lie below, in milliseconds above. */
const SECONDS_BELOW = 100_000_000_000;

/** A message with everything that had to be looked up. */
export interface Heard {
  readonly payload: payloads.Message;
  /** Name of its `MessageType`. */
  readonly type: string;
  /** The bot's own account. */
  readonly account: string;
  /** What the bot is called in this room. */
  readonly names: readonly string[];
  readonly chat: Incoming['chat'];
  readonly sender: Incoming['sender'];
  /** Whether the bot has said these words here. */
  wasSaid(words: string): boolean;
}

/** Null for what says nothing: system lines, and a message taken back (撤回), which takes back no ticket. */
export function toIncoming({ payload, type, account, names, chat, sender, wasSaid }: Heard): Incoming | null {
  const base = {
    ...blank(CHANNEL, `${CHANNEL}:${account}:${payload.id}`, chat, instant(payload.timestamp)),
    sender,
    message: payload.id,
  };
  if (type === 'Text') {
    const said = payload.text ?? '';
    if (said.trim() === '') return null;
    const { words: unquoted, quote } = withoutQuote(said);
    const replyTo: Quoted | null = quote && {
      message: null,
      fromBot: names.includes(quote.who) || wasSaid(quote.text),
      text: quote.text,
    };
    const listed = mentionsOf(payload);
    const isListed = listed.includes(account);
    const { words, mentioned } = withoutMention(unquoted, names, isListed, listed.length > 1);
    const addressed = chat.kind === 'private' || mentioned || replyTo?.fromBot === true;
    return { ...base, what: 'text', text: words, replyTo, addressed };
  }
  if (type === 'Image' || type === 'Attachment')
    return { ...base, what: 'text', files: [fileOf(payload, type)] };
  const unreadable = UNREADABLE.get(type);
  return unreadable === undefined ? null : { ...base, what: 'unreadable', text: unreadable };
}

/** Puppets give seconds or milliseconds. */
export function instant(timestamp: number): Instant {
  return timestamp < SECONDS_BELOW ? timestamp * 1000 : timestamp;
}

/** The file is fetched by the message's id, and WeChat does not say how large it is. */
function fileOf({ id, filename }: payloads.Message, type: string): IncomingFile {
  return type === 'Image'
    ? { ref: id, kind: 'photo', name: filename || '图片.jpg', size: null }
    : { ref: id, kind: 'document', name: filename || '附件', size: null };
}

function mentionsOf(payload: payloads.Message): readonly string[] {
  return ('mentionIdList' in payload && payload.mentionIdList) || [];
}
