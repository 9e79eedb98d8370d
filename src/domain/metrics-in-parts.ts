/** Figures of more tickets than are wanted in memory at once: part by part, and then put together. */
import { tiersTogether } from './metrics/tiers.ts';
import type { Attention, Breakdown, Rate, Summary } from './metrics.ts';
import type { Ticket } from './ticket.ts';

/** A year of tickets is more than is wanted in memory at once. */
const TICKETS_AT_ONCE = 500;

/** The tickets so many at a time; at least one part, which may be empty. */
export async function* inParts(
  tickets: AsyncIterable<Ticket> | Iterable<Ticket>,
): AsyncIterable<readonly Ticket[]> {
  let some: Ticket[] = [];
  for await (const ticket of tickets) {
    if (some.push(ticket) < TICKETS_AT_ONCE) continue;
    yield some;
    some = [];
  }
  yield some;
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

/** What calls for attention in several sets of tickets at the same moment, none of them in two. At least one. */
export function attentionTogether(parts: readonly [Attention, ...Attention[]]): Attention {
  return {
    ...parts[0],
    overdue: parts
      .flatMap(({ overdue }) => overdue)
      .sort((a, b) => b.days - a.days || a.ticket.number - b.ticket.number),
    dueSoon: parts.flatMap(({ dueSoon }) => dueSoon),
  };
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
