/** When the lines of a chat were said. */
import { type Day, type Instant, at as instantAt, MINUTE } from '../domain/time.ts';

/** The first day of a chat that does not say: a plain working Monday. */
export const FIRST_DAY: Day = '2026-11-23';
export const FIRST_TIME = '09:00';

/** Each line's instant: as it says, never before the one before it; a minute later where it does not say. */
export function timesOf(
  lines: readonly { readonly day: string | null; readonly at: string | null }[],
  date: Day,
): readonly Instant[] {
  const times: Instant[] = [];
  for (const { day, at } of lines) {
    const own = day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : date;
    const last = times.at(-1);
    const asked = at === null ? null : instantOf(own, at);
    times.push(
      Math.max(last === undefined ? 0 : last + 1000, asked ?? (last ?? instantAt(own, FIRST_TIME)) + MINUTE),
    );
  }
  return times;
}

/** `09:12`, `09:12:30` or a whole date and time, Beijing's unless it says; null where it is no time. */
export function instantOf(day: Day, at: string): Instant | null {
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(at.trim());
  if (clock) {
    const [, hour = '', minute = '', second = '0'] = clock;
    if (Number(hour) > 23 || Number(minute) > 59) return null;
    return instantAt(day, `${hour.padStart(2, '0')}:${minute}`) + Number(second) * 1000;
  }
  const whole = Date.parse(/[zZ]|[+-]\d{2}:?\d{2}$/.test(at) ? at : `${at.trim().replace(' ', 'T')}+08:00`);
  return Number.isNaN(whole) ? null : whole;
}
