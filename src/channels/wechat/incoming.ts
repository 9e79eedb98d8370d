/**
 * A message of WeChat in the program's own words. Pure: the same message gives the same `Incoming`, so that one which
 * the puppet tells twice is recognised by its key.
 */
import type { payloads } from 'wechaty-puppet';
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import { withoutMention } from '../mention.ts';
import { ticketMarkedIn } from '../own-mark.ts';
import type { Incoming, IncomingFile, Quoted } from '../port.ts';
import { kindIn, quoteIn, recalledIn, titleOf, xmlOf } from './appmsg.ts';
import { plainText } from './plain.ts';
import { withoutQuote } from './quote.ts';
import { recordText } from './record.ts';
import type { Element } from './xml.ts';

export const CHANNEL = 'wechat';

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
  /** The message of the bot here that begins with these words, all of it; null when it has lately said none. */
  saidHere(words: string): string | null;
}

/** What a message becomes, or what it is called that says nothing to anybody. */
export type Read = { readonly incoming: Incoming } | { readonly left: string };

export function toIncoming(heard: Heard): Read {
  const { payload, type, account, chat, sender } = heard;
  const source = payload.text ?? '';
  const base = {
    ...blank(CHANNEL, `${CHANNEL}:${account}:${payload.id}`, chat, instant(payload.timestamp)),
    sender,
    message: payload.id,
  };
  // Words that look like XML are what somebody typed.
  const xml = type === 'Text' ? null : xmlOf(source);
  const kind = kindIn(type, xml);
  const unreadable = (what: string): Read => ({ incoming: { ...base, what: 'unreadable', text: what } });
  switch (kind.as) {
    case 'words':
      return words(base, xml ? titleOf(xml) : source, heard);
    case 'quote':
      return quotation(base, xml, heard);
    case 'photo':
    case 'document':
      return { incoming: { ...base, what: 'text', files: [fileOf(payload, kind.as, titleOf(xml))] } };
    case 'record': {
      // In a group people show each other what was said elsewhere.
      const text = chat.kind === 'private' ? recordText(xml) : null;
      return text === null ? unreadable('聊天记录') : { incoming: { ...base, what: 'text', text } };
    }
    case 'recalled': {
      const message = recalledIn(source, xml);
      if (message === '') return { left: '撤回' };
      return { incoming: { ...base, what: 'recalled', replyTo: { message, fromBot: false } } };
    }
    case 'unreadable':
      return unreadable(kind.name);
    case 'nothing':
      return { left: kind.name };
    default:
      return kind satisfies never;
  }
}

type Base = Omit<Incoming, 'what'>;

/** Said words, with what puppets write into them: a quote, and whom they mention. */
function words(base: Base, source: string, heard: Heard): Read {
  const said = plainText(source);
  if (said.trim() === '') return { left: '没有文字' };
  const { words: unquoted, quote } = withoutQuote(said);
  const replyTo = quote && quoted(null, quote.text, heard.names.includes(quote.who), heard);
  return spoken(base, unquoted, replyTo, heard);
}

/** The same told by WeChat itself: whose words are quoted, and by which id. */
function quotation(base: Base, xml: Element | null, heard: Heard): Read {
  const { words: said, quoted: of } = quoteIn(xml);
  const isOurs = of.account === '' ? heard.names.includes(of.name) : of.account === heard.account;
  return spoken(base, said, quoted(of.id === '' ? null : of.id, of.text, isOurs, heard), heard);
}

/** WeChat may quote only the beginning; the mark stands at the end, so what the bot has said here is taken whole. */
function quoted(message: string | null, text: string, isOurs: boolean, heard: Heard): Quoted {
  const whole = heard.saidHere(text);
  const fromBot = isOurs || whole !== null || ticketMarkedIn(text) !== null;
  return { message, fromBot, text: whole ?? text };
}

function spoken(base: Base, said: string, replyTo: Quoted | null, { payload, account, names }: Heard): Read {
  const isListed = mentionsOf(payload).includes(account);
  const { words: text, mentioned } = withoutMention(said, names, isListed);
  const addressed = base.chat.kind === 'private' || mentioned || replyTo?.fromBot === true;
  return { incoming: { ...base, what: 'text', text, replyTo, addressed } };
}

/** Puppets give seconds or milliseconds. */
export function instant(timestamp: number): Instant {
  return timestamp < SECONDS_BELOW ? timestamp * 1000 : timestamp;
}

/** The file is fetched by the message's id, and WeChat does not say how large it is. */
function fileOf({ id, filename }: payloads.Message, kind: IncomingFile['kind'], title: string): IncomingFile {
  const other = kind === 'photo' ? '图片.jpg' : title || '附件';
  return { ref: id, kind, name: filename || other, size: null };
}

function mentionsOf(payload: payloads.Message): readonly string[] {
  return ('mentionIdList' in payload && payload.mentionIdList) || [];
}
