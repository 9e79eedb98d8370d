/**
 * Office time: moments added and measured inside office hours only, to the millisecond.
 *
 * Convention: a budget that runs out exactly at closing ends at that closing (Friday 18:00), not
 * at the next opening (Monday 08:00). The time is gone then, and it is what one would write down.
 */
import { type Calendar, dayIndex, FARTHEST } from './calendar.ts';
import type { Instant } from './time.ts';

/**
 * The instant at which `budget` milliseconds of office time have passed since `start`. A budget
 * of 0 ends at `start` itself, inside office hours or not. Throws RangeError on a budget that is
 * negative or no number, and past about twenty years.
 */
export function addWorkTime(start: Instant, budget: number, calendar: Calendar): Instant {
  if (!(budget >= 0 && Number.isFinite(start))) {
    throw new RangeError(`cannot add ${budget} ms of office time to ${start}`);
  }
  if (budget === 0) return start;
  const first = dayIndex(start);
  let left = budget;
  for (let index = first; index - first <= FARTHEST; index++) {
    for (const { from, to } of calendar.nth(index).open) {
      const begin = Math.max(from, start);
      if (begin >= to) continue;
      if (left <= to - begin) return begin + left;
      left -= to - begin;
    }
  }
  throw new RangeError(`more than twenty years away: ${budget} ms of office time`);
}

/**
 * The instant from which `budget` milliseconds of office time pass until `end`: `addWorkTime` backwards. A budget that
 * is used up exactly at an opening begins there. Throws RangeError as `addWorkTime` does.
 */
export function takeWorkTime(end: Instant, budget: number, calendar: Calendar): Instant {
  if (!(budget >= 0 && Number.isFinite(end))) {
    throw new RangeError(`cannot take ${budget} ms of office time from ${end}`);
  }
  if (budget === 0) return end;
  const last = dayIndex(end);
  let left = budget;
  for (let index = last; last - index <= FARTHEST; index--) {
    for (const { from, to } of [...calendar.nth(index).open].reverse()) {
      const stop = Math.min(to, end);
      if (from >= stop) continue;
      if (left <= stop - from) return stop - left;
      left -= stop - from;
    }
  }
  throw new RangeError(`more than twenty years back: ${budget} ms of office time`);
}

/** Milliseconds of office time from `from` to `to`; negative when `to` lies before. */
export function workTimeBetween(from: Instant, to: Instant, calendar: Calendar): number {
  if (!(Number.isFinite(from) && Number.isFinite(to))) {
    throw new RangeError(`no office time between ${from} and ${to}`);
  }
  if (to < from) return 0 - workTimeBetween(to, from, calendar);
  const first = dayIndex(from);
  const last = dayIndex(to);
  if (last - first > FARTHEST) throw new RangeError('more than twenty years of office time');
  let sum = 0;
  for (let index = first; index <= last; index++) {
    for (const stretch of calendar.nth(index).open) {
      sum += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from));
    }
  }
  return sum;
}
