/**
 * Months that are finished: the journal does not touch them any more. Each is checked line by line once, and known by
 * its checksum from then on, so that a start reads years of lines only when their bytes have changed. `npm run verify`
 * trusts no checksum and reads every line.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { readingOf } from './fault.ts';
import { GENESIS } from './line.ts';
import { ANCHOR, type Finished, headOf, readManifest } from './manifest.ts';
import type { Head } from './port.ts';
import { linesOf, sealIn, segmentsIn } from './scan.ts';
import { isPacked } from './segment-lines.ts';
import { Slices } from './slices.ts';

const CHUNK = 1 << 20;

/**
 * The finished months before the segment `before`, oldest first: those known already and, checked in slices, those
 * that have been finished since. Ends before a month that is empty or damaged: the next start looks into it itself.
 */
export async function finishedMonths(
  dir: string,
  before: string,
  known: readonly Finished[],
): Promise<readonly Finished[]> {
  const anchor = (await readManifest(dir, ANCHOR))?.manifest ?? null;
  const segments = segmentsIn(dir).filter((name) => name < before && name > (anchor?.segment ?? ''));
  const finished: Finished[] = [];
  let head = anchor ? headOf(anchor) : GENESIS;
  for (const segment of segments) {
    const one = known.find((month) => month.segment === segment) ?? (await check(dir, segment, head));
    if (!one) break;
    finished.push(one);
    head = one.last;
  }
  return finished;
}

/** Null when the month is not as it should be. */
async function check(dir: string, segment: string, after: Head): Promise<Finished | null> {
  const slices = new Slices();
  const seals: string[] = [];
  let head = after;
  try {
    for (const line of linesOf(dir, [segment], after)) {
      head = line.head;
      const seal = sealIn(line);
      if (seal !== null) seals.push(seal);
      await slices.pause();
    }
    if (head === after) return null;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(dir, segment))) hash.update(chunk as Buffer);
    // Packed by a program that ended before its checkpoint knew of it.
    const packed = isPacked(join(dir, segment)) ? ({ packed: true } as const) : {};
    return { segment, sha256: hash.digest('hex'), after, last: head, seals, ...packed };
  } catch {
    return null;
  }
}

/** Of the finished months those, from the first segment on, that follow upon `head` and whose bytes are as they were. */
export function unchangedMonths(
  dir: string,
  segments: readonly string[],
  finished: readonly Finished[],
  head: Head,
): readonly Finished[] {
  const [first] = finished;
  if (first?.after.seq !== head.seq || first.after.hash !== head.hash) return [];
  const changed = finished.findIndex(
    (month, place) =>
      segments[place] !== month.segment || checksum(join(dir, month.segment)) !== month.sha256,
  );
  return changed === -1 ? finished : finished.slice(0, changed);
}

/** SHA-256 of a file, hex. */
export function checksum(path: string): string {
  const hash = createHash('sha256');
  addBytes(hash, path, Number.POSITIVE_INFINITY);
  return hash.digest('hex');
}

/** Adds the first bytes of a file, at most `limit`, to a hash. Gives how many there were. */
export function addBytes(hash: Hash, path: string, limit: number): number {
  const chunk = Buffer.allocUnsafe(CHUNK);
  const handle = readingOf(path, () => openSync(path, 'r'));
  let total = 0;
  try {
    for (let count = -1; count !== 0; total += count) {
      const most = Math.min(CHUNK, limit - total);
      count = readingOf(path, () => readSync(handle, chunk, 0, most, null));
      hash.update(chunk.subarray(0, count));
    }
  } finally {
    closeSync(handle);
  }
  return total;
}
