/**
 * 查 星火, 查 财政局 11月, 查 停电, 查 等签收: tickets by enterprise, department, month, what they wait for, or a word of
 * theirs. Several conditions stand beside each other, and all of them must hold.
 */
import type { Roster } from '../domain/roster.ts';
import { type Day, yearOf } from '../domain/time.ts';
import { plain } from './plain.ts';
import { ticketNumber } from './text.ts';

/** What a ticket waits for, or how it stands. */
export type SoughtState =
  | 'enterprise'
  | 'supply'
  | 'rating'
  | 'decision'
  | 'signing'
  | 'feedback'
  | 'dispatch'
  | 'department'
  | 'order'
  | 'assist'
  | 'escalate'
  | 'suspended'
  | 'late'
  | 'open'
  | 'dissatisfied'
  | 'unrated'
  | 'reworked'
  | 'urgent';

export type Condition = {
  /** As people read it. */
  readonly label: string;
  /** As short as it can be written, to stand in a button. */
  readonly code: string;
} & (
  | { readonly is: 'enterprise'; readonly ids: readonly string[] }
  | { readonly is: 'department'; readonly id: string }
  /** `2026-11`: registered in that month. */
  | { readonly is: 'month'; readonly month: string }
  | { readonly is: 'standing'; readonly of: SoughtState }
  /** 〖23〗, 23号, 2026-23: a ticket; of that year where one stands there. */
  | { readonly is: 'number'; readonly number: number; readonly year: number | null }
  /** Its digits: whoever raised it has the number, or it stands in the text. */
  | { readonly is: 'phone'; readonly digits: string }
  | { readonly is: 'word'; readonly word: string }
);

export interface SearchWords {
  readonly words: string;
  /** Set off from 查, as a command is; 查财政局 counts only where all of it is known. */
  readonly setOff: boolean;
}

const SEARCH = /^(?:查一?下|查一查|查查|查询|查找|查看|查)([\s:,、]*)(.*)$/u;
/** Longer words, and sentences, tell of something. */
const LONGEST = 24;
const SENTENCE = /[。!?;…]/u;

/** Null: the words look for nothing. A number: 查 12, one ticket. `line`: plain (`plain.ts`). */
export function searchIn(line: string): SearchWords | number | null {
  const [, gap = '', rest = ''] = SEARCH.exec(line.trim()) ?? [];
  const words = rest.replace(/[\s。.!]+$/u, '');
  if (words.length > LONGEST || SENTENCE.test(words) || (words === '' && line.trim() !== '查')) return null;
  return ticketNumber(words) ?? { words, setOff: gap !== '' || words === '' };
}

const SOUGHT_STATES: readonly (readonly [string, SoughtState])[] = [
  ['[等待](?:企业)?补(?:充)?(?:材料)?', 'supply'],
  ['[等待](?:企业)?评价', 'rating'],
  ['等(?:着|待)?企业', 'enterprise'],
  ['[等待]审批', 'decision'],
  ['[等待未没]签收', 'signing'],
  ['[等待未没](?:首次)?反馈', 'feedback'],
  ['[等待](?:分办|派单|调度员?)', 'dispatch'],
  ['[等待](?:部门|办理|办结)', 'department'],
  ['(?:督办|批示|[等待]回复)', 'order'],
  ['协办', 'assist'],
  ['顶格(?:推进)?', 'escalate'],
  ['挂账', 'suspended'],
  ['(?:超期|逾期)', 'late'],
  ['在办', 'open'],
  ['不满意', 'dissatisfied'],
  ['未评价', 'unrated'],
  ['(?:重办|退回重办)', 'reworked'],
  ['紧急', 'urgent'],
];
const MONTH =
  '(?:(\\d{4})[年-])?(\\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?|(?<=\\d{4}-\\d{2}))|(本月|这个?月|当月)|(上个?月)';
