/**
 * Makes packed months plain again, for a program from before that knows no such thing. The store is closed: whoever calls
 * has the folder. As when they are packed, a crash at any place leaves each month as the one or the other.
 */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readAnchor } from './anchor.ts';
import { checksum } from './finished.ts';
import { ensureFolder, FILE_MODE, syncFolder } from './folder.ts';
import { OwnerLock } from './lock.ts';
import { CHECKPOINT, type Manifest, readManifest, writeManifest } from './manifest.ts';
import { partOfMonth } from './pack-month.ts';
import { segmentsAfter } from './scan.ts';
import { isPacked, readLines } from './segment-lines.ts';
import { verifyStore } from './verify.ts';

const NEWLINE = Buffer.from('\n');
const AT_ONCE = 1000;

/**
 * Names of the months that were packed, oldest first. Throws `StoreFault` when a program has the folder, or the record is
 * damaged: it is proved before anything is touched.
 */
export async function unpackAll(dir: string): Promise<readonly string[]> {
  ensureFolder(dir);
  const lock = await OwnerLock.take(dir);
  try {
    await verifyStore(dir);
    const packed = segmentsAfter(dir, await readAnchor(dir)).filter((name) => isPacked(join(dir, name)));
    for (const name of packed) {
      writePlain(dir, name);
      renameSync(join(dir, partOfMonth(name)), join(dir, name));
      await syncFolder(dir);
    }
    const manifest = (await readManifest(dir, CHECKPOINT))?.manifest;
    if (manifest) await writeManifest(dir, CHECKPOINT, plainManifest(dir, manifest));
    return packed;
  } finally {
    lock.release();
  }
}

function writePlain(dir: string, name: string): void {
  const file = openSync(join(dir, partOfMonth(name)), 'w', FILE_MODE);
  try {
    for (const chunk of chunksOf(join(dir, name))) {
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The lines with their newlines, a thousand at a time. */
function* chunksOf(path: string): Generator<Buffer> {
  let lines: Buffer[] = [];
  for (const { bytes } of readLines(path)) {
    lines.push(Buffer.concat([bytes, NEWLINE]));
    if (lines.length < AT_ONCE) continue;
    yield Buffer.concat(lines);
    lines = [];
  }
  yield Buffer.concat(lines);
}

function plainManifest(dir: string, manifest: Manifest): Manifest {
  const finished = manifest.finished.map(({ packed, ...month }) =>
    packed ? { ...month, sha256: checksum(join(dir, month.segment)) } : month,
  );
  return { ...manifest, finished };
}
