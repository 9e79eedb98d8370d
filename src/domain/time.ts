/**
 * Time as an office in Huozhou reads it. Instants are epoch milliseconds; days are
 * `YYYY-MM-DD` in Asia/Shanghai, whatever the zone of the server.
 *
 * China has kept UTC+8 without summer time since 1991-09-15 and this program meets no
 * earlier date, so the offset is a constant and needs no zone database.
 */

/** Milliseconds since the Unix epoch. */
export type Instant = number;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string;
/** A time of day in Asia/Shanghai, `HH:MM`; `24:00` is the end of the day. */
export type TimeOfDay = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const OFFSET = 8 * HOUR;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** Days are asked for again and again: each is worked out once. More than two centuries of them, and it is forgotten. */
const KNOWN_DAYS = 80_000;
const days = new Map<number, Day>();
const starts = new Map<Day, Instant>();

/** The day an instant falls on. */
export function dayOf(at: Instant): Day {
  const index = Math.floor((at + OFFSET) / DAY);
  let day = days.get(index);
  if (day === undefined) {
    day = new Date(at + OFFSET).toISOString().slice(0, 10);
    if (days.size >= KNOWN_DAYS) days.clear();
    days.set(index, day);
  }
  return day;
}

/** The instant at which a day begins (00:00). Throws on a text that is no day. */
export function startOfDay(day: Day): Instant {
  let start = starts.get(day);
  if (start === undefined) {
    start = parsedStart(day);
    if (starts.size >= KNOWN_DAYS) starts.clear();
    starts.set(day, start);
  }
  return start;
}

function parsedStart(day: Day): Instant {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day) {
    throw new RangeError(`not a day: ${JSON.stringify(day)} (expected YYYY-MM-DD)`);
  }
  return utc - OFFSET;
}

/** The instant of a time of day, e.g. `at('2026-11-24', '18:00')`. */
export function at(day: Day, time: TimeOfDay): Instant {
  return startOfDay(day) + minutesOf(time) * MINUTE;
}

/** Minutes since midnight of `HH:MM`, 0 to 1440. Throws on anything else. */
export function minutesOf(time: TimeOfDay): number {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!match || Number(match[2]) > 59 || minutes > 1440) {
    throw new RangeError(`not a time of day: ${JSON.stringify(time)} (expected HH:MM)`);
  }
  return minutes;
}

export function addDays(day: Day, count: number): Day {
  return dayOf(startOfDay(day) + count * DAY);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 周二 */
export function weekdayName(day: Day): string {
  return `周${WEEKDAYS[weekday(day)]}`;
}

/** 11月24日（周二）; with the year when it is not the year of `seenFrom`. */
export function dayInWords(day: Day, seenFrom?: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  const prefix = seenFrom !== undefined && yearOf(seenFrom) !== year ? `${year}年` : '';
  return `${prefix}${month}月${date}日（${weekdayName(day)}）`;
}

/** 2026年11月 */
export function monthInWords(day: Day): string {
  const [year, month] = day.split('-').map(Number);
  return `${year}年${month}月`;
}

/** 18:00 */
export function timeInWords(instant: Instant): string {
  return new Date(instant + OFFSET).toISOString().slice(11, 16);
}

/** 11月24日（周二）18:00 */
export function instantInWords(instant: Instant, seenFrom?: Instant): string {
  const day = dayOf(instant);
  return `${dayInWords(day, seenFrom === undefined ? undefined : dayOf(seenFrom))}${timeInWords(instant)}`;
}

/** ISO 8601 with the office's own offset, for journals and logs: `2026-11-24T18:00:00.000+08:00`. */
export function toIso(instant: Instant): string {
  return `${new Date(instant + OFFSET).toISOString().slice(0, 23)}+08:00`;
}
