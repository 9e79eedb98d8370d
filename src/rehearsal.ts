/**
 * A rehearsal's time. The clock runs as in life, and can be walked ahead: from one thing that is due to the next,
 * each at its own time, so that a week shows in a minute what a week would have brought.
 */
import type { RehearsalClock } from './clock.ts';
import { DAY, type Instant } from './domain/time.ts';
import type { Program } from './program.ts';

/** A week in a minute. */
const WEEK_MS = 60_000;
/** Virtual milliseconds per real one. */
const PACE = (7 * DAY) / WEEK_MS;
/** Between two steps of the walk, real milliseconds. */
const STEP_MS = 100;
/** What is due again and again at one instant is left to the next step. */
const MOST_AT_ONCE = 20;
/** The furthest that one walk goes. */
export const FURTHEST = 31 * DAY;

export interface Rehearsal {
  readonly clock: RehearsalClock;
  /** Where the walk leads; null while the clock runs as in life. */
  readonly heading: Instant | null;
  /**
   * Walks to `to`, at most `FURTHEST` ahead, a week in a minute, or in `withinMs` if that is faster. A walk under way
   * goes on to the new goal. Failures go to the program's `onFault`.
   */
  forward(to: Instant, withinMs?: number): void;
  /** Ends the walk; the clock stays where it is and runs as in life. Resolves when it has ended. */
  stop(): Promise<void>;
  /** When the next thing is due; undefined when nothing is to come. */
  next(): Promise<Instant | undefined>;
  /** Calls `listener` whenever a walk begins, steps or ends. */
  onStep(listener: () => void): () => void;
}

export function createRehearsal(options: {
  readonly clock: RehearsalClock;
  readonly program: Program;
  readonly onFault: (error: unknown) => void;
}): Rehearsal {
  const { clock, program } = options;
  const listeners = new Set<() => void>();
  let heading: Instant | null = null;
  let pace = PACE;
  let walking: Promise<void> | null = null;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function walk(): Promise<void> {
    while (heading !== null && clock.now() < heading) {
      const began = performance.now();
      await walkTo(Math.min(heading, clock.now() + STEP_MS * pace), clock, program);
      tell();
      const spent = performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, STEP_MS - spent)));
    }
  }

  return {
    clock,
    get heading() {
      return heading;
    },
    forward(to, withinMs = Number.POSITIVE_INFINITY) {
      const distance = Math.min(to - clock.now(), FURTHEST);
      if (distance <= 0) return;
      heading = clock.now() + distance;
      pace = Math.max(PACE, distance / withinMs);
      walking ??= walk()
        .catch(options.onFault)
        .finally(() => {
          walking = null;
          heading = null;
          tell();
        });
      tell();
    },
    async stop() {
      heading = null;
      await walking;
    },
    next: () => program.pulse.next(),
    onStep(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Moves the clock to `to`, stopping at everything that is due on the way until it is done and delivered. */
export async function walkTo(to: Instant, clock: RehearsalClock, program: Program): Promise<void> {
  // What is under way was claimed for a while by this clock; it must not lapse because we hurry.
  await program.delivery.run();
  let standing = clock.now();
  for (let times = 0; times < MOST_AT_ONCE; ) {
    const next = await program.pulse.next();
    if (next === undefined || next > to) break;
    clock.advanceTo(next);
    await program.pulse.beat();
    await program.delivery.run();
    times = next > standing ? 0 : times + 1;
    standing = Math.max(standing, next);
  }
  clock.advanceTo(to);
  await program.pulse.beat();
  await program.delivery.run();
}
