/** A part of a figure that an address asks for: the tickets of one word, of one kind, or of one source. */
import { type Period, wordsOf } from '../../domain/metrics.ts';
import type { Outline } from '../../domain/outline.ts';
import { cameFrom, ORIGINS } from '../../domain/source.ts';
import { kindInWords, originInWords } from '../../papers/words.ts';

/** Which of a figure's tickets are shown: all of them, or those of one word, kind or source. */
export interface FigurePart {
  /** As an address has it. */
  readonly query: Readonly<Record<string, string>>;
  readonly name: string;
  readonly has: (one: Outline) => boolean;
}

/** A word of the county's, a kind or a source, of which only the tickets are wanted; of a source those that came in the period. */
export function partAsked({ word, kind, source }: Record<string, string>, { from }: Period): FigurePart {
  if (word !== undefined) return { query: { word }, name: `“${word}”`, has: (one) => wordsOf(one).has(word) };
  if (kind !== undefined)
    return { query: { kind }, name: kindInWords(kind), has: ({ flow }) => flow === kind };
  const origin = ORIGINS.find((one) => one === source);
  if (origin)
    return {
      query: { source: origin },
      name: originInWords(origin),
      has: (one) => cameFrom(one) === origin && one.registeredAt >= from,
    };
  return { query: {}, name: '', has: () => true };
}
