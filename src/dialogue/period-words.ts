/**
 * 本周, 上月, 11月, 三季度, 2026年, 11月1日到15日: a span of days as people write it, in full-width or Chinese numerals
 * too, with spaces or none. What names no year is the latest that has begun.
 */
import type { Period } from '../domain/metrics.ts';
import { periodOf, type Span, spanBefore, spanOf } from '../domain/spans.ts';
import { addDays, type Day, dayInWords, yearOf } from '../domain/time.ts';
import { plain } from './plain.ts';
import { ticketNumber } from './text.ts';

/** A span that was asked for, as it is read. */
export interface PeriodRead extends Period {
  readonly span: Span;
  /** 上周, 11月, 2025年三季度 */
  readonly label: string;
  /** Not one day of it has begun. */
  readonly isFuture: boolean;
}

interface Form {
  readonly pattern: string;
  /** Null: there is no such day. */
  readonly span: (groups: readonly (string | undefined)[], today: Day) => Span | null;
}

const YEAR = '(?:(20\\d{2})年?|(今年|本年|去年|上年|前年))?的?';
const THIS = '本|这一?个?|当';
const LAST = '上一?个?';
const RELATIVE_DAYS: Readonly<Record<string, number>> = { 今: 0, 当: 0, 昨: -1, 前: -2 };

const FORMS: readonly Form[] = [
  {
    pattern: '([今当昨前])[天日]',
    span: ([name = ''], today) => spanOf('day', addDays(today, RELATIVE_DAYS[name] ?? 0)),
  },
  ...(
    [
      ['week', '(?:周|星期|礼拜)'],
      ['month', '月份?'],
      ['quarter', '季度?'],
    ] as const
  ).map(
    ([kind, name]): Form => ({
      pattern: `(?:(${THIS})|(${LAST}))${name}`,
      span: ([, last], today) => (last === undefined ? spanOf(kind, today) : spanBefore(spanOf(kind, today))),
    }),
  ),
  {
    pattern: `${YEAR}第?([1-4])季度?`,
    span: ([year, name, quarter], today) =>
      latest(year, name, today, (of) => spanOf('quarter', firstOf(of, Number(quarter) * 3))),
  },
  {
    pattern: `${YEAR}([上下])半年`,
    span: ([year, name, which], today) =>
      latest(year, name, today, (of) => spanOf('half', firstOf(of, which === '上' ? 1 : 7))),
  },
  {
    pattern: `${YEAR}(\\d{1,2})月(\\d{1,2})[日号]?`,
    span: ([year, name, month, date], today) =>
      latest(year, name, today, (of) => dayIn(of, Number(month), Number(date))),
  },
  {
    pattern: '(20\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})',
    span: ([year, month, date]) => dayIn(Number(year), Number(month), Number(date)),
  },
  {
    pattern: `${YEAR}(\\d{1,2})月份?`,
    span: ([year, name, month], today) =>
      latest(year, name, today, (of) =>
        isMonth(Number(month)) ? spanOf('month', firstOf(of, Number(month))) : null,
      ),
  },
  {
    pattern: '(20\\d{2})[-/.](\\d{1,2})',
    span: ([year, month]) =>
      isMonth(Number(month)) ? spanOf('month', firstOf(Number(year), Number(month))) : null,
  },
  {
    pattern: '(?:(20\\d{2})年|(今年|本年|去年|上年|前年))(?:全年|度)?(?:以来)?',
    span: ([year, name], today) => spanOf('year', firstOf(yearNamed(year, name, today) ?? yearOf(today), 1)),
  },
];
const TO = /^(.+?)(?:到|至|~|—|–|(?<=[日号天])-)(.+)$/u;
const DATE_ALONE = /^(\d{1,2})[日号]?$/u;
/** Longer words tell of something. */
const LONGEST = 24;

/** The span that all of the words name; null when they name none. */
export function periodIn(words: string, today: Day): PeriodRead | null {
  const text = compact(words);
  if (text === '' || text.length > LONGEST) return null;
  const span = spanIn(text, today) ?? fromTo(text, today);
  return span && readAs(span, today);
}

