/**
 * From any state, any two messages in a row: nothing is lost, nothing is done that was not meant, and no question of ours is
 * answered by what does not answer it. Every role, in the group and in private, with buttons and without. `LONG=1` tries
 * a hundred thousand pairs; `PAIRS` and `SEED` choose others.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { openBench } from './bench.ts';
import { heard, type Message, type Pair, pairs, settled, withInspector } from './pairs.ts';

const MONDAY = at('2026-11-23', '09:00');
const PAIRS = Number(process.env.PAIRS ?? (process.env.LONG ? 100_000 : 120));
const SEED = Number(process.env.SEED ?? 20_261_201);
/** Pairs that follow each other on the same tickets. */
const A_STORY = 40;

const inWords = ({ text, chat, quotes }: Message): string => `${chat}${quotes ? ', quoting' : ''}: ${text}`;

/** What went wrong in a story, each in words. */
async function faultsOf(story: readonly Pair[], buttons: boolean): Promise<readonly string[]> {
  const faults: string[] = [];
  const place = scratch();
  const can = { buttons };
  const bench = await openBench(join(place.dir, 'data'), MONDAY, { can, change: withInspector });
  try {
    await settled(bench);
    expect((await bench.store.tickets({})).map(({ state }) => state)).toEqual([
      'working',
      'assigned',
      'resolved',
      'queued',
      'working',
    ]);
    for (const { person, first, second } of story) {
      const words = `${buttons ? 'buttons' : 'numbers'}; ${person}\n${inWords(first)}`;
      faults.push(...(await heard(bench, person, first, words)));
      // What is due by the clock happens before anything more is said.
      await bench.goesTo(bench.clock.now() + MINUTE);
      faults.push(...(await heard(bench, person, second, `${words}\n${inWords(second)}`)));
      // Nobody is told to wait for asking fast.
      await bench.goesTo(bench.clock.now() + 3 * MINUTE);
    }
    return faults;
  } finally {
    await bench.end();
    place.remove();
  }
}

test.each([true, false])(
  'any two messages in a row, with buttons: %s',
  async (buttons) => {
    const all = fc.sample(pairs, { numRuns: Math.ceil(PAIRS / 2), seed: SEED + Number(buttons) });
    const faults: string[] = [];
    for (let from = 0; from < all.length; from += A_STORY)
      faults.push(...(await faultsOf(all.slice(from, from + A_STORY), buttons)));
    expect(faults).toEqual([]);
  },
  600_000 + PAIRS * 500,
);
