/**
 * Photos and documents: fetched after the ticket is registered, so that nobody waits for them; their type judged by
 * content, not by name; kept by their hash. A file that cannot be had is said on the ticket.
 */
import { createHash } from 'node:crypto';
import { FetchFailure } from '../../channels/port.ts';
import { hasRoom, keepFile, type LookAtDisk, lookAtDisk, NO_ROOM } from '../../disk.ts';
import { decide, type FileOutcome } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { FileFault, FileLeftOut, TicketFile } from '../../domain/ticket-parts.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import { errorCode } from '../../store/errno.ts';
import { StoreFault } from '../../store/fault.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { heldBytes, holdBack, toldByName } from '../confidential/late-names.ts';
import { secretFile } from '../confidential/secret-files.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { tellNoRoom } from './disk-room.ts';
import { pathOfFile } from './file-path.ts';
import { sweepParts } from './kept-files.ts';

/** What may be kept: pictures, PDF, Office documents old and new. */
const ALLOWED: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/heic',
  'application/pdf',
  'application/x-cfb',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);
/** After this many tries a file counts as gone. */
const MOST_TRIES = 8;
/** Longer than a download may take (2 min), doubled for each further try. */
const FIRST_RETRY = 3 * MINUTE;
/** Somebody may have made room. */
const NO_ROOM_RETRY = 10 * MINUTE;
const LOOKS = 5;

/** A file of unknown size is taken for one of these at most. */
const LIKELY_MOST = 20 * 1024 * 1024;

export interface Patience {
  /** Downloads under way at once that are not slow; the rest wait their turn. */
  readonly parallel: number;
  /** One that takes longer is slow: it goes on, but holds up nobody. */
  readonly slowAfterMs: number;
  /** Downloads at once, with the slow ones. */
  readonly most: number;
}
const PATIENCE: Patience = { parallel: 4, slowAfterMs: 10_000, most: 32 };

/** Fetches files in the background, so that a slow download holds up nothing else. */
export interface FileDesk {
  /** Puts the due files of a ticket into work. Resolves once that is on disk, before the bytes are there. */
  take(number: number, at: Instant): Promise<void>;
  /** Resolves when nothing is being fetched. */
  idle(): Promise<void>;
}

export function createFileDesk(
  parts: DeskParts,
  look: LookAtDisk = lookAtDisk,
  patience: Patience = PATIENCE,
): FileDesk {
  const waiting: { number: number; file: TicketFile }[] = [];
  const underWay = new Map<Promise<void>, TicketFile>();
  /** Those of them that others wait for. */
  const quick = new Set<Promise<void>>();
  const swept = sweepParts(parts.filesDir).then(
    (count) => count > 0 && parts.log.info({ count }, '上次没有下载完的文件已清除'),
    (error: unknown) => parts.log.warn({ err: error }, '上次没有下载完的文件没能清除'),
  );

  function startNext(): void {
    while (quick.size < patience.parallel && underWay.size < patience.most) {
      const next = waiting.shift();
      if (!next) return;
      start(next.number, next.file);
    }
  }

  function start(number: number, file: TicketFile): void {
    const letOthersGo = (): void => {
      quick.delete(job);
      startNext();
    };
    const slow = setTimeout(letOthersGo, patience.slowAfterMs);
    const job = fetchAndRecord(number, file, parts)
      .catch((error: unknown) => {
        // The program is stopping; the next try is on record.
        if (error instanceof StoreFault && error.kind === 'closed') return;
        parts.log.error({ err: error, file: file.id }, 'a file could not be recorded');
      })
      .finally(() => {
        clearTimeout(slow);
        underWay.delete(job);
        letOthersGo();
      });
    underWay.set(job, file);
    quick.add(job);
  }

  /** How many bytes are free when there is no room for this one beside those on their way; null when there is. */
  async function lackOfRoom(file: TicketFile): Promise<number | null> {
    const onTheirWay = [...underWay.values(), ...waiting.map((one) => one.file)];
    const wanted = [...onTheirWay, file].reduce((sum, { size }) => sum + (size ?? LIKELY_MOST), 0);
    try {
      const disk = await look(parts.filesDir);
      return hasRoom(disk, wanted) ? null : disk.free;
    } catch (error) {
      // Where nobody can say, the file is tried.
      parts.log.debug({ err: error }, '磁盘剩余空间查不到');
      return null;
    }
  }

  return {
    async take(number, at) {
      await swept;
      const ticket = await parts.store.ticket(number);
      for (const file of ticket?.files ?? []) {
        if (file.state !== 'waiting' || file.nextTryAt === null || file.nextTryAt > at) continue;
        const free = await lackOfRoom(file);
        if (free !== null) {
          await waitForRoom(number, file, at, free, parts);
          continue;
        }
        if (file.tries >= MOST_TRIES) {
          await record(number, file, { type: 'missing', why: 'gone' }, at, parts);
          continue;
        }
        // The next try is set before this one begins: whatever happens to it, the file is not forgotten.
        const nextTryAt = at + Math.min(FIRST_RETRY * 2 ** file.tries, HOUR);
        await record(number, file, { type: 'deferred', nextTryAt }, at, parts);
        waiting.push({ number, file });
      }
      startNext();
    },
    async idle() {
      await swept;
      while (underWay.size > 0) await Promise.all(underWay.keys());
    },
  };
}

