/** A text, with what is known around it, as one sparse vector: the only input of the learnt models. */
import { BUCKETS, bucketOf, countsOf, readable } from './grams.ts';
import type { WordSense } from './word-vectors.ts';

export interface Vector {
  readonly at: Int32Array;
  readonly values: Float32Array;
}

/** How much each part weighs beside the runs of characters, whose part has length 1. */
const SENSE = 0.6;
const CUE = 0.35;

export interface Lens {
  /** By bucket: how rare what falls into it is; 0 for what no example had. */
  readonly rarity: Float32Array;
  readonly sense: WordSense;
}

/** Buckets, then the dimensions of the word vectors. */
export function sizeOf({ sense }: Pick<Lens, 'sense'>): number {
  return BUCKETS + sense.dimensions;
}

/** `cues`: names of what is known beside the words (a rule that fired, who speaks, where). */
export function vectorOf(text: string, cues: Iterable<string>, { rarity, sense }: Lens): Vector {
  const at: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [bucket, count] of countsOf(text)) {
    const rare = rarity[bucket] ?? 0;
    if (rare === 0) continue;
    const value = (1 + Math.log(count)) * rare;
    at.push(bucket);
    values.push(value);
    square += value * value;
  }
  const length = Math.sqrt(square) || 1;
  for (let k = 0; k < values.length; k++) values[k]! /= length;
  for (const cue of cues) {
    at.push(cueBucket(cue));
    values.push(CUE);
  }
  sense.senseOf(readable(text)).forEach((value, k) => {
    if (value === 0) return;
    at.push(BUCKETS + k);
    values.push(value * SENSE);
  });
  return { at: Int32Array.from(at), values: Float32Array.from(values) };
}

export function cueBucket(cue: string): number {
  return bucketOf(`cue ${cue}`);
}
