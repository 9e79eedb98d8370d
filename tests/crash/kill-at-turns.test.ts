/** `kill -9` of the whole program when a month begins, on its very first start, and while it stops. */
import { describe, it } from 'vitest';
import { BOUNDARIES, type Boundary } from '../../src/store/boundary.ts';
import { SEED } from './chance.ts';
import { Run } from './run.ts';

const WORKDAY = '2026-11-24T09:30:00+08:00';
const BEFORE_MIDNIGHT = '2026-11-30T23:59:55+08:00';
/** Each at an instant of its own. */
const STOPS = process.env.LONG ? 6 : 3;
const TIMEOUT_MS = 1_200_000;

const segment: Boundary = 'segment.created';
const CHECKPOINT = BOUNDARIES.filter((place) => place.startsWith('checkpoint.'));

describe(`a program killed at a turn (CRASH_SEED=${SEED})`, () => {
  it(
    `at ${segment}, on its first day and when a month begins, loses nothing and doubles nothing`,
    () =>
      Run.play('segment', BEFORE_MIDNIGHT, async (run) => {
        await run.killAt(`${segment}:1`);
        // However long that took: before midnight again, as nothing has been written yet.
        run.scene.jumpTo(Date.parse(BEFORE_MIDNIGHT));
        await run.killAt(`${segment}:1`);
      }),
    TIMEOUT_MS,
  );

  it(
    `at ${segment} in the month after the one it was installed in loses nothing and doubles nothing`,
    () => Run.play('segment-2', BEFORE_MIDNIGHT, (run) => run.killAt(`${segment}:2`)),
    TIMEOUT_MS,
  );

  it(
    'while it writes the last checkpoint before it stops loses nothing and doubles nothing',
    () =>
      Run.play('stop', WORKDAY, async (run) => {
        for (const place of CHECKPOINT) {
          // No other checkpoint in between, so that the one at the end is the one that dies.
          await run.stopAfter(700, { KILL_AT: `${place}:1`, CHECKPOINT_EVERY: '100000' });
        }
        await run.stopAfter(700);
      }),
    TIMEOUT_MS,
  );

  it(
    'by somebody who thinks better of it while it starts loses nothing and doubles nothing',
    () =>
      Run.play('start', WORKDAY, async (run) => {
        await run.killAfter('start', 500);
        for (let times = 1; times <= STOPS; times++) await run.stopWhileStarting(run.chance.between(0, 500));
      }),
    TIMEOUT_MS,
  );
});
