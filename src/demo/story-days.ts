/** When the story happens: on the working days that lead up to today. */
import { addWorkdays, type Calendar } from '../domain/calendar.ts';
import { at, type Day, dayOf, type Instant, MINUTE, startOfDay } from '../domain/time.ts';
import type { Month, Step } from './month-file.ts';

/** The first working day of the story: its last one is the last working day before today, today left out. */
export function firstDay(month: Pick<Month, 'days'>, now: Instant, calendar: Calendar): Day {
  return addWorkdays(dayOf(now), -month.days, calendar);
}

/** The midnight with which the story begins. */
export function startOfMonth(month: Pick<Month, 'days'>, now: Instant, calendar: Calendar): Instant {
  return startOfDay(firstDay(month, now, calendar));
}

/** When a step happens. `now` is asked only for what happens just before the opening. */
export function instantOf(
  step: Pick<Step, 'day' | 'at' | 'ago'>,
  first: Day,
  calendar: Calendar,
  now: () => Instant,
): Instant {
  if (step.ago !== undefined) return now() - step.ago * MINUTE;
  return at(addWorkdays(first, (step.day ?? 1) - 1, calendar), step.at ?? '00:00');
}
