/** Files that are kept lie under the hash of their bytes; what a try left unfinished does not stay on disk. */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile, PART } from '../../disk.ts';
import { errorCode } from '../../store/errno.ts';
import { pathOfFile } from './file-path.ts';

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
