/** What several figures ask of a ticket in a period. */
import { deadlineMayMove, lastMoment, resolvedOnTime } from './lateness.ts';
import type { Word } from './said.ts';
import type { Seen } from './seen.ts';

export type Test = (one: Seen) => boolean;

/** It was in hand at some time of the period. */
export const isPart: Test = ({ came }) => came !== null;
export const isExcluded: Test = ({ end }) => end.is === 'excluded';
export const isClosed: Test = ({ end }) => end.is === 'closed';
export const isUnrated: Test = ({ end }) => end.is === 'closed' && end.unrated;

/** 到期：the deadline of 办结 that is in force lies in the period. */
export const isDue: Test = ({ ticket, inPeriod }) =>
  inPeriod(lastMoment(ticket.clocks.resolve)) && !deadlineMayMove(ticket);

/** 按期办结：in time, and an enterprise has never said that it is none. */
export const isInTime: Test = ({ ticket, wasOverturned }) => resolvedOnTime(ticket) && !wasOverturned;

/** 期内逾期：due in the period, or 办结 in it, and not by the deadline. */
export const isDoneLate: Test = (one) => !isExcluded(one) && isJudged(one) && !resolvedOnTime(one.ticket);

/** Whether it was in time can be told: due, or 办结, in the period. */
export const isJudged: Test = (one) => isDue(one) || one.inPeriod(one.ticket.facts.resolvedAt);

/** The enterprise has answered in the period, whatever became of the ticket. */
export const isAnswered: Test = ({ said }) => lastAnswer(said) !== undefined;
/** It has said once in the period that it is not solved. */
export const isSaidUnsolved: Test = ({ said }) => said.some(({ answer }) => answer === 'unsolved');
/** 没解决 or 不满意. */
export const isUnhappy: Test = (one) =>
  isSaidUnsolved(one) || one.said.some(({ rating }) => rating === 'dissatisfied');

/** The last that was an answer. */
export function lastAnswer(said: readonly Word[]): Word | undefined {
  return said.findLast(({ answer }) => answer !== 'none');
}
