/** Office hours: when the doors of a working day are open, and on which dates they differ. */
import { type Day, minutesOf, startOfDay, type TimeOfDay } from './time.ts';

/** One stretch of office hours; `to` is not part of it and may be `24:00`. */
export interface OfficeHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** Other office hours on the working days `from` to `to`, both included: summer hours, a half day. */
export interface HoursPeriod {
  readonly from: Day;
  readonly to: Day;
  readonly hours: readonly OfficeHours[];
}

/** What is wrong with these office hours, in words for whoever entered them; undefined when nothing is. */
export function hoursFault(hours: readonly OfficeHours[]): string | undefined {
  if (hours.length === 0) return '至少要有一段办公时间';
  const sorted = sortedHours(hours);
  const backward = sorted.find(({ from, to }) => minutesOf(from) >= minutesOf(to));
  if (backward) return `${backward.from}—${backward.to}：下班时间应晚于上班时间（不能跨夜）`;
  const overlap = sorted.findIndex((one, i) => i > 0 && minutesOf(one.from) < minutesOf(sorted[i - 1]!.to));
  if (overlap < 0) return undefined;
  const [first, second] = [sorted[overlap - 1]!, sorted[overlap]!];
  return `${first.from}—${first.to} 与 ${second.from}—${second.to} 重叠`;
}

function sortedHours(hours: readonly OfficeHours[]): OfficeHours[] {
  return hours.map(({ from, to }) => ({ from, to })).sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
}

/** The hours in order. Throws RangeError on what `hoursFault` finds. */
export function checkedHours(hours: readonly OfficeHours[]): readonly OfficeHours[] {
  const fault = hoursFault(hours);
  if (fault !== undefined) throw new RangeError(`办公时间：${fault}`);
  return sortedHours(hours);
}

/** The periods in order. Throws RangeError on a backward one and on two that overlap. */
export function checkedPeriods(periods: readonly HoursPeriod[]): readonly HoursPeriod[] {
  const sorted = periods
    .map(({ from, to, hours }) => ({ from, to, hours: checkedHours(hours) }))
    .sort((a, b) => startOfDay(a.from) - startOfDay(b.from));
  for (const [i, { from, to }] of sorted.entries()) {
    if (startOfDay(to) < startOfDay(from)) throw new RangeError(`时段 ${from} 至 ${to}：结束日早于开始日`);
    const before = sorted[i - 1];
    if (before && from <= before.to) {
      throw new RangeError(`时段 ${before.from} 至 ${before.to} 与 ${from} 至 ${to} 重叠`);
    }
  }
  return sorted;
}

/** Minutes since midnight. */
export function inMinutes(hours: readonly OfficeHours[]): { from: number; to: number }[] {
  return hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
}
