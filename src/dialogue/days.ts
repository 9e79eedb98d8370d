/**
 * Days as people write them for a leave: 12月1日-12月5日, 12月1日到5日, 12.1-12.5, 2026-12-01至2026-12-05, 明天,
 * 12月30日-1月3日, 明天起三天, 下周一到周三, in full-width or Chinese numerals too, with or without the reason. Whole
 * days only.
 */
import { type Days, lengthOf, MOST_DAYS } from '../domain/leave.ts';
import { addDays, type Day } from '../domain/time.ts';
import { readDay } from './day-words.ts';
import { ticketNumber } from './text.ts';

export type DaysRead =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly why: 'unreadable' | 'wholeDays' | 'noSuchDay' | 'backward' | 'tooLong' }
  /** `rest`: from today on, when the last day is still to come. */
  | { readonly ok: false; readonly why: 'past'; readonly from: Day; readonly rest: Days | null };

const PART_OF_DAY = /[上下中]午|早上|晚上|傍晚|半天|小时|点|\d:\d/u;
const REASON =
  '(?:因公|因私|因事|因病)?(?:出差|开会|学习|培训|休假|年假|年休假|公休|病假|事假|产假|婚假|探亲)';
const TO = /^(?:[起开始]*(?:到|至)|[-~—–－]+)/u;
const COUNT = /^[起开始,，共请]*(\d{1,3})天$/u;

const BEFORE = new RegExp(`^${REASON}[,，:]?`, 'u');
const BEHIND = new RegExp(`(?:请假|为止|止|期间|[,，:]?${REASON}|[,，;；]?(?:因|事由|原因|理由).+)$`, 'u');

/** The days meant by `written` when it is said on `today`. */
export function readDays(written: string, today: Day): DaysRead {
  const text = plain(written);
  if (PART_OF_DAY.test(text)) return { ok: false, why: 'wholeDays' };
  const first = readDay(text, today, null);
  if (first === null) return { ok: false, why: 'unreadable' };
  const from = first.day;
  const last = lastDay(text.slice(first.length), from, today);
  if (last === null) return { ok: false, why: 'unreadable' };
  if (from === 'none' || last === 'none') return { ok: false, why: 'noSuchDay' };
  if (last < from) return { ok: false, why: 'backward' };
  const days = { from, to: last };
  if (from < today) {
    const rest = last < today ? null : { from: today, to: last };
    return { ok: false, why: 'past', from, rest };
  }
  return lengthOf(days) > MOST_DAYS ? { ok: false, why: 'tooLong' } : { ok: true, days };
}

/** The days stand first, a reason behind them; what comes after so much is not looked at. */
const LOOKED_AT = 300;

/** Half-width digits for full-width and Chinese ones, and nothing that only joins words. */
function plain(written: string): string {
  return written
    .slice(0, LOOKED_AT)
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/(?<!周|星期|礼拜)[〇零一二两三四五六七八九十]+(?=[年月日号天])/gu, (numeral) =>
      String(ticketNumber(numeral) ?? numeral),
    )
    .replace(/^[从自于]/u, '')
    .replace(/[(（].*[)）]|[。.!,，]+$/gu, '')
    .replace(BEFORE, '')
    .replace(BEHIND, '');
}

function lastDay(rest: string, from: Day | 'none', today: Day): Day | 'none' | null {
  if (/^[起开始]*$/u.test(rest)) return /[起始]/u.test(rest) ? null : from;
  const count = COUNT.exec(rest);
  if (count) {
    const days = Number(count[1]);
    if (days === 0) return null;
    return from === 'none' ? 'none' : addDays(from, days - 1);
  }
  const to = TO.exec(rest);
  if (!to) return null;
  const written = rest.slice(to[0].length);
  const found = readDay(written, today, from === 'none' ? today : from);
  return found !== null && found.length === written.length ? found.day : null;
}
