/**
 * `kill -9` of the whole program at instants that nobody chose, while people go on; now and then it is asked to stop
 * instead. LONG=1 kills 300 times; each run has instants of its own.
 */
import { describe, it } from 'vitest';
import { SEED } from './chance.ts';
import { Run } from './run.ts';

const WORKDAY = '2026-11-24T09:30:00+08:00';
const { worlds, kills } = process.env.LONG ? { worlds: 10, kills: 30 } : { worlds: 1, kills: 10 };
const TIMEOUT_MS = 600_000 + kills * 60_000;

/** A start takes about a second: most of these fall into it. */
const WHILE_STARTING_MS = 1200;
const WHILE_WORKING_MS = 900;

describe(`a program killed at any instant (CRASH_SEED=${SEED})`, () => {
  for (let world = 1; world <= worlds; world++) {
    it(
      `${kills} times, world ${world} of ${worlds}, loses nothing and doubles nothing`,
      () =>
        Run.play(`instants-${world}`, WORKDAY, async (run) => {
          const { chance } = run;
          for (let kill = 1; kill <= kills; kill++) {
            if (chance.between(1, 3) === 1)
              await run.killAfter('launch', chance.between(0, WHILE_STARTING_MS));
            else await run.killAfter('start', chance.between(0, WHILE_WORKING_MS));
            if (kill % 10 === 0) await run.stopAfter(chance.between(0, WHILE_WORKING_MS));
          }
        }),
      TIMEOUT_MS,
    );
  }
});
