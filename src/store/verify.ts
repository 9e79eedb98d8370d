/**
 * Proves a data folder: the chain over all segments from the anchor on, that it folds, and that the checkpoint says
 * the same as the record. Reads only, and may run beside the live program. Without the key of what is encrypted the
 * chain is proved all the same; what could not be opened is counted.
 */

import { join } from 'node:path';
import { type Anchor, anchorState, readAnchor, refuseUnsealed } from './anchor.ts';
import { damaged, StoreFault, unlike } from './fault.ts';
import type { KeyRing } from './keys.ts';
import type { JournalLine } from './line.ts';
import { ANCHOR, CHECKPOINT, headOf, REMAKE, readCheckpoint, readManifest } from './manifest.ts';
import type { Head } from './port.ts';
import { foldLine, staleness } from './recover.ts';
import { type ScannedLine, scanJournal, segmentsAfter, segmentsIn, type TornTail } from './scan.ts';
import { lacksKey } from './secrecy.ts';
import { isPacked } from './segment-lines.ts';
import { firstDifference } from './snapshot.ts';
import { applyLine, emptyState, type State } from './state.ts';

export interface Verified {
  readonly head: Head;
  /** Sequence of the anchor: lines up to it were dropped after their retention. Null when all are on file. */
  readonly anchor: number | null;
  /** Null when something could not be opened. */
  readonly tickets: number | null;
  /** Lines that could not be opened, as their key is missing; their place in the chain is proved. */
  readonly unopened: number;
  readonly segments: number;
  /** How many of them are packed; their lines were read as those of the others. */
  readonly packed: number;
  /** Sequence of the checkpoint that was found equal; null when there is none. */
  readonly checkpoint: number | null;
  /** What is not wrong but worth saying. */
  readonly notes: readonly string[];
}

/** Tries again when the live program replaces its checkpoint, or drops old months, while they are read. */
const TRIES = 5;

/**
 * Throws `StoreFault` naming the place of the first damage. `expected` is a head printed earlier, its hash possibly
 * shortened: the line of that sequence must have it.
 */
export async function verifyStore(
  dir: string,
  expected?: Head,
  keys: KeyRing | null = null,
): Promise<Verified> {
  for (let attempt = 1; ; attempt++) {
    const before = await anchorText(dir);
    try {
      return await verifyOnce(dir, expected, keys);
    } catch (error) {
      if (attempt === TRIES || (await anchorText(dir)) === before) throw error;
    }
  }
}

async function anchorText(dir: string): Promise<string | undefined> {
  return (await readManifest(dir, ANCHOR).catch(() => undefined))?.text;
}

async function verifyOnce(dir: string, expected: Head | undefined, keys: KeyRing | null): Promise<Verified> {
  const notes: string[] = [];
  // First the checkpoint, then the record: a live program may add lines in between.
  let found = await readCheckpoint(dir, keys, 'whole');
  for (let attempt = 1; attempt < TRIES && found?.why && !found.locked; attempt++) {
    found = await readCheckpoint(dir, keys, 'whole');
  }
  const anchor = await readAnchor(dir);
  const manifest = found?.manifest ?? null;
  const why = found?.why ?? staleness(manifest, anchor);
  if (why && !found?.locked) notes.push(`检查点不能用（${why}），程序启动时会从全部记录重新计算。`);
  let restored = found?.manifest && !why ? found.state : null;
  if (anchor) notes.push(anchorNote(anchor));
  refuseBefore(anchor, expected);

  if (segmentsIn(dir).length === 0) {
    throw new StoreFault('folder', `${dir}：没有找到记录文件（journal-….jsonl）。请检查 DATA_DIR 是否正确。`);
  }
  let folded = await stateAtAnchor(dir, anchor, keys);
  const missing = new Map<string, number>();
  const fold = (line: ScannedLine): void => {
    const id = lacksKey(line.parse(), keys);
    if (id !== null) {
      missing.set(id, (missing.get(id) ?? 0) + 1);
      folded = null;
      restored = null;
    }
    if (folded) foldLine(folded, line, keys);
    if (restored && line.head.seq > restored.head.seq) foldLine(restored, line, keys);
  };
  const scan = scanJournal(
    dir,
    (line) => {
      fold(line);
      if (manifest && line.head.seq === manifest.seq && line.head.hash !== manifest.hash) {
        throw damaged(line.place, `与检查点 ${CHECKPOINT.manifest} 对不上，两者不是同一份记录`);
      }
      if (expected?.seq === line.head.seq) refuseOther(line.place, line.head, expected);
    },
    anchor,
  );
  if (scan.torn) notes.push(tornNote(scan.torn));
  if (scan.unended) notes.push(`${scan.segment} 的最后一行只差换行，内容完整。程序下次启动时会补上。`);
  if (scan.covered.length > 0) {
    notes.push(`${scan.covered.join('、')} 已过保留期，没有查看，程序下次清理时删除。`);
  }
  if (manifest && scan.head.seq < manifest.seq) {
    throw damaged(
      scan.segment ?? dir,
      `检查点已到第 ${manifest.seq} 号，记录只到第 ${scan.head.seq} 号，缺少后面的记录`,
    );
  }
  refuseUnsealed(anchor, scan.seals);
  if (expected && expected.seq > scan.head.seq) {
    throw unlike(scan.segment ?? dir, `记录只到第 ${scan.head.seq} 号，没有给出的第 ${expected.seq} 号`);
  }
  if (restored && manifest && folded) refuseDifference(restored, folded, headOf(manifest));
  if (!folded) notes.push(unopenedNote(missing));
  return {
    head: scan.head,
    anchor: anchor?.manifest.seq ?? null,
    tickets: folded ? (folded as State).tickets.size : null,
    unopened: [...missing.values()].reduce((sum, lines) => sum + lines, 0),
    segments: scan.segments,
    packed: segmentsAfter(dir, anchor).filter((file) => isPacked(join(dir, file))).length,
    checkpoint: restored && manifest && folded ? manifest.seq : null,
    notes,
  };
}

