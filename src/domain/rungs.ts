/** When the reminders of a ladder ring, for one deadline: fixed when its clock starts. */
import { addWorkdays, type Calendar, isWorkday } from './calendar.ts';
import type { Deadline } from './deadline.ts';
import type { Rung } from './flow.ts';
import type { Span } from './ladder.ts';
import type { PlannedRung } from './ticket-parts.ts';
import { at, type Day, dayOf, HOUR, type Instant } from './time.ts';
import { addWorkTime, takeWorkTime, workTimeBetween } from './worktime.ts';

/** Those of a ladder, in no order, of a step that began at `begunAt`; also of hours that are over. */
export function plannedRungs(
  ladder: readonly Rung[],
  deadline: Deadline,
  begunAt: Instant,
  calendar: Calendar,
): readonly PlannedRung[] {
  const planned = ladder
    .filter((rung) => !isNews(rung, deadline, begunAt, calendar))
    .map((rung) => plan(rung, deadline, calendar));
  return [...planned, ...halfWay(planned, deadline, begunAt, calendar)];
}

/** 今天下班前 has no morning of its last day before it: whoever has to answer is reminded when half of the time is over. */
function halfWay(
  planned: readonly PlannedRung[],
  { due, explanation }: Deadline,
  begunAt: Instant,
  calendar: Calendar,
): readonly PlannedRung[] {
  if (!explanation.asked || planned.some(({ at }) => begunAt < at && at < due)) return [];
  const worked = workTimeBetween(begunAt, due, calendar);
  if (due - begunAt < HOUR) return [];
  const half = worked > 0 ? addWorkTime(begunAt, worked / 2, calendar) : begunAt + (due - begunAt) / 2;
  return [{ name: HALF_WAY, at: Math.round(half), to: ['liaison', 'head'] }];
}

const HALF_WAY = 'half-way';

/**
 * Whether a rung would ring on the very day on which the step began, of a deadline that is still days off. Over a long
 * holiday "two working days before" may be that day, and nobody needs to be reminded of what they were told an hour ago.
 */
function isNews(rung: Rung, deadline: Deadline, begunAt: Instant, calendar: Calendar): boolean {
  if (!('workdays' in rung) || rung.workdays > 0) return false;
  const day = dayOf(rungAt(rung, deadline, calendar));
  return day === dayOf(begunAt) && day < deadline.explanation.lastDay;
}

function plan(rung: Rung, deadline: Deadline, calendar: Calendar): PlannedRung {
  return { name: rung.name, at: rungAt(rung, deadline, calendar), to: rung.to };
}

function rungAt(rung: Rung, { due, explanation }: Deadline, calendar: Calendar): Instant {
  if ('workdays' in rung) return at(rungDay(rung.workdays, explanation.lastDay, calendar), rung.at);
  const { amount, unit }: Span = 'before' in rung ? rung.before : rung.after;
  const length = Math.round(amount * HOUR);
  if (unit === 'hour') return 'before' in rung ? due - length : due + length;
  return 'before' in rung ? takeWorkTime(due, length, calendar) : addWorkTime(due, length, calendar);
}

/** Day 0 is the due day, or the last working day before it: a reminder for a closed office helps nobody. */
function rungDay(workdays: number, dueDay: Day, calendar: Calendar): Day {
  if (workdays !== 0) return addWorkdays(dueDay, workdays, calendar);
  return isWorkday(dueDay, calendar) ? dueDay : addWorkdays(dueDay, -1, calendar);
}
