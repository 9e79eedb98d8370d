/**
 * The disk of a simulated machine: really a folder, but every write to it is counted and happens in an order that the
 * seed alone decides, so that the power can go between any two of them, or in the middle of one; it can be full, slow
 * or read-only. What lies outside the folder is left alone.
 */
import fs, { type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

type Callback = (error: Error | null, value?: unknown) => void;
type Any = (...args: never[]) => unknown;

/** The power is gone: whoever still runs does so in vain. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
  readonly code = 'EIO';
  readonly syscall = 'write';
}

/** What is asked of a path and changes nothing, and what does. */
const READS = ['readFile', 'readdir', 'stat', 'lstat', 'access', 'realpath', 'statfs'] as const;
const WRITES = ['mkdir', 'rename', 'unlink', 'rm', 'truncate', 'chmod', 'copyFile'] as const;

export class SimulatedDisk {
  readonly #dir: string;
  readonly #undo: (() => void)[] = [];
  readonly #fds = new Set<number>();
  /** Handles of a machine that lost its power write no more, whatever is started afterwards. */
  #life = 0;
  #dead = false;
  #cutIn: number | null = null;
  #torn = 0;
  #fullFor = 0;
  #why: 'ENOSPC' | 'EROFS' = 'ENOSPC';
  #slow = 0;
  /** Writes so far, and what became of the machine. */
  writes = 0;
  cuts = 0;
  refused = 0;

  private constructor(dir: string) {
    this.#dir = resolve(dir);
  }

  /** Takes the folder in hand; `stop` is to be called in any case. */
  static take(dir: string): SimulatedDisk {
    const disk = new SimulatedDisk(dir);
    disk.#patchPromises();
    disk.#patchCallbacks();
    syncBuiltinESMExports();
    return disk;
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    syncBuiltinESMExports();
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The power goes at the `nth` write from now, `part` of whose bytes (0 to 1) reach the disk. */
  cutAt(nth: number, part: number): void {
    this.#cutIn = nth;
    this.#torn = part;
  }

  cutNow(): void {
    this.#die();
  }

  /** The next so many writes find no room, or a disk that is read-only. */
  refuseNext(writes: number, why: 'ENOSPC' | 'EROFS'): void {
    this.#fullFor = writes;
    this.#why = why;
  }

  /** Each write takes so many turns of the event loop. */
  slowBy(turns: number): void {
    this.#slow = turns;
  }

  /** The power is back: another program may start. */
  revive(): void {
    for (const fd of this.#fds) fs.closeSync(fd);
    this.#fds.clear();
    this.#life += 1;
    this.#dead = false;
    this.#cutIn = null;
    this.#fullFor = 0;
    this.#slow = 0;
  }

  #die(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.cuts += 1;
  }

  #holds(path: unknown): boolean {
    if (typeof path !== 'string') return false;
    const full = resolve(path);
    return full === this.#dir || full.startsWith(this.#dir + sep);
  }

  /** Counts a write; throws when there is no power or no room. Gives the part of it that still happens. */
  #spend(bytes: boolean): number {
    if (this.#dead) throw new PowerCut('there is no power');
    this.writes += 1;
    if (this.#cutIn === null) return 1;
    this.#cutIn -= 1;
    if (this.#cutIn > 0) return 1;
    this.#die();
    return bytes ? this.#torn : 0;
  }

  /** Writes the bytes, or as many as the power lasts for. */
  #write(life: number, fd: number, bytes: Uint8Array, position: number | null): number {
    if (life !== this.#life) throw new PowerCut('the power was gone');
    const part = this.#spend(true);
    if (this.#fullFor > 0) {
      this.#fullFor -= 1;
      this.refused += 1;
      // A full disk takes what there is room for.
      if (this.#why === 'ENOSPC') fs.writeSync(fd, bytes, 0, bytes.length >> 1, position);
      throw Object.assign(new Error(`${this.#why}: simulated`), { code: this.#why, syscall: 'write' });
    }
    if (part === 1) return fs.writeSync(fd, bytes, 0, bytes.length, position);
    if (part > 0) fs.writeSync(fd, bytes, 0, Math.floor(bytes.length * part), position);
    throw new PowerCut('the power went');
  }

  #change<T>(life: number, really: () => T): T {
    if (life !== this.#life) throw new PowerCut('the power was gone');
    if (this.#spend(false) === 0) throw new PowerCut('the power went');
    return really();
  }

  async #turns(): Promise<void> {
    for (let turn = 0; turn < this.#slow; turn++) await new Promise((next) => setImmediate(next));
  }

  #open(path: string, flags: string | number = 'r', mode?: number): number {
    const plain = typeof flags === 'number' ? flags & ~(fs.constants.O_DSYNC ?? 0) : flags;
    const makes = typeof plain === 'string' ? /[wa+]/.test(plain) : (plain & fs.constants.O_CREAT) !== 0;
    const open = () => fs.openSync(path, plain, mode);
    const fd = makes ? this.#change(this.#life, open) : open();
    this.#fds.add(fd);
    return fd;
  }

  #close(fd: number): void {
    if (this.#fds.delete(fd)) fs.closeSync(fd);
  }

  /** `open(…)` of node:fs/promises with as much of its handle as the program uses. */
  #handle(fd: number): object {
    const life = this.#life;
    const slowly = <T>(really: () => T): Promise<T> => this.#turns().then(really);
    return {
      fd,
      write: (bytes: Uint8Array, offset = 0, length = bytes.length - offset) =>
        slowly(() => ({
          bytesWritten: this.#write(life, fd, bytes.subarray(offset, offset + length), null),
        })),
      writeFile: (data: string | Uint8Array) =>
        slowly(() => void this.#write(life, fd, Buffer.from(data as string), null)),
      datasync: () => slowly(() => {}),
      sync: () => slowly(() => {}),
      truncate: (length = 0) => slowly(() => this.#change(life, () => fs.ftruncateSync(fd, length))),
      read: (buffer: Uint8Array, offset: number, length: number, position: number | null) =>
        slowly(() => ({ bytesRead: fs.readSync(fd, buffer, offset, length, position), buffer })),
      stat: () => slowly(() => fs.fstatSync(fd)),
      close: () => slowly(() => this.#close(fd)),
    };
  }

  #patchPromises(): void {
    const owner = fs.promises as unknown as Record<string, Any>;
    const sync = fs as unknown as Record<string, Any>;
    this.#replace(
      owner,
      'open',
      (really) => (path: PathLike, flags?: string | number, mode?: number) =>
        this.#holds(path)
          ? this.#turns().then(() => this.#handle(this.#open(path as string, flags, mode)))
          : really(path, flags, mode),
    );
    for (const name of READS) {
      this.#replace(
        owner,
        name,
        (really) =>
          (...args: unknown[]) =>
            this.#holds(args[0])
              ? this.#turns().then(() => Reflect.apply(sync[`${name}Sync`]!, fs, args))
              : really(...args),
      );
    }
    for (const name of WRITES) {
      this.#replace(owner, name, (really) => (...args: unknown[]) => {
        const life = this.#life;
        if (!this.#holds(args[0])) return really(...args);
        return this.#turns().then(() =>
          this.#change(life, () => Reflect.apply(sync[`${name}Sync`]!, fs, args)),
        );
      });
    }
    for (const [name, flags] of [
      ['writeFile', 'w'],
      ['appendFile', 'a'],
    ] as const) {
      this.#replace(owner, name, (really) => (...args: unknown[]) => {
        const life = this.#life;
        if (!this.#holds(args[0])) return really(...args);
        return this.#turns().then(() => {
          const fd = this.#open(args[0] as string, flags, 0o600);
          try {
            this.#write(life, fd, Buffer.from(args[1] as string), null);
          } finally {
            this.#close(fd);
          }
        });
      });
    }
  }

  /** What write-file-atomic uses. */
  #patchCallbacks(): void {
    const owner = fs as unknown as Record<string, Any>;
    const answer = (callback: Callback, really: () => unknown): void => {
      this.#turns()
        .then(really)
        .then(
          (value) => callback(null, value),
          (error) => callback(error as Error),
        );
    };
    const byPath = (name: string, really: (life: number, args: unknown[]) => unknown): void =>
      this.#replace(owner, name, (original) => (...args: unknown[]) => {
        const life = this.#life;
        if (!this.#holds(args[0]) || typeof args.at(-1) !== 'function') return original(...args);
        const callback = args.pop() as Callback;
        return answer(callback, () => really(life, args));
      });
    const byFd = (name: string, really: (life: number, fd: number, args: unknown[]) => unknown): void =>
      this.#replace(owner, name, (original) => (...args: unknown[]) => {
        const life = this.#life;
        if (!this.#fds.has(args[0] as number) || typeof args.at(-1) !== 'function') return original(...args);
        const callback = args.pop() as Callback;
        return answer(callback, () => really(life, args[0] as number, args));
      });
    const call = (name: string, args: unknown[]): unknown => Reflect.apply(owner[name]!, fs, args);
    byPath('open', (_life, [path, flags, mode]) =>
      this.#open(path as string, flags as string, mode as number),
    );
    byPath('stat', (_life, args) => call('statSync', args));
    byPath('realpath', (_life, args) => call('realpathSync', args));
    for (const name of ['chown', 'chmod', 'rename', 'unlink']) {
      byPath(name, (life, args) => this.#change(life, () => call(`${name}Sync`, args)));
    }
    byFd('write', (life, fd, args) =>
      this.#write(life, fd, args[1] as Uint8Array, (args[4] as number) ?? null),
    );
    byFd('fsync', () => undefined);
    byFd('close', (_life, fd) => this.#close(fd));
  }

  #replace(
    owner: Record<string, Any>,
    name: string,
    by: (really: (...args: unknown[]) => unknown) => Any,
  ): void {
    const former = owner[name]!;
    owner[name] = by((...args) => Reflect.apply(former, owner, args)) as Any;
    this.#undo.push(() => {
      owner[name] = former;
    });
  }
}
