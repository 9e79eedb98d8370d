/**
 * Deadlines: from a moment and a duration to the moment something is due, with the way it was
 * reckoned, so that nobody has to take it on trust.
 *
 * 民法典 201: the day it begins is not counted, hours run from the moment itself. 202: a period in
 * months ends on the corresponding day, or on the last day of a month that has none. 203: a last
 * day that is a day off gives way to the first working day after it. 203 again: the last day ends at
 * 24:00, and where there are business hours, when business stops. A word in this chat can be given at
 * any hour, so the last day is whole here: a limit in days is told as its day, without an hour, and is
 * late from the next midnight. A limit in hours is told to the minute and late after it.
 */
import {
  type Calendar,
  type CalendarDay,
  countWorkdays,
  dayIndex,
  FARTHEST,
  stepWorkdays,
} from './calendar.ts';
import {
  type CountedPause,
  countedPauses,
  type Pause,
  runOut,
  stretchDays,
  stretchWorkdays,
} from './pauses.ts';
import { DAY, type Day, dayOf, HOUR, type Instant, startOfDay, type TimeOfDay, yearOf } from './time.ts';

export type { CountedPause, Pause } from './pauses.ts';

/** workday 工作日 · day 自然日 · month 月 · workhour 办公小时 · hour 小时 */
export type Unit = 'workday' | 'day' | 'month' | 'workhour' | 'hour';

export interface Duration {
  /** More than 0; whole for days and months, hours may be fractions (0.5 workhour = 30 office minutes). */
  readonly amount: number;
  readonly unit: Unit;
  /** For `day` and `month`: a last day that is a day off moves to the next working day (民法典 203). */
  readonly roll: boolean;
}

/** A day that somebody named, with the hour where they named one. */
export interface NamedDay {
  readonly day: Day;
  readonly time?: TimeOfDay;
  /** The end of a span (本周, 月底): where it is a day off, the last working day before it. */
  readonly endOf?: true;
}

/** What somebody asked for in words of their own: a period, or a day. */
export type Asked = Duration | NamedDay;

export interface Deadline {
  /**
   * Where counting goes on from: closing time of the last day for day-based units, else the instant itself. It says
   * nothing about lateness, and of a day-based one it is not printed.
   */
  readonly due: Instant;
  /** Day-based: the midnight that ends the last day, late from then on. Else `due`, late after it. Deadlines are compared by this. */
  readonly lateFrom: Instant;
  /** Counted in days or months, not in hours. */
  readonly dayBased: boolean;
  /** A year's arrangement that is not published yet may still move it. */
  readonly provisional: boolean;
  readonly explanation: DeadlineExplanation;
}

/** Days off in a row for one reason. */
export interface SkippedDays {
  readonly from: Day;
  readonly to: Day;
  readonly why: 'weekend' | 'holiday';
  readonly name?: string;
}

/** How a deadline came about: plain data, kept with it for ever. */
export interface DeadlineExplanation {
  readonly start: Instant;
  readonly amount: number;
  readonly unit: Unit;
  readonly roll: boolean;
  /** The first day that counts; only for day-based units. */
  readonly firstDay?: Day;
  readonly lastDay: Day;
  /** It ends earlier than that period, as the ticket it belongs to is due. */
  readonly withTicket?: true;
  /** Set by whoever asked for it, whatever the flow says. */
  readonly asked?: Asked;
  /** Days off passed over: while counting (workday, workhour), or at the end (day, month with `roll`). */
  readonly skipped: readonly SkippedDays[];
  /** Make-up working days that were counted, or on which the last day falls. */
  readonly makeup: readonly { readonly day: Day; readonly name?: string }[];
  /** The day off that would have been the last day; after it, where it was the end of a span. */
  readonly rolledFrom?: Day;
  readonly pauses: readonly CountedPause[];
  /** The period in working days: those after the day of the start, to the last day inclusive. */
  readonly workdays: number;
  /** `Calendar.version`. */
  readonly calendar: string;
  /** Years whose arrangement was counted with, and years whose arrangement is still awaited. */
  readonly years: readonly number[];
  readonly awaited: readonly number[];
}

