/**
 * Writes the readable current state beside the journal, so that a start need not fold years of lines. Only blocks of
 * tickets in which something changed are written again, each into a file of a new name; the journal alone remains
 * the truth, a checkpoint may be deleted at any time. The anchor is written in the same way.
 */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { boundary } from './boundary.ts';
import { DurableTextFile } from './durable-file.ts';
import { finishedMonths } from './finished.ts';
import { FOLDER_MODE } from './folder.ts';
import type { KeyRing } from './keys.ts';
import { sha256 } from './line.ts';
import {
  CHECKPOINT,
  type Manifest,
  placeOfRow,
  type ShardEntry,
  type Shelf,
  writeManifest,
} from './manifest.ts';
import { concealedRow, isSecret } from './secrecy.ts';
import { Slices } from './slices.ts';
import { allBlocks, blockOf, type Row, type RowGroup, snapshot } from './snapshot.ts';
import type { State } from './state.ts';
import { ROW_SHAPE } from './upcast.ts';

/** Largest shard, bytes before encryption (which adds a third): larger ones would hold up the chat while they are joined and hashed. */
export const SHARD_BYTES = 500_000;

/** Where the journal stands when a checkpoint is made of it. */
export interface CheckpointSource {
  readonly state: State;
  /** Null when nothing is encrypted. */
  readonly keys?: KeyRing | null;
  readonly segment: () => string;
  /** Resolves when all lines that the manifest builds on are on disk. */
  readonly synced: (manifest: Manifest) => Promise<void>;
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
  shelf: Shelf = CHECKPOINT,
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
    await mkdir(join(dir, shelf.folder), { recursive: true, mode: FOLDER_MODE });
    const written = await writeGroups(dir, shelf, groups, head.seq, source);
    const shards = [...kept, ...written].sort((a, b) => rank(a) - rank(b) || a.from - b.from);
    const finished = shelf === CHECKPOINT ? await finishedMonths(dir, segment, former?.finished ?? []) : [];
    const { seq, hash } = head;
    const manifest: Manifest = { v: 1, seq, hash, segment, shards, finished: [...finished] };
    await source.synced(manifest);
    boundary(`${shelf.name}.before-manifest`);
    await writeManifest(dir, shelf, manifest);
    boundary(`${shelf.name}.after-manifest`);
    await sweep(dir, shelf, manifest);
    return manifest;
  } catch (error) {
    for (const number of dirty) state.dirty.add(number);
    throw error;
  }
}

/**
 * Removes shard files that the manifest on disk does not name, and half-written files left by a crash. They only
 * take space, so a file that cannot be removed is left.
 */
export async function sweep(dir: string, shelf: Shelf, manifest: Manifest | null): Promise<void> {
  const folder = join(dir, shelf.folder);
  const wanted = new Set(manifest?.shards.map((shard) => shard.file));
  const shards = await readdir(folder).catch((): string[] => []);
  const halves = (await readdir(dir)).filter((name) => isHalf(name, shelf.manifest));
  const paths = [
    ...shards.filter((name) => !wanted.has(name)).map((name) => join(folder, name)),
    ...halves.map((name) => join(dir, name)),
  ];
  for (const path of paths) await unlink(path).catch(() => {});
}

/** Whether write-file-atomic gave `name` to what it was about to rename to `whole`. */
function isHalf(name: string, whole: string): boolean {
  return name.startsWith(`${whole}.`) && /^\d+$/.test(name.slice(whole.length + 1));
}

/** Rows are restored in this order: tickets first, then office and desk. */
function rank(shard: ShardEntry): number {
  return shard.kind === 'tickets' ? 0 : shard.kind === 'office' ? 1 : 2;
}

async function writeGroups(
  dir: string,
  shelf: Shelf,
  groups: readonly RowGroup[],
  seq: number,
  { state, keys = null }: CheckpointSource,
): Promise<ShardEntry[]> {
  const shards: ShardEntry[] = [];
  const slices = new Slices();
  for (const group of groups) {
    let part = 0;
    for await (const { rows, from, to } of portions(group, slices, state)) {
      if (shards.length > 0) boundary(`${shelf.name}.between-shards`);
      boundary(`${shelf.name}.before-shard`);
      part += 1;
      const place = group.kind === 'tickets' ? `${from}-${to}-${part}` : part;
      const file = `${group.kind}-${place}@${seq}.json`;
      const text = shardText(await textsOf(rows, (index) => placeOfRow(shelf, file, index), keys, slices));
      await new Low<string>(new DurableTextFile(join(dir, shelf.folder, file)), text).write();
      shards.push({ file, sha256: sha256(text), kind: group.kind, from, to });
      await slices.yield();
    }
  }
  return shards;
}

/** A row as text, and whether it is encrypted when there is a key. */
interface RowText {
  readonly text: string;
  readonly secret: boolean;
}

interface Portion {
  readonly rows: readonly RowText[];
  readonly from: number;
  readonly to: number;
}

async function textsOf(
  rows: readonly RowText[],
  placeOf: (index: number) => string,
  keys: KeyRing | null,
  slices: Slices,
): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const [index, { text, secret }] of rows.entries()) {
    texts.push(secret && keys ? concealedRow(text, placeOf(index), keys) : text);
    await slices.pause();
  }
  return texts;
}

/** The rows of a group's shards: one, or more where one would be too large. A row is never split. */
async function* portions(group: RowGroup, slices: Slices, state: State): AsyncGenerator<Portion> {
  let rows: RowText[] = [];
  let bytes = 0;
  let from = group.from;
  let number = group.from;
  for (const row of group.rows) {
    const text = JSON.stringify(row);
    const size = Buffer.byteLength(text) + 2;
    const ticket = ticketOf(row) ?? number;
    if (rows.length > 0 && bytes + size > SHARD_BYTES - 100) {
      yield { rows, from, to: number };
      rows = [];
      bytes = 0;
      from = ticket;
    }
    number = ticket;
    rows.push({ text, secret: isSecret(row, state) });
    bytes += size;
    await slices.pause();
  }
  yield { rows, from, to: group.to };
}

function ticketOf(row: Row): number | undefined {
  if ('ticket' in row) return row.ticket.number;
  return 'thread' in row ? row.thread : undefined;
}

/** One row to a line, so that a person can read and compare it. */
function shardText(lines: readonly string[]): string {
  return `{"v":${ROW_SHAPE},"rows":[\n${lines.join(',\n')}\n]}\n`;
}
