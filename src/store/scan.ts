/** Reads the journal's segments line by line and checks the chain. Reads only; used at start and by verify. */
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Day, dayOf, type Instant } from '../domain/time.ts';
import { type Anchor, anchorHead, covers } from './anchor.ts';
import { damaged, errorCode, readingOf, StoreFault, unreadable } from './fault.ts';
import { checkLine, endsAsLine, GENESIS, instantOf, type JournalLine } from './line.ts';
import { ANCHOR, type Finished, type ProvedPart } from './manifest.ts';
import type { Head } from './port.ts';
import { isPacked, NOTHING, type RawLine, readLines, type Skipped } from './segment-lines.ts';

const SEGMENT = /^journal-\d{4}-\d{2}\.jsonl$/;
const NEWLINE = 0x0a;
const LINE_CHUNK = 1 << 14;
/** No text that people write holds this: a quotation mark within a text is escaped. */
const SEAL_MARK = '"anchored":{';

/** The segment for a commit at this instant, by the month in Asia/Shanghai: `journal-2026-11.jsonl`. */
export function segmentOf(at: Instant): string {
  const day: Day = dayOf(at);
  return `journal-${day.slice(0, 7)}.jsonl`;
}

/** Names of the segments in `dir`, oldest first. An absent folder has none. */
export function segmentsIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
      .filter((name) => SEGMENT.test(name))
      .sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw unreadable(dir, error);
  }
}

/** Those that the anchor does not cover, oldest first. */
export function segmentsAfter(dir: string, anchor: Anchor | null): readonly string[] {
  return segmentsIn(dir).filter((file) => !covers(anchor, file));
}

/** A line whose place in the chain is proved. */
export interface ScannedLine {
  readonly head: Head;
  readonly segment: string;
  /** `journal-2026-11.jsonl:17` */
  readonly place: string;
  /** Whether a newline ends it: of the very last line it may be missing. */
  readonly ended: boolean;
  /** Without the newline; valid until the next line is asked for. */
  readonly bytes: Buffer;
  parse(): JournalLine;
}

/** The end of a write that was never finished, and so never acknowledged. */
export interface TornTail {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly bytes: Buffer;
  /** It has a newline all the same: a power cut left out blocks in its middle. */
  readonly ended: boolean;
}

export interface ScanResult {
  readonly head: Head;
  /** The newest segment; null when there is none. */
  readonly segment: string | null;
  readonly torn: TornTail | null;
  /** The last line is whole but for its newline. */
  readonly unended: boolean;
  /** How many segments there are beside those that the anchor covers. */
  readonly segments: number;
  /** Segments that the anchor covers, left by a crash: not looked into. */
  readonly covered: readonly string[];
  /** Seals of anchors that lines name. */
  readonly seals: ReadonlySet<string>;
}

/** The seal of an anchor that a line names; null when it names none. */
export function sealIn(line: ScannedLine): string | null {
  return line.bytes.includes(SEAL_MARK) ? (line.parse().anchored?.seal ?? null) : null;
}

/**
 * Gives every line of the journal in `dir` that follows the anchor to `each`, in order; null: from the first line
 * ever. Months in `proved`, the first ones on file, and the `part` of the one that follows them are taken as they are
 * and not read. A torn last line of the last segment is reported, not thrown; any other damage throws `StoreFault`
 * naming file and line.
 */
export function scanJournal(
  dir: string,
  each: (line: ScannedLine) => void,
  anchor: Anchor | null = null,
  proved: readonly Finished[] = [],
  part: ProvedPart | null = null,
): ScanResult {
  const all = segmentsIn(dir);
  const segments = all.filter((file) => !covers(anchor, file));
  const seals = new Set([...proved.flatMap((month) => month.seals), ...(part?.seals ?? [])]);
  let head = part?.head ?? proved.at(-1)?.last ?? anchorHead(anchor);
  let torn: TornTail | null = null;
  let unended = false;
  const onTorn = (tail: TornTail): void => {
    torn = tail;
  };
  for (const line of linesOf(dir, segments.slice(proved.length), head, onTorn, part ?? undefined)) {
    head = line.head;
    unended = !line.ended;
    const seal = sealIn(line);
    if (seal !== null) seals.add(seal);
    each(line);
  }
  const covered = all.filter((file) => covers(anchor, file));
  const segment = segments.at(-1) ?? null;
  return { head, segment, torn, unended, segments: segments.length, covered, seals };
}

