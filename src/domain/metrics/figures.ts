/**
 * The table of figures. A figure is named by its place in a `Summary`; its number and the tickets that it is made of come
 * from the same line, so that what is printed and what opens cannot differ.
 */
import { type Outline, outlined } from '../outline.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { COUNTS, type Count, type Counts, excludedBy } from './counts.ts';
import type { Test } from './judged.ts';
import type { Period } from './period.ts';
import type { Rate } from './rate.ts';
import {
  BEFORE_EXCLUSIONS,
  type BeforeExclusions,
  RATES,
  type Rates,
  type Share,
  UNRATED_IN,
  type UnratedIn,
} from './rates.ts';
import { type Seen, seenIn } from './seen.ts';
import { EXCLUSIONS, type Exclusion } from './standing.ts';

export type Figure =
  | `counts.${Count}`
  | `counts.excludedBy.${Exclusion}`
  | `rates.${keyof Rates}`
  | `beforeExclusions.${keyof BeforeExclusions}`
  | `unratedIn.${keyof UnratedIn}`;

/** The tickets that a figure is made of, in the order given. */
export interface Members<One = Ticket> {
  /** What is counted; of a rate, those that add to its numerator. */
  readonly numerator: readonly One[];
  /** What a rate is taken of; null for a count. */
  readonly denominator: readonly One[] | null;
  /** What is printed: of a rate its numerator, which is less than the tickets where some count for a part (基本满意). */
  readonly number: number;
}

export interface Figures {
  readonly counts: Counts;
  readonly rates: Rates;
  readonly beforeExclusions: BeforeExclusions;
  readonly unratedIn: UnratedIn;
}

const counted = (test: Test): Share => ({ base: test, of: test });
const named = <Name extends string, Of>(group: string, table: Readonly<Record<Name, Of>>) =>
  Object.entries<Of>(table).map(([name, of]) => [`${group}.${name}`, of] as const);

const TABLE: ReadonlyMap<string, Share> = new Map<string, Share>([
  ...named('counts', COUNTS).map(([name, test]) => [name, counted(test)] as const),
  ...EXCLUSIONS.map((code) => [`counts.excludedBy.${code}`, counted(excludedBy(code))] as const),
  ...named('rates', RATES),
  ...named('beforeExclusions', BEFORE_EXCLUSIONS),
  ...named('unratedIn', UNRATED_IN).map(([name, test]) => [name, counted(test)] as const),
]);

/** Every figure there is. */
export const FIGURES: readonly Figure[] = [...TABLE.keys()] as Figure[];

/** Null for what names no figure: it may come from an address. */
export function figureNamed(name: string): Figure | null {
  return TABLE.has(name) ? (name as Figure) : null;
}

export function isRate(figure: Figure): boolean {
  return figure.startsWith('rates.') || figure.startsWith('beforeExclusions.');
}

/**
 * The tickets of one figure, of `tickets` in their state at `asOf`, or of their outlines; reports about officials are in
 * none.
 */
export function membersOf<One extends Ticket | Outline>(
  figure: Figure,
  tickets: readonly One[],
  period: Period,
  asOf: Instant,
): Members<One> {
  const { base, of } = TABLE.get(figure) ?? counted(() => false);
  const end = Math.min(period.before, asOf + 1);
  const parts = tickets.flatMap((ticket) => {
    const one = seenOf(ticket, period, end);
    return one && base(one) ? [{ ticket, adds: Number(of(one)) }] : [];
  });
  return {
    numerator: parts.filter(({ adds }) => adds > 0).map(({ ticket }) => ticket),
    denominator: isRate(figure) ? parts.map(({ ticket }) => ticket) : null,
    number: parts.reduce((sum, { adds }) => sum + adds, 0),
  };
}

/** How much a ticket adds to a figure; null where it is not even in its base. A count has no base but what it counts. */
export function addsOf(figure: Figure, one: Seen): number | null {
  const { base, of } = TABLE.get(figure) ?? counted(() => false);
  return base(one) ? Number(of(one)) : null;
}

/** `tickets` as the period sees them, without reports about officials. */
export function seenAll(
  tickets: readonly (Ticket | Outline)[],
  period: Period,
  asOf: Instant,
): readonly Seen[] {
  const end = Math.min(period.before, asOf + 1);
  return tickets.flatMap((ticket) => seenOf(ticket, period, end) ?? []);
}

function seenOf(ticket: Ticket | Outline, period: Period, end: Instant): Seen | null {
  const outline = outlined(ticket);
  return outline && seenIn(outline, period, end);
}

/** 按期办结率 of several periods. Only tickets that were due in one of them are looked at. */
export function onTimeIn(
  outlines: readonly Outline[],
  periods: readonly Period[],
  asOf: Instant,
): readonly Rate[] {
  return periods.map((period) => {
    const { from, before } = period;
    const due = outlines.filter(({ due: { resolve } }) => {
      return resolve !== undefined && resolve.last >= from && resolve.last < before;
    });
    return rateOf(RATES.onTime, seenAll(due, period, asOf));
  });
}

/** Every figure of these tickets. */
export function figuresOf(seen: readonly Seen[]): Figures {
  const count = (test: Test): number => {
    let sum = 0;
    for (const one of seen) if (test(one)) sum += one.times;
    return sum;
  };
  const rate = (share: Share): Rate => rateOf(share, seen);
  const byCode = EXCLUSIONS.map((code) => [code, count(excludedBy(code))] as const);
  return {
    counts: {
      ...each(COUNTS, count),
      excludedBy: Object.fromEntries(byCode.filter(([, times]) => times > 0)),
    },
    rates: each(RATES, rate),
    beforeExclusions: each(BEFORE_EXCLUSIONS, rate),
    unratedIn: each(UNRATED_IN, count),
  };
}

function rateOf({ base, of }: Share, seen: readonly Seen[]): Rate {
  let [numerator, denominator] = [0, 0];
  for (const one of seen) {
    if (!base(one)) continue;
    denominator += one.times;
    numerator += one.times * Number(of(one));
  }
  return { numerator, denominator };
}

function each<Name extends string, Of, Result>(
  table: Readonly<Record<Name, Of>>,
  of: (line: Of) => Result,
): Record<Name, Result> {
  const lines = Object.entries<Of>(table).map(([name, line]) => [name, of(line)]);
  return Object.fromEntries(lines) as Record<Name, Result>;
}
