/** The learnt models as they are asked: a text, seen as a vector, weighed by head. */
import { remembering } from '../domain/remembering.ts';
import { createConcepts } from './concepts.ts';
import { runsOf } from './grams.ts';
import { createRuns } from './runs.ts';
import { CUES } from './surroundings.ts';
import { CUE, firstCue, type Lens, type Vector, vectorOf, withCues } from './vector.ts';
import type { ModelParts } from './weights-file.ts';
import { createWordSense, type WordSense } from './word-vectors.ts';

const REMEMBERED = 64;

/** One name of what a text may be, and how likely it is. */
export interface Scores {
  /** By head: the chance, 0 to 1, that the head says yes. Heads are independent; a caller that needs one of many scales. */
  readonly chances: ReadonlyMap<string, number>;
}

export interface Model {
  readonly heads: readonly string[];
  readonly corpus: string;
  readonly lines: number;
  readonly sense: WordSense;
  /** Of the words alone. */
  score(text: string): Scores;
  /** The two halves of `score`, where several models that see alike (`withWeights`) are asked of one text. */
  see(text: string): Vector;
  /**
   * By the place of a head in `heads`, its chance. `cues`: what is known around the words, places in `CUES`; the same
   * words are weighed with many.
   */
  weigh(words: Vector, cues?: readonly number[]): Float64Array;
  /** Words and what is known around them as one vector. */
  together(words: Vector, cues: readonly number[]): Vector;
  /** The same with other weights, as many of them. */
  withWeights(weights: Int8Array): Model;
  /** The runs of the text that spoke most for (or, negative, against) a head, the strongest first. */
  explain(
    text: string,
    head: string,
    most: number,
  ): readonly { readonly run: string; readonly weight: number }[];
}

/** What words weigh by themselves, by head. */
interface Weighed {
  readonly sums: Float32Array;
  readonly chances: Float64Array;
}

export function lensOf({ runs, words, concepts }: Pick<ModelParts, 'runs' | 'words' | 'concepts'>): Lens {
  return { runs: createRuns(runs), sense: createWordSense(words), concepts: createConcepts(concepts) };
}

/** `lens`: that of the parts, where it is there already. */
export function createModel(parts: ModelParts, lens: Lens = lensOf(parts)): Model {
  const { heads, weights } = parts;
  const width = heads.length;
  // The same words are seen alone, with what is around them, and beside the words that come next.
  const see = remembering(REMEMBERED, (text) => vectorOf(text, lens));
  const known = new WeakMap<Vector, Weighed>();
  /** Rows of the cues, and the heads to which any of them speaks. */
  const cuesFrom = firstCue(lens) * width;
  let cued: readonly number[] | undefined;

  function weigh(words: Vector, cues: readonly number[] = []): Float64Array {
    let alone = known.get(words);
    if (!alone) {
      const sums = addTo(new Float32Array(width), words, weights);
      alone = { sums, chances: Float64Array.from(heads, (_, head) => chanceOf(head, sums[head]!)) };
      known.set(words, alone);
    }
    if (cues.length === 0) return alone.chances;
    const chances = alone.chances.slice();
    cued ??= headsCued();
    for (const head of cued) {
      let sum = alone.sums[head]!;
      // Rounded at each step, as sums are kept.
      for (const cue of cues) sum = Math.fround(sum + CUE * weights[cuesFrom + cue * width + head]!);
      chances[head] = chanceOf(head, sum);
    }
    return chances;
  }

  function chanceOf(head: number, sum: number): number {
    const { scale, bias, slope, shift } = heads[head]!;
    return 1 / (1 + Math.exp(-(slope * Math.fround(sum * scale + bias) + shift)));
  }

  /** What cues say nothing to is as it is without them. */
  function headsCued(): readonly number[] {
    const places = heads.map((_, head) => head);
    return places.filter((head) => CUES.some((_, cue) => weights[cuesFrom + cue * width + head] !== 0));
  }

  function score(text: string): Scores {
    const chances = weigh(see(text));
    return { chances: new Map(heads.map(({ name }, head) => [name, chances[head]!])) };
  }

  return {
    heads: heads.map(({ name }) => name),
    corpus: parts.corpus,
    lines: parts.lines,
    sense: lens.sense,
    score,
    see,
    weigh,
    together: (words, cues) => withCues(words, cues, lens),
    withWeights: (others) => createModel({ ...parts, weights: others }, lens),
    explain(text, head, most) {
      const column = heads.findIndex(({ name }) => name === head);
      if (column < 0) return [];
      const found = new Map<string, number>();
      for (const { run, bucket } of runsOf(text)) {
        const row = run.length < 2 ? -1 : lens.runs.rowOf(bucket);
        if (row < 0 || !/^[\p{L}\p{N}]+$/u.test(run)) continue;
        found.set(run, lens.runs.rarity[row]! * weights[row * width + column]! * heads[column]!.scale);
      }
      return [...found]
        .map(([run, weight]) => ({ run, weight }))
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .slice(0, most);
    },
  };
}

/** By head: on which side of its line a text lies, and how far. */
export function marginsOf(
  seen: Vector,
  { heads, weights }: Pick<ModelParts, 'heads' | 'weights'>,
): Float32Array {
  return marginsFrom(addTo(new Float32Array(heads.length), seen, weights), heads);
}

/** Adds, by head, what each part of a vector weighs. */
function addTo(sums: Float32Array, { at, values }: Vector, weights: ModelParts['weights']): Float32Array {
  const width = sums.length;
  for (let k = 0; k < at.length; k++) {
    const start = at[k]! * width;
    const value = values[k]!;
    for (let head = 0; head < width; head++) sums[head]! += value * weights[start + head]!;
  }
  return sums;
}

function marginsFrom(sums: Float32Array, heads: ModelParts['heads']): Float32Array {
  const margins = new Float32Array(sums.length);
  for (let head = 0; head < sums.length; head++) {
    const { scale, bias } = heads[head]!;
    margins[head] = sums[head]! * scale + bias;
  }
  return margins;
}
