/** What keeps the folder small and the next start short while the store runs: checkpoints, months dropped, months packed. */
import { Alone } from './alone.ts';
import type { CheckpointSource } from './checkpoint.ts';
import { Checkpointing } from './checkpointing.ts';
import type { LineBody } from './line.ts';
import type { Manifest } from './manifest.ts';
import type { StoreOptions } from './options.ts';
import { Packing } from './packing.ts';
import { Retention } from './retention.ts';

/** What it needs of the store that owns the folder. */
export interface UpkeepHost {
  readonly source: CheckpointSource;
  /** Throws when nothing more may be done: the store closes, or the folder is no longer ours. */
  readonly check: () => void;
  /** Writes a line of the store's own; resolves when it is on disk. */
  readonly append: (body: LineBody) => Promise<unknown>;
}

export class Upkeep {
  readonly checkpoints: Checkpointing;
  /** Null when everything is kept. */
  readonly retention: Retention | null;
  /** Null when months stay plain. */
  readonly packing: Packing | null;
  #closing = false;

  constructor(options: StoreOptions, { source, check, append }: UpkeepHost, manifest: Manifest | null) {
    const { dir, clock = Date, log, keepMonths, keys = null, pack, checkpointEvery: every } = options;
    const written = (): void => this.begin();
    const monthly = pack !== undefined;
    this.checkpoints = new Checkpointing({ dir, source, every, monthly, written }, manifest, log);
    const alone = new Alone();
    this.retention =
      keepMonths === undefined
        ? null
        : new Retention({ dir, keepMonths, keys, alone, check, append }, clock, log);
    const { checkpoints } = this;
    this.packing = pack ? new Packing({ dir, pack, checkpoints, check, alone }, log) : null;
  }

  /** What is past its retention, and what is over, in the background. */
  begin(): void {
    if (this.#closing) return;
    this.retention?.begin();
    this.packing?.begin();
  }

  /** After a line that was written. */
  lineWritten(): void {
    if (!this.#closing) this.checkpoints.beginIfDue();
  }

  /** Nothing is begun any more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#closing = true;
    await this.packing?.stop();
    await this.retention?.idle();
    await this.checkpoints.idle();
  }
}
