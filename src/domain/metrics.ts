/**
 * The figures of every report: one reducer over tickets, each rate with its numerator, denominator and definition
 * (口径). An empty base has no rate: it is shown as "—", never as 100 %. By theme in `metrics/`.
 */
import type { Summary } from './metrics/breakdown.ts';
import { figuresOf, seenAll } from './metrics/figures.ts';
import type { Period } from './metrics/period.ts';
import { tiersOf } from './metrics/tiers.ts';
import type { Ticket } from './ticket.ts';
import type { Instant } from './time.ts';

export { type Attention, attentionAt } from './metrics/attention.ts';
export { type Breakdown, breakdownOf, type Summary } from './metrics/breakdown.ts';
export { type Comparison, compared, headlineOf } from './metrics/comparison.ts';
export type { Count, Counts } from './metrics/counts.ts';
export {
  FIGURES,
  type Figure,
  figureNamed,
  isRate,
  type Members,
  membersOf,
  onTimeIn,
} from './metrics/figures.ts';
export {
  doneInTime,
  isOverdue,
  type Lateness,
  latenessOf,
  latenessPast,
  resolvedOnTime,
} from './metrics/lateness.ts';
export { changedMarks, MARKED, type Marks, markedIn, marksOf, marksTogether } from './metrics/marks.ts';
export type { Period } from './metrics/period.ts';
export { isSmall, type Rate, rateInWords } from './metrics/rate.ts';
export type { BeforeExclusions, Rates, UnratedIn } from './metrics/rates.ts';
export {
  kindOf,
  NO_REPORT,
  type ReportParts,
  reportOf,
  reportsTogether,
  type Theme,
  themesOf,
  wordsOf,
} from './metrics/report.ts';
export { EXCLUSIONS, type Exclusion } from './metrics/standing.ts';
export type { DepartmentTier, Tier, TierReason } from './metrics/tiers.ts';

/**
 * Summarises `tickets` for a period as seen at its end; `asOf` is now. Confidential reports are never counted among
 * ordinary tickets. Tickets must be in their state at `asOf`: counts tell how things stood at the end of the period,
 * also when it is long past; what a deadline was moved to or an enterprise took back since, the rates tell as it is.
 */
export function summarise(tickets: readonly Ticket[], period: Period, asOf: Instant): Summary {
  const seen = seenAll(tickets, period, asOf);
  return { period, ...figuresOf(seen), tiers: tiersOf(seen) };
}
