import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { BUCKETS, bucketOf, countsOf, runsOf } from '../../src/understanding/grams.ts';
import { fitLine, marginOf, random } from '../../src/understanding/solver.ts';
import { calibrate, chanceOf } from '../../src/understanding/training/calibrate.ts';
import { CorpusError, parseCorpus, readCorpus } from '../../src/understanding/training/corpus.ts';
import { learn } from '../../src/understanding/training/learn.ts';
import { smallTraining } from './small-corpus.ts';

describe('the corpus', () => {
  test('that ships can be read, every line with an id of its own and a label', () => {
    const lines = readCorpus('data/corpus');
    expect(lines.length).toBeGreaterThan(3000);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test.each([
    ['{"id":"1","text":"停电了"}', '第 1 行：没有标注'],
    ['\n{"id":"1","text":"","kind":"request"}', '第 2 行：text 是空的'],
    ['{"id":"1","text":"停电","kind":"wish"}', 'kind 不是规定的几种'],
    ['{"id":"1","text":"停电","kind":"request"', '不是 JSON'],
    [
      '{"id":"1","text":"停电","kind":"request"}\n{"id":"1","text":"停水","kind":"request"}',
      '第 2 行：id 1 重复',
    ],
  ])('a line that cannot be used is named: %s', (text, sentence) => {
    expect(() => parseCorpus(text, 'x.jsonl')).toThrow(CorpusError);
    expect(() => parseCorpus(text, 'x.jsonl')).toThrow(sentence);
  });
});

describe('learning', () => {
  test('parts what can be parted', () => {
    const rows = [0, 1, 2, 3, 4, 5].map((n) => ({
      x: { at: Int32Array.from([n % 2, 2]), values: Float32Array.from([1, 0.2]) },
      y: n % 2 === 0 ? (1 as const) : (-1 as const),
      cost: 1,
    }));
    const line = fitLine(rows, 3, 1);
    expect(rows.every(({ x, y }) => marginOf(line, x) * y > 0)).toBe(true);
  });

  test('a chance is how often it is so: margins of a known curve give the curve back', () => {
    const next = random(5);
    const rows = Array.from({ length: 4000 }, () => {
      const margin = next() * 6 - 3;
      return { margin, is: next() < 1 / (1 + Math.exp(-(2 * margin - 1))) };
    });
    const curve = calibrate(rows);
    expect(chanceOf(curve, 0.5)).toBeCloseTo(0.5, 1);
    expect(chanceOf(curve, 2)).toBeCloseTo(1 / (1 + Math.exp(-3)), 1);
  });

  test('nobody is judged by a model that has learnt from the same voice', async () => {
    const { job, around } = smallTraining();
    const alone = job.examples.filter(({ voice }) => voice === 'small-one');
    const heads = ['dept:power'];
    const { judged } = await learn({ ...job, heads }, around);
    const flipped = job.examples.map((one) =>
      one.voice === 'small-one' ? { ...one, says: flip(one.says) } : one,
    );
    const { judged: others } = await learn({ ...job, heads, examples: flipped }, around);
    const of = (rows: typeof judged) =>
      rows
        .filter(({ example }) => example.voice === 'small-one')
        .map(({ margins }) => margins.get('dept:power'));
    expect(of(judged)).toHaveLength(alone.length);
    // What the voice itself says changes nothing in how it is judged.
    expect(of(others)).toEqual(of(judged));
  });
});

function flip(says: ReadonlyMap<string, boolean>): ReadonlyMap<string, boolean> {
  return new Map([...says].map(([head, yes]) => [head, !yes]));
}

describe('a text as the models see it', () => {
  property.prop([fc.string({ unit: 'grapheme', maxLength: 300 })])(
    'any text has buckets within bounds',
    (text) => {
      for (const bucket of countsOf(text).keys()) expect(bucket >= 0 && bucket < BUCKETS).toBe(true);
    },
  );

  property.prop([fc.string({ unit: 'grapheme', maxLength: 60 })])(
    'a run is in the bucket of its name, whatever it was found behind',
    (text) => {
      for (const { run, bucket } of runsOf(text)) {
        const [first, , last] = [...run];
        expect([bucketOf(run), bucketOf(`skip${first}${last}`)]).toContain(bucket);
      }
    },
  );

  test('full-width, upper case and figures of the same length are the same', () => {
    expect(countsOf('ＡＢＣ停电１２天')).toEqual(countsOf('abc停电34天'));
  });

  test('ten thousand characters are read from both ends', () => {
    const long = `停电了${'。'.repeat(10_000)}快来`;
    expect(countsOf(long).has(bucketOf('停电'))).toBe(true);
    expect(countsOf(long).has(bucketOf('快来'))).toBe(true);
  });
});
