/**
 * The log: one JSON object per line on standard error (or in LOG_FILE), so that nothing people type can forge a line. What people say
 * never goes there: of an error only its kind, words and stack, not the request or message it may carry with it. A log
 * that cannot be written (a full disk, a closed pipe) is no reason to end: what was left out is counted, and said when
 * it works again.
 */
import { writeSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { toIso } from './domain/time.ts';
import { errorCode } from './store/fault.ts';

/** Writes some of the bytes and gives how many; throws when none can be written. */
export type WriteBytes = (bytes: Uint8Array) => number;

const STDERR: WriteBytes = (bytes) => writeSync(2, bytes);

export function createLog(level: string, write: WriteBytes = STDERR): Logger {
  const lines = new Lines(write);
  const log = pino(
    {
      level,
      base: null,
      // As the office reads it, whatever the zone of the server.
      timestamp: () => `,"time":"${toIso(Date.now())}"`,
      serializers: { err: briefly },
      redact: ['token', '*.token', 'secret', '*.secret'],
    },
    {
      write: (line: string) => lines.write(line, (lost) => log.warn(lost, '日志曾写不出去，这些行没有记下')),
    },
  );
  return log;
}

/** Of what standard output and error cannot take, nothing ends the program; node's own warnings become lines of the log. */
export function guardOutput(log: Logger): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn({ err: warning }, '运行环境的提示'));
}

const LOOKS_AT_SLOW_READER = 50;
const BETWEEN_LOOKS_MS = 20;
const NOBODY = new Int32Array(new SharedArrayBuffer(4));

interface Lost {
  readonly lines: number;
  /** Why the last of them was not written. */
  readonly why: string;
}

class Lines {
  readonly #write: WriteBytes;
  #lost: Lost | null = null;
  /** A line was cut off in its middle: the next must not go on in it. */
  #isCut = false;

  constructor(write: WriteBytes) {
    this.#write = write;
  }

  /** `tell` is called when it works again, after the line that went through. */
  write(line: string, tell: (lost: Lost) => void): void {
    const breaks = this.#isCut ? 1 : 0;
    const bytes = Buffer.from(breaks ? `\n${line}` : line);
    const left = { bytes };
    try {
      // Of one that has not kept up before, nobody waits for every line.
      this.#writeAll(left, this.#lost ? 0 : LOOKS_AT_SLOW_READER);
    } catch (error) {
      const done = bytes.length - left.bytes.length;
      this.#isCut = done === 0 ? this.#isCut : done > breaks;
      this.#lost = { lines: (this.#lost?.lines ?? 0) + 1, why: errorCode(error) };
      return;
    }
    this.#isCut = false;
    const lost = this.#lost;
    this.#lost = null;
    if (lost) tell(lost);
  }

  /** Throws with what is left in `left`. A pipe whose reader is slow is looked at some more times. */
  #writeAll(left: { bytes: Buffer }, looks: number): void {
    while (left.bytes.length > 0) {
      try {
        left.bytes = left.bytes.subarray(this.#write(left.bytes));
      } catch (error) {
        if (errorCode(error) !== 'EAGAIN' || looks-- <= 0) throw error;
        Atomics.wait(NOBODY, 0, 0, BETWEEN_LOOKS_MS);
      }
    }
  }
}

function briefly(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const { code } = error as NodeJS.ErrnoException;
  return { type: name, ...(code === undefined ? {} : { code }), message, stack };
}
