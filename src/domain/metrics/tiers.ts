/**
 * 分档: departments are put in tiers instead of places (domain.md §4.2; 国办函〔2025〕66 号: 不片面追求排名，鼓励分档分类评价).
 * Departments only, never people; what nobody could judge is in no tier (连云港: 无应办结单位单列).
 */
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { deadlineMayMove, isPastDeadline, lastMoment, resolvedOnTime } from './lateness.ts';
import type { Period } from './period.ts';
import { lastWord } from './rates.ts';
import { isUnresolved, standingBefore } from './standing.ts';

/**
 * A 按期且满意: everything due in the period was 办结 in time, and no enterprise that answered in it said 不满意 or 没解决.
 * B 有超期或不满意: something due, or 办结, in the period was late; or an enterprise said so.
 * C 超期未办结: something in hand is past its deadline at the end of the period.
 */
export type Tier = 'A' | 'B' | 'C';

export interface DepartmentTier {
  readonly department: string;
  readonly tier: Tier;
}

/**
 * Every department of which there is something to judge: due, 办结 or answered in the period, or overdue at its end.
 * Suspended tickets (挂账) are judged by nobody while they are. In order of the departments' ids, which is no order.
 * `end`: the first instant that is not counted any more. Confidential tickets must be left out by the caller.
 */
export function tiersOf(
  tickets: readonly Ticket[],
  { from }: Period,
  end: Instant,
): readonly DepartmentTier[] {
  const inPeriod = (at: Instant | null): boolean => at !== null && at >= from && at < end;
  const found = new Map<string, Tier>();
  for (const ticket of tickets) {
    const tier = tierOf(ticket, inPeriod, end);
    const { department } = ticket;
    if (tier === null || department === null) continue;
    const before = found.get(department) ?? 'A';
    found.set(department, tier > before ? tier : before);
  }
  return [...found]
    .map(([department, tier]) => ({ department, tier }))
    .sort((a, b) => (a.department < b.department ? -1 : 1));
}

function tierOf(ticket: Ticket, inPeriod: (at: Instant | null) => boolean, end: Instant): Tier | null {
  const standing = standingBefore(ticket, end);
  if (!standing || standing.is === 'suspended' || standing.is === 'excluded') return null;
  if (isUnresolved(standing) && isPastDeadline(ticket, end - 1)) return 'C';
  const { resolvedAt, rating } = ticket.facts;
  const due = inPeriod(lastMoment(ticket.clocks.resolve)) && !deadlineMayMove(ticket);
  const judged = due || inPeriod(resolvedAt);
  const last = lastWord(ticket);
  const heard = last !== null && last.answer !== 'none' && inPeriod(last.at);
  if (!judged && !heard) return null;
  const unhappy = heard && (last.answer === 'unsolved' || rating === 'dissatisfied');
  return unhappy || (judged && !resolvedOnTime(ticket)) ? 'B' : 'A';
}
