/** Makes a data folder of a backup: everything is read and proved before the folder gets its name. */
import { copyFile, mkdir, readdir, readFile, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Instant } from '../domain/time.ts';
import { markRestored } from '../installation.ts';
import { errorCode } from '../store/errno.ts';
import { FOLDER_MODE, syncFolder } from '../store/folder.ts';
import type { KeyRing } from '../store/keys.ts';
import { type Verified, verifyStore } from '../store/verify.ts';
import {
  BackupFault,
  type BackupRecord,
  checkSums,
  DATA,
  PART,
  recordOf,
  SETTINGS,
  sha256OfFile,
} from './bundle.ts';

export interface Restored {
  readonly record: BackupRecord;
  readonly verified: Verified;
  /** Files of settings that are not as they are now; they are left to people. */
  readonly settingsThatDiffer: readonly string[];
}

/** Proves a backup without touching anything. Throws `BackupFault` or `StoreFault`. */
export async function checkBackup(folder: string, keys: KeyRing | null): Promise<Restored> {
  const record = await recordOf(folder);
  const sums = await checkSums(folder);
  const verified = await verifyStore(join(folder, DATA), record.head, keys);
  return { record, verified, settingsThatDiffer: await differing(folder, sums) };
}

/** `asked`, the data folder, must be missing or empty. Throws `BackupFault` or `StoreFault`; then nothing is there that was not before. */
export async function restoreBackup(
  folder: string,
  asked: string,
  keys: KeyRing | null,
  now: Instant,
): Promise<Restored> {
  // Where a link leads, it stays one.
  const dataDir = await realpath(asked).catch(() => resolve(asked));
  await refuseFull(dataDir);
  const record = await recordOf(folder);
  const sums = await checkSums(folder);
  const part = `${dataDir}.restoring${PART}`;
  await rm(part, { recursive: true, force: true });
  try {
    for (const [path, sum] of sums) {
      if (!path.startsWith(`${DATA}${sep}`)) continue;
      const to = join(part, path.slice(DATA.length + 1));
      await mkdir(dirname(to), { recursive: true, mode: FOLDER_MODE });
      await copyFile(join(folder, path), to);
      if ((await sha256OfFile(to)) !== sum)
        throw new BackupFault(`${path} 没有完整写到 ${dataDir}，请检查磁盘。`);
    }
    const verified = await verifyStore(part, record.head, keys);
    const { installation: id } = record;
    await markRestored(part, { id, from: basename(resolve(folder)), at: now });
    await rmdir(dataDir).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
    await mkdir(dirname(dataDir), { recursive: true });
    await rename(part, dataDir);
    await syncFolder(dirname(dataDir));
    return { record, verified, settingsThatDiffer: await differing(folder, sums) };
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function refuseFull(dataDir: string): Promise<void> {
  const there = await readdir(dataDir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (there.length === 0) return;
  throw new BackupFault(
    `${dataDir} 里已经有数据，没有恢复，也没有改动。请先停止程序，把它改名留存（例如 ${basename(dataDir)}.before），` +
      '再恢复；或用 --to 另写一个目录。',
  );
}

async function differing(folder: string, sums: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const paths = [...sums.keys()].filter((path) => path.startsWith(`${SETTINGS}${sep}`));
  const found: string[] = [];
  for (const path of paths) {
    const here = path.slice(SETTINGS.length + 1);
    const [then, now] = await Promise.all([
      readFile(join(folder, path)),
      readFile(here).catch(() => Buffer.alloc(0)),
    ]);
    if (!then.equals(now)) found.push(here);
  }
  return found;
}
