/**
 * Tickets that are over lie on disk: years of them would fill the memory and hold up each start. Their rows are in
 * the shards of the checkpoint; here is where each lies, as much of it as lists are made of, and the hashes of its
 * message keys. One to which something happens again is taken back into memory.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { OUTLINE_SHAPE, type Outline, outlineOf } from '../domain/outline.ts';
import { wakeAt } from '../domain/reminders.ts';
import { isOver, type Ticket } from '../domain/ticket.ts';
import type { TicketState } from '../domain/ticket-parts.ts';
import type { Instant } from '../domain/time.ts';
import { errorCode, StoreFault } from './fault.ts';
import type { Alike } from './port.ts';
import { Settled } from './settled.ts';
import { Slices } from './slices.ts';
import type { Thread } from './threads.ts';

const HASH_BYTES = 4;
/** Between the rows of a shard. No row holds it: a newline within a text is escaped. */
export const ROW_END = ',\n';

/** As much of a ticket as it takes to find it. */
export interface Listed {
  readonly number: number;
  readonly state: TicketState;
  readonly enterprise: string | null;
  readonly member: string | null;
  readonly department: string | null;
  readonly liaison: string | null;
  readonly registeredAt: Instant;
}

/** What a shard says of a ticket whose rows need not be read at a start; of an older program not its whole outline. */
export type FiledEntry = (Listed | Outline) & Laid;

interface Laid {
  /** CRC-32 of its message keys and slots, four bytes each (little-endian), base64. */
  readonly keys: string;
  /** Bytes of its rows: the first in the shard, how many, and their CRC-32. */
  readonly from: number;
  readonly length: number;
  readonly sum: number;
}

/** Where the rows of a ticket lie. */
export interface Place {
  readonly listed: Listed | Outline;
  readonly shard: FiledShard;
  readonly from: number;
  readonly length: number;
  readonly sum: number;
}

/** What lies on disk of a ticket. */
export interface FiledRows {
  readonly ticket: Ticket;
  readonly thread: Thread | undefined;
}

/** A shard with tickets in it that are not in memory. */
interface FiledShard {
  readonly path: string;
  /** Hashes of all their keys, and beside each the number of its ticket. */
  readonly keys: Uint32Array;
  readonly owners: Uint32Array;
}

/** Reports about officials are few; they stay in memory, and nothing about them enters a list on disk. */
export function canBeFiled(ticket: Ticket): boolean {
  return isOver(ticket) && !ticket.confidential && wakeAt(ticket) === null;
}

export function listedOf(ticket: Ticket): Listed {
  const { number, state, enterprise, member, department, liaison, facts } = ticket;
  return { number, state, enterprise, member, department, liaison, registeredAt: facts.registeredAt };
}

export function isOutline(listed: Listed | Outline): listed is Outline {
  return 'shape' in listed && listed.shape === OUTLINE_SHAPE;
}

/** The hashes of a thread's keys as a shard has them. */
export function hashedKeys(thread: Thread | undefined): string {
  if (!thread) return '';
  const keys = [...thread.refs, ...Object.keys(thread.slots)];
  return base64(Uint32Array.from(keys, (key) => crc32(key)));
}

/** Bits of a sieve for hashes: with 250,000 keys on disk, one look in 250 goes through the shards in vain. */
const SIEVE_BITS = 23;
/** Spreads a hash anew, so that it has two places in the sieve that have nothing to do with each other (Knuth). */
const SPREAD = 0x9e3779b1;

/** What was read a short while ago is asked for again: by each message of a firm whose matter ended today. */
const READ_LATELY = 256;

export class Filed {
  readonly #places = new Map<number, Place>();
  readonly #outlines = new Map<number, Outline>();
  readonly #settled = new Settled();
  /** Those whose list has no outline of this shape. */
  readonly #unread = new Set<number>();
  /** The first read is forgotten first. A ticket that is filed anew has another place. */
  readonly #lately = new Map<Place, FiledRows>();
  #shards: readonly FiledShard[] = [];
  /** Two bits for each hash that is in some shard: nearly every message asked about is new, and in none. */
  readonly #sieve = new Uint8Array(2 ** (SIEVE_BITS - 3));

  get size(): number {
    return this.#places.size;
  }

  place(number: number): Place | undefined {
    return this.#places.get(number);
  }

  numbers(): Iterable<number> {
    return this.#places.keys();
  }

  places(): Iterable<Place> {
    return this.#places.values();
  }

  /** Throws `StoreFault` as `read`, which it does only for what an older program has listed. */
  outline(number: number): Outline | undefined {
    const place = this.#places.get(number);
    const known = this.#outlines.get(number);
    if (known || !place) return known;
    const outline = outlineOf(ticketAt(place));
    this.#unread.delete(number);
    this.#know(outline);
    return outline;
  }

  /** Undefined where it would have to be read. */
  knownOutline(number: number): Outline | undefined {
    return this.#outlines.get(number);
  }

