import { describe, expect, it } from 'vitest';
import { Contest } from '../../../src/channels/telegram/contest.ts';

const MINUTE = 60_000;

describe('two programs that listen to one bot', () => {
  it('the newcomer waits ever longer, and never gives up', () => {
    const newcomer = new Contest(MINUTE);
    let now = 1;
    const waits = Array.from({ length: 20 }, () => {
      now += 3000;
      newcomer.heard(now);
      const wait = newcomer.lost(now + 10);
      now += 10 + wait;
      return wait / 1000;
    });
    expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 64, 90]);
    expect(waits.at(-1)).toBe(180);
  });

  it('who has listened for a minute asks again soon, for a minute’s worth of conflicts in a row', () => {
    const first = new Contest(MINUTE);
    first.heard(1);
    expect(first.heard(1 + MINUTE)).toBe(true);
    const waits = Array.from({ length: 31 }, (_, turn) => first.lost(2 + MINUTE + turn * 2000));
    expect(new Set(waits.slice(0, 30))).toEqual(new Set([2000]));
    expect(waits[30]).toBeGreaterThan(60_000);
  });

  it('is over when nothing has disturbed it for as long as it had to wait twice', () => {
    const contest = new Contest(MINUTE);
    expect(contest.lost(1)).toBe(1000);
    expect(contest.heard(1100), 'just after a conflict').toBe(false);
    expect(contest.heard(3200)).toBe(true);
    expect(contest.lost(3300), 'and the next is the second of the same quarrel').toBe(2000);
    contest.heard(5400);
    expect(contest.heard(5400 + MINUTE)).toBe(true);
    expect(contest.lost(5500 + MINUTE), 'but in charge after a minute').toBe(2000);
  });
});
