/**
 * WeCom's frames in the program's own words. Pure: the same frame gives the same `Incoming`. Field meanings:
 * developer.work.weixin.qq.com/document/path/100719 (messages), 101027 (events).
 */
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import type { Incoming, IncomingFile, Quoted } from '../port.ts';

export const WECOM = 'wecom';

interface Media {
  readonly url?: string;
  readonly aeskey?: string;
}

interface Words {
  readonly content?: string;
}

interface Content {
  readonly msgtype?: string;
  readonly text?: Words;
  readonly voice?: Words;
  readonly image?: Media;
  readonly file?: Media & { readonly filename?: string; readonly name?: string };
  readonly mixed?: { readonly msg_item?: readonly Content[] };
}

/** The body of a message or an event, as far as it is used. */
export interface Body extends Content {
  readonly msgid?: string;
  readonly chatid?: string;
  readonly chattype?: string;
  readonly from?: { readonly userid?: string };
  /** Seconds. */
  readonly create_time?: number;
  readonly quote?: Content;
  readonly event?: {
    readonly eventtype?: string;
    readonly event_key?: string;
    readonly task_id?: string;
    readonly template_card_event?: { readonly event_key?: string; readonly task_id?: string };
  };
}

export interface Heard {
  readonly body: Body;
  /** Of the frame: what a pressed button is answered by. */
  readonly requestId: string;
  readonly botId: string;
  readonly now: Instant;
}

/** Null for what says nothing: feedback on an answer, a frame without a sender. */
export function toIncoming({ body, requestId, botId, now }: Heard): Incoming | null {
  const { msgid, from, chatid, event } = body;
  if (msgid === undefined || from?.userid === undefined) return null;
  const isGroup = body.chattype === 'group' && chatid !== undefined;
  const chat: Incoming['chat'] = isGroup
    ? { id: chatid, kind: 'group', title: '' }
    : { id: from.userid, kind: 'private', title: from.userid };
  const at = body.create_time ? body.create_time * 1000 : now;
  const base = {
    ...blank(WECOM, `${WECOM}:${botId}:${msgid}`, chat, at),
    sender: { id: from.userid, name: from.userid, anonymous: false },
    message: msgid,
    replyTo: quotedIn(body.quote),
    // In a group it is told nothing but what is said to it.
    addressed: true,
  };
  if (event) return fromEvent(base, event, requestId);
  const { text, files, unreadable } = contentOf(body, msgid);
  if (text === '' && files.length === 0) return { ...base, what: 'unreadable', text: unreadable };
  return { ...base, what: 'text', text: isGroup ? withoutMention(text) : text, files };
}

function fromEvent(
  base: Omit<Incoming, 'what'>,
  event: NonNullable<Body['event']>,
  requestId: string,
): Incoming | null {
  switch (event.eventtype) {
    case 'enter_chat':
      // Comes on each day's first look into the chat: no reason to greet.
      return { ...base, what: 'start', message: null };
    case 'template_card_event': {
      const { event_key: key, task_id: task } = event.template_card_event ?? event;
      if (key === undefined) return null;
      return { ...base, what: 'button', button: key, buttonToken: tokenOf(requestId, task ?? '') };
    }
    default:
      return null;
  }
}

/** What is needed to change the card that was pressed. */
function tokenOf(requestId: string, task: string): string {
  return `${requestId}\n${task}`;
}

export function readToken(token: string): { readonly requestId: string; readonly task: string } {
  const [requestId = '', task = ''] = token.split('\n');
  return { requestId, task };
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['video', '视频'],
  ['voice', '语音'],
  ['location', '位置'],
]);

function contentOf(
  content: Content,
  msgid: string,
): { readonly text: string; readonly files: readonly IncomingFile[]; readonly unreadable: string } {
  const items = content.msgtype === 'mixed' ? (content.mixed?.msg_item ?? []) : [content];
  const texts: string[] = [];
  const files: IncomingFile[] = [];
  for (const { text, voice, image, file } of items) {
    // A voice message comes as the words that WeCom heard.
    const words = text?.content ?? voice?.content;
    if (words) texts.push(words);
    if (image?.url) files.push(fileOf(image, 'photo', '照片.jpg'));
    if (file?.url)
      files.push(fileOf(file, 'document', file.filename ?? file.name ?? `文件-${msgid.slice(-6)}`));
  }
  const unreadable = UNREADABLE.get(content.msgtype ?? '') ?? '这种消息';
  return { text: texts.join('\n').trim(), files, unreadable };
}

function fileOf({ url = '', aeskey = '' }: Media, kind: IncomingFile['kind'], name: string): IncomingFile {
  return { ref: JSON.stringify({ url, key: aeskey }), kind, name, size: null };
}

/** The robot is named somewhere in what is said to it in a group; a name ends with a space, which may be U+2005. */
function withoutMention(text: string): string {
  return text.replace(/(?:^|(?<=\s))@\S{1,32}(?:\s|$)/u, '').trim();
}

/** WeCom quotes by content. Only a message of the program names a ticket first; who said it is not told. */
function quotedIn(quote: Content | undefined): Quoted | null {
  if (!quote) return null;
  const { text } = contentOf(quote, '');
  return { message: null, fromBot: /^(?:@\S+\s+)?【?诉求件 ?\d/u.test(text), text };
}
