/** What an enterprise said of the results of one ticket, each word with its time: a report of any period finds its own. */
import type { TicketEntry } from '../entry.ts';
import { type Solved, solvedBy } from '../solved.ts';
import type { Ticket } from '../ticket.ts';
import type { Rating } from '../ticket-parts.ts';
import type { Instant } from '../time.ts';

export interface Word {
  readonly at: Instant;
  /** `none`: nobody answered in time (未评价), which is never counted as satisfied, whatever was said later (补评). */
  readonly answer: Solved | 'none';
  /** Null where it was no rating, but that it is not solved, or nothing. */
  readonly rating: Rating | null;
}

/** 没解决 or 不满意, said of any of its results, whatever became of it: what the figure of that name counts. */
export function hasBeenUnhappy({ words }: { readonly words: readonly Word[] }): boolean {
  return words.some(({ answer, rating }) => answer === 'unsolved' || rating === 'dissatisfied');
}

/** In order of time: ratings, "not solved", and where none came in time. `entries`: those that were not taken back. */
export function wordsOf(ticket: Ticket, entries: readonly TicketEntry[]): readonly Word[] {
  const last = entries.findLastIndex(({ what }) => what === 'confirmed');
  const stillStands = ticket.facts.closedBy === 'enterprise';
  const words: Word[] = [];
  let over = false;
  for (const [place, entry] of entries.entries()) {
    const { what, at } = entry;
    if (what === 'confirmed') {
      // Only of the last result is it on record what the department had reported.
      const now = place === last && stillStands;
      const rating = (now ? ticket.facts.rating : entry.rating) ?? null;
      words.push({ at, answer: now ? solvedBy(ticket) : answerAt(entries, place, rating), rating });
      over = true;
    } else if (what === 'lapsed') {
      words.push({ at, answer: 'none', rating: null });
      over = true;
    } else if (what === 'reworked' || what === 'reopened') {
      // An appeal against 不予受理 says nothing about a result.
      if (what === 'reworked' || over) words.push({ at, answer: 'unsolved', rating: null });
      over = false;
    }
  }
  return words;
}

/** Of a rating that a later reopening has left behind: its word on 解决没有, beside it, after it, or on the telephone. */
function answerAt(entries: readonly TicketEntry[], place: number, rating: Rating | null): Solved {
  const [before, rated] = [entries[place - 1], entries[place]];
  const end = entries.findIndex(({ what }, index) => index > place && what === 'reopened');
  const asked = entries
    .slice(place, end < 0 ? undefined : end)
    .findLast((entry) => entry.what === 'surveyAnswered' && entry.solved !== undefined);
  if (asked?.what === 'surveyAnswered' && asked.solved) return asked.solved;
  if (rated?.what === 'confirmed' && rated.solved) return rated.solved;
  const heard = before?.what === 'calledBack' && before.answers.solved;
  return rating === 'dissatisfied' && !heard ? 'unsaid' : 'solved';
}
