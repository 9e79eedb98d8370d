/** What calls for somebody's attention: 超期 and 临期. */
import { addWorkdays, type Calendar, dayIndex } from '../calendar.ts';
import { type Outline, standingOf, stoodBefore } from '../outline.ts';
import type { Ticket } from '../ticket.ts';
import { DAY, type Day, dayOf, type Instant } from '../time.ts';
import { isPastDeadline, type Lateness, latenessAt } from './lateness.ts';
import { isLateable, standingBefore } from './standing.ts';

/** What calls for somebody's attention at one moment. */
export interface Attention {
  /** 超期：without a result past their deadline, 挂账 since or not, the longest overdue first. As many as `Counts.overdue`. */
  readonly overdue: readonly (Lateness & { readonly ticket: Ticket })[];
  /** 临期：in hand without a result, not overdue, the clock running, due on `soonBy` or before. */
  readonly dueSoon: readonly Ticket[];
  /** The second working day after the moment: what is due then can still be done in time, or be extended. */
  readonly soonBy: Day;
  /** The holidays up to `soonBy` are not published yet. */
  readonly provisional: boolean;
}

/**
 * 临期 begins two working days ahead, with the first reminder of the default flow: an extension has to be asked for
 * at least one working day before the deadline (泉州等地办法), so a day ahead would be too late.
 */
const SOON_WORKDAYS = 2;

/** What is overdue and what soon will be, at `at`. Tickets may be in a later state; confidential ones are left out. */
export function attentionAt(tickets: readonly Ticket[], at: Instant, calendar: Calendar): Attention {
  const today = dayOf(at);
  const soonBy = addWorkdays(today, SOON_WORKDAYS, calendar);
  const lateable = tickets.flatMap((ticket) => {
    const standing = ticket.confidential ? null : standingBefore(ticket, at + 1);
    return standing && isLateable(standing) ? [{ ticket, standing }] : [];
  });
  const [first, last] = [dayIndex(at), calendar.about(soonBy).index];
  const days = Array.from({ length: last - first }, (_, index) => calendar.nth(first + 1 + index));
  return {
    overdue: lateable
      .filter(({ ticket }) => isPastDeadline(ticket, at))
      .map(({ ticket }) => ({ ticket, ...latenessAt(ticket, at) }))
      .sort(
        (a, b) => b.days - a.days || dueOf(a.ticket) - dueOf(b.ticket) || a.ticket.number - b.ticket.number,
      ),
    dueSoon: lateable
      .filter(
        ({ ticket, standing }) =>
          standing.is === 'open' && !isPastDeadline(ticket, at) && isDueBy(ticket, soonBy),
      )
      .map(({ ticket }) => ticket),
    soonBy,
    provisional: days.some((day) => day.provisional),
  };
}

/** Whether `attentionAt` may name the ticket of this outline. `soonBy`: of the same moment. */
export function mayNeedAttention(ticket: Outline, at: Instant, soonBy: Day): boolean {
  const last = ticket.due.resolve?.last;
  // A limit that ends at midnight is due on the day before it.
  if (last === undefined || ticket.registeredAt > at || dayOf(last - DAY) > soonBy) return false;
  return isLateable(standingOf(stoodBefore(ticket, at + 1)));
}

function dueOf({ clocks }: Ticket): Instant {
  return clocks.resolve?.deadline.lateFrom ?? 0;
}

function isDueBy(ticket: Ticket, day: Day): boolean {
  const clock = ticket.clocks.resolve;
  return clock !== undefined && clock.deadline.explanation.lastDay <= day;
}
