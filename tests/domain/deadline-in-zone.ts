/** Prints what the calendar and the deadlines say in the time zone this process runs in (TZ), as JSON. */
import { fileURLToPath } from 'node:url';
import { loadCalendar } from '../../src/county/calendar-file.ts';
import { type Duration, deadlineOf } from '../../src/domain/deadline.ts';
import { dueInWords, explainDeadline } from '../../src/domain/deadline-words.ts';
import { addDays, at, type Day } from '../../src/domain/time.ts';

const PERIODS: readonly Duration[] = [
  { amount: 3, unit: 'workday', roll: false },
  { amount: 7, unit: 'day', roll: true },
  { amount: 1, unit: 'month', roll: true },
  { amount: 4, unit: 'workhour', roll: false },
  { amount: 2, unit: 'hour', roll: false },
];

export function everyDeadlineOf2026(): unknown {
  const calendar = loadCalendar(fileURLToPath(new URL('../../data/calendar.yaml', import.meta.url)));
  const days: Day[] = Array.from({ length: 365 }, (_, i) => addDays('2026-01-01', i));
  return {
    version: calendar.version,
    days: days.map((day) => [day, calendar.about(day).why]),
    deadlines: days.map((day) =>
      PERIODS.map((period) => {
        // Near midnight, where another zone has another day.
        const deadline = deadlineOf(at(day, '00:30'), period, calendar);
        return [deadline.due, dueInWords(deadline, at(day, '23:30')), explainDeadline(deadline)];
      }),
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(
    JSON.stringify({ offset: new Date(2026, 0, 1).getTimezoneOffset(), said: everyDeadlineOf2026() }),
  );
}
