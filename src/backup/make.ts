/**
 * Makes a backup of a data folder, also while the program runs on it: nothing is locked, and nothing there is written.
 *
 * The journal only grows, so what it held at one moment is a record of that moment. Checkpoint and anchor are copied
 * before it and must be the same after it; files – photos, papers – after it, as each is on disk before a line names it.
 * The chain of the copy is then proved, and every byte read again: only a copy that is whole is kept.
 */
import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { onOneDisk } from '../disk.ts';
import { HOUR, type Instant, toIso } from '../domain/time.ts';
import { VERSION } from '../help.ts';
import { installationId } from '../installation.ts';
import { readAnchor } from '../store/anchor.ts';
import { errorCode, reasonOf } from '../store/errno.ts';
import { StoreFault } from '../store/fault.ts';
import { ensureFolder, FILE_MODE, FOLDER_MODE, syncFolder } from '../store/folder.ts';
import { type KeyRing, keysOf } from '../store/keys.ts';
import { knownKeys } from '../store/known-keys.ts';
import { ANCHOR, CHECKPOINT } from '../store/manifest.ts';
import type { Head } from '../store/port.ts';
import { recoverState } from '../store/recover.ts';
import { scanJournal } from '../store/scan.ts';
import { isPacked } from '../store/segment-lines.ts';
import {
  BackupFault,
  type BackupRecord,
  backupsIn,
  bytesOf,
  checkSums,
  DATA,
  nameOf,
  PART,
  RECORD,
  recordOf,
  SETTINGS,
  SHORTER,
  SUMS,
  sha256OfFile,
  sumsOf,
} from './bundle.ts';
import { filesOf, type SettingsPlaces, settingsFiles } from './kept.ts';
import { misplaced } from './place.ts';

export interface BackupJob {
  readonly dataDir: string;
  /** The folder of all backups. */
  readonly into: string;
  readonly settings: SettingsPlaces;
  /** As configured; without it what is encrypted is copied all the same, and its chain proved. */
  readonly reportKey: Parameters<typeof keysOf>[0];
  readonly at: Instant;
  /** Older ones of the same installation are removed; null: none are. */
  readonly keep: number | null;
}

export interface MadeBackup {
  readonly folder: string;
  readonly record: BackupRecord;
  readonly bytes: number;
  /** It lies on the disk that the data is on. */
  readonly sameDisk: boolean;
  readonly notes: readonly string[];
}

/** A running program may write a checkpoint, or drop or pack a month, while they are copied. */
const TRIES = 5;
/** A broken-off one is removed after so long: until then somebody may be at work on it. */
const STALE = 6 * HOUR;
const JOURNAL = /^journal-.+\.jsonl$/;
const NEWLINE = 0x0a;
const NO_RECORD = '数据目录里还没有记录，没有可备份的。请检查 DATA_DIR 是否正确。';

/** Throws `BackupFault` or `StoreFault` in words for the operator; then there is no new backup. */
export async function makeBackup(job: BackupJob): Promise<MadeBackup> {
  const { dataDir, into, at } = job;
  const fault = misplaced(into, { dataDir, ...job.settings });
  if (fault !== null) throw new BackupFault(`${fault}没有备份。`);
  // Before anything is written: a folder that a mistyped path made would pass for a data folder.
  if (!(await hasRecord(dataDir))) throw new BackupFault(NO_RECORD);
  const name = nameOf(at);
  const part = join(into, `${name}${PART}`);
  try {
    ensureFolder(into);
    await sweepParts(into);
    await mkdir(part, { mode: FOLDER_MODE });
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new BackupFault(`${part} 正在写：同时只做一份备份，请稍后再试。`);
    throw error instanceof StoreFault
      ? new BackupFault(`备份目录 ${into} 不能读写，请检查路径和权限。`)
      : error;
  }
  try {
    const keys = keysOf(job.reportKey);
    const former = await formerOf(into);
    const copy = new Copy(part, former);
    const verified = await copyRecord(dataDir, part, copy, keys);
    for (const path of await filesOf(dataDir)) {
      if (!isOfRecord(path)) await copy.add(join(dataDir, path), join(DATA, path), 'if-there');
    }
    for (const { from, path } of await settingsFiles(job.settings)) {
      await copy.add(from, join(SETTINGS, path), 'if-there');
    }
    const record: BackupRecord = {
      v: 1,
      program: VERSION,
      made: toIso(at),
      installation: installationId(dataDir),
      head: verified.head,
      keys: [...knownKeys(dataDir)],
    };
    await copy.write(RECORD, `${JSON.stringify(record, null, 2)}\n`);
    await writeSynced(join(part, SUMS), copy.sums());
    await checkSums(part);
    await syncTree(part);
    const folder = join(into, name);
    await rename(part, folder);
    await syncFolder(into);
    if (job.keep !== null) await removeOld(into, job.keep, record.installation);
    const sameDisk = (await onOneDisk(into, dataDir)) ?? false;
    return { folder, record, bytes: copy.bytes, sameDisk, notes: verified.notes };
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {});
    throw inWords(error, into);
  }
}