/**
 * When something begun at `start` is due. `pauses` stop the clock as `pauses.ts` describes; an open
 * one counts up to `now`, which must then be given. Throws RangeError on an amount that is not
 * positive (or not whole where it must be), on an impossible pause and past about twenty years.
 */
export function deadlineOf(
  start: Instant,
  duration: Duration,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
  now?: Instant,
): Deadline {
  checkDuration(duration);
  const stopped = countedPauses(pauses, start, now);
  return duration.unit === 'hour' || duration.unit === 'workhour'
    ? inHours(start, duration, calendar, stopped)
    : inDays(start, duration, calendar, stopped);
}

/** Whether at that moment the deadline is broken. */
export function isLate(deadline: Deadline, at: Instant): boolean {
  return at >= lateAt(deadline);
}

/** The first moment at which it is: a minute that is named is still in time. */
export function lateAt({ dayBased, lateFrom }: Deadline): Instant {
  return dayBased ? lateFrom : lateFrom + 1;
}

function checkDuration({ amount, unit }: Duration): void {
  const hours = unit === 'hour' || unit === 'workhour';
  const least = hours ? Math.round(amount * HOUR) : amount;
  if (!(least > 0 && Number.isSafeInteger(least))) {
    throw new RangeError(`not a duration: ${amount} ${unit} (hours may be fractions, all must be positive)`);
  }
}

function inHours(
  start: Instant,
  duration: Duration,
  calendar: Calendar,
  pauses: readonly CountedPause[],
): Deadline {
  const office = duration.unit === 'workhour';
  const due = runOut(start, Math.round(duration.amount * HOUR), pauses, calendar, office);
  checkReach(start, due, duration);
  const first = dayIndex(start);
  const last = dayIndex(due);
  // A deadline of 24:00 belongs to the day it ends.
  const lastDay = office && due === calendar.nth(last).start ? last - 1 : last;
  const survey = office ? surveyDays(calendar, first, lastDay) : NOTHING;
  return {
    due,
    lateFrom: due,
    dayBased: false,
    provisional: survey.awaited.length > 0,
    explanation: explanationOf(start, duration, calendar, before(pauses, due), lastDay, survey),
  };
}

function inDays(
  start: Instant,
  duration: Duration,
  calendar: Calendar,
  pauses: readonly CountedPause[],
): Deadline {
  const first = dayIndex(start);
  const workdays = duration.unit === 'workday';
  const roll = (index: number): number =>
    workdays || !duration.roll || calendar.nth(index).working ? index : stepWorkdays(index, 1, calendar);

  // Before the days are named: so many months lie past the last year that can be written.
  if (duration.amount > FARTHEST) {
    throw new RangeError(`more than twenty years: ${duration.amount} ${duration.unit}`);
  }
  let plain: number;
  if (workdays) {
    plain = stretchWorkdays(first, stepWorkdays(first, duration.amount, calendar), pauses, calendar);
  } else {
    const end = duration.unit === 'day' ? first + duration.amount : addMonths(start, duration.amount);
    if (end - first > FARTHEST)
      throw new RangeError(`more than twenty years: ${duration.amount} ${duration.unit}`);
    plain = stretchDays(first, end, pauses, roll, calendar);
  }
  const last = roll(plain);
  const { close, start: midnight } = calendar.nth(last);
  checkReach(start, close, duration);

  // The end of a natural period asks the calendar about its last days only, and only if it may move.
  const from = workdays ? first + 1 : plain;
  const survey = workdays || duration.roll ? surveyDays(calendar, from, last) : NOTHING;
  const firstDay = firstCounted(first, workdays, pauses, calendar);
  return {
    due: close,
    lateFrom: midnight + DAY,
    dayBased: true,
    provisional: survey.awaited.length > 0,
    explanation: {
      ...explanationOf(start, duration, calendar, before(pauses, midnight + DAY), last, survey),
      firstDay: calendar.nth(firstDay).day,
      ...(plain === last ? {} : { rolledFrom: calendar.nth(plain).day }),
    },
  };
}

