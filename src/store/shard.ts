/**
 * The text of a shard: one row to a line, so that a person can read and compare it, and then a list of the tickets
 * that are over, so that a start may leave their rows on disk (filed.ts).
 *
 *   {"v":2,"rows":[
 *   {"ticket":{"number":1,…}},
 *   {"thread":1,"value":{…}}
 *   ],"filed":[
 *   {"number":1,"state":"closed",…,"from":16,"length":4711,"sum":…}
 *   ]}
 */
import { crc32 } from 'node:zlib';
import { type Outline, outlineOf } from '../domain/outline.ts';
import type { Ticket } from '../domain/ticket.ts';
import {
  canBeFiled,
  type FiledEntry,
  hashedKeys,
  isOutline,
  keysAt,
  type Listed,
  type Place,
  ROW_END,
  ticketAt,
} from './filed.ts';
import { numberIn, type Row } from './row.ts';
import type { StoredRow } from './secrecy.ts';
import type { Thread } from './threads.ts';
import { ROW_SHAPE } from './upcast.ts';

const HEAD = `{"v":${ROW_SHAPE},"rows":[\n`;
/** No row holds it. */
const LIST = '\n],"filed":[\n';
const END = '\n]}\n';

/** A ticket that may stay on disk, before its place is known. */
export type Filing = (Listed | Outline) & Pick<FiledEntry, 'keys'>;

/** What a shard says. */
export interface ShardContent {
  /** See `ROW_SHAPE`. */
  readonly v: number;
  /** Null for a row that was left on disk. */
  readonly rows: readonly (StoredRow | null)[];
  /** Tickets that may stay on disk. */
  readonly filed: readonly FiledEntry[];
}

/** A shard that is being written. */
export class ShardText {
  readonly #rows: string[] = [];
  readonly #filed: FiledEntry[] = [];
  #bytes = HEAD.length;

  /** How many there are so far. */
  get rows(): number {
    return this.#rows.length;
  }

  /** Tickets in it that may stay on disk. */
  get filed(): readonly FiledEntry[] {
    return this.#filed;
  }

  /** Appends rows that belong together; `filing` if they are those of a ticket that may stay on disk. */
  add(rows: readonly string[], filing: Filing | null): void {
    const text = rows.join(ROW_END);
    const from = this.#bytes + (this.#rows.length > 0 ? ROW_END.length : 0);
    const length = Buffer.byteLength(text);
    this.#rows.push(...rows);
    this.#bytes = from + length;
    if (filing) this.#filed.push({ ...filing, from, length, sum: crc32(text) });
  }

  text(): string {
    const list = this.#filed.map((entry) => JSON.stringify(entry));
    return `${HEAD}${this.#rows.join(ROW_END)}${LIST}${list.join(ROW_END)}${END}`;
  }
}

/** Everything in a shard. */
export function readWhole(bytes: Buffer): ShardContent {
  const { v, rows, filed = [] } = JSON.parse(bytes.toString('utf8')) as ShardContent & { filed?: never };
  return { v, rows, filed };
}

/** What has to be in memory: without the rows of the tickets in the list. */
export function readUnfiled(bytes: Buffer): ShardContent {
  const list = bytes.lastIndexOf(LIST);
  // What stays on disk is read as it stands: rows of an older shape have to be raised, and are taken into memory.
  if (list === -1 || bytes.toString('latin1', 0, HEAD.length) !== HEAD)
    return { ...readWhole(bytes), filed: [] };
  const filed = parseLines<FiledEntry>(bytes, list + LIST.length, bytes.length - END.length);
  const rows: (StoredRow | null)[] = [];
  let from = HEAD.length;
  for (const place of filed) {
    rows.push(...parseLines<StoredRow>(bytes, from, place.from - ROW_END.length));
    const end = place.from + place.length;
    for (let at = place.from; at !== 0 && at < end; at = bytes.indexOf(ROW_END, at) + 1) rows.push(null);
    from = end + ROW_END.length;
  }
  rows.push(...parseLines<StoredRow>(bytes, from, list));
  return { v: ROW_SHAPE, rows, filed };
}

function parseLines<T>(bytes: Buffer, from: number, to: number): readonly T[] {
  return to > from ? (JSON.parse(`[${bytes.toString('utf8', from, to)}]`) as T[]) : [];
}

/**
 * The first ticket of which the list says something else than its rows; null when there is none. A start trusts the
 * list, as the checksum of the shard vouches for it; `npm run verify` trusts nothing. `content`: as `readWhole` gave it.
 */
export function wrongIn(bytes: Buffer, { v, rows, filed }: ShardContent): number | null {
  if (v !== ROW_SHAPE) return null;
  const bundles = new Map<number, Row[]>();
  for (const row of rows as readonly unknown[] as readonly (Row | null)[]) {
    const number = row && numberIn(row);
    if (row && number !== null) bundles.set(number, [...(bundles.get(number) ?? []), row]);
  }
  for (const { from, length, sum, ...filing } of filed) {
    const own = bundles.get(filing.number) ?? [];
    const text = bytes.toString('utf8', from, from + length);
    const isRight =
      text === own.map((row) => JSON.stringify(row)).join(ROW_END) &&
      sum === crc32(text) &&
      listing(filing) === listing(filingOf(own), isOutline(filing));
    if (!isRight) return filing.number;
  }
  return null;
}

/** What a list says; of an older program without its outline, which is not trusted. */
function listing(filing: Filing | null, whole = filing !== null && isOutline(filing)): string {
  if (filing === null || whole) return JSON.stringify(filing);
  const { number, state, enterprise, member, department, liaison, registeredAt, keys } = filing;
  return JSON.stringify([number, state, enterprise, member, department, liaison, registeredAt, keys]);
}

/** What the list is to say of a ticket whose rows are not in memory. Throws `StoreFault` when they cannot be read. */
export function filingAt(place: Place): Filing {
  const { listed } = place;
  return { ...(isOutline(listed) ? listed : outlineOf(ticketAt(place))), keys: keysAt(place) };
}

/** What the list is to say of a ticket with these rows; null when they have to be in memory. */
export function filingOf(rows: readonly Row[]): Filing | null {
  let ticket: Ticket | undefined;
  let thread: Thread | undefined;
  for (const row of rows) {
    if ('ticket' in row) ticket = row.ticket;
    if ('thread' in row) thread = row.value;
  }
  return ticket && canBeFiled(ticket) ? { ...outlineOf(ticket), keys: hashedKeys(thread) } : null;
}
