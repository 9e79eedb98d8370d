/** The calendars of the walks and of simulated years: the days of 2026, and of a 2027 that is made up. */
import { builtInYears } from '../../../src/county/calendar-file.ts';
import { type Calendar, createCalendar } from '../../../src/domain/calendar.ts';
import { COUNTY_HOURS } from '../calendar-samples.ts';
import {
  type Days,
  daysWith,
  dayText,
  MORE_OFF,
  MORE_WORK,
  OFF_2026,
  OFF_2027,
  WORK_2026,
  WORK_2027,
} from './days.ts';

/** The same days twice: as the program knows them, and as the model does. The second pair comes with a new notice. */
export interface Calendars {
  readonly calendar: Calendar;
  readonly days: Days;
}
export const CALENDARS: readonly [Calendars, Calendars] = [
  calendarsWith([], []),
  calendarsWith(MORE_OFF, MORE_WORK),
];

function calendarsWith(off: readonly number[], work: readonly number[]): Calendars {
  const named = (days: readonly number[], year: number, but: readonly number[] = []) =>
    Object.fromEntries(
      days
        .filter((day) => !but.includes(day))
        .map(dayText)
        .filter((day) => day.startsWith(String(year)))
        .map((day) => [day, '放假']),
    );
  const years = [
    ...builtInYears().map((year) =>
      year.year === 2026
        ? {
            year: 2026,
            off: { ...year.off, ...named(off, 2026) },
            work: { ...year.work, ...named(work, 2026) },
          }
        : year,
    ),
    { year: 2027, off: named([...OFF_2027, ...off], 2027), work: named([...WORK_2027, ...work], 2027) },
    { year: 2028, off: {}, work: {} },
  ];
  return {
    calendar: createCalendar({ hours: COUNTY_HOURS, years }),
    days: daysWith([...OFF_2026, ...OFF_2027, ...off], [...WORK_2026, ...WORK_2027, ...work]),
  };
}
