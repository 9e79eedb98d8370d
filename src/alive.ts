/** When the program was last seen at work, for channels that lose what is said while it is not. */
import { closeSync, openSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from './domain/time.ts';

const FILE = 'alive';

/** Leaves a mark, by the program's clock. Best effort: a full disk is somebody else's to report. */
export function markAlive(dataDir: string, now: Instant): void {
  const path = join(dataDir, FILE);
  try {
    closeSync(openSync(path, 'a', 0o600));
    utimesSync(path, now / 1000, now / 1000);
  } catch {
    // Then the next start takes the gap for longer than it was, or for none.
  }
}

/** `writtenAt`: the time of the newest line of the journal; a program with nothing to write leaves its mark all the same. */
export function lastAtWork(writtenAt: Instant | null, dataDir: string, now: Instant): Instant | null {
  const alive = lastAlive(dataDir);
  // A mark of a time that was not counts no more, once something was written by a clock put right.
  return writtenAt === null || alive === null || alive > now ? writtenAt : Math.max(writtenAt, alive);
}

/** The last mark; null in a new folder. */
export function lastAlive(dataDir: string): Instant | null {
  try {
    return Math.round(statSync(join(dataDir, FILE)).mtimeMs);
  } catch {
    return null;
  }
}
