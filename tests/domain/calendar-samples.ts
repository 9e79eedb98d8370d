/** Calendars for tests: the real published years, and small made-up ones. */
import { builtInYears } from '../../src/county/calendar-file.ts';
import {
  type Calendar,
  type CalendarData,
  createCalendar,
  type OfficeHours,
} from '../../src/domain/calendar.ts';

/** The county's office hours. */
export const COUNTY_HOURS: readonly OfficeHours[] = [
  { from: '08:00', to: '12:00' },
  { from: '14:30', to: '18:00' },
];

const YEARS = builtInYears();

/** As the county runs it: every published year, county hours. */
export const official: Calendar = createCalendar({ hours: COUNTY_HOURS, years: YEARS });

/** What most ticket systems do: weekends only, no holidays. */
export const weekendsOnly: Calendar = createCalendar({
  hours: COUNTY_HOURS,
  years: YEARS.map(({ year }) => ({ year, off: {}, work: {} })),
});

/** What the better ones do: holidays, but no make-up working days. */
export const withoutMakeup: Calendar = createCalendar({
  hours: COUNTY_HOURS,
  years: YEARS.map(({ year, off }) => ({ year, off, work: {} })),
});

/** Monday to Friday 09:00–17:00 in 2026 and 2027, no holidays but those given. */
export function nineToFive(more: Partial<CalendarData> & { off?: string[]; work?: string[] } = {}): Calendar {
  const { off = [], work = [], ...data } = more;
  const named = (days: readonly string[], year: number, name: string) =>
    Object.fromEntries(days.filter((day) => day.startsWith(String(year))).map((day) => [day, name]));
  return createCalendar({
    hours: [{ from: '09:00', to: '17:00' }],
    years: [2026, 2027].map((year) => ({
      year,
      off: named(off, year, '放假'),
      work: named(work, year, '调休'),
    })),
    ...data,
  });
}
