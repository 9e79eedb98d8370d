/**
 * Figures of 惠企政策: 触达 = reached ÷ matched, 意愿 = 要办 ÷ reached, 按期兑现率 = paid in time ÷ due. Amounts are of whole
 * groups of five firms (`sums.ts`), so that nobody reads one firm's in a sum, or in two; nobody counts who has read what.
 */
import { isLate } from '../deadline.ts';
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Notices } from './notices.ts';
import type { Push } from './policies.ts';
import { paidOn } from './policy-money.ts';
import { groupsOf, type Payment, sumWithin } from './sums.ts';

export const WANT = 'want';

export interface PolicyFigures {
  /** Policies that were sent in the period, each once. */
  readonly policies: readonly string[];
  /** Of those, the ones that reached somebody, that nobody wants and that no ticket is of. */
  readonly unwanted: readonly string[];
  /** Firms that were reached, each once. */
  readonly firms: number;
  readonly reached: Rate;
  readonly wanted: Rate;
  /** Tickets registered in the period. */
  readonly registered: number;
  readonly paid: number;
  readonly inTime: Rate;
  /** Answered in time that it cannot be paid (解释说明): in no rate. */
  readonly explained: number;
  /** What departments wrote into their results, in 分, of the whole groups in the period; null where there is none. */
  readonly cents: number | null;
}

/** `tickets`: those of policies, whatever their age; `at`: sums hold what happened before it. */
export function policyFigures(
  pushes: readonly Push[],
  notices: Notices,
  tickets: readonly Ticket[],
  period: Period,
  at: Instant,
): PolicyFigures {
  // One that nobody was left for has not been sent.
  const sent = pushes.filter(
    ({ sentAt, notice }) => notice !== undefined && isWithin(sentAt ?? null, period),
  );
  const addressees = sent.flatMap(({ policy, notice }) =>
    (notices[notice ?? 0]?.to ?? []).map((one) => ({ ...one, policy })),
  );
  const reached = addressees.filter(({ reachedAt = period.before }) => reachedAt < period.before);
  const wanted = reached.filter(({ answer }) => answer?.choice === WANT && answer.at < period.before);
  const policies = [...new Set(sent.map(({ policy }) => policy))];
  const isAmong = (those: readonly { readonly policy: string }[], policy: string) =>
    those.some((one) => one.policy === policy);
  // 不符合, pressed once it was paid, makes it none that nobody wants.
  const isOf = ({ source, facts }: Ticket, policy: string) =>
    source?.kind === 'policy' &&
    source.id === policy &&
    facts.withdrawnAt === null &&
    facts.registeredAt < period.before;
  const due = tickets.flatMap((one) => standing(one, period) ?? []);
  const based = due.filter((one) => one !== 'explained');
  const paid = tickets.filter(
    ({ facts }) => facts.outcome === 'solved' && isWithin(facts.resolvedAt, period),
  );
  return {
    policies,
    unwanted: policies.filter(
      (one) => isAmong(reached, one) && !isAmong(wanted, one) && !tickets.some((ticket) => isOf(ticket, one)),
    ),
    firms: new Set(reached.map(({ enterprise }) => enterprise)).size,
    reached: { numerator: reached.length, denominator: addressees.length },
    wanted: { numerator: wanted.length, denominator: reached.length },
    registered: tickets.filter(({ facts }) => isWithin(facts.registeredAt, period)).length,
    paid: paid.length,
    inTime: { numerator: based.filter((one) => one === 'inTime').length, denominator: based.length },
    explained: due.length - based.length,
    cents: sumOf(tickets, period, at),
  };
}

/** How a ticket that was due in the period stood when it was; null where it was not due, or is out of every base. */
function standing(ticket: Ticket, period: Period): 'inTime' | 'late' | 'explained' | null {
  const deadline = ticket.clocks.resolve?.deadline;
  const { excludedAt, withdrawnAt, resolvedAt, outcome } = ticket.facts;
  if (!deadline || excludedAt !== null || withdrawnAt !== null) return null;
  if (!isWithin(deadline.lateFrom - (deadline.dayBased ? 1 : 0), period)) return null;
  if (resolvedAt === null || isLate(deadline, resolvedAt)) return 'late';
  if (outcome === 'explained') return 'explained';
  return outcome === 'solved' ? 'inTime' : 'late';
}

/** Whatever their period: which payments make a group is the same for all. */
function sumOf(tickets: readonly Ticket[], period: Period, at: Instant): number | null {
  const payments = tickets.flatMap((ticket): readonly Payment[] => {
    const amount = paidOn(ticket);
    const { resolvedAt } = ticket.facts;
    if (amount === null || resolvedAt === null || ticket.enterprise === null) return [];
    return [{ at: resolvedAt, enterprise: ticket.enterprise, yuan: amount.cents / 100 }];
  });
  const { yuan, firms } = sumWithin(groupsOf(payments), period, at);
  return firms === 0 ? null : Math.round(yuan * 100);
}

function isWithin(at: Instant | null, { from, before }: Period): boolean {
  return at !== null && at >= from && at < before;
}
