/**
 * The state as rows of plain data, for a checkpoint, and back again. Tickets come in blocks of a hundred numbers,
 * so that a checkpoint writes only the blocks in which something changed; the rest is the office and the desk.
 */
import type { Incoming } from '../channels/port.ts';
import type { Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import type { Queued } from './outbox.ts';
import type { Dialogue } from './port.ts';
import { isSecret } from './secrecy.ts';
import { putTicket, type State } from './state.ts';
import type { Standing, Thread } from './threads.ts';

export const BLOCK = 100;
/** Keys to a row: a row is written in one go and should take well under a millisecond. */
const KEYS_PER_ROW = 500;

type Keys = readonly (readonly [string, Instant])[];

/** One row of a shard; each says by its name what it is. When its shape changes, see `ROW_SHAPE` in upcast.ts. */
export type Row =
  | { readonly ticket: Ticket }
  | { readonly thread: number; readonly value: Thread }
  | { readonly office: Office }
  | { readonly counters: { readonly number: number; readonly claim: number; readonly order: number } }
  | { readonly inbox: Incoming }
  | { readonly outbox: Queued }
  | { readonly dialogue: string; readonly value: Dialogue }
  | { readonly slot: string; readonly value: readonly Standing[] }
  | { readonly seen: Keys }
  | { readonly used: Keys };

/** Rows that are written together; `from` and `to` are ticket numbers, 0 for the office and the desk. */
export interface RowGroup {
  readonly kind: 'tickets' | 'office' | 'desk';
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
}

/** The block of a ticket number: its first number. */
export function blockOf(number: number): number {
  return number - ((number - 1) % BLOCK);
}

/**
 * The state's office, desk and the given blocks, as of this moment: only references are copied, and the values
 * behind them never change.
 */
export function snapshot(state: State, blocks: Iterable<number>): readonly RowGroup[] {
  const groups: RowGroup[] = [];
  for (const from of [...blocks].sort((a, b) => a - b)) {
    const to = from + BLOCK - 1;
    groups.push({ kind: 'tickets', from, to, rows: ticketRows(state, from, to) });
  }
  groups.push({ kind: 'office', from: 0, to: 0, rows: [{ office: state.office }] });
  groups.push({ kind: 'desk', from: 0, to: 0, rows: deskRows(state) });
  return groups;
}

/** Every block in which there is a ticket or a thread. */
export function allBlocks(state: State): ReadonlySet<number> {
  const blocks = new Set<number>();
  for (const number of state.tickets.keys()) blocks.add(blockOf(number));
  for (const number of state.threads.byTicket.keys()) blocks.add(blockOf(number));
  return blocks;
}

function ticketRows(state: State, from: number, to: number): readonly Row[] {
  const rows: Row[] = [];
  for (let number = from; number <= to; number++) {
    const ticket = state.tickets.get(number);
    if (ticket) rows.push({ ticket });
    const thread = state.threads.byTicket.get(number);
    if (thread) rows.push({ thread: number, value: thread });
  }
  return rows;
}

function deskRows(state: State): readonly Row[] {
  const { nextNumber, nextClaim, nextOrder } = state;
  return [
    { counters: { number: nextNumber, claim: nextClaim, order: nextOrder } },
    ...[...state.inbox.values()].map((inbox): Row => ({ inbox })),
    ...state.outbox.all().map((outbox): Row => ({ outbox })),
    ...[...state.dialogues].map(([dialogue, value]): Row => ({ dialogue, value })),
    ...[...state.threads.loose].map(([slot, value]): Row => ({ slot, value })),
    ...inPortions(state.seen).map((seen): Row => ({ seen })),
    ...inPortions(state.used).map((used): Row => ({ used })),
  ];
}

function inPortions(keys: ReadonlyMap<string, Instant>): readonly Keys[] {
  const all = [...keys];
  const portions: Keys[] = [];
  for (let start = 0; start < all.length; start += KEYS_PER_ROW) {
    portions.push(all.slice(start, start + KEYS_PER_ROW));
  }
  return portions;
}

/** Takes a row into a state. Rows are to come in the order in which `snapshot` gave them. */
export function restoreRow(state: State, row: Row): void {
  if ('ticket' in row) putTicket(state, row.ticket);
  else if ('thread' in row) state.threads.restore(row.thread, row.value);
  else if ('office' in row) state.office = row.office;
  else if ('counters' in row) {
    state.nextNumber = row.counters.number;
    state.nextClaim = row.counters.claim;
    state.nextOrder = row.counters.order;
  } else if ('inbox' in row) state.inbox.set(row.inbox.key, row.inbox);
  else if ('outbox' in row) state.outbox.restore(row.outbox);
  else if ('dialogue' in row) state.dialogues.set(row.dialogue, row.value);
  else if ('slot' in row) state.threads.loose.set(row.slot, row.value);
  else if ('seen' in row) for (const [key, at] of row.seen) state.seen.set(key, at);
  else if ('used' in row) for (const [key, at] of row.used) state.used.set(key, at);
  else throw new Error(`unknown row ${Object.keys(row satisfies never).join()}`);
}

/** The first difference between two states as rows of JSON; null when they are equal. `secret`: may hold a report. */
export function firstDifference(
  one: State,
  other: State,
): { readonly one: string; readonly other: string; readonly secret: boolean } | null {
  if (one.head.seq !== other.head.seq || one.head.hash !== other.head.hash) {
    return { one: JSON.stringify(one.head), other: JSON.stringify(other.head), secret: false };
  }
  const left = snapshot(one, allBlocks(one)).flatMap((group) => group.rows);
  const right = snapshot(other, allBlocks(other)).flatMap((group) => group.rows);
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const [a, b] = [JSON.stringify(left[place]) ?? '（无）', JSON.stringify(right[place]) ?? '（无）'];
    if (a === b) continue;
    const secret = [left[place], right[place]].some((row) => row !== undefined && isSecret(row, one));
    return { one: a, other: b, secret };
  }
  return null;
}
