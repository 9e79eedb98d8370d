/**
 * The figures of every report: one reducer over tickets, each rate with its numerator, denominator and definition
 * (口径). An empty base has no rate: it is shown as "—", never as 100 %. By theme in `metrics/`.
 */
import { type Counts, countsOf } from './metrics/counts.ts';
import type { Period } from './metrics/period.ts';
import { type BeforeExclusions, type Rates, ratesOf } from './metrics/rates.ts';
import { type DepartmentTier, tiersOf } from './metrics/tiers.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

export { type Attention, attentionAt } from './metrics/attention.ts';
export type { Counts } from './metrics/counts.ts';
export {
  doneInTime,
  isOverdue,
  type Lateness,
  latenessOf,
  latenessPast,
  resolvedOnTime,
} from './metrics/lateness.ts';
export type { Period } from './metrics/period.ts';
export { type Rate, rateInWords } from './metrics/rate.ts';
export type { BeforeExclusions, Rates } from './metrics/rates.ts';
export { EXCLUSIONS, type Exclusion } from './metrics/standing.ts';
export type { DepartmentTier, Tier } from './metrics/tiers.ts';

export interface Summary {
  readonly period: Period;
  readonly counts: Counts;
  readonly rates: Rates;
  readonly beforeExclusions: BeforeExclusions;
  readonly tiers: readonly DepartmentTier[];
}

/**
 * Summarises `tickets` for a period as seen at its end; `asOf` is now. Confidential reports are never counted among
 * ordinary tickets. Tickets must be in their state at `asOf`: counts tell how things stood at the end of the period,
 * also when it is long past; what a deadline was moved to or an enterprise took back since, the rates tell as it is.
 */
export function summarise(tickets: readonly Ticket[], period: Period, asOf: Instant): Summary {
  const end = Math.min(period.before, asOf + 1);
  const ordinary = tickets.filter((ticket) => !ticket.confidential);
  return {
    period,
    counts: countsOf(ordinary, period, end),
    ...ratesOf(ordinary, period, end),
    tiers: tiersOf(ordinary, period, end),
  };
}
