/**
 * 早餐会 12月3日 8:00 主题 用电 请 星火、汾河 部门 供电、工信 地点 政府食堂: who is asked to what, in any order behind the kind.
 * What is left out is asked for; what is not known is told.
 */

import { SERIES, type Series, type SuggestionAnswer } from '../../domain/arrangements/gatherings.ts';
import { at, type Day, dayOf, type Instant, type TimeOfDay } from '../../domain/time.ts';
import { timeIn } from '../clock-words.ts';
import { readDay } from '../day-words.ts';
import { typedEnd } from '../plain.ts';
import { asksWhenNext } from './when-next.ts';

export interface Convening {
  readonly what: 'convene';
  readonly series: Series;
  /** What stands behind the kind. */
  readonly words: string;
}

export type GatheringAsked =
  | Convening
  /** 活动, or the kind alone: all there are; 早餐会什么时候开 asks for the same. */
  | { readonly what: 'list' }
  /** 活动 3 */
  | { readonly what: 'show'; readonly id: number }
  /** 活动 3 取消 主讲人出差 */
  | { readonly what: 'cancel'; readonly id: number; readonly why: string }
  /** 活动 3 改期 12月5日 8:00 */
  | { readonly what: 'move'; readonly id: number; readonly words: string }
  /** 活动 3 到会 星火、汾河 */
  | { readonly what: 'attend'; readonly id: number; readonly names: readonly string[] }
  /** 活动 3 记, with a line for each matter below; none yet: they follow. */
  | { readonly what: 'record'; readonly id: number; readonly lines: string }
  /** 活动 3 答复 2 采纳 下月起开通; `how` null: it is not said. */
  | {
      readonly what: 'answer';
      readonly id: number;
      readonly suggestion: number | null;
      readonly how: SuggestionAnswer | null;
      readonly words: string;
    }
  /** 活动 3 纪要 */
  | { readonly what: 'minutes'; readonly id: number }
  /** 想说 用工的事, of a guest before it. */
  | { readonly what: 'wish'; readonly words: string };

const NAMES: Readonly<Record<Series, RegExp>> = {
  breakfast: /^(?:政企)?早餐会/u,
  tea: /^(?:政企)?下午茶/u,
  salon: /^(?:政企)?夜沙龙/u,
};
const WHEN_NEXT = asksWhenNext('(?:政企)?(?:早餐会|下午茶|夜沙龙|活动)');
const COMMAND = /^(?:活动|政企活动)(?:[\s:,]+|$)/u;
const ONE = /^第?\s*(\d{1,5})\s*(?:期|号)?$/u;
const STEP =
  /^第?\s*(\d{1,5})\s*(?:期|号)?\s*(?:(取消|改期|改时间|到会|记录|记|答复|纪要)(?:[\s:,]+|$)|(改到|改在|推迟到|提前到)\s*)([\s\S]*)$/u;
/** 改到 says it as well. */
const MOVE = '改期';
const ANSWERED = /^(?:建议)?\s*(\d{1,3})\s*[.、:,]?\s*(?:(采纳)|(解释|说明|不采纳))?[\s:,]*([\s\S]*)$/u;
const WISH = /^(?:我)?想说(?:[\s:,]+)(\S[\s\S]*)$/u;
/** With one of these behind the kind it is convened; 早餐会上领导说… tells of one. */
const PLAINLY = /(?:主题|请|时间|地点|部门)[\s:]|\d/u;

/** `line`: plain (`plain.ts`), each character of it for the one of `text` at its place. */
export function gatheringAskedIn(line: string, text: string = line): GatheringAsked | null {
  const bare = line.trim();
  const typed = (end: string) => typedEnd(text, end);
  const [, wish] = WISH.exec(bare) ?? [];
  if (wish !== undefined) return { what: 'wish', words: typed(wish) };
  if (WHEN_NEXT.test(bare)) return { what: 'list' };
  const isCommand = COMMAND.test(bare);
  const words = bare.replace(COMMAND, '').trim();
  if (isCommand && words === '') return { what: 'list' };
  if (isCommand) {
    const [, shown] = ONE.exec(words) ?? [];
    if (shown !== undefined) return { what: 'show', id: Number(shown) };
    const [, id, step = MOVE, , rest = ''] = STEP.exec(words) ?? [];
    if (id !== undefined) return stepIn(Number(id), step, rest, typed);
  }
  const series = SERIES.find((one) => NAMES[one].test(words));
  if (!series) return null;
  const rest = words.replace(NAMES[series], '').trim();
  if (!isCommand && rest === '') return { what: 'list' };
  return isCommand || PLAINLY.test(rest) ? { what: 'convene', series, words: rest } : null;
}

