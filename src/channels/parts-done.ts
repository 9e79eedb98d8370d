/**
 * How much of a message is out, where it takes several calls: a further try sends only what is missing. Forgotten with
 * the process, and of the oldest; then all of it is said again, as of any message that may have arrived.
 */
const KEPT = 200;

export class PartsDone<T = number> {
  readonly #done = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#done.get(key);
  }

  keep(key: string, done: T): void {
    this.#done.set(key, done);
    const [oldest] = this.#done.keys();
    if (this.#done.size > KEPT && oldest !== undefined) this.#done.delete(oldest);
  }

  /** All of it is out. */
  forget(key: string): void {
    this.#done.delete(key);
  }
}
