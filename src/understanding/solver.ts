/**
 * A linear classifier by dual coordinate descent for squared hinge loss with L2 penalty: Hsieh et al., “A Dual
 * Coordinate Descent Method for Large-scale Linear SVM”, ICML 2008, with its shrinking (algorithm 3): rows that lie far on
 * their own side are not visited again until the others have settled. Deterministic: the order in which rows are visited
 * comes from a fixed seed.
 */
import type { Vector } from './vector.ts';

const PASSES = 40;
/** The span of the projected gradients of a pass at which it has converged: a smaller one moves no weight that a byte could show. */
const TOLERANCE = 0.1;

export interface Line {
  readonly weights: Float32Array;
  readonly bias: number;
}

export interface Labelled {
  readonly x: Vector;
  readonly y: 1 | -1;
  /** How much a mistake on this row costs, beside the others. */
  readonly cost: number;
}

/**
 * Fits `sign(w·x + b)`; `size` is the number of dimensions, `c` the price of mistakes against large weights. `stretch`: by
 * what the values of each place are multiplied first; the weights are those of the values so stretched.
 */
export function fitLine(
  rows: readonly Labelled[],
  size: number,
  c: number,
  stretch: Float32Array = new Float32Array(size).fill(1),
): Line {
  return descend(rows, size, c, true, stretch);
}

/**
 * What is to be added to weights that are there already, so that they make fewer mistakes on `rows`, each of which says
 * what margin it has now (`before`): the penalty is on the addition, and the bias stays. All zero where nothing is wrong.
 */
export function fitAddition(
  rows: readonly (Labelled & { readonly before: number })[],
  size: number,
  c: number,
): Float32Array {
  return descend(rows, size, c, false, new Float32Array(size).fill(1)).weights;
}

function descend(
  rows: readonly (Labelled & { readonly before?: number })[],
  size: number,
  c: number,
  withBias: boolean,
  stretch: Float32Array,
): Line {
  const { starts, at, values } = inOne(rows, stretch);
  const weights = new Float32Array(size);
  let bias = 0;
  const alpha = new Float64Array(rows.length);
  const slack = Float64Array.from(rows, ({ cost }) => 0.5 / (c * cost));
  const square = slack.map((least, row) => {
    let sum = withBias ? 1 : 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) sum += values[k]! * values[k]!;
    return sum + least;
  });
  const order = Int32Array.from(rows, (_, row) => row);
  const next = random(20261130);
  let visited = rows.length;
  /** Of the pass before: a row that needs no change by more than this is left out. */
  let most = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass++) {
    shuffle(order.subarray(0, visited), next);
    let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let place = 0; place < visited; place++) {
      const row = order[place]!;
      const { y, before: begun = 0 } = rows[row]!;
      const first = starts[row]!;
      const end = starts[row + 1]!;
      let margin = bias + begun;
      for (let k = first; k < end; k++) margin += weights[at[k]!]! * values[k]!;
      const before = alpha[row]!;
      const gradient = y * margin - 1 + slack[row]! * before;
      if (before === 0 && gradient > most) {
        visited -= 1;
        [order[place], order[visited]] = [order[visited]!, row];
        place -= 1;
        continue;
      }
      const projected = before === 0 ? Math.min(gradient, 0) : gradient;
      least = Math.min(least, projected);
      largest = Math.max(largest, projected);
      if (projected === 0) continue;
      const after = Math.max(before - gradient / square[row]!, 0);
      alpha[row] = after;
      const step = (after - before) * y;
      for (let k = first; k < end; k++) weights[at[k]!]! += step * values[k]!;
      if (withBias) bias += step;
    }
    const isSettled = largest - least < TOLERANCE;
    if (isSettled && visited === rows.length) break;
    // Those left out are looked at once more before it ends.
    if (isSettled) visited = rows.length;
    most = isSettled || largest <= 0 ? Number.POSITIVE_INFINITY : largest;
  }
  return { weights, bias };
}

/** All rows one behind the other: they are gone through again and again, and what lies together is read faster. */
function inOne(rows: readonly Labelled[], stretch: Float32Array) {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ x }, row) => {
    starts[row + 1] = starts[row]! + x.at.length;
  });
  const at = new Int32Array(starts[rows.length]!);
  const values = new Float32Array(at.length);
  rows.forEach(({ x }, row) => {
    const first = starts[row]!;
    at.set(x.at, first);
    for (let k = 0; k < x.at.length; k++) values[first + k] = x.values[k]! * stretch[x.at[k]!]!;
  });
  return { starts, at, values };
}

export function marginOf({ weights, bias }: Line, { at, values }: Vector): number {
  let margin = bias;
  for (let k = 0; k < at.length; k++) margin += weights[at[k]!]! * values[k]!;
  return margin;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}
