/**
 * Photos and documents: fetched after the ticket is registered, so that nobody waits for them; their type judged by
 * content, not by name; kept by their hash. A file that cannot be had is said on the ticket.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { FetchFailure } from '../channels/port.ts';
import { decide, type FileOutcome } from '../domain/lifecycle.ts';
import type { TicketFile } from '../domain/ticket.ts';
import { HOUR, type Instant, MINUTE } from '../domain/time.ts';
import { contextOf, transactionOf } from './commit.ts';
import { type DeskParts, viewAt } from './desk.ts';

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

/** Where a stored file lies below the data folder. */
export function pathOfFile(filesDir: string, sha256: string): string {
  return join(filesDir, sha256.slice(0, 2), sha256);
}

/** Fetches the files of a ticket that are due. Never throws for a file's sake: each gets an outcome. */
export async function fetchFilesOf(number: number, now: Instant, parts: DeskParts): Promise<void> {
  const ticket = await parts.store.ticket(number);
  for (const file of ticket?.files ?? []) {
    if (file.state !== 'waiting' || file.nextTryAt === null || file.nextTryAt > now) continue;
    await record(number, file, await fetchOne(file, now, parts), now, parts);
  }
}

async function fetchOne(file: TicketFile, now: Instant, parts: DeskParts): Promise<FileOutcome> {
  const channel = parts.channels.get(file.source.channel);
  if (!channel) return later(file, now);
  if (file.size !== null && file.size > channel.capabilities.documentLimit) return missing('tooLarge');
  try {
    const bytes = await channel.fetch(file.source.ref);
    if (bytes.length === 0) return missing('empty');
    const type = await fileTypeFromBuffer(bytes);
    if (!type || !ALLOWED.has(type.mime)) return missing('badType');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await keep(parts.filesDir, sha256, bytes);
    return { type: 'stored', sha256, mime: type.mime, size: bytes.length };
  } catch (error) {
    if (error instanceof FetchFailure && error.kind !== 'retry') return missing(error.kind);
    parts.log.warn({ err: error, file: file.id }, 'a file could not be fetched yet');
    return later(file, now);
  }
}

function missing(why: 'tooLarge' | 'badType' | 'gone' | 'empty'): FileOutcome {
  return { type: 'missing', why };
}

function later(file: TicketFile, now: Instant): FileOutcome {
  if (file.tries + 1 >= MOST_TRIES) return missing('gone');
  return { type: 'deferred', nextTryAt: now + Math.min(MINUTE * 2 ** file.tries, HOUR) };
}

/** Writes the bytes under their hash, durably, once. */
async function keep(filesDir: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const path = pathOfFile(filesDir, sha256);
  if (
    await stat(path).then(
      (found) => found.size === bytes.length,
      () => false,
    )
  )
    return;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(part, path);
}

async function record(
  number: number,
  file: TicketFile,
  outcome: FileOutcome,
  at: Instant,
  parts: DeskParts,
): Promise<void> {
  const ticket = await parts.store.ticket(number);
  if (!ticket) return;
  const office = await parts.store.office();
  const command = { type: 'file', file: file.id, outcome } as const;
  const decision = decide(ticket, command, contextOf(parts, ticket.flow, office, 'system', at));
  if (!decision.ok || decision.events.length === 0) return;
  const cause = { name: `file:${file.id}@${ticket.version}`, office };
  // A conflict leaves the file waiting; the next beat fetches it again.
  const result = await parts.store.commit((takeNumber) =>
    transactionOf(
      { changes: [{ ticket, events: decision.events }] },
      cause,
      viewAt(parts, at),
      parts,
      takeNumber,
    ),
  );
  if (result.ok) parts.onCommit();
}
