/**
 * WeCom's frames in the program's own words. Pure: the same frame gives the same `Incoming`. Field meanings:
 * developer.work.weixin.qq.com/document/path/100719 (messages), 101027 (events).
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import { blank } from '../blank.ts';
import { cleanName } from '../file-name.ts';
import { withoutMention } from '../mention.ts';
import { ticketMarkedIn } from '../own-mark.ts';
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
  /** What the bot is called, as far as is known. */
  readonly names: readonly string[];
  readonly now: Instant;
}

/** Null for what says nothing: feedback on an answer, a frame without a sender. */
export function toIncoming(heard: Heard): Incoming | null {
  const { body, requestId, botId, names, now } = heard;
  const { from, chatid, event } = body;
  const sender = from?.userid ?? '';
  if (sender === '') return null;
  const isGroup = isInGroup(body);
  const chat: Incoming['chat'] = isGroup
    ? { id: chatid ?? '', kind: 'group', title: '' }
    : { id: sender, kind: 'private', title: sender };
  const at = body.create_time ? body.create_time * 1000 : now;
  const id = body.msgid || idOf(heard);
  const base = {
    ...blank(WECOM, keyOf(botId, sender, chat, id), chat, at),
    sender: { id: sender, name: sender, anonymous: false },
    message: id,
    replyTo: quotedIn(body.quote, names),
    // In a group it is told nothing but what is said to it.
    addressed: true,
  };
  if (event) return fromEvent(base, event, requestId);
  const { text, files, unreadable } = contentOf(body, id);
  if (text === '' && files.length === 0) return { ...base, what: 'unreadable', text: unreadable };
  return { ...base, what: 'text', text: withoutMention(text, names, isGroup).words, files };
}

/** What was said in a group, with the bot's name in it; null where nothing was, or not in a group. */
export function saidInGroup(body: Body): string | null {
  return isInGroup(body) ? contentOf(body, '').text : null;
}

/** For the log, which never has what people say. */
export function kindOf({ event, msgtype }: Body): string {
  return event?.eventtype ?? msgtype ?? '';
}

function isInGroup({ chattype, chatid }: Body): boolean {
  return chattype === 'group' && chatid !== undefined;
}

/** The platform's ids are not relied on to be different for different people. */
function keyOf(botId: string, sender: string, chat: Incoming['chat'], id: string): string {
  const place = chat.kind === 'group' ? [chat.id, sender] : [sender];
  return [WECOM, botId, ...place.map(encodeURIComponent), id].join(':');
}

/** Of a message without an id: the same for the same words of the same second. Without a time each is another one. */
function idOf({ body, requestId }: Heard): string {
  const { from, chatid, create_time, msgtype, text, voice, image, file, mixed, event } = body;
  const when = create_time ?? requestId;
  const what = [from, chatid, when, msgtype, text, voice, image, file, mixed, event];
  return `h${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)}`;
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

/** Content the program cannot read, by its `msgtype`, and what people call it. */
const UNREADABLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    image: '图片',
    file: '文件',
    video: '视频',
    voice: '语音',
    location: '位置',
    link: '网页链接',
    card: '名片',
    emotion: '表情',
    weapp: '小程序',
    chatrecord: '聊天记录',
    redpacket: '红包',
    meeting: '会议',
    calendar: '日程',
    todo: '待办',
    vote: '投票',
    docmsg: '在线文档',
  }),
);

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
    if (file?.url) {
      const name = cleanName(file.filename ?? file.name ?? '');
      files.push(fileOf(file, 'document', name ?? `文件-${msgid.slice(-6)}`, name === null));
    }
  }
  const unreadable = UNREADABLE.get(content.msgtype ?? '') ?? '这种消息';
  return { text: texts.join('\n').trim(), files, unreadable };
}

/** `unnamed`: the name comes with the bytes. */
function fileOf(media: Media, kind: IncomingFile['kind'], name: string, unnamed?: boolean): IncomingFile {
  const ref: FileRef = {
    url: media.url ?? '',
    key: media.aeskey ?? '',
    ...(unnamed === true && { unnamed }),
  };
  return { ref: JSON.stringify(ref), kind, name, size: null };
}

/** What `IncomingFile.ref` holds. */
export interface FileRef {
  readonly url: string;
  readonly key: string;
  readonly unnamed?: true;
}

/** WeCom quotes by content, and does not tell who said it. */
function quotedIn(quote: Content | undefined, names: readonly string[]): Quoted | null {
  if (!quote) return null;
  const text = withoutMention(contentOf(quote, '').text, names, false).words;
  return { message: null, fromBot: ticketMarkedIn(text) !== null, text };
}
