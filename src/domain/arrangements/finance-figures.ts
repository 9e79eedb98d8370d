/**
 * Figures of 政银企对接. 意向, 授信 and 放款 stand apart: an intention is no loan. Counts are of firms. Sums are of whole
 * groups (`sums.ts`).
 */
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import type { Instant } from '../time.ts';
import { decisionDay, lateFrom, type Need, type Needs, type Offer, REASONS, type Reason } from './finance.ts';
import { FEWEST, groupsOf, type Payment, type Sum, sumWithin } from './sums.ts';

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
