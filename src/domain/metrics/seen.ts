/** One ticket as a period sees it: what all figures ask of it, worked out once. */
import { isRecorded, type Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { withoutUndone } from '../undo.ts';
import { isPastDeadline } from './lateness.ts';
import type { Period } from './period.ts';
import { type Word, wordsOf } from './said.ts';
import { isEnded, isLateable, type Standing, standingAfter } from './standing.ts';

export interface Seen {
  readonly ticket: Ticket;
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
  readonly inPeriod: (at: Instant | null) => boolean;
}

/** Null when it was not registered by then. `end`: the first instant that is not counted any more. */
export function seenIn(ticket: Ticket, { from }: Period, end: Instant): Seen | null {
  if (ticket.facts.registeredAt >= end) return null;
  const known = withoutUndone(ticket.entries.filter(({ at }) => at < end));
  const inPeriod = (at: Instant | null): boolean => at !== null && at >= from && at < end;
  const standing = standingAfter(known);
  // A ledger of the past names nobody, and nobody of it was asked.
  const words = isRecorded(ticket) ? [] : wordsOf(ticket, withoutUndone(ticket.entries));
  return {
    ticket,
    end: standing,
    came: cameIn(ticket, from, standing),
    isLate: isLateable(standing) && isPastDeadline(ticket, end - 1),
    said: words.filter(({ at }) => inPeriod(at)),
    wasReturned: known.some((entry) => entry.what === 'requested' && entry.kind === 'return'),
    wasReworked: known.some(({ what }) => what === 'reworked'),
    wasOverturned: words.some(({ answer, rating }) => answer === 'unsolved' && rating === null),
    lastInstant: end - 1,
    inPeriod,
  };
}

function cameIn(ticket: Ticket, from: Instant, end: Standing): Seen['came'] {
  if (ticket.facts.registeredAt >= from) return 'registered';
  const start = standingAfter(withoutUndone(ticket.entries.filter(({ at }) => at < from)));
  if (!isEnded(start)) return 'carriedOver';
  return end.reopenedAt !== null && end.reopenedAt >= from ? 'reopened' : null;
}
