/**
 * Where words stand to each other: vectors learnt from many public messages to county governments, so that a word
 * which no example has still speaks for the matter of its neighbours. A text is cut into the longest known words.
 */
import { remembering } from '../domain/remembering.ts';
import { createFinder, type Finder } from './finder.ts';

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
/** Messages and what lies near them. */
const REMEMBERED = 512;

export function createWordSense({ dimensions, words, rows }: WordVectors): WordSense {
  let find: Finder<number> | undefined;

  function senseOf(text: string): Float32Array {
    // At the first use: a start need not wait for it.
    find ??= createFinder(new Map(words.map((word, place) => [word, place])), LONGEST_WORD);
    const sum = new Float32Array(dimensions);
    for (const place of new Set(longestIn(text, find))) {
      const weight = Math.min(1, Math.log(2 + place) / COMMON);
      const start = place * dimensions;
      for (let k = 0; k < dimensions; k++) sum[k]! += weight * rows[start + k]!;
    }
    const length = Math.hypot(...sum);
    return length === 0 ? sum : sum.map((value) => value / length);
  }

  return { dimensions, senseOf: remembering(REMEMBERED, senseOf) };
}

function* longestIn(text: string, find: Finder<number>): Generator<number> {
  for (let at = 0; at < text.length; ) {
    const found = find(text, at).at(-1);
    if (found) yield found.value;
    at += found?.length ?? 1;
  }
}
