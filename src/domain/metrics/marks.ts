/** Which figures of a brief each ticket is in, short enough to be kept: so that a reprint can say what has changed since. */
import type { Outline } from '../outline.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { addsOf, type Figure, seenAll } from './figures.ts';
import type { Period } from './period.ts';

/** The figures whose tickets are kept. A new one goes last: what is kept already has none for it. */
export const MARKED = [
  'counts.registered',
  'counts.closed',
  'counts.open',
  'counts.overdue',
  'counts.suspended',
  'counts.excluded',
  'counts.unhappy',
  'rates.onTime',
  'rates.dueCompletion',
  'rates.yearCompletion',
  'rates.completion',
  'rates.response',
  'rates.resolution',
  'rates.satisfaction',
] as const satisfies readonly Figure[];

/**
 * Numbers of tickets by their mark: one sign for each of `MARKED`. - not in it · 0 in the base alone · 1 counted ·
 * + counted in part. Tickets that are in none are left out.
 */
export type Marks = Readonly<Record<string, readonly number[]>>;

const NONE = '-';

export function marksOf(tickets: readonly (Ticket | Outline)[], period: Period, asOf: Instant): Marks {
  const marks: Record<string, number[]> = {};
  for (const one of seenAll(tickets, period, asOf)) {
    const mark = MARKED.map((figure) => signOf(addsOf(figure, one))).join('');
    if (/^-+$/.test(mark)) continue;
    const some = marks[mark];
    if (some) some.push(one.ticket.number);
    else marks[mark] = [one.ticket.number];
  }
  return marks;
}

/** Of two sets of tickets, none of them in both. */
export function marksTogether(one: Marks, other: Marks): Marks {
  const sum: Record<string, readonly number[]> = { ...one };
  for (const [mark, numbers] of Object.entries(other)) sum[mark] = [...(sum[mark] ?? []), ...numbers];
  return sum;
}

/** The tickets in another mark than before, or in one for the first time, and the figures in which they count otherwise. */
export function changedMarks(
  before: Marks,
  now: Marks,
): ReadonlyMap<(typeof MARKED)[number], readonly number[]> {
  const [were, are] = [byNumber(before), byNumber(now)];
  const changed = new Map<(typeof MARKED)[number], number[]>();
  for (const number of [...new Set([...were.keys(), ...are.keys()])].sort((a, b) => a - b)) {
    const [was = '', is = ''] = [were.get(number), are.get(number)];
    if (was === is) continue;
    for (const [place, figure] of MARKED.entries()) {
      if ((was[place] ?? NONE) === (is[place] ?? NONE)) continue;
      const some = changed.get(figure);
      if (some) some.push(number);
      else changed.set(figure, [number]);
    }
  }
  return changed;
}

/** The tickets that a count was made of. */
export function markedIn(marks: Marks, figure: (typeof MARKED)[number]): readonly number[] {
  const place = MARKED.indexOf(figure);
  return Object.entries(marks)
    .flatMap(([mark, numbers]) => (mark[place] === '1' ? numbers : []))
    .sort((a, b) => a - b);
}

function byNumber(marks: Marks): ReadonlyMap<number, string> {
  return new Map(Object.entries(marks).flatMap(([mark, all]) => all.map((one) => [one, mark] as const)));
}

function signOf(adds: number | null): string {
  if (adds === null) return NONE;
  return adds === 0 ? '0' : adds === 1 ? '1' : '+';
}
