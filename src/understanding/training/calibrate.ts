/**
 * Margins into chances: a logistic curve fitted to margins of rows that the model had not seen (Platt 1999, with the
 * smoothed targets and the Newton steps of Lin, Lin and Weng, “A note on Platt's probabilistic outputs”, 2007).
 */
export interface Curve {
  readonly slope: number;
  readonly shift: number;
}

const STEPS = 60;
const RIDGE = 1e-9;

/** `chanceOf(curve, margin)` then says how often a row of that margin is one. */
export function calibrate(rows: readonly { readonly margin: number; readonly is: boolean }[]): Curve {
  const positives = rows.filter(({ is }) => is).length;
  const negatives = rows.length - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  let slope = 1;
  let shift = Math.log((positives + 1) / (negatives + 1));
  for (let step = 0; step < STEPS; step++) {
    let h11 = RIDGE;
    let h22 = RIDGE;
    let h21 = 0;
    let g1 = 0;
    let g2 = 0;
    for (const { margin, is } of rows) {
      const p = sigmoid(slope * margin + shift);
      const d = p * (1 - p);
      h11 += margin * margin * d;
      h22 += d;
      h21 += margin * d;
      const off = p - (is ? high : low);
      g1 += margin * off;
      g2 += off;
    }
    const determinant = h11 * h22 - h21 * h21;
    if (Math.abs(g1) < 1e-6 && Math.abs(g2) < 1e-6) break;
    // Half steps: slower, and never thrown far by a margin out of the ordinary.
    slope -= (0.5 * (h22 * g1 - h21 * g2)) / determinant;
    shift -= (0.5 * (h11 * g2 - h21 * g1)) / determinant;
  }
  return { slope: Math.max(slope, 0.05), shift };
}

export function chanceOf({ slope, shift }: Curve, margin: number): number {
  return sigmoid(slope * margin + shift);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
