/**
 * The writing end of the journal: append-only JSON lines in monthly segments. A line is acknowledged only when it is
 * on disk; lines that arrive while others are under way are written and synced together (group commit).
 */
import { constants, copyFileSync, existsSync, fstatSync, rmSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Instant } from '../domain/time.ts';
import { arrived, boundary, die } from './boundary.ts';
import { diskFault, gone, passesByItself, StoreFault, stall, unreadable } from './fault.ts';
import { FILE_MODE, syncFolder } from './folder.ts';
import type { Head } from './port.ts';
import { segmentOf } from './scan.ts';

const { O_APPEND, O_CREAT, O_WRONLY } = constants;
/**
 * A write to a file opened so ends when its bytes are on disk (open(2)): one way to the disk and back, where a write
 * and an fdatasync are two. Not everywhere known: then it is the two.
 */
const O_DSYNC = (constants as { readonly O_DSYNC?: number }).O_DSYNC ?? 0;
const FLAGS = O_APPEND | O_CREAT | O_WRONLY | O_DSYNC;

interface Waiting {
  readonly bytes: Buffer;
  readonly head: Head;
  readonly segment: string;
  readonly resolve: () => void;
  readonly reject: (fault: StoreFault) => void;
}

/** Also when nothing is written. */
const LOOK_EVERY_MS = 1000;
/** Between two tries on a disk that is full or read-only. */
const RETRY_MS = 1000;

/** Whom the journal tells what becomes of the disk. */
export interface JournalHost {
  /** Once, when a write failed for good. */
  readonly onFault: (fault: StoreFault) => void;
  /** When the disk takes nothing for the time being; null: it does again. */
  readonly onStall?: ((fault: StoreFault | null) => void) | undefined;
  /** Milliseconds between two tries; a second unless told. */
  readonly retryMs?: number | undefined;
}

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
  /** As it was opened: tells it from another file of that name. */
  readonly device: number;
  readonly inode: number;
  /** What it holds when nobody else has touched it. */
  size: number;
}

export class Journal {
  readonly #dir: string;
  readonly #host: JournalHost;
  #durable: Head;
  /** The segment of the newest line handed in; the clock may jump back, the journal does not. */
  #segment: string;
  #file: OpenFile | null = null;
  #queue: Waiting[] = [];
  #last: Promise<void> = Promise.resolve();
  #running: Promise<void> | null = null;
  #fault: StoreFault | null = null;
  /** Whether lines wait for room; before the start is through and once it stops they do not. */
  #waits = false;
  #stalled: StoreFault | null = null;
  #watch: NodeJS.Timeout | undefined;
  #syncs = 0;

  /** Continues after `head` in `segment` (null: none yet). */
  constructor(dir: string, head: Head, segment: string | null, host: JournalHost) {
    this.#dir = dir;
    this.#durable = head;
    this.#segment = segment ?? '';
    this.#host = host;
  }

  /** The newest line that is on disk. */
  get durable(): Head {
    return this.#durable;
  }

  /** How often a batch was synced: less than the number of lines when commits meet. */
  get syncs(): number {
    return this.#syncs;
  }

  /** Why lines wait for the disk; null when they do not. */
  get stalled(): StoreFault | null {
    return this.#stalled;
  }

  /** The segment the next line goes to if it is not of a later month. */
  get segment(): string {
    return this.#segment;
  }

