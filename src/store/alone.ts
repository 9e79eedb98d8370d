/** Work of which two kinds must not meet: what is asked for waits for what is under way, whether that succeeds or not. */
export class Alone {
  #last: Promise<unknown> = Promise.resolve();

  do<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
