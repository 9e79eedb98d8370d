/**
 * Where words stand to each other: vectors learnt from many public messages to county governments, so that a word
 * which no example has still speaks for the matter of its neighbours. A text is cut into the longest known words.
 */
export interface WordVectors {
  readonly dimensions: number;
  /** Ordered by how common they are. */
  readonly words: readonly string[];
  /** A row a word, each of length 1. */
  readonly rows: Int8Array;
}

/** Cuts texts and adds up their words. */
export interface WordSense {
  readonly dimensions: number;
  /** The mean direction of the text's words, of length 1; all zero when none is known. */
  senseOf(text: string): Float32Array;
}

/** The commonest words say least: a word's weight grows with its place in the list. */
const COMMON = 8;
const LONGEST_WORD = 6;

export function createWordSense({ dimensions, words, rows }: WordVectors): WordSense {
  let places: Map<string, number> | undefined;
  return {
    dimensions,
    senseOf(text) {
      // At the first use: a start need not wait for it.
      places ??= new Map(words.map((word, place) => [word, place]));
      const sum = new Float32Array(dimensions);
      for (const place of new Set(placesIn(text, places, LONGEST_WORD))) {
        const weight = Math.min(1, Math.log(2 + place) / COMMON);
        const start = place * dimensions;
        for (let k = 0; k < dimensions; k++) sum[k]! += weight * rows[start + k]!;
      }
      const length = Math.hypot(...sum);
      return length === 0 ? sum : sum.map((value) => value / length);
    },
  };
}

function* placesIn(text: string, places: ReadonlyMap<string, number>, longest: number): Generator<number> {
  for (let at = 0; at < text.length; ) {
    let taken = 1;
    for (let length = Math.min(longest, text.length - at); length >= 1; length--) {
      const place = places.get(text.slice(at, at + length));
      if (place === undefined) continue;
      yield place;
      taken = length;
      break;
    }
    at += taken;
  }
}
