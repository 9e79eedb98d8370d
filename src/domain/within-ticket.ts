/**
 * What is owed within a ticket – a signature, a decision, the help of another department, the answer to an order –
 * falls due no later than the ticket itself. What its department has to wait for falls due half a working day before, or
 * the word would come with the very deadline it is about. Nobody is asked for anything within less than an hour: where
 * no more is left, or the ticket is late already, the step has its own time.
 */
import { addWorkdays, type Calendar, dayIndex } from './calendar.ts';
import type { Deadline } from './deadline.ts';
import type { Rung } from './flow.ts';
import { withDeadline } from './reminders.ts';
import type { Ticket } from './ticket.ts';
import type { StepClock } from './ticket-parts.ts';
import { dayOf, HOUR, type Instant, startOfDay } from './time.ts';
import { takeWorkTime, workTimeBetween } from './worktime.ts';

const HALF_A_DAY = 4 * HOUR;
const LEAST = HOUR;

/** The clock of 办结 while it runs: only then is there a deadline to keep within. */
export function runningResolve({ clocks: { resolve }, pausedAt }: Ticket): StepClock | null {
  return resolve && resolve.stoppedAt === null && pausedAt === null ? resolve : null;
}

/** `before`: the department in charge waits for it. `now`: reminders before that are not planned any more. */
export function withinTicket(
  clock: StepClock,
  resolve: StepClock | null,
  ladder: readonly Rung[],
  now: Instant,
  calendar: Calendar,
  { before = false } = {},
): StepClock {
  // What a leader has set is what a leader has set.
  if (!resolve || clock.deadline.explanation.asked) return clock;
  const whole = resolve.deadline;
  const latest = before && whole.dayBased ? [halfADayBefore(whole, calendar), whole] : [whole];
  const last = latest.find(({ due }) => timeLeft(clock.startedAt, due, whole, calendar) >= LEAST);
  const own = clock.deadline;
  if (!last || own.lateFrom <= last.lateFrom) return clock;
  const { due, lateFrom, dayBased, provisional } = last;
  // Its own period stays on record, so that it is counted again by a new calendar.
  const explanation = { ...own.explanation, lastDay: last.explanation.lastDay, withTicket: true } as const;
  return withDeadline(clock, { due, lateFrom, dayBased, provisional, explanation }, ladder, now, calendar);
}

function halfADayBefore(whole: Deadline, calendar: Calendar): Deadline {
  const due = takeWorkTime(whole.due, HALF_A_DAY, calendar);
  const explanation = { ...whole.explanation, lastDay: dayOf(due) };
  return { ...whole, due, lateFrom: due, dayBased: false, explanation };
}

function timeLeft(from: Instant, due: Instant, { dayBased }: Deadline, calendar: Calendar): number {
  return dayBased ? workTimeBetween(from, due, calendar) : due - from;
}

/**
 * What nobody has settled, rated or sent by its day is over when the office opens after that day: it is said to people who
 * are there, and whoever answers in the evening is not too late. Limits in hours are over when they are.
 */
export function lapsingInOfficeHours(clock: StepClock, calendar: Calendar): StepClock {
  const { dayBased, explanation, due } = clock.deadline;
  if (!dayBased) return { ...clock, lapsesAt: due };
  const next = calendar.nth(dayIndex(startOfDay(addWorkdays(explanation.lastDay, 1, calendar))));
  return { ...clock, lapsesAt: next.open[0]?.from ?? next.start };
}
