/**
 * Writes the readable current state beside the journal, so that a start need not fold years of lines. Only blocks of
 * tickets in which something changed are written again, each into a file of a new name; the journal alone remains
 * the truth, a checkpoint may be deleted at any time. The anchor is written in the same way.
 */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isReportNumber } from '../domain/report-number.ts';
import { boundary } from './boundary.ts';
import { writeDurably } from './durable-file.ts';
import type { FiledEntry } from './filed.ts';
import { finishedMonths } from './finished.ts';
import { FOLDER_MODE } from './folder.ts';
import type { KeyRing } from './keys.ts';
import { sha256 } from './line.ts';
import {
  CHECKPOINT,
  type Covered,
  type Manifest,
  placeOfRow,
  type ShardEntry,
  type Shelf,
  writeManifest,
} from './manifest.ts';
import { concealedRow, isSecret } from './secrecy.ts';
import { filingAt, filingOf, ShardText } from './shard.ts';
import { Slices } from './slices.ts';
import {
  allBlocks,
  type Bundle,
  blockOf,
  bundleRows,
  isAsBefore,
  type RowGroup,
  snapshot,
} from './snapshot.ts';
import type { State } from './state.ts';

/** Largest shard, bytes before encryption, which adds a third: larger ones would hold up the chat while they are joined. */
export const SHARD_BYTES = 500_000;
/** What the list in a shard takes for one ticket, about. */
const LIST_BYTES = 1200;

/** Where the journal stands when a checkpoint is made of it. */
export interface CheckpointSource {
  readonly state: State;
  /** Null when nothing is encrypted. */
  readonly keys?: KeyRing | null;
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
    const written = await writeGroups(dir, shelf, groups, head.seq, source);
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
  readonly bundles: readonly Bundle[];
}

async function writeGroups(
  dir: string,
  shelf: Shelf,
  groups: readonly RowGroup[],
  seq: number,
  { state, keys = null }: CheckpointSource,
): Promise<readonly WrittenShard[]> {
  const shards: WrittenShard[] = [];
  const slices = new Slices();
  for (const group of groups) {
    let part = 0;
    for await (const { bundles, from, to } of portions(group, slices)) {
      if (shards.length > 0) boundary(`${shelf.name}.between-shards`);
      boundary(`${shelf.name}.before-shard`);
      part += 1;
      const place = group.kind === 'tickets' ? `${from}-${to}-${part}` : part;
      const file = `${group.kind}-${place}@${seq}.json`;
      const shard = new ShardText();
      for (const { bundle, rows } of bundles) {
        const secret = keys && bundle.rows.some((row) => isSecret(row, state));
        const placeOf = (turn: number): string => placeOfRow(shelf, file, shard.rows + turn);
        const kept = secret ? rows.map((row, turn) => concealedRow(row, placeOf(turn), keys)) : rows;
        shard.add(kept, bundle.place ? filingAt(bundle.place) : filingOf(bundle.rows));
        await slices.pause();
      }
      // Encoded once, for the disk and for the checksum.
      const bytes = Buffer.from(shard.text());
      await writeDurably(join(dir, shelf.folder, file), bytes);
      const entry = { file, sha256: sha256(bytes), kind: group.kind, from, to };
      shards.push({ entry, filed: shard.filed, bundles: bundles.map(({ bundle }) => bundle) });
      await slices.yield();
    }
  }
  return shards;
}

interface Portion {
  readonly bundles: readonly { readonly bundle: Bundle; readonly rows: readonly string[] }[];
  readonly from: number;
  readonly to: number;
}

/** The bundles of a group's shards: one, or more where one would be too large. A bundle is never parted. */
async function* portions(group: RowGroup, slices: Slices): AsyncGenerator<Portion> {
  let bundles: { bundle: Bundle; rows: readonly string[] }[] = [];
  let bytes = 0;
  let { from } = group;
  // A shard's name tells no number of a report.
  const isApart = isReportNumber(group.from);
  let last = from;
  for (const bundle of group.bundles) {
    const rows = bundleRows(bundle);
    const size = rows.reduce((sum, row) => sum + Buffer.byteLength(row), LIST_BYTES);
    const number = bundle.number ?? last;
    if (bundles.length > 0 && bytes + size > SHARD_BYTES) {
      yield { bundles, from, to: isApart ? group.to : last };
      bundles = [];
      bytes = 0;
      if (!isApart) from = number;
    }
    last = number;
    bundles.push({ bundle, rows });
    bytes += size;
    await slices.pause();
  }
  yield { bundles, from, to: group.to };
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
  const asBefore = new Set<number | null>();
  for (const bundle of bundles) if (isAsBefore(state, bundle)) asBefore.add(bundle.number);
  const unchanged = filed.filter(({ number }) => asBefore.has(number));
  state.filed.add(path, unchanged);
  for (const { number } of unchanged) {
    state.tickets.delete(number);
    state.threads.leave(number);
  }
}
