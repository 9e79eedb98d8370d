/**
 * A calendar of its own for the model: days are numbers, holidays are typed here from the notice of the State Council
 * for 2026 (2025-11-04); 2027 is made up. Knows nothing of src/domain.
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China Standard Time. */
const OFFSET = 8 * HOUR;

/** The number of the day an instant falls on, and of a day given as `2026-11-24`. */
export const dayAt = (instant: number): number => Math.floor((instant + OFFSET) / DAY);
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
/** An hour of a day, as an instant. */
export const hourOf = (day: number, hour: number): number => day * DAY - OFFSET + hour * HOUR;
export const endOf = (day: number): number => hourOf(day + 1, 0);
export const closeOf = (day: number): number => hourOf(day, 18);

const range = (from: string, to: string): readonly number[] => {
  const days: number[] = [];
  for (let day = dayNumber(from); day <= dayNumber(to); day++) days.push(day);
  return days;
};

/** 国务院办公厅关于2026年部分节假日安排的通知. */
export const OFF_2026 = [
  ...range('2026-01-01', '2026-01-03'),
  ...range('2026-02-15', '2026-02-23'),
  ...range('2026-04-04', '2026-04-06'),
  ...range('2026-05-01', '2026-05-05'),
  ...range('2026-06-19', '2026-06-21'),
  ...range('2026-09-25', '2026-09-27'),
  ...range('2026-10-01', '2026-10-07'),
];
export const WORK_2026 = [
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
].map(dayNumber);
/** Made up for these tests. */
export const OFF_2027 = [
  ...range('2027-01-01', '2027-01-03'),
  ...range('2027-02-05', '2027-02-12'),
  ...range('2027-05-01', '2027-05-04'),
  ...range('2027-10-01', '2027-10-08'),
];
export const WORK_2027 = ['2027-01-31', '2027-02-14', '2027-05-08', '2027-10-09'].map(dayNumber);
/** Days that a second calendar gives free or has worked besides, as after a typhoon. */
export const MORE_OFF = [
  '2026-03-12',
  '2026-04-23',
  '2026-06-04',
  '2026-07-16',
  '2026-07-17',
  '2026-08-20',
  '2026-11-12',
  '2026-12-03',
  '2027-01-14',
  '2027-03-18',
].map(dayNumber);
export const MORE_WORK = ['2026-03-14', '2026-07-18', '2026-11-14', '2027-01-16'].map(dayNumber);

export interface Days {
  readonly isWorked: (day: number) => boolean;
}

export function daysWith(off: readonly number[], work: readonly number[]): Days {
  const [closed, open] = [new Set(off), new Set(work)];
  // Day 0, 1970-01-01, was a Thursday.
  const isWeekend = (day: number): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
  return { isWorked: (day) => open.has(day) || (!closed.has(day) && !isWeekend(day)) };
}

/** The clock stood from one instant to another. */
export interface Stood {
  readonly from: number;
  readonly to: number;
}
const stoodAt = (instant: number, times: readonly Stood[]): boolean =>
  times.some(({ from, to }) => from < instant && instant <= to);

/** The last of `count` working days after the day of `start`; a day counts when the clock runs as it closes. */
export function afterWorkdays(
  start: number,
  count: number,
  days: Days,
  stood: readonly Stood[] = [],
): number {
  const since = stood.map(({ from, to }) => ({ from: Math.max(from, start), to }));
  const first = dayAt(start);
  let left = count;
  if (days.isWorked(first) && stoodAt(closeOf(first), since)) left++;
  for (let day = first + 1; ; day++) {
    if (days.isWorked(day) && !stoodAt(closeOf(day), since)) left--;
    if (left === 0) return day;
  }
}

/** The last of `count` days after the day of `start`, moved on to a working day; each midnight it stood adds a day. */
export function afterDays(start: number, count: number, days: Days, stood: readonly Stood[] = []): number {
  const rolled = (day: number): number => {
    let to = day;
    while (!days.isWorked(to)) to++;
    return to;
  };
  let last = dayAt(start) + count;
  for (const { from, to } of stood) {
    if (to <= start) continue;
    const begin = Math.max(from, start);
    // Begun while it was only waiting for the office to open: the day it waited for is the last one.
    if (dayAt(begin) > last) last = rolled(last);
    if (dayAt(begin) > last) continue;
    for (let midnight = endOf(dayAt(begin)); midnight <= to; midnight += DAY) last++;
  }
  return rolled(last);
}

/** The corresponding day twelve months later, or the working day after it. */
export function afterYear(start: number, days: Days): number {
  const [year, month, date] = dayText(dayAt(start)).split('-') as [string, string, string];
  const same = dayNumber(`${Number(year) + 1}-${month}-${month === '02' && date === '29' ? '28' : date}`);
  return afterDays(hourOf(same, 12), 0, days);
}

/** Eight o’clock of the next day that is worked. */
export function openingAfter(day: number, days: Days): number {
  let next = day + 1;
  while (!days.isWorked(next)) next++;
  return hourOf(next, 8);
}

/** So many milliseconds of office time (8:00–12:00, 14:30–18:00) later. */
export function afterOfficeTime(start: number, length: number, days: Days): number {
  let left = length;
  for (let day = dayAt(start); ; day++) {
    if (!days.isWorked(day)) continue;
    for (const [open, close] of [
      [8, 12],
      [14.5, 18],
    ] as const) {
      const from = Math.max(start, hourOf(day, open));
      const to = hourOf(day, close);
      if (from >= to) continue;
      if (left <= to - from) return from + left;
      left -= to - from;
    }
  }
}
