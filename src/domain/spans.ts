/** Days, weeks, months, quarters and years as the office counts them, and the one before each. */
import type { Period } from './metrics/period.ts';
import { addDays, DAY, type Day, startOfDay, weekday, yearOf } from './time.ts';

/** `days`: any others, from one day to another. */
export type SpanKind = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'days';

/** Whole days, both included. */
export interface Span {
  readonly kind: SpanKind;
  readonly first: Day;
  readonly last: Day;
}

const MONTHS: Readonly<Partial<Record<SpanKind, number>>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The span of that kind that a day lies in. */
export function spanOf(kind: Exclude<SpanKind, 'days'>, day: Day): Span {
  const months = MONTHS[kind];
  if (months !== undefined) {
    const month = Number(day.slice(5, 7));
    return monthsFrom(kind, yearOf(day), month - ((month - 1) % months), months);
  }
  const first = kind === 'week' ? mondayOf(day) : day;
  return { kind, first, last: kind === 'week' ? addDays(first, 6) : first };
}

/** The month, quarter, half year or year that begins with that month, 1 to 12. */
function monthsFrom(kind: SpanKind, year: number, month: number, months: number): Span {
  const next = month + months;
  const behind = next > 12 ? firstOf(year + 1, next - 12) : firstOf(year, next);
  return { kind, first: firstOf(year, month), last: addDays(behind, -1) };
}

/** The one before it, of the same kind; of `days`, as many. */
export function spanBefore({ kind, first, last }: Span): Span {
  if (kind !== 'days') return spanOf(kind, addDays(first, -1));
  const length = Math.round((startOfDay(last) - startOfDay(first)) / DAY) + 1;
  return { kind, first: addDays(first, -length), last: addDays(first, -1) };
}

const KINDS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;

/** From one day to another, by the name that the office has for those days where it has one. */
export function spanFrom(first: Day, last: Day): Span {
  const named = KINDS.map((kind) => spanOf(kind, first));
  return named.find((one) => one.first === first && one.last === last) ?? { kind: 'days', first, last };
}

export function periodOf({ first, last }: Span): Period {
  return { from: startOfDay(first), before: startOfDay(addDays(last, 1)) };
}

/** The Monday of the week, Monday to Sunday, that a day lies in. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((weekday(day) + 6) % 7));
}

function firstOf(year: number, month: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-01`;
}
