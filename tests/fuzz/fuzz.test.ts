/**
 * Bad input, tens of thousands of it, made from good by chance: no reader falls over, and whoever refuses says why in a
 * sentence, and none takes longer than 100 ms of the processor. The seed is always the same; `LONG=1` draws another and reads a million, `FUZZ_SEED` brings one again.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { chanceFrom } from '../crash/chance.ts';
import { ownTimeOf } from '../support/own-time.ts';
import { targets } from './targets.ts';

const { LONG, FUZZ_SEED } = process.env;
const SEED = FUZZ_SEED ?? (LONG ? String(Date.now() % 1_000_000) : '1');
const TIMES = LONG ? 14 : 1;

/** Milliseconds of CPU that one input may take, on a machine that does the piece of work below in `YARDSTICK`. */
const MOST = 100;
const YARDSTICK = 30;
/** A workbook of some hundred rows is unpacked and read whole, in the program in a thread; a record is written, and opened twice. */
const MAY_TAKE: Readonly<Record<string, number>> = {
  'a workbook, byte by byte': 1000,
  'a workbook, part by part': 1000,
  'a workbook whose sizes are lies': 1000,
  'a record, at the start': 400,
};
/** An input that took too long is read again: what a collection of garbage took is not taken twice, a hang is. */
const AGAIN = 4;

/** How much slower than that one this machine is at present; never below 1. */
function slowness(): number {
  const pieces = Array.from({ length: 3 }, () => ownTimeOf(pieceOfWork)).sort((a, b) => a - b);
  return Math.max(1, (pieces[1] ?? 0) / YARDSTICK);
}

/** What readers do: patterns, pieces of text, objects. */
function pieceOfWork(): void {
  let found = 0;
  for (let turn = 0; turn < 6000; turn++) {
    const text = `诉求件 ${turn}：厂区门口的路灯坏了，请于 ${turn % 28} 日前办理。`.repeat(4);
    const record = JSON.parse(JSON.stringify({ text, parts: text.split('，') })) as { parts: string[] };
    found += record.parts.filter((part) => /(\d+) ?日前/u.test(part)).length;
  }
  if (found === 0) throw new Error('nothing was found');
}

const read: string[] = [];
let total = 0;
afterAll(() => console.log(`${read.join('\n')}\n${String(total).padStart(9)} in all, FUZZ_SEED=${SEED}`));

describe(`whatever comes in (FUZZ_SEED=${SEED})`, async () => {
  test.each((await targets()).map((target) => [target.name, target] as const))(
    '%s is read or refused in a sentence',
    { timeout: 3_600_000 },
    async (name, target) => {
      let slowest = 0;
      const most = (MAY_TAKE[name] ?? MOST) * slowness();
      for (let run = 1; run <= target.runs * TIMES; run++) {
        let took = 0;
        try {
          took = await timed(() => target.run(chanceFrom(`${SEED}/${name}/${run}`)), most);
        } catch (error) {
          const { input, cause } = error as { input?: unknown; cause?: Error };
          const shown =
            input instanceof Uint8Array ? Buffer.from(input).toString('base64') : JSON.stringify(input);
          expect.fail(`run ${run} of “${name}”: ${cause?.stack ?? error}\ninput: ${shown?.slice(0, 2000)}`);
        }
        expect(took, `run ${run} of “${name}”: ms of CPU`).toBeLessThan(most);
        slowest = Math.max(slowest, took);
      }
      total += target.runs * TIMES;
      read.push(
        `${String(target.runs * TIMES).padStart(9)}  ${name}, the slowest in ${slowest.toFixed(0)} of ${most.toFixed(0)} ms`,
      );
    },
  );
});

/** Milliseconds of CPU of this process; the least of some tries where one took `most` or more. */
async function timed(work: () => Promise<unknown>, most: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt <= AGAIN && least >= most; attempt++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
