/**
 * Stopped clocks (停表): waiting for the enterprise's papers, for an appraisal, a review (行政许可法
 * 第四十五条). A pause is measured with the calendar of the deadline it moves, never around the clock:
 *
 * - `workhour`: the office time inside the pause is added. A pause outside office hours moves nothing.
 * - `hour`: the pause's own length is added.
 * - `workday`: a working day counts only if the clock runs when it closes, so the deadline moves by
 *   the number of closings inside the pause. From Monday 10:00 to Wednesday 10:00 is two working
 *   days; an evening, a weekend or a morning is none.
 * - `day`, `month`: the same with midnights instead of closings.
 *
 * Overlapping pauses are one pause, a pause of no length is none, what lies before the start is cut
 * off, and a pause that begins once the deadline is reached changes nothing.
 */
import { type Calendar, dayIndex, FARTHEST, stepWorkdays } from './calendar.ts';
import { DAY, type Instant } from './time.ts';
import { addWorkTime, workTimeBetween } from './worktime.ts';

/** A pause from `from` to `to`; `to` is null while it lasts. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A pause as it was counted; an open one up to the moment of counting. */
export interface CountedPause {
  readonly from: Instant;
  readonly to: Instant;
  readonly open?: true;
}

/**
 * The pauses in order, disjoint, cut to begin at `start`; open ones end at `now`. Throws RangeError
 * on a pause that ends before it begins or lasts twenty years, and on an open one without a `now`.
 */
export function countedPauses(pauses: readonly Pause[], start: Instant, now?: Instant): CountedPause[] {
  const merged: CountedPause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const open = pause.to === null;
    const end = pause.to ?? (now === undefined ? now : Math.max(now, pause.from));
    if (end === undefined) throw new RangeError('an open pause needs to know what time it is now');
    if (!(end >= pause.from)) throw new RangeError(`a pause ends before it begins: ${pause.from} to ${end}`);
    if (end - start > FARTHEST * DAY) throw new RangeError(`a pause of more than twenty years: to ${end}`);
    const from = Math.max(pause.from, start);
    if (end <= from) continue;
    const before = merged.at(-1);
    if (before === undefined || from > before.to) {
      merged.push({ from, to: end, ...(open ? { open: true as const } : {}) });
    } else {
      const wider = { from: before.from, to: Math.max(before.to, end) };
      merged[merged.length - 1] = open || before.open ? { ...wider, open: true } : wider;
    }
  }
  return merged;
}

/** The instant a budget of milliseconds runs out, `office` time or any time, the pauses not counted. */
export function runOut(
  start: Instant,
  budget: number,
  pauses: readonly CountedPause[],
  calendar: Calendar,
  office: boolean,
): Instant {
  let at = start;
  let left = budget;
  for (const pause of pauses) {
    const run = office ? workTimeBetween(at, pause.from, calendar) : pause.from - at;
    if (run >= left) break;
    left -= run;
    at = pause.to;
  }
  return office ? addWorkTime(at, left, calendar) : at + left;
}

/**
 * The last day of a period in working days, moved from `last` by the closings the pauses cover.
 * The start's own day is not counted, so stopping over its closing makes the day of resuming the
 * new uncounted one.
 */
export function stretchWorkdays(
  startIndex: number,
  last: number,
  pauses: readonly CountedPause[],
  calendar: Calendar,
): number {
  let end = last;
  for (const pause of pauses) {
    for (let index = Math.max(dayIndex(pause.from), startIndex); index <= end; index++) {
      const { close, working } = calendar.nth(index);
      if (close > pause.to) break;
      if (working && close > pause.from) end = stepWorkdays(end, 1, calendar);
    }
  }
  return end;
}

/**
 * `stretchWorkdays` for natural days. `roll` names the day a period ending on `index` really ends
 * on: a pause that begins after the plain last day but before the one it rolled to still counts.
 */
export function stretchDays(
  startIndex: number,
  last: number,
  pauses: readonly CountedPause[],
  roll: (index: number) => number,
  calendar: Calendar,
): number {
  let end = last;
  for (const pause of pauses) {
    let index = Math.max(dayIndex(pause.from), startIndex);
    if (index > end) end = roll(end);
    if (index > end) break;
    for (; calendar.nth(index).start + DAY <= pause.to; index++) end++;
  }
  return end;
}
