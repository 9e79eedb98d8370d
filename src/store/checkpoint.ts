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
import type { FiledEntry } from './filed.ts';
import { finishedMonths } from './finished.ts';
import { FOLDER_MODE } from './folder.ts';
import { sha256 } from './line.ts';
import {
  CHECKPOINT,
  type Covered,
  type Manifest,
  type ShardEntry,
  type Shelf,
  writeManifest,
} from './manifest.ts';
import { filingAt, filingOf, ShardText } from './shard.ts';
import { Slices } from './slices.ts';
import {
  allBlocks,
  type Bundle,
  blockOf,
  bundleText,
  isAsBefore,
  type RowGroup,
  snapshot,
} from './snapshot.ts';
import type { State } from './state.ts';

/** Largest shard, bytes: larger ones would hold up the chat while they are joined and hashed. */
export const SHARD_BYTES = 500_000;
/** What the list in a shard takes for one more ticket, about. */
const SPARE_BYTES = 1_000;

/** Where the journal stands when a checkpoint is made of it. */
export interface CheckpointSource {
  readonly state: State;
  readonly segment: () => string;
  /** Of that segment, up to the state's head; null for an anchor. */
  readonly covered: () => Covered | null;
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
  const [segment, covered] = [source.segment(), source.covered()];
  const blocks = former ? new Set([...dirty].map(blockOf)) : allBlocks(state);
  const groups = snapshot(state, blocks);
  state.dirty = new Set();
  try {
    const kept = (former?.shards ?? []).filter(
      (shard) => shard.kind === 'tickets' && !blocks.has(blockOf(shard.from)),
    );
    await mkdir(join(dir, shelf.folder), { recursive: true, mode: FOLDER_MODE });
    const written = await writeGroups(dir, shelf, groups, head.seq);
    const shards = [...kept, ...written.map(({ entry }) => entry)].sort(
      (a, b) => rank(a) - rank(b) || a.from - b.from,
    );
    const finished = shelf === CHECKPOINT ? await finishedMonths(dir, segment, former?.finished ?? []) : [];
    const { seq, hash } = head;
    const manifest: Manifest = { v: 1, seq, hash, segment, shards, finished: [...finished], covered };
    await source.synced(manifest);
    boundary(`${shelf.name}.before-manifest`);
    await writeManifest(dir, shelf, manifest);
    boundary(`${shelf.name}.after-manifest`);
    if (shelf === CHECKPOINT) await fileAll(state, join(dir, shelf.folder), written);
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

interface WrittenShard {
  readonly entry: ShardEntry;
  readonly filed: readonly FiledEntry[];
  readonly bundles: ReadonlyMap<number, Bundle>;
}

async function writeGroups(
  dir: string,
  shelf: Shelf,
  groups: readonly RowGroup[],
  seq: number,
): Promise<readonly WrittenShard[]> {
  const shards: WrittenShard[] = [];
  const slices = new Slices();
  for (const group of groups) {
    let part = 0;
    for await (const { text, from, to, ...shard } of portions(group, slices)) {
      if (shards.length > 0) boundary(`${shelf.name}.between-shards`);
      boundary(`${shelf.name}.before-shard`);
      part += 1;
      const place = group.kind === 'tickets' ? `${from}-${to}-${part}` : part;
      const file = `${group.kind}-${place}@${seq}.json`;
      await new Low<string>(new DurableTextFile(join(dir, shelf.folder, file)), text).write();
      shards.push({ entry: { file, sha256: sha256(text), kind: group.kind, from, to }, ...shard });
      await slices.yield();
    }
  }
  return shards;
}

interface Portion extends Omit<WrittenShard, 'entry'> {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The shards of a group: one, or more where one would be too large. Rows that belong together are never parted. */
async function* portions(group: RowGroup, slices: Slices): AsyncGenerator<Portion> {
  let shard = new ShardText();
  let bundles = new Map<number, Bundle>();
  let { from } = group;
  let last = from;
  for (const bundle of group.bundles) {
    const rows = bundleText(bundle);
    const number = bundle.number ?? last;
    if (!shard.isEmpty && shard.bytes + Buffer.byteLength(rows) > SHARD_BYTES - SPARE_BYTES) {
      yield { text: shard.text(), filed: shard.filed, bundles, from, to: last };
      shard = new ShardText();
      bundles = new Map();
      from = number;
    }
    last = number;
    shard.add(rows, bundle.place ? filingAt(bundle.place) : filingOf(bundle.rows));
    bundles.set(number, bundle);
    await slices.pause();
  }
  yield { text: shard.text(), filed: shard.filed, bundles, from, to: group.to };
}

async function fileAll(state: State, folder: string, shards: readonly WrittenShard[]): Promise<void> {
  const slices = new Slices();
  for (const shard of shards) {
    fileAway(state, join(folder, shard.entry.file), shard);
    await slices.pause();
  }
  state.filed.tidy();
}

/** Leaves on disk what a shard now has and need not be in memory, as far as nothing has happened to it since. */
function fileAway(state: State, path: string, { filed, bundles }: WrittenShard): void {
  const unchanged = filed.filter(({ number }) => {
    const bundle = bundles.get(number);
    return bundle !== undefined && isAsBefore(state, number, bundle);
  });
  state.filed.add(path, unchanged);
  for (const { number } of unchanged) {
    state.tickets.delete(number);
    state.threads.leave(number);
  }
}
