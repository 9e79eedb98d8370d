/**
 * Until when, in the words of an order: 今天下班前, 本周五前, 12月5日前, 三天内, 两个工作日内, 月底前, 明天上午, 下周一. The words
 * themselves stay as they are; only what they say of the time is read. What cannot be meant – a day that is over, one far
 * off, two at once – is told apart, so that it is asked about and never replaced.
 */
import { deadlineAsked } from '../domain/asked-deadline.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Asked, Duration, NamedDay } from '../domain/deadline.ts';
import { addDays, type Day, dayOf, type Instant, type TimeOfDay, yearOf } from '../domain/time.ts';
import { existing, isGone, readDay, sinceMonday } from './day-words.ts';
import { PERIOD, periodOf } from './duration-words.ts';
import { plain } from './plain.ts';
import { ticketNumber } from './text.ts';

export type ByWhen =
  /** Nothing is said of the time. */
  | { readonly is: 'unsaid' }
  | { readonly is: 'read'; readonly asked: Asked }
  /** past: it is over · far: beyond a year · several: two times are named · noDay: 2月30日, or a holiday not dated yet */
  | { readonly is: 'unsure'; readonly why: 'past' | 'far' | 'several' | 'noDay'; readonly said: string };

/** One time that the words name. */
interface Found {
  readonly said: string;
  readonly asked: Asked | 'none';
  /** 前, 内, 止: it is plainly an end. */
  readonly marked: boolean;
}

const MARK = /^的?(?:之前|以前|前|之内|以内|内|里|为止|止|截止)/u;
/** 前反映的, 12月5日来电: the day on which something was, and no end. */
const TOLD =
  /^(?:之前|以前|前)?(?:企业|群众|又|再次|已|来电|来访|来信|来的|发生|发来|收到|登记|反映|提出|提到|提的|说的|说过|报来|报的|开始|的时候|至今|以来)/u;
/** What may stand between two days of one span. */
const TO = /^(?:到|至|[-~—–])+$/u;
/** 今天 alone is mostly when it happens: with this behind it, it is until when. */
const TODAYS = /^(?:必须|务必|要|就要|就得|得|给|把|拿|交|答复|回复|解决|到位|办|处理|恢复|完成|落实)/u;
/** 昨天下班前报, 上周五前报结果: an end that is over by its very word. 昨天之前反映的 is when something was. */
const GONE_BY =
  /(?:[昨前][天日]|去年|上一?个?(?:周|星期|礼拜|月)(?:[一二三四五六日天末底]|\d{1,2}[日号])?)的?(?:凌晨|早上|上午|中午|下午|下班|傍晚|晚上|夜里)?(?:[\d一二两三四五六七八九十]{1,3}(?:点|时|:)(?:\d{1,2}分?|半)?钟?)?(?:之前|以前|前|之内|以内)(?!的|企业|群众|又|再次|已|来|发|收|登记|反映|提|说|报过|开始|至今)/u;
const YEAR_AHEAD = 366;
const LOOKED_AT = 1000;

/** What `text` says at `now` of the time until which it wants something. */
export function readByWhen(text: string, now: Instant, calendar: Calendar): ByWhen {
  const today = dayOf(now);
  const gone = GONE_BY.exec(plainly(text))?.[0];
  if (gone !== undefined) return { is: 'unsure', why: 'past', said: gone };
  const meant = meantIn(text, today, calendar);
  const [first, ...others] = meant;
  if (!first) return { is: 'unsaid' };
  const { asked, said } = first;
  if (asked === 'none') return { is: 'unsure', why: 'noDay', said };
  if (others.some((one) => JSON.stringify(one.asked) !== JSON.stringify(asked))) {
    return { is: 'unsure', why: 'several', said: meant.map((one) => one.said).join('、') };
  }
  if (isFar(asked, today)) return { is: 'unsure', why: 'far', said };
  if (deadlineAsked(now, asked, calendar).due <= now) return { is: 'unsure', why: 'past', said };
  return { is: 'read', asked };
}

/** The words that say so, as `comparable` writes them, with 前 or 内 behind them; null where nothing is said of the time. */
export function saidOfWhen(text: string, now: Instant, calendar: Calendar): string | null {
  return meantIn(text, dayOf(now), calendar)[0]?.said ?? null;
}

