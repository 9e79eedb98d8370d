/**
 * The dated working calendar: which days the office works and from when to when.
 *
 * China moves working days: holidays are stretched by giving up weekends (调休), so a Saturday
 * may be a working day and no weekly rule can tell. The State Council publishes each year's
 * arrangement in the November before; while a year's is awaited, Monday to Friday count as working,
 * but for the holidays the law itself dates, and every day is marked provisional.
 */
import { createHash } from 'node:crypto';
import {
  checkedHours,
  checkedPeriods,
  type HoursPeriod,
  inMinutes,
  type OfficeHours,
} from './office-hours.ts';
import {
  at,
  DAY,
  type Day,
  dayOf,
  type Instant,
  MINUTE,
  startOfDay,
  type TimeOfDay,
  weekday,
  yearOf,
} from './time.ts';

export { type HoursPeriod, hoursFault, type OfficeHours } from './office-hours.ts';

/** The published arrangement of one year. Days not listed are plain weekdays and weekends. */
export interface CalendarYear {
  readonly year: number;
  /** Holiday → its name. */
  readonly off: Readonly<Record<Day, string>>;
  /** Make-up working day (调休上班) → the holiday it makes up for. */
  readonly work: Readonly<Record<Day, string>>;
}

export interface CalendarData {
  readonly hours: readonly OfficeHours[];
  readonly years: readonly CalendarYear[];
  readonly periods?: readonly HoursPeriod[];
}

export interface CalendarDay {
  /** Days since 1970-01-01; neighbouring days differ by one. */
  readonly index: number;
  readonly day: Day;
  /** 00:00 of this day. */
  readonly start: Instant;
  /** When this day's offices close, or would close if the day is not worked. */
  readonly close: Instant;
  readonly working: boolean;
  readonly why: 'weekday' | 'weekend' | 'holiday' | 'makeup';
  /** The holiday's name, for `holiday` and `makeup`. */
  readonly name?: string;
  /** The arrangement that decides about this day is not published yet. */
  readonly provisional: boolean;
  /** Office hours as half-open stretches [from, to), in order; none on a day off. */
  readonly open: readonly { readonly from: Instant; readonly to: Instant }[];
}

export interface Calendar {
  /** Last year covered and a hash of all data, e.g. `2026/3f2a91c4`: equal data, equal version. */
  readonly version: string;
  /** Office hours of an ordinary working day, in order and disjoint. */
  readonly hours: readonly OfficeHours[];
  /** Whether the arrangement of that day's year is published. */
  covers(day: Day): boolean;
  /** Throws RangeError on a text that is no day. */
  about(day: Day): CalendarDay;
  /** `about` by number of days since 1970-01-01, for walking from day to day. */
  nth(index: number): CalendarDay;
}

const EPOCH = startOfDay('1970-01-01');

/** No deadline and no search reaches farther than this many days (about twenty years). */
export const FARTHEST = 20 * 366;

/**
 * A year's notice also moves the last days of the year before: 2018-12-31 became a holiday and
 * 2018-12-29 a working day by the notice for 2019 (so too in 2006, 2007, 2011 and 2022). Never
 * earlier than the 29th.
 */
const NEXT_NOTICE_REACHES_BACK_TO = '12-29';

/** Holidays with a fixed date (《全国年节及纪念日放假办法》第二条): certain before any notice. */
const DATED_BY_LAW: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};

/** The number of the day an instant falls on, as `Calendar.nth` takes it. */
export function dayIndex(at: Instant): number {
  return Math.floor((at - EPOCH) / DAY);
}

/**
 * Builds a calendar. Throws RangeError, in words for whoever entered the data, on: no or
 * overlapping office hours, a stretch that ends before it begins, a day listed both as holiday
 * and as working day, a day outside its year, a year listed twice or without a working day,
 * overlapping periods.
 */
