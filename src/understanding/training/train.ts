/** Corpus → weights. Deterministic: the same examples give the same bytes. */

import { type ConceptWords, createConcepts } from '../concepts.ts';
import { BUCKETS, countsOf } from '../grams.ts';
import { isCued, isDepartment } from '../labels.ts';
import { createRuns, type KnownRuns, mostFrequent } from '../runs.ts';
import { fitLine, type Labelled, type Line, marginOf } from '../solver.ts';
import { type Lens, sizeOf, type Vector, vectorOf, withCues } from '../vector.ts';
import type { HeadSpec, ModelParts } from '../weights-file.ts';
import { createWordSense, type WordVectors } from '../word-vectors.ts';
import { type Curve, calibrate, chanceOf } from './calibrate.ts';
import type { Example } from './examples.ts';
import { stretchOf } from './telling.ts';

/** Price of mistakes against large weights: of whose matter it is each example tells little by itself. */
const C = 0.5;
const DEPARTMENT_C = 0.3;
/** What is found in one example only says nothing about others. */
const LEAST_DOCUMENTS = 2;
/** A head that nearly always says no learns little from a plain count of mistakes. */
const MOST_BALANCE = 4;

/** What is known of words before anything is learnt from the corpus. */
export interface Lexicon {
  readonly words: WordVectors;
  readonly concepts: readonly ConceptWords[];
}

export interface Fitted {
  readonly lens: Lens;
  readonly runs: KnownRuns;
  readonly lines: ReadonlyMap<string, Line>;
}

/** Chances of one example by a model that has seen none of its voice. */
export interface Judged {
  readonly example: Example;
  readonly margins: ReadonlyMap<string, number>;
}

export function fitHeads(
  examples: readonly Example[],
  heads: readonly string[],
  { words, concepts }: Lexicon,
): Fitted {
  const runs = runsIn(examples);
  const lens: Lens = {
    runs: createRuns(runs),
    sense: createWordSense(words),
    concepts: createConcepts(concepts),
  };
  const plain = examples.map(({ text }) => vectorOf(text, lens));
  const cued = examples.map(({ cues }, row) => withCues(plain[row]!, cues, lens));
  const size = sizeOf(lens);
  const lines = new Map(
    heads.map((head) => {
      const rows = rowsOf(examples, isCued(head) ? cued : plain, head);
      return [head, fitHead(rows, runs.buckets.length, size, isDepartment(head) ? DEPARTMENT_C : C)];
    }),
  );
  return { lens, runs, lines };
}

/** Fitted to vectors that are stretched by what their runs tell; the weights are those of vectors as they are. */
function fitHead(rows: readonly Labelled[], runs: number, size: number, c: number): Line {
  const stretch = stretchOf(rows, runs, size);
  const balance = balanceOf(rows);
  const weighed = rows.map(({ x, y, cost }) => ({ x, y, cost: y === 1 ? cost * balance : cost }));
  const { weights, bias } = fitLine(weighed, size, c, stretch);
  return { weights: weights.map((weight, place) => weight * stretch[place]!), bias };
}

function balanceOf(rows: readonly Labelled[]): number {
  const yes = rows.filter(({ y }) => y === 1).length;
  return Math.min(MOST_BALANCE, Math.max(1, Math.sqrt((rows.length - yes) / Math.max(1, yes))));
}

function rowsOf(examples: readonly Example[], vectors: readonly Vector[], head: string): readonly Labelled[] {
  return examples.flatMap(({ says, cost }, row) => {
    const yes = says.get(head);
    return yes === undefined ? [] : [{ x: vectors[row]!, y: yes ? (1 as const) : (-1 as const), cost }];
  });
}

function runsIn(examples: readonly Example[]): KnownRuns {
  const documents = new Uint32Array(BUCKETS);
  for (const { text } of examples) for (const bucket of countsOf(text).keys()) documents[bucket]!++;
  return mostFrequent(documents, examples.length, LEAST_DOCUMENTS);
}

export interface FitJob {
  readonly examples: readonly Example[];
  readonly heads: readonly string[];
  readonly lexicon: Lexicon;
  /** Learnt from in every fold. */
  readonly always: readonly Example[];
}

export interface FoldJob extends FitJob {
  readonly fold: number;
  readonly folds: number;
}

/**
 * The examples of one fold, judged by what the others teach: voices are parted, so that whoever is judged is nobody the
 * model has learnt from.
 */
export function judgeFold({ examples, heads, lexicon, always, fold, folds }: FoldJob): readonly Judged[] {
  const foldOf = foldsOf(examples, folds);
  const seen = examples.filter(({ voice }) => foldOf.get(voice) !== fold);
  const { lens, lines } = fitHeads([...seen, ...always], heads, lexicon);
  return examples
    .filter(({ voice }) => foldOf.get(voice) === fold)
    .map((example) => {
      const plain = vectorOf(example.text, lens);
      const cued = withCues(plain, example.cues, lens);
      return {
        example,
        margins: new Map(
          [...lines].map(([head, line]) => [head, marginOf(line, isCued(head) ? cued : plain)]),
        ),
      };
    });
}

function foldsOf(examples: readonly Example[], folds: number): ReadonlyMap<string, number> {
  return partedEvenly(
    examples.map(({ voice }) => voice),
    folds,
  );
}

/** Parts names, each as often as it stands there, into `parts` of about the same size: the largest first, each to the part that has least. */
export function partedEvenly(names: readonly string[], parts: number): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const loads = new Array<number>(parts).fill(0);
  return new Map(
    [...sizes]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([name, size]) => {
        const part = loads.indexOf(Math.min(...loads));
        loads[part] = (loads[part] ?? 0) + size;
        return [name, part] as const;
      }),
  );
}

export function curvesOf(judged: readonly Judged[], heads: readonly string[]): ReadonlyMap<string, Curve> {
  return new Map(
    heads.map((head) => [
      head,
      calibrate(
        judged.flatMap(({ example, margins }) => {
          const is = example.says.get(head);
          return is === undefined ? [] : [{ margin: margins.get(head) ?? 0, is }];
        }),
      ),
    ]),
  );
}

export function chancesOf(
  { margins }: Judged,
  curves: ReadonlyMap<string, Curve>,
): ReadonlyMap<string, number> {
  return new Map([...margins].map(([head, margin]) => [head, chanceOf(curves.get(head)!, margin)]));
}

/** Everything as it goes to disk: each head's weights in bytes, with what a byte stands for. */
export function quantised(
  { lines, runs }: Pick<Fitted, 'lines' | 'runs'>,
  curves: ReadonlyMap<string, Curve>,
  { words, concepts }: Lexicon,
  about: { readonly corpus: string; readonly lines: number },
): ModelParts {
  const heads = [...lines.keys()];
  const size = sizeOf({
    runs: { count: runs.buckets.length },
    sense: words,
    concepts: { count: concepts.length },
  });
  const weights = new Int8Array(size * heads.length);
  const specs: HeadSpec[] = heads.map((name, column) => {
    const { weights: exact, bias } = lines.get(name)!;
    const largest = exact.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = largest / 127 || 1;
    exact.forEach((weight, row) => {
      weights[row * heads.length + column] = Math.round(weight / scale);
    });
    const { slope, shift } = curves.get(name)!;
    return { name, scale, bias, slope, shift };
  });
  return { ...about, heads: specs, runs, words, concepts, weights };
}
