/**
 * The state as rows of plain data, for a checkpoint, and back again. Tickets come in blocks of a hundred numbers,
 * so that a checkpoint writes only the blocks in which something changed; the rest is the office and the desk.
 */
import { isReportNumber, REPORT_NUMBERS } from '../domain/report-number.ts';
import type { Instant } from '../domain/time.ts';
import { type Place, rowsAt } from './filed.ts';
import type { Keys, Row } from './row.ts';
import { isSecret } from './secrecy.ts';
import { putDialogue, putTicket, type State } from './state.ts';

export const BLOCK = 100;
/** Keys to a row: a row is written in one go and should take well under a millisecond. */
const KEYS_PER_ROW = 500;

/** Rows that stay together: those of one ticket, or a single one. */
export interface Bundle {
  /** Of the ticket; null for a row of the office or the desk. */
  readonly number: number | null;
  readonly rows: readonly Row[];
  /** Where the rows lie on disk if they are not in memory; `rows` is empty then. */
  readonly place: Place | null;
}

/** Rows that are written together; `from` and `to` are ticket numbers, 0 for the office and the desk. */
export interface RowGroup {
  readonly kind: 'tickets' | 'office' | 'desk';
  readonly from: number;
  readonly to: number;
  /** To be gone through once. */
  readonly bundles: Iterable<Bundle>;
}

/** The block of a ticket number: its first number. Reports with numbers of their own are one block: they are few. */
export function blockOf(number: number): number {
  return isReportNumber(number) ? REPORT_NUMBERS.first : number - ((number - 1) % BLOCK);
}

/**
 * The state's office, desk and the given blocks, as of this moment: only references are copied, and the values
 * behind them never change.
 */
export function snapshot(state: State, blocks: Iterable<number>): readonly RowGroup[] {
  const groups: RowGroup[] = [];
  for (const from of [...blocks].sort((a, b) => a - b)) {
    const to = isReportNumber(from) ? REPORT_NUMBERS.last : from + BLOCK - 1;
    groups.push({ kind: 'tickets', from, to, bundles: ticketBundles(state, from, to) });
  }
  groups.push({ kind: 'office', from: 0, to: 0, bundles: [single({ office: state.office })] });
  groups.push({ kind: 'desk', from: 0, to: 0, bundles: deskBundles(state) });
  return groups;
}

function single(row: Row): Bundle {
  return { number: null, rows: [row], place: null };
}

/** Whether the rows of a ticket are still those of an earlier snapshot. */
export function isAsBefore(state: State, { number, rows, place }: Bundle): boolean {
  if (number === null) return false;
  if (place) return state.filed.place(number) === place;
  const now = ticketRows(state, number);
  return now.length === rows.length && now.every((row, turn) => valueIn(row) === valueIn(rows[turn]));
}

function valueIn(row: Row | undefined): unknown {
  if (row === undefined) return undefined;
  return 'ticket' in row ? row.ticket : 'thread' in row ? row.value : row;
}

/** Every block in which there is a ticket or a thread. */
export function allBlocks(state: State): ReadonlySet<number> {
  const blocks = new Set<number>();
  for (const number of state.tickets.keys()) blocks.add(blockOf(number));
  for (const number of state.threads.byTicket.keys()) blocks.add(blockOf(number));
  for (const { listed } of state.filed.places()) blocks.add(blockOf(listed.number));
  return blocks;
}

function ticketBundles(state: State, from: number, to: number): readonly Bundle[] {
  const bundles: Bundle[] = [];
  for (const number of numbersIn(state, from, to)) {
    const place = state.filed.place(number) ?? null;
    const rows = place ? [] : ticketRows(state, number);
    if (place || rows.length > 0) bundles.push({ number, rows, place });
  }
  return bundles;
}

function numbersIn({ tickets, threads }: State, from: number, to: number): Iterable<number> {
  if (!isReportNumber(from)) return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const all = new Set([...tickets.keys(), ...threads.byTicket.keys()]);
  return [...all].filter(isReportNumber).sort((a, b) => a - b);
}

function ticketRows(state: State, number: number): readonly Row[] {
  const rows: Row[] = [];
  const ticket = state.tickets.get(number);
  if (ticket) rows.push({ ticket });
  const thread = state.threads.byTicket.get(number);
  if (thread) rows.push({ thread: number, value: thread });
  return rows;
}

/** Copied at once, but made into rows one by one: forty thousand keys in one go would hold up the chat. */
function deskBundles(state: State): Iterable<Bundle> {
  const { nextNumber, nextClaim, nextOrder } = state;
  const rows: readonly Row[] = [
    { counters: { number: nextNumber, claim: nextClaim, order: nextOrder } },
    ...[...state.inbox.all()].map((inbox): Row => ({ inbox })),
    ...state.outbox.all().map((outbox): Row => ({ outbox })),
    ...[...state.dialogues].map(([dialogue, value]): Row => ({ dialogue, value })),
    ...[...state.threads.loose].map(([slot, value]): Row => ({ slot, value })),
  ];
  const [seen, used] = [copyOf(state.seen), copyOf(state.used)];
  function* bundles(): Generator<Bundle> {
    for (const row of rows) yield single(row);
    for (const keys of inPortions(seen)) yield single({ seen: keys });
    for (const keys of inPortions(used)) yield single({ used: keys });
  }
  return bundles();
}

interface KeysCopied {
  readonly keys: readonly string[];
  readonly times: readonly Instant[];
}

function copyOf(keys: ReadonlyMap<string, Instant>): KeysCopied {
  return { keys: [...keys.keys()], times: [...keys.values()] };
}

function* inPortions({ keys, times }: KeysCopied): Generator<Keys> {
  for (let start = 0; start < keys.length; start += KEYS_PER_ROW) {
    yield keys.slice(start, start + KEYS_PER_ROW).map((key, place) => [key, times[start + place] ?? 0]);
  }
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
  } else if ('inbox' in row) state.inbox.add(row.inbox);
  else if ('outbox' in row) state.outbox.restore(row.outbox);
  else if ('dialogue' in row) putDialogue(state, row.dialogue, row.value);
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
  const [left, right] = [bundlesOf(one), bundlesOf(other)];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const [a, b] = [left[place], right[place]];
    const [textA, textB] = [textOf(a), textOf(b)];
    if (textA === textB) continue;
    const secret = [a, b].some((bundle) => bundle?.rows.some((row) => isSecret(row, one)));
    return { one: textA, other: textB, secret };
  }
  return null;
}

function textOf(bundle: Bundle | undefined): string {
  return bundle ? bundleRows(bundle).join() : '（无）';
}

function bundlesOf(state: State): readonly Bundle[] {
  return snapshot(state, allBlocks(state)).flatMap(({ bundles }) => [...bundles]);
}

/** The rows of a bundle as JSON. Throws `StoreFault` when they cannot be read from where they lie. */
export function bundleRows({ rows, place }: Bundle): readonly string[] {
  return place ? rowsAt(place) : rows.map((row) => JSON.stringify(row));
}
