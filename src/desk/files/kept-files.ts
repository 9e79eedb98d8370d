/** Writes fetched files durably under the hash of their bytes; what a try left unfinished does not stay on disk. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../../store/errno.ts';
import { pathOfFile } from './file-path.ts';

/** Ours, and nobody else's: the name of a file and what tells one try from another. */
const PART = /^[0-9a-f]{64}(\.[0-9a-f]{8})?\.part$/;

/** Writes the bytes under a name made of their hash, durably, once. */
export async function keepFile(path: string, bytes: Uint8Array): Promise<void> {
  if (
    await stat(path).then(
      (found) => found.size === bytes.length,
      () => false,
    )
  )
    return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // The same picture may come twice at once.
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    // Most of all on a full disk, where the rest of the program needs what it takes.
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * Removes the parts that programs which ended have left; gives how many. To be awaited before anything is kept: the
 * folder belongs to the program that holds the store, so whatever lies there half written is of one that is no more.
 */
export async function sweepParts(filesDir: string): Promise<number> {
  const folders = await readdir(filesDir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  let swept = 0;
  for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of await readdir(join(filesDir, folder))) {
      if (!PART.test(name)) continue;
      await rm(join(filesDir, folder, name));
      swept += 1;
    }
  }
  return swept;
}

/** What the program has made itself, kept like what it was sent: on disk before it is on record, and before anybody gets it. */
export async function keepMade(
  bytes: Uint8Array,
  name: string,
  { filesDir }: { readonly filesDir: string },
): Promise<{ readonly sha256: string; readonly name: string }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await keepFile(pathOfFile(filesDir, sha256), bytes);
  return { sha256, name };
}
