/**
 * The anchor: what the months dropped from the journal amounted to, and the head at which the record on file goes on.
 * It is part of the record and cannot be computed again: damage to it is damage to the record. A line of the journal
 * names its checksum (its seal), so that whoever rewrites the anchor would have to rewrite the chain.
 */
import { damaged, errorCode, StoreFault } from './fault.ts';
import type { KeyRing } from './keys.ts';
import { GENESIS, sha256 } from './line.ts';
import {
  ANCHOR,
  type Depth,
  headOf,
  type Manifest,
  readManifest,
  readShard,
  restoreShards,
} from './manifest.ts';
import type { Head } from './port.ts';
import { Slices } from './slices.ts';
import { emptyState, type State } from './state.ts';

export interface Anchor {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's file, hex: with the shards' checksums in it, it stands for the whole anchor. */
  readonly seal: string;
}

/**
 * Reads the anchor of `dir` and checks all its shards; null when nothing was ever dropped. Throws `StoreFault` when
 * it is damaged.
 */
export async function readAnchor(dir: string): Promise<Anchor | null> {
  const found = await readManifest(dir, ANCHOR).catch((error: unknown) => {
    const what = `读不到（${errorCode(error)}）。请检查数据目录的权限和磁盘。`;
    throw new StoreFault('folder', `${ANCHOR.manifest}：${what}`, error);
  });
  if (!found) return null;
  const { manifest, text } = found;
  if (!manifest) throw brokenAnchor('内容不完整');
  const slices = new Slices();
  for (const shard of manifest.shards) {
    try {
      readShard(dir, ANCHOR, shard);
    } catch (error) {
      throw brokenAnchor(errorCode(error), error);
    }
    await slices.pause();
  }
  return { manifest, seal: sha256(text) };
}

/**
 * The state at the anchor; that of an empty journal when there is none. With `filed`, tickets that are over are left
 * in the anchor's files: only for who moves the anchor, and is done with the state before these files go. Throws
 * `StoreFault` when it is damaged.
 */
export async function anchorState(
  dir: string,
  anchor: Anchor | null,
  keys: KeyRing | null = null,
  depth: Depth = 'whole',
): Promise<State> {
  if (!anchor) return emptyState();
  return restoreShards(dir, ANCHOR, anchor.manifest, keys, depth).catch((error: unknown) => {
    throw error instanceof StoreFault ? error : brokenAnchor(errorCode(error), error);
  });
}

/** Where the record on file goes on. */
export function anchorHead(anchor: Anchor | null): Head {
  return anchor ? headOf(anchor.manifest) : GENESIS;
}

/** Whether the anchor stands for this segment: it was to be dropped, though a crash may have left it. */
export function covers(anchor: Anchor | null, segment: string): boolean {
  return anchor !== null && segment <= anchor.manifest.segment;
}

/** Throws when no line of the journal names this anchor. `seals` are those that lines name. */
export function refuseUnsealed(anchor: Anchor | null, seals: ReadonlySet<string>): void {
  if (anchor && !seals.has(anchor.seal)) throw brokenAnchor('与记录里登记的校验值不符，锚点或记录被改动');
}

function brokenAnchor(what: string, cause?: unknown): StoreFault {
  const why = `${what}；锚点存有已过保留期各月的结果，是记录的一部分，不能重新计算`;
  return damaged(ANCHOR.manifest, why, cause);
}
