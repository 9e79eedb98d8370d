/**
 * 平台数据 行政审批局 1月1日至9月30日 受理 7684 应办结 7684 按时 7684 评价 5000/2600/80/3/1: figures of another platform, with what they
 * are of; below them, a line each, 差评 星火煤焦 XC2026-0312 执照变更跑了三趟. What is not there is not guessed.
 */
import type { FiveRatings, PlatformFigures } from '../../domain/arrangements/platform.ts';
import { addDays, type Day } from '../../domain/time.ts';

export type PlatformAsked =
  | { readonly what: 'list' }
  /** `words`: what stands behind 平台数据 in its line; `bad`: what stands behind 差评, a line each. */
  | { readonly what: 'enter'; readonly words: string; readonly bad: readonly string[] }
  /** 平台差评 …, by itself. */
  | { readonly what: 'bad'; readonly source: string; readonly bad: readonly string[] };

const LIST = /^平台数据[。!！]?$/u;
const ENTER = /^(?:导入)?平台数据[\s:：,，]+([\s\S]+)$/u;
const BAD = /^平台差评(?:[\s:：,，]+|$)([\s\S]*)$/u;
const BAD_LINE = /^(?:平台)?差评[\s:：,，]+(.+)$/u;

/** `line`: plain (`plain.ts`). */
export function platformAskedIn(line: string): PlatformAsked | null {
  const bare = line.trim();
  if (LIST.test(bare)) return { what: 'list' };
  const bad = BAD.exec(bare)?.[1];
  if (bad !== undefined) {
    const lines = linesOf(bad);
    return { what: 'bad', source: '', bad: lines.map((one) => BAD_LINE.exec(one)?.[1] ?? one) };
  }
  const entered = ENTER.exec(bare)?.[1];
  if (entered === undefined) return null;
  const [words = '', ...more] = linesOf(entered);
  return { what: 'enter', words, bad: more.map((one) => BAD_LINE.exec(one)?.[1] ?? one) };
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

export type Unread = 'source' | 'days' | 'running' | 'received' | 'timed' | 'ratings' | 'unread';
export type PlatformRead =
  | { readonly figures: PlatformFigures }
  | { readonly fault: Unread; readonly words: string };

const COUNT = String.raw`[\s:：]*(\d[\d,，]{0,11})\s*件?`;
const PERCENT = String.raw`[\s:：]*(\d{1,3}(?:\.\d{1,2})?)\s*[%％]`;
const FIELDS = {
  statedOnTime: new RegExp(`按(?:时|期)(?:办结)?率${PERCENT}`, 'u'),
  statedSatisfaction: new RegExp(`(?:群众)?满意率${PERCENT}`, 'u'),
  due: new RegExp(`(?:应办结|应办|到期)${COUNT}`, 'u'),
  inTime: new RegExp(`按(?:时|期)(?:办结)?${COUNT}`, 'u'),
  received: new RegExp(`受理${COUNT}`, 'u'),
  ratings: /评价[\s:：]*(\d[\d,，]*)[/／](\d[\d,，]*)[/／](\d[\d,，]*)[/／](\d[\d,，]*)[/／](\d[\d,，]*)/u,
} as const;

/** `source`: the office that words name. */
export function readPlatform(
  words: string,
  today: Day,
  source: (name: string) => string | undefined,
): PlatformRead {
  const [name = ''] = words.split(/[\s,，:：]/u);
  const office = source(name.replace(/平台$/u, ''));
  if (office === undefined) return { fault: 'source', words: name };
  let rest = words.slice(name.length);
  const found: Partial<Record<keyof typeof FIELDS, RegExpExecArray>> = {};
  for (const [field, form] of Object.entries(FIELDS) as [keyof typeof FIELDS, RegExp][]) {
    const match = form.exec(rest);
    if (!match) continue;
    found[field] = match;
    rest = rest.replace(match[0], ' ');
  }
  const days = spanIn(rest, today);
  if (days === null || days === 'running') return { fault: days ?? 'days', words: rest.trim() };
  if (/评价/u.test(words) && !found.ratings) return { fault: 'ratings', words };
  const left = rest.replace(days.said, ' ').replace(/[\s,，;；。:：、]+|统计期|来源/gu, '');
  if (left !== '') return { fault: 'unread', words: left };
  const received = numberOf(found.received);
  if (received === null) return { fault: 'received', words };
  const [due, inTime] = [numberOf(found.due), numberOf(found.inTime)];
  if ((due === null) !== (inTime === null)) return { fault: 'timed', words };
  const percents = {
    ...(found.statedOnTime && { statedOnTime: Number(found.statedOnTime[1]) }),
    ...(found.statedSatisfaction && { statedSatisfaction: Number(found.statedSatisfaction[1]) }),
  };
  return {
    figures: {
      source: office,
      from: days.from,
      to: days.to,
      received,
      ...(due !== null && inTime !== null && { timed: { due, inTime } }),
      ...(found.ratings && { ratings: found.ratings.slice(1, 6).map(countOf) as unknown as FiveRatings }),
      ...percents,
    },
  };
}

function numberOf(match: RegExpExecArray | undefined): number | null {
  return match?.[1] === undefined ? null : countOf(match[1]);
}

function countOf(written: string): number {
  return Number(written.replace(/[,，]/gu, ''));
}

const YEAR = String.raw`(?:(20\d{2})年)?`;
const DATED = new RegExp(
  `${YEAR}(\\d{1,2})月(\\d{1,2})日?\\s*[至到\\-—~～]\\s*${YEAR}(?:(\\d{1,2})月)?(\\d{1,2})日`,
  'u',
);
const MONTHS = new RegExp(`${YEAR}(\\d{1,2})(?:月?\\s*[至到\\-—~～]\\s*(\\d{1,2}))?月(?:份)?`, 'u');
const ISO = /(20\d{2}-\d{2}-\d{2})\s*[至到~～—]\s*(20\d{2}-\d{2}-\d{2})/u;

/** Days before its end in which 12月1日至12月30日 is rather this year's, typed too early, than last year's. */
const ALMOST_OVER = 31;

/**
 * Days that are over: without a year, the last ones of that name; `running` where it may as well be those that go on. Null
 * where none are named, or none that exist.
 */
function spanIn(
  words: string,
  today: Day,
): { readonly from: Day; readonly to: Day; readonly said: string } | 'running' | null {
  const iso = ISO.exec(words);
  if (iso) return exist({ from: iso[1] ?? '', to: iso[2] ?? '', said: iso[0] });
  const year = Number(today.slice(0, 4));
  const recent = (named: string | undefined, of: (year: number) => { from: Day; to: Day; said: string }) => {
    if (named !== undefined) return exist(of(Number(named)));
    const this_ = of(year);
    const goesOn = this_.from <= today && this_.to > today && this_.to <= addDays(today, ALMOST_OVER);
    if (goesOn) return exist(this_) && 'running';
    return exist(this_.to > today ? of(year - 1) : this_);
  };
  const dated = DATED.exec(words);
  if (dated) {
    const [said, first, month, day, second, until = month, last] = dated;
    return recent(first, (of) => ({
      from: dayOf(of, month, day),
      to: dayOf(second === undefined ? of : Number(second), until, last),
      said,
    }));
  }
  const months = MONTHS.exec(words);
  if (!months) return null;
  const [said, named, first, last = first] = months;
  return recent(named, (of) => ({ from: dayOf(of, first, '1'), to: lastDayOf(of, Number(last)), said }));
}

function dayOf(year: number, month = '', day = ''): Day {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function lastDayOf(year: number, month: number): Day {
  const next = month === 12 ? dayOf(year + 1, '1', '1') : dayOf(year, String(month + 1), '1');
  return month >= 1 && month <= 12 ? addDays(next, -1) : '';
}

function exist<Span extends { readonly from: Day; readonly to: Day }>(span: Span): Span | null {
  const isDay = (day: Day): boolean =>
    /^\d{4}-\d{2}-\d{2}$/u.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
  return isDay(span.from) && isDay(span.to) ? span : null;
}

/** 星火煤焦 XC2026-0312 执照变更跑了三趟: who, the number on the platform where there is one, and what. */
export function readBad(line: string): {
  readonly name: string;
  readonly number: string | null;
  readonly text: string;
} {
  const [, name = '', rest = ''] = /^([^\s:：,，]+)[\s:：,，]*([\s\S]*)$/u.exec(line.trim()) ?? [];
  const [, number, text = rest] = /^([A-Za-z]*\d[A-Za-z\d-]{3,29})[\s:：,，]+([\s\S]+)$/u.exec(rest) ?? [];
  return { name, number: number ?? null, text: text.trim() };
}
