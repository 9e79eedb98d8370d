/** What a ticket takes on disk, before and after its months are packed, and whether anybody waits while that is done. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/store/embedded.ts';
import { packApart } from '../../src/store/pack-apart.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { isPacked } from '../../src/store/segment-lines.ts';
import { LoopWatch } from './loop-watch.ts';
import { benchLog } from './quiet.ts';
import type { Figure } from './report.ts';
import { copyPast, type Ground } from './stage.ts';

/** `tickets`: how many were raised in the past. The month in hand stays plain, as it does in life. */
export async function measureDisk({ dir, past }: Ground, tickets: number): Promise<readonly Figure[]> {
  const data = join(dir, 'packed');
  try {
    copyPast(past, data);
    const plain = bytesOf(data, segmentsIn(data));
    const store = await openStore({ dir: data, log: benchLog, pack: packApart });
    const loop = new LoopWatch();
    loop.begin();
    const began = performance.now();
    await store.packPast();
    const seconds = (performance.now() - began) / 1000;
    const stall = loop.result().max;
    await store.close();
    const journal = segmentsIn(data);
    if (!journal.slice(0, -1).every((name) => isPacked(join(data, name))))
      throw new Error('a month stayed plain');
    const packed = bytesOf(data, journal);
    const all = bytesOf(data, readdirSync(data, { recursive: true, encoding: 'utf8' }));
    const perTicket = (bytes: number): number => bytes / tickets / 1000;
    return [
      {
        id: 'disk.packed',
        what: 'journal of a ticket, its month over and packed',
        unit: 'kB',
        ours: perTicket(packed),
        target: { atMost: 12 },
      },
      { id: 'disk.plain', what: '  the same, plain', unit: 'kB', ours: perTicket(plain) },
      {
        id: 'disk.all',
        what: '  packed, with all else of the data folder',
        unit: 'kB',
        ours: perTicket(all),
      },
      {
        id: 'disk.stall',
        what: `longest stall of the event loop while ${journal.length - 1} months are packed`,
        unit: 'ms',
        ours: stall,
        target: { atMost: 50 },
      },
      { id: 'disk.seconds', what: '  how long that takes', unit: 's', ours: seconds },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function bytesOf(dir: string, names: readonly string[]): number {
  const found = names.map((name) => statSync(join(dir, name)));
  return found.filter((one) => one.isFile()).reduce((sum, { size }) => sum + size, 0);
}
