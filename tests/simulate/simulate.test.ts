/**
 * Stretches of simulated life with seeds that never change (`npm run simulate` for any other): every promise is judged at
 * the end of each day. What a seed once found wrong stays here by its own test in the room it belongs to.
 */
import { describe, expect, it } from 'vitest';
import { simulate } from './year.ts';

/** Days enough for bursts, leave, crashes, a full disk and a new calendar to come together. */
const STRETCHES: readonly (readonly [seed: string, days: number])[] = process.env.LONG
  ? [...['1', '2', '3', '4'].map((seed) => [seed, 365] as const), [String(Date.now() % 1_000_000), 120]]
  : [
      ['1', 24],
      ['2', 24],
      ['3', 24],
    ];

describe('a county that lives through everything at once keeps every promise', () => {
  it.each(STRETCHES)('seed %s, %i days', async (seed, days) => {
    const { figures } = await simulate({ seed, days });
    expect(figures.judged, 'tickets held against the model').toBeGreaterThan(days * 5);
    expect(figures.crashes, 'ended between two writes').toBeGreaterThan(0);
    expect(
      figures['not a ticket'],
      'difficulties that were answered and did not become tickets',
    ).toBeLessThan((figures.tickets ?? 0) / 5);
  });

  it('and what happened once happens again, to the last byte of the record', async () => {
    const [once, again] = [await simulate({ seed: '7', days: 4 }), await simulate({ seed: '7', days: 4 })];
    expect(again.head).toBe(once.head);
    expect(again.figures).toEqual(once.figures);
  });
});
