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
import { type Rate, rateOf } from './rate.ts';
import {
  BEFORE_EXCLUSIONS,
  type BeforeExclusions,
  RATES,
  type Rates,
  type Share,
  UNRATED_IN,
  type UnratedIn,
} from './rates.ts';
import { type Seen, seenIn, type Within, withinOf } from './seen.ts';
import { EXCLUSIONS, type Exclusion } from './standing.ts';

export type Figure =
  | `counts.${Count}`
  | `counts.excludedBy.${Exclusion}`
  | `rates.${keyof Rates}`
  | `beforeExclusions.${keyof BeforeExclusions}`
  | `unratedIn.${UnratedIn}`;

/** The tickets that a figure is made of, in the order given. */
export interface Members<One = Ticket> {
  /** What is counted; of a rate, those that add to its numerator. */
  readonly numerator: readonly One[];
  /** What a rate is taken of; null for a count. */
  readonly denominator: readonly One[] | null;
  /** What is printed: of a rate its numerator, which is less than the tickets where some count for a part (基本满意). */
  readonly number: number;
  /** 其中未评价, of a rate that counts closures; else none. */
  readonly unrated: number;
}

export interface Figures {
  readonly counts: Counts;
  readonly rates: Rates;
  readonly beforeExclusions: BeforeExclusions;
}

const counted = (test: Test): Share => ({ base: test, of: () => true });
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

const SHARES: readonly Share[] = [...TABLE.values()];
const PLACES: ReadonlyMap<string, number> = new Map(FIGURES.map((figure, place) => [figure, place]));
/** Names of a part of the table, each with its place in `FIGURES`: sums are read for each department and each firm. */
const placed = <Name extends string>(group: string, names: readonly Name[]) =>
  names.map((name) => ({ name, place: placeOf(`${group}.${name}`) }));
const PLACED = {
  counts: placed('counts', namesOf(COUNTS)),
  excludedBy: placed('counts.excludedBy', EXCLUSIONS),
  rates: placed('rates', namesOf(RATES)).map((one) => ({
    ...one,
    unrated: placeOf(`unratedIn.${one.name}`),
  })),
  beforeExclusions: placed('beforeExclusions', namesOf(BEFORE_EXCLUSIONS)),
};

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
  const isUnrated = unratedIn(figure);
  const within = withinOf(period, asOf);
  const parts = tickets.flatMap((ticket) => {
    const one = seenOf(ticket, within);
    return one && base(one) ? [{ ticket, adds: Number(of(one)), unrated: isUnrated(one) }] : [];
  });
  return {
    numerator: parts.filter(({ adds }) => adds > 0).map(({ ticket }) => ticket),
    denominator: isRate(figure) ? parts.map(({ ticket }) => ticket) : null,
    number: parts.reduce((sum, { adds }) => sum + adds, 0),
    unrated: parts.filter(({ unrated }) => unrated).length,
  };
}

/** Which of the tickets of a rate nobody rated; none of any other figure. */
function unratedIn(figure: Figure): Test {
  const tests: Readonly<Record<string, Test>> = UNRATED_IN;
  return (figure.startsWith('rates.') && tests[figure.slice('rates.'.length)]) || (() => false);
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
  const within = withinOf(period, asOf);
  return tickets.flatMap((ticket) => seenOf(ticket, within) ?? []);
}

function seenOf(ticket: Ticket | Outline, within: Within): Seen | null {
  const outline = outlined(ticket);
  return outline && seenIn(outline, within);
}

/** 按期办结率 of several periods. Only tickets that were due in one of them are looked at. */
export function onTimeIn(
  outlines: readonly Outline[],
  periods: readonly Period[],
  asOf: Instant,
): readonly Rate[] {
  const { base, of } = RATES.onTime;
  return periods.map((period) => {
    const { from, before } = period;
    const within = withinOf(period, asOf);
    let [numerator, denominator, unrated] = [0, 0, 0];
    for (const one of outlines) {
      const { resolve } = one.due;
      if (resolve === undefined || resolve.last < from || resolve.last >= before) continue;
      const seen = seenIn(one, within);
      if (!seen || !base(seen)) continue;
      numerator += Number(of(seen));
      denominator += 1;
      unrated += Number(UNRATED_IN.onTime(seen));
    }
    return rateOf(numerator, denominator, unrated);
  });
}

/** What one ticket adds to every figure, so that it can be added to several sums. */
export interface Adds {
  /** Places in `FIGURES` of those in whose base it is. */
  readonly places: readonly number[];
  /** How much to each of them. */
  readonly by: readonly number[];
}

export function allAddsOf(one: Seen): Adds {
  const places: number[] = [];
  const by: number[] = [];
  let place = -1;
  for (const { base, of } of SHARES) {
    place += 1;
    if (!base(one)) continue;
    places.push(place);
    by.push(Number(of(one)));
  }
  return { places, by };
}

/** The sum of every figure. */
export class Sums {
  readonly #numerators = new Float64Array(SHARES.length);
  readonly #denominators = new Float64Array(SHARES.length);

  /** `times`: so many tickets that add the same. */
  add({ places, by }: Adds, times: number): void {
    for (let turn = 0; turn < places.length; turn++) {
      const place = places[turn] ?? 0;
      this.#numerators[place] = (this.#numerators[place] ?? 0) + times * (by[turn] ?? 0);
      this.#denominators[place] = (this.#denominators[place] ?? 0) + times;
    }
  }

  figures(): Figures {
    const count = (place: number): number => this.#numerators[place] ?? 0;
    const rate = (place: number, unrated?: number): Rate =>
      rateOf(count(place), this.#denominators[place] ?? 0, unrated === undefined ? 0 : count(unrated));
    const excluded = PLACED.excludedBy.filter(({ place }) => count(place) > 0);
    return {
      counts: { ...each(PLACED.counts, count), excludedBy: each(excluded, count) },
      rates: each(PLACED.rates, rate),
      beforeExclusions: each(PLACED.beforeExclusions, rate),
    };
  }
}

function each<Name extends string, Result>(
  lines: readonly { readonly name: Name; readonly place: number; readonly unrated?: number }[],
  of: (place: number, unrated?: number) => Result,
): Record<Name, Result> {
  const found = {} as Record<Name, Result>;
  for (const { name, place, unrated } of lines) found[name] = of(place, unrated);
  return found;
}

/** -1 where there is no such figure. */
function placeOf(figure: string): number {
  return PLACES.get(figure) ?? -1;
}

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
