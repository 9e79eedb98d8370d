/** For how long the event loop of this process was away. */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

const STEP_MS = 1;

/** Milliseconds beyond the step at which it looks. */
export interface Stall {
  readonly p99: number;
  readonly max: number;
}

export class LoopWatch {
  readonly #loop: IntervalHistogram = monitorEventLoopDelay({ resolution: STEP_MS });

  constructor() {
    this.#loop.enable();
  }

  /** Forgets what was noted so far. */
  begin(): void {
    this.#loop.reset();
  }

  result(): Stall {
    const inMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - STEP_MS);
    return { p99: inMs(this.#loop.percentile(99)), max: inMs(this.#loop.max) };
  }
}
