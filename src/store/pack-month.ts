/**
 * Packs a month of the journal that is over (`segment-lines.ts`): into a part file beside it, which is read again line by
 * line and on disk before anybody hears of it. Nothing that is there is touched; `packing.ts` puts it in its place. It
 * takes seconds, and so a thread of its own.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { arrived, die } from './boundary.ts';
import { damaged } from './fault.ts';
import { checksum } from './finished.ts';
import { FILE_MODE } from './folder.ts';
import type { Finished } from './manifest.ts';
import { linesOf } from './scan.ts';
import { headerOf, LENGTHS_BYTES, readLines } from './segment-lines.ts';

/** Of lines, before they are packed: what a reader has in hand at a time, and how long it takes it, a few milliseconds. */
const BLOCK_BYTES = 1 << 20;
/** Five makes a third less of it than gzip does, in the same time; nine saves another twentieth and takes nine times as long. */
const QUALITY = 5;
const NEWLINE = Buffer.from('\n');

export interface PackJob {
  readonly dir: string;
  /** Plain, as it is on disk. */
  readonly month: Finished;
}

export interface PackedMonth {
  /** Of the part file, hex. */
  readonly sha256: string;
  /** Of the month, plain and packed. */
  readonly before: number;
  readonly after: number;
}

/** Beside the month; what a crash leaves of it is swept at the next start. */
export function partOfMonth(segment: string): string {
  return `${segment}.part`;
}

/** Throws `StoreFault` when the month is not what its checksum says, and what the disk says; then the part file is nothing. */
export function packMonth({ dir, month }: PackJob): PackedMonth {
  const { segment, after, sha256 } = month;
  const blocks = lineBlocks(dir, month);
  const size = { bytes: 0, lines: 0 };
  let first: Buffer | null = null;
  // Once for the chain and the header, which comes first.
  for (const line of linesOf(dir, [segment], after)) {
    first ??= Buffer.from(line.bytes);
    size.bytes += line.bytes.length + NEWLINE.length;
    size.lines += 1;
  }
  const header = first && headerOf(first, size);
  if (!header) throw notAsKnown(segment);
  const part = join(dir, partOfMonth(segment));
  let written = header.length;
  const file = openSync(part, 'w', FILE_MODE);
  try {
    writeAll(file, header);
    for (const block of blocks) {
      const short = brotliCompressSync(block, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: block.length,
        },
      });
      const lengths = Buffer.alloc(LENGTHS_BYTES);
      lengths.writeUInt32BE(short.length, 0);
      lengths.writeUInt32BE(block.length, 4);
      writeAll(file, lengths);
      if (arrived('pack.half-written')) die();
      writeAll(file, short);
      written += lengths.length + short.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // What lies there now is what is put in the month's place.
  if (checksumOfLines(part) !== sha256) throw notAsKnown(segment);
  return { sha256: checksum(part), before: size.bytes, after: written };
}

/** The lines of the month with their newlines, so many at a time. */
function* lineBlocks(dir: string, { segment, after }: Finished): Generator<Buffer> {
  let lines: Buffer[] = [];
  let bytes = 0;
  for (const line of linesOf(dir, [segment], after)) {
    lines.push(Buffer.concat([line.bytes, NEWLINE]));
    bytes += line.bytes.length + NEWLINE.length;
    if (bytes < BLOCK_BYTES) continue;
    yield Buffer.concat(lines);
    lines = [];
    bytes = 0;
  }
  if (lines.length > 0) yield Buffer.concat(lines);
}

/** SHA-256, hex, of the plain file that these lines are. */
export function checksumOfLines(path: string): string {
  const hash = createHash('sha256');
  for (const { bytes, ended } of readLines(path))
    hash.update(ended ? Buffer.concat([bytes, NEWLINE]) : bytes);
  return hash.digest('hex');
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function notAsKnown(segment: string): Error {
  return damaged(segment, '与登记的校验值不符，没有封存');
}
