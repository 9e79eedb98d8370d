/** Which runs have a row of weights, and how the list of them is kept. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { BUCKETS } from '../../src/understanding/grams.ts';
import { createRuns, mostFrequent, packed, unpacked } from '../../src/understanding/runs.ts';

const ascending = fc
  .uniqueArray(fc.integer({ min: 0, max: BUCKETS - 1 }), { maxLength: 300 })
  .map((all) => Uint32Array.from(all).sort());

describe('the list', () => {
  property.prop([ascending])('comes back as it was', (buckets) => {
    expect(unpacked(packed(buckets), buckets.length)).toEqual(buckets);
  });

  property.prop([fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 20 })])(
    'whatever bytes stand there: ascending numbers of so many buckets, or none',
    (bytes, count) => {
      const read = unpacked(bytes, count);
      if (read === null) return;
      expect(read).toHaveLength(count);
      read.forEach((bucket, place) => {
        expect(bucket < BUCKETS && (place === 0 || bucket > read[place - 1]!)).toBe(true);
      });
    },
  );

  test('ends where it ends: cut off, or with more behind it, it is none', () => {
    const bytes = packed(Uint32Array.from([3, 300, 70_000]));
    expect(unpacked(bytes.subarray(0, -1), 3)).toBeNull();
    expect(unpacked(bytes, 2)).toBeNull();
    expect(unpacked(packed(Uint32Array.from([5, 5])), 2)).toBeNull();
  });
});

property.prop([ascending, fc.integer({ min: 0, max: BUCKETS - 1 })])(
  'every bucket of the list finds its row, and no other finds one',
  (buckets, other) => {
    const { rowOf } = createRuns({ buckets, rarity: new Uint8Array(buckets.length) });
    buckets.forEach((bucket, row) => {
      expect(rowOf(bucket)).toBe(row);
    });
    expect(rowOf(other)).toBe(buckets.indexOf(other));
  },
);

test('the most frequent have a row, and of those as frequent the first; the rarer, the heavier', () => {
  const documents = new Uint32Array(BUCKETS);
  documents.set([9, 2, 5, 2, 1, 2], 100);
  const known = mostFrequent(documents, 50, 2, 4);
  expect([...known.buckets]).toEqual([100, 101, 102, 103]);
  const { count, rowOf, rarity } = createRuns(known);
  expect(count).toBe(4);
  expect([99, 100, 103, 104, 105].map(rowOf)).toEqual([-1, 0, 3, -1, -1]);
  expect(rarity[1]).toBeGreaterThan(rarity[2]!);
  expect(rarity[2]).toBeGreaterThan(rarity[0]!);
});
