/** What a 督办通知单 is about: an order in force, or that the clock has called for supervision. */
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import { isOrder } from '../../domain/changed.ts';
import { deadlineOf } from '../../domain/deadline.ts';
import type { Office } from '../../domain/office.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Day, dayOf, type Instant } from '../../domain/time.ts';

/** As the ladders of the flows call the rung. */
export const SUPERVISE = 'supervise';
/** Where no day is known, or it is over: so many working days. */
const REPLY_WORKDAYS = 3;

export interface Supervised {
  /** Which order it is, or when the clock rang. */
  readonly cause: string;
  /** Until when the department answers; null: as the order on the ticket says. */
  readonly replyBy: Day | null;
}

/** An order in force, or 《督办通知单》 that the clock has sent on what is late still; null where there is neither. */
export function supervisedBy(
  ticket: Ticket,
  office: Pick<Office, 'flowsOnRecord'>,
  calendar: Calendar,
): Supervised | null {
  const order = ticket.duties.findLast((duty) => isOrder(duty) && duty.endedAt === null);
  return order ? { cause: String(order.id), replyBy: null } : supervisedByClock(ticket, office, calendar);
}

/** The rung of the ladder that called for it since 办结 was last given a time; `at`: when it rang. */
export function supervisedByClock(
  { entries, clocks, facts, flow }: Ticket,
  office: Pick<Office, 'flowsOnRecord'>,
  calendar: Calendar,
): (Supervised & { readonly at: Instant }) | null {
  const since = clocks.resolve?.startedAt ?? 0;
  const rung = entries.findLast(({ what, at, ...entry }) => {
    return what === 'reminded' && at >= since && 'rung' in entry && entry.rung === SUPERVISE;
  });
  const within = office.flowsOnRecord[flow]?.order?.within;
  if (!rung || !within || facts.resolvedAt !== null) return null;
  const { lastDay } = deadlineOf(rung.at, within, calendar).explanation;
  return { cause: `clock-${rung.at}`, replyBy: lastDay, at: rung.at };
}

/** What it is about, as the record of papers names it. */
export function aboutSupervised(number: number, cause: string, department: string): string {
  return `supervise/${number}/${cause}/${department}`;
}

/** Asked for when that day is over, it has to lie ahead again. */
export function dayToAnswer({ replyBy }: Supervised, at: Instant, calendar: Calendar): Day | null {
  const today = dayOf(at);
  return replyBy !== null && replyBy <= today ? addWorkdays(today, REPLY_WORKDAYS, calendar) : replyBy;
}