function meantIn(text: string, today: Day, calendar: Calendar): readonly Found[] {
  const all = timesIn(comparable(text), today, calendar);
  const marked = all.filter((one) => one.marked);
  return marked.length > 0 ? marked : all.filter(({ asked }) => !isOver(asked, today));
}

function isOver(asked: Found['asked'], today: Day): boolean {
  return asked === 'none' || ('day' in asked && asked.day < today);
}

function isFar(asked: Asked, today: Day): boolean {
  if ('day' in asked) return asked.day > addDays(today, YEAR_AHEAD);
  const days: Readonly<Record<Duration['unit'], number>> = {
    workday: 1.5,
    day: 1,
    month: 30,
    workhour: 1 / 8,
    hour: 1 / 24,
  };
  return asked.amount * days[asked.unit] > YEAR_AHEAD;
}

function plainly(text: string): string {
  return plain(text.slice(0, LOOKED_AT).normalize('NFKC')).replace(/\s+/gu, '');
}

/** Half width, no spaces, figures for Chinese numerals where they count something of time. */
export function comparable(text: string): string {
  return (
    plainly(text)
      // What was, and what comes again and again, is no end.
      .replace(/[上每]一?个?(?:周|星期|礼拜|月|天|日)[一二三四五六日天末底]?/gu, '—')
      .replace(/[这本]一?个?(?=周|星期|礼拜|月)/gu, '本')
      .replace(/下一?个?(?=周|星期|礼拜|月)/gu, '下')
      .replace(
        /(?<!周|星期|礼拜)[〇零一二两三四五六七八九十]+(?=个?半?(?:工作日|年|月|日|号|天|周|星期|礼拜|小时|钟头|分钟|点))/gu,
        (numeral) => (isCount(numeral) ? String(ticketNumber(numeral) ?? numeral) : numeral),
      )
  );
}

/** 三五天 is some days, and no thirty-five. */
function isCount(numeral: string): boolean {
  return numeral.length === 1 || /[十〇零]/u.test(numeral);
}

function timesIn(text: string, today: Day, calendar: Calendar): readonly Found[] {
  const found: Found[] = [];
  let place = 0;
  let end = 0;
  while (place < text.length) {
    const rest = text.slice(place);
    const time = isInside(text, place) ? null : timeAt(rest, today, calendar);
    if (time === null) {
      place += 1;
      continue;
    }
    // 12月1日至5日: until the last of them.
    if (found.length > 0 && TO.test(text.slice(end, place))) found.pop();
    const behind = rest.slice(time.length);
    const mark = MARK.exec(behind)?.[0] ?? '';
    const marked = mark !== '' || time.marked === true;
    if (!TOLD.test(behind) && (marked || time.weak !== true || TODAYS.test(behind))) {
      found.push({ said: rest.slice(0, time.length) + mark, asked: time.asked, marked });
    }
    place += time.length + mark.length;
    end = place;
  }
  return found;
}

/** In the middle of a number: 10.12.5 and 2012月. */
function isInside(text: string, place: number): boolean {
  return /\d/u.test(text.charAt(place)) && /[\d.]/u.test(text.charAt(place - 1));
}

interface Read {
  readonly asked: Asked | 'none';
  readonly length: number;
  /** 三天内, 月底: an end by itself. */
  readonly marked?: true;
  /** Only where it is marked: 今天, 12.5. */
  readonly weak?: true;
}

const YEAR_NAMED = /^(今|本|明|后)年的?(?=\d{1,2}月)/u;

/** The time that `rest` begins with. */
function timeAt(rest: string, today: Day, calendar: Calendar): Read | null {
  const year = YEAR_NAMED.exec(rest);
  if (year) {
    const [named, which] = year;
    const written = `${yearOf(today) + yearsAhead(which)}年`;
    const read = timeAt(`${written}${rest.slice(named.length)}`, today, calendar);
    return read && { ...read, length: read.length - written.length + named.length };
  }
  return (
    periodAt(rest) ?? spanAt(rest, today) ?? holidayAt(rest, today, calendar) ?? dayAt(rest, today, calendar)
  );
}

const LIMITED = /^(?:限期?|限时|限你们|给(?:你们|他们)?|在|于)/u;