async function hasRecord(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw new BackupFault(`数据目录 ${dataDir}：${reasonOf(error)}。`);
  });
  return names.some((name) => JOURNAL.test(name));
}

function inWords(error: unknown, into: string): unknown {
  if (error instanceof BackupFault || error instanceof StoreFault) return error;
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem ? new BackupFault(`备份没有做成（${into}）：${reasonOf(error)}。`) : error;
}

/** Journal, checkpoint and anchor of one moment, proved. */
async function copyRecord(dataDir: string, part: string, copy: Copy, keys: KeyRing | null): Promise<Proved> {
  for (let attempt = 1; ; attempt++) {
    try {
      const before = await manifestsOf(dataDir);
      const paths = (await filesOf(dataDir)).filter(isOfRecord);
      const journal = paths.filter((path) => JOURNAL.test(path));
      for (const path of paths)
        if (!JOURNAL.test(path)) await copy.add(join(dataDir, path), join(DATA, path));
      for (const path of journal) {
        const from = join(dataDir, path);
        await copy.add(from, join(DATA, path), isPacked(from) ? 'as-is' : 'lines');
      }
      if ((await manifestsOf(dataDir)) !== before) throw new Moved();
      return await proved(join(part, DATA), keys);
    } catch (error) {
      const isWorthAnother =
        error instanceof Moved ||
        error instanceof StoreFault ||
        ['ENOENT', SHORTER].includes(errorCode(error));
      if (attempt === TRIES || !isWorthAnother) throw ofSource(error, dataDir, part);
      copy.forget(DATA);
      await rm(join(part, DATA), { recursive: true, force: true });
    }
  }
}

interface Proved {
  readonly head: Head;
  readonly notes: readonly string[];
}

/**
 * Every line in its place in the chain, and a start would go on from it. Months are not folded again: that takes the
 * memory of all tickets, and `npm run restore` does it.
 */
async function proved(dir: string, keys: KeyRing | null): Promise<Proved> {
  const { head, segments } = scanJournal(dir, () => {}, await readAnchor(dir));
  if (segments === 0) throw new BackupFault(NO_RECORD);
  try {
    await recoverState(dir, keys);
    return { head, notes: [] };
  } catch (error) {
    if (!(error instanceof StoreFault && error.kind === 'key')) throw error;
    return {
      head,
      notes: ['含加密的举报内容，没有密钥，打不开：只核对了校验链。恢复时要有当时的 REPORT_KEY。'],
    };
  }
}

class Moved extends Error {}

/** What is said of the copy is true of the record that it was made of. */
function ofSource(error: unknown, dataDir: string, part: string): unknown {
  if (error instanceof Moved) return new BackupFault('记录一直在变，没有备份成。请过一会儿再试。');
  if (!(error instanceof StoreFault)) return error;
  return new StoreFault(error.kind, error.message.replaceAll(join(part, DATA), dataDir), error);
}

async function manifestsOf(dataDir: string): Promise<string> {
  const texts = [CHECKPOINT, ANCHOR].map(({ manifest }) =>
    readFile(join(dataDir, manifest), 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return '';
      throw error;
    }),
  );
  return (await Promise.all(texts)).join('\n');
}

