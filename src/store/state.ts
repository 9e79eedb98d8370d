/**
 * What the journal amounts to. `applyLine` is the only way it changes: the same function folds a commit the moment
 * it is made and the journal after a restart, so the two cannot differ.
 */

import { evolveTicket } from '../domain/evolve.ts';
import { emptyOffice, evolveOffice, type Office } from '../domain/office.ts';
import { isReportNumber, ordinaryAfter } from '../domain/report-number.ts';
import type { Ticket } from '../domain/ticket.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { Filed, type Listed } from './filed.ts';
import { Inbox } from './inbox.ts';
import { GENESIS, type JournalLine, settledIn } from './line.ts';
import { Outbox } from './outbox.ts';
import { DOUBT, type Head, menuKey, type Remembered, type Settlement, type TicketQuery } from './port.ts';
import { messageKey, type StandingMessage, slotKey, Threads } from './threads.ts';
import { matches, TicketIndex } from './ticket-index.ts';
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
  /** Lines since the start in which something happened to a ticket. */
  changes: number;
  /** Those in memory. */
  readonly tickets: Map<number, Ticket>;
  /** Those that are over and lie on disk, their threads with them. */
  readonly filed: Filed;
  /** Of all tickets. */
  readonly index: TicketIndex;
  /** Of the tickets in memory. */
  readonly threads: Threads;
  office: Office;
  /** Not yet done. */
  readonly inbox: Inbox;
  /** Inbox keys received, with the time, oldest first. */
  readonly seen: Map<string, Instant>;
  readonly outbox: Outbox;
  /** Outbox ids ever used, with the time, oldest first. */
  readonly used: Map<string, Instant>;
  readonly dialogues: Map<string, Remembered>;
  /** Keys of those among them that are decided when their time is up. */
  readonly doubts: Set<string>;
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
    changes: 0,
    tickets: new Map(),
    filed: new Filed(),
    index: new TicketIndex(),
    threads: new Threads(),
    office: emptyOffice,
    inbox: new Inbox(),
    seen: new Map(),
    outbox: new Outbox(),
    used: new Map(),
    dialogues: new Map(),
    doubts: new Set(),
    nextNumber: 1,
    nextClaim: 1,
    nextOrder: 1,
    dirty: new Set(),
  };
}

/**
 * Folds one line into the state. Throws, with nothing changed, on events that cannot follow what is there
 * (an event of no ticket, a number given twice), on events of an unknown version, and when a ticket on disk that the
 * line is about cannot be read.
 */
export function applyLine(state: State, line: JournalLine): void {
  const at = Date.parse(line.at);
  recall(state, line);
  const tickets = evolvedTickets(state, line);
  const office = (line.office ?? []).reduce(
    (before, event) => evolveOffice(before, upcastOfficeEvent(event)),
    state.office,
  );
  // Nothing below throws: a line is taken as a whole or not at all.
  state.head = { seq: line.seq, hash: line.hash };
  state.office = office;
  if (tickets.size > 0) state.changes += 1;
  for (const ticket of tickets.values()) {
    const isNew = !state.tickets.has(ticket.number);
    putTicket(state, ticket);
    const { channel, chat, message } = ticket.origin;
    if (isNew && message !== null) refer(state, ticket.number, channel, chat, message);
  }
  applyInbox(state, line, at);
  const menus = menusOf(line, state);
  applyOutbox(state, line, at);
  for (const { key, state: dialogue } of [...(line.dialogues ?? []), ...menus]) {
    putDialogue(state, key, dialogue);
  }
  if (line.dialogues && state.dialogues.size > KEPT_DIALOGUES) {
    for (const [key, { expiresAt }] of state.dialogues) {
      if (expiresAt < at - DAY && !state.doubts.has(key)) state.dialogues.delete(key);
    }
  }
}

/** Takes what somebody is in the middle of, as it is now; null ends it. */
export function putDialogue(state: State, key: string, dialogue: Remembered | null): void {
  if (dialogue) state.dialogues.set(key, dialogue);
  else state.dialogues.delete(key);
  if (!key.startsWith(DOUBT)) return;
  if (dialogue) state.doubts.add(key);
  else state.doubts.delete(key);
}

