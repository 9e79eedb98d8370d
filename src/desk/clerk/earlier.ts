/** Whether pasted words are on record already: the very words, more on an open matter, or the same trouble come back. */
import { saysStill } from '../../dialogue/still.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { Routing } from '../../routing/router.ts';
import { likeness } from '../intake/alike.ts';
import type { Words } from './matters.ts';

/**
 * known: pasted before · open: said of a matter in hand · ended: of one that was reported done, or closed, before they
 * were said, or nobody knows when they were
 */
export interface Earlier {
  readonly is: 'known' | 'open' | 'ended';
  readonly ticket: Ticket;
}

/** For so long after a matter ended the same words may mean that it has come back. */
const COMES_BACK = 30 * DAY;
/** From this likeness on two texts say the same. It is high, as most texts ask the same people for the same things. */
const SAME = 0.8;
/** 又跳了, 再次停水, 还是老样子 */
const AGAIN = /又|再次|再一次|还是|仍|依旧|照旧|老样子/u;

/** `tickets`: of the enterprise, the newest first; no report. Null: the words are a matter of their own. */
export function earlierOf(
  words: Pick<Words, 'text' | 'at'>,
  { departments: [best], auto, urgent }: Routing,
  tickets: readonly Ticket[],
  now: Instant,
): Earlier | null {
  for (const ticket of tickets) {
    const entered = enteredAt(words.text, ticket);
    if (entered === null) continue;
    if (words.at === null ? endOf(ticket) === null : words.at <= entered) return { is: 'known', ticket };
    // The very words once more, by which nobody can tell which matter it is if not this one.
    const found = stateOf(ticket, words.at ?? now, now);
    if (found !== null) return { is: found, ticket };
  }
  const department = auto ? best?.id : undefined;
  for (const ticket of tickets) {
    const found = stateOf(ticket, words.at ?? now, now);
    const isSame = saysTheSame(ticket.text, words.text);
    if (found === null || (department !== undefined && department !== ticket.department)) continue;
    // A danger waits for nobody's addition.
    if (found === 'open' && urgent && !ticket.urgent) continue;
    if (isSame || (department !== undefined && saysAgain(words.text, found))) return { is: found, ticket };
  }
  return null;
}

/** Much the same words, of the same numbers: the first transformer is not the second. */
export function saysTheSame(one: string, other: string): boolean {
  return likeness(one, other) >= SAME && numbersIn(one) === numbersIn(other);
}

function numbersIn(text: string): string {
  return (text.match(/[\d一二三四五六七八九十]+/gu) ?? []).join();
}

function saysAgain(text: string, found: 'open' | 'ended'): boolean {
  return saysStill(text) || (found === 'ended' && AGAIN.test(text));
}

function stateOf(ticket: Ticket, said: Instant, now: Instant): 'open' | 'ended' | null {
  const end = endOf(ticket);
  if (end !== null) return said > end && now - end <= COMES_BACK ? 'ended' : null;
  return isOver(ticket) ? null : 'open';
}

/** When it was reported done; null when it was not, or ended otherwise. */
function endOf({ state, facts }: Ticket): Instant | null {
  return state === 'resolved' || state === 'closed' ? (facts.resolvedAt ?? facts.closedAt) : null;
}

/** When all lines of the words had come onto the ticket; null when they have not. */
function enteredAt(text: string, ticket: Ticket): Instant | null {
  let entered = ticket.facts.registeredAt;
  const known = new Set(linesOf(ticket.text));
  const wanted = linesOf(text);
  const isThere = (): boolean => wanted.every((line) => known.has(line));
  if (wanted.length === 0) return null;
  if (isThere()) return entered;
  for (const entry of ticket.entries) {
    if (entry.what !== 'supplemented' && entry.what !== 'reopened' && entry.what !== 'reworked') continue;
    for (const line of linesOf(entry.text ?? '')) known.add(line);
    entered = entry.at;
    if (isThere()) return entered;
  }
  return null;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
