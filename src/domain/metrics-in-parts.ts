/** Figures of more tickets than are wanted in memory at once: part by part, and then put together. */
import type { Calendar } from './calendar.ts';
import type { FiguresSource } from './figures-source.ts';
import { tiersTogether } from './metrics/tiers.ts';
import {
  type Attention,
  attentionAt,
  type Breakdown,
  breakdownOf,
  mayNeedAttention,
  Past,
  type Period,
  type Rate,
  type Summary,
  summarise,
} from './metrics.ts';
import type { Outline } from './outline.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

/** Outlines counted at a stretch: some milliseconds, in which nobody is answered. */
const AT_ONCE = 1000;

export interface Counted {
  readonly now: Breakdown;
  /** Of the former period. */
  readonly before: Summary;
  /** At the end of the period, or now while it goes on. */
  readonly attention: Attention;
}

/** `former`: the period that it is held against; null: none, and `before` is empty. `at`: now. `look` sees every outline. */
export async function countedFrom(
  source: FiguresSource,
  { period, former }: { readonly period: Period; readonly former: Period | null },
  at: Instant,
  calendar: Calendar,
  look: (one: Outline) => void = () => {},
): Promise<Counted> {
  const end = Math.min(period.before - 1, at);
  const { soonBy } = attentionAt([], end, calendar);
  const held = former ?? { from: 0, before: 0 };
  const [past, pastFormer] = [new Past(period, at), new Past(held, at)];
  const pressing: number[] = [];
  let [now, before] = [breakdownOf([], period, at), summarise([], held, at)];
  let alive: Outline[] = [];
  let aliveFormer: Outline[] = [];
  const since = Math.min(period.from, former?.from ?? period.from, at + 1);
  const { settled, outlines } = await source.since(since);
  for (const { one, times } of settled) {
    past.take(one, times);
    if (former !== null) pastFormer.take(one, times);
  }
  for await (const part of outlines) {
    for (const one of part) {
      look(one);
      if (!past.take(one)) alive.push(one);
      if (one.registeredAt < held.before && !pastFormer.take(one)) aliveFormer.push(one);
      if (mayNeedAttention(one, end, soonBy)) pressing.push(one.number);
    }
    if (alive.length >= AT_ONCE) {
      now = breakdownsTogether(now, breakdownOf(alive, period, at));
      alive = [];
    } else if (aliveFormer.length >= AT_ONCE) {
      before = summariesTogether([before, summarise(aliveFormer, held, at)]);
      aliveFormer = [];
    }
  }
  await source.pause();
  const named: Ticket[] = [];
  for (const number of pressing) {
    const ticket = await source.ticket(number);
    if (ticket) named.push(ticket);
  }
  const attention = attentionAt(named, end, calendar);
  await source.pause();
  before = summariesTogether([before, summarise(aliveFormer, held, at, pastFormer)]);
  await source.pause();
  now = breakdownsTogether(now, breakdownOf(alive, period, at, past));
  await source.pause();
  return { now, before, attention };
}

/**
 * The summary of several sets of tickets, none of them in two: every figure is a sum, and a department is in the worst
 * of its tiers. At least one.
 */
export function summariesTogether(parts: readonly [Summary, ...Summary[]]): Summary {
  const [first, ...others] = parts;
  return others.reduce(
    (sum, more) => ({
      period: sum.period,
      counts: {
        ...sums(sum.counts, more.counts, (a, b) =>
          typeof a === 'number' && typeof b === 'number' ? a + b : a,
        ),
        excludedBy: sums(sum.counts.excludedBy, more.counts.excludedBy, (a, b) => a + b),
      },
      rates: sums(sum.rates, more.rates, ratesTogether),
      beforeExclusions: sums(sum.beforeExclusions, more.beforeExclusions, ratesTogether),
      unratedIn: sums(sum.unratedIn, more.unratedIn, (a, b) => a + b),
      tiers: tiersTogether([...sum.tiers, ...more.tiers]),
    }),
    first,
  );
}

export function ratesTogether(one: Rate, other: Rate): Rate {
  return {
    numerator: one.numerator + other.numerator,
    denominator: one.denominator + other.denominator,
  };
}

/** Name by name; what only one of them has stays as it is. */
function sums<Figures extends object>(
  one: Figures,
  other: Figures,
  add: (a: NonNullable<Figures[keyof Figures]>, b: NonNullable<Figures[keyof Figures]>) => unknown,
): Figures {
  const sum = { ...other, ...one } as unknown as Record<string, unknown>;
  for (const name of Object.keys(sum) as (keyof Figures & string)[]) {
    const [a, b] = [one[name], other[name]];
    if (a !== undefined && b !== undefined && a !== null && b !== null) sum[name] = add(a, b);
  }
  return sum as unknown as Figures;
}

/** Breakdowns of several sets of tickets, none of them in two. */
export function breakdownsTogether(one: Breakdown, other: Breakdown): Breakdown {
  return {
    whole: summariesTogether([one.whole, other.whole]),
    departments: byIdTogether(one.departments, other.departments),
    enterprises: byIdTogether(one.enterprises, other.enterprises),
  };
}

function byIdTogether(
  one: Breakdown['departments'],
  other: Breakdown['departments'],
): Breakdown['departments'] {
  const sum = new Map(one);
  for (const [id, more] of other) {
    const known = sum.get(id);
    sum.set(id, known ? summariesTogether([known, more]) : more);
  }
  return sum;
}
