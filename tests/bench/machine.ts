/** The machine that the figures hold for: what it is, and what its disk charges for safety. */
import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { spreadOf } from './spread.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly system: string;
  /** Of one, five and fifteen minutes, before the bench began. */
  readonly load: readonly number[];
  /** Milliseconds for a write of 4 kB and its fdatasync, on the disk of the data folder. */
  readonly fsync: { readonly p50: number; readonly p99: number };
}

const PROBES = 300;

/** `dir` is on the disk to be probed. */
export function machineOf(dir: string): Machine {
  const [first] = cpus();
  const { p50, p99 } = spreadOf(probe(join(dir, 'probe')));
  return {
    cpu: first?.model.trim() || 'unknown CPU',
    cores: cpus().length,
    node: process.versions.node,
    system: `${platform()} ${release()} ${arch()}`,
    load: loadavg(),
    fsync: { p50, p99 },
  };
}

function probe(path: string): number[] {
  const block = Buffer.alloc(4096, 'x');
  const file = openSync(path, 'w');
  try {
    return Array.from({ length: PROBES }, () => {
      const began = performance.now();
      writeSync(file, block);
      fdatasyncSync(file);
      return performance.now() - began;
    });
  } finally {
    closeSync(file);
    unlinkSync(path);
  }
}