function periodAt(rest: string): Read | null {
  const led = LIMITED.exec(rest)?.[0] ?? '';
  const period = PERIOD.exec(rest.slice(led.length));
  if (!period) return null;
  const duration = periodOf(period);
  const length = led.length + period[0].length;
  const isLimit = led.startsWith('限') || led.startsWith('给');
  const ends = /^(?:之内|以内|内|里|时间)/u.test(rest.slice(length));
  return duration && (isLimit || ends) ? { asked: duration, length, marked: true } : null;
}

const WEEK = /^(本|下)?(?:周|星期|礼拜)(?:末|[之以]?内|(?![\d一二三四五六日天]))/u;
const MONTH = /^(?:(本|当|下)?月(?:底|末|[之以]?内)|(本|下)月(?!\d|初|中))/u;
const OF_MONTH = /^(本|当|下)月(\d{1,2})[日号]/u;
const MONTH_END = /^(?:(\d{4})年)?(\d{1,2})月份?(?:底|末|[之以]?内)/u;
const QUARTER = /^(?:第?([一二三四1-4])|(本))季度(?:底|末|[之以]?内)/u;
const YEAR_END = /^(?:(\d{4})年年?|(今|明|后|本)年年?|年)(?:底|末|[之以]?内|终)/u;

/** 本周, 月底, 3月底, 年底: the end of a span. */
function spanAt(rest: string, today: Day): Read | null {
  const week = WEEK.exec(rest);
  // 周 alone is part of another word.
  if (week && (week[1] !== undefined || week[0].length > 1)) {
    const sunday = addDays(today, 6 - sinceMonday(today) + (week[1] === '下' ? 7 : 0));
    return ended(sunday, week[0]);
  }
  const dated = OF_MONTH.exec(rest);
  if (dated) {
    const [whole, which, date] = dated;
    const [year, month] = monthOf(today, which === '下' ? 1 : 0);
    const day = existing(year, month, Number(date));
    return { asked: day === 'none' ? 'none' : { day }, length: whole.length };
  }
  const month = MONTH.exec(rest);
  if (month) {
    const ahead = month[1] === '下' || month[2] === '下' ? 1 : 0;
    return ended(lastOf(...monthOf(today, ahead)), month[0]);
  }
  const named = MONTH_END.exec(rest);
  if (named) {
    const [whole, year, number] = named;
    const wanted = Number(number);
    if (wanted < 1 || wanted > 12) return null;
    return ended(lastOf(yearMeant(year, wanted, today), wanted), whole);
  }
  const quarter = QUARTER.exec(rest);
  if (quarter) {
    const now = Math.ceil(Number(today.slice(5, 7)) / 3);
    const wanted = quarter[2] ? now : '一二三四'.indexOf(quarter[1] ?? '') + 1 || Number(quarter[1]);
    return ended(lastOf(yearOf(today) + (wanted < now ? 1 : 0), wanted * 3), quarter[0]);
  }
  const year = YEAR_END.exec(rest);
  if (!year) return null;
  const [whole, written, which] = year;
  return ended(lastOf(Number(written ?? yearOf(today) + yearsAhead(which)), 12), whole);
}

function ended(day: Day, said: string): Read {
  return { asked: { day, endOf: true }, length: said.length, marked: true };
}

function monthOf(today: Day, ahead: number): readonly [number, number] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return month + ahead > 12 ? [year + 1, month + ahead - 12] : [year, month + ahead];
}

function lastOf(year: number, month: number): Day {
  const [next, first] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return addDays(`${next}-${String(first).padStart(2, '0')}-01`, -1);
}

/** Of a month without a year the one to come. */
function yearMeant(year: string | undefined, month: number, today: Day): number {
  if (year !== undefined) return Number(year);
  const now = yearOf(today);
  return month < Number(today.slice(5, 7)) ? now + 1 : now;
}

/** 今年, 明年, 后年: how many years ahead. */
function yearsAhead(which: string | undefined): number {
  return Math.max(0, '本明后'.indexOf(which ?? '本'));
}

const HOLIDAY = /^(元旦|春节|过年|清明|劳动节|五一|端午|中秋|国庆|十一)节?(?:假期|放假)?(?=之前|以前|前)/u;
const CALLED: Readonly<Record<string, string>> = { 过年: '春节', 五一: '劳动节', 十一: '国庆' };

