/**
 * Writes down what is asked of the disk, and when it was done, while all of it is really done. For promises that no
 * kill can test: bytes that were written but not synced outlive a killed process, and are gone after a power cut.
 */
import fs, { type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

/** One call. Times are counted, not measured: each beginning and each end is a number of its own. */
export interface DiskCall {
  readonly what: 'open' | 'write' | 'sync' | 'rename' | 'unlink';
  /** The name in its folder; of a folder, its own. For a rename, the new name. */
  readonly file: string;
  /** For a rename, the former name. */
  readonly from: string | null;
  /** What was written. */
  readonly text: string;
  readonly begun: number;
  /** Infinity while it is under way. */
  ended: number;
}

type Callback = (error: Error | null, value?: unknown) => void;

export class DiskCalls {
  readonly all: DiskCall[] = [];
  #time = 0;
  readonly #files = new Map<number, string>();
  /** Opened so that a write ends only when its bytes are on disk: it is a write and a sync. */
  readonly #synced = new Set<number>();
  readonly #undo: (() => void)[] = [];
  #gate: { readonly file: RegExp; readonly open: Promise<void>; readonly release: () => void } | null = null;

  private constructor() {}

  /** Watches from now on; `stop` is to be called in any case. */
  static async watch(): Promise<DiskCalls> {
    const calls = new DiskCalls();
    await calls.#watchHandles();
    calls.#watchPromises();
    calls.#watchCallbacks();
    syncBuiltinESMExports();
    return calls;
  }

  stop(): void {
    this.releaseSyncs();
    for (const undo of this.#undo.splice(0)) undo();
    syncBuiltinESMExports();
  }

  /** A moment of its own, between those of the calls. */
  now(): number {
    this.#time += 1;
    return this.#time;
  }

  of(what: DiskCall['what'], file: RegExp): readonly DiskCall[] {
    return this.all.filter((call) => call.what === what && file.test(call.file));
  }

  /** Syncs of such files begin only after `releaseSyncs`: as on a slow disk. */
  holdSyncs(file: RegExp): void {
    let release = (): void => {};
    const open = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#gate = { file, open, release };
  }

  releaseSyncs(): void {
    this.#gate?.release();
    this.#gate = null;
  }

  #begin(what: DiskCall['what'], file: string, more: { from?: string; text?: string } = {}): DiskCall {
    const { from = null, text = '' } = more;
    const call = { what, file, from, text, begun: this.now(), ended: Number.POSITIVE_INFINITY };
    this.all.push(call);
    return call;
  }

  async #watched<T>(call: DiskCall, really: () => Promise<T>): Promise<T> {
    const value = await really();
    call.ended = this.now();
    return value;
  }

  /** `open(…)` of node:fs/promises and what its handles do. */
  async #watchHandles(): Promise<void> {
    const { open } = fs.promises;
    const probe = await open('.', 'r');
    const handles = Object.getPrototypeOf(probe) as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await probe.close();
    this.#replace(fs.promises, 'open', async (path: PathLike, ...rest: never[]) => {
      const call = this.#begin('open', basename(String(path)));
      const handle = await this.#watched(call, () => open(path, ...rest));
      this.#files.set(handle.fd, call.file);
      if (isSynced(rest[0])) this.#synced.add(handle.fd);
      else this.#synced.delete(handle.fd);
      return handle;
    });
    const calls = this;
    const { write, datasync, sync } = handles;
    if (!write || !datasync || !sync) throw new Error('file handles are not what they were');
    this.#replace(handles, 'write', async function (this: fs.promises.FileHandle, ...args: unknown[]) {
      const text = textOf(args);
      const file = calls.#nameOf(this.fd);
      const call = calls.#begin('write', file, { text });
      if (!calls.#synced.has(this.fd)) return calls.#watched(call, () => write.apply(this, args));
      if (calls.#gate?.file.test(file)) await calls.#gate.open;
      const written = await calls.#watched(call, () => write.apply(this, args));
      return calls.#watched(calls.#begin('sync', file), async () => written);
    });
    for (const [name, really] of Object.entries({ datasync, sync })) {
      this.#replace(handles, name, async function (this: fs.promises.FileHandle) {
        const file = calls.#nameOf(this.fd);
        if (calls.#gate?.file.test(file)) await calls.#gate.open;
        return calls.#watched(calls.#begin('sync', file), () => really.call(this));
      });
    }
  }

  #watchPromises(): void {
    const { rename, unlink } = fs.promises;
    this.#replace(fs.promises, 'rename', (from: string, to: string) =>
      this.#watched(this.#begin('rename', basename(to), { from: basename(from) }), () => rename(from, to)),
    );
    this.#replace(fs.promises, 'unlink', (path: string) =>
      this.#watched(this.#begin('unlink', basename(path)), () => unlink(path)),
    );
  }

  /** What write-file-atomic uses. */
  #watchCallbacks(): void {
    const { open, write, fsync, rename } = fs;
    const ending =
      (call: DiskCall, callback: Callback, also: (value: unknown) => void = () => {}): Callback =>
      (error, value) => {
        call.ended = this.now();
        also(value);
        callback(error, value);
      };
    const really = (callee: unknown, args: unknown[]): void =>
      void Reflect.apply(callee as (...args: unknown[]) => void, fs, args);
    this.#replace(fs, 'open', (path: string, ...rest: unknown[]) => {
      const call = this.#begin('open', basename(path));
      const callback = rest.pop() as Callback;
      really(open, [path, ...rest, ending(call, callback, (fd) => this.#files.set(fd as number, call.file))]);
    });
    this.#replace(fs, 'write', (fd: number, ...rest: unknown[]) => {
      const call = this.#begin('write', this.#nameOf(fd), { text: textOf(rest) });
      const callback = rest.pop() as Callback;
      really(write, [fd, ...rest, ending(call, callback)]);
    });
    this.#replace(fs, 'fsync', (fd: number, callback: Callback) =>
      really(fsync, [fd, ending(this.#begin('sync', this.#nameOf(fd)), callback)]),
    );
    this.#replace(fs, 'rename', (from: string, to: string, callback: Callback) => {
      const call = this.#begin('rename', basename(to), { from: basename(from) });
      really(rename, [from, to, ending(call, callback)]);
    });
  }

  #nameOf(fd: number): string {
    return this.#files.get(fd) ?? `file ${fd}, opened before`;
  }

  #replace(owner: object, name: string, by: unknown): void {
    const former = Reflect.get(owner, name);
    Reflect.set(owner, name, by);
    this.#undo.push(() => Reflect.set(owner, name, former));
  }
}

function isSynced(flags: unknown): boolean {
  return typeof flags === 'number' && (flags & fs.constants.O_DSYNC) !== 0;
}

/** The part of the buffer that is written. */
function textOf([bytes, offset, length]: unknown[]): string {
  if (!Buffer.isBuffer(bytes)) return String(bytes);
  const from = typeof offset === 'number' ? offset : 0;
  return bytes.subarray(from, from + (typeof length === 'number' ? length : bytes.length)).toString();
}
