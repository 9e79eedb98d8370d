/**
 * A backup as it lies on disk: a folder `lianxinqiao-20261201-023000` (by the office's clock) with
 *
 *   BACKUP.json   what it is of: when, by which program, up to which line, which keys open it
 *   SHA256SUMS    of every other file, as `sha256sum -c SHA256SUMS` reads it
 *   data/         the data folder, without what belongs to the machine (`kept.ts`)
 *   settings/     what the county edits; `.env`, and so every key and token, is not in it
 *
 * It is made under another name (`.part`) and gets its own when all of it is on disk and checked: what was broken off
 * never counts.
 */
import { createHash } from 'node:crypto';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { z } from 'zod';
import { type Instant, toIso } from '../domain/time.ts';
import { errorCode, reasonOf } from '../store/errno.ts';

export const RECORD = 'BACKUP.json';
export const SUMS = 'SHA256SUMS';
export const DATA = 'data';
export const SETTINGS = 'settings';
/** What is not whole. */
export const PART = '.part';

const NAME = /^lianxinqiao-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/;
const SUM = /^([0-9a-f]{64}) [ *](.+)$/;
const CHUNK = 1 << 20;
/** Code of the error that a file has become shorter while it was read. */
export const SHORTER = 'ESHORT';

const recordShape = z.object({
  v: z.literal(1),
  program: z.string(),
  made: z.iso.datetime({ offset: true }),
  /** Of which installation (`installation.ts`); null: of one that has none yet. */
  installation: z.string().nullable(),
  head: z.object({ seq: z.int().min(0), hash: z.string() }),
  /** Ids of the keys without which it cannot be opened. */
  keys: z.array(z.string()),
});
/** See `BACKUP.json`. */
export type BackupRecord = z.output<typeof recordShape>;

/** A backup cannot be made, or is not what it was; the message says what to do. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
}

export function nameOf(at: Instant): string {
  const [day = '', time = ''] = toIso(at).slice(0, 19).split('T');
  return `lianxinqiao-${day.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}

export interface FoundBackup {
  readonly name: string;
  readonly at: Instant;
}

/** Whole backups in `dir`, newest first; none where there is no such folder. */
export async function backupsIn(dir: string): Promise<readonly FoundBackup[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw new BackupFault(`备份目录 ${dir}：${reasonOf(error)}。`);
  });
  return names
    .flatMap((name) => {
      const [, y, mo, d, h, mi, s] = NAME.exec(name) ?? [];
      return y === undefined ? [] : [{ name, at: Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`) }];
    })
    .sort((a, b) => b.at - a.at);
}

/** Throws `BackupFault` on what is no backup. */
export async function recordOf(folder: string): Promise<BackupRecord> {
  const text = await readFile(join(folder, RECORD), 'utf8').catch((error: unknown) => {
    throw new BackupFault(`${folder} 不是一份完整的备份：${RECORD} 读不到（${errorCode(error)}）。`);
  });
  const parsed = recordShape.safeParse(asJson(text));
  if (parsed.success) return parsed.data;
  throw new BackupFault(`${join(folder, RECORD)} 读不懂：可能由更新版本的程序写成，请升级程序后再恢复。`);
}

/** SHA-256 by path, as the backup has them. Throws `BackupFault` on paths that lead out of it. */
export async function sumsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(folder, SUMS), 'utf8').catch((error: unknown) => {
    throw new BackupFault(`${folder} 不是一份完整的备份：${SUMS} 读不到（${errorCode(error)}）。`);
  });
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, sum, path] = SUM.exec(line) ?? [];
    if (sum === undefined || path === undefined || !isWithin(path)) {
      throw new BackupFault(`${join(folder, SUMS)} 读不懂，备份不能用。请换一份备份。`);
    }
    sums.set(path, sum);
  }
  return sums;
}

/** Reads every file of the backup again. Throws `BackupFault` naming the first that is not what it was. */
export async function checkSums(folder: string): Promise<ReadonlyMap<string, string>> {
  const sums = await sumsOf(folder);
  for (const path of [RECORD]) {
    if (!sums.has(path))
      throw new BackupFault(`${join(folder, SUMS)} 里没有 ${path}，备份不能用。请换一份备份。`);
  }
  for (const [path, sum] of sums) {
    const found = await sha256OfFile(join(folder, path)).catch((error: unknown) => errorCode(error));
    if (found !== sum) {
      const why = found.length === 64 ? '内容和备份时不同' : `读不到（${found}）`;
      throw new BackupFault(`备份里的 ${path} ${why}，备份不能用。请换一份备份。`);
    }
  }
  return sums;
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of bytesOf(path, (await stat(path)).size)) hash.update(bytes);
  return hash.digest('hex');
}

/** The first `size` bytes of a file that may be growing. */
export async function* bytesOf(path: string, size: number): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  try {
    for (let done = 0; done < size; ) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size - done));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, done);
      if (bytesRead === 0) throw Object.assign(new Error(`${path} became shorter`), { code: SHORTER });
      yield buffer.subarray(0, bytesRead);
      done += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

function isWithin(path: string): boolean {
  const plain = normalize(path);
  return plain === path && !plain.startsWith(sep) && plain !== '..' && !plain.startsWith(`..${sep}`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
