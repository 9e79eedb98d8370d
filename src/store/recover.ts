/** From files to state: the newest usable checkpoint and the journal lines after it, or the whole journal. */
import { existsSync } from 'node:fs';
import { open, readdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged, errorCode, StoreFault } from './fault.ts';
import { FILE_MODE, syncFolder } from './folder.ts';
import type { LineBody } from './line.ts';
import { MANIFEST, type Manifest, readCheckpoint, SHARD_FOLDER } from './manifest.ts';
import { type ScannedLine, type ScanResult, scanJournal, segmentsIn, type TornTail } from './scan.ts';
import { applyLine, emptyState, type State } from './state.ts';

export interface Recovered {
  readonly state: State;
  /** The checkpoint built upon; null when the whole journal was folded. */
  readonly manifest: Manifest | null;
  /** Why there was a checkpoint that could not be used. */
  readonly warning: string | null;
  readonly scan: ScanResult;
}

/** Reads only. Throws `StoreFault` when the record is damaged, missing, or of a newer program. */
export async function recoverState(dir: string): Promise<Recovered> {
  const found = await readCheckpoint(dir);
  if (segmentsIn(dir).length === 0 && (found || existsSync(join(dir, SHARD_FOLDER)))) {
    throw damaged(
      dir,
      `有检查点（${found ? MANIFEST : SHARD_FOLDER}）却没有任何 journal 记录文件，记录可能被删除`,
    );
  }
  const manifest = found?.manifest ?? null;
  const base = found?.manifest ? found.state : null;
  const state = base ?? emptyState();
  const start = state.head.seq;
  const scan = scanJournal(dir, (line) => {
    checkAgainst(manifest, line);
    if (line.head.seq > start) foldLine(state, line);
  });
  if (manifest && scan.head.seq < manifest.seq) {
    const what = `检查点已到第 ${manifest.seq} 号，记录只到第 ${scan.head.seq} 号，缺少后面的记录`;
    throw damaged(scan.torn ? `${scan.torn.file}:${scan.torn.line}` : (scan.segment ?? dir), what);
  }
  return { state, manifest: base ? manifest : null, warning: found?.why ?? null, scan };
}

/** Folds a scanned line; a fault names the place. */
export function foldLine(state: State, line: ScannedLine): void {
  try {
    applyLine(state, line.parse());
  } catch (error) {
    if (error instanceof StoreFault) {
      throw error.kind === 'newer' ? new StoreFault('newer', `${line.place}：${error.message}`) : error;
    }
    throw damaged(line.place, `这一行与前面的记录矛盾（${errorCode(error)}）`, error);
  }
}

function checkAgainst(manifest: Manifest | null, { head, place }: ScannedLine): void {
  if (manifest && head.seq === manifest.seq && head.hash !== manifest.hash) {
    throw damaged(place, `与检查点 ${MANIFEST} 对不上，两者不是同一份记录`);
  }
}

const PENDING = '.torn-pending';

/** Sets a torn tail aside and cuts it off. Recording it in the journal is left to `tornNote`. */
export async function cutTorn(dir: string, torn: TornTail | null): Promise<void> {
  if (!torn) return;
  const aside = join(dir, `${torn.file}.${torn.offset}${PENDING}`);
  await writeFile(aside, torn.bytes, { mode: FILE_MODE, flush: true });
  await syncFolder(dir);
  const path = join(dir, torn.file);
  await truncate(path, torn.offset);
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
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
