/**
 * Drops months of the journal that are past their retention. First they are folded into a new anchor, which is on
 * disk wholly, and named by a line of the journal, before the first of them goes. A crash at any place leaves a
 * folder that opens and verifies; what it left undone is done next time.
 */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../domain/time.ts';
import type { Alone } from './alone.ts';
import { type Anchor, anchorHead, anchorState, covers, readAnchor } from './anchor.ts';
import { boundary } from './boundary.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { StoreFault } from './fault.ts';
import { syncFolder } from './folder.ts';
import type { KeyRing } from './keys.ts';
import { type LineBody, sha256 } from './line.ts';
import type { StoreLog } from './log.ts';
import { ANCHOR, type Manifest, manifestText } from './manifest.ts';
import { foldLine } from './recover.ts';
import { linesOf, segmentOf, segmentsIn } from './scan.ts';
import { Slices } from './slices.ts';
import { markAll, type State } from './state.ts';

/** What retention needs of the store that owns the folder. */
export interface RetentionHost {
  readonly dir: string;
  /** Whole months to keep beside the present one, at least 1. */
  readonly keepMonths: number;
  /** Null when nothing is encrypted. */
  readonly keys: KeyRing | null;
  /** Months are neither dropped nor packed ones put in place while the other is done. */
  readonly alone: Alone;
  /** Throws when nothing more may be done: the store closes, or the folder is no longer ours. */
  readonly check: () => void;
  /** Writes a line of the store's own; resolves when it is on disk. */
  readonly append: (body: LineBody) => Promise<unknown>;
}

/** What was dropped, and up to which line; null when there was nothing to drop. */
export type Dropped = { readonly segments: readonly string[]; readonly upTo: number } | null;

/** Retention while the store runs: in the background, never twice at a time. */
export class Retention {
  readonly #host: RetentionHost;
  readonly #clock: { now(): Instant };
  readonly #log: StoreLog | undefined;
  #running: Promise<void> | null = null;

  constructor(host: RetentionHost, clock: { now(): Instant }, log: StoreLog | undefined) {
    this.#host = host;
    this.#clock = clock;
    this.#log = log;
  }

  /** Drops what is past its retention now. Rejects when it could not; nothing is lost then. */
  async run(): Promise<void> {
    while (this.#running) await this.#running.catch(() => {});
    this.#host.check();
    this.#running = this.#host.alone
      .do(() => this.#drop())
      .finally(() => {
        this.#running = null;
      });
    await this.#running;
  }

  /** The same in the background: a failure goes to the log, and it is tried again next time. */
  begin(): void {
    if (this.#running) return;
    this.run().catch((error: unknown) => {
      if (error instanceof StoreFault && error.kind === 'closed') return;
      this.#log?.warn({ error: String(error) }, '过了保留期的记录没有删成，记录不受影响，以后再试');
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #drop(): Promise<void> {
    const dropped = await dropPast(this.#host, this.#clock.now());
    if (dropped) this.#log?.info(dropped, '过了保留期的记录已删除，结果存在锚点里');
  }
}

/**
 * The segments past their retention, oldest first: those of months before the `keepMonths` whole ones that precede
 * the present month in Asia/Shanghai. A clock ahead of the record counts no further than the record; the newest
 * segment is never among them, and all others are on disk wholly, as a segment begins when the one before is synced.
 */
export function segmentsPast(all: readonly string[], keepMonths: number, now: Instant): readonly string[] {
  const newest = all.at(-1);
  if (newest === undefined) return [];
  const present = segmentOf(now);
  const limit = monthsBefore(present < newest ? present : newest, keepMonths);
  return all.filter((segment) => segment < limit);
}

/**
 * Drops what is past its retention at `now`, and what a crash in here left. Works in slices, so that the chat is
 * answered meanwhile. Throws, with nothing lost, when the record is damaged or the disk fails.
 */
export async function dropPast(host: RetentionHost, now: Instant): Promise<Dropped> {
  const { dir, keepMonths, check } = host;
  const past = segmentsPast(segmentsIn(dir), keepMonths, now);
  if (past.length === 0) return null;
  const former = await readAnchor(dir);
  const fresh = past.filter((segment) => !covers(former, segment));
  if (fresh.length > 0) await moveAnchor(host, former, fresh);
  // As it is on disk: all its shards are read once more before anything goes that only they still say.
  const anchor = await readAnchor(dir);
  const dropped = past.filter((segment) => covers(anchor, segment));
  if (!anchor || dropped.length === 0) return null;
  for (const segment of dropped) {
    check();
    boundary('anchor.before-drop');
    await unlink(join(dir, segment));
    boundary('anchor.after-drop');
  }
  await syncFolder(dir);
  return { segments: dropped, upTo: anchor.manifest.seq };
}

/** Makes the anchor stand for these segments too. */
async function moveAnchor(
  host: RetentionHost,
  former: Anchor | null,
  fresh: readonly string[],
): Promise<void> {
  const { dir, append, check } = host;
  const state = await foldSegments(host, former, fresh);
  // Segments without a line (a crash at their beginning): nothing to stand for yet.
  if (state.head.seq === anchorHead(former).seq) return;
  // With a key the anchor is written as a whole: what an earlier one has in clear, or under an older key, goes.
  if (host.keys) markAll(state);
  const source = {
    state,
    keys: host.keys,
    segment: () => fresh.at(-1) ?? '',
    covered: () => null,
    synced: async (manifest: Manifest) => {
      check();
      const seal = sha256(manifestText(manifest));
      await append({ cause: 'retention', anchored: { seq: manifest.seq, seal } });
    },
  };
  await writeCheckpoint(dir, source, former?.manifest ?? null, ANCHOR);
}

async function foldSegments(
  { dir, keys, check }: RetentionHost,
  former: Anchor | null,
  fresh: readonly string[],
): Promise<State> {
  const state = await anchorState(dir, former, keys, 'filed');
  const slices = new Slices();
  for (const line of linesOf(dir, fresh, anchorHead(former))) {
    foldLine(state, line, keys);
    await slices.pause();
    check();
  }
  return state;
}

/** The segment so many months before another. */
function monthsBefore(segment: string, months: number): string {
  const [, year, month] = /(\d{4})-(\d{2})/.exec(segment) ?? [];
  const at = Math.max(0, Number(year) * 12 + Number(month) - 1 - months);
  const before = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  return segment.replace(/\d{4}-\d{2}/, before);
}