/** What the record amounts to, with no checkpoint and nothing else but the anchor, if any, and the lines after it. */
export async function foldJournal(dir: string, keys: KeyRing | null = null): Promise<State> {
  const anchor = await readAnchor(dir);
  const state = await anchorState(dir, anchor, keys);
  scanJournal(dir, (line) => foldLine(state, line, keys), anchor);
  return state;
}

/** `foldJournal` for the text of one file, its chain not checked: for fixtures that must fold for ever. */
export function foldLines(text: string): State {
  const state = emptyState();
  for (const line of text.split('\n')) if (line !== '') applyLine(state, JSON.parse(line) as JournalLine);
  return state;
}

/** Null when the anchor cannot be opened. */
async function stateAtAnchor(
  dir: string,
  anchor: Anchor | null,
  keys: KeyRing | null,
): Promise<State | null> {
  return anchorState(dir, anchor, keys).catch((error: unknown) => {
    if (error instanceof StoreFault && error.kind === 'key') return null;
    throw error;
  });
}

/** Twelve hex digits, as briefs print it. */
export function shortHash(head: Head): string {
  return head.hash.slice(0, 12);
}

function anchorNote({ manifest: { seq } }: Anchor): string {
  return `文件中的记录从第 ${seq + 1} 号开始：第 ${seq} 号及以前已过保留期，逐行记录已删除，结果存在锚点 ${ANCHOR.manifest} 里。`;
}

/** What is proved without a key, and what is not. `missing`: lines by the id of their key; none when the anchor has it. */
function unopenedNote(missing: ReadonlyMap<string, number>): string {
  const lines = [...missing].map(([id, count]) => `${count} 行（密钥 ${id}）`).join('、');
  return (
    `${lines === '' ? '锚点' : lines}含加密的举报内容，没有密钥，打不开：校验链已逐行核对，件数、内容和检查点没有核对。` +
    '要全部核对，请填好 REPORT_KEY（换过密钥的还有 REPORT_KEY_OLD）再运行一次。'
  );
}

/** A head printed in a month that was dropped can no longer be held against anything; one of the anchor can. */
function refuseBefore(anchor: Anchor | null, expected: Head | undefined): void {
  if (!anchor || !expected || expected.seq > anchor.manifest.seq) return;
  const { seq } = anchor.manifest;
  if (expected.seq === seq) {
    refuseOther(ANCHOR.manifest, headOf(anchor.manifest), expected);
    return;
  }
  throw new StoreFault(
    'dropped',
    `给出的第 ${expected.seq} 号已过保留期，逐行记录已删除，不能核对。请用第 ${seq} 号或更新的简报上的序号和校验值。`,
  );
}

function refuseOther(place: string, head: Head, expected: Head): void {
  if (head.hash.startsWith(expected.hash)) return;
  const what = `第 ${head.seq} 号的校验值是 ${shortHash(head)}，与给出的 ${expected.hash} 不符`;
  throw unlike(place, what);
}

/** An unfinished last line is no damage; a finished one with other bytes may be one that was acknowledged. */
function tornNote({ file, line, bytes, ended }: TornTail): string {
  if (ended) throw damaged(`${file}:${line}`, '最后一行的内容与校验值不符（断电时没有写完，或被改动）');
  return `${file}:${line} 最后一行没有写完（${bytes.length} 字节，从未确认过）。程序正在运行则属正常；否则下次启动时会切下另存。`;
}

function refuseDifference(restored: State, folded: State, at: Head): void {
  const difference = firstDifference(restored, folded);
  if (!difference) return;
  const { one, other, secret } = difference;
  let place = 0;
  while (one[place] === other[place]) place += 1;
  const excerpt = (text: string): string =>
    secret ? '（保密内容，不显示）' : text.slice(Math.max(0, place - 40), place + 40);
  throw new StoreFault(
    'damaged',
    `${CHECKPOINT.manifest}：第 ${at.seq} 号的检查点与记录算出的内容不同（检查点为 …${excerpt(one)}…，记录为 …${excerpt(other)}…）。` +
      REMAKE,
  );
}
