/** The one clock. All code that needs the time gets it from here; nothing else calls `Date.now()`. */
import type { Instant } from './domain/time.ts';

export interface Clock {
  now(): Instant;
  /** How many of its milliseconds pass in one of life's; 1 unless told. */
  readonly speed?: number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands where it is put: for replaying a ledger in virtual time, and for tests. */
export class VirtualClock implements Clock {
  constructor(private instant: Instant) {}
  now(): Instant {
    return this.instant;
  }
  /** Moves forward; time that has passed does not come back. */
  advanceTo(instant: Instant): void {
    if (instant > this.instant) this.instant = instant;
  }
}

/** A rehearsal's: runs from where it is put, `speed` times as fast as in life, and never goes back. */
export class RehearsalClock implements Clock {
  #from: Instant;
  readonly speed: number;
  #began = performance.now();

  constructor(start: Instant, speed = 1) {
    this.#from = start;
    this.speed = speed;
  }

  now(): Instant {
    return Math.floor(this.#from + (performance.now() - this.#began) * this.speed);
  }

  /** Goes on from there; nothing when that has passed. */
  advanceTo(instant: Instant): void {
    if (instant <= this.now()) return;
    this.#from = instant;
    this.#began = performance.now();
  }
}
