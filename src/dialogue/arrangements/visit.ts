/**
 * 走访: 请来一趟 …; 走访 23 (时间 …, 可以, 记 …); 答应 23 12月10日 送图纸 住建. Words behind 请来一趟 are what it is about; a question like
 * 能不能派人来厂里看看 is a call as well, unless it tells of a difficulty that has a department of its own.
 */

import { at, type Day, dayOf, type Instant } from '../../domain/time.ts';
import { timeIn } from '../clock-words.ts';
import { readDay } from '../day-words.ts';
import { typedEnd } from '../plain.ts';

export type VisitAsked =
  /** `plainly`: in the words of the command, and no question that may be a difficulty. */
  | { readonly what: 'call'; readonly words: string; readonly plainly: boolean }
  /** 走访: all that the speaker may see. */
  | { readonly what: 'list' }
  | { readonly what: 'show'; readonly ticket: number }
  /** 走访 23 时间 明天上午9点, and 走访 23 可以 */
  | { readonly what: 'time'; readonly ticket: number; readonly words: string }
  | { readonly what: 'agree'; readonly ticket: number }
  /** 走访 23 记, with a matter a line */
  | { readonly what: 'record'; readonly ticket: number; readonly words: string }
  | { readonly what: 'promise'; readonly ticket: number; readonly words: string };

const WHO = '(?:入企服务)?[专專]班(?:的?(?:同志|人))?';
/** 请来一趟, 请专班来一趟, 请你们来厂里一趟 */
const CALL = new RegExp(
  `^(?:请|麻烦|烦请|劳烦)(?:${WHO}|你们|派人)?(?:再)?(?:来|到)(?:一下)?(?:我们|咱们|我)?(?:厂里?|公司|企业|这里|这边)?(?:来)?(?:走)?一趟`,
  'u',
);
/** 能不能派人来厂里看看 */
const QUESTION = new RegExp(
  `^(?:请问)?(?:能不能|能否|可不可以|可以|是否可以)(?:请)?(?:${WHO}|派(?:个)?人|派(?:个)?同志)(?:来|到)(?:我们|咱们|我)?(?:厂里?|公司|企业|这里|这边)?(?:来)?(?:看一?看|看一下|走走|走一趟|一趟)(?:吗|呢|吧)?`,
  'u',
);
const COMMAND = /^(?:我的)?走访(?:[\s:,]+|$)/u;
const ONE = /^#?(\d{1,9})\s*号?$/u;
const TIME = /^#?(\d{1,9})\s*号?\s*(?:时间|改时间|换时间|改到|约)[\s:,]*([\s\S]*)$/u;
const AGREE = /^#?(\d{1,9})\s*号?\s*(?:可以|同意|行|好的?)[。.!]?$/u;
const RECORD = /^#?(\d{1,9})\s*号?\s*(?:记录|记下|记)[\s:,]*([\s\S]*)$/u;
const PROMISE = /^答应[\s:,]*#?(\d{1,9})\s*号?[\s:,]+([\s\S]*)$/u;
/** 1. 、（2） and the like before a line. */
const BULLET = /^\s*(?:[(（]?\d{1,2}[)）.、,，]|[-·•*])\s*/u;
const NOTHING = /^(?:无|没有(?:问题|困难)?|暂无|没问题)[。.]?$/u;

/** `line`: plain (`plain.ts`), each character at the place of the one in `text`. */
export function visitAskedIn(line: string, text: string): VisitAsked | null {
  const start = line.length - line.trimStart().length;
  const bare = line.slice(start);
  const typed = (length: number): string => text.slice(start + length).trim();
  const called = CALL.exec(bare) ?? QUESTION.exec(bare);
  if (called) {
    const [said] = called;
    return { what: 'call', words: withoutMarks(typed(said.length)), plainly: CALL.test(bare) };
  }
  const promise = PROMISE.exec(bare);
  if (promise) return { what: 'promise', ticket: Number(promise[1]), words: typedEnd(text, promise[2]) };
  const command = COMMAND.exec(bare);
  if (!command) return null;
  const words = bare.slice(command[0].length).trim();
  if (words === '') return { what: 'list' };
  return onOne(words, text);
}

function onOne(words: string, text: string): VisitAsked | null {
  const [, shown] = ONE.exec(words) ?? [];
  if (shown !== undefined) return { what: 'show', ticket: Number(shown) };
  const [, agreed] = AGREE.exec(words) ?? [];
  if (agreed !== undefined) return { what: 'agree', ticket: Number(agreed) };
  const time = TIME.exec(words);
  if (time) return { what: 'time', ticket: Number(time[1]), words: (time[2] ?? '').trim() };
  const record = RECORD.exec(words);
  if (!record) return null;
  return { what: 'record', ticket: Number(record[1]), words: typedEnd(text, record[2]) };
}

/** A matter a line; 没有 is none. */
export function mattersIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((one) => one.replace(BULLET, '').trim())
    .filter((one) => one !== '' && !NOTHING.test(one));
}

function withoutMarks(words: string): string {
  return words.replace(/^[\s,，。.;；:：、!！?？]+/u, '').trim();
}

/** A day and an hour, in one place of the words: 明天上午9点. `past` and `far` are for whoever asks. */
export interface TimeRead {
  readonly day: Day | 'none' | null;
  /** Null where the day or the hour is missing. */
  readonly at: Instant | null;
}

export function readTime(words: string, now: Instant): TimeRead {
  const found = findDay(words, now);
  if (found === null) return { day: null, at: null };
  const hour = timeIn(words.slice(found.end));
  return {
    day: found.day,
    at: hour === null || found.day === 'none' ? null : at(found.day, hour),
  };
}

/** The first day that the words name, wherever it stands. */
function findDay(words: string, now: Instant): { readonly day: Day | 'none'; readonly end: number } | null {
  for (let place = 0; place < words.length; place++) {
    // In the middle of a number.
    if (/\d/u.test(words.charAt(place)) && /[\d.]/u.test(words.charAt(place - 1))) continue;
    const found = readDay(words.slice(place), dayOf(now), null);
    if (found) return { day: found.day, end: place + found.length };
  }
  return null;
}

/** 12月10日 送图纸 住建: the day first, and the department, if any is named, last. */
export interface PromiseRead {
  readonly day: Day | 'none' | null;
  readonly parts: readonly string[];
}

export function readPromise(words: string, now: Instant): PromiseRead {
  const bare = words.trim();
  const found = readDay(bare, dayOf(now), null);
  const behind = found ? bare.slice(found.length).replace(/^(?:之前|以前|前|内)/u, '') : bare;
  return { day: found?.day ?? null, parts: behind.split(/[\s,，:：]+/u).filter((one) => one !== '') };
}
