/**
 * Figures of 政银企对接. 意向, 授信 and 放款 stand apart: an intention is no loan. Counts are of firms. Sums are of groups of five
 * firms, which are the same for every period: so neither a sum nor the difference of any two tells what a single firm borrowed.
 */
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import type { EnterpriseId } from '../roster.ts';
import type { Instant } from '../time.ts';
import { decisionDay, lateFrom, type Need, type Needs, type Offer, REASONS, type Reason } from './finance.ts';

/** Below so many firms there are counts only. */
export const FEWEST = 5;

export interface FinanceFigures {
  /** Told in the period, of how many firms. */
  readonly needs: number;
  readonly firms: number;
  /** Firms, each once. */
  readonly recommended: number;
  readonly coached: number;
  readonly intended: number;
  readonly granted: number;
  readonly lent: number;
  /** 30 日内决定: decisions in time ÷ decisions due in the period; to decline at once is no fault, and in no base. */
  readonly decided: Rate;
  readonly grantedSum: Sum;
  readonly lentSum: Sum;
  /** Refusals after a look, and declined at once. */
  readonly refused: number;
  /** By code; null where there were fewer than five. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>> | null;
}

/** Of the whole groups that lie in the period; `firms` 0: of none, and no sum is shown. */
export interface Sum {
  readonly yuan: number;
  readonly firms: number;
}

/** `at`: what happened after it is not counted. */
export function financeFigures(all: Needs, period: Period, at: Instant): FinanceFigures {
  const needs = Object.values(all);
  const within = (when: Instant | undefined): boolean =>
    when !== undefined && when >= period.from && when < period.before && when <= at;
  const offers = needs.flatMap((need) => need.offers.map((offer) => ({ need, offer })));
  const firmsOf = (found: readonly { readonly need: Need }[]): number =>
    new Set(found.map(({ need }) => need.enterprise)).size;
  const told = needs.filter((need) => within(need.at));
  const checks = (recommended: boolean) =>
    needs
      .filter((need) => need.checks.some((one) => one.recommended === recommended && within(one.at)))
      .map((need) => ({ need }));
  const refusals = offers.flatMap(({ offer }) => reasonsIn(offer, within));
  return {
    needs: told.length,
    firms: firmsOf(told.map((need) => ({ need }))),
    recommended: firmsOf(checks(true)),
    coached: firmsOf(checks(false)),
    intended: firmsOf(offers.filter(({ offer }) => within(offer.picked?.at))),
    granted: firmsOf(offers.filter(({ offer }) => within(offer.granted?.at))),
    lent: firmsOf(offers.filter(({ offer }) => offer.lent.some((one) => within(one.at)))),
    decided: decidedIn(offers, period, at),
    grantedSum: sumWithin(groupsOf(payments(needs, 'granted')), period, at),
    lentSum: sumWithin(groupsOf(payments(needs, 'lent')), period, at),
    refused: refusals.length,
    reasons: refusals.length < FEWEST ? null : byReason(refusals),
  };
}

function reasonsIn(
  { answer, refused }: Offer,
  within: (when: Instant | undefined) => boolean,
): readonly Reason[] {
  const declined = answer?.willing === false && within(answer.at) ? [answer.reason ?? 'other'] : [];
  return [...declined, ...(refused && within(refused.at) ? [refused.reason] : [])];
}

function byReason(found: readonly Reason[]): Readonly<Partial<Record<Reason, number>>> {
  const counted = REASONS.map((reason) => [reason, found.filter((one) => one === reason).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** A bank that has left, or a need that was withdrawn before its day, owes no decision. */
function decidedIn(
  offers: readonly { readonly need: Need; readonly offer: Offer }[],
  period: Period,
  at: Instant,
): Rate {
  let numerator = 0;
  let denominator = 0;
  for (const { need, offer } of offers) {
    const day = decisionDay(offer);
    if (day === null) continue;
    const end = lateFrom(day);
    if (end <= period.from || end > period.before || end > at) continue;
    const decidedAt = offer.granted?.at ?? offer.refused?.at;
    const endedAt = Math.min(offer.goneAt ?? end, need.withdrawn?.at ?? end);
    if (decidedAt === undefined && endedAt < end) continue;
    denominator += 1;
    if (decidedAt !== undefined && decidedAt < end) numerator += 1;
  }
  return { numerator, denominator };
}

export interface Payment {
  readonly at: Instant;
  readonly enterprise: EnterpriseId;
  readonly yuan: number;
}

function payments(needs: readonly Need[], what: 'granted' | 'lent'): readonly Payment[] {
  return needs.flatMap(({ enterprise, offers }) =>
    offers.flatMap(({ granted, lent }) =>
      (what === 'lent' ? lent : granted ? [granted] : []).map(({ at, sealed: { yuan } }) => ({
        at,
        enterprise,
        yuan,
      })),
    ),
  );
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
