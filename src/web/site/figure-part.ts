/** A part of a figure that an address asks for: the tickets of one word, or of one kind. */
import { kindOf, wordsOf } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { kindInWords } from '../../papers/words.ts';

/** Which of a figure's tickets are shown: all of them, or those of one word or kind. */
export interface FigurePart {
  /** As an address has it. */
  readonly query: Readonly<Record<string, string>>;
  readonly name: string;
  readonly has: (ticket: Ticket) => boolean;
}

/** A word of the county's, or a kind, of which only the tickets are wanted. */
export function partAsked({ word, kind }: Record<string, string>): FigurePart {
  if (word !== undefined)
    return { query: { word }, name: `“${word}”`, has: (ticket) => wordsOf(ticket).has(word) };
  if (kind !== undefined)
    return { query: { kind }, name: kindInWords(kind), has: (ticket) => kindOf(ticket) === kind };
  return { query: {}, name: '', has: () => true };
}
