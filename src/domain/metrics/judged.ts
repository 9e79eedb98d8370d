/** What several figures ask of a ticket in a period. */
import { type Outline, wasPastDeadline } from '../outline.ts';
import { hasBeenUnhappy, type Word } from './said.ts';
import { isWithin, type Seen } from './seen.ts';

export type Test = (one: Seen) => boolean;

/** It was in hand at some time of the period. */
export const isPart: Test = ({ came }) => came !== null;
export const isExcluded: Test = ({ end }) => end.is === 'excluded';
export const isClosed: Test = ({ end }) => end.is === 'closed';
export const isUnrated: Test = ({ end }) => end.is === 'closed' && end.unrated;

/** 到期：the deadline of 办结 that is in force lies in the period. */
export const isDue: Test = ({ ticket, within }) =>
  isWithin(within, ticket.due.resolve?.last) && !deadlineMayMove(ticket);

/** 按期办结：in time, and an enterprise has never said that it is none. */
export const isInTime: Test = ({ ticket, wasOverturned }) => isKept(ticket) && !wasOverturned;

/** 期内逾期：due in the period, or 办结 in it, and not by the deadline. */
export const isDoneLate: Test = (one) => !isExcluded(one) && isJudged(one) && !isKept(one.ticket);

/** Whether it was in time can be told: due, or 办结, in the period. */
export const isJudged: Test = (one) => isDue(one) || isWithin(one.within, one.ticket.resolvedAt);

/** The enterprise has answered in the period, whatever became of the ticket. */
export const isAnswered: Test = ({ said }) => lastAnswer(said) !== undefined;
/** It has said once in the period that it is not solved. */
export const isSaidUnsolved: Test = ({ said }) => said.some(({ answer }) => answer === 'unsolved');
/** 没解决 or 不满意. */
export const isUnhappy: Test = ({ said }) => hasBeenUnhappy({ words: said });

/** The last 办结 that was not overturned came before the deadline had passed. */
function isKept({ due }: Outline): boolean {
  return due.resolve?.kept ?? false;
}

/**
 * Waiting for papers of the enterprise: the deadline moves on as long as the clock stands, so it cannot be judged yet.
 * What is suspended (挂账) is judged by the deadline it had: it must not vanish from the base.
 */
function deadlineMayMove(ticket: Outline): boolean {
  return ticket.state === 'waiting' && !wasPastDeadline(ticket, Number.POSITIVE_INFINITY);
}

/** The last that was an answer. */
export function lastAnswer(said: readonly Word[]): Word | undefined {
  return said.findLast(({ answer }) => answer !== 'none');
}
