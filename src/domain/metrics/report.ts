/**
 * What a report of a longer period tells beside the figures: what several firms spoke of alike, what was done well, what
 * kinds of matter came, and what falls due next. Rules of thumb, each plain enough to be said beside what it found.
 */
import { type Outline, outlined } from '../outline.ts';
import { cameFrom, type Origin } from '../source.ts';
import { isOver, type Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Period } from './period.ts';

/** Tickets; fewer are no theme. */
export const ALIKE = 3;
/** Firms; of fewer a theme is not shared. */
export const SHARED = 2;
const THEMES = 3;

export interface Theme {
  /** A word of the county's own (`responsibilities.yaml`), by which the tickets were read. */
  readonly word: string;
  readonly tickets: readonly number[];
  readonly enterprises: number;
}

/** A ticket by its number, and how soon it had its last result (ms). */
export interface Quick {
  readonly number: number;
  readonly took: number;
}

/** Found so far; parts of the tickets are put together by `reportsTogether`. */
export interface ReportParts {
  readonly words: ReadonlyMap<string, readonly { readonly number: number; readonly enterprise: string }[]>;
  /** 新收 by kind: `complaint`, `urgent`, … */
  readonly kinds: ReadonlyMap<string, readonly number[]>;
  /** 新收 and what was brought in, by what it grew out of. */
  readonly sources: ReadonlyMap<Origin, readonly number[]>;
  /** Quickest from its registration to its last result, of those closed in the period as 满意 and solved. */
  readonly best: Quick | null;
  /** In hand now and without a result, due in the period that follows. */
  readonly dueNext: readonly number[];
}

export const NO_REPORT: ReportParts = {
  words: new Map(),
  kinds: new Map(),
  sources: new Map(),
  best: null,
  dueNext: [],
};

/** Reports about officials are in none of it. `next`: the period that follows. */
export function reportOf(tickets: readonly (Ticket | Outline)[], period: Period, next: Period): ReportParts {
  const words = new Map<string, { number: number; enterprise: string }[]>();
  const kinds = new Map<string, number[]>();
  const sources = new Map<Origin, number[]>();
  const dueNext: number[] = [];
  let best: Quick | null = null;
  for (const ticket of tickets) {
    const one = outlined(ticket);
    if (one === null) continue;
    const { number, registeredAt, resolvedAt, enterprise } = one;
    if (isIn(period, registeredAt)) add(sources, cameFrom(one), number);
    if (isIn(period, registeredAt) && !one.takenOver) {
      add(kinds, one.flow, number);
      for (const word of wordsOf(one)) add(words, word, { number, enterprise: enterprise ?? '' });
    }
    if (!isOver(one) && resolvedAt === undefined && isIn(next, one.due.resolve?.last)) dueNext.push(number);
    if (isIn(period, one.doneWellAt)) {
      best = quicker(best, { number, took: (resolvedAt ?? Number.POSITIVE_INFINITY) - registeredAt });
    }
  }
  return { words, kinds, sources, best, dueNext };
}

export function reportsTogether(one: ReportParts, other: ReportParts): ReportParts {
  return {
    words: together(one.words, other.words),
    kinds: together(one.kinds, other.kinds),
    sources: together(one.sources, other.sources),
    best: one.best && other.best ? quicker(one.best, other.best) : (one.best ?? other.best),
    dueNext: [...one.dueNext, ...other.dueNext],
  };
}

/** Outlines looked at at a stretch: a millisecond or two. */
export const OUTLINES_AT_ONCE = 1000;

/** The report of tickets that come one by one: put together a stretch at a time, so that nobody waits for all of them. */
export function gatherReport(
  period: Period,
  next: Period,
): { readonly look: (one: Outline) => void; readonly report: () => ReportParts } {
  let gathered = NO_REPORT;
  let some: Outline[] = [];
  const report = (): ReportParts => {
    gathered = reportsTogether(gathered, reportOf(some, period, next));
    some = [];
    return gathered;
  };
  return {
    report,
    look(one) {
      if (some.push(one) >= OUTLINES_AT_ONCE) report();
    },
  };
}

/** The themes that more than one firm spoke of: what one says three times is its own matter. */
export function sharedThemesOf(...of: Parameters<typeof themesOf>): readonly Theme[] {
  return themesOf(...of).filter(({ enterprises }) => enterprises >= SHARED);
}

/**
 * Words of which three tickets or more of the period were read, by how many firms spoke of it, and then by tickets; of two
 * words that the same tickets have, the longer. No firm is named, however many they are; nor a department (`isOffice`), of
 * which people speak whatever they want of it.
 */
export function themesOf(
  { words }: Pick<ReportParts, 'words'>,
  isOffice: (word: string) => boolean = () => false,
): readonly Theme[] {
  const all = [...words]
    .filter(([word]) => !isOffice(word))
    .map(([word, told]) => ({
      word,
      tickets: told.map(({ number }) => number).sort((a, b) => a - b),
      enterprises: new Set(told.map(({ enterprise }) => enterprise)).size,
    }))
    .filter(({ tickets }) => tickets.length >= ALIKE)
    .sort(
      (a, b) =>
        b.enterprises - a.enterprises ||
        b.tickets.length - a.tickets.length ||
        b.word.length - a.word.length ||
        (a.word < b.word ? -1 : 1),
    );
  const kept: Theme[] = [];
  for (const theme of all) {
    const isWithin = kept.some(({ tickets }) => theme.tickets.every((one) => tickets.includes(one)));
    if (!isWithin && kept.length < THEMES) kept.push(theme);
  }
  return kept;
}

/** Parts of a whole as people look for them: the largest first, of two as large by their names. */
export function largestFirst<Id, Of>(
  parts: ReadonlyMap<Id, Of>,
  sizeOf: (part: Of) => number,
  nameOf: (id: Id) => string,
): readonly (readonly [Id, Of])[] {
  return [...parts].sort(
    ([one, its], [other, theirs]) => sizeOf(theirs) - sizeOf(its) || (nameOf(one) < nameOf(other) ? -1 : 1),
  );
}

/** By which a ticket may be part of a theme; what was withdrawn, merged or not taken on is nobody's complaint any more. */
export function wordsOf({ state, terms = [] }: Outline): ReadonlySet<string> {
  const isOut = state === 'withdrawn' || state === 'merged' || state === 'rejected';
  return new Set(isOut ? [] : terms);
}

function quicker(one: Quick | null, other: Quick): Quick {
  if (one === null) return other;
  return other.took < one.took || (other.took === one.took && other.number < one.number) ? other : one;
}

function isIn({ from, before }: Period, at: Instant | undefined): boolean {
  return at !== undefined && at >= from && at < before;
}

function add<Name, Of>(map: Map<Name, Of[]>, name: Name, one: Of): void {
  const some = map.get(name);
  if (some) some.push(one);
  else map.set(name, [one]);
}

function together<Name, Of>(
  one: ReadonlyMap<Name, readonly Of[]>,
  other: ReadonlyMap<Name, readonly Of[]>,
): ReadonlyMap<Name, readonly Of[]> {
  const sum = new Map(one);
  for (const [name, some] of other) sum.set(name, [...(sum.get(name) ?? []), ...some]);
  return sum;
}
