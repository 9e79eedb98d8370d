/**
 * Which chat message speaks of which ticket, and which message stands in which slot. Kept per ticket (a thread),
 * so that a checkpoint writes it beside the ticket it belongs to.
 */
import type { Recipient } from './port.ts';
import { laneOf } from './port.ts';

/** A message that stands in a slot, in one chat. */
export interface StandingMessage {
  readonly channel: string;
  readonly chat: string;
  readonly message: string;
}

/** The messages of one ticket. Never changed in place. */
export interface Thread {
  /** Keys made by `messageKey`. */
  readonly refs: readonly string[];
  /** By `slotKey`: at most one per chat, newest first. */
  readonly slots: Readonly<Record<string, readonly StandingMessage[]>>;
}

const EMPTY: Thread = { refs: [], slots: {} };
/** Slots of no ticket (a group's summary, say): the newest are kept. */
const LOOSE_SLOTS = 1_000;

/** No platform's ids hold a newline. */
export function messageKey(channel: string, chat: string, message: string): string {
  return `${channel}\n${chat}\n${message}`;
}

export function slotKey(slot: string, to: Recipient): string {
  return `${slot}\n${laneOf(to)}`;
}

export class Threads {
  readonly byTicket = new Map<number, Thread>();
  /** Slots of messages that speak of no ticket, oldest first. */
  readonly loose = new Map<string, readonly StandingMessage[]>();
  readonly #ticketOf = new Map<string, number>();
  readonly #home = new Map<string, number>();

  ticketOf(key: string): number | undefined {
    return this.#ticketOf.get(key);
  }

  standing(slot: string): readonly StandingMessage[] {
    const home = this.#home.get(slot);
    const found = home === undefined ? this.loose.get(slot) : this.byTicket.get(home)?.slots[slot];
    return found ?? [];
  }

  /** The slot, as `Outgoing.slot` names it, that a message about an open ticket stands in. */
  slotOf(ticket: number, { channel, chat, message }: StandingMessage): string | undefined {
    const slots = Object.entries(this.byTicket.get(ticket)?.slots ?? {});
    const found = slots.find(([, standing]) =>
      standing.some((one) => one.channel === channel && one.chat === chat && one.message === message),
    );
    return found?.[0].split('\n')[0];
  }

  /** Makes a message speak of a ticket. Gives the tickets whose threads changed. */
  refer(ticket: number, key: string): readonly number[] {
    const before = this.#ticketOf.get(key);
    if (before === ticket) return [];
    const thread = this.byTicket.get(ticket) ?? EMPTY;
    this.byTicket.set(ticket, { ...thread, refs: [...thread.refs, key] });
    this.#ticketOf.set(key, ticket);
    const old = before === undefined ? undefined : this.byTicket.get(before);
    if (before === undefined || !old) return [ticket];
    this.byTicket.set(before, { ...old, refs: old.refs.filter((ref) => ref !== key) });
    return [ticket, before];
  }

  /** Records a message as the one that stands in a slot. Gives the tickets whose threads changed. */
  stand(slot: string, ticket: number | null, message: StandingMessage): readonly number[] {
    const others = this.standing(slot).filter(
      (one) => one.channel !== message.channel || one.chat !== message.chat,
    );
    const standing = [message, ...others];
    // A slot stays with the ticket it began with.
    const home = this.#home.get(slot) ?? (this.loose.has(slot) ? null : ticket);
    if (home === null) {
      this.loose.delete(slot);
      this.loose.set(slot, standing);
      for (const oldest of this.loose.keys()) {
        if (this.loose.size <= LOOSE_SLOTS) break;
        this.loose.delete(oldest);
      }
      return [];
    }
    const thread = this.byTicket.get(home) ?? EMPTY;
    this.byTicket.set(home, { ...thread, slots: { ...thread.slots, [slot]: standing } });
    this.#home.set(slot, home);
    return [home];
  }

  /** Takes a thread as a checkpoint has it. */
  restore(ticket: number, thread: Thread): void {
    this.byTicket.set(ticket, thread);
    for (const key of thread.refs) this.#ticketOf.set(key, ticket);
    for (const slot of Object.keys(thread.slots)) this.#home.set(slot, ticket);
  }

  /** Forgets a thread that a checkpoint keeps on disk. */
  leave(ticket: number): void {
    const thread = this.byTicket.get(ticket);
    if (!thread) return;
    this.byTicket.delete(ticket);
    for (const key of thread.refs) this.#ticketOf.delete(key);
    for (const slot of Object.keys(thread.slots)) this.#home.delete(slot);
  }
}