/** The span at the beginning or the end of the words, as it is written, and what else is said; null where there is none. */
export function periodBeside(
  words: string,
  today: Day,
): { readonly words: string; readonly period: PeriodRead; readonly rest: string } | null {
  const text = compact(words);
  if (text.length > LONGEST) return null;
  const letters = [...text];
  // The longest counts: 2026年11月, not 11月.
  for (let length = letters.length; length > 1; length--) {
    for (const start of new Set([letters.length - length, 0])) {
      const written = letters.slice(start, start + length).join('');
      const period = periodIn(written, today);
      const rest = [...letters.slice(0, start), ...letters.slice(start + length)].join('');
      if (period) return { words: written, period, rest };
    }
  }
  return null;
}

/** Of a span that is known already. */
export function readAs(span: Span, today: Day): PeriodRead {
  return { ...periodOf(span), span, label: labelOf(span, today), isFuture: span.first > today };
}

function spanIn(text: string, today: Day): Span | null {
  for (const { pattern, span } of FORMS) {
    const found = new RegExp(`^(?:${pattern})$`, 'u').exec(text);
    if (found) return span(found.slice(1), today);
  }
  return null;
}

/** 11月1日到15日, 9月至11月 */
function fromTo(text: string, today: Day): Span | null {
  const [, from = '', to = ''] = TO.exec(text) ?? [];
  const first = from === '' ? null : spanIn(from, today);
  if (!first) return null;
  const date = first.kind === 'day' ? DATE_ALONE.exec(to)?.[1] : undefined;
  const [year, month] = first.first.split('-').map(Number);
  const last = date === undefined ? spanIn(to, today) : dayIn(year ?? 0, month ?? 0, Number(date));
  return last && last.last >= first.first ? { kind: 'days', first: first.first, last: last.last } : null;
}

/** The year that is named; the last in which the span has begun by today, where none is. */
function latest(
  year: string | undefined,
  name: string | undefined,
  today: Day,
  of: (year: number) => Span | null,
): Span | null {
  const named = yearNamed(year, name, today);
  if (named !== null) return of(named);
  const now = of(yearOf(today));
  return now && now.first > today ? of(yearOf(today) - 1) : now;
}

function yearNamed(year: string | undefined, name: string | undefined, today: Day): number | null {
  if (year !== undefined) return Number(year);
  if (name === undefined) return null;
  return yearOf(today) - (name === '前年' ? 2 : name === '去年' || name === '上年' ? 1 : 0);
}

function dayIn(year: number, month: number, date: number): Span | null {
  const utc = new Date(Date.UTC(year, month - 1, date));
  const exists = utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date;
  return exists ? spanOf('day', utc.toISOString().slice(0, 10)) : null;
}

function firstOf(year: number, month: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}

/** No spaces or marks, half-width, digits for Chinese numerals where they count something. */
function compact(words: string): string {
  return plain(words.normalize('NFKC'))
    .replace(/[\s,，、。:：;；!！?？“”"'【】()（）]/gu, '')
    .replace(/[〇零一二三四五六七八九十]+(?=[年月日号季])/gu, (numeral) =>
      String(ticketNumber(numeral) ?? numeral),
    );
}

const QUARTERS = '一二三四';

function labelOf({ kind, first, last }: Span, today: Day): string {
  const year = yearOf(first) === yearOf(today) ? '' : `${yearOf(first)}年`;
  const month = Number(first.slice(5, 7));
  const is = (other: Span): boolean => other.first === first;
  switch (kind) {
    case 'day':
      if (first === today) return '今天';
      return first === addDays(today, -1) ? '昨天' : dayInWords(first, today);
    case 'week':
      if (is(spanOf('week', today))) return '本周';
      return is(spanBefore(spanOf('week', today))) ? '上周' : fromToInWords(first, last, today);
    case 'month':
      return `${year}${month}月`;
    case 'quarter':
      return `${year}${QUARTERS.charAt((month - 1) / 3)}季度`;
    case 'half':
      return `${year}${month === 1 ? '上' : '下'}半年`;
    case 'year':
      return `${yearOf(first)}年`;
    case 'days':
      return fromToInWords(first, last, today);
    default:
      return kind satisfies never;
  }
}

/** 11月23日至29日 */
function fromToInWords(first: Day, last: Day, today: Day): string {
  const bare = (day: Day, seenFrom: Day): string => dayInWords(day, seenFrom).replace(/（.*）/u, '');
  const same = first.slice(0, 7) === last.slice(0, 7);
  const to = same ? `${Number(last.slice(8))}日` : bare(last, first);
  return `${bare(first, today)}至${to}`;
}
