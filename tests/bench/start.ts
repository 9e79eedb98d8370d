/** How soon the program is there, and what it weighs, with the past on file. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOfTree, startMain } from './children.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import { type Ground, openStage } from './stage.ts';

/** After the start, so that the first beats have been. */
const SETTLE_MS = 3000;

/** `starts`: at least two; the first finds no compiled code of a former one. */
export async function measureStart(ground: Ground, starts: number): Promise<readonly Figure[]> {
  const stage = await openStage(ground);
  const cache = join(ground.dir, 'compiled');
  mkdirSync(cache);
  const times: number[] = [];
  const memory: number[] = [];
  try {
    for (let count = 0; count < starts; count++) {
      const main = await startMain({ ...stage.env, TMPDIR: cache });
      try {
        times.push(main.startMs);
        if (count === starts - 1) await sleep(SETTLE_MS);
        memory.push(memoryOfTree(main.pid));
      } finally {
        await main.stop();
      }
    }
  } finally {
    await stage.end();
  }
  const [first = 0, ...later] = times;
  return [
    {
      id: 'start.ready',
      what: `start to ready, median of ${later.length}`,
      unit: 'ms',
      ours: spreadOf(later).p50,
      target: { atMost: 2500 },
    },
    { id: 'start.first', what: '  the very first start, nothing compiled yet', unit: 'ms', ours: first },
    {
      id: 'start.memory',
      what: 'memory of the process tree, settled',
      unit: 'MB',
      ours: memory.at(-1) ?? 0,
      target: { atMost: 250 },
    },
    {
      id: 'start.memoryAtOnce',
      what: '  the most of it right after a start',
      unit: 'MB',
      ours: Math.max(...memory.slice(0, -1)),
    },
  ];
}
