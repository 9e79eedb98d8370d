/** What tells one process from another that later has the same number. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** Id of the machine's boot; null where the system does not say (not Linux). */
  readonly boot: string | null;
  /** Id of the process number space: containers count from 1 each. */
  readonly space: string | null;
  /** Start time in ticks since boot. */
  readonly start: string | null;
}

export function thisProcess(): ProcessMark {
  return {
    pid: process.pid,
    host: hostname(),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: attempt(() => readlinkSync('/proc/self/ns/pid')),
    start: startOf(process.pid),
  };
}

/** `unknown` when that process lives where we cannot look: another machine, or another container. */
export function isAlive(mark: ProcessMark): boolean | 'unknown' {
  const self = thisProcess();
  if (mark.host !== self.host || mark.space !== self.space) return 'unknown';
  if (mark.boot !== self.boot || mark.pid <= 0) return false;
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = startOf(mark.pid);
  return mark.start === null || start === null || start === mark.start;
}

function startOf(pid: number): string | null {
  return attempt(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold blanks; the start time is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  });
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
