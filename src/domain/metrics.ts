/**
 * The figures of every report: one reducer over tickets, each rate with its numerator, denominator and definition
 * (口径). An empty base has no rate: it is shown as "—", never as 100 %. By theme in `metrics/`.
 */
export { type Attention, attentionAt, mayNeedAttention } from './metrics/attention.ts';
export { type Breakdown, breakdownOf, hasPart, type Summary, summarise, Tally } from './metrics/breakdown.ts';
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
export { isSmall, type Rate, rateInWords, rateOf, ratesTogether } from './metrics/rate.ts';
export type { BeforeExclusions, Rates } from './metrics/rates.ts';
export {
  ALIKE,
  gatherReport,
  largestFirst,
  NO_REPORT,
  OUTLINES_AT_ONCE,
  type ReportParts,
  reportOf,
  reportsTogether,
  SHARED,
  sharedThemesOf,
  type Theme,
  themesOf,
  wordsOf,
} from './metrics/report.ts';
export { hasBeenUnhappy } from './metrics/said.ts';
export { EXCLUSIONS, type Exclusion } from './metrics/standing.ts';
export type { DepartmentTier, Tier, TierReason } from './metrics/tiers.ts';
