/** Which list is asked for: in words, and in the button that turns its page. */
import type { Day } from '../domain/time.ts';
import type { StandingOf } from './due-lists.ts';
import type { CountListed } from './figures-asked.ts';

/** 11月新收, 财政局 上周销号: the tickets that a count of a period is made of. */
export interface CountAsked {
  readonly of: CountListed;
  /** Both included. */
  readonly first: Day;
  readonly last: Day;
  /** Null: what the reader's own briefs are about. */
  readonly whose: { readonly of: 'department' | 'enterprise'; readonly id: string } | null;
}

/** todo 我的待办 · mine 进度 · orders 我的督办、批示 · words 查 … · those of `due-lists.ts` · counts of a period */
export type ListAsked =
  | { readonly of: 'todo' | 'mine' | 'orders' | StandingOf }
  | { readonly of: 'words'; readonly words: string }
  | CountAsked;

const NAMED = [
  'todo',
  'mine',
  'orders',
  'open',
  'late',
  'soon',
  'raised',
  'today',
  'tomorrow',
  'week',
] as const;
/** Marks words in a button; they stand there in letters that a button may have. */
const WORDS = 'q-';
/**
 * As long as a choice may be (`readPress`): the days of a count and the longest id of the roster (32), which with a page of
 * three figures are just what a button carries.
 */
const LONGEST = 50;

/** `c-261101-261130-d-finance`: short, so that there is room for long ids. Those sent before had the whole year. */
const COUNT = /^([rcx])-(?:20)?(\d{6})-(?:20)?(\d{6})(?:-([de])-([\w-]+))?$/;
const LETTERS: Readonly<Record<CountListed, string>> = { registered: 'r', closed: 'c', excluded: 'x' };

/** How a button names the list; null when there is no room for its words. */
export function codeOf(asked: ListAsked): string | null {
  const code = written(asked);
  return code.length <= LONGEST ? code : null;
}

function written(asked: ListAsked): string {
  if (asked.of === 'words') return `${WORDS}${Buffer.from(asked.words, 'utf8').toString('base64url')}`;
  if (!('whose' in asked)) return asked.of;
  const { of, first, last, whose } = asked;
  const days = `${LETTERS[of]}-${shortDay(first)}-${shortDay(last)}`;
  return whose === null ? days : `${days}-${whose.of === 'department' ? 'd' : 'e'}-${whose.id}`;
}

/** The list that a button names; null for what `codeOf` does not write. */
export function listOf(code: string): ListAsked | null {
  const of = NAMED.find((one) => one === code);
  if (of) return { of };
  const count = countOf(code);
  if (count) return count;
  if (!code.startsWith(WORDS)) return null;
  const words = Buffer.from(code.slice(WORDS.length), 'base64url').toString('utf8');
  return { of: 'words', words };
}

function countOf(code: string): CountAsked | null {
  const [, letter, from, to, kind, id] = COUNT.exec(code) ?? [];
  const of = (Object.keys(LETTERS) as CountListed[]).find((one) => LETTERS[one] === letter);
  const [first, last] = [dayIn(from), dayIn(to)];
  if (!of || first === null || last === null || first > last) return null;
  const isDepartment = kind === 'd';
  const whose = id === undefined ? null : ({ of: isDepartment ? 'department' : 'enterprise', id } as const);
  return { of, first, last, whose };
}

function shortDay(day: Day): string {
  return day.slice(2).replaceAll('-', '');
}

/** Null for 261332: there is no such day. */
function dayIn(digits = ''): Day | null {
  const day = digits.replace(/^(\d{2})(\d{2})(\d{2})$/, '20$1-$2-$3');
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}
