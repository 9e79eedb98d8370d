/**
 * The plan of a 挂账 as people write it: 12月20日完成招标，明年3月底完工 整条路列入改造. What follows a date, up to the next
 * comma or space, is its milestone; the rest is the plan.
 */
import type { Milestone } from '../domain/ticket-parts.ts';
import { addDays, DAY, type Day, startOfDay, yearOf } from '../domain/time.ts';
import { halfWidthDigits, ticketNumber, trimmed } from './text.ts';

export interface Plan {
  readonly milestones: readonly Milestone[];
  readonly text: string;
}

const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
const YEAR = '今年|明年|后年|\\d{4}年';
const DATE = new RegExp(
  `(?:(${YEAR})?${NUMBER}月份?(?:${NUMBER}[日号]?|月?([底末]))|(${YEAR}|年)年?[底末])(?:以前|之前|前)?`,
  'gu',
);
/** 2027-3-31, 2027.3.31, 2027/3/31 */
const BY_FIGURES = /(\d{4})[-./](\d{1,2})[-./](\d{1,2})日?/gu;
/** A month alone: the day has to be asked for. */
const MONTH_ALONE = /(?:\d|[一二三四五六七八九十])月(?!内)/u;
/** Words that only lead to a date. */
const LEADING = /(?:^|[\s,，;；、。])(?:(?:计划|预计|力争|争取|确保|拟|将|定|并)?(?:于|在|到)?)$/u;
/** …, and what joins it to the words before: 完成招标并于3月31日完工. */
const JOINING = /(?:并|计划|预计|力争|拟|将)?(?:于|在|到)?$/u;
/** A day without a year this shortly before the day it has to follow is a slip, not the same day of next year. */
const SLIP = 92;

/** The plan in `written`, said on `today`; null when it names no day, or one that does not exist. */
export function readPlan(written: string, today: Day): Plan | null {
  const text = halfWidthDigits(written).replace(BY_FIGURES, '$1年$2月$3日');
  const found = [...text.matchAll(DATE)];
  const milestones: Milestone[] = [];
  const rest: string[] = [];
  let former = today;
  let from = 0;
  for (const [place, date] of found.entries()) {
    const day = dayMeant(date, former, today);
    if (day === null) return null;
    former = day;
    rest.push(text.slice(from, date.index).replace(LEADING, ''));
    const begin = date.index + date[0].length;
    const until = found[place + 1]?.index ?? text.length;
    const after = text.slice(begin, until);
    const [, lead = '', what = ''] = /^([\s,，:：—-]*)([^\s,，;；。、]*)/u.exec(after) ?? [];
    const isJoined = begin + lead.length + what.length === until && until < text.length;
    milestones.push({ day, text: isJoined ? what.replace(JOINING, '') : what });
    from = begin + lead.length + what.length;
  }
  if (milestones.length === 0) return null;
  rest.push(text.slice(from));
  if (rest.some((part) => MONTH_ALONE.test(part))) return null;
  const plan = rest
    .map((part) => trimmed(part, /[\s,，;；。、:：]/u, /[\s,，;；、:：]/u))
    .filter((part) => part !== '' && !/^(?:计划|预计|方案|方案[是为])$/u.test(part))
    .join('，')
    .replace(/^方案[:：]\s*/u, '');
  return { milestones, text: plan === '' ? inWords(milestones) : plan };
}

/** A plan that is nothing but its milestones. */
function inWords(milestones: readonly Milestone[]): string {
  return milestones
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('，');
}

/** The day named. Where no year is, the first such day after `former`, unless it has only just passed. */
function dayMeant(date: RegExpExecArray, former: Day, today: Day): Day | null {
  const [, year, month = '', day = '', monthEnd, endOf] = date;
  const said = year ?? (endOf === '年' ? undefined : endOf);
  const numbers =
    month === ''
      ? ([12, 31] as const)
      : ([ticketNumber(month) ?? 0, monthEnd ? 'end' : (ticketNumber(day) ?? 0)] as const);
  if (said !== undefined) {
    const more = ['今年', '明年', '后年'].indexOf(said);
    return dayIn(more < 0 ? Number(said.slice(0, 4)) : yearOf(today) + more, ...numbers);
  }
  const same = dayIn(yearOf(former), ...numbers);
  if (same !== null && same > former) return same;
  const passed = same === null ? Number.POSITIVE_INFINITY : daysBetween(same, former);
  return passed <= SLIP ? same : dayIn(yearOf(former) + 1, ...numbers);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY);
}

function dayIn(year: number, month: number, date: number | 'end'): Day | null {
  if (month < 1 || month > 12) return null;
  if (date === 'end') return addDays(iso(year, month + 1, 1), -1);
  const day = iso(year, month, date);
  return Number(day.slice(5, 7)) === month && Number(day.slice(8)) === date ? day : null;
}

function iso(year: number, month: number, date: number): Day {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}