/** What may be a report and is not decided yet. */
export function doubtsIn({ doubts, dialogues }: State): readonly { key: string; state: Remembered }[] {
  return [...doubts].flatMap((key) => {
    const state = dialogues.get(key);
    return state ? [{ key, state }] : [];
  });
}

/** The message itself is forgotten once it is settled. */
function menusOf(line: JournalLine, { outbox }: State): readonly { key: string; state: Remembered }[] {
  return settledIn(line).flatMap(({ id, settlement }) => {
    const to = outbox.get(id)?.message.to;
    if (!to || !('person' in to) || settlement.state !== 'sent') return [];
    return settlement.menu ? [{ key: menuKey(to.person), state: settlement.menu }] : [];
  });
}

/** Takes the tickets on disk that a line is about back into memory. */
function recall(state: State, line: JournalLine): void {
  const { filed } = state;
  if (filed.size === 0) return;
  const numbers = new Set((line.tickets ?? []).map(({ number }) => number));
  const keys: string[] = [];
  for (const event of (line.tickets ?? []).flatMap(({ events }) => events)) {
    if (event.type !== 'registered' || event.origin.message === null) continue;
    keys.push(messageKey(event.origin.channel, event.origin.chat, event.origin.message));
  }
  for (const { id, settlement } of settledIn(line)) {
    const message = state.outbox.get(id)?.message;
    if (!message || settlement.state !== 'sent') continue;
    const { channel, chat, message: sent } = settlement;
    if (message.ticket !== null) numbers.add(message.ticket);
    if (message.ticket !== null) keys.push(messageKey(channel, chat, sent));
    if (message.slot !== null) keys.push(slotKey(message.slot, message.to));
  }
  for (const key of keys) numbers.add(filed.holderOf(key) ?? 0);
  for (const number of numbers) if (filed.place(number)) takeBack(state, number);
}

function takeBack(state: State, number: number): void {
  const { ticket, thread } = state.filed.read(number);
  state.filed.remove(number);
  state.tickets.set(number, ticket);
  if (thread) state.threads.restore(number, thread);
}

/** Takes in a ticket that stays on disk. */
export function putFiled(state: State, listed: Listed): void {
  state.index.putFiled(listed);
  state.nextNumber = Math.max(state.nextNumber, ordinaryAfter(listed.number));
}

/** The ticket, wherever it is. Throws `StoreFault` when it cannot be read. */
export function ticketIn(state: State, number: number): Ticket | undefined {
  return state.tickets.get(number) ?? (state.filed.place(number) && state.filed.read(number).ticket);
}

const DIALOGUE = 'dialogue/';

/** The version of a stream, `office`, `dialogue/<key>` or `ticket/23`; 0 when there is no such ticket. Throws `StoreFault` as `ticketIn`. */
export function versionIn(state: State, stream: string): number {
  if (stream === 'office') return state.office.version;
  if (stream.startsWith(DIALOGUE)) return state.dialogues.get(stream.slice(DIALOGUE.length))?.since ?? 0;
  const number = /^ticket\/(\d+)$/.exec(stream)?.[1];
  if (number === undefined) throw new Error(`no such stream: ${stream}`);
  return ticketIn(state, Number(number))?.version ?? 0;
}

/** What answers a query at this moment, in its order: tickets in memory, numbers of those on disk. */
export function answersTo(state: State, query: TicketQuery): readonly (Ticket | number)[] {
  const { tickets, filed, index } = state;
  const limit = query.newest ?? query.oldest ?? Number.POSITIVE_INFINITY;
  const found: (Ticket | number)[] = [];
  for (const number of numbersFor(state, query)) {
    if (found.length >= limit) break;
    const ticket = tickets.get(number);
    const sought = ticket ?? filed.place(number)?.listed;
    const registeredAt = registrationOf(state, number);
    if (sought && matches(sought, registeredAt, index.isOpen(number), query)) found.push(ticket ?? number);
  }
  return found;
}

