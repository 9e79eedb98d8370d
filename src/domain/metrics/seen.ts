/** One ticket as a period sees it: what all figures ask of it, worked out once. */
import { type Outline, type Stood, standingOf, stoodBefore, wasPastDeadline } from '../outline.ts';
import type { Instant } from '../time.ts';
import type { Period } from './period.ts';
import type { Word } from './said.ts';
import { isEnded, isLateable, type Standing } from './standing.ts';

export interface Seen {
  readonly ticket: Outline;
  /** At the end of the period. */
  readonly end: Standing;
  /** What it was in the period; null: over before it began. */
  readonly came: 'registered' | 'carriedOver' | 'reopened' | null;
  /** 超期未办结 at the end of the period; 挂账 too, where it came after the deadline. */
  readonly isLate: boolean;
  /** What the enterprise said in the period. */
  readonly said: readonly Word[];
  /** By the end of the period. */
  readonly wasReturned: boolean;
  readonly wasReworked: boolean;
  /** An enterprise has said of a result of it, whenever, that it is none. */
  readonly wasOverturned: boolean;
  /** The last instant of the period. */
  readonly lastInstant: Instant;
  readonly inPeriod: (at: Instant | null | undefined) => boolean;
}

/** Null when it was not registered by then. `end`: the first instant that is not counted any more. */
export function seenIn(ticket: Outline, { from }: Period, end: Instant): Seen | null {
  if (ticket.registeredAt >= end) return null;
  const inPeriod = (at: Instant | null | undefined): boolean =>
    at !== null && at !== undefined && at >= from && at < end;
  const stood = stoodBefore(ticket, end);
  const standing = standingOf(stood);
  const { words } = ticket;
  return {
    ticket,
    end: standing,
    came: cameIn(ticket, from, stood),
    isLate: isLateable(standing) && wasPastDeadline(ticket, end - 1),
    said: words.filter(({ at }) => inPeriod(at)),
    wasReturned: stood.returned ?? false,
    wasReworked: stood.reworked ?? false,
    wasOverturned: words.some(({ answer, rating }) => answer === 'unsolved' && rating === null),
    lastInstant: end - 1,
    inPeriod,
  };
}

function cameIn(ticket: Outline, from: Instant, { reopenedAt }: Stood): Seen['came'] {
  // What an office brought in from its ledger was received by it long before.
  if (ticket.registeredAt >= from) return ticket.takenOver ? 'carriedOver' : 'registered';
  if (!isEnded(stoodBefore(ticket, from))) return 'carriedOver';
  return reopenedAt !== undefined && reopenedAt >= from ? 'reopened' : null;
}
