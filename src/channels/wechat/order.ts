/** Work done one piece after the other, in the order it came. A piece that fails does not hold up those behind it. */
export class InOrder {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    /** At most so many pieces wait; what comes beyond is not taken. */
    private readonly most: number,
    private readonly onFault: (error: unknown) => void,
  ) {}

  get waiting(): number {
    return this.#waiting;
  }

  /** False when too much waits already. */
  add(work: () => Promise<void>): boolean {
    if (this.#waiting >= this.most) return false;
    this.#waiting += 1;
    this.#last = this.#last
      .then(work)
      .catch(this.onFault)
      .finally(() => {
        this.#waiting -= 1;
      });
    return true;
  }

  /** Resolves when all that was added until now is done. */
  idle(): Promise<void> {
    return this.#last;
  }
}
