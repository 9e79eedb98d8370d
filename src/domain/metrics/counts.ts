/** The counts of a period; each ticket is counted once on either side of the balance. */
import {
  isClosed,
  isDoneLate,
  isExcluded,
  isPart,
  isSaidUnsolved,
  isUnhappy,
  isUnrated,
  lastAnswer,
  type Test,
} from './judged.ts';
import type { Seen } from './seen.ts';
import type { Exclusion } from './standing.ts';

/**
 * Counts of one period. They balance, for every period and every set of tickets:
 * registered + carriedOver = open + suspended + closed + excluded.
 */
export interface Counts {
  /** 新收：registered in the period. */
  readonly registered: number;
  /** 结转：registered before it, and then still open or suspended, or reopened since; or taken over from a ledger in it. */
  readonly carriedOver: number;
  /** 其中重开：over when the period began, and come back in it. */
  readonly reopened: number;
  /** 在办：not over at its end, whatever the department says, and not suspended. */
  readonly open: number;
  /** 其中部门已报办结、待企业评价。 */
  readonly claimed: number;
  /** 挂账：suspended at its end with a leader's approval. Never in `open`, and in every denominator. */
  readonly suspended: number;
  /** 其中挂账前已经超期：in `overdue` too, with the days that it had. */
  readonly suspendedLate: number;
  /** 销号：over at its end, confirmed or unrated. */
  readonly closed: number;
  /** 其中未评价。 */
  readonly unrated: number;
  /** 剔除：withdrawn, merged or not taken on in the period, and not come back. */
  readonly excluded: number;
  /** 剔除 by its code; only codes that occur. */
  readonly excludedBy: Readonly<Partial<Record<Exclusion, number>>>;
  /** 超期未办结 at the end of the period, of `open` and `suspended`. */
  readonly overdue: number;
  /** 期内逾期：due in the period and not done by then, or 办结 in it after the deadline. */
  readonly late: number;
  /** 企业在期内说了没解决，或评了不满意。 */
  readonly unhappy: number;
  /** 企业在期内说过没解决，同期重办后又说解决了。 */
  readonly redone: number;
  /** 需调度员分办，of those registered. */
  readonly needingDispatcher: number;
}

export type Count = Exclude<keyof Counts, 'excludedBy'>;

const isSuspended: Test = ({ end }) => end.is === 'suspended';
const part =
  (test: Test): Test =>
  (one) =>
    isPart(one) && test(one);

/** Which tickets each counts; the number is how many they are. */
export const COUNTS: Readonly<Record<Count, Test>> = {
  registered: ({ came }) => came === 'registered',
  carriedOver: ({ came }) => came === 'carriedOver' || came === 'reopened',
  reopened: ({ came }) => came === 'reopened',
  open: part(({ end }) => end.is === 'open' || end.is === 'waiting'),
  claimed: part(({ end }) => end.is === 'open' && end.resolvedAt !== null),
  suspended: part(isSuspended),
  suspendedLate: part((one) => isSuspended(one) && one.isLate),
  closed: part(isClosed),
  unrated: part(isUnrated),
  excluded: part(isExcluded),
  overdue: part(({ isLate }) => isLate),
  late: isDoneLate,
  unhappy: isUnhappy,
  redone: (one: Seen) => isSaidUnsolved(one) && lastAnswer(one.said)?.answer === 'solved',
  needingDispatcher: ({ came, ticket }) => came === 'registered' && ticket.needsDispatcher === true,
};

/** The tickets of one code of 剔除. */
export function excludedBy(code: Exclusion): Test {
  return part(({ end }) => end.exclusion === code);
}
