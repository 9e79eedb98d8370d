/**
 * A state kept on disk: shard files in a folder of their own, and a manifest that says which line of the journal the
 * state stands at and which shards belong to it. The manifest is written last and in one step, so a state is there
 * wholly or not at all. Two are kept: the checkpoint, which the journal can give again, and the anchor, which stands
 * for months of the journal that are gone.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import { DurableTextFile } from './durable-file.ts';
import { errorCode, StoreFault } from './fault.ts';
import { type KeyRing, SealBroken } from './keys.ts';
import { sha256 } from './line.ts';
import type { Head } from './port.ts';
import { revealedRow, type StoredRow } from './secrecy.ts';
import { Slices } from './slices.ts';
import { type Row, restoreRow } from './snapshot.ts';
import { emptyState, type State } from './state.ts';
import { ROW_SHAPE, raiseRow } from './upcast.ts';

/** Where one of the two is kept. */
export interface Shelf {
  /** Of its boundaries. */
  readonly name: 'checkpoint' | 'anchor';
  readonly manifest: string;
  /** Of its shards. */
  readonly folder: string;
}

export const CHECKPOINT: Shelf = { name: 'checkpoint', manifest: 'manifest.json', folder: 'state' };
export const ANCHOR: Shelf = { name: 'anchor', manifest: 'anchor.json', folder: 'anchor' };

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const shardEntry = z.strictObject({
  file: z.string().regex(/^[a-z]+-[\d-]+@\d+\.json$/),
  sha256: hash,
  kind: z.enum(['tickets', 'office', 'desk']),
  from: z.int().min(0),
  to: z.int().min(0),
});
const head = z.strictObject({ seq: z.int().min(0), hash });
/**
 * A month that the journal does not touch any more: its checksum, the line it follows upon, its last line, the seals
 * that its lines name.
 */
const finishedMonth = z.strictObject({
  segment: z.string(),
  sha256: hash,
  after: head,
  last: head,
  seals: z.array(hash),
});
const manifestShape = z.strictObject({
  v: z.literal(1),
  seq: z.int().min(1),
  hash,
  segment: z.string(),
  shards: z.array(shardEntry),
  /** Oldest first; the anchor has none. */
  finished: z.array(finishedMonth).default([]),
});

export type Finished = z.output<typeof finishedMonth>;
export type ShardEntry = z.output<typeof shardEntry>;
/** `segment`: the newest segment when it was made; an anchor covers this one and all before it. */
export type Manifest = z.output<typeof manifestShape>;

/** A checkpoint as found on disk. */
export interface FoundCheckpoint {
  readonly manifest: Manifest;
  /** Null when a shard is missing or damaged; `why` says which. */
  readonly state: State | null;
  readonly why: string | null;
  /** Why it cannot be opened, though it may be whole: the key is missing. */
  readonly locked?: StoreFault;
}

/** Reads manifest and shards; undefined when there is no manifest. `manifest` is null when it cannot be read. */
export async function readCheckpoint(
  dir: string,
  keys: KeyRing | null = null,
): Promise<
  FoundCheckpoint | { readonly manifest: null; readonly why: string; readonly locked?: never } | undefined
> {
  let found: FoundManifest | undefined;
  try {
    found = await readManifest(dir, CHECKPOINT);
  } catch (error) {
    return { manifest: null, why: `${CHECKPOINT.manifest} 读不到（${errorCode(error)}）` };
  }
  if (!found) return undefined;
  const { manifest } = found;
  if (!manifest) return { manifest: null, why: `${CHECKPOINT.manifest} 内容不完整` };
  try {
    return { manifest, state: await restoreShards(dir, CHECKPOINT, manifest, keys), why: null };
  } catch (error) {
    if (error instanceof StoreFault && error.kind === 'key') {
      return { manifest, state: null, why: error.message, locked: error };
    }
    return { manifest, state: null, why: error instanceof Error ? error.message : String(error) };
  }
}

export function headOf(manifest: Manifest): Head {
  return { seq: manifest.seq, hash: manifest.hash };
}

/** As it stands in the file. */
export function manifestText(manifest: Manifest): string {
  return JSON.stringify(manifest);
}

export async function writeManifest(dir: string, shelf: Shelf, manifest: Manifest): Promise<void> {
  await new Low<string>(new DurableTextFile(join(dir, shelf.manifest)), manifestText(manifest)).write();
}

interface FoundManifest {
  readonly text: string;
  /** Null when the text is no manifest. */
  readonly manifest: Manifest | null;
}

/** Undefined when there is no such file. Rejects when it cannot be read. */
export async function readManifest(dir: string, shelf: Shelf): Promise<FoundManifest | undefined> {
  try {
    const text = await readFile(join(dir, shelf.manifest), 'utf8');
    return { text, manifest: parse(text, manifestShape) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The state that the shards of a manifest amount to, read in slices. Throws on one that is missing or damaged. */
export async function restoreShards(
  dir: string,
  shelf: Shelf,
  manifest: Manifest,
  keys: KeyRing | null,
): Promise<State> {
  const state = emptyState();
  const slices = new Slices();
  // The next one is fetched while this one is taken in.
  const fetch = async (place: number) => {
    const shard = manifest.shards[place];
    return shard && { file: shard.file, text: await readShard(dir, shelf, shard) };
  };
  let next = fetch(0);
  for (let place = 1; ; place++) {
    const shard = await next;
    if (!shard) break;
    next = fetch(place);
    // Its failure is met when its turn comes.
    next.catch(() => {});
    for (const row of rowsIn(shelf, shard.file, shard.text, keys)) {
      restoreRow(state, row);
      await slices.pause();
    }
  }
  state.dirty.clear();
  state.head = headOf(manifest);
  return state;
}

/** The text of a shard. Throws when it is missing or not what its checksum says. */
export async function readShard(dir: string, shelf: Shelf, shard: ShardEntry): Promise<string> {
  const low = new Low<string>(new DurableTextFile(join(dir, shelf.folder, shard.file)), '');
  await low.read();
  if (sha256(low.data) !== shard.sha256) throw new Error(`${shelf.folder}/${shard.file} 缺失或损坏`);
  return low.data;
}

/**
 * The checksum vouches for the rows: they are as a program wrote them. Rows of an older program are raised for the
 * anchor; a checkpoint that has any is better made again from the journal.
 */
function* rowsIn(shelf: Shelf, file: string, text: string, keys: KeyRing | null): Generator<Row> {
  const shard = JSON.parse(text) as { readonly v: number; readonly rows: readonly Record<string, unknown>[] };
  if (shelf === CHECKPOINT && shard.v !== ROW_SHAPE) throw new Error(`${file} 由另一版本的程序写成`);
  for (const [index, row] of shard.rows.entries()) {
    const place = placeOfRow(shelf, file, index);
    yield raiseRow(opened(row, place, keys), shard.v);
  }
}

/** No two rows ever have the same: names of shards carry the line at which they were written. */
export function placeOfRow(shelf: Shelf, file: string, index: number): string {
  return `${shelf.folder}/${file}/${index + 1}`;
}

function opened(row: StoredRow, place: string, keys: KeyRing | null): StoredRow {
  try {
    return revealedRow(row, place, keys);
  } catch (error) {
    throw error instanceof SealBroken ? new Error(`${place} ${error.message}`, { cause: error }) : error;
  }
}

function parse<S extends z.ZodType>(text: string, shape: S): z.output<S> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
