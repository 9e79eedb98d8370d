/**
 * How much each run of characters tells of a head, before anything is fitted: the logarithm of how much oftener it stands
 * in lines that are one than in the others (Wang and Manning, “Baselines and Bigrams: Simple, Good Sentiment and Topic
 * Classification”, ACL 2012). What tells more may weigh more at the same price.
 */
import type { Labelled } from '../solver.ts';

/** How far a run's price goes by what it tells; the rest is the same for all. */
const BY_TELLING = 0.4;
/** As if each run had been found in one more line, shared between yes and no as all lines are. */
const SMOOTHING = 1;

/** By place: by how much the values of a vector are stretched. Runs are the first `runs` places; the others stay. */
export function stretchOf(rows: readonly Labelled[], runs: number, size: number): Float32Array {
  const yes = new Float64Array(runs);
  const no = new Float64Array(runs);
  let [allYes, allNo] = [0, 0];
  for (const { x, y, cost } of rows) {
    const counts = y === 1 ? yes : no;
    if (y === 1) allYes += cost;
    else allNo += cost;
    for (const place of x.at) if (place < runs) counts[place]! += cost;
  }
  const stretch = new Float32Array(size).fill(1);
  // Where there is but one answer nothing tells anything.
  if (allYes === 0 || allNo === 0) return stretch;
  const share = (count: number, of: number): number =>
    Math.log((count + (SMOOTHING * of) / (allYes + allNo)) / (of + SMOOTHING));
  let [sum, found] = [0, 0];
  for (let place = 0; place < runs; place++) {
    const tells = Math.abs(share(yes[place]!, allYes) - share(no[place]!, allNo));
    stretch[place] = tells;
    sum += tells * (yes[place]! + no[place]!);
    found += yes[place]! + no[place]!;
  }
  const mean = sum / (found || 1) || 1;
  for (let place = 0; place < runs; place++) {
    stretch[place] = 1 - BY_TELLING + (BY_TELLING * stretch[place]!) / mean;
  }
  return stretch;
}