/** Whether a path of the data folder is part of what must be of one moment. */
function isOfRecord(path: string): boolean {
  const [top = ''] = path.split(sep);
  return (
    top.startsWith('journal-') ||
    [CHECKPOINT, ANCHOR].some(({ manifest, folder }) => top === manifest || top === folder)
  );
}

/** The backup in the making, and the sums of what is in it. */
class Copy {
  bytes = 0;
  readonly #part: string;
  readonly #former: Former | null;
  readonly #sums = new Map<string, string>();

  constructor(part: string, former: Former | null) {
    this.#part = part;
    this.#former = former;
  }

  /** `lines`: of a file that grows, the whole lines · `if-there`: one that is gone is left out. */
  async add(from: string, to: string, how: 'as-is' | 'lines' | 'if-there' = 'as-is'): Promise<void> {
    try {
      const size = how === 'lines' ? await wholeLines(from) : (await stat(from)).size;
      this.#sums.set(to, await this.#take(from, to, size));
      this.bytes += size;
    } catch (error) {
      if (how !== 'if-there' || errorCode(error) !== 'ENOENT') throw error;
    }
  }

  async write(to: string, text: string): Promise<void> {
    await writeSynced(join(this.#part, to), text);
    this.#sums.set(to, createHash('sha256').update(text).digest('hex'));
  }

  forget(folder: string): void {
    for (const path of this.#sums.keys()) if (path.startsWith(`${folder}${sep}`)) this.#sums.delete(path);
    this.bytes = 0;
  }

  sums(): string {
    const paths = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return paths.map(([path, sum]) => `${sum}  ${path}\n`).join('');
  }

  /** What the backup before has, byte for byte, takes no room again. */
  async #take(from: string, to: string, size: number): Promise<string> {
    const path = join(this.#part, to);
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
    const known = this.#former?.sums.get(to);
    if (known !== undefined && (await hashOf(from, size)) === known) {
      const earlier = join((this.#former as Former).folder, to);
      if ((await sha256OfFile(earlier).catch(() => '')) === known && (await linked(earlier, path)))
        return known;
    }
    const hash = createHash('sha256');
    const file = await open(path, 'wx', FILE_MODE);
    try {
      for await (const bytes of bytesOf(from, size)) {
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return hash.digest('hex');
  }
}

interface Former {
  readonly folder: string;
  readonly sums: ReadonlyMap<string, string>;
}

async function formerOf(into: string): Promise<Former | null> {
  const [newest] = await backupsIn(into);
  if (!newest) return null;
  const folder = join(into, newest.name);
  // One that somebody has meddled with is nothing to build on.
  return await sumsOf(folder).then(
    (sums) => ({ folder, sums }),
    () => null,
  );
}

async function hashOf(path: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of bytesOf(path, size)) hash.update(bytes);
  return hash.digest('hex');
}

async function linked(from: string, to: string): Promise<boolean> {
  return await link(from, to).then(
    () => true,
    // Not every disk can.
    () => false,
  );
}

/** Bytes up to the end of the last whole line. */
async function wholeLines(path: string): Promise<number> {
  const { size } = await stat(path);
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(64 * 1024);
    for (let end = size; end > 0; ) {
      const from = Math.max(0, end - buffer.length);
      const { bytesRead } = await handle.read(buffer, 0, end - from, from);
      const place = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (place >= 0) return from + place + 1;
      end = from;
    }
    return 0;
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The names of what was copied survive a power cut, too. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolder(join(entry.parentPath, entry.name));
  }
  await syncFolder(folder);
}

async function sweepParts(into: string): Promise<void> {
  for (const name of await readdir(into)) {
    if (!name.startsWith('lianxinqiao-') || !name.endsWith(PART)) continue;
    const path = join(into, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE) await rm(path, { recursive: true, force: true });
  }
}

/** Those of other installations, and what is no backup of ours, stay. */
async function removeOld(into: string, keep: number, installation: string | null): Promise<void> {
  let own = 0;
  for (const { name } of await backupsIn(into)) {
    const folder = join(into, name);
    const record = await recordOf(folder).catch(() => null);
    if (record?.installation !== installation) continue;
    own += 1;
    if (own > keep) await rm(folder, { recursive: true, force: true });
  }
}
