/**
 * One commit as it stands in the journal: a JSON object on a line of its own, chained to the line before.
 *
 *   {"v":1,"seq":12,"prev":"<hash of line 11>","at":"2026-11-24T18:00:00.000+08:00","cause":"…",…,"hash":"…"}
 *
 * `hash` is the SHA-256 of the exact bytes before `,"hash":`. `at` carries milliseconds, so `Date.parse` gives the
 * instant back without loss.
 */
import { hash } from 'node:crypto';
import type { Incoming } from '../channels/port.ts';
import { type Instant, toIso } from '../domain/time.ts';
import { SHORTENED } from './keys.ts';
import type { Head, Settlement, Transaction } from './port.ts';

export interface Settled {
  readonly id: string;
  readonly claim: number;
  readonly settlement: Settlement;
}

/** What a line says, beside its place in the chain. */
export interface LineBody extends Omit<Transaction, 'at' | 'expect'> {
  readonly received?: readonly Incoming[];
  readonly claims?: readonly { readonly id: string; readonly claim: number; readonly until: Instant }[];
  /** What became of one message, or of several of which it was heard together. */
  readonly settled?: Settled | readonly Settled[];
  /** A new owner opened the store: claims of the former one are void. */
  readonly voided?: true;
  /** A torn last line was cut off and set aside. */
  readonly recovered?: { readonly file: string; readonly bytes: number; readonly saved: string };
  /** The last line of this file was whole but for its newline, which has been added. */
  readonly completed?: { readonly file: string };
  /** Months up to `seq` are about to be dropped; `seal` is the checksum of the anchor that stands for them. */
  readonly anchored?: { readonly seq: number; readonly seal: string };
  /** A key is used for the first time, or again: what is encrypted from here on is with this one. */
  readonly keyed?: string;
  /** The other parts of this body, encrypted (`secrecy.ts`). */
  readonly secret?: string;
}

export interface JournalLine extends LineBody {
  /**
   * 2 when it has a `secret`, 3 when it settles several messages, 5 when its `secret` was made shorter (4: the first line of a
   * packed month), so that a program that knows no such thing does not
   * take the line for an empty one.
   */
  readonly v: 1 | 2 | 3 | 5;
  readonly seq: number;
  readonly prev: string;
  /** ISO 8601 with the office's offset and milliseconds. */
  readonly at: string;
  readonly hash: string;
}

/** The head of an empty journal. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

const TAIL = /^,"hash":"([0-9a-f]{64})"\}$/;
const TAIL_BYTES = tail(GENESIS.hash).length;
const FRONT = /^\{"v":(\d+),"seq":(\d+),"prev":"([0-9a-f]{64})",/;
const FRONT_BYTES = 160;
const PLACED = /^\{"v":\d+,"seq":(\d+),"prev":"([0-9a-f]{64})","at":"([^"]+)",/;
/** The `v` of lines that are known. */
const KNOWN: ReadonlySet<string> = new Set(['1', '2', '3', '5']);

/** A line that is ready to be written. */
export interface SealedLine {
  /** Without a newline. */
  readonly text: string;
  /** The same in UTF-8, with its newline. */
  readonly bytes: Buffer;
  /** The head after it. */
  readonly head: Head;
}

/** What a line tells of messages settled. */
export function settledIn({ settled }: Pick<LineBody, 'settled'>): readonly Settled[] {
  return settled === undefined ? [] : [settled].flat();
}

/** Makes the line that follows `after`; `several`: it settles several messages, perhaps in secret. Throws on a time that is none. */
export function sealLine(
  after: Head,
  at: Instant,
  body: LineBody,
  several = Array.isArray(body.settled),
): SealedLine {
  const { cause, ...rest } = body;
  const said = Object.entries(rest).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  const front = {
    v: versionOf(rest.secret, several),
    seq: after.seq + 1,
    prev: after.hash,
    at: toIso(at),
    cause,
  };
  const open = JSON.stringify({ ...front, ...Object.fromEntries(said) }).slice(0, -1);
  // Encoded once: the hash is put into the bytes it is the hash of.
  const bytes = Buffer.from(`${open}${tail(GENESIS.hash)}\n`);
  const cut = bytes.length - TAIL_BYTES - 1;
  const hash = sha256(bytes.subarray(0, cut));
  bytes.write(tail(hash), cut, 'latin1');
  return { text: open + tail(hash), bytes, head: { seq: after.seq + 1, hash } };
}

function versionOf(secret: string | undefined, several: boolean): JournalLine['v'] {
  if (secret?.startsWith(SHORTENED)) return 5;
  if (several) return 3;
  return secret === undefined ? 1 : 2;
}

function tail(hash: string): string {
  return `,"hash":"${hash}"}`;
}

export type LineCheck =
  | { readonly ok: true; readonly head: Head }
  /** `torn`: the bytes are not what was written; the end of an unfinished write looks like this. */
  | { readonly ok: false; readonly why: 'torn' | 'chain' | 'newer'; readonly what: string };

/** Checks a line's bytes (without newline) against its own hash and the line before, without parsing it. */
export function checkLine(bytes: Buffer, before: Head): LineCheck {
  const cut = bytes.length - TAIL_BYTES;
  const tail = cut > 0 ? TAIL.exec(bytes.toString('latin1', cut)) : null;
  if (!tail) return { ok: false, why: 'torn', what: '这一行不完整' };
  const hash = sha256(bytes.subarray(0, cut));
  if (hash !== tail[1]) return { ok: false, why: 'torn', what: '这一行的内容与校验值不符' };
  const front = FRONT.exec(bytes.toString('latin1', 0, FRONT_BYTES));
  if (!front) return { ok: false, why: 'chain', what: '这一行不是本程序写的格式' };
  if (!KNOWN.has(front[1] ?? ''))
    return { ok: false, why: 'newer', what: `这一行由更新版本的程序写入（v${front[1]}）` };
  const seq = Number(front[2]);
  if (seq !== before.seq + 1 || front[3] !== before.hash) {
    return {
      ok: false,
      why: 'chain',
      what: `与前一行接不上（应为第 ${before.seq + 1} 号，实为第 ${seq} 号），前面的记录缺失或被改动`,
    };
  }
  return { ok: true, head: { seq, hash } };
}

/** Whether the bytes end as a line does before its newline: with a hash, right or wrong. */
export function endsAsLine(bytes: Buffer): boolean {
  return bytes.length > TAIL_BYTES && TAIL.test(bytes.toString('latin1', bytes.length - TAIL_BYTES));
}

/** Where in the chain a line says it is, and when; null when it is no line. */
export function frontOf(
  bytes: Buffer,
): { readonly seq: number; readonly prev: string; readonly at: string } | null {
  const [, seq, prev, at] = PLACED.exec(bytes.toString('latin1', 0, FRONT_BYTES + 60)) ?? [];
  return seq === undefined || prev === undefined || at === undefined ? null : { seq: Number(seq), prev, at };
}

/** The time of a line, by its first bytes; null when they are no line's. */
export function instantOf(bytes: Buffer): Instant | null {
  const at = /,"at":"([^"]+)"/.exec(bytes.toString('latin1', 0, FRONT_BYTES + 60))?.[1];
  return at === undefined ? null : Date.parse(at);
}

/** Hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}
