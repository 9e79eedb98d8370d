/**
 * The lines of one segment of the journal, as they lie in its file: plain, or packed, when its month is over. A packed one
 * has the same name and the same lines, to the byte:
 *
 *   {"v":4,"seq":…,"prev":"…","at":"…","cause":"packed","packed":{"bytes":…,"lines":…},"hash":"…"}
 *
 * and a newline, the place and time being those of its first line; then its lines in blocks, each after its length and the
 * length of what it becomes (4 bytes, big-endian), compressed by brotli (RFC 7932). A program that knows no such thing
 * reads that first line as one of a newer program, and refuses it.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { damaged, readingOf } from './fault.ts';
import { frontOf, sha256 } from './line.ts';

const NEWLINE = 0x0a;
const CHUNK = 1 << 20;
const MARK = Buffer.from('{"v":4,');
/** More than a header ever takes. */
const HEADER_BYTES = 512;
/** Of a block: its length, and that of what it becomes. */
export const LENGTHS_BYTES = 8;
/** A line is a message and what came of it; no block of whole lines is anywhere near. */
const MOST_BYTES = 1 << 28;

export interface RawLine {
  /** Without the newline; valid until the next line is asked for. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
  /** In the segment as it was before it was packed. */
  readonly offset: number;
  /** Whether a newline ends it. */
  readonly ended: boolean;
  /** Nothing follows in the file. */
  readonly last: boolean;
}

/** The beginning of a file that need not be read; none of a packed one. */
export interface Skipped {
  readonly bytes: number;
  readonly lines: number;
}

export const NOTHING: Skipped = { bytes: 0, lines: 0 };

/** What a packed month holds. */
export interface PackedSize {
  readonly bytes: number;
  readonly lines: number;
}

/** Whether the file at `path` is a packed month. Throws `StoreFault` when it cannot be read. */
export function isPacked(path: string): boolean {
  const handle = readingOf(path, () => openSync(path, 'r'));
  try {
    return readingOf(path, () => beginsPacked(handle));
  } finally {
    closeSync(handle);
  }
}

/** The first line of a packed month, with its newline. `first`: the first line of the month. */
export function headerOf(first: Buffer, { bytes, lines }: PackedSize): Buffer | null {
  const front = frontOf(first);
  if (!front) return null;
  const { seq, prev, at } = front;
  const open = JSON.stringify({ v: 4, seq, prev, at, cause: 'packed', packed: { bytes, lines } }).slice(
    0,
    -1,
  );
  return Buffer.from(`${open},"hash":"${sha256(open)}"}\n`);
}

/** Throws `StoreFault` when the file cannot be read, or is a packed month that is not what was written. */
export function* readLines(path: string, skipped: Skipped = NOTHING): Generator<RawLine> {
  const handle = readingOf(path, () => openSync(path, 'r'));
  try {
    const chunks = readingOf(path, () => beginsPacked(handle))
      ? blocksOf(handle, path)
      : chunksOf(handle, path, skipped.bytes);
    yield* linesIn(chunks, skipped);
  } finally {
    closeSync(handle);
  }
}

function* linesIn(chunks: Iterable<Buffer>, skipped: Skipped): Generator<RawLine> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = skipped.bytes;
  let number = skipped.lines;
  let held: Omit<RawLine, 'last'> | null = null;
  for (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE, start)) {
      if (held) yield { ...held, last: false };
      number += 1;
      held = { bytes: rest.subarray(start, end), number, offset: offset + start, ended: true };
      start = end + 1;
    }
    offset += start;
    rest = rest.subarray(start);
  }
  if (held) yield { ...held, last: rest.length === 0 };
  if (rest.length > 0) yield { bytes: rest, number: number + 1, offset, ended: false, last: true };
}

function* chunksOf(handle: number, path: string, from: number): Generator<Buffer> {
  for (let position = from; ; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readingOf(path, () => readSync(handle, chunk, 0, CHUNK, position));
    if (count === 0) return;
    position += count;
    yield chunk.subarray(0, count);
  }
}

/** What the blocks of a packed month become; its header is held against them. */
function* blocksOf(handle: number, path: string): Generator<Buffer> {
  const name = basename(path);
  const broken = (cause?: unknown): Error => damaged(name, '封存的月份打不开，内容不完整或被改动', cause);
  const total = readingOf(path, () => fstatSync(handle).size);
  const take = (from: number, length: number): Buffer => {
    if (from + length > total) throw broken();
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const count = readingOf(path, () => readSync(handle, bytes, done, length - done, from + done));
      if (count === 0) throw broken();
      done += count;
    }
    return bytes;
  };
  const beginning = take(0, Math.min(HEADER_BYTES, total));
  const header = beginning.subarray(0, beginning.indexOf(NEWLINE) + 1);
  const [size, said] = [{ bytes: 0, lines: 0 }, header.toString('latin1')];
  let first: Buffer | null = null;
  for (let at = header.length; at < total; ) {
    const lengths = take(at, LENGTHS_BYTES);
    const [short, plain] = [lengths.readUInt32BE(0), lengths.readUInt32BE(4)];
    if (plain === 0 || plain > MOST_BYTES) throw broken();
    const block = opened(take(at + LENGTHS_BYTES, short), plain, broken);
    at += LENGTHS_BYTES + short;
    first ??= Buffer.from(block.subarray(0, block.indexOf(NEWLINE)));
    size.bytes += block.length;
    for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, end + 1)) size.lines += 1;
    // Before the last of it is given away: whoever reads to the end has read what was packed.
    if (at >= total && headerOf(first, size)?.toString('latin1') !== said) throw broken();
    yield block;
  }
  if (first === null) throw broken();
}

/** `plain` bounds what is made of it, whatever it holds. */
function opened(packed: Buffer, plain: number, broken: (cause?: unknown) => Error): Buffer {
  let block: Buffer;
  try {
    block = brotliDecompressSync(packed, { maxOutputLength: plain });
  } catch (error) {
    throw broken(error);
  }
  if (block.length !== plain || block.at(-1) !== NEWLINE) throw broken();
  return block;
}

function beginsPacked(handle: number): boolean {
  const beginning = Buffer.alloc(MARK.length);
  return readSync(handle, beginning, 0, MARK.length, 0) === MARK.length && beginning.equals(MARK);
}
