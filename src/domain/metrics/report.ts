/**
 * What a report of a longer period tells beside the figures: what several firms spoke of alike, what was done well, what
 * kinds of matter came, and what falls due next. Rules of thumb, each plain enough to be said beside what it found.
 */
import { solvedBy } from '../solved.ts';
import { isOver, type Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Period } from './period.ts';
import { termsIn } from './terms.ts';

/** Fewer are no theme. */
const ALIKE = 3;
const THEMES = 3;

export interface Theme {
  /** A word of the county's own (`responsibilities.yaml`), by which the tickets were read. */
  readonly word: string;
  readonly tickets: readonly number[];
  readonly enterprises: number;
}

/** Found so far; parts of the tickets are put together by `reportsTogether`. */
export interface ReportParts {
  readonly words: ReadonlyMap<string, readonly { readonly number: number; readonly enterprise: string }[]>;
  /** 新收 by kind: `complaint`, `urgent`, … */
  readonly kinds: ReadonlyMap<string, readonly number[]>;
  /** Quickest from its registration to its last result, of those closed in the period as 满意 and solved. */
  readonly best: Ticket | null;
  /** In hand now and without a result, due in the period that follows. */
  readonly dueNext: readonly number[];
}

export const NO_REPORT: ReportParts = { words: new Map(), kinds: new Map(), best: null, dueNext: [] };

/** Reports about officials are in none of it. `next`: the period that follows. */
export function reportOf(tickets: readonly Ticket[], period: Period, next: Period): ReportParts {
  const words = new Map<string, { number: number; enterprise: string }[]>();
  const kinds = new Map<string, number[]>();
  const dueNext: number[] = [];
  let best: Ticket | null = null;
  for (const ticket of tickets) {
    if (ticket.confidential) continue;
    const { number, facts, enterprise, clocks } = ticket;
    if (isIn(period, facts.registeredAt)) {
      add(kinds, kindOf(ticket), number);
      for (const word of wordsOf(ticket)) add(words, word, { number, enterprise: enterprise ?? '' });
    }
    const due = clocks.resolve?.deadline.due ?? null;
    if (!isOver(ticket) && facts.resolvedAt === null && isIn(next, due)) dueNext.push(number);
    if (isDoneWell(ticket, period)) best = quicker(best, ticket);
  }
  return { words, kinds, best, dueNext };
}

export function reportsTogether(one: ReportParts, other: ReportParts): ReportParts {
  return {
    words: together(one.words, other.words),
    kinds: together(one.kinds, other.kinds),
    best: one.best && other.best ? quicker(one.best, other.best) : (one.best ?? other.best),
    dueNext: [...one.dueNext, ...other.dueNext],
  };
}

/**
 * Words of which three tickets or more of the period were read, by how many firms spoke of it, and then by tickets; of two
 * words that the same tickets have, the longer. No firm is named, however many they are.
 */
export function themesOf({ words }: Pick<ReportParts, 'words'>): readonly Theme[] {
  const all = [...words]
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

/** `complaint`, `urgent`, … */
export function kindOf({ flow }: Pick<Ticket, 'flow'>): string {
  return flow.split('@')[0] ?? flow;
}

/** By which a ticket may be part of a theme; what was withdrawn, merged or not taken on is nobody's complaint any more. */
export function wordsOf(ticket: Ticket): ReadonlySet<string> {
  const isOut = ticket.state === 'withdrawn' || ticket.state === 'merged' || ticket.state === 'rejected';
  return new Set(isOut ? [] : termsIn(ticket));
}

function isDoneWell({ facts, ...ticket }: Ticket, period: Period): boolean {
  const { closedBy, closedAt, rating } = facts;
  const isRated = closedBy === 'enterprise' && rating === 'satisfied' && isIn(period, closedAt);
  return isRated && solvedBy({ facts, ...ticket }) === 'solved';
}

function quicker(one: Ticket | null, other: Ticket): Ticket {
  if (one === null) return other;
  return tookOf(other) < tookOf(one) || (tookOf(other) === tookOf(one) && other.number < one.number)
    ? other
    : one;
}

function tookOf({ facts: { registeredAt, resolvedAt } }: Ticket): number {
  return (resolvedAt ?? Number.POSITIVE_INFINITY) - registeredAt;
}

function isIn({ from, before }: Period, at: Instant | null): boolean {
  return at !== null && at >= from && at < before;
}

function add<Of>(map: Map<string, Of[]>, name: string, one: Of): void {
  const some = map.get(name);
  if (some) some.push(one);
  else map.set(name, [one]);
}

function together<Of>(
  one: ReadonlyMap<string, readonly Of[]>,
  other: ReadonlyMap<string, readonly Of[]>,
): ReadonlyMap<string, readonly Of[]> {
  const sum = new Map(one);
  for (const [name, some] of other) sum.set(name, [...(sum.get(name) ?? []), ...some]);
  return sum;
}
