/**
 * A state kept on disk: shard files in a folder of their own, and a manifest that says which line of the journal the
 * state stands at and which shards belong to it. The manifest is written last and in one step, so a state is there
 * wholly or not at all. Two are kept: the checkpoint, which the journal can give again, and the anchor, which stands
 * for months of the journal that are gone.
 */
import { readFileSync } from 'node:fs';
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
import { readUnfiled, readWhole, type ShardContent, wrongIn } from './shard.ts';
import { Slices } from './slices.ts';
import { restoreRow } from './snapshot.ts';
import { emptyState, putFiled, type State } from './state.ts';
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

/** What to do about a checkpoint that says something else than the record, which is whole. */
export const REMAKE = `记录本身完好：请停止程序，删除 ${CHECKPOINT.manifest} 和 ${CHECKPOINT.folder} 目录后重新启动，检查点会重新生成。`;

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
  /** Its file is packed (`segment-lines.ts`); a program that knows no such thing takes this manifest for none. */
  packed: z.literal(true).optional(),
});
/** The newest month up to the manifest's line: its bytes, lines and checksum, the line it follows upon, its seals. */
const coveredPart = z.strictObject({
  bytes: z.int().min(1),
  lines: z.int().min(1),
  sha256: hash,
  after: head,
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
  /** Of `segment`; the anchor has none. */
  covered: coveredPart.nullable().default(null),
});

export type Finished = z.output<typeof finishedMonth>;
export type Covered = z.output<typeof coveredPart>;
/** Where a scan goes on: after the part of a month that is proved. */
export interface ProvedPart extends Covered {
  readonly head: Head;
}
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
  keys: KeyRing | null,
  depth: Depth,
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
    return { manifest, state: await restoreShards(dir, CHECKPOINT, manifest, keys, depth), why: null };
  } catch (error) {
    if (error instanceof StoreFault && error.kind === 'key') {
      return { manifest, state: null, why: error.message, locked: error };
    }
    if (error instanceof StoreFault) throw error;
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

/** filed: tickets that are over stay on disk · whole: everything is read, and checked against what is on disk. */
export type Depth = 'filed' | 'whole';

/** The state that the shards of a manifest amount to, read in slices. Throws on one that is missing or damaged. */
export async function restoreShards(
  dir: string,
  shelf: Shelf,
  manifest: Manifest,
  keys: KeyRing | null,
  depth: Depth,
): Promise<State> {
  const state = emptyState();
  const slices = new Slices();
  for (const { file, ...shard } of manifest.shards) {
    const { v, rows, filed } = contentOf(shelf, file, readShard(dir, shelf, { file, ...shard }), depth);
    for (const [index, row] of rows.entries()) {
      if (row === null) continue;
      restoreRow(state, raiseRow(opened(row, placeOfRow(shelf, file, index), keys), v));
      await slices.pause();
    }
    await slices.pause();
    if (depth === 'whole') continue;
    state.filed.add(join(dir, shelf.folder, file), filed);
    for (const entry of filed) putFiled(state, entry);
  }
  state.dirty.clear();
  state.head = headOf(manifest);
  return state;
}

/** The bytes of a shard. Throws when it is missing or not what its checksum says. */
export function readShard(dir: string, shelf: Shelf, { file, sha256: expected }: ShardEntry): Buffer {
  const bytes = bytesOf(join(dir, shelf.folder, file));
  if (!bytes || sha256(bytes) !== expected) throw new Error(`${shelf.folder}/${file} 缺失或损坏`);
  return bytes;
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The checksum vouches for the rows: they are as a program wrote them. Rows of an older program are raised for the
 * anchor; a checkpoint that has any is better made again from the journal.
 */
function contentOf(shelf: Shelf, file: string, bytes: Buffer, depth: Depth): ShardContent {
  const content = depth === 'filed' ? readUnfiled(bytes) : readWhole(bytes);
  if (shelf === CHECKPOINT && content.v !== ROW_SHAPE) throw new Error(`${file} 由另一版本的程序写成`);
  const wrong = depth === 'whole' ? wrongIn(bytes, content) : null;
  if (wrong !== null) {
    const what = `${shelf.folder}/${file}：第 ${wrong} 号诉求件的目录与它的内容不符`;
    throw new StoreFault('damaged', shelf === CHECKPOINT ? `${what}。${REMAKE}` : what);
  }
  return content;
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
