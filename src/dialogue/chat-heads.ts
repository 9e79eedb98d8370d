/**
 * The line that says who spoke, and when, in the forms in which chats are copied and exported. One reader for all of
 * them, as nobody says from which program a text comes:
 *
 *     ————— 2026-11-23 —————              a day, for what stands below
 *     王明 09:12                            WeChat: who and when; 昨天 09:12, 星期三 09:12, 11月23日 09:12 as well
 *     王明 11/23 9:12:33                    WeCom; 王明@微信 is 王明
 *     2026-11-23 9:12:33 王明(123456)       QQ: the other way round, with the account
 *     [2026/11/23 9:12:33] 王明: 停电了      bracketed, the words in the same line or below
 *     王明, [23.11.2026 9:12]               Telegram
 *     王明：停电了                          who, for names that are known
 */
import { type Day, dayOf, type Instant, at as instantAt } from '../domain/time.ts';
import { clockOn, dayFrom, type Written } from './chat-days.ts';

/** Who spoke and when; `words`: what stands in the same line. */
export interface Head {
  readonly name: string;
  readonly at: Instant | null;
  readonly words: string;
}

/** What is known when a line is read. */
export interface Reading {
  /** The day that stood above. */
  readonly day: Day | null;
  /** When the text was pasted: a time without a day was the last such time before. Null: it is no time. */
  readonly seenAt: Instant | null;
  /** Whether somebody of that name is known; a colon alone makes no speaker. */
  readonly isKnown: (name: string) => boolean;
}

const DATE = String.raw`(?<date>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?=[\s,]))`;
const SHORT_DATE = String.raw`(?<short>\d{1,2}月\d{1,2}日|\d{1,2}[-/]\d{1,2}(?=\s)|今天|昨天|前天|(?:星期|周)[一二三四五六日天])`;
const MONTH_DATE = String.raw`(?<named>\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})`;
const TIME = String.raw`(?:(?<half>上午|早上|中午|下午|晚上|凌晨)\s*)?(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?:\s*(?<sign>AM|PM))?`;
const WHEN = String.raw`(?:(?:${DATE}|${SHORT_DATE}|${MONTH_DATE}),?\s*(?:(?:星期|周)[一二三四五六日天]\s*)?(?:at\s+)?)?${TIME}`;
const NAME = String.raw`(?<name>[^\n:：]{1,40}?)`;

const DAY_LINE =
  /^[—–\-─=\s]*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*(?:星期|周)[一二三四五六日天])?[—–\-─=\s]*$/u;
const FORMS: readonly RegExp[] = [
  // [2026/11/23 9:12:33] 王明: 停电了
  new RegExp(String.raw`^[[【]${WHEN}[\]】]\s*${NAME}\s*[:：]\s*(?<words>.*)$`, 'u'),
  // [2026/11/23 9:12:33] 王明
  new RegExp(String.raw`^[[【]${WHEN}[\]】]\s*${NAME}$`, 'u'),
  // 王明, [23.11.2026 9:12]
  new RegExp(String.raw`^${NAME}[,，]\s*\[${WHEN}\]\s*(?:[:：]\s*(?<words>.*))?$`, 'u'),
  // 王明 09:12
  new RegExp(String.raw`^${NAME}\s+${WHEN}$`, 'u'),
  // 2026-11-23 9:12:33 王明
  new RegExp(String.raw`^${WHEN}\s+${NAME}$`, 'u'),
];
const NAME_ALONE = /^([^\n:：]{1,40})[:：]$/u;
const NAME_WORDS = /^([^\n:：]{1,40})[:：]\s*(\S.*)$/u;
/** QQ adds the account, WeCom where somebody writes from. */
const ACCOUNT = /(?:[(（<][^()（）<>]{3,40}[)）>]|[@＠](?:微信|企业微信|WeChat))$/iu;
const COMMA_BRACKET = /^[^\n:：]{1,40}[,，]\s*\[/u;
/** No head is longer; what is longer need not be looked at. */
const LONGEST_HEAD = 120;
const LONGEST_IN_LINE = 4000;

/** The day that a line of its own names for what stands below; null when it is none. */
export function dayLine(line: string): Day | null | undefined {
  const found = line.length > LONGEST_HEAD ? null : DAY_LINE.exec(line);
  return found ? dayFrom({ date: found[1] }, null) : undefined;
}

/** Null when the line names no speaker. */
export function headOf(line: string, { day, seenAt, isKnown }: Reading): Head | null {
  const isBracketed =
    line.length <= LONGEST_IN_LINE &&
    (line.startsWith('[') || line.startsWith('【') || COMMA_BRACKET.test(line));
  for (const form of line.length <= LONGEST_HEAD || isBracketed ? FORMS : []) {
    const groups = form.exec(line)?.groups;
    if (!groups) continue;
    const name = bare(groups.name ?? '');
    if (name === '') continue;
    return { name, at: whenOf(groups, day, seenAt), words: (groups.words ?? '').trim() };
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

function whenOf(written: Written, above: Day | null, seenAt: Instant | null): Instant | null {
  const time = clockOn(written);
  if (time === null) return null;
  const dated = [written.date, written.short, written.named].some((one) => one !== undefined);
  const day = dated ? dayFrom(written, seenAt) : above;
  if (day !== null) return instantAt(day, time);
  if (dated || seenAt === null) return null;
  // Chats show a time alone for what was said today; later than now it was yesterday.
  const today = instantAt(dayOf(seenAt), time);
  return today <= seenAt + AHEAD ? today : dayBefore(today);
}

/** Clocks differ by that much. */
const AHEAD = 5 * 60_000;

function dayBefore(when: Instant): Instant {
  return when - 24 * 3_600_000;
}
