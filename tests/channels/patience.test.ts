import { expect, it } from 'vitest';
import { waitAfter } from '../../src/channels/patience.ts';

it('waits ever longer for what passes by itself, up to a minute and a half, later every three minutes, and never ends', () => {
  const waits = [1, 2, 3, 4, 7, 8, 13, 14, 10_000].map((times) => waitAfter(times) / 1000);
  expect(waits).toEqual([1, 2, 4, 8, 64, 90, 90, 180, 180]);
});
