/**
 * The journal as a judge reads it: line by line from the file, without the code that wrote or folds it, so that a
 * fault there cannot hide itself.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { type JournalLine, settledIn } from '../../src/store/line.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { segmentText } from '../support/segment-text.ts';

/** A message of the outbox and what was done about it. */
export interface Mailed {
  readonly message: Outgoing;
  /** Times a sender took it, put it back for later, and was gone before it said what became of it. */
  claims: number;
  deferrals: number;
  orphaned: number;
  inHand: boolean;
  /** Where it went; null while it waits, and for ever when a newer message took its place. */
  sent: { readonly chat: string; readonly message: string } | null;
  dropped: string | null;
}

export interface Record {
  readonly lines: number;
  /** How often each inbox key was received, and settled. */
  readonly received: ReadonlyMap<string, number>;
  readonly done: ReadonlyMap<string, number>;
  /** Numbers in the order in which they were given. */
  readonly numbers: readonly number[];
  readonly texts: ReadonlyMap<number, string>;
  readonly events: ReadonlyMap<number, readonly TicketEvent[]>;
  readonly mailed: ReadonlyMap<string, Mailed>;
  /** How often a new owner declared the claims of the former void. */
  readonly voidings: number;
  /** Files into which the end of an unfinished write was put aside. */
  readonly torn: ReadonlySet<string>;
}

/** Reads the whole journal in `dir`; an unfinished last line is left out, as nobody was ever told of it. */
export function readRecord(dir: string): Record {
  const received = new Map<string, number>();
  const done = new Map<string, number>();
  const numbers: number[] = [];
  const texts = new Map<number, string>();
  const events = new Map<number, TicketEvent[]>();
  const mailed = new Map<string, Mailed>();
  const torn = new Set<string>();
  let voidings = 0;
  const lines = linesIn(dir);
  for (const line of lines) {
    for (const { key } of line.received ?? []) received.set(key, (received.get(key) ?? 0) + 1);
    for (const key of line.done ?? []) done.set(key, (done.get(key) ?? 0) + 1);
    for (const ticket of line.tickets ?? []) {
      for (const event of ticket.events) {
        if (event.type === 'registered') {
          numbers.push(event.number);
          texts.set(event.number, event.text);
        }
        events.set(ticket.number, [...(events.get(ticket.number) ?? []), event]);
      }
    }
    if (line.voided) voidings += 1;
    if (line.recovered) torn.add(line.recovered.saved);
    readMail(line, mailed);
  }
  return { lines: lines.length, received, done, numbers, texts, events, mailed, voidings, torn };
}

function readMail(line: JournalLine, mailed: Map<string, Mailed>): void {
  for (const one of line.voided ? mailed.values() : []) {
    if (one.inHand) one.orphaned += 1;
    one.inHand = false;
  }
  for (const message of line.outbox ?? []) {
    if (mailed.has(message.id)) throw new Error(`outbox id ${message.id} is used twice`);
    const fresh = { claims: 0, deferrals: 0, orphaned: 0, inHand: false, sent: null, dropped: null };
    mailed.set(message.id, { message, ...fresh });
  }
  for (const { id } of line.claims ?? []) {
    const one = mailed.get(id);
    if (!one) throw new Error(`line ${line.seq} claims ${id}, which was never in the outbox`);
    one.claims += 1;
    one.inHand = true;
  }
  for (const { id, settlement } of settledIn(line)) {
    const one = mailed.get(id);
    if (!one) throw new Error(`line ${line.seq} settles ${id}, which was never in the outbox`);
    one.inHand = false;
    if (settlement.state === 'later') one.deferrals += 1;
    else if (settlement.state === 'sent') one.sent = { chat: settlement.chat, message: settlement.message };
    else one.dropped = settlement.why;
  }
}

function linesIn(dir: string): readonly JournalLine[] {
  if (!existsSync(dir)) return [];
  const segments = readdirSync(dir)
    .filter((name) => /^journal-.*\.jsonl$/.test(name))
    .sort();
  return segments.flatMap((name) => {
    const texts = segmentText(join(dir, name)).split('\n');
    // What follows the last newline is unfinished, or nothing.
    return texts.slice(0, -1).map((text, place) => {
      try {
        return JSON.parse(text) as JournalLine;
      } catch (error) {
        throw new Error(`${name}:${place + 1} is no JSON: ${String(error)}`);
      }
    });
  });
}

/** The members of `list` by what `keyOf` says of them, in the order of their first coming. */
export function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
