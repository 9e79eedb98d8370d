/** One ticket as a period sees it: what all figures ask of it, worked out once. */
import { type Outline, type Stood, standingOf, stoodBefore, wasPastDeadline } from '../outline.ts';
import { dayOf, type Instant, startOfDay } from '../time.ts';
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
  readonly wasMoved: boolean;
  readonly wasReworked: boolean;
  /** An enterprise has said of a result of it, whenever, that it is none. */
  readonly wasOverturned: boolean;
  readonly within: Within;
}

/** A period as far as it has come. */
export interface Within {
  readonly from: Instant;
  /** The first instant that is not counted any more. */
  readonly end: Instant;
  /** When the year began in which it ends. */
  readonly year: Instant;
}

/** `asOf`: now. */
export function withinOf({ from, before }: Period, asOf: Instant): Within {
  const end = Math.min(before, asOf + 1);
  return { from, end, year: startOfDay(`${dayOf(end - 1).slice(0, 4)}-01-01`) };
}

export function isWithin({ from, end }: Within, at: Instant | null | undefined): boolean {
  return at !== null && at !== undefined && at >= from && at < end;
}

const NOTHING: readonly Word[] = [];

/** Null when it was not registered by then. This is done for each ticket of a year and more: it makes no more than it must. */
export function seenIn(ticket: Outline, within: Within): Seen | null {
  const { from, end } = within;
  if (ticket.registeredAt >= end) return null;
  const stood = stoodBefore(ticket, end);
  const standing = standingOf(stood);
  const { words } = ticket;
  return {
    ticket,
    end: standing,
    came: cameIn(ticket, from, stood),
    isLate: isLateable(standing) && wasPastDeadline(ticket, end - 1),
    said: words.length === 0 ? NOTHING : words.filter(({ at }) => isWithin(within, at)),
    wasReturned: stood.returned ?? false,
    wasMoved: stood.moved ?? false,
    wasReworked: stood.reworked ?? false,
    wasOverturned: words.some(({ answer, rating }) => answer === 'unsolved' && rating === null),
    within,
  };
}

function cameIn(ticket: Outline, from: Instant, { reopenedAt }: Stood): Seen['came'] {
  // What an office brought in from its ledger was received by it long before.
  if (ticket.registeredAt >= from) return ticket.takenOver ? 'carriedOver' : 'registered';
  if (!isEnded(stoodBefore(ticket, from))) return 'carriedOver';
  return reopenedAt !== undefined && reopenedAt >= from ? 'reopened' : null;
}
