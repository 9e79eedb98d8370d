/**
 * Days as people write them for a leave: 12月1日-12月5日, 12月1日到5日, 12.1-12.5, 2026-12-01至2026-12-05, 明天,
 * 12月30日-1月3日, 明天起三天, 下周一到周三, in full-width or Chinese numerals too, with or without the reason. Whole
 * days only.
 */
import { type Days, lengthOf, MOST_DAYS } from '../domain/leave.ts';
import { addDays, type Day, startOfDay, weekday, yearOf } from '../domain/time.ts';
import { ticketNumber } from './text.ts';

export type DaysRead =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly why: 'unreadable' | 'wholeDays' | 'noSuchDay' | 'backward' | 'tooLong' }
  /** `rest`: from today on, when the last day is still to come. */
  | { readonly ok: false; readonly why: 'past'; readonly from: Day; readonly rest: Days | null };

const PART_OF_DAY = /[上下中]午|早上|晚上|傍晚|半天|小时|点|\d:\d/u;
const FAR: Readonly<Record<string, number>> = { 今: 0, 明: 1, 后: 2, 大后: 3 };
const RELATIVE = /^(今|明|大后|后)[天日]/u;
const OF_WEEK = /^(本|这|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/u;
const WEEKDAYS = '一二三四五六日';
const REASON =
  '(?:因公|因私|因事|因病)?(?:出差|开会|学习|培训|休假|年假|年休假|公休|病假|事假|产假|婚假|探亲)';
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const MONTH_AND_DAY = /^(?:(\d{4})[年./])?(\d{1,2})[月./](\d{1,2})[日号]?/u;
const DAY_ALONE = /^(\d{1,2})[日号]?/u;
const TO = /^(?:[起开始]*(?:到|至)|[-~—–－]+)/u;
const COUNT = /^[起开始,，共请]*(\d{1,3})天$/u;

/** 12月1日-3月1日 goes over New Year (and is too long); 12月5日-12月1日 is a slip. */
const HALF_A_YEAR = 183;
const BEFORE = new RegExp(`^${REASON}[,，:]?`, 'u');
const BEHIND = new RegExp(`(?:请假|为止|止|期间|[,，:]?${REASON}|[,，;；]?(?:因|事由|原因|理由).+)$`, 'u');

/** The days meant by `written` when it is said on `today`. */
export function readDays(written: string, today: Day): DaysRead {
  const text = plain(written);
  if (PART_OF_DAY.test(text)) return { ok: false, why: 'wholeDays' };
  const first = readDay(text, today, null);
  if (first === null) return { ok: false, why: 'unreadable' };
  const from = first.day;
  const last = lastDay(text.slice(first.length), from, today);
  if (last === null) return { ok: false, why: 'unreadable' };
  if (from === 'none' || last === 'none') return { ok: false, why: 'noSuchDay' };
  if (last < from) return { ok: false, why: 'backward' };
  const days = { from, to: last };
  if (from < today) {
    const rest = last < today ? null : { from: today, to: last };
    return { ok: false, why: 'past', from, rest };
  }
  return lengthOf(days) > MOST_DAYS ? { ok: false, why: 'tooLong' } : { ok: true, days };
}

/** The days stand first, a reason behind them; what comes after so much is not looked at. */
const LOOKED_AT = 300;

/** Half-width digits for full-width and Chinese ones, and nothing that only joins words. */
function plain(written: string): string {
  return written
    .slice(0, LOOKED_AT)
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/(?<!周|星期|礼拜)[〇零一二两三四五六七八九十]+(?=[年月日号天])/gu, (numeral) =>
      String(ticketNumber(numeral) ?? numeral),
    )
    .replace(/^[从自于]/u, '')
    .replace(/[(（].*[)）]|[。.!,，]+$/gu, '')
    .replace(BEFORE, '')
    .replace(BEHIND, '');
}

/** `none`: there is no such day. */
type Found = { readonly day: Day | 'none'; readonly length: number };

/** The day a text begins with; `after`: the day before which it cannot lie, whose month and year it may leave out. */
function readDay(text: string, today: Day, after: Day | null): Found | null {
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

/** 本周三 and 下周三 are seen from today, weeks beginning on Monday; 周三 alone is the first from today, or from `after`. */
function dayOfWeek(which: string | undefined, name: string, today: Day, after: Day | null): Day {
  const wanted = name === '天' ? 6 : WEEKDAYS.indexOf(name);
  const start = after ?? today;
  if (which === undefined) return addDays(start, (wanted - sinceMonday(start) + 7) % 7);
  return addDays(today, wanted - sinceMonday(today) + (which === '下' ? 7 : 0));
}

function sinceMonday(day: Day): number {
  return (weekday(day) + 6) % 7;
}

function lastDay(rest: string, from: Day | 'none', today: Day): Day | 'none' | null {
  if (/^[起开始]*$/u.test(rest)) return /[起始]/u.test(rest) ? null : from;
  const count = COUNT.exec(rest);
  if (count) {
    const days = Number(count[1]);
    if (days === 0) return null;
    return from === 'none' ? 'none' : addDays(from, days - 1);
  }
  const to = TO.exec(rest);
  if (!to) return null;
  const written = rest.slice(to[0].length);
  const found = readDay(written, today, from === 'none' ? today : from);
  return found !== null && found.length === written.length ? found.day : null;
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

function existing(year: number, month: number, date: number): Day | 'none' {
  const utc = new Date(Date.UTC(year, month - 1, date));
  const exists =
    utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date && utc.getUTCFullYear() === year;
  return exists ? utc.toISOString().slice(0, 10) : 'none';
}
