/** What tells more may weigh more: how far runs are stretched before a head is fitted, and that lines of ordinary days weigh more. */
import { expect, test } from 'vitest';
import { fitLine } from '../../src/understanding/solver.ts';
import { parseCorpus } from '../../src/understanding/training/corpus.ts';
import { examplesOf } from '../../src/understanding/training/examples.ts';
import { stretchOf } from '../../src/understanding/training/telling.ts';

const RUNS = 3;
const row = (y: 1 | -1, ...at: number[]) => ({
  x: { at: Int32Array.from(at), values: Float32Array.from(at, () => 1) },
  y,
  cost: 1,
});
/** Run 0 stands in what is one, 1 in what is none, 2 in both alike; 3 is no run. */
const rows = [row(1, 0, 2, 3), row(1, 0, 2), row(-1, 1, 2, 3), row(-1, 1, 2)];

test('a run that tells is stretched, for or against, one that tells nothing is pressed, what is no run stays', () => {
  const [yes = 0, no = 0, both = 0, other = 0] = stretchOf(rows, RUNS, 4);
  expect(yes).toBeGreaterThan(1);
  expect(no).toBeCloseTo(yes, 6);
  expect(both).toBeLessThan(1);
  expect(both).toBeGreaterThan(0);
  expect(other).toBe(1);
});

test('the same runs as often keep their length on the whole', () => {
  const stretch = stretchOf(rows, RUNS, 4);
  const all = rows.flatMap(({ x }) => [...x.at].filter((place) => place < RUNS));
  const mean = all.reduce((sum, place) => sum + stretch[place]!, 0) / all.length;
  expect(mean).toBeCloseTo(1, 5);
});

test('a head fitted to stretched values has the weights of values that were stretched before', () => {
  const stretch = stretchOf(rows, RUNS, 4);
  const before = rows.map((one) => ({
    ...one,
    x: { at: one.x.at, values: one.x.values.map((value, k) => value * stretch[one.x.at[k]!]!) },
  }));
  expect(fitLine(rows, 4, 1, stretch)).toEqual(fitLine(before, 4, 1));
  expect(fitLine(rows, 4, 1, stretch)).not.toEqual(fitLine(rows, 4, 1));
});

test('rows without a yes, or without any run, stretch nothing out of bounds', () => {
  expect([...stretchOf([row(-1, 0), row(-1, 1)], RUNS, 4)].every(Number.isFinite)).toBe(true);
  expect([...stretchOf([], RUNS, 4)].every(Number.isFinite)).toBe(true);
});

test('a line of an ordinary day weighs more than a near miss', () => {
  const cost = (file: string) => {
    const lines = parseCorpus('{"id":"1","text":"停电了","kind":"request"}', file);
    return examplesOf(lines, ['power'])[0]?.cost ?? 0;
  };
  expect(cost('days-1.jsonl')).toBeGreaterThan(cost('talk-1.jsonl'));
});