/** The first day that counts: after the start's own day, worked if only working days count, clock running. */
function firstCounted(
  first: number,
  workdays: boolean,
  pauses: readonly CountedPause[],
  calendar: Calendar,
): number {
  const next = workdays ? stepWorkdays(first, 1, calendar) : first + 1;
  if (pauses.length === 0) return next;
  return workdays
    ? stretchWorkdays(first, next, pauses, calendar)
    : stretchDays(first, next, pauses, (index) => index, calendar);
}

/** The corresponding day `months` later, or that month's last day (民法典 202), as a day number. */
function addMonths(start: Instant, months: number): number {
  const [year, month, date] = dayOf(start).split('-').map(Number) as [number, number, number];
  const count = year * 12 + (month - 1) + months;
  const lastDate = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  const text = [
    String(Math.floor(count / 12)).padStart(4, '0'),
    String((count % 12) + 1).padStart(2, '0'),
    String(Math.min(date, lastDate)).padStart(2, '0'),
  ].join('-');
  return dayIndex(startOfDay(text));
}

function checkReach(start: Instant, due: Instant, { amount, unit }: Duration): void {
  if (due - start > FARTHEST * DAY) throw new RangeError(`more than twenty years: ${amount} ${unit}`);
}

/** Only those count that begin before the deadline is reached. */
function before(pauses: readonly CountedPause[], end: Instant): readonly CountedPause[] {
  return pauses.filter(({ from }) => from < end);
}

interface Survey {
  readonly skipped: SkippedDays[];
  readonly makeup: { day: Day; name?: string }[];
  readonly years: number[];
  readonly awaited: number[];
}

const NOTHING: Survey = { skipped: [], makeup: [], years: [], awaited: [] };

/** What the calendar says about the days `from` to `to`, both included. */
function surveyDays(calendar: Calendar, from: number, to: number): Survey {
  const survey: Survey = { skipped: [], makeup: [], years: [], awaited: [] };
  let open: { from: Day; to: Day; why: 'weekend' | 'holiday'; name?: string } | undefined;
  for (let index = from; index <= to; index++) {
    const day = calendar.nth(index);
    noteYear(survey, day, calendar);
    const { why, name } = day;
    if (why === 'makeup') survey.makeup.push(name === undefined ? { day: day.day } : { day: day.day, name });
    if (why === 'weekday' || why === 'makeup') {
      open = undefined;
    } else if (open && open.why === why && open.name === name) {
      open.to = day.day;
    } else {
      open = { from: day.day, to: day.day, why, ...(name === undefined ? {} : { name }) };
      survey.skipped.push(open);
    }
  }
  return survey;
}

function noteYear(survey: Survey, day: CalendarDay, calendar: Calendar): void {
  const year = yearOf(day.day);
  const covered = !day.provisional || calendar.covers(day.day);
  if (covered && survey.years.at(-1) !== year) survey.years.push(year);
  if (!day.provisional) return;
  // The last days of a published year wait for the next year's notice.
  const awaited = covered ? year + 1 : year;
  if (survey.awaited.at(-1) !== awaited) survey.awaited.push(awaited);
}

function explanationOf(
  start: Instant,
  { amount, unit, roll }: Duration,
  calendar: Calendar,
  pauses: readonly CountedPause[],
  lastIndex: number,
  { skipped, makeup, years, awaited }: Survey,
): DeadlineExplanation {
  return {
    start,
    amount,
    unit,
    roll,
    lastDay: calendar.nth(lastIndex).day,
    skipped,
    makeup,
    pauses,
    workdays: countWorkdays(dayIndex(start), lastIndex, calendar),
    calendar: calendar.version,
    years,
    awaited,
  };
}
