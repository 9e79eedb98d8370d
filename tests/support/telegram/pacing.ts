/**
 * The limits of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this : "In a single chat,
 * avoid sending more than one message per second. We may allow short bursts that go over this limit, but eventually
 * you'll begin receiving 429 errors. … In a group, bots are not able to send more than 20 messages per minute. …
 * 30 messages per second" overall. Off unless a test turns it on.
 */
import { type Room, tooMany } from './types.ts';

export interface Limits {
  /** Messages one chat takes at once before the one-a-second rule bites. */
  readonly burst: number;
  readonly perSecond: number;
  readonly groupPerMinute: number;
}

export const DEFAULT_LIMITS: Limits = { burst: 3, perSecond: 30, groupPerMinute: 20 };

export class Pacing {
  limits: Limits | null = null;
  readonly #sent = new Map<number, number[]>();
  #all: number[] = [];

  /** Counts one message to `room`; throws 429 with `retry_after` when it is one too many. Real time. */
  take(room: Room, now = Date.now()): void {
    const limits = this.limits;
    if (!limits) return;
    const minute = (this.#sent.get(room.id) ?? []).filter((at) => at > now - 60_000);
    this.#all = this.#all.filter((at) => at > now - 1000);

    // A burst of n in a row is let through, then one a second: at most n in any n seconds.
    const recent = minute.filter((at) => at > now - limits.burst * 1000);
    if (recent.length >= limits.burst)
      throw tooMany(wait(recent.at(-limits.burst)! + limits.burst * 1000 - now));
    if (room.type !== 'private' && minute.length >= limits.groupPerMinute) {
      throw tooMany(wait(minute.at(-limits.groupPerMinute)! + 60_000 - now));
    }
    if (this.#all.length >= limits.perSecond) throw tooMany(1);
    minute.push(now);
    this.#sent.set(room.id, minute);
    this.#all.push(now);
  }
}

function wait(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
