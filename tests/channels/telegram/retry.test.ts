import { HttpError } from 'grammy';
import { expect, it } from 'vitest';
import { persist } from '../../../src/channels/telegram/retry.ts';

it('a network that is away is asked ever more rarely, every few minutes at last, and for ever', async () => {
  const { signal } = new AbortController();
  const waits: number[] = [];
  const told: number[] = [];
  let left = 200;
  const done = await persist(
    async () => {
      if (left-- > 0) throw new HttpError('no', { code: 'ECONNREFUSED', type: 'system', message: 'no' });
      return 'there';
    },
    {
      signal,
      onFault: (_why, waitMs) => void told.push(waitMs),
      nap: async (waitMs) => void waits.push(waitMs),
    },
  );
  expect(done).toBe('there');
  expect(waits.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 90_000]);
  expect(new Set(waits.slice(13))).toEqual(new Set([180_000]));
  expect(told, 'each is said').toEqual(waits);
});
