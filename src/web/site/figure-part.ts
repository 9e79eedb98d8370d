/** A part of a figure that an address asks for: the tickets of one word, or of one kind. */
import { wordsOf } from '../../domain/metrics.ts';
import type { Outline } from '../../domain/outline.ts';
import { kindInWords } from '../../papers/words.ts';

/** Which of a figure's tickets are shown: all of them, or those of one word or kind. */
export interface FigurePart {
  /** As an address has it. */
  readonly query: Readonly<Record<string, string>>;
  readonly name: string;
  readonly has: (one: Outline) => boolean;
}

/** A word of the county's, or a kind, of which only the tickets are wanted. */
export function partAsked({ word, kind }: Record<string, string>): FigurePart {
  if (word !== undefined) return { query: { word }, name: `“${word}”`, has: (one) => wordsOf(one).has(word) };
  if (kind !== undefined)
    return { query: { kind }, name: kindInWords(kind), has: ({ flow }) => flow === kind };
  return { query: {}, name: '', has: () => true };
}
