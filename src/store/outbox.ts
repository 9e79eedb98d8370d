/** Messages that wait to be sent, lane by lane (recipient); which of a lane is next says `lane.ts`. */
import TinyQueue from 'tinyqueue';
import type { Instant } from '../domain/time.ts';
import { Lane } from './lane.ts';
import {
  type ClaimBounds,
  laneOf,
  type OutboxState,
  type Outgoing,
  type Recipient,
  type Settlement,
} from './port.ts';
import type { Queued } from './queued.ts';
import { slotKey } from './threads.ts';

/** For so long (ms) messages to others let answers go before them. */
const COURTESY = 10_000;

export class Outbox {
  readonly #queued = new Map<string, Queued>();
  /** No empty ones. */
  readonly #lanes = new Map<string, Lane>();
  readonly #get = (id: string): Queued | undefined => this.#queued.get(id);
  /** The newest unclaimed message of a slot and recipient. */
  readonly #replaceable = new Map<string, string>();

  get(id: string): Queued | undefined {
    return this.#queued.get(id);
  }

  /** In order of their places in the queue. */
  all(): readonly Queued[] {
    return [...this.#queued.values()].sort((a, b) => a.order - b.order);
  }

  /** Appends, or takes the place of a message of the same slot and recipient that still waits. */
  add(message: Outgoing, order: number): void {
    const slot = message.slot === null ? null : slotKey(message.slot, message.to);
    const earlier = slot === null ? undefined : this.#queued.get(this.#replaceable.get(slot) ?? '');
    if (earlier && earlier.claim === null) {
      this.#queued.delete(earlier.message.id);
      this.#queued.set(message.id, { ...earlier, message: inPlaceOf(earlier.message, message) });
      this.#lanes.get(laneOf(message.to))?.replace(earlier.message.id, message.id);
    } else {
      const { notBefore: retryAt = null } = message;
      const fresh = { order, tries: 0, retryAt, held: false, why: null, claim: null, unsure: false };
      this.restore({ message, ...fresh });
    }
    if (slot !== null) this.#replaceable.set(slot, message.id);
  }

  /** Appends a message as a checkpoint has it. To be called in queue order. */
  restore(queued: Queued): void {
    const { id, slot, to } = queued.message;
    this.#queued.set(id, queued);
    const lane = this.#lanes.get(laneOf(to)) ?? new Lane();
    this.#lanes.set(laneOf(to), lane);
    lane.push(id);
    if (slot !== null) this.#replaceable.set(slotKey(slot, to), id);
  }

  /** A claim over one that has lapsed makes the message unsure. */
  claim(id: string, number: number, until: Instant): void {
    this.#change(id, (one) => ({
      ...one,
      claim: { number, until },
      unsure: one.unsure || one.claim !== null,
    }));
    const taken = this.#queued.get(id);
    if (taken) this.#lanes.get(laneOf(taken.message.to))?.serve(taken);
  }

  /** All claims are those of an owner that is no more. */
  voidClaims(): void {
    for (const [id, { claim }] of this.#queued) {
      if (claim) this.#change(id, (one) => ({ ...one, claim: null, unsure: true }));
    }
  }

  /** Records what became of a message at `at`; those sent or dropped leave the queue. */
  settle(id: string, settlement: Settlement, at: Instant): void {
    switch (settlement.state) {
      case 'sent':
      case 'dropped':
        this.#remove(id);
        break;
      case 'later': {
        const { retryAt, why, counts, aside, unsure } = settlement;
        this.#change(id, (one) => ({
          ...one,
          tries: one.tries + (counts ? 1 : 0),
          ...(counts ? { failingSince: one.failingSince ?? at } : {}),
          ...(aside ? { aside } : {}),
          unsure: one.unsure || unsure === true,
          retryAt,
          why,
          claim: null,
        }));
        break;
      }
      case 'held':
        this.#change(id, (one) => ({ ...one, held: true, why: settlement.why, claim: null }));
        break;
      default:
        settlement satisfies never;
    }
  }

  /** Lets a person's held messages be tried again, at once. */
  release(person: string): void {
    for (const id of this.#lanes.get(laneOf({ person }))?.ids ?? []) {
      this.#change(id, (one) => (one.held ? { ...one, held: false, why: null, retryAt: null } : one));
    }
  }

  /** The clock was set back to `now`: no retry waits for an hour of the time that was not. */
  setBack(now: Instant): void {
    for (const id of this.#queued.keys()) {
      this.#change(id, (one) =>
        one.retryAt === null || one.retryAt <= now ? one : { ...one, retryAt: now },
      );
    }
  }

  hasClaims(): boolean {
    return [...this.#lanes.values()].some((lane) => lane.turns(this.#get).claimed !== null);
  }

  /**
   * What may be taken at `now`, one of each lane, the oldest first: emergencies, within bounds of their own; then answers
   * to those who sit before their screens, and what has waited for ten seconds; then the rest.
   */
  ready(now: Instant, bounds: ClaimBounds, first = bounds): readonly Queued[] {
    const urgent: Queued[] = [];
    const ahead: Queued[] = [];
    const others: Queued[] = [];
    for (const [name, lane] of this.#lanes) {
      // Not looked through in vain: a long lane is most often one whose last message is still in hand.
      if (bounds.busy.has(name) && first.busy.has(name)) continue;
      const one = this.#nextOf(lane, now);
      if (!one) continue;
      if (one.message.first) first.busy.has(name) || urgent.push(one);
      else if (!bounds.busy.has(name)) (isAhead(one, now) ? ahead : others).push(one);
    }
    const taken = oldest(urgent, first.limit);
    for (const rest of [ahead, others]) taken.push(...oldest(rest, bounds.limit - taken.length));
    return taken;
  }

  #nextOf(lane: Lane, now: Instant): Queued | undefined {
    const { claimed, held, next } = lane.turns(this.#get);
    // Who had it in hand has let the claim lapse: it comes again before all others.
    if (claimed) return (claimed.claim?.until ?? now) <= now ? claimed : undefined;
    return held ? undefined : next.find(({ retryAt }) => (retryAt ?? now) <= now);
  }

  /** When the next message may be tried again: its retry, or the end of a lease that nobody settles. */
  nextRetry(): Instant | undefined {
    let earliest = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes.values()) {
      const { claimed, held, next } = lane.turns(this.#get);
      if (claimed) earliest = Math.min(earliest, claimed.claim?.until ?? earliest);
      else if (!held) for (const { retryAt } of next) earliest = Math.min(earliest, retryAt ?? earliest);
    }
    return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
  }

  /** Held: for somebody who cannot be reached. Waiting: all others. */
  counts(): OutboxState {
    let held = 0;
    let aside = 0;
    for (const lane of this.#lanes.values()) {
      const turns = lane.turns(this.#get);
      if (turns.held) held += lane.size;
      else aside += turns.aside;
    }
    return { waiting: this.#queued.size - held, held, ...(aside > 0 ? { aside } : {}) };
  }

  /** When the oldest of those waiting was made, of recipients that `counts` names. */
  oldestUnsent(counts: (to: Recipient) => boolean = () => true): Instant | undefined {
    let earliest: Instant | undefined;
    for (const lane of this.#lanes.values()) {
      if (lane.turns(this.#get).held) continue;
      for (const id of lane.ids) {
        const message = this.#queued.get(id)?.message;
        // Of one person, some may be for one channel alone.
        if (message === undefined || !counts(message.to)) continue;
        if (message.createdAt < (earliest ?? Number.POSITIVE_INFINITY)) earliest = message.createdAt;
      }
    }
    return earliest;
  }

  #change(id: string, change: (one: Queued) => Queued): void {
    const one = this.#queued.get(id);
    if (!one) return;
    this.#queued.set(id, change(one));
    this.#lanes.get(laneOf(one.message.to))?.changed();
  }

  #remove(id: string): void {
    const one = this.#queued.get(id);
    if (!one) return;
    const { slot, to } = one.message;
    const lane = this.#lanes.get(laneOf(to));
    lane?.remove(id);
    if (lane?.size === 0) this.#lanes.delete(laneOf(to));
    this.#queued.delete(id);
    if (slot !== null && this.#replaceable.get(slotKey(slot, to)) === id) {
      this.#replaceable.delete(slotKey(slot, to));
    }
  }
}

/**
 * An answer to whoever spoke goes before what was made in the last ten seconds for others; what has waited longer goes
 * with the answers, by age. What is made in an hour to come was made before the clock was set back.
 */
function isAhead({ message }: Queued, now: Instant): boolean {
  const age = now - message.createdAt;
  return isAnswer(message) || age >= COURTESY || age < 0;
}

/** To the person, or in a chat beside the words. */
function isAnswer({ to, speaker, replyTo }: Outgoing): boolean {
  if (speaker === undefined) return false;
  return 'person' in to ? to.person === speaker : replyTo !== null || !to.group;
}

function oldest(found: readonly Queued[], limit: number): Queued[] {
  if (limit <= 0) return [];
  // Few are taken of many.
  const queue = new TinyQueue([...found], (a, b) => a.order - b.order);
  const taken: Queued[] = [];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (taken.push(next) >= limit) break;
  }
  return taken;
}

/** What had to be said is still to be said, in the newer words. */
function inPlaceOf(earlier: Outgoing, { canWait, ...later }: Outgoing): Outgoing {
  return canWait && earlier.canWait ? { ...later, canWait } : later;
}
