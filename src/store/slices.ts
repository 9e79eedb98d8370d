/** Long work in short stretches, so that the chat is answered meanwhile. */
import { setImmediate as nextTick } from 'node:timers/promises';

/** Longest stretch before others get their turn, milliseconds. */
const SLICE_MS = 4;

/** To be asked between the steps of long work; a step itself should take well under a millisecond. */
export class Slices {
  #began = performance.now();

  /** Whether the present stretch has been long enough. */
  get isOver(): boolean {
    return performance.now() - this.#began > SLICE_MS;
  }

  /** Lets others have their turn if it has. */
  async pause(): Promise<void> {
    if (this.isOver) await this.yield();
  }

  /** Lets others have their turn. */
  async yield(): Promise<void> {
    await nextTick();
    this.#began = performance.now();
  }
}