/** The file is not given up for want of room: it is looked at again, and no try is counted. */
async function waitForRoom(
  number: number,
  file: TicketFile,
  at: Instant,
  free: number | null,
  parts: DeskParts,
): Promise<void> {
  const nextTryAt = at + NO_ROOM_RETRY;
  await record(number, file, { type: 'deferred', nextTryAt, tries: file.tries }, at, parts);
  await tellNoRoom(free, at, parts);
}

async function fetchAndRecord(number: number, file: TicketFile, parts: DeskParts): Promise<void> {
  const ticket = await parts.store.ticket(number);
  if (!ticket) return;
  const outcome = await fetchOne(file, ticket, parts);
  if (outcome === 'noRoom') {
    await waitForRoom(number, file, parts.clock.now(), null, parts);
    return;
  }
  // Null: not now. The next try is on record already.
  if (outcome !== null) await record(number, file, outcome, parts.clock.now(), parts);
}

async function fetchOne(
  file: TicketFile,
  ticket: Ticket,
  parts: DeskParts,
): Promise<FileOutcome | 'noRoom' | null> {
  const channel = parts.channels.get(file.source.channel);
  if (!channel) return null;
  if (file.size !== null && file.size > channel.capabilities.documentLimit) return missing('tooLarge');
  try {
    let given = file.name;
    const { confidential } = ticket;
    const bytes =
      file.held === undefined
        ? await channel.fetch(file.source.ref, (name) => {
            given = name;
          })
        : await heldBytes(file.held, parts);
    if (!confidential && toldByName(given, file, parts) !== null) {
      await holdBack(file, given, bytes, ticket, parts);
      return missing('leftOut');
    }
    if (bytes.length === 0) return missing('empty');
    // Loaded with the first file: a start need not wait for its forty modules.
    const { fileTypeFromBuffer } = await import('file-type');
    const type = await fileTypeFromBuffer(bytes);
    if (!type || !ALLOWED.has(type.mime)) return missing('badType');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { filesDir, keys } = parts;
    const kept =
      confidential && keys
        ? secretFile(filesDir, sha256, bytes, keys)
        : { path: pathOfFile(filesDir, sha256), bytes };
    await keepFile(kept.path, kept.bytes);
    const name = withEnding(given, type);
    return {
      type: 'stored',
      sha256,
      mime: type.mime,
      size: bytes.length,
      ...(name === file.name ? {} : { name }),
    };
  } catch (error) {
    if (error instanceof FetchFailure && error.kind !== 'retry') return missing(error.kind);
    if (NO_ROOM.has(errorCode(error))) return 'noRoom';
    parts.log.warn({ err: error, file: file.id }, 'a file could not be fetched yet');
    return null;
  }
}

/** Whoever gets it opens it by its ending. The container of old Office files does not tell which program's it is. */
function withEnding(name: string, { ext, mime }: { readonly ext: string; readonly mime: string }): string {
  return /\.[a-z\d]{1,8}$/iu.test(name) || mime === 'application/x-cfb' ? name : `${name}.${ext}`;
}

function missing(why: FileFault | FileLeftOut): FileOutcome {
  return { type: 'missing', why };
}

/** Puts an outcome on record; looks again when something else changed the ticket in between. */
async function record(
  number: number,
  file: TicketFile,
  outcome: FileOutcome,
  at: Instant,
  parts: DeskParts,
): Promise<void> {
  const command = { type: 'file', file: file.id, outcome } as const;
  for (let look = 1; look <= LOOKS; look++) {
    const ticket = await parts.store.ticket(number);
    if (!ticket) return;
    const office = await parts.store.office();
    const decision = decide(ticket, command, contextOf(parts, ticket.flow, office, 'system', at));
    if (!decision.ok || decision.events.length === 0) return;
    const change = { changes: [{ ticket, events: decision.events }] };
    const cause = { name: `file:${file.id}@${ticket.version}`, office };
    const result = await parts.store.commit((takeNumber) =>
      transactionOf(change, cause, viewAt(parts, at), parts, takeNumber),
    );
    if (result.ok) {
      parts.onCommit();
      return;
    }
  }
}
