/** The counts of a period; each ticket is counted once on either side of the balance. */

import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { isPastDeadline } from './lateness.ts';
import type { Period } from './period.ts';
import {
  EXCLUSIONS,
  type Exclusion,
  isEnded,
  isUnresolved,
  type Standing,
  standingBefore,
} from './standing.ts';

/**
 * Counts of one period. They balance, for every period and every set of tickets:
 * registered + carriedOver = open + suspended + closed + excluded.
 */
export interface Counts {
  /** 新收：registered in the period. */
  readonly registered: number;
  /** 结转：registered before it, and then still open or suspended, or reopened since. */
  readonly carriedOver: number;
  /** 其中重开：over when the period began, and come back in it. */
  readonly reopened: number;
  /** 在办：not over at its end, whatever the department says, and not suspended. */
  readonly open: number;
  /** 其中部门已报办结、待企业评价。 */
  readonly claimed: number;
  /** 挂账：suspended at its end with a leader's approval. Never in `open`, and in every denominator. */
  readonly suspended: number;
  /** 销号：over at its end, confirmed or unrated. */
  readonly closed: number;
  /** 其中未评价。 */
  readonly unrated: number;
  /** 剔除：withdrawn, merged or not taken on in the period, and not come back. */
  readonly excluded: number;
  /** 剔除 by its code; only codes that occur. */
  readonly excludedBy: Readonly<Partial<Record<Exclusion, number>>>;
  /** 超期未办结，of `open`, at the end of the period. */
  readonly overdue: number;
  /** 需调度员分办，of those registered. */
  readonly needingDispatcher: number;
}

/** What one ticket was in a period that ends before `end`; null when it was no part of it. */
interface Part {
  readonly ticket: Ticket;
  readonly end: Standing;
  readonly came: 'registered' | 'carriedOver' | 'reopened';
}

/** `end`: the first instant that is not counted any more. Confidential tickets must be left out by the caller. */
export function countsOf(tickets: readonly Ticket[], { from }: Period, end: Instant): Counts {
  const parts = tickets.flatMap((ticket) => partOf(ticket, from, end) ?? []);
  const count = (test: (part: Part) => boolean): number => parts.filter(test).length;
  const is = (state: Standing['is']) => count((part) => part.end.is === state);
  const byCode = EXCLUSIONS.map(
    (code) => [code, count((part) => part.end.exclusion === code)] as const,
  ).filter(([, times]) => times > 0);
  return {
    registered: count(({ came }) => came === 'registered'),
    carriedOver: count(({ came }) => came !== 'registered'),
    reopened: count(({ came }) => came === 'reopened'),
    open: is('open') + is('waiting'),
    claimed: count((part) => part.end.is === 'open' && part.end.resolvedAt !== null),
    suspended: is('suspended'),
    closed: is('closed'),
    unrated: count((part) => part.end.is === 'closed' && part.end.unrated),
    excluded: is('excluded'),
    excludedBy: Object.fromEntries(byCode),
    overdue: count((part) => isUnresolved(part.end) && isPastDeadline(part.ticket, end - 1)),
    needingDispatcher: count(({ came, ticket }) => came === 'registered' && ticket.facts.needsDispatcher),
  };
}

function partOf(ticket: Ticket, from: Instant, before: Instant): Part | null {
  const end = standingBefore(ticket, before);
  if (!end) return null;
  const start = standingBefore(ticket, from);
  if (!start) return { ticket, end, came: 'registered' };
  if (!isEnded(start)) return { ticket, end, came: 'carriedOver' };
  const cameBack = end.reopenedAt !== null && end.reopenedAt >= from;
  return cameBack ? { ticket, end, came: 'reopened' } : null;
}