  /** All outlines, or those that settled since; numbers where they have to be read. */
  outlines(since?: Instant): readonly (Outline | number)[] {
    const known = since === undefined ? this.#outlines.values() : this.#settled.since(since);
    return [...known, ...this.#unread];
  }

  /** So that `settledBefore` takes little time. Throws `StoreFault` as `outline`. */
  async prepare(since: Instant): Promise<void> {
    const slices = new Slices();
    for (const number of this.#unread) {
      this.outline(number);
      await slices.pause();
    }
    await this.#settled.prepare(since);
  }

  /** Whatever `outlines` leaves out. */
  settledBefore(since: Instant): readonly Alike[] {
    return this.#settled.before(since);
  }

  /** Reads a ticket and its thread. Throws `StoreFault` when they cannot be read as they were written. */
  read(number: number): FiledRows {
    const place = this.#places.get(number);
    if (!place) throw new Error(`ticket ${number} is not on disk`);
    const known = this.#lately.get(place);
    if (known) return known;
    const rows = parsedAt(place);
    const [oldest] = this.#lately.keys();
    if (oldest && this.#lately.size >= READ_LATELY) this.#lately.delete(oldest);
    this.#lately.set(place, rows);
    return rows;
  }

  /** The ticket whose thread has this message key or slot. Reads only where its hash is found. */
  holderOf(key: string): number | undefined {
    const wanted = crc32(key);
    if (!this.#mayHave(wanted)) return undefined;
    for (const shard of this.#shards) {
      for (let at = shard.keys.indexOf(wanted); at !== -1; at = shard.keys.indexOf(wanted, at + 1)) {
        const number = shard.owners[at] ?? 0;
        const place = this.#places.get(number);
        if (place?.shard === shard && holds(parsedAt(place).thread, key)) return number;
      }
    }
    return undefined;
  }

  /** Takes over what a shard says. */
  add(path: string, entries: readonly FiledEntry[]): void {
    if (entries.length === 0) return;
    const hashes = entries.map((entry) => hashesIn(entry.keys));
    const total = hashes.reduce((sum, { length }) => sum + length, 0);
    const shard = { path, keys: new Uint32Array(total), owners: new Uint32Array(total) };
    let at = 0;
    for (const [turn, { keys: _, from, length, sum, ...listed }] of entries.entries()) {
      const own = hashes[turn] ?? new Uint32Array();
      shard.keys.set(own, at);
      shard.owners.fill(listed.number, at, at + own.length);
      at += own.length;
      for (const hash of own) this.#note(hash);
      this.remove(listed.number);
      this.#places.set(listed.number, { listed, shard, from, length, sum });
      if (isOutline(listed)) this.#know(listed);
      else this.#unread.add(listed.number);
    }
    this.#shards = [...this.#shards, shard];
  }

  remove(number: number): void {
    const known = this.#outlines.get(number);
    if (known) this.#settled.remove(known);
    this.#outlines.delete(number);
    this.#unread.delete(number);
    this.#places.delete(number);
  }

  #know(outline: Outline): void {
    this.#outlines.set(outline.number, outline);
    this.#settled.add(outline);
  }

  #note(hash: number): void {
    for (const bit of bitsOf(hash)) this.#sieve[bit >>> 3] = (this.#sieve[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  #mayHave(hash: number): boolean {
    return bitsOf(hash).every((bit) => ((this.#sieve[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }

  /** Forgets shards in which no ticket lies any more. */
  tidy(): void {
    const used = new Set([...this.#places.values()].map(({ shard }) => shard));
    this.#shards = this.#shards.filter((shard) => used.has(shard));
  }
}

/** The rows as they stand in the shard. Throws `StoreFault` when they are not as they were written. */
export function rowsAt({ shard: { path }, from, length, sum }: Place): readonly string[] {
  const bytes = Buffer.allocUnsafe(length);
  try {
    const handle = openSync(path, 'r');
    try {
      if (readSync(handle, bytes, 0, length, from) === length && crc32(bytes) === sum) {
        return bytes.toString('utf8').split(ROW_END);
      }
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw lost(path, errorCode(error), error);
  }
  throw lost(path, '内容与写入时不符');
}

/** The hashes of a place's keys, as `hashedKeys` gives them. */
export function keysAt({ listed: { number }, shard: { keys, owners } }: Place): string {
  const first = owners.indexOf(number);
  if (first === -1) return '';
  return base64(keys.slice(first, owners.lastIndexOf(number) + 1));
}

/** Throws `StoreFault` as `rowsAt`. */
export function ticketAt(place: Place): Ticket {
  return parsedAt(place).ticket;
}

function parsedAt(place: Place): FiledRows {
  const [ticket, thread] = rowsAt(place).map((row) => JSON.parse(row) as unknown) as [
    { readonly ticket: Ticket },
    { readonly value: Thread }?,
  ];
  return { ticket: ticket.ticket, thread: thread?.value };
}

function bitsOf(hash: number): readonly number[] {
  return [hash >>> (32 - SIEVE_BITS), Math.imul(hash, SPREAD) >>> (32 - SIEVE_BITS)];
}

function holds(thread: Thread | undefined, key: string): boolean {
  return thread !== undefined && (thread.refs.includes(key) || Object.hasOwn(thread.slots, key));
}

function base64(hashes: Uint32Array): string {
  const bytes = Buffer.alloc(HASH_BYTES * hashes.length);
  for (const [turn, hash] of hashes.entries()) bytes.writeUInt32LE(hash, HASH_BYTES * turn);
  return bytes.toString('base64');
}

function hashesIn(keys: string): Uint32Array {
  const bytes = Buffer.from(keys, 'base64');
  const hashes = new Uint32Array(bytes.length / HASH_BYTES);
  for (let turn = 0; turn < hashes.length; turn++) hashes[turn] = bytes.readUInt32LE(HASH_BYTES * turn);
  return hashes;
}

function lost(path: string, what: string, cause?: unknown): StoreFault {
  const name = basename(path);
  const message = `检查点文件 ${name} 读不到（${what}）。记录本身没有受影响：请重新启动程序，检查点会从全部记录重新生成。`;
  return new StoreFault('damaged', message, cause);
}
