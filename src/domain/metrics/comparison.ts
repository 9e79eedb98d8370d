/** How a rate stands against the period before. */
import { isSmall, type Rate } from './rate.ts';
import type { Rates } from './rates.ts';

export interface Comparison {
  readonly now: Rate;
  readonly before: Rate;
  /** unknown: one of them has no base, or one too small to say so (`isSmall`). */
  readonly better: 'better' | 'worse' | 'same' | 'unknown';
}

/** Of a rate of which more is better. */
export function compared(now: Rate, before: Rate): Comparison {
  if (isSmall(now) || isSmall(before)) return { now, before, better: 'unknown' };
  // Crosswise, as 2/3 is 4/6.
  const difference = now.numerator * before.denominator - before.numerator * now.denominator;
  return { now, before, better: difference > 0 ? 'better' : difference < 0 ? 'worse' : 'same' };
}

/** The rate by which a period is called better or worse than the one before: 按期办结率, of what was due in each. */
export function headlineOf(now: { readonly rates: Rates }, before: { readonly rates: Rates }): Comparison {
  return compared(now.rates.onTime, before.rates.onTime);
}
