/**
 * Writes the readable current state beside the journal, so that a start need not fold years of lines. Only blocks of
 * tickets in which something changed are written again, each into a file of a new name; the journal alone remains
 * the truth, a checkpoint may be deleted at any time.
 */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { Low } from 'lowdb';
import { boundary } from './boundary.ts';
import { DurableTextFile } from './durable-file.ts';
import { FOLDER_MODE } from './folder.ts';
import { sha256 } from './line.ts';
import { type Manifest, SHARD_FOLDER, type ShardEntry, writeManifest } from './manifest.ts';
import { allBlocks, blockOf, type Row, type RowGroup, snapshot } from './snapshot.ts';
import type { State } from './state.ts';

/** Largest shard, bytes: larger ones would hold up the chat while they are joined and hashed. */
export const SHARD_BYTES = 500_000;
/** Longest stretch of stringifying before others get their turn. */
const SLICE_MS = 4;

/** The name under which write-file-atomic writes before it renames. */
const MANIFEST_HALF = /^manifest\.json\.\d+$/;

/** Where the journal stands when a checkpoint is made of it. */
export interface CheckpointSource {
  readonly state: State;
  readonly segment: () => string;
  /** Resolves when all lines up to the state's head are on disk. */
  readonly synced: () => Promise<void>;
}

/**
 * Makes a checkpoint of the state as it is at the call; commits may go on meanwhile. `former` is the checkpoint on
 * disk, or null when there is none that can be built on. Gives the new one. On failure the state's dirty marks are
 * put back and the former checkpoint stands.
 */
export async function writeCheckpoint(
  dir: string,
  source: CheckpointSource,
  former: Manifest | null,
): Promise<Manifest> {
  const { state } = source;
  const { head, dirty } = state;
  const segment = source.segment();
  const blocks = former ? new Set([...dirty].map(blockOf)) : allBlocks(state);
  const groups = snapshot(state, blocks);
  state.dirty = new Set();
  try {
    const kept = (former?.shards ?? []).filter(
      (shard) => shard.kind === 'tickets' && !blocks.has(blockOf(shard.from)),
    );
    await mkdir(join(dir, SHARD_FOLDER), { recursive: true, mode: FOLDER_MODE });
    const written = await writeGroups(dir, groups, head.seq);
    await source.synced();
    const shards = [...kept, ...written].sort((a, b) => rank(a) - rank(b) || a.from - b.from);
    const manifest: Manifest = { v: 1, seq: head.seq, hash: head.hash, segment, shards };
    boundary('checkpoint.before-manifest');
    await writeManifest(dir, manifest);
    boundary('checkpoint.after-manifest');
    await sweep(dir, manifest);
    return manifest;
  } catch (error) {
    for (const number of dirty) state.dirty.add(number);
    throw error;
  }
}

/**
 * Removes shard files that the checkpoint on disk does not name, and half-written files left by a crash. They only
 * take space, so a file that cannot be removed is left.
 */
export async function sweep(dir: string, manifest: Manifest | null): Promise<void> {
  const folder = join(dir, SHARD_FOLDER);
  const wanted = new Set(manifest?.shards.map((shard) => shard.file));
  const shards = await readdir(folder).catch((): string[] => []);
  const halves = (await readdir(dir)).filter((name) => MANIFEST_HALF.test(name));
  const paths = [
    ...shards.filter((name) => !wanted.has(name)).map((name) => join(folder, name)),
    ...halves.map((name) => join(dir, name)),
  ];
  for (const path of paths) await unlink(path).catch(() => {});
}

/** Rows are restored in this order: tickets first, then office and desk. */
function rank(shard: ShardEntry): number {
  return shard.kind === 'tickets' ? 0 : shard.kind === 'office' ? 1 : 2;
}

async function writeGroups(dir: string, groups: readonly RowGroup[], seq: number): Promise<ShardEntry[]> {
  const shards: ShardEntry[] = [];
  for (const group of groups) {
    let part = 0;
    for await (const { text, from, to } of portions(group)) {
      if (shards.length > 0) boundary('checkpoint.between-shards');
      boundary('checkpoint.before-shard');
      part += 1;
      const place = group.kind === 'tickets' ? `${from}-${to}-${part}` : part;
      const file = `${group.kind}-${place}@${seq}.json`;
      await new Low<string>(new DurableTextFile(join(dir, SHARD_FOLDER, file)), text).write();
      shards.push({ file, sha256: sha256(text), kind: group.kind, from, to });
      await nextTick();
    }
  }
  return shards;
}

interface Portion {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The texts of a group's shards: one, or more where one would be too large. A row is never split. */
async function* portions(group: RowGroup): AsyncGenerator<Portion> {
  let lines: string[] = [];
  let bytes = 0;
  let sliceStart = performance.now();
  let from = group.from;
  let number = group.from;
  for (const row of group.rows) {
    const line = JSON.stringify(row);
    const size = Buffer.byteLength(line) + 2;
    const ticket = ticketOf(row) ?? number;
    if (lines.length > 0 && bytes + size > SHARD_BYTES - 100) {
      yield { text: shardText(lines), from, to: number };
      lines = [];
      bytes = 0;
      from = ticket;
    }
    number = ticket;
    lines.push(line);
    bytes += size;
    if (performance.now() - sliceStart > SLICE_MS) {
      await nextTick();
      sliceStart = performance.now();
    }
  }
  yield { text: shardText(lines), from, to: group.to };
}

function ticketOf(row: Row): number | undefined {
  if ('ticket' in row) return row.ticket.number;
  return 'thread' in row ? row.thread : undefined;
}

/** One row to a line, so that a person can read and compare it. */
function shardText(lines: readonly string[]): string {
  return `{"v":1,"rows":[\n${lines.join(',\n')}\n]}\n`;
}
