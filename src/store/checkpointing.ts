/** Checkpoints while the store runs: every so many lines in the background, and when asked; never two at a time. */
import { type CheckpointSource, writeCheckpoint } from './checkpoint.ts';
import type { StoreLog } from './log.ts';
import { CHECKPOINT, type Finished, type Manifest, writeManifest } from './manifest.ts';

const CHECKPOINT_EVERY = 4_000;

/** What checkpoints need of the store that owns the folder. */
export interface CheckpointHost {
  readonly dir: string;
  readonly source: CheckpointSource;
  /** Lines between checkpoints; 4,000 unless told. */
  readonly every: number | undefined;
  /** Also as soon as a new month begins, so that the one before is known to be over. */
  readonly monthly: boolean;
  /** Called after each one that was written. */
  readonly written: () => void;
}

export class Checkpointing {
  readonly #host: CheckpointHost;
  readonly #log: StoreLog | undefined;
  #manifest: Manifest | null;
  #running: Promise<void> | null = null;
  #triedAt: number;
  #triedIn: string;

  /** Goes on from the checkpoint on disk, or from null where there is none that can be built on. */
  constructor(host: CheckpointHost, manifest: Manifest | null, log: StoreLog | undefined) {
    this.#host = host;
    this.#log = log;
    this.#manifest = manifest;
    this.#triedAt = manifest?.seq ?? 0;
    this.#triedIn = manifest?.segment ?? '';
  }

  /** The newest checkpoint on disk. */
  get manifest(): Manifest | null {
    return this.#manifest;
  }

  /** Writes one of the present state, after the one under way; nothing where it would say the same. */
  async run(): Promise<void> {
    while (this.#running) await this.#running;
    const { seq } = this.#host.source.state.head;
    if (this.#manifest?.seq === seq || seq === 0) return;
    this.#triedAt = seq;
    this.#triedIn = this.#host.source.segment();
    this.#running = this.#write().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** A finished month is now on disk as this says: it stands so in the checkpoint on disk, if it is in it. */
  async amend(month: Finished): Promise<void> {
    while (this.#running) await this.#running.catch(() => {});
    this.#running = this.#amend(month).finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** The same in the background, when enough lines have come since the last. */
  beginIfDue(): void {
    const { source, every, monthly } = this.#host;
    const lines = source.state.head.seq - this.#triedAt;
    this.#triedIn ||= source.segment();
    const isDue = lines >= (every ?? CHECKPOINT_EVERY) || (monthly && source.segment() > this.#triedIn);
    if (this.#running || !isDue) return;
    this.run().catch((error: unknown) => this.#failed(error));
  }

  /** The last one, before the folder is given free. A failure goes to the log. */
  async finish(): Promise<void> {
    await this.run().catch((error: unknown) => this.#failed(error));
  }

  /** Resolves when none is under way. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #write(): Promise<void> {
    const { dir, source, written } = this.#host;
    this.#manifest = await writeCheckpoint(dir, source, this.#manifest);
    written();
  }

  async #amend(month: Finished): Promise<void> {
    if (!this.#manifest) return;
    const finished = this.#manifest.finished.map((one) => (one.segment === month.segment ? month : one));
    const manifest = { ...this.#manifest, finished };
    await writeManifest(this.#host.dir, CHECKPOINT, manifest);
    this.#manifest = manifest;
  }

  /** The journal has everything; the next start only takes longer. */
  #failed(error: unknown): void {
    this.#log?.warn({ error: String(error) }, '检查点没有写成，记录不受影响；请检查磁盘空间');
  }
}
