/**
 * Proves a data folder: the chain over all segments, that it folds, and that the checkpoint says the same as the
 * journal. Reads only, and may run beside the live program.
 */

import { damaged, StoreFault } from './fault.ts';
import type { JournalLine } from './line.ts';
import { headOf, MANIFEST, readCheckpoint, SHARD_FOLDER } from './manifest.ts';
import type { Head } from './port.ts';
import { foldLine } from './recover.ts';
import { scanJournal, segmentsIn, type TornTail } from './scan.ts';
import { firstDifference } from './snapshot.ts';
import { applyLine, emptyState, type State } from './state.ts';

export interface Verified {
  readonly head: Head;
  readonly tickets: number;
  readonly segments: number;
  /** Sequence of the checkpoint that was found equal; null when there is none. */
  readonly checkpoint: number | null;
  /** What is not wrong but worth saying. */
  readonly notes: readonly string[];
}

/** Tries again when the live program replaces its checkpoint while it is read. */
const TRIES = 5;

/**
 * Throws `StoreFault` naming the place of the first damage. `expected` is a head printed earlier, its hash possibly
 * shortened: the line of that sequence must have it.
 */
export async function verifyStore(dir: string, expected?: Head): Promise<Verified> {
  const notes: string[] = [];
  // First the checkpoint, then the journal: a live program may add lines in between, never take any away.
  let found = await readCheckpoint(dir);
  for (let attempt = 1; attempt < TRIES && found?.why; attempt++) found = await readCheckpoint(dir);
  if (found?.why) notes.push(`检查点不能用（${found.why}），程序启动时会从全部记录重新计算。`);
  const restored = found?.manifest ? found.state : null;
  const manifest = found?.manifest ?? null;

  const segments = segmentsIn(dir);
  if (segments.length === 0) {
    throw new StoreFault('folder', `${dir}：没有找到记录文件（journal-….jsonl）。请检查 DATA_DIR 是否正确。`);
  }
  const folded = emptyState();
  const scan = scanJournal(dir, (line) => {
    foldLine(folded, line);
    if (manifest && line.head.seq === manifest.seq && line.head.hash !== manifest.hash) {
      throw damaged(line.place, `与检查点 ${MANIFEST} 对不上，两者不是同一份记录`);
    }
    if (restored && line.head.seq > restored.head.seq) foldLine(restored, line);
    if (expected?.seq === line.head.seq && !line.head.hash.startsWith(expected.hash)) {
      throw damaged(
        line.place,
        `第 ${expected.seq} 号的校验值是 ${shortHash(line.head)}，与给出的 ${expected.hash} 不符`,
      );
    }
  });
  if (scan.torn) notes.push(tornNote(scan.torn));
  if (manifest && scan.head.seq < manifest.seq) {
    throw damaged(
      scan.segment ?? dir,
      `检查点已到第 ${manifest.seq} 号，记录只到第 ${scan.head.seq} 号，缺少后面的记录`,
    );
  }
  if (expected && expected.seq > scan.head.seq) {
    throw damaged(scan.segment ?? dir, `记录只到第 ${scan.head.seq} 号，没有给出的第 ${expected.seq} 号`);
  }
  if (restored && manifest) refuseDifference(restored, folded, headOf(manifest));
  return {
    head: scan.head,
    tickets: folded.tickets.size,
    segments: segments.length,
    checkpoint: restored && manifest ? manifest.seq : null,
    notes,
  };
}

/** The state a journal amounts to, with no checkpoint and nothing else but its lines. */
export function foldJournal(dir: string): State {
  const state = emptyState();
  scanJournal(dir, (line) => foldLine(state, line));
  return state;
}

/** `foldJournal` for the text of one file, its chain not checked: for fixtures that must fold for ever. */
export function foldLines(text: string): State {
  const state = emptyState();
  for (const line of text.split('\n')) if (line !== '') applyLine(state, JSON.parse(line) as JournalLine);
  return state;
}

/** Twelve hex digits, as briefs print it. */
export function shortHash(head: Head): string {
  return head.hash.slice(0, 12);
}

/** An unfinished last line is no damage; a finished one with other bytes may be one that was acknowledged. */
function tornNote({ file, line, bytes, ended }: TornTail): string {
  if (ended) throw damaged(`${file}:${line}`, '最后一行的内容与校验值不符（断电时没有写完，或被改动）');
  return `${file}:${line} 最后一行没有写完（${bytes.length} 字节，从未确认过）。程序正在运行则属正常；否则下次启动时会切下另存。`;
}

function refuseDifference(restored: State, folded: State, at: Head): void {
  const difference = firstDifference(restored, folded);
  if (!difference) return;
  const { one, other } = difference;
  let place = 0;
  while (one[place] === other[place]) place += 1;
  const excerpt = (text: string): string => text.slice(Math.max(0, place - 40), place + 40);
  throw new StoreFault(
    'damaged',
    `${MANIFEST}：第 ${at.seq} 号的检查点与记录算出的内容不同（检查点为 …${excerpt(one)}…，记录为 …${excerpt(other)}…）。` +
      `记录本身完好：请停止程序，删除 ${MANIFEST} 和 ${SHARD_FOLDER} 目录后重新启动，检查点会重新生成。`,
  );
}
