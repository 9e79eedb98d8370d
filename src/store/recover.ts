/** From files to state: the newest usable checkpoint and the journal lines after it, or the whole journal. */
import { readdirSync, statSync } from 'node:fs';
import { appendFile, open, readdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../domain/time.ts';
import { type Anchor, anchorHead, anchorState, readAnchor, refuseUnsealed } from './anchor.ts';
import { damaged, errorCode, StoreFault } from './fault.ts';
import { unchangedMonths } from './finished.ts';
import { FILE_MODE, syncFolder } from './folder.ts';
import { type KeyRing, SealBroken } from './keys.ts';
import { KEYS_FILE } from './known-keys.ts';
import { instantOf, type LineBody } from './line.ts';
import { ANCHOR, CHECKPOINT, type Manifest, readCheckpoint } from './manifest.ts';
import { MonthInHand, partOf } from './month-in-hand.ts';
import {
  instantBefore,
  type ScannedLine,
  type ScanResult,
  scanJournal,
  sealIn,
  segmentsAfter,
  type TornTail,
} from './scan.ts';
import { revealed } from './secrecy.ts';
import { applyLine, type State } from './state.ts';

export interface Recovered {
  readonly state: State;
  /** The checkpoint built upon; null when everything on record was folded. */
  readonly manifest: Manifest | null;
  /** What stands for the months that were dropped. */
  readonly anchor: Anchor | null;
  /** Why there was a checkpoint that could not be used. */
  readonly warning: string | null;
  readonly scan: ScanResult;
  /** Of the newest segment. */
  readonly month: MonthInHand;
  /** The time of the newest line on file; null when there is none. */
  readonly writtenAt: Instant | null;
}

/** Reads only. Throws `StoreFault` when the record is damaged, missing, of a newer program, or cannot be opened. */
export async function recoverState(dir: string, keys: KeyRing | null = null): Promise<Recovered> {
  const anchor = await readAnchor(dir);
  const found = await readCheckpoint(dir, keys, 'filed');
  if (found?.locked) throw found.locked;
  const manifest = found?.manifest ?? null;
  const why = found?.why ?? staleness(manifest, anchor);
  const base = found?.manifest && why === null ? found.state : null;
  const state = base ?? (await anchorState(dir, anchor, keys));
  const start = state.head.seq;
  // A checkpoint that stands saves reading what it covers, as long as that is as it was.
  const segments = segmentsAfter(dir, anchor);
  const proved =
    base && manifest ? unchangedMonths(dir, segments, manifest.finished, anchorHead(anchor)) : [];
  const before = proved.at(-1)?.last ?? anchorHead(anchor);
  const known = base && manifest ? MonthInHand.proved(dir, manifest, segments[proved.length], before) : null;
  const part = known && manifest ? partOf(manifest) : null;
  const month = known ?? new MonthInHand();
  let head = part?.head ?? before;
  let writtenAt: Instant | null = null;
  const each = (line: ScannedLine): void => {
    checkAgainst(manifest, line);
    month.add(line.segment, line.bytes, head, sealIn(line));
    head = line.head;
    writtenAt = instantOf(line.bytes);
    if (line.head.seq > start) foldLine(state, line, keys);
  };
  const scan = scanJournal(dir, each, anchor, proved, part);
  if (scan.segments + scan.covered.length === 0) refuseMissing(dir, anchor, found !== undefined);
  if (manifest && scan.head.seq < manifest.seq) {
    const what = `检查点已到第 ${manifest.seq} 号，记录只到第 ${scan.head.seq} 号，缺少后面的记录`;
    throw damaged(scan.torn ? `${scan.torn.file}:${scan.torn.line}` : (scan.segment ?? dir), what);
  }
  refuseUnsealed(anchor, scan.seals);
  if (writtenAt === null && scan.segment !== null) {
    writtenAt = instantBefore(join(dir, scan.segment), part?.bytes ?? null);
  }
  return { state, manifest: base ? manifest : null, anchor, warning: why, scan, month, writtenAt };
}

/** Why a checkpoint cannot be built upon although it is whole: lines between it and the record on file are gone. */
export function staleness(checkpoint: Manifest | null, anchor: Anchor | null): string | null {
  if (!checkpoint || !anchor) return null;
  const { seq, hash } = anchor.manifest;
  if (checkpoint.seq === seq && checkpoint.hash !== hash) {
    throw damaged(CHECKPOINT.manifest, `与锚点 ${ANCHOR.manifest} 对不上，两者不是同一份记录`);
  }
  if (checkpoint.seq >= seq) return null;
  return `检查点（第 ${checkpoint.seq} 号）比锚点（第 ${seq} 号）旧`;
}

/** Beside checkpoint and anchor, what only a program that has written a journal leaves in its folder. */
const LEFT_BEHIND = ['files', 'alive', KEYS_FILE];

/** A journal that lost its name while it was written, or an end that was cut off. */
const OF_A_JOURNAL = /^journal-.+\.(saved-\d+|torn)$/;

function refuseMissing(dir: string, anchor: Anchor | null, hasCheckpoint: boolean): void {
  const traces = [
    ...(anchor ? [ANCHOR.manifest] : []),
    ...(hasCheckpoint ? [CHECKPOINT.manifest] : []),
    ...[CHECKPOINT.folder, ...LEFT_BEHIND].filter((name) => holdsSomething(join(dir, name))),
    ...readdirSync(dir).filter((name) => OF_A_JOURNAL.test(name)),
  ];
  if (traces.length === 0) return;
  const what = `有 ${traces.join('、')} 却没有任何 journal 记录文件，记录可能被删除`;
  throw damaged(dir, `${what}；若本来就要从头开始，请改用一个空目录作 DATA_DIR`);
}

function holdsSomething(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !(found.isDirectory() && readdirSync(path).length === 0);
}

/** Folds a scanned line; a fault names the place. */
export function foldLine(state: State, line: ScannedLine, keys: KeyRing | null = null): void {
  try {
    applyLine(state, revealed(line.parse(), keys));
  } catch (error) {
    if (error instanceof StoreFault) {
      throw error.kind === 'newer' ? new StoreFault('newer', `${line.place}：${error.message}`) : error;
    }
    if (error instanceof SealBroken) throw damaged(line.place, `这一行${error.message}`, error);
    throw damaged(line.place, `这一行与前面的记录矛盾（${errorCode(error)}）`, error);
  }
}

function checkAgainst(manifest: Manifest | null, { head, place }: ScannedLine): void {
  if (manifest && head.seq === manifest.seq && head.hash !== manifest.hash) {
    throw damaged(place, `与检查点 ${CHECKPOINT.manifest} 对不上，两者不是同一份记录`);
  }
}

const PENDING = '.torn-pending';

/** Leaves the newest segment with whole lines only, all of them on disk. */
export async function mendEnd(dir: string, scan: ScanResult): Promise<void> {
  await cutTorn(dir, scan.torn);
  await endLastLine(dir, scan);
  await syncNewest(dir, scan.segment);
}

/** Sets a torn tail aside and cuts it off. Recording it in the journal is left to `tornNote`. */
async function cutTorn(dir: string, torn: TornTail | null): Promise<void> {
  if (!torn) return;
  const aside = join(dir, `${torn.file}.${torn.offset}${PENDING}`);
  await writeFile(aside, torn.bytes, { mode: FILE_MODE, flush: true });
  await syncFolder(dir);
  await truncate(join(dir, torn.file), torn.offset);
}

/** Adds the newline that the last line lacks. Recording it in the journal is left to the caller. */
async function endLastLine(dir: string, { segment, unended }: ScanResult): Promise<void> {
  if (segment !== null && unended) await appendFile(join(dir, segment), '\n', { flush: true });
}

/**
 * Makes sure that what was read is on disk: the former owner may have died between a write, or a cut, and its sync.
 * Older segments are: a segment begins only when the one before is synced.
 */
async function syncNewest(dir: string, segment: string | null): Promise<void> {
  if (segment === null) return;
  const handle = await open(join(dir, segment), 'r+');
  await handle.sync().finally(() => handle.close());
  await syncFolder(dir);
}

/** What was cut but not yet recorded, also by a start that died in between: lines to write, then `settle`. */
export async function tornNotes(
  dir: string,
): Promise<{ readonly notes: readonly LineBody[]; readonly settle: () => Promise<void> }> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(PENDING)).sort();
  const notes: LineBody[] = [];
  for (const name of names) {
    const saved = savedName(name);
    const file = saved.replace(/\.\d+\.torn$/, '');
    const handle = await open(join(dir, name), 'r');
    const { size: bytes } = await handle.stat().finally(() => handle.close());
    notes.push({ cause: 'open', recovered: { file, bytes, saved } });
  }
  const settle = async (): Promise<void> => {
    for (const name of names) await rename(join(dir, name), join(dir, savedName(name)));
    if (names.length > 0) await syncFolder(dir);
  };
  return { notes, settle };
}

function savedName(pending: string): string {
  return `${pending.slice(0, -PENDING.length)}.torn`;
}
