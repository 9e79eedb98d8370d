/**
 * The runs of characters that the models know: of the hundreds of thousands in the corpus those that stand in most lines,
 * each with a row of weights of its own. What shares a bucket of the hash with them is taken for them; few do.
 */
import { BUCKETS } from './grams.ts';

/** As many rows as fit into the file of weights (4 MB) beside all else; fewer than two bytes count. */
export const MOST_RUNS = 65_500;
/** A power of two, about twice as many. */
const SLOTS = 1 << 17;
/** Of rarity, which is at most 15. */
const RARITY_STEP = 1 / 16;

/** As they are kept: buckets in ascending order, and how rare each is, in steps of 1/16. */
export interface KnownRuns {
  readonly buckets: Uint32Array;
  readonly rarity: Uint8Array;
}

export interface Runs {
  readonly count: number;
  /** The row of a bucket; -1 where the models know nothing of it. */
  rowOf(bucket: number): number;
  /** By row. */
  readonly rarity: Float32Array;
}

export function createRuns({ buckets, rarity }: KnownRuns): Runs {
  // Open addressing: a table by bucket would be four million places for sixty-five thousand.
  const keys = new Uint32Array(SLOTS);
  const rows = new Uint16Array(SLOTS);
  /** Where a bucket stands, or would; keys are one more than the bucket, 0 is free. */
  const slotOf = (bucket: number): number => {
    let slot = bucket & (SLOTS - 1);
    while (keys[slot] !== 0 && keys[slot] !== bucket + 1) slot = (slot + 1) & (SLOTS - 1);
    return slot;
  };
  const weights = new Float32Array(buckets.length);
  // At every start, before anything is compiled: plain loops.
  for (let row = 0; row < buckets.length; row++) {
    const slot = slotOf(buckets[row]!);
    keys[slot] = buckets[row]! + 1;
    rows[slot] = row;
    weights[row] = rarity[row]! * RARITY_STEP;
  }
  return {
    count: buckets.length,
    rowOf: (bucket) => {
      const slot = slotOf(bucket);
      return keys[slot] === 0 ? -1 : rows[slot]!;
    },
    rarity: weights,
  };
}

/**
 * Of what is found in `documents[bucket]` of `all` texts: the most frequent, where several are as frequent those of lower
 * numbers; rarity is the smoothed inverse document frequency.
 */
export function mostFrequent(
  documents: Uint32Array,
  all: number,
  least: number,
  most = MOST_RUNS,
): KnownRuns {
  const found: number[] = [];
  documents.forEach((count, bucket) => {
    if (count >= least) found.push(bucket);
  });
  const buckets = Uint32Array.from(
    found.sort((a, b) => documents[b]! - documents[a]! || a - b).slice(0, most),
  ).sort();
  const rarity = Uint8Array.from(buckets, (bucket) => {
    const steps = (Math.log((1 + all) / (1 + documents[bucket]!)) + 1) / RARITY_STEP;
    return Math.max(1, Math.min(255, Math.round(steps)));
  });
  return { buckets, rarity };
}

/** Ascending numbers as the steps between them, seven bits a byte, the lowest first (LEB128). */
export function packed(buckets: Uint32Array): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const bucket of buckets) {
    let step = bucket - before;
    before = bucket;
    for (; step > 0x7f; step >>>= 7) bytes.push((step & 0x7f) | 0x80);
    bytes.push(step);
  }
  return Uint8Array.from(bytes);
}

/** Null for bytes that are not `count` ascending numbers below `BUCKETS`. */
export function unpacked(bytes: Uint8Array, count: number): Uint32Array | null {
  const buckets = new Uint32Array(count);
  let at = 0;
  let before = 0;
  for (let place = 0; place < count; place++) {
    // What lies behind the end reads as 0, a step that no ascending list has.
    let byte = bytes[at++] ?? 0;
    let step = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 21) return null;
      byte = bytes[at++] ?? 0;
      step |= (byte & 0x7f) << shift;
    }
    before += step;
    if (before >= BUCKETS || (step === 0 && place > 0)) return null;
    buckets[place] = before;
  }
  return at === bytes.length ? buckets : null;
}
