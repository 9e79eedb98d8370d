/**
 * A deadline that somebody sets in words of their own, by a period or by naming a day (督办, 批示). A day off that was named
 * gives way to the next working day, like every last day; the end of a span (本周, 月底) to the working day before it, as
 * the next one is outside of what was said. Who says 今天 on a day off knows what day it is.
 */
import { addWorkdays, type Calendar, countWorkdays, dayIndex } from './calendar.ts';
import { type Asked, type Deadline, deadlineOf, type NamedDay } from './deadline.ts';
import { at, DAY, type Day, dayOf, type Instant, startOfDay, yearOf } from './time.ts';

/** Throws RangeError on a period that `deadlineOf` refuses. The day may lie in the past: whoever asks is asked first. */
export function deadlineAsked(start: Instant, asked: Asked, calendar: Calendar): Deadline {
  const found = 'unit' in asked ? deadlineOf(start, asked, calendar) : onDay(start, asked, calendar);
  return { ...found, explanation: { ...found.explanation, asked } };
}

function onDay(start: Instant, named: NamedDay, calendar: Calendar): Deadline {
  const from = dayOf(start);
  const lastDay = workedDay(named, from, calendar);
  const { start: midnight, close, provisional } = calendar.about(lastDay);
  const dayBased = named.time === undefined;
  const due = named.time === undefined ? close : at(lastDay, named.time);
  return {
    due,
    lateFrom: dayBased ? midnight + DAY : due,
    dayBased,
    provisional,
    explanation: {
      start,
      amount: Math.round((midnight - startOfDay(from)) / DAY),
      unit: 'day',
      roll: true,
      lastDay,
      ...(lastDay === named.day ? {} : { rolledFrom: named.day }),
      skipped: [],
      makeup: [],
      pauses: [],
      workdays: workdaysBetween(from, lastDay, calendar),
      calendar: calendar.version,
      years: provisional ? [] : [yearOf(lastDay)],
      awaited: provisional ? [yearOf(lastDay)] : [],
    },
  };
}

function workedDay({ day, endOf }: NamedDay, from: Day, calendar: Calendar): Day {
  if (day <= from || calendar.about(day).working) return day;
  if (!endOf) return addWorkdays(day, 1, calendar);
  const before = addWorkdays(day, -1, calendar);
  return before < from ? day : before;
}

function workdaysBetween(from: Day, to: Day, calendar: Calendar): number {
  return to <= from ? 0 : countWorkdays(dayIndex(startOfDay(from)), dayIndex(startOfDay(to)), calendar);
}
