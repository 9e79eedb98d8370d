/**
 * Sums of money that tell of no single firm: of groups of five firms, which are the same for every period. So neither a sum nor
 * the difference of any two tells what a single firm was paid or lent.
 */
import type { Period } from '../metrics/period.ts';
import type { EnterpriseId } from '../roster.ts';
import type { Instant } from '../time.ts';

/** Below so many firms there are counts only. */
export const FEWEST = 5;

export interface Payment {
  readonly at: Instant;
  readonly enterprise: EnterpriseId;
  readonly yuan: number;
}

/** Of the whole groups that lie in the period; `firms` 0: of none, and no sum is shown. */
export interface Sum {
  readonly yuan: number;
  readonly firms: number;
}

/** Payments in the order in which they happened, as many together as it takes for five firms. */
export interface Group extends Sum {
  readonly from: Instant;
  readonly to: Instant;
}

/** What has not made up five firms yet is in none. Those of one moment are never parted: what was once shown stays as it is. */
export function groupsOf(all: readonly Payment[]): readonly Group[] {
  const sorted = all.toSorted((a, b) => a.at - b.at);
  const groups: Group[] = [];
  let open: Payment[] = [];
  sorted.forEach((one, place) => {
    open.push(one);
    const firms = new Set(open.map(({ enterprise }) => enterprise)).size;
    if (firms < FEWEST || sorted[place + 1]?.at === one.at) return;
    const yuan = open.reduce((sum, payment) => sum + payment.yuan, 0);
    groups.push({ yuan, firms, from: open[0]?.at ?? one.at, to: one.at });
    open = [];
  });
  return groups;
}

export function sumWithin(groups: readonly Group[], period: Period, at: Instant): Sum {
  const within = groups.filter(({ from, to }) => from >= period.from && to < period.before && to < at);
  return {
    yuan: within.reduce((sum, one) => sum + one.yuan, 0),
    firms: within.reduce((sum, one) => sum + one.firms, 0),
  };
}
