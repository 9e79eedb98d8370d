/**
 * A piece of a group chat as people copy it out of WeChat, WeCom, QQ or DingTalk: who said what, and when where it says
 * so. The shapes, each line of its own:
 *
 *     ————— 2026-11-23 —————            a day
 *     王明 09:12                          who and when, the words below
 *     2026-11-23 9:12:33 王明            the same the other way round
 *     王明:                               who, the words below
 *     王明：停电了                        both in one line, for names that are known
 */
import { type Day, type Instant, at as instantAt } from '../domain/time.ts';

/** One thing said. `name`: as the chat shows it. */
export interface Said {
  readonly name: string;
  /** Office time (Asia/Shanghai); null where the text does not say. */
  readonly at: Instant | null;
  readonly text: string;
}

const DATE = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const TIME = String.raw`(?:(上午|早上|中午|下午|晚上|凌晨)\s*)?(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(AM|PM))?`;
const NAME = String.raw`([^\n:：]{1,40}?)`;
const DAY_LINE = new RegExp(
  String.raw`^[—–\-─=\s]*${DATE}(?:\s*(?:星期|周)[一二三四五六日天])?[—–\-─=\s]*$`,
  'u',
);
const NAME_TIME = new RegExp(String.raw`^${NAME}\s+(?:${DATE}\s+)?${TIME}$`, 'u');
const TIME_NAME = new RegExp(String.raw`^(?:${DATE}\s+)?${TIME}\s+${NAME}$`, 'u');
const NAME_ALONE = /^([^\n:：]{1,40})[:：]$/u;
const NAME_WORDS = /^([^\n:：]{1,40})[:：]\s*(\S.*)$/u;
/** QQ adds the account. */
const ACCOUNT = /[(（<][^()（）<>]{3,40}[)）>]$/u;
/** As WeChat copies what is no text. A forwarded chat, a link or a notice is something said, and stays. */
const PICTURE = /^(?:\s*[[【](?:图片|照片|视频|语音|文件|位置|表情|动画表情)[\]】])+[ \t]*/u;
const LONGEST = 200_000;

interface Head {
  readonly name: string;
  readonly at: Instant | null;
  readonly words: string;
}

/**
 * What was said, in order, what one person said without a break together. Empty when the text is no chat: then it is
 * what one person said. `isKnown`: whether somebody of that name is in the roster; a colon alone makes no speaker.
 */
export function readChat(text: string, isKnown: (name: string) => boolean): readonly Said[] {
  const found: { name: string; at: Instant | null; lines: string[] }[] = [];
  let day: Day | null = null;
  for (const raw of text.slice(0, LONGEST).split('\n')) {
    const line = plain(raw);
    const date = DAY_LINE.exec(line);
    if (date) {
      day = dayOfParts(date[1], date[2], date[3]) ?? day;
      continue;
    }
    const head = headOf(line, day, isKnown);
    if (head) found.push({ name: head.name, at: head.at, lines: head.words === '' ? [] : [head.words] });
    else found.at(-1)?.lines.push(line);
  }
  return together(
    found.map(({ name, at, lines }) => ({ name, at, text: withoutPictures(lines.join('\n')) })),
  );
}

/** Whether a text begins as a copied chat does, with who spoke and when, whoever that is. */
export function beginsAsChat(text: string): boolean {
  const lines = text.slice(0, LONGEST).split('\n');
  const first = lines.map(plain).find((line) => line !== '' && !DAY_LINE.test(line));
  return first !== undefined && headOf(first, null, () => false) !== null;
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
  return line.replaceAll('\u00a0', ' ').trim();
}

const TOGETHER_MS = 120_000;

/** One person's messages in a row are one thing said, unless their times say otherwise. */
function together(said: readonly Said[]): readonly Said[] {
  const found: Said[] = [];
  let last: Instant | null = null;
  for (const one of said) {
    if (one.text === '') continue;
    const before = found.at(-1);
    const near = last === null || one.at === null || one.at - last <= TOGETHER_MS;
    if (before && before.name === one.name && near) {
      found[found.length - 1] = { ...before, text: `${before.text}\n${one.text}` };
    } else {
      found.push(one);
    }
    last = one.at;
  }
  return found;
}

function headOf(line: string, day: Day | null, isKnown: (name: string) => boolean): Head | null {
  const before = NAME_TIME.exec(line);
  if (before) {
    const [, name = '', y, m, d, ...time] = before;
    return { name: bare(name), at: whenOf(dayOfParts(y, m, d) ?? day, time), words: '' };
  }
  const behind = TIME_NAME.exec(line);
  if (behind) {
    const [, y, m, d, half, hour, minute, sign, name = ''] = behind;
    return {
      name: bare(name),
      at: whenOf(dayOfParts(y, m, d) ?? day, [half, hour, minute, sign]),
      words: '',
    };
  }
  const alone = NAME_ALONE.exec(line);
  if (alone && isKnown(bare(alone[1] ?? ''))) return { name: bare(alone[1] ?? ''), at: null, words: '' };
  const both = NAME_WORDS.exec(line);
  if (both && isKnown(bare(both[1] ?? ''))) {
    return { name: bare(both[1] ?? ''), at: null, words: both[2] ?? '' };
  }
  return null;
}

function bare(name: string): string {
  return name.trim().replace(ACCOUNT, '').trim();
}

function dayOfParts(year?: string, month?: string, date?: string): Day | null {
  if (year === undefined || month === undefined || date === undefined) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const read = new Date(`${day}T00:00:00Z`);
  // The 31st of February is none.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null;
}

/** Null without a day: yesterday's chat looks like today's. */
function whenOf(
  day: Day | null,
  [half, hour, minute, sign]: readonly (string | undefined)[],
): Instant | null {
  const written = Number(hour);
  const late = half === '下午' || half === '晚上' || sign === 'PM' || (half === '中午' && written < 11);
  const hours = late && written < 12 ? written + 12 : sign === 'AM' && written === 12 ? 0 : written;
  if (day === null || hours > 23 || Number(minute) > 59) return null;
  return instantAt(day, `${String(hours).padStart(2, '0')}:${minute}`);
}
