/** Files on the disk: whether there is room for one, and writing it so that half of one is never found. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

export const MEGABYTE = 1024 * 1024;
/** A thousand tickets; of a small disk a tenth. */
const RESERVE = 64 * MEGABYTE;
const RESERVED_PART = 0.1;

export interface DiskState {
  /** Bytes that this program may still write, and of the whole disk. */
  readonly free: number;
  readonly total: number;
}
export type LookAtDisk = (dir: string) => Promise<DiskState>;

export const lookAtDisk: LookAtDisk = async (dir) => {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { bavail, blocks, bsize } = await statfs(dir);
  return { free: bavail * bsize, total: blocks * bsize };
};

/** Whether both lie on one disk; null while one of them is not there. */
export async function onOneDisk(one: string, other: string): Promise<boolean | null> {
  try {
    return (await stat(one)).dev === (await stat(other)).dev;
  } catch {
    return null;
  }
}

/** Whether so many bytes fit beside the journal's reserve. */
export function hasRoom({ free, total }: DiskState, bytes: number): boolean {
  return free - Math.min(RESERVE, total * RESERVED_PART) >= bytes;
}

/** The same of a folder; where nobody can say, there is. */
export async function lacksRoom(dir: string, bytes: number, look: LookAtDisk): Promise<boolean> {
  try {
    return !hasRoom(await look(dir), bytes);
  } catch {
    return false;
  }
}

/** What a file is called while it is written: ours, and nobody else's; what tells one try from another. */
export const PART = /^[0-9a-f]{64}(\.[0-9a-f]{8})?\.part$/;
/** What a disk without room says. */
export const NO_ROOM: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

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
