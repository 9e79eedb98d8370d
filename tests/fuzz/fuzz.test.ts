/**
 * Bad input, tens of thousands of it, made from good by chance: no reader falls over, and whoever refuses says why in a
 * sentence. The seed is always the same; `LONG=1` draws another and reads a million, `FUZZ_SEED` brings one again.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { chanceFrom } from '../crash/chance.ts';
import { targets } from './targets.ts';

const { LONG, FUZZ_SEED } = process.env;
const SEED = FUZZ_SEED ?? (LONG ? String(Date.now() % 1_000_000) : '1');
const TIMES = LONG ? 14 : 1;

const read: string[] = [];
let total = 0;
afterAll(() => console.log(`${read.join('\n')}\n${String(total).padStart(9)} in all, FUZZ_SEED=${SEED}`));

describe(`whatever comes in (FUZZ_SEED=${SEED})`, async () => {
  test.each((await targets()).map((target) => [target.name, target] as const))(
    '%s is read or refused in a sentence',
    { timeout: 3_600_000 },
    async (name, target) => {
      let slowest = 0;
      for (let run = 1; run <= target.runs * TIMES; run++) {
        const began = performance.now();
        try {
          await target.run(chanceFrom(`${SEED}/${name}/${run}`));
        } catch (error) {
          const { input, cause } = error as { input?: unknown; cause?: Error };
          const shown =
            input instanceof Uint8Array ? Buffer.from(input).toString('base64') : JSON.stringify(input);
          expect.fail(`run ${run} of “${name}”: ${cause?.stack ?? error}\ninput: ${shown?.slice(0, 2000)}`);
        }
        slowest = Math.max(slowest, performance.now() - began);
      }
      total += target.runs * TIMES;
      read.push(
        `${String(target.runs * TIMES).padStart(9)}  ${name}, the slowest in ${slowest.toFixed(0)} ms`,
      );
    },
  );
});
