/**
 * Late or on time. The deadline is the one in force: with a granted extension, without the time in which the clock
 * stood, and after a rework or a reopening the new one – the time in which the enterprise had the ticket is not charged
 * to the department. What an enterprise overturned is no 办结.
 */
import { type Deadline, isLate } from '../deadline.ts';
import { isOver, type Ticket } from '../ticket.ts';
import type { StepClock } from '../ticket-parts.ts';
import { DAY, dayOf, HOUR, type Instant } from '../time.ts';

/** How long past its deadline a ticket is. */
export interface Lateness {
  /** Whole days, at least 1. */
  readonly days: number;
  /** Whole hours, where the limit is counted in hours; null where in days. */
  readonly hours: number | null;
}

/** 按期办结: the last 办结 that was not overturned came before the deadline had passed. */
export function resolvedOnTime(ticket: Ticket): boolean {
  return doneInTime(ticket, 'resolve', ticket.facts.resolvedAt);
}

/** Not over, not yet 办结, and past its deadline. What became 挂账 (suspended) after that stays late, by the days it had. */
export function isOverdue(ticket: Ticket, now: Instant): boolean {
  return !isOver(ticket) && ticket.facts.resolvedAt === null && isPastDeadline(ticket, now);
}

/** How late an overdue ticket is; null when it is not overdue. */
export function latenessOf(ticket: Ticket, now: Instant): Lateness | null {
  return isOverdue(ticket, now) ? latenessAt(ticket, now) : null;
}

/** Whether the deadline of 办结 had passed, whoever has the ticket. */
export function isPastDeadline(ticket: Ticket, now: Instant): boolean {
  const clock = ticket.clocks.resolve;
  return clock !== undefined && isLate(clock.deadline, running(ticket, now));
}

export function latenessAt(ticket: Ticket, now: Instant): Lateness {
  const deadline = ticket.clocks.resolve?.deadline;
  const until = running(ticket, now);
  return deadline ? lengthPast(deadline, until) : { days: 1, hours: null };
}

/** How long past a deadline of any step `now` is; null while it is not late. */
export function latenessPast(deadline: Deadline, now: Instant): Lateness | null {
  return isLate(deadline, now) ? lengthPast(deadline, now) : null;
}

function lengthPast({ lateFrom, dayBased }: Deadline, until: Instant): Lateness {
  const last = dayBased ? lateFrom - 1 : lateFrom;
  return {
    days: Math.max(1, Math.round((dayStart(until) - dayStart(last)) / DAY)),
    hours: dayBased ? null : Math.floor((until - lateFrom) / HOUR),
  };
}

export function doneInTime(
  ticket: Ticket,
  step: 'sign' | 'feedback' | 'resolve',
  at: Instant | null,
): boolean {
  const clock = ticket.clocks[step];
  return clock !== undefined && at !== null && !isLate(clock.deadline, at);
}

/** The last moment that is on time: what is due on 30 November belongs to November, though late from December. */
export function lastMoment({ deadline }: StepClock): Instant {
  const { dayBased, lateFrom } = deadline;
  return dayBased ? lateFrom - 1 : lateFrom;
}

/** While the clock stands (停表) nothing gets later. */
function running({ pausedAt }: Ticket, now: Instant): Instant {
  return pausedAt === null ? now : Math.min(now, pausedAt);
}

function dayStart(at: Instant): Instant {
  return Date.parse(`${dayOf(at)}T00:00:00Z`);
}