const FILLERS = /^(?:所有|全部|的)|(?:的|所有|全部)?(?:诉求件|诉求|件|单子|情况|的)$/gu;
/** In a word that is looked for, one letter finds everything, and so many tell of something: 查 我们厂的电表怎么走这么快. */
const SHORTEST = 2;
const LONGEST_WORD = 6;
/** 〖23〗, 〖23-86〗 as our own mark stands under a message, #23, 23号. */
const NUMBER = /^(?:〖(\d{1,9})(?:-\d{1,5})?〗|#(\d{1,9})|第?(\d{1,9})(?:号件?|件))$/u;
const OF_YEAR = /^(20\d{2})[-—–](\d{1,9})(?:号件?)?$/u;
/** A number to call, or most of it: 138 0000 1010, 0357-5500110. */
const PHONE = /^\+?[\d-]{7,16}$/u;

/** Lists that leaders and dispatchers ask for by their name alone. */
const BY_NAME: ReadonlySet<SoughtState> = new Set(['suspended', 'dissatisfied', 'unrated', 'reworked']);

/** 挂账, 不满意, 未评价, 重办, with what stands around a list: 挂账的有哪些. Null for all else. */
export function listNamed(line: string): string | null {
  const words = plain(line)
    .replace(/[\s\p{P}]/gu, '')
    .replace(
      /^(?:看一?下|看看|列一?下|现在)|(?:了)?的?(?:有|都)?(?:是|有)?(?:哪[些几]件?|诉求件|诉求|件|单子)?[吗呢]?$/gu,
      '',
    );
  const found = SOUGHT_STATES.find(
    ([pattern, of]) => BY_NAME.has(of) && at(`(?:${pattern})$`, '^').test(words),
  );
  return found ? words : null;
}

/**
 * The conditions that the words name; null when a part of them names nothing. `today`: a month without a year is the last.
 * `looking`: the words are known to look for something, however long they are.
 */
export function conditionsIn(
  words: string,
  today: Day,
  roster: Roster,
  looking = false,
): readonly Condition[] | null {
  const parts = plain(words)
    .split(/[\s,、;:]+/u)
    .filter((part) => part !== '');
  const longest = looking ? Number.POSITIVE_INFINITY : LONGEST_WORD;
  const found = parts.map((part) => conditionsOf(part, today, roster, longest));
  return found.some((one) => one === null) ? null : found.flatMap((one) => one ?? []);
}

/** One part, and what sticks to it: 财政局11月. */
function conditionsOf(
  part: string,
  today: Day,
  roster: Roster,
  longest: number,
): readonly Condition[] | null {
  const whole = namedBy(part, roster) ?? numbered(part);
  if (whole) return [whole];
  for (const peel of [monthAt, standingAt]) {
    for (const place of ['^', '$'] as const) {
      const found = peel(part, place, today);
      if (!found) continue;
      const rest = found.rest.replace(FILLERS, '');
      const others = rest === '' ? [] : conditionsOf(rest, today, roster, longest);
      return others && (place === '^' ? [found.condition, ...others] : [...others, found.condition]);
    }
  }
  const bare = part.replace(FILLERS, '');
  if (bare !== part && bare !== '') return conditionsOf(bare, today, roster, longest);
  const { length } = [...part];
  if (length < SHORTEST || length > longest) return null;
  return [{ is: 'word', word: part, label: part, code: part }];
}

/** A ticket's number, or one to call. A year and a month are a month. */
function numbered(part: string): Condition | null {
  const label = part;
  const code = part;
  const [, ...numbers] = NUMBER.exec(part) ?? [];
  const number = numbers.find((one) => one !== undefined);
  if (number !== undefined) return { is: 'number', number: Number(number), year: null, label, code };
  const [, year, ofYear] = OF_YEAR.exec(part) ?? [];
  if (ofYear !== undefined && !(ofYear.length <= 2 && Number(ofYear) <= 12)) {
    return { is: 'number', number: Number(ofYear), year: Number(year), label, code };
  }
  const digits = part.replace(/\D/g, '');
  return PHONE.test(part) && digits.length >= 7 ? { is: 'phone', digits, label, code } : null;
}

/** The department or the one enterprise that a name means, in full, in short, or a part of it; null for none, or for several. */
export function ownerNamed(
  name: string,
  roster: Roster,
): { readonly of: 'department' | 'enterprise'; readonly id: string } | null {
  const named = namedBy(name, roster);
  if (named?.is === 'department') return { of: 'department', id: named.id };
  const [id, ...others] = named?.is === 'enterprise' ? named.ids : [];
  return id === undefined || others.length > 0 ? null : { of: 'enterprise', id };
}

function namedBy(part: string, roster: Roster): Condition | null {
  const department = roster.departmentNamed(part);
  if (department) {
    const { id, name } = department;
    return { is: 'department', id, label: name, code: shorter(part, id) };
  }
  const exact = roster.enterpriseNamed(part);
  const alike = exact ? [exact] : enterprisesLike(part, roster);
  const [only, ...others] = alike;
  if (!only) return null;
  const isOne = others.length === 0;
  return {
    is: 'enterprise',
    ids: alike.map(({ id }) => id),
    label: isOne ? only.name : part,
    code: isOne ? shorter(part, only.id) : part,
  };
}

/** Enterprises in whose name or short name the part stands. */
function enterprisesLike(part: string, { enterprises }: Roster) {
  if ([...part].length < SHORTEST) return [];
  return enterprises.filter(({ name, aliases }) => [name, ...aliases].some((one) => one.includes(part)));
}

interface Peeled {
  readonly condition: Condition;
  readonly rest: string;
}

function monthAt(part: string, place: '^' | '$', today: Day): Peeled | null {
  const found = at(MONTH, place).exec(part);
  if (!found) return null;
  const [written, year, month, current, last] = found;
  const [thisYear, thisMonth] = [yearOf(today), Number(today.slice(5, 7))];
  let [y, m] = [thisYear, thisMonth];
  if (last !== undefined) [y, m] = thisMonth === 1 ? [thisYear - 1, 12] : [thisYear, thisMonth - 1];
  else if (current === undefined) {
    m = ticketNumber(month ?? '') ?? 0;
    if (m < 1 || m > 12) return null;
    y = year === undefined ? thisYear - (m > thisMonth ? 1 : 0) : Number(year);
  }
  const code = `${y}-${String(m).padStart(2, '0')}`;
  const label = y === thisYear ? `${m}月` : `${y}年${m}月`;
  return { condition: { is: 'month', month: code, label, code }, rest: without(part, written, place) };
}

function standingAt(part: string, place: '^' | '$'): Peeled | null {
  for (const [pattern, of] of SOUGHT_STATES) {
    const written = at(pattern, place).exec(part)?.[0];
    if (written === undefined) continue;
    const condition = { is: 'standing', of, label: written, code: written } as const;
    return { condition, rest: without(part, written, place) };
  }
  return null;
}

function at(pattern: string, place: '^' | '$'): RegExp {
  return new RegExp(place === '^' ? `^(?:${pattern})` : `(?:${pattern})$`, 'u');
}

function without(part: string, written: string, place: '^' | '$'): string {
  return place === '^' ? part.slice(written.length) : part.slice(0, part.length - written.length);
}

function shorter(written: string, id: string): string {
  return Buffer.byteLength(written) <= id.length ? written : id;
}
