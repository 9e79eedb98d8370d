/** A text, with what is known around it, as one sparse vector: the only input of the learnt models. */
import type { Concepts } from './concepts.ts';
import { countsOf, readable } from './grams.ts';
import type { Runs } from './runs.ts';
import { CUES } from './surroundings.ts';
import type { WordSense } from './word-vectors.ts';

export interface Vector {
  readonly at: Int32Array;
  readonly values: Float32Array;
}

/** How much each part weighs beside the runs of characters, whose part has length 1. */
const SENSE = 0.6;
const CONCEPT = 0.3;
export const CUE = Math.fround(0.3);
/** A concept counts for less where the text has more of them than about this many, squared. */
const FEW_CONCEPTS = 2.5;

export interface Lens {
  readonly runs: Runs;
  readonly sense: WordSense;
  readonly concepts: Concepts;
}

/** The runs, then the dimensions of the word vectors, the concepts, and the cues. */
export function sizeOf({
  runs,
  sense,
  concepts,
}: {
  readonly runs: { readonly count: number };
  readonly sense: { readonly dimensions: number };
  readonly concepts: { readonly count: number };
}): number {
  return runs.count + sense.dimensions + concepts.count + CUES.length;
}

/** Words alone. */
export function vectorOf(text: string, { runs, sense, concepts }: Lens): Vector {
  const at: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [bucket, count] of countsOf(text)) {
    const row = runs.rowOf(bucket);
    if (row < 0) continue;
    const value = (1 + Math.log(count)) * runs.rarity[row]!;
    at.push(row);
    values.push(value);
    square += value * value;
  }
  const length = Math.sqrt(square) || 1;
  for (let k = 0; k < values.length; k++) values[k]! /= length;
  const direction = sense.senseOf(readable(text));
  for (let k = 0; k < direction.length; k++) {
    const value = direction[k]!;
    if (value === 0) continue;
    at.push(runs.count + k);
    values.push(value * SENSE);
  }
  const found = concepts.conceptsIn(text);
  const crowd = FEW_CONCEPTS / Math.max(FEW_CONCEPTS, Math.sqrt(found.size));
  for (const [concept, longest] of found) {
    at.push(runs.count + sense.dimensions + concept);
    // A single character says little.
    values.push(CONCEPT * (longest > 1 ? 1 : 0.5) * crowd);
  }
  return { at: new Int32Array(at), values: new Float32Array(values) };
}

/** Where the cues begin. */
export function firstCue(lens: Lens): number {
  return sizeOf(lens) - CUES.length;
}

/** What is around words; `cues` are places in `CUES`. */
function cueVector(cues: readonly number[], lens: Lens): Vector {
  const first = firstCue(lens);
  const at = new Int32Array(cues.length);
  for (let k = 0; k < cues.length; k++) at[k] = first + cues[k]!;
  return { at, values: new Float32Array(cues.length).fill(CUE) };
}

/** The words with what is around them, none where nothing is known. */
export function withCues(words: Vector, cues: readonly number[], lens: Lens): Vector {
  if (cues.length === 0) return words;
  const { length } = words.at;
  const around = cueVector(cues, lens);
  const at = new Int32Array(length + cues.length);
  const values = new Float32Array(length + cues.length);
  at.set(words.at);
  values.set(words.values);
  at.set(around.at, length);
  values.set(around.values, length);
  return { at, values };
}
