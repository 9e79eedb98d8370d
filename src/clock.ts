/** The one clock. All code that needs the time gets it from here; nothing else calls `Date.now()`. */
import type { Instant } from './domain/time.ts';

export interface Clock {
  now(): Instant;
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

/** A rehearsal: starts at `start` and runs `speed` times as fast as the wall clock. */
export function rehearsalClock(start: Instant, speed: number): Clock {
  const began = performance.now();
  return { now: () => Math.floor(start + (performance.now() - began) * speed) };
}
