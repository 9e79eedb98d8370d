/** 认领: one dispatcher has taken an unclear ticket on, so that not all of them ring the same departments. */
import type { Calendar } from './calendar.ts';
import type { Ticket } from './ticket.ts';
import type { Claim } from './ticket-parts.ts';
import { type Instant, MINUTE } from './time.ts';
import { addWorkTime } from './worktime.ts';

const STANDS = 30 * MINUTE;

/** Until when a claim of now stands: half an hour of office time, in a danger of any hour. */
export function claimedUntil({ urgent }: Ticket, at: Instant, calendar: Calendar): Instant {
  return urgent ? at + STANDS : addWorkTime(at, STANDS, calendar);
}

/** Who has it in hand at that moment; null when nobody, when the time is over, or when it waits for no dispatcher. */
export function claimOn({ state, claim }: Ticket, now: Instant): Claim | null {
  return state === 'queued' && claim && now < claim.until ? claim : null;
}
