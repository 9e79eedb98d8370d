/**
 * `kill -9` of the whole program at every place that has a name (src/store/boundary.ts), while people go on: no
 * ticket is lost, none doubled, no number used again, nobody is told a thing twice without being told so.
 * A place that is never reached fails.
 */
import { describe, it } from 'vitest';
import { BOUNDARIES } from '../../src/store/boundary.ts';
import { chanceFrom, SEED } from './chance.ts';
import { groupBy } from './record.ts';
import { Run } from './run.ts';

const WORKDAY = '2026-11-24T09:30:00+08:00';
const TIMEOUT_MS = 1_200_000;

/** Places of one part of the program share a folder, so that one crash follows upon the next. */
const WORLD = /^(journal|segment|checkpoint|anchor|pack|send)\./;
const worlds = groupBy(BOUNDARIES, (place) => WORLD.exec(place)?.[1] ?? 'desk');

/**
 * Each place at its first arrival, which is often in the start itself, soon after it, or in the middle of work, as chance has
 * it: every run has a seed of its own. With LONG=1 at all three. The store alone is killed at each place twice, in any run
 * (`store/crash.test.ts`).
 */
function killsAt(places: readonly string[]): string[] {
  const chance = chanceFrom(`${SEED}/${places.join()}`);
  const all = places.flatMap((place) => {
    // A checkpoint comes only every ten lines.
    const later = place.startsWith('checkpoint.') ? chance.between(4, 8) : chance.between(8, 30);
    const arrivals = [1, chance.between(2, 3), later];
    return (process.env.LONG ? arrivals : [chance.one(arrivals)]).map((nth) => `${place}:${nth}`);
  });
  return chance.shuffled(all);
}

describe(`a program killed where it can hurt (CRASH_SEED=${SEED})`, () => {
  for (const [world, places] of worlds) {
    // A new segment begins once a month: it needs a midnight, see kill-at-turns.test.ts.
    if (world === 'segment') continue;
    // Months are packed once they are over and dropped once they are past their retention, see tests/store/crash.test.ts.
    if (world === 'anchor' || world === 'pack') continue;
    it(
      `at ${places.join(', ')} loses nothing and doubles nothing`,
      () =>
        Run.play(world, WORKDAY, async (run) => {
          for (const place of killsAt(places)) await run.killAt(place);
        }),
      TIMEOUT_MS,
    );
  }
});