  /** Hands in one line with its newline; resolves when it is on disk. Lines keep the order of their calls. */
  append(bytes: Buffer, head: Head, at: Instant): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault);
    const month = segmentOf(at);
    if (month > this.#segment) this.#segment = month;
    const segment = this.#segment;
    const done = new Promise<void>((resolve, reject) => {
      this.#queue.push({ bytes, head, segment, resolve, reject });
    });
    // Kept for `synced`; the caller has the same promise and hears of a failure there.
    this.#last = done;
    done.catch(() => {});
    this.#running ??= this.#run();
    return done;
  }

  /** Resolves when everything handed in so far is on disk. */
  synced(): Promise<void> {
    return this.#fault ? Promise.reject(this.#fault) : this.#last;
  }

  /** Takes the newest segment in hand, so that it cannot go unnoticed before the first line is written. */
  async begin(): Promise<void> {
    if (this.#segment !== '') await this.#open(this.#segment);
    this.#watch = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#watch.unref();
  }

  /**
   * From here on a full or read-only disk is waited for: nothing is acknowledged meanwhile. `false`: what waits, and all
   * that comes, is refused instead.
   */
  waitForRoom(waits: boolean): void {
    this.#waits = waits;
  }

  /** Sees whether the file is still what was written; if not, nothing more is acknowledged, and `onFault` is told. */
  look(): void {
    // While lines are under way its size is not known; they look themselves.
    if (this.#running || this.#fault) return;
    const fault = this.#missed();
    if (fault) this.#fail(fault);
  }

  /** Waits for what is under way and closes the file. */
  async close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#running;
    this.look();
    await this.#file?.handle.close();
    this.#file = null;
  }

  async #run(): Promise<void> {
    // Lines of the same tick share one sync.
    await null;
    let batch: Waiting[] = [];
    try {
      while (this.#queue.length > 0) {
        batch = this.#takeBatch();
        await this.#writeOrWait(batch);
        this.#durable = batch.at(-1)?.head ?? this.#durable;
        for (const line of batch) line.resolve();
      }
    } catch (error) {
      const name = batch[0]?.segment ?? this.#segment;
      const fault = error instanceof StoreFault ? error : diskFault(name, error);
      for (const line of [...batch, ...this.#queue.splice(0)]) line.reject(fault);
      this.#fail(fault);
    } finally {
      this.#running = null;
    }
  }

  #fail(fault: StoreFault): void {
    this.#fault = fault;
    this.#host.onFault(fault);
  }

  /** What has become of the file beside what was written to it; null when nothing. */
  #missed(): StoreFault | null {
    const file = this.#file;
    if (!file) return null;
    let found: Stats | undefined;
    try {
      found = statSync(join(this.#dir, file.name), { throwIfNoEntry: false });
    } catch (error) {
      return unreadable(file.name, error);
    }
    const isSame = found?.ino === file.inode && found.dev === file.device;
    if (isSame && found?.size === file.size) return null;
    const what = found === undefined ? '被删除或移走' : isSame ? '被截短或改写' : '被换成了另一个文件';
    return gone(file.name, what, this.#rescue(file));
  }

  /** The bytes of a file that has lost its name are there as long as we hold it; null when they are not all to be had. */
  #rescue({ name, handle, size }: OpenFile): string | null {
    const saved = `${name}.saved-${this.#durable.seq}`;
    const path = join(this.#dir, saved);
    try {
      if (fstatSync(handle.fd).size !== size) return null;
      copyFileSync(`/proc/self/fd/${handle.fd}`, path);
      return saved;
    } catch {
      rmSync(path, { force: true });
      return null;
    }
  }

  /** Everything waiting that goes to the same segment. */
  #takeBatch(): Waiting[] {
    const segment = this.#queue[0]?.segment;
    const foreign = this.#queue.findIndex((line) => line.segment !== segment);
    return this.#queue.splice(0, foreign === -1 ? this.#queue.length : foreign);
  }

  /** A disk without room, or read-only, is tried until it takes the lines, or nobody waits for it any more. */
  async #writeOrWait(batch: readonly Waiting[]): Promise<void> {
    const { retryMs = RETRY_MS } = this.#host;
    for (;;) {
      try {
        await this.#write(batch, this.#stalled !== null);
        if (this.#stalled) this.#stall(null);
        return;
      } catch (error) {
        if (!this.#waits || !passesByItself(error)) throw error;
        if (!this.#stalled) this.#stall(stall(batch[0]?.segment ?? this.#segment, error));
        await (retryMs === 0 ? turn() : sleep(retryMs));
      }
    }
  }

  #stall(fault: StoreFault | null): void {
    this.#stalled = fault;
    this.#host.onStall?.(fault);
  }

  /** `again`: a try before this one may have left a part of the lines in the file. */
  async #write(batch: readonly Waiting[], again: boolean): Promise<void> {
    const file = await this.#open(batch[0]?.segment ?? this.#segment);
    const { handle } = file;
    const bytes = Buffer.concat(batch.map((line) => line.bytes));
    if (again) await handle.truncate(file.size);
    boundary('journal.before-write');
    if (arrived('journal.half-written')) {
      await writeFully(handle, bytes.subarray(0, bytes.length >> 1));
      die();
    }
    await writeFully(handle, bytes);
    if (O_DSYNC === 0) await handle.datasync();
    file.size += bytes.length;
    const fault = this.#missed();
    if (fault) throw fault;
    this.#syncs += 1;
    boundary('journal.after-sync');
  }

  async #open(name: string): Promise<OpenFile> {
    if (this.#file?.name === name) return this.#file;
    await this.#file?.handle.close();
    this.#file = null;
    const path = join(this.#dir, name);
    const isNew = !existsSync(path);
    const handle = await open(path, FLAGS, FILE_MODE);
    const { dev: device, ino: inode, size } = fstatSync(handle.fd);
    const file = { name, handle, device, inode, size };
    this.#file = file;
    if (isNew) {
      // Without this a power cut may leave the lines but not the name that leads to them.
      await syncFolder(this.#dir).catch((error: unknown) => this.#forget(file, error));
      boundary('segment.created');
    }
    return file;
  }

  /** A file whose name is not on disk is made anew at the next try. */
  async #forget({ name, handle }: OpenFile, error: unknown): Promise<never> {
    this.#file = null;
    await handle.close();
    rmSync(join(this.#dir, name), { force: true });
    throw error;
  }
}

async function writeFully(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}
