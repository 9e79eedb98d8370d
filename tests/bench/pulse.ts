/** A beat of the pulse with many open tickets and nothing due. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startHelper } from './children.ts';
import type { Figure } from './report.ts';
import type { Spread } from './spread.ts';
import type { Ground } from './stage.ts';

export interface PulseSize {
  readonly tickets: number;
  readonly beats: number;
}

/** What the helper found. */
export interface Beats {
  readonly beat: Spread;
  readonly open: number;
}

export async function measurePulse(
  { dir, county }: Ground,
  { tickets, beats }: PulseSize,
): Promise<readonly Figure[]> {
  const folder = join(dir, 'open-tickets');
  mkdirSync(folder, { mode: 0o700 });
  const env = { DATA_DIR: folder, ROSTER_FILE: county.rosterFile, TICKETS: String(tickets) };
  const helper = await startHelper('pulse-program.ts', env, ['--max-old-space-size=4096']);
  try {
    const { beat, open } = await helper.ask<Beats>(String(beats));
    if (open !== tickets) throw new Error(`${open} tickets are open, not ${tickets}`);
    const what = `a beat of the pulse, ${tickets} open tickets, nothing due`;
    return [
      { id: 'pulse.p99', what: `${what}, p99`, unit: 'ms', ours: beat.p99, target: { atMost: 1 } },
      { id: 'pulse.p50', what: '  p50', unit: 'ms', ours: beat.p50 },
    ];
  } finally {
    await helper.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
