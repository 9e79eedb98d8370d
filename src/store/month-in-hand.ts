/**
 * The month that the journal is writing, known by its checksum as far as the checkpoint covers it: a start reads line
 * by line only what came after. A changed byte is found, and then the month is read from its first line. The checksum
 * goes along with the lines as they are scanned or written, so a checkpoint need not read them again.
 */
import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { addBytes } from './finished.ts';
import { GENESIS } from './line.ts';
import { type Covered, headOf, type Manifest, type ProvedPart } from './manifest.ts';
import type { Head } from './port.ts';

const NEWLINE = '\n';

export class MonthInHand {
  #segment = '';
  #after = GENESIS;
  #hash = createHash('sha256');
  #bytes = 0;
  #lines = 0;
  #seals: readonly string[] = [];

  /** Follows a line of the journal, without its newline. `before` is the head before it. */
  add(segment: string, line: Buffer, before: Head, seal: string | null): void {
    if (segment !== this.#segment) this.#begin(segment, before, createHash('sha256'));
    this.#hash.update(line).update(NEWLINE);
    this.#bytes += line.length + NEWLINE.length;
    this.#lines += 1;
    if (seal !== null) this.#seals = [...this.#seals, seal];
  }

  /** All lines of the segment so far; null when it has none. */
  covered(segment: string): Covered | null {
    if (segment !== this.#segment) return null;
    const sha256 = this.#hash.copy().digest('hex');
    return { bytes: this.#bytes, lines: this.#lines, sha256, after: this.#after, seals: [...this.#seals] };
  }

  /**
   * The month as a checkpoint covers it; null when it does not follow upon `head`, `segment` is another month, or its
   * bytes are not what they were.
   */
  static proved(
    dir: string,
    manifest: Manifest,
    segment: string | undefined,
    head: Head,
  ): MonthInHand | null {
    const { covered } = manifest;
    if (!covered || segment !== manifest.segment) return null;
    if (covered.after.seq !== head.seq || covered.after.hash !== head.hash) return null;
    const hash = createHash('sha256');
    const count = addBytes(hash, join(dir, segment), covered.bytes);
    if (count !== covered.bytes || hash.copy().digest('hex') !== covered.sha256) return null;
    const month = new MonthInHand();
    month.#begin(segment, head, hash);
    month.#bytes = covered.bytes;
    month.#lines = covered.lines;
    month.#seals = covered.seals;
    return month;
  }

  #begin(segment: string, after: Head, hash: Hash): void {
    this.#segment = segment;
    this.#after = after;
    this.#hash = hash;
    this.#bytes = 0;
    this.#lines = 0;
    this.#seals = [];
  }
}

/** The part that a checkpoint covers, once `MonthInHand.proved` has proved it. */
export function partOf(manifest: Manifest): ProvedPart | null {
  return manifest.covered && { ...manifest.covered, head: headOf(manifest) };
}