export function createCalendar(data: CalendarData): Calendar {
  const hours = checkedHours(data.hours);
  const years = new Map<number, CalendarYear>();
  for (const year of data.years) {
    if (years.has(year.year)) throw new RangeError(`${year.year}年列了两次`);
    checkYear(year);
    years.set(year.year, year);
  }
  const periods = checkedPeriods(data.periods ?? []);
  const openings = inMinutes(hours);
  const days = new Map<number, CalendarDay>();

  const nth = (index: number): CalendarDay => {
    let found = days.get(index);
    if (found === undefined) {
      found = make(index);
      days.set(index, found);
    }
    return found;
  };

  const make = (index: number): CalendarDay => {
    const start = EPOCH + index * DAY;
    const day = dayOf(start);
    const year = years.get(yearOf(day));
    const period = periods.find(({ from, to }) => from <= day && day <= to);
    const stretches = period ? inMinutes(period.hours) : openings;
    const holiday = year ? year.off[day] : DATED_BY_LAW[day.slice(5)];
    const name = holiday ?? year?.work[day];
    const why =
      holiday !== undefined
        ? 'holiday'
        : name !== undefined
          ? 'makeup'
          : weekday(day) % 6 === 0
            ? 'weekend'
            : 'weekday';
    const working = why === 'weekday' || why === 'makeup';
    return {
      index,
      day,
      start,
      close: start + stretches.at(-1)!.to * MINUTE,
      working,
      why,
      ...(name === undefined ? {} : { name }),
      provisional:
        year === undefined || (day.slice(5) >= NEXT_NOTICE_REACHES_BACK_TO && !years.has(year.year + 1)),
      open: working
        ? stretches.map(({ from, to }) => ({ from: start + from * MINUTE, to: start + to * MINUTE }))
        : [],
    };
  };

  return {
    version: versionOf(hours, years, periods),
    hours,
    covers: (day) => years.has(yearOf(day)),
    about: (day) => nth(dayIndex(startOfDay(day))),
    nth,
  };
}

export function isWorkday(day: Day, calendar: Calendar): boolean {
  return calendar.about(day).working;
}

/** The first working day after `day`. */
export function nextWorkday(day: Day, calendar: Calendar): Day {
  return addWorkdays(day, 1, calendar);
}

/** `day` itself when it is worked, else the first working day after it (民法典第二百零三条). */
export function workdayFrom(day: Day, calendar: Calendar): Day {
  return isWorkday(day, calendar) ? day : nextWorkday(day, calendar);
}

/**
 * The `count`th working day after `day`, or before it when negative. `day` itself is day 0,
 * worked or not: from a Saturday off, the following Monday is day 1. Throws RangeError past
 * about twenty years.
 */
export function addWorkdays(day: Day, count: number, calendar: Calendar): Day {
  return calendar.nth(stepWorkdays(calendar.about(day).index, count, calendar)).day;
}

/** `addWorkdays` on day numbers. */
/** That hour of the working day before the day of `when`. */
export function onDayBefore(when: Instant, hour: TimeOfDay, calendar: Calendar): Instant {
  return at(addWorkdays(dayOf(when), -1, calendar), hour);
}

export function stepWorkdays(index: number, count: number, calendar: Calendar): number {
  if (!Number.isInteger(count)) throw new RangeError(`not a whole number of working days: ${count}`);
  const step = Math.sign(count);
  let at = index;
  for (let left = Math.abs(count); left > 0; ) {
    at += step;
    if (Math.abs(at - index) > FARTHEST)
      throw new RangeError(`more than twenty years away: ${count} workdays`);
    if (calendar.nth(at).working) left--;
  }
  return at;
}

/**
 * Working days from `from` to `to`: those after `from` up to and including `to`; negative when
 * `to` lies before. The inverse of `addWorkdays`: from d to addWorkdays(d, n) are n.
 */
export function workdaysBetween(from: Day, to: Day, calendar: Calendar): number {
  return countWorkdays(calendar.about(from).index, calendar.about(to).index, calendar);
}

/** `workdaysBetween` on day numbers. */
export function countWorkdays(from: number, to: number, calendar: Calendar): number {
  if (Math.abs(to - from) > FARTHEST) throw new RangeError(`more than twenty years: ${to - from} days`);
  const step = Math.sign(to - from);
  let count = 0;
  for (let at = from; at !== to; ) {
    at += step;
    if (calendar.nth(at).working) count += step;
  }
  return count;
}

function checkYear({ year, off, work }: CalendarYear): void {
  for (const day of [...Object.keys(off), ...Object.keys(work)]) {
    startOfDay(day);
    if (yearOf(day) !== year) throw new RangeError(`${day} 不在${year}年`);
    if (day in off && day in work)
      throw new RangeError(`${day} 同时列为放假（${off[day]}）和上班（${work[day]}）`);
  }
  const first = startOfDay(`${year}-01-01`);
  for (let at = first; at < startOfDay(`${year + 1}-01-01`); at += DAY) {
    const day = dayOf(at);
    if (day in work || (weekday(day) % 6 !== 0 && !(day in off))) return;
  }
  throw new RangeError(`${year}年没有一个工作日`);
}

function versionOf(
  hours: readonly OfficeHours[],
  years: ReadonlyMap<number, CalendarYear>,
  periods: readonly HoursPeriod[],
): string {
  const listed = (days: Readonly<Record<Day, string>>) =>
    Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted = [...years.values()].sort((a, b) => a.year - b.year);
  const text = JSON.stringify([hours, periods, sorted.map((y) => [y.year, listed(y.off), listed(y.work)])]);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${sorted.at(-1)?.year ?? 'none'}/${hash}`;
}
