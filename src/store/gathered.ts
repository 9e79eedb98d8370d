/**
 * What became of messages is heard one after the other, and kept together: those heard in the same turn of the program
 * go to disk in one line. Nothing that is read of the store, and no other line, is without what was heard before.
 */
import type { Instant } from '../domain/time.ts';
import type { LineBody, Settled } from './line.ts';

/** Of times farther apart than this each has its own line: a clock may have been set in between. */
const SAME_TIME_MS = 100;

export class Gathered {
  readonly #append: (at: Instant, body: LineBody) => Promise<unknown>;
  readonly #settled = new Map<string, Settled>();
  #at: Instant = 0;
  #written: Promise<void> = Promise.resolve();
  #write: () => void = () => {};

  /** `append` folds a line at once, and resolves when it is on disk. */
  constructor(append: (at: Instant, body: LineBody) => Promise<unknown>) {
    this.#append = append;
  }

  has(id: string): boolean {
    return this.#settled.has(id);
  }

  /** Resolves when it is on disk; rejects as `append` does. */
  add(settled: Settled, at: Instant): Promise<void> {
    if (Math.abs(at - this.#at) > SAME_TIME_MS) this.flush();
    if (this.#settled.size === 0) this.#begin();
    this.#settled.set(settled.id, settled);
    this.#at = at;
    return this.#written;
  }

  /** Writes what there is; it counts from now on. */
  flush(): void {
    if (this.#settled.size > 0) this.#write();
  }

  #begin(): void {
    this.#written = new Promise((resolve, reject) => {
      const waiting = setImmediate(() => this.flush());
      this.#write = () => {
        clearImmediate(waiting);
        const all = [...this.#settled.values()];
        this.#settled.clear();
        const [only] = all.length === 1 ? all : [];
        this.#append(this.#at, { cause: 'settle', settled: only ?? all }).then(() => resolve(), reject);
      };
    });
  }
}
