/** An hour as people write it for an appointment – 8:30, 下午3点半, 傍晚六点, 中午1点 –: of a gathering, a visit, an inspection. */
import type { TimeOfDay } from '../domain/time.ts';
import { ticketNumber } from './text.ts';

const NUMERAL = '[零一二两三四五六七八九十]{1,3}';
const PART = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里';

/**
 * For patterns that look for an hour among other words; it takes no group. A numeral only behind a part of the day: 早一点来
 * and 两点建议 are no hours. Nor are 时间 and 时候.
 */
export const HOUR_SAID = `(?:(?:${PART})\\s*(?:\\d{1,2}|${NUMERAL})|\\d{1,2})(?:[:：]\\d{2}|(?:点|时(?![间候限段]))[整钟]?(?:半|[一三]刻|(?:\\d{1,2}|${NUMERAL})分|\\d{1,2})?)`;

const FOUND = new RegExp(HOUR_SAID, 'u');
const WRITTEN = new RegExp(
  `^(${PART})?\\s*(\\d{1,2}|${NUMERAL})(?:[:：](\\d{2})|[点时][整钟]?(?:(半)|([一三])刻|(\\d{1,2}|${NUMERAL})分?)?)$`,
  'u',
);
/** Nobody asks anybody to come before then without saying 凌晨 or 早上. */
const EARLIEST = 7;

/** The first that stands there; null where none does, or the clock has no such hour. */
export function timeIn(words: string): TimeOfDay | null {
  const [said = ''] = FOUND.exec(words) ?? [];
  const [, part, written = '', behind, half, quarters, after] = WRITTEN.exec(said) ?? [];
  const hour = counted(written);
  const minute = half ? 30 : quarters ? counted(quarters) * 15 : counted(behind ?? after ?? '0');
  const full = hour + (isLater(part, hour, written) ? 12 : 0);
  if (!(full <= 23 && minute <= 59)) return null;
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** 03:00 is the hour of a clock, 3点 the one of a day's work. */
function isLater(part: string | undefined, hour: number, written: string): boolean {
  if (part === undefined) return hour > 0 && hour < EARLIEST && !written.startsWith('0');
  if (part === '中午') return hour < 10;
  return /下午|傍晚|晚上|夜里/u.test(part) && hour < 12;
}

/** NaN where it is no number. */
function counted(numeral: string): number {
  return /^\d+$/u.test(numeral)
    ? Number(numeral)
    : (ticketNumber(numeral.replaceAll('两', '二')) ?? Number.NaN);
}
