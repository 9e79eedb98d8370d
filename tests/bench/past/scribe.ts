/** Writes a journal as the store would have, without waiting for the disk at each line. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../src/domain/time.ts';
import { type LineBody, sealLine } from '../../../src/store/line.ts';
import type { Head } from '../../../src/store/port.ts';
import { segmentOf } from '../../../src/store/scan.ts';

const LINES_AT_ONCE = 500;

export class Scribe {
  readonly #dir: string;
  #head: Head;
  #segment = '';
  #file: number | null = null;
  #waiting: Buffer[] = [];

  /** Goes on after `head` in a folder that no program has open. */
  constructor(dir: string, head: Head) {
    this.#dir = dir;
    this.#head = head;
  }

  /** Lines are to come in order of time. */
  write(at: Instant, body: LineBody): void {
    const segment = segmentOf(at);
    if (segment !== this.#segment) {
      this.close();
      this.#segment = segment;
      this.#file = openSync(join(this.#dir, segment), 'a', 0o600);
    }
    const { bytes, head } = sealLine(this.#head, at, body);
    this.#head = head;
    this.#waiting.push(bytes);
    if (this.#waiting.length >= LINES_AT_ONCE) this.#flush();
  }

  close(): void {
    if (this.#file === null) return;
    this.#flush();
    closeSync(this.#file);
    this.#file = null;
  }

  #flush(): void {
    if (this.#file === null || this.#waiting.length === 0) return;
    writeSync(this.#file, Buffer.concat(this.#waiting));
    this.#waiting = [];
  }
}
