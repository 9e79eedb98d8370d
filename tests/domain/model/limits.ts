/**
 * The limits of each kind of ticket, read from `flows/` as the county's data, and how each unit of time is counted.
 * Knows nothing of src.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  afterDays,
  afterOfficeTime,
  afterWorkdays,
  afterYear,
  type Days,
  dayAt,
  endOf,
  type Stood,
} from './days.ts';

export const KINDS = ['complaint', 'urgent', 'consult', 'arrears'] as const;
export type TicketKind = (typeof KINDS)[number];

export interface Span {
  readonly amount: number;
  readonly unit: 'workday' | 'day' | 'month' | 'workhour' | 'hour';
}
interface Timed {
  readonly within: Span;
}
/** What is left out is not done to tickets of that kind. */
export interface Limits {
  readonly steps: {
    readonly dispatch: Timed;
    readonly sign: Timed;
    readonly feedback?: Timed;
    readonly resolve: Timed;
    readonly confirm: Timed;
  };
  readonly rework: Timed & { readonly most: number; readonly longest?: Span };
  readonly transfer: { readonly most: number };
  readonly accept: Timed;
  readonly ask?: { readonly most: number; readonly supply: Timed };
  readonly extend?: { readonly most: number; readonly ahead: number; readonly decide: Timed };
  readonly return: Timed & { readonly decide: Timed };
  readonly suspend?: { readonly longest: Span; readonly decide: Timed; readonly report: Timed };
  readonly assist: Timed;
  readonly order: Timed;
  readonly escalate: { readonly settle: Timed };
  readonly reopen: Timed & { readonly most: number };
}

const read = (kind: TicketKind): Limits => parse(readFileSync(`flows/${kind}.yaml`, 'utf8')) as Limits;
export const LIMITS: Readonly<Record<TicketKind, Limits>> = {
  complaint: read('complaint'),
  urgent: read('urgent'),
  consult: read('consult'),
  arrears: read('arrears'),
};

/** The number of the day something is due, or the instant where it is counted in hours. */
export type Due = number;
/** No instant of these years is as small as the number of a day. */
export const isDay = (due: Due): boolean => due < 1_000_000;
/** A day is whole; an hour is over when it is over. */
export const endsAt = (due: Due): number => (isDay(due) ? endOf(due) : due);
export const lastDayOf = (due: Due): number => (isDay(due) ? due : dayAt(due));
export const isPast = (due: Due, at: number): boolean => (isDay(due) ? at >= endOf(due) : at > due);

const HOUR = 3_600_000;

/** When so much time after `start` is over. */
export function after(start: number, { amount, unit }: Span, days: Days, stood: readonly Stood[] = []): Due {
  switch (unit) {
    case 'day':
      return afterDays(start, amount, days, stood);
    case 'workday':
      return afterWorkdays(start, amount, days, stood);
    case 'hour':
      return afterHours(start, amount * HOUR, stood);
    case 'workhour':
      if (stood.length > 0) throw new Error('no flow stops a limit in office hours');
      return afterOfficeTime(start, amount * HOUR, days);
    case 'month':
      if (amount !== 12) throw new Error('the model knows years only');
      return afterYear(start, days);
  }
}

/** Any hours count, but those in which the clock stood before it was over. */
function afterHours(start: number, length: number, stood: readonly Stood[]): number {
  let due = start + length;
  for (const { from, to } of stood) {
    if (to > start && Math.max(from, start) < due) due += to - Math.max(from, start);
  }
  return due;
}