function stepIn(id: number, step: string, rest: string, typed: (end: string) => string): GatheringAsked {
  switch (step) {
    case '取消':
      return { what: 'cancel', id, why: typed(rest) };
    case MOVE:
    case '改时间':
      return { what: 'move', id, words: rest.trim() };
    case '到会':
      return { what: 'attend', id, names: listed(rest) };
    case '答复': {
      const [, number, adopted, explained, words = ''] = ANSWERED.exec(rest.trim()) ?? [];
      const how = adopted ? 'adopted' : explained ? 'explained' : null;
      const suggestion = number === undefined ? null : Number(number);
      return { what: 'answer', id, suggestion, how, words: typed(words) };
    }
    case '纪要':
      return { what: 'minutes', id };
    default:
      return { what: 'record', id, lines: typed(rest) };
  }
}

/** What the words of a convening say; null where it does not stand there. */
export interface ConveningRead {
  readonly day: Day | 'none' | null;
  readonly time: TimeOfDay | null;
  readonly topic: string | null;
  readonly place: string | null;
  readonly guests: readonly string[];
  readonly departments: readonly string[];
}

const PARTS = /(主题|地点|部门|参加部门|请|邀请|时间)[\s:]+/gu;
const LISTED = /[\s、,，;；和]+/u;

export function readConvening(words: string, now: Instant): ConveningRead {
  const marks = [...words.matchAll(PARTS)];
  const head = words.slice(0, marks[0]?.index ?? words.length);
  const parts = new Map<string, string>();
  for (const [place, mark] of marks.entries()) {
    const from = mark.index + mark[0].length;
    const name = mark[1] ?? '';
    const said = words.slice(from, marks[place + 1]?.index ?? words.length).trim();
    parts.set(name, `${parts.get(name) ?? ''} ${said}`.trim());
  }
  const when = `${head} ${parts.get('时间') ?? ''}`.trim();
  const day = readDay(when, dayOf(now), null);
  return {
    day: day?.day ?? null,
    time: timeIn(when.slice(day?.length ?? 0)),
    topic: trimmed(parts.get('主题')),
    place: trimmed(parts.get('地点')),
    guests: listed(parts.get('请') ?? parts.get('邀请')),
    departments: listed(parts.get('部门') ?? parts.get('参加部门')),
  };
}

/** The words that say it, for what is asked next; a day that is none is left out. */
export function conveningWords(read: ConveningRead): string {
  const { day, time, topic, place, guests, departments } = read;
  return [
    ...(day === null || day === 'none' ? [] : [day]),
    ...(time === null ? [] : ['时间', time]),
    ...(topic === null ? [] : ['主题', topic]),
    ...(place === null ? [] : ['地点', place]),
    ...(guests.length === 0 ? [] : ['请', ...guests]),
    ...(departments.length === 0 ? [] : ['部门', ...departments]),
  ].join(' ');
}

/** When it begins; null where the day or the hour is missing. */
export function beginsAt({ day, time }: Pick<ConveningRead, 'day' | 'time'>): Instant | null {
  return day === null || day === 'none' || time === null ? null : at(day, time);
}

function trimmed(words = ''): string | null {
  const bare = words.replace(/[\s,，。;；、]+$/u, '').trim();
  return bare === '' ? null : bare;
}

function listed(words = ''): readonly string[] {
  return words
    .split(LISTED)
    .map((one) => one.replace(/[。.]$/u, '').trim())
    .filter((one) => one !== '');
}