/**
 * The lines of these segments, which must follow upon `after` and upon each other; of the first one those after
 * `skipped`. A torn last line goes to `onTorn` if there is one; any other damage throws `StoreFault` naming file and
 * line.
 */
export function* linesOf(
  dir: string,
  segments: readonly string[],
  after: Head,
  onTorn?: (torn: TornTail) => void,
  skipped: Skipped = NOTHING,
): Generator<ScannedLine> {
  let head = after;
  for (const file of segments) {
    const isLast = file === segments.at(-1);
    // A month is packed when the next one has begun: what is written next must not go behind it.
    if (onTorn && isLast && isPacked(join(dir, file))) throw damaged(file, NEXT_MISSING);
    for (const line of readLines(join(dir, file), file === segments[0] ? skipped : NOTHING)) {
      const place = `${file}:${line.number}`;
      const check = checkLine(line.bytes, head);
      // Its hash vouches for all of it: only the newline was not written.
      if (check.ok && (line.ended || (onTorn && isLast && line.last))) {
        head = check.head;
        const { ended, bytes } = line;
        yield { head, segment: file, place, ended, bytes, parse: () => parseLine(bytes, place) };
        continue;
      }
      if (onTorn && isLast && line.last && isTorn(line)) {
        const { number, offset, ended } = line;
        onTorn({ file, line: number, offset, bytes: Buffer.from(line.bytes), ended });
        return;
      }
      if (!check.ok && check.why === 'newer') {
        throw new StoreFault('newer', `${place}：${check.what}。请升级程序后再启动。`);
      }
      const isFirst = head === after && !check.ok && check.why === 'chain';
      const isLastOfAll = isLast && line.last && !check.ok && check.why === 'torn';
      const more = isFirst ? hint(after) : isLastOfAll ? CONFIRMED : '';
      throw damaged(place, check.ok ? '这一行不完整' : `${check.what}${more}`);
    }
  }
}

const NEXT_MISSING = '这个月已经封存，它后面应当还有一个月的记录文件，现在没有，后面的记录缺失';

/** Why the last line is not simply cut off. */
const CONFIRMED = '；这一行当时已经写完，可能已经确认过，不能切掉';

/**
 * Whether bytes at the very end are the beginning of a line and no more. What has its newline, or its hash, was written
 * to the end: other bytes in it have been changed since. Zeros are what a power cut leaves of blocks that never came.
 */
function isTorn({ bytes, ended }: RawLine): boolean {
  if (bytes.includes(0)) return true;
  if (ended || endsAsLine(bytes)) return false;
  // Only its newline was changed.
  return !endsAsLine(bytes.subarray(0, -1));
}

/** What else may be wrong when the first line on file does not follow. */
function hint({ seq }: Head): string {
  return seq === GENESIS.seq
    ? `；若较早的月份是过了保留期才删除的，则是锚点 ${ANCHOR.manifest} 不见了，请从备份中取回 ${ANCHOR.manifest} 和 ${ANCHOR.folder} 目录`
    : `；第 ${seq} 号及以前的记录以锚点 ${ANCHOR.manifest} 为准，它与记录不是同一份，或被改动`;
}

function parseLine(bytes: Buffer, place: string): JournalLine {
  try {
    return JSON.parse(bytes.toString('utf8')) as JournalLine;
  } catch (error) {
    throw damaged(place, '这一行不是合法的 JSON', error);
  }
}

/** The time of the last line that ends before byte `end` of the file; null: that ends with it. */
export function instantBefore(path: string, end: number | null): Instant | null {
  const handle = readingOf(path, () => openSync(path, 'r'));
  try {
    // Without the newline that ends it.
    let from = (end ?? fstatSync(handle).size) - 1;
    let line = Buffer.alloc(0);
    while (from > 0) {
      const chunk = Buffer.allocUnsafe(Math.min(LINE_CHUNK, from));
      from -= chunk.length;
      readingOf(path, () => readSync(handle, chunk, 0, chunk.length, from));
      const newline = chunk.lastIndexOf(NEWLINE);
      line = Buffer.concat([chunk.subarray(newline + 1), line]);
      if (newline !== -1) break;
    }
    return instantOf(line);
  } finally {
    closeSync(handle);
  }
}
