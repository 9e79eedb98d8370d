/**
 * A piece of a group chat as people copy or export it: who said what, and when where it says so. The forms of the line
 * that names the speaker are those of `chat-heads.ts`; what stands below it is what was said.
 */
import type { Day, Instant } from '../domain/time.ts';
import { dayLine, headOf } from './chat-heads.ts';

/** One thing said. `name`: as the chat shows it. */
export interface Said {
  readonly name: string;
  /** Office time (Asia/Shanghai); null where the text does not say. */
  readonly at: Instant | null;
  readonly text: string;
}

/** As chats copy what is no text. A forwarded chat, a link or a notice is something said, and stays. */
const PICTURE =
  /^(?:\s*[[【]\s?(?:图片|照片|视频|语音|文件|位置|表情|动画表情|Photo|Video|Voice message|File|Sticker|GIF|Album)\s?[\]】])+[ \t]*/iu;
/** Telegram says of words that they answer others, or come from elsewhere. */
const MARK = /^\[(?:In reply to|Forwarded from)[^\]\n]{0,80}\]$/u;
const LONGEST = 200_000;

/**
 * What was said, in order, each message by itself, also those that say nothing in words. What stands above the first
 * name has none. Empty when the text is no chat: then it is what one person said. `isKnown`: whether somebody of that
 * name is known; a colon alone makes no speaker. `seenAt`: when it was pasted; null where nobody knows.
 */
export function readMessages(
  text: string,
  isKnown: (name: string) => boolean,
  seenAt: Instant | null = null,
): readonly Said[] {
  const found: { name: string; at: Instant | null; lines: string[] }[] = [];
  const above: string[] = [];
  let day: Day | null = null;
  for (const raw of text.slice(0, LONGEST).split('\n')) {
    const line = plain(raw);
    const date = dayLine(line);
    if (date !== undefined) {
      day = date ?? day;
      continue;
    }
    const head = headOf(line, { day, seenAt, isKnown });
    if (head) found.push({ name: head.name, at: head.at, lines: head.words === '' ? [] : [head.words] });
    else if (!MARK.test(line)) (found.at(-1)?.lines ?? above).push(line);
  }
  if (found.length === 0) return [];
  const nameless = above.some((line) => line !== '') ? [{ name: '', at: null, lines: above }] : [];
  return [...nameless, ...found].map(({ name, at, lines }) => ({
    name,
    at,
    text: withoutPictures(lines.join('\n')),
  }));
}

/** The same, what one person said without a break together, and without what has no words or no speaker. */
export function readChat(
  text: string,
  isKnown: (name: string) => boolean,
  seenAt: Instant | null = null,
): readonly Said[] {
  return runsOf(
    readMessages(text, isKnown, seenAt).filter(({ name, text: words }) => name !== '' && words !== ''),
  ).map(([first, ...others]) => ({
    ...first,
    text: [first, ...others].map((one) => one.text).join('\n'),
  }));
}

/** Whether a text begins as a copied chat does, with who spoke and when, whoever that is. */
export function beginsAsChat(text: string): boolean {
  const lines = text.slice(0, LONGEST).split('\n');
  const first = lines.map(plain).find((line) => line !== '' && dayLine(line) === undefined);
  return first !== undefined && headOf(first, { day: null, seenAt: null, isKnown: () => false }) !== null;
}

/** What stands for a picture in copied words says nothing, and hides what was said with it. */
export function withoutPictures(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(PICTURE, ''))
    .join('\n')
    .trim();
}

function plain(line: string): string {
  // Exports mark the direction of writing.
  return line
    .replaceAll('\u00a0', ' ')
    .replace(/[\u200e\u200f\u202a-\u202e]/gu, '')
    .trim();
}

const TOGETHER_MS = 120_000;

/** One person's messages in a row are one breath, unless their times say otherwise. */
export function runsOf<One extends Said>(said: readonly One[]): readonly (readonly [One, ...One[]])[] {
  const found: [One, ...One[]][] = [];
  let last: Instant | null = null;
  for (const one of said) {
    const before = found.at(-1);
    const near = last === null || one.at === null || one.at - last <= TOGETHER_MS;
    if (before && before[0].name === one.name && near) before.push(one);
    else found.push([one]);
    last = one.at;
  }
  return found;
}
