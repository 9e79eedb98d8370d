/** Figures of more tickets than are wanted in memory at once: part by part, and then put together. */
import type { Attention, Counts, Rate, Rates, Summary } from './metrics.ts';

/** The summary of several sets of tickets, none of them in two: every figure is a sum. At least one. */
export function summariesTogether(parts: readonly [Summary, ...Summary[]]): Summary {
  const [first, ...others] = parts;
  return others.reduce((sum, { counts, rates }) => plus(sum, counts, rates), first);
}

function plus({ period, counts, rates }: Summary, moreCounts: Counts, moreRates: Rates): Summary {
  return {
    period,
    counts: each<keyof Counts, number>(counts, moreCounts, (a, b) => a + b),
    rates: each<keyof Rates, Rate>(rates, moreRates, (a, b) => ({
      numerator: a.numerator + b.numerator,
      denominator: a.denominator + b.denominator,
    })),
  };
}

function each<Name extends string, Figure>(
  one: Readonly<Record<Name, Figure>>,
  other: Readonly<Record<Name, Figure>>,
  add: (a: Figure, b: Figure) => Figure,
): Record<Name, Figure> {
  const sum: Record<Name, Figure> = { ...one };
  for (const name of Object.keys(one) as Name[]) sum[name] = add(one[name], other[name]);
  return sum;
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
