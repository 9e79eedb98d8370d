/**
 * What the journal amounts to. `applyLine` is the only way it changes: the same function folds a commit the moment
 * it is made and the journal after a restart, so the two cannot differ.
 */

import type { Incoming } from '../channels/port.ts';
import { evolveTicket } from '../domain/evolve.ts';
import { emptyOffice, evolveOffice, type Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { GENESIS, type JournalLine } from './line.ts';
import { Outbox } from './outbox.ts';
import type { Dialogue, Head, Settlement } from './port.ts';
import { messageKey, slotKey, Threads } from './threads.ts';
import { TicketIndex } from './ticket-index.ts';
import { upcastOfficeEvent, upcastTicketEvent } from './upcast.ts';

/** Keys seen (of the inbox, of the outbox) are remembered for at least this many and this long. */
const KEPT_KEYS = 20_000;
const KEPT_FOR = 3 * DAY;
/** Forgetting goes in steps of this many, so that it costs nothing per line. */
const KEPT_SLACK = 1_000;
/** With more dialogues than this, those a day past their end are forgotten. */
const KEPT_DIALOGUES = 500;

/** Values in the maps are never changed in place; the maps are. */
export interface State {
  head: Head;
  readonly tickets: Map<number, Ticket>;
  readonly index: TicketIndex;
  readonly threads: Threads;
  office: Office;
  /** Not yet done, oldest first. */
  readonly inbox: Map<string, Incoming>;
  /** Inbox keys received, with the time, oldest first. */
  readonly seen: Map<string, Instant>;
  readonly outbox: Outbox;
  /** Outbox ids ever used, with the time, oldest first. */
  readonly used: Map<string, Instant>;
  readonly dialogues: Map<string, Dialogue>;
  nextNumber: number;
  nextClaim: number;
  /** Place in the outbox queue for the next message. */
  nextOrder: number;
  /** Tickets changed since the last checkpoint, their threads included. */
  dirty: Set<number>;
}

export function emptyState(): State {
  return {
    head: GENESIS,
    tickets: new Map(),
    index: new TicketIndex(),
    threads: new Threads(),
    office: emptyOffice,
    inbox: new Map(),
    seen: new Map(),
    outbox: new Outbox(),
    used: new Map(),
    dialogues: new Map(),
    nextNumber: 1,
    nextClaim: 1,
    nextOrder: 1,
    dirty: new Set(),
  };
}

/**
 * Folds one line into the state. Throws, with nothing changed, on events that cannot follow what is there
 * (an event of no ticket, a number given twice) and on events of an unknown version.
 */
export function applyLine(state: State, line: JournalLine): void {
  const at = Date.parse(line.at);
  const tickets = evolvedTickets(state, line);
  const office = (line.office ?? []).reduce(
    (before, event) => evolveOffice(before, upcastOfficeEvent(event)),
    state.office,
  );
  // Nothing below throws: a line is taken as a whole or not at all.
  state.head = { seq: line.seq, hash: line.hash };
  state.office = office;
  for (const ticket of tickets.values()) {
    const isNew = !state.tickets.has(ticket.number);
    putTicket(state, ticket);
    const { channel, chat, message } = ticket.origin;
    if (isNew && message !== null) refer(state, ticket.number, channel, chat, message);
  }
  applyInbox(state, line, at);
  applyOutbox(state, line, at);
  for (const { key, state: dialogue } of line.dialogues ?? []) {
    if (dialogue) state.dialogues.set(key, dialogue);
    else state.dialogues.delete(key);
  }
  if (line.dialogues && state.dialogues.size > KEPT_DIALOGUES) {
    for (const [key, { expiresAt }] of state.dialogues) {
      if (expiresAt < at - DAY) state.dialogues.delete(key);
    }
  }
}

/** Has the next checkpoint write every ticket anew. */
export function markAll(state: State): void {
  for (const number of state.tickets.keys()) state.dirty.add(number);
  for (const number of state.threads.byTicket.keys()) state.dirty.add(number);
}

function evolvedTickets(state: State, line: JournalLine): ReadonlyMap<number, Ticket> {
  const changed = new Map<number, Ticket>();
  let next = state.nextNumber;
  for (const { number, events } of line.tickets ?? []) {
    for (const stored of events) {
      const event = upcastTicketEvent(stored);
      if (event.type === 'registered') {
        if (event.number !== number || !Number.isSafeInteger(number) || number < next) {
          throw new Error(`ticket number ${event.number} given twice or out of order (next is ${next})`);
        }
        next = number + 1;
      }
      changed.set(number, evolveTicket(changed.get(number) ?? state.tickets.get(number), event));
    }
  }
  return changed;
}

/** Takes a ticket as it is now, and keeps the index in step. */
export function putTicket(state: State, ticket: Ticket): void {
  const { number } = ticket;
  state.index.put(state.tickets.get(number), ticket);
  state.tickets.set(number, ticket);
  state.nextNumber = Math.max(state.nextNumber, number + 1);
  state.dirty.add(number);
}

function refer(state: State, ticket: number, channel: string, chat: string, message: string): void {
  const touched = state.threads.refer(ticket, messageKey(channel, chat, message));
  for (const number of touched) state.dirty.add(number);
}

function applyInbox(state: State, line: JournalLine, at: Instant): void {
  for (const message of line.received ?? []) {
    state.inbox.set(message.key, message);
    state.seen.set(message.key, at);
  }
  if (line.received) forget(state.seen, at);
  for (const key of line.done ?? []) state.inbox.delete(key);
}

function applyOutbox(state: State, line: JournalLine, at: Instant): void {
  const { outbox } = state;
  if (line.voided) outbox.voidClaims();
  for (const message of line.outbox ?? []) {
    outbox.add(message, state.nextOrder++);
    state.used.set(message.id, at);
  }
  if (line.outbox) forget(state.used, at);
  for (const { id, claim, until } of line.claims ?? []) {
    outbox.claim(id, claim, until);
    state.nextClaim = claim + 1;
  }
  if (line.settled) applySettlement(state, line.settled.id, line.settled.settlement);
  for (const person of line.release ?? []) outbox.release(person);
}

function applySettlement(state: State, id: string, settlement: Settlement): void {
  const message = state.outbox.get(id)?.message;
  state.outbox.settle(id, settlement);
  if (!message || settlement.state !== 'sent') return;
  const { channel, chat, message: sent } = settlement;
  if (message.ticket !== null) refer(state, message.ticket, channel, chat, sent);
  if (message.slot === null) return;
  const standing = { channel, chat, message: sent };
  const touched = state.threads.stand(slotKey(message.slot, message.to), message.ticket, standing);
  for (const number of touched) state.dirty.add(number);
}

/** Drops the oldest keys, those that are both beyond the number kept and older than the time kept. */
function forget(keys: Map<string, Instant>, now: Instant): void {
  if (keys.size <= KEPT_KEYS + KEPT_SLACK) return;
  for (const [key, at] of keys) {
    if (keys.size <= KEPT_KEYS || at > now - KEPT_FOR) break;
    keys.delete(key);
  }
}
