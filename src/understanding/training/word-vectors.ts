/**
 * Learns word vectors from plain texts: positive pointwise mutual information of words that stand near each other,
 * factored by subspace iteration (Levy, Goldberg and Dagan, “Improving Distributional Similarity with Lessons Learned
 * from Word Embeddings”, TACL 2015: window 5, context smoothing 0.75). Done once, from texts that stay outside.
 */
import { readable } from '../grams.ts';
import { random } from '../solver.ts';
import type { WordVectors } from '../word-vectors.ts';

const WINDOW = 5;
const SMOOTHING = 0.75;
const LEAST_OFTEN = 5;
const ROUNDS = 6;

export function learnWordVectors(
  texts: Iterable<string>,
  { dimensions, most }: { readonly dimensions: number; readonly most: number },
): WordVectors {
  const cutter = new Intl.Segmenter('zh', { granularity: 'word' });
  const cut = (text: string): string[] =>
    [...cutter.segment(readable(text))].map(({ segment }) => segment).filter((word) => /\p{L}/u.test(word));
  const documents = [...texts].map(cut);
  const often = new Map<string, number>();
  for (const words of documents) for (const word of words) often.set(word, (often.get(word) ?? 0) + 1);
  const known = [...often].filter(([, count]) => count >= LEAST_OFTEN);
  known.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const words = known.slice(0, most).map(([word]) => word);
  const { from, to, weight } = nearness(documents, words);
  return { dimensions, words, rows: factor(from, to, weight, words.length, dimensions) };
}

interface Pairs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float32Array;
}

function nearness(documents: readonly (readonly string[])[], words: readonly string[]): Pairs {
  const size = words.length;
  const places = new Map(words.map((word, place) => [word, place]));
  const together = new Map<number, number>();
  for (const document of documents) {
    const row = document.map((word) => places.get(word) ?? -1);
    row.forEach((a, i) => {
      for (let j = Math.max(0, i - WINDOW); j < i; j++) {
        const b = row[j]!;
        if (a < 0 || b < 0) continue;
        const near = 1 / (i - j);
        together.set(a * size + b, (together.get(a * size + b) ?? 0) + near);
        together.set(b * size + a, (together.get(b * size + a) ?? 0) + near);
      }
    });
  }
  const rows = new Float64Array(size);
  for (const [pair, count] of together) rows[Math.floor(pair / size)]! += count;
  const contexts = rows.map((sum) => sum ** SMOOTHING);
  const all = contexts.reduce((sum, one) => sum + one, 0);
  const kept = [...together]
    .map(([pair, count]) => {
      const a = Math.floor(pair / size);
      const b = pair % size;
      return { a, b, bits: Math.log((count * all) / (rows[a]! * contexts[b]!)) };
    })
    .filter(({ bits }) => bits > 0);
  return {
    from: Int32Array.from(kept, ({ a }) => a),
    to: Int32Array.from(kept, ({ b }) => b),
    weight: Float32Array.from(kept, ({ bits }) => bits),
  };
}

/** The leading directions, each scaled by the root of its strength; rows brought to length 1 and to bytes. */
function factor(
  from: Int32Array,
  to: Int32Array,
  weight: Float32Array,
  size: number,
  width: number,
): Int8Array {
  const next = random(7);
  let basis: Float32Array = Float32Array.from({ length: size * width }, () => next() - 0.5);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis, size, width);
    const image = new Float32Array(size * width);
    for (let pair = 0; pair < from.length; pair++) {
      const a = from[pair]! * width;
      const b = to[pair]! * width;
      const bits = weight[pair]!;
      for (let k = 0; k < width; k++) image[a + k]! += bits * basis[b + k]!;
    }
    basis = image;
  }
  for (let k = 0; k < width; k++) {
    const strength = Math.sqrt(columnNorm(basis, size, width, k)) || 1;
    for (let row = 0; row < size; row++) basis[row * width + k]! /= strength;
  }
  const bytes = new Int8Array(size * width);
  for (let row = 0; row < size; row++) {
    const own = basis.subarray(row * width, (row + 1) * width);
    const length = Math.hypot(...own) || 1;
    own.forEach((value, k) => {
      bytes[row * width + k] = Math.round((127 * value) / length);
    });
  }
  return bytes;
}

function columnNorm(matrix: Float32Array, size: number, width: number, k: number): number {
  let square = 0;
  for (let row = 0; row < size; row++) square += matrix[row * width + k]! ** 2;
  return Math.sqrt(square);
}

/** Gram–Schmidt over the columns, in place. */
function orthonormalise(matrix: Float32Array, size: number, width: number): void {
  for (let k = 0; k < width; k++) {
    for (let earlier = 0; earlier < k; earlier++) {
      let dot = 0;
      for (let row = 0; row < size; row++) dot += matrix[row * width + k]! * matrix[row * width + earlier]!;
      for (let row = 0; row < size; row++) matrix[row * width + k]! -= dot * matrix[row * width + earlier]!;
    }
    const norm = columnNorm(matrix, size, width, k) || 1;
    for (let row = 0; row < size; row++) matrix[row * width + k]! /= norm;
  }
}
