/**
 * The mark by which the program knows its own words when they come back without an id: quoted on a channel that quotes
 * words only, or copied by somebody. `〖23-86〗` ends a message about ticket 23 that has 86 signs, spaces not counted.
 *
 * Why a visible one, of these signs: invisible signs are what platforms and input fields drop first, and `clean` takes
 * them out of whatever people send. 〖 and 〗 are in GB 2312, so every phone shows them, and hardly anybody types them;
 * 〔2026〕 stands in the number of each official document, and 【 】 in everything that people head with a title. The
 * count tells where our words begin, whatever stands above them, however they are worded, and wherever a page has broken
 * their lines. Code puts it on, at delivery: no rewording of `flows/wording.yaml` can change it.
 */

const MARKS = /〖(\d{1,9})-(\d{1,5})〗/gu;
const SIGN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Said before what may have come before, and not counted. */
export const RESENT = '（重发：此前一条可能已送达）';

export function withMark(text: string, ticket: number): string {
  return `${text}〖${ticket}-${[...text].filter((sign) => SIGN.test(sign)).length}〗`;
}

/** The words of a message that ends with the mark, and the mark; empty where it has none. */
export function partedFromMark(text: string): { readonly words: string; readonly mark: string } {
  const [mark = ''] = [...text.matchAll(MARKS)].at(-1) ?? [];
  return text.endsWith(mark)
    ? { words: text.slice(0, text.length - mark.length), mark }
    : { words: text, mark: '' };
}

/** The ticket of the first message of ours in a text; null where there is none. */
export function ticketMarkedIn(text: string): number | null {
  return ownWordsIn(text)?.ticket ?? null;
}

export interface OwnWords {
  /** The ticket that the first of our messages is about. */
  readonly ticket: number;
  /** What stands there that the program did not say; empty for a mere copy. */
  readonly rest: string;
}

/** Null where no message of ours stands in the text. */
export function ownWordsIn(text: string): OwnWords | null {
  const found = [...text.matchAll(MARKS)];
  const ticket = Number(found[0]?.[1] ?? 0);
  if (ticket === 0) return null;
  const rest: string[] = [];
  let from = 0;
  for (const { 0: mark, 2: count, index } of found) {
    rest.push(beforeOurs(text.slice(from, index), Number(count)));
    from = index + mark.length;
  }
  rest.push(text.slice(from));
  const theirs = rest.map((part) => part.trim()).filter((part) => part !== '');
  return { ticket, rest: theirs.join('\n') };
}

/** What stands before the last so many signs of a text. */
function beforeOurs(text: string, count: number): string {
  const signs = [...text];
  let left = count;
  while (left > 0 && signs.length > 0) if (SIGN.test(signs.pop() ?? '')) left -= 1;
  const before = signs.join('').trim();
  return before.endsWith(RESENT) ? before.slice(0, -RESENT.length) : before;
}
