/** One day as people write it – 12月5日, 2026-12-5, 12.5, 明天, 昨天, 下周一 –, for a leave and for an order alike. */
import { lengthOf } from '../domain/leave.ts';
import { addDays, type Day, startOfDay, weekday, yearOf } from '../domain/time.ts';

const FAR: Readonly<Record<string, number>> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };
const RELATIVE = /^(大前|前|昨|今|明|大后|后)[天日]/u;
const GONE = /^(?:大前|前|昨)[天日]/u;
const OF_WEEK = /^(本|这|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/u;
const WEEKDAYS = '一二三四五六日';
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const MONTH_AND_DAY = /^(?:(\d{4})[年./])?(\d{1,2})[月./](\d{1,2})[日号]?/u;
const DAY_ALONE = /^(\d{1,2})[日号]?/u;

/** 12月1日-3月1日 goes over New Year (and is too long); 12月5日-12月1日 is a slip. */
const HALF_A_YEAR = 183;

/** `none`: there is no such day. */
export type FoundDay = { readonly day: Day | 'none'; readonly length: number };

/** The day a text begins with; `after`: the day before which it cannot lie, whose month and year it may leave out. */
export function readDay(text: string, today: Day, after: Day | null): FoundDay | null {
  const relative = RELATIVE.exec(text);
  if (relative) return { day: addDays(today, FAR[relative[1] ?? ''] ?? 0), length: relative[0].length };
  const ofWeek = OF_WEEK.exec(text);
  if (ofWeek) {
    const [whole, which, name = ''] = ofWeek;
    return { day: dayOfWeek(which, name, today, after), length: whole.length };
  }
  const found = ISO.exec(text) ?? MONTH_AND_DAY.exec(text);
  if (found) {
    const [whole, year, month = '', date = ''] = found;
    return { day: dayIn(year, Number(month), Number(date), today, after), length: whole.length };
  }
  const alone = after === null ? null : DAY_ALONE.exec(text);
  if (!alone || after === null) return null;
  const [year, month] = after.split('-').map(Number);
  return { day: existing(year ?? 0, month ?? 0, Number(alone[1])), length: alone[0].length };
}

/** Whether it begins with a day that is over by its very word: 昨天, 前天. */
export function isGone(text: string): boolean {
  return GONE.test(text);
}

/** 本周三 and 下周三 are seen from today, weeks beginning on Monday; 周三 alone is the first from today, or from `after`. */
function dayOfWeek(which: string | undefined, name: string, today: Day, after: Day | null): Day {
  const wanted = name === '天' ? 6 : WEEKDAYS.indexOf(name);
  const start = after ?? today;
  if (which === undefined) return addDays(start, (wanted - sinceMonday(start) + 7) % 7);
  return addDays(today, wanted - sinceMonday(today) + (which === '下' ? 7 : 0));
}

export function sinceMonday(day: Day): number {
  return (weekday(day) + 6) % 7;
}

/**
 * A day whose year is left out: of the first day the one nearest to today; of the last day the one in the first day's
 * year, or in the next when the leave goes over New Year.
 */
function dayIn(
  year: string | undefined,
  month: number,
  date: number,
  today: Day,
  after: Day | null,
): Day | 'none' {
  if (year !== undefined) return existing(Number(year), month, date);
  if (after !== null) {
    const same = existing(yearOf(after), month, date);
    const next = existing(yearOf(after) + 1, month, date);
    const overNewYear = same < after && next !== 'none' && lengthOf({ from: after, to: next }) <= HALF_A_YEAR;
    return overNewYear ? next : same;
  }
  const years = [0, 1, -1].map((more) => existing(yearOf(today) + more, month, date));
  const far = (day: Day): number => Math.abs(startOfDay(day) - startOfDay(today));
  return years.reduce((a, b) => (b !== 'none' && (a === 'none' || far(b) < far(a)) ? b : a));
}

/** The day of that date; `none` when there is none (2月30日). */
export function existing(year: number, month: number, date: number): Day | 'none' {
  const utc = new Date(Date.UTC(year, month - 1, date));
  const exists =
    utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date && utc.getUTCFullYear() === year;
  return exists ? utc.toISOString().slice(0, 10) : 'none';
}
