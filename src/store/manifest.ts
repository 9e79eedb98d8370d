/**
 * The checkpoint's table of contents, `manifest.json`: which line of the journal it stands at and which shard files
 * (in `state/`) belong to it. Written last and in one step, so a checkpoint is there wholly or not at all.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import { DurableTextFile } from './durable-file.ts';
import { errorCode } from './fault.ts';
import { sha256 } from './line.ts';
import type { Head } from './port.ts';
import { type Row, restore } from './snapshot.ts';
import type { State } from './state.ts';

export const MANIFEST = 'manifest.json';
export const SHARD_FOLDER = 'state';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const shardEntry = z.strictObject({
  file: z.string().regex(/^[a-z]+-[\d-]+@\d+\.json$/),
  sha256: hash,
  kind: z.enum(['tickets', 'office', 'desk']),
  from: z.int().min(0),
  to: z.int().min(0),
});
const manifestShape = z.strictObject({
  v: z.literal(1),
  seq: z.int().min(1),
  hash,
  segment: z.string(),
  shards: z.array(shardEntry),
});
const shardShape = z.strictObject({ v: z.literal(1), rows: z.array(z.record(z.string(), z.unknown())) });

export type ShardEntry = z.output<typeof shardEntry>;
export type Manifest = z.output<typeof manifestShape>;

/** A checkpoint as found on disk. */
export interface FoundCheckpoint {
  readonly manifest: Manifest;
  /** Null when a shard is missing or damaged; `why` says which. */
  readonly state: State | null;
  readonly why: string | null;
}

/** Reads manifest and shards; undefined when there is no manifest. `manifest` is null when it cannot be read. */
export async function readCheckpoint(
  dir: string,
): Promise<FoundCheckpoint | { readonly manifest: null; readonly why: string } | undefined> {
  let text: string;
  try {
    text = await readFile(join(dir, MANIFEST), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return { manifest: null, why: `${MANIFEST} 读不到（${errorCode(error)}）` };
  }
  const manifest = parse(text, manifestShape);
  if (!manifest) return { manifest: null, why: `${MANIFEST} 内容不完整` };
  const rows: Row[] = [];
  for (const shard of manifest.shards) {
    const found = await readShard(dir, shard);
    if (!found) return { manifest, state: null, why: `${SHARD_FOLDER}/${shard.file} 缺失或损坏` };
    for (const row of found) rows.push(row);
  }
  try {
    const state = restore(rows);
    state.head = headOf(manifest);
    return { manifest, state, why: null };
  } catch (error) {
    return { manifest, state: null, why: errorCode(error) };
  }
}

export function headOf(manifest: Manifest): Head {
  return { seq: manifest.seq, hash: manifest.hash };
}

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await new Low<string>(new DurableTextFile(join(dir, MANIFEST)), JSON.stringify(manifest)).write();
}

async function readShard(dir: string, shard: ShardEntry): Promise<readonly Row[] | null> {
  const low = new Low<string>(new DurableTextFile(join(dir, SHARD_FOLDER, shard.file)), '');
  await low.read();
  if (sha256(low.data) !== shard.sha256) return null;
  // The checksum vouches for the rows: they are as this program wrote them.
  return (parse(low.data, shardShape)?.rows as readonly unknown[] as readonly Row[] | undefined) ?? null;
}

function parse<S extends z.ZodType>(text: string, shape: S): z.output<S> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
