/** Which list is asked for: in words, and in the button that turns its page. */
import type { StandingOf } from './due-lists.ts';

/** todo 我的待办 · mine 进度 · orders 我的督办、批示 · words 查 … · and those of `due-lists.ts` */
export type ListAsked =
  | { readonly of: 'todo' | 'mine' | 'orders' | StandingOf }
  | { readonly of: 'words'; readonly words: string };

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
/** As long as a choice may be (`readPress`). */
const LONGEST = 36;

/** How a button names the list; null when there is no room for its words. */
export function codeOf(asked: ListAsked): string | null {
  if (asked.of !== 'words') return asked.of;
  const code = `${WORDS}${Buffer.from(asked.words, 'utf8').toString('base64url')}`;
  return code.length <= LONGEST ? code : null;
}

/** The list that a button names; null for what `codeOf` does not write. */
export function listOf(code: string): ListAsked | null {
  const of = NAMED.find((one) => one === code);
  if (of) return { of };
  if (!code.startsWith(WORDS)) return null;
  const words = Buffer.from(code.slice(WORDS.length), 'base64url').toString('utf8');
  return { of: 'words', words };
}
