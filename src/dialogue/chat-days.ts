/** Days and times as chats write them: 2026/11/23, 23.11.2026, 11月23日, 昨天, 星期三; 下午 3:05, 3:05 PM. */
import { addDays, type Day, dayOf, type Instant, type TimeOfDay, weekday, yearOf } from '../domain/time.ts';

/** The parts of a moment as they stand in a line, where they do. */
export interface Written {
  /** With its year. */
  readonly date?: string | undefined;
  /** Without: 11月23日, 11/23, 昨天, 星期三. */
  readonly short?: string | undefined;
  /** 23 Nov 2026 */
  readonly named?: string | undefined;
  readonly half?: string | undefined;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
  readonly sign?: string | undefined;
}

const AGO: ReadonlyMap<string, number> = new Map([
  ['今天', 0],
  ['昨天', 1],
  ['前天', 2],
]);
const WEEKDAYS = '一二三四五六日';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Null where there is none, or none that is in a calendar. `seenAt`: when the words were read, by which 昨天 is meant. */
export function dayFrom({ date, short, named }: Written, seenAt: Instant | null): Day | null {
  if (date !== undefined) return dated(date);
  if (named !== undefined) return inEnglish(named);
  if (short === undefined || seenAt === null) return null;
  const today = dayOf(seenAt);
  const ago = AGO.get(short);
  if (ago !== undefined) return addDays(today, -ago);
  if (/^(?:星期|周)/u.test(short)) {
    // 天 is 日.
    const meant = (WEEKDAYS.indexOf(short.at(-1) === '天' ? '日' : (short.at(-1) ?? '')) + 1) % 7;
    return addDays(today, -((weekday(today) - meant + 7) % 7 || 7));
  }
  const [month = 0, day = 0] = numbersIn(short);
  const year = yearOf(today);
  const found = dayOfParts(year, month, day);
  // In January a chat of December is last year's.
  return found !== null && found > addDays(today, 1) ? dayOfParts(year - 1, month, day) : found;
}

/** Null when the clock has no such hour. */
export function clockOn({ half, hour, minute, sign }: Written): TimeOfDay | null {
  const written = Number(hour);
  const late = half === '下午' || half === '晚上' || sign === 'PM' || (half === '中午' && written < 11);
  const hours = late && written < 12 ? written + 12 : sign === 'AM' && written === 12 ? 0 : written;
  if (!(hours <= 23 && Number(minute) <= 59)) return null;
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

/** The year first, or last with the day before the month, unless that is no month. */
function dated(text: string): Day | null {
  const [first = 0, second = 0, third = 0] = numbersIn(text);
  if (first > 31) return dayOfParts(first, second, third);
  const year = third < 100 ? 2000 + third : third;
  return dayOfParts(year, second, first) ?? dayOfParts(year, first, second);
}

function inEnglish(text: string): Day | null {
  const month = MONTHS.indexOf(/[a-z]{3}/iu.exec(text)?.[0].toLowerCase() ?? '') + 1;
  const [day = 0, year = 0] = numbersIn(text);
  return dayOfParts(year, month, day);
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\d+/gu)].map(([number]) => Number(number));
}

function dayOfParts(year: number, month: number, date: number): Day | null {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  const read = new Date(`${day}T00:00:00Z`);
  // The 31st of February is none.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null;
}
