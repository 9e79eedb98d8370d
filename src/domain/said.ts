/**
 * 代录: words that were said where the program does not hear, and entered later. The time limit that the enterprise
 * reckons with runs from when it spoke; but nobody is to be late by the hour at which somebody else entered it.
 */
import { type Calendar, dayIndex, stepWorkdays } from './calendar.ts';
import type { Duration } from './deadline.ts';
import type { Flow } from './flow.ts';
import type { Beginning } from './ticket-parts.ts';
import { HOUR, type Instant } from './time.ts';
import { takeWorkTime } from './worktime.ts';

/** Of a limit in hours at most this part may have passed already when a matter is entered. */
const GONE_AT_MOST = 0.5;

/** When the words of an entered matter were said, if that is known and was before it was entered. */
export function saidBefore(
  { enteredBy, origin }: Pick<Beginning, 'enteredBy' | 'origin'>,
  registeredAt: Instant,
): Instant | null {
  const { saidAt } = origin;
  return enteredBy !== undefined && saidAt !== undefined && saidAt < registeredAt ? saidAt : null;
}

/**
 * From when the limit of 办结 runs. From when it was said, but no longer ago than the morning of the last working day:
 * an old chat that is tidied up must not be late on arrival. Of a limit in hours at least half is left. Where the flow
 * says so, and where the law counts from acceptance, from when it was entered.
 */
export function countsFrom(
  beginning: Pick<Beginning, 'enteredBy' | 'origin'>,
  registeredAt: Instant,
  flow: Flow,
  calendar: Calendar,
): Instant {
  const said = saidBefore(beginning, registeredAt);
  if (said === null || countFromOf(flow) === 'entry') return registeredAt;
  return Math.max(said, earliest(registeredAt, flow.steps.resolve.within, calendar));
}

/** 拖欠账款 and 举报 have limits that the law counts from acceptance (受理之日). */
export function isCountedByLaw({ id }: Pick<Flow, 'id'>): boolean {
  return id === 'arrears' || id === 'report';
}

/** The setting, or what holds without one. */
export function countFromOf(flow: Pick<Flow, 'id' | 'countFrom'>): 'said' | 'entry' {
  return isCountedByLaw(flow) ? 'entry' : (flow.countFrom ?? 'said');
}

function earliest(at: Instant, { amount, unit }: Duration, calendar: Calendar): Instant {
  const gone = Math.round(amount * GONE_AT_MOST * HOUR);
  if (unit === 'hour') return at - gone;
  if (unit === 'workhour') return takeWorkTime(at, gone, calendar);
  const { open, start } = calendar.nth(stepWorkdays(dayIndex(at), -1, calendar));
  return open[0]?.from ?? start;
}
