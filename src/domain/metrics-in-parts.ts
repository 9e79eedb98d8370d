/** Figures of more tickets than are wanted in memory at once: part by part, and then put together. */
import type { Calendar } from './calendar.ts';
import {
  type Attention,
  attentionAt,
  type DepartmentTier,
  type Period,
  type Rate,
  type Summary,
  summarise,
} from './metrics.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

/** A year of tickets is more than is wanted in memory at once. */
const TICKETS_AT_ONCE = 500;

export interface Figures {
  readonly summary: Summary;
  /** At the end of the period. */
  readonly attention: Attention;
}

/** The figures of a period at `at`; `also` is given each part of the tickets, for what else is to be counted. */
export async function figuresOf(
  tickets: AsyncIterable<Ticket> | Iterable<Ticket>,
  period: Period,
  at: Instant,
  calendar: Calendar,
  also: (part: readonly Ticket[]) => void = () => {},
): Promise<Figures> {
  const figures = (part: readonly Ticket[]): Figures => ({
    summary: summarise(part, period, at),
    attention: attentionAt(part, Math.min(period.before - 1, at), calendar),
  });
  let sum = figures([]);
  const add = (part: readonly Ticket[]): void => {
    const more = figures(part);
    sum = {
      summary: summariesTogether([sum.summary, more.summary]),
      attention: attentionTogether([sum.attention, more.attention]),
    };
    also(part);
  };
  let some: Ticket[] = [];
  for await (const ticket of tickets) {
    if (some.push(ticket) < TICKETS_AT_ONCE) continue;
    add(some);
    some = [];
  }
  add(some);
  return sum;
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
      tiers: tiersTogether([...sum.tiers, ...more.tiers]),
    }),
    first,
  );
}

function ratesTogether(one: Rate, other: Rate): Rate {
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

function tiersTogether(all: readonly DepartmentTier[]): readonly DepartmentTier[] {
  const worst = new Map<string, DepartmentTier>();
  for (const one of all) {
    const before = worst.get(one.department);
    if (!before || one.tier > before.tier) worst.set(one.department, one);
  }
  return [...worst.values()].sort((a, b) => (a.department < b.department ? -1 : 1));
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
