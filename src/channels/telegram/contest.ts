/**
 * Two programs that listen to one bot: Telegram ends the poll of the one whenever the other asks. Neither gives up – the
 * other may be our own, about to end, or a mistake that somebody mends – but whoever has listened for a while is in
 * charge and asks again soon, and the newcomer waits ever longer, so that it hardly disturbs.
 */
import { waitAfter } from '../patience.ts';

const IN_CHARGE_WAIT = 2000;
/** In charge for so many conflicts in a row; after that the other one is no newcomer. */
const MOST_CONFLICTS = 30;

export class Contest {
  #conflicts = 0;
  #inCharge = false;
  /** Undisturbed since; null before anything was heard. */
  #calmSince: number | null = null;
  #wait = 0;

  /** After how long of listening one is in charge, ms. */
  constructor(private readonly inChargeAfterMs: number) {}

  /** A poll was answered; true unless there was a conflict just before. */
  heard(now: number): boolean {
    this.#calmSince ??= now;
    this.#settle(now);
    return this.#conflicts === 0 || now - this.#calmSince >= 2 * this.#wait;
  }

  /** A poll was ended by the other program; gives how long to wait. */
  lost(now: number): number {
    this.#settle(now);
    this.#conflicts += 1;
    this.#inCharge &&= this.#conflicts <= MOST_CONFLICTS;
    this.#wait = this.#inCharge ? IN_CHARGE_WAIT : waitAfter(this.#conflicts);
    // Nobody listens while waiting.
    this.#calmSince &&= now + this.#wait;
    return this.#wait;
  }

  #settle(now: number): void {
    if (this.#calmSince === null || now - this.#calmSince < this.inChargeAfterMs) return;
    this.#inCharge = true;
    this.#conflicts = 0;
  }
}
