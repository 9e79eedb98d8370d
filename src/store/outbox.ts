/**
 * Messages that wait to be sent. Those of one lane (recipient) keep their order: only the oldest may be taken, and
 * while it waits for a retry or for its person to be reachable, the later ones wait behind it.
 */
import type { Instant } from '../domain/time.ts';
import { laneOf, type Outgoing, type Settlement } from './port.ts';
import { slotKey } from './threads.ts';

/** A message and where it stands. Never changed in place. */
export interface Queued {
  readonly message: Outgoing;
  /** Place in the queue, over all lanes. */
  readonly order: number;
  /** Failed tries that count. */
  readonly tries: number;
  readonly retryAt: Instant | null;
  readonly held: boolean;
  /** Why it is held or waits. */
  readonly why: string | null;
  readonly claim: { readonly number: number; readonly until: Instant } | null;
  /** A sender died with it in hand: it may have arrived. */
  readonly unsure: boolean;
}

export class Outbox {
  readonly #queued = new Map<string, Queued>();
  /** Ids by lane, oldest first; no empty lanes. */
  readonly #lanes = new Map<string, string[]>();
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
      const ids = this.#lanes.get(laneOf(message.to)) ?? [];
      ids[ids.indexOf(earlier.message.id)] = message.id;
      this.#queued.delete(earlier.message.id);
      this.#queued.set(message.id, { ...earlier, message: inPlaceOf(earlier.message, message) });
    } else {
      const fresh = { order, tries: 0, retryAt: null, held: false, why: null, claim: null, unsure: false };
      this.restore({ message, ...fresh });
    }
    if (slot !== null) this.#replaceable.set(slot, message.id);
  }

  /** Appends a message as a checkpoint has it. To be called in queue order. */
  restore(queued: Queued): void {
    const { id, slot, to } = queued.message;
    this.#queued.set(id, queued);
    const lane = laneOf(to);
    const ids = this.#lanes.get(lane);
    if (ids) ids.push(id);
    else this.#lanes.set(lane, [id]);
    if (slot !== null) this.#replaceable.set(slotKey(slot, to), id);
  }

  /** A claim over one that has lapsed makes the message unsure. */
  claim(id: string, number: number, until: Instant): void {
    this.#change(id, (one) => ({
      ...one,
      claim: { number, until },
      unsure: one.unsure || one.claim !== null,
    }));
  }

  /** All claims are those of an owner that is no more. */
  voidClaims(): void {
    for (const [id, one] of this.#queued) {
      if (one.claim) this.#queued.set(id, { ...one, claim: null, unsure: true });
    }
  }

  /** Records what became of a message; those sent or dropped leave the queue. */
  settle(id: string, settlement: Settlement): void {
    switch (settlement.state) {
      case 'sent':
      case 'dropped':
        this.#remove(id);
        break;
      case 'later': {
        const { retryAt, why, counts } = settlement;
        this.#change(id, (one) => ({
          ...one,
          tries: one.tries + (counts ? 1 : 0),
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
    for (const id of this.#lanes.get(laneOf({ person })) ?? []) {
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
    return [...this.#heads()].some(([, head]) => head.claim !== null);
  }

  /** The oldest message of each lane that may be taken at `now`, oldest first. */
  ready(now: Instant, busy: ReadonlySet<string>, limit: number): readonly Queued[] {
    const found: Queued[] = [];
    for (const [lane, head] of this.#heads()) {
      const isOpen = !head.held && (head.retryAt ?? now) <= now && (head.claim?.until ?? now) <= now;
      if (isOpen && !busy.has(lane)) found.push(head);
    }
    return found.sort((a, b) => a.order - b.order).slice(0, Math.max(0, limit));
  }

  /** When the next message may be tried again: its retry, or the end of a lease that nobody settles. */
  nextRetry(): Instant | undefined {
    let next: Instant | undefined;
    for (const [, head] of this.#heads()) {
      const at = head.held ? null : (head.claim?.until ?? head.retryAt);
      if (at !== null && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** Held: in a lane whose oldest message is held. Waiting: all others. */
  counts(): { readonly waiting: number; readonly held: number } {
    let held = 0;
    for (const ids of this.#lanes.values()) {
      if (this.#queued.get(ids[0] ?? '')?.held) held += ids.length;
    }
    return { waiting: this.#queued.size - held, held };
  }

  /** The oldest message of each lane. */
  *#heads(): Generator<readonly [lane: string, head: Queued]> {
    for (const [lane, [id]] of this.#lanes) {
      const head = id === undefined ? undefined : this.#queued.get(id);
      if (head) yield [lane, head];
    }
  }

  #change(id: string, change: (one: Queued) => Queued): void {
    const one = this.#queued.get(id);
    if (one) this.#queued.set(id, change(one));
  }

  #remove(id: string): void {
    const one = this.#queued.get(id);
    if (!one) return;
    const { slot, to } = one.message;
    const lane = laneOf(to);
    const ids = this.#lanes.get(lane) ?? [];
    ids.splice(ids.indexOf(id), 1);
    if (ids.length === 0) this.#lanes.delete(lane);
    this.#queued.delete(id);
    if (slot !== null && this.#replaceable.get(slotKey(slot, to)) === id) {
      this.#replaceable.delete(slotKey(slot, to));
    }
  }
}

/** What had to be said is still to be said, in the newer words. */
function inPlaceOf(earlier: Outgoing, { canWait, ...later }: Outgoing): Outgoing {
  return canWait && earlier.canWait ? { ...later, canWait } : later;
}
