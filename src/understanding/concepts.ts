/**
 * A thesaurus of the group: words that mean alike under one name (`data/concepts.yaml`), so that what one example says
 * with 两条烟 speaks for another's 一箱好酒. Learnt with, and carried by the weights; no file is read at run time.
 */
import { createFinder, type Finder } from './finder.ts';
import { readable } from './grams.ts';

export interface ConceptWords {
  readonly name: string;
  readonly words: readonly string[];
}

export interface Concepts {
  readonly count: number;
  /** By place of the concept: the length of its longest word in the text. */
  conceptsIn(text: string): ReadonlyMap<number, number>;
}

/** Nobody says longer ones letter by letter. */
const LONGEST_WORD = 8;

export function createConcepts(concepts: readonly ConceptWords[]): Concepts {
  let find: Finder<readonly number[]> | undefined;

  function index(): Finder<readonly number[]> {
    const found = new Map<string, number[]>();
    concepts.forEach(({ words }, place) => {
      for (const word of words) {
        const known = found.get(word);
        if (known) known.push(place);
        else found.set(word, [place]);
      }
    });
    return createFinder(found, LONGEST_WORD);
  }

  return {
    count: concepts.length,
    conceptsIn(text) {
      // At the first use: a start need not wait for it.
      find ??= index();
      const plain = readable(text);
      const found = new Map<number, number>();
      for (let at = 0; at < plain.length; at++) {
        for (const { length, value: places } of find(plain, at)) {
          for (const place of places) found.set(place, Math.max(found.get(place) ?? 0, length));
        }
      }
      return found;
    },
  };
}
