/**
 * Months that are over are packed while the store runs: in a thread, one after the other, and put in the place of the plain
 * ones by a rename. A crash at any place leaves the one or the other under the month's name, each of them whole.
 */
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alone } from './alone.ts';
import { boundary } from './boundary.ts';
import type { Checkpointing } from './checkpointing.ts';
import { StoreFault } from './fault.ts';
import { syncFolder } from './folder.ts';
import type { StoreLog } from './log.ts';
import type { Finished } from './manifest.ts';
import { type PackedMonth, type PackJob, partOfMonth } from './pack-month.ts';

/** `packMonth`, wherever it runs. Rejects when it is to stop. */
export type PackMonth = (job: PackJob, signal: AbortSignal) => Promise<PackedMonth>;

const PART = /^journal-\d{4}-\d{2}\.jsonl\.part$/;

export interface PackingHost {
  readonly dir: string;
  readonly pack: PackMonth;
  readonly checkpoints: Checkpointing;
  /** Months are neither dropped nor put in place while the other is done. */
  readonly alone: Alone;
  /** Throws when nothing more may be done: the store closes, or the folder is no longer ours. */
  readonly check: () => void;
}

/** In the background, never twice at a time. */
export class Packing {
  readonly #host: PackingHost;
  readonly #log: StoreLog | undefined;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(host: PackingHost, log: StoreLog | undefined) {
    this.#host = host;
    this.#log = log;
  }

  /** Packs what is over and still plain; a failure goes to the log, and it is tried again after the next checkpoint. */
  begin(): void {
    this.#run().catch((error: unknown) => {
      if (this.#stopping.signal.aborted || (error instanceof StoreFault && error.kind === 'closed')) return;
      this.#log?.warn({ error: String(error) }, '过去的月份没有封存成，记录不受影响，以后再试');
    });
  }

  /** The same, to be waited for. Rejects when it could not; nothing is lost then. */
  async run(): Promise<void> {
    await this.#running?.catch(() => {});
    await this.#run();
  }

  /** Resolves when nothing is under way, and nothing more will be. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.catch(() => {});
  }

  #run(): Promise<void> {
    this.#running ??= this.#packAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #packAll(): Promise<void> {
    const { manifest } = this.#host.checkpoints;
    // A line of the month that is being written is on disk: from there on the months before are over.
    if (!manifest?.covered) return;
    for (const month of manifest.finished) if (!month.packed) await this.#pack(month);
  }

  async #pack(month: Finished): Promise<void> {
    const { dir, pack, checkpoints, check, alone } = this.#host;
    const path = join(dir, month.segment);
    const part = join(dir, partOfMonth(month.segment));
    try {
      check();
      const { sha256, before, after } = await pack({ dir, month }, this.#stopping.signal);
      boundary('pack.before-rename');
      const isInPlace = await alone.do(async () => {
        check();
        // Dropped meanwhile: it does not come back.
        if (!existsSync(path)) return false;
        await rename(part, path);
        await syncFolder(dir);
        return true;
      });
      if (!isInPlace) return;
      boundary('pack.after-rename');
      await checkpoints.amend({ ...month, sha256, packed: true });
      boundary('pack.after-manifest');
      this.#log?.info({ month: month.segment, before, after }, '过去的月份已压缩封存，逐行内容不变');
    } catch (error) {
      // Dropped before it was read to its end.
      if (existsSync(path)) throw error;
    } finally {
      await rm(part, { force: true }).catch(() => {});
    }
  }
}

/** Removes what a crash left half packed. */
export async function sweepPackParts(dir: string): Promise<void> {
  for (const name of await readdir(dir)) if (PART.test(name)) await rm(join(dir, name), { force: true });
}