/** Where the answer lies, in its order. Of the newest few are wanted, and a firm's or a department's years are thousands. */
function numbersFor(state: State, query: TicketQuery): Iterable<number> {
  const { tickets, filed, index } = state;
  const highest = query.newest === undefined ? undefined : index.highestFirst(query);
  if (highest) return highest;
  const numbers = inOrder(state, index.candidates(query) ?? [...tickets.keys(), ...filed.numbers()]);
  return query.newest === undefined ? numbers : numbers.reverse();
}

/** When a ticket was registered, wherever it is; 0 when there is none. */
function registrationOf({ tickets, filed }: State, number: number): Instant {
  const ticket = tickets.get(number);
  return ticket ? ticket.facts.registeredAt : (filed.place(number)?.listed.registeredAt ?? 0);
}

/** As they were registered: ordinary numbers follow that order, those of reports say nothing of it. */
function inOrder(state: State, all: readonly number[]): Uint32Array {
  const since = (number: number): Instant => registrationOf(state, number);
  const reports = all.filter(isReportNumber).sort((a, b) => since(a) - since(b) || a - b);
  // Sorted as numbers, without a call for each pair: a department's years are thousands.
  const sorted = new Uint32Array(
    reports.length === 0 ? all : all.filter((one) => !isReportNumber(one)),
  ).sort();
  if (reports.length === 0) return sorted;
  const merged: number[] = [];
  let taken = 0;
  for (const report of reports) {
    let [low, high] = [taken, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (since(sorted[middle] ?? 0) <= since(report)) low = middle + 1;
      else high = middle;
    }
    for (const number of sorted.subarray(taken, low)) merged.push(number);
    merged.push(report);
    taken = low;
  }
  for (const number of sorted.subarray(taken)) merged.push(number);
  return Uint32Array.from(merged);
}

/** The ticket that a message speaks of, by its `messageKey`. Throws `StoreFault` as `ticketIn` does. */
export function ticketSpokenOf(state: State, key: string): number | undefined {
  return state.threads.ticketOf(key) ?? state.filed.holderOf(key);
}

/** The messages that stand in a slot, by its `slotKey`. Throws `StoreFault` as `ticketIn` does. */
export function standingIn(state: State, slot: string): readonly StandingMessage[] {
  const standing = state.threads.standing(slot);
  const holder = standing.length === 0 ? state.filed.holderOf(slot) : undefined;
  return holder === undefined ? standing : (state.filed.read(holder).thread?.slots[slot] ?? []);
}

/** Has the next checkpoint write every ticket in memory anew; those on disk have nothing secret. */
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
        const ownSeries = event.confidential && isReportNumber(number);
        const isTaken = ownSeries ? state.tickets.has(number) || changed.has(number) : number < next;
        if (event.number !== number || !Number.isSafeInteger(number) || isTaken) {
          throw new Error(`ticket number ${event.number} given twice or out of order (next is ${next})`);
        }
        if (!ownSeries) next = ordinaryAfter(number);
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
  const ownSeries = ticket.confidential && isReportNumber(number);
  if (!ownSeries) state.nextNumber = Math.max(state.nextNumber, ordinaryAfter(number));
  state.dirty.add(number);
}

function refer(state: State, ticket: number, channel: string, chat: string, message: string): void {
  const touched = state.threads.refer(ticket, messageKey(channel, chat, message));
  for (const number of touched) state.dirty.add(number);
}

function applyInbox(state: State, line: JournalLine, at: Instant): void {
  for (const message of line.received ?? []) {
    state.inbox.add(message);
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
  for (const { id, settlement } of settledIn(line)) applySettlement(state, id, settlement, at);
  for (const person of line.release ?? []) outbox.release(person);
  if (line.office?.some(({ type }) => type === 'clockSetBack')) outbox.setBack(at);
}

function applySettlement(state: State, id: string, settlement: Settlement, at: Instant): void {
  const message = state.outbox.get(id)?.message;
  state.outbox.settle(id, settlement, at);
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
