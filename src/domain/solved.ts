/**
 * 解决没有: solved is what the enterprise says is solved. A rating of what was reported solved says so, unless it is
 * 不满意; what was reported 部分解决 or 解释说明 is rated as that, and solved only where the enterprise says so by itself.
 */
import type { Ticket } from './ticket.ts';
import type { SolvedWord } from './ticket-parts.ts';

/** What the enterprise's answer comes to; unsaid: 不满意, and not a word on whether it is solved. */
export type Solved = SolvedWord | 'explained' | 'unsaid';

/** What it said to 解决没有 by itself: with the rating, asked after it, or on the telephone; null when it was not asked. */
export function wordOnSolved({ facts, entries }: Ticket): SolvedWord | null {
  if (facts.said) return facts.said;
  const rated = entries.findLastIndex(({ what }) => what === 'confirmed');
  // 回访: what was heard stands right before the rating that follows from it.
  const heard = entries[rated - 1];
  return heard?.what === 'calledBack' && heard.answers.solved ? 'solved' : null;
}

/** What the last rating of a ticket comes to. */
export function solvedBy(ticket: Ticket): Solved {
  const word = wordOnSolved(ticket);
  if (word !== null) return word;
  const { rating, outcome, reportedAs } = ticket.facts;
  if (rating === 'dissatisfied') return 'unsaid';
  const reported = reportedAs ?? outcome;
  return reported === 'partly' || reported === 'explained' ? reported : 'solved';
}

/** Whether the enterprise is still to say if it is solved: it is asked. */
export function isSolvedUnsaid(ticket: Ticket): boolean {
  return ticket.facts.closedBy === 'enterprise' && solvedBy(ticket) === 'unsaid';
}