/** 春节前: the last working day before its first day off. */
function holidayAt(rest: string, today: Day, calendar: Calendar): Read | null {
  const found = HOLIDAY.exec(rest);
  if (!found) return null;
  const name = CALLED[found[1] ?? ''] ?? found[1] ?? '';
  for (let ahead = 1; ahead <= YEAR_AHEAD; ahead += 1) {
    const day = addDays(today, ahead);
    const { why, name: holiday = '' } = calendar.about(day);
    if (why === 'holiday' && holiday.includes(name)) return ended(addDays(day, -1), found[0]);
  }
  // Next year's is not published yet: which day is meant has to be said.
  return { asked: 'none', length: found[0].length };
}

const TONIGHT = /^(今|明|后)(早|晚)/u;
const DATE_ALONE = /^(\d{1,2})[日号](?=之前|以前|前)/u;
const PART = /^的?(凌晨|早上|早晨|一早|上午|中午|午饭|下午|下班|傍晚|晚上|夜里)/u;
const HOUR_SAID = /^(\d{1,2})(?:点|时|:)(?:(\d{1,2})分?|(半))?/u;
/** An hour alone is until when only with 前 behind it. */
const HOUR_ALONE = /^(?:上午|中午|下午|晚上)?\d{1,2}(?:点|时|:)(?:\d{1,2}分?|半)?钟?(?=之前|以前|前)/u;

/** A day, a part of it, an hour; of the day that is not named, today. */
function dayAt(rest: string, today: Day, calendar: Calendar): Read | null {
  const night = TONIGHT.exec(rest);
  const date = night ? null : DATE_ALONE.exec(rest);
  const named = night
    ? { day: addDays(today, '今明后'.indexOf(night[1] ?? '今')), length: 1 }
    : date
      ? { day: existing(...monthOf(today, 0), Number(date[1])), length: date[0].length }
      : // 昨天就说过的 in an order tells of before; until when, it cannot say.
        isGone(rest)
        ? null
        : readDay(rest, today, null);
  if (named) {
    const { day, length } = named;
    if (day === 'none') return { asked: 'none', length };
    const hour = hourAt(rest.slice(length), calendar);
    const said = rest.slice(0, length);
    const isWeak = hour.length === 0 && (/^今[天日]/u.test(said) || /^\d+[./]\d+$/u.test(said));
    const asked: NamedDay = { day, ...(hour.time === undefined ? {} : { time: hour.time }) };
    return { asked, length: length + hour.length, ...(isWeak ? { weak: true } : {}) };
  }
  if (!HOUR_ALONE.test(rest) && !/^(?:下班|中午|上午|晚上)(?=之前|以前|前)/u.test(rest)) return null;
  const { time, length } = hourAt(rest, calendar);
  return length === 0 ? null : { asked: { day: today, ...(time === undefined ? {} : { time }) }, length };
}

/** 上午, 下午3点, 下班: when on that day; 下午 is its end, as a day without an hour is. */
function hourAt(rest: string, { hours }: Calendar): { readonly time?: TimeOfDay; readonly length: number } {
  const part = PART.exec(rest) ?? /^(早|晚)/u.exec(rest);
  const length = part?.[0].length ?? 0;
  const said = HOUR_SAID.exec(rest.slice(length));
  const name = part?.[1] ?? '';
  if (said) {
    const [whole, written, minutes = '0', half] = said;
    const isLater = /下午|傍晚|晚|夜里/u.test(name) || (name === '' && Number(written) < 7);
    const hour = Number(written) + (isLater && Number(written) < 12 ? 12 : 0);
    const minute = half ? 30 : Number(minutes);
    if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return { length: 0 };
    const clock = /^钟/u.test(rest.slice(length + whole.length)) ? 1 : 0;
    return {
      time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
      length: length + whole.length + clock,
    };
  }
  const noon = hours.length > 1 ? (hours[0]?.to ?? '12:00') : '12:00';
  if (/早|上午|中午|午饭/u.test(name)) return { time: noon, length };
  if (name === '下班') return { time: hours.at(-1)?.to ?? '18:00', length };
  return /晚|夜里/u.test(name) ? { time: '24:00', length } : { length };
}
