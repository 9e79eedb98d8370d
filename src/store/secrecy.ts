/**
 * What is encrypted at rest when there is a key, and what is not. In memory everything is clear; here a line and a
 * row take the shape in which they go to disk, and come back.
 *
 * A message lies on disk before anybody knows whether it is a report, and an answer or a draft may repeat one: so
 * everything is encrypted but what is named here as harmless. Clear stay the chain's own figures, what the office
 * does, ordinary tickets, and the keys of settled messages. Of a report not even who made it, who was written to, its
 * number or its kind can be read – only that a line touches one. Nor who could be reached and who could not: such a
 * line stands beside the one that wrote to them. So it is with what a firm tells some in confidence (`domain/sealed.ts`).
 */
import { isSealed, leavesNoTrace } from '../domain/arrangements/arranged.ts';
import type { OfficeEvent } from '../domain/office.ts';
import { type KeyRing, keyIdOf, missingKey, SealBroken } from './keys.ts';
import type { JournalLine, LineBody } from './line.ts';
import type { Head } from './port.ts';
import type { Row } from './row.ts';
import type { State } from './state.ts';

/** Parts of a line that never hold what people say. A part that is not named here is encrypted. */
const CLEAR_PARTS: ReadonlySet<string> = new Set<keyof LineBody>([
  'cause',
  'office',
  'done',
  'voided',
  'recovered',
  'completed',
  'anchored',
  'keyed',
]);

/** What stands on disk for a cause that would tell of whom. */
const HIDDEN_CAUSE = 'secret';

/** A line's body as it goes to disk, the line being the next after `state`. Without keys: as it is. */
export function concealed(body: LineBody, state: State, keys: KeyRing | null): LineBody {
  if (!keys) return body;
  const ofReport = touchesReport(body, state);
  const ofSomebody = ofReport || (body.release ?? []).length > 0 || (body.office ?? []).some(isHidden);
  // A wake's cause names the ticket, that of a lost chat the account.
  const isClear = (part: string): boolean => {
    if (part === 'tickets') return !ofReport;
    return CLEAR_PARTS.has(part) && !(ofSomebody && (part === 'office' || part === 'cause'));
  };
  const said = Object.entries(body).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  const hidden = said.filter(([part]) => !isClear(part));
  if (hidden.length === 0) return body;
  const secret = keys.sealShort(JSON.stringify(Object.fromEntries(hidden)), 'line', placeOfLine(state.head));
  return {
    cause: ofSomebody ? HIDDEN_CAUSE : body.cause,
    ...Object.fromEntries(said.filter(([part]) => isClear(part))),
    secret,
  };
}

/**
 * A line as it was handed in. Throws `StoreFault` (key) when no key opens it, `SealBroken` when what is encrypted
 * does not belong to this line.
 */
export function revealed(line: JournalLine, keys: KeyRing | null): JournalLine {
  if (line.secret === undefined) return line;
  const { secret, ...clear } = line;
  const place = placeOfLine({ seq: line.seq - 1, hash: line.prev });
  return { ...clear, ...(JSON.parse(openWith(keys, secret, 'line', place)) as Partial<LineBody>) };
}

/** Id of the key without which a line cannot be read; null when it can. */
export function lacksKey(line: JournalLine, keys: KeyRing | null): string | null {
  const id = line.secret === undefined ? null : keyIdOf(line.secret);
  return id === null || keys?.has(id) ? null : id;
}

/** Whether a row is encrypted when there is a key. */
export function isSecret(row: Row, state: State): boolean {
  if ('ticket' in row) return row.ticket.confidential;
  if ('thread' in row) return state.tickets.get(row.thread)?.confidential === true;
  // The office row says who cannot be reached.
  return !('counters' in row);
}

/** A row's text as it goes to disk. `place` is unique among all rows of all checkpoints. */
export function concealedRow(text: string, place: string, keys: KeyRing): string {
  return JSON.stringify({ secret: keys.seal(text, 'row', place) });
}

export type StoredRow = Readonly<Record<string, unknown>>;

/** A row as it was. Throws as `revealed` does. */
export function revealedRow(row: StoredRow, place: string, keys: KeyRing | null): StoredRow {
  const { secret } = row;
  return typeof secret === 'string' ? JSON.parse(openWith(keys, secret, 'row', place)) : row;
}

function openWith(keys: KeyRing | null, secret: string, purpose: 'line' | 'row', place: string): string {
  if (keys) return keys.open(secret, purpose, place);
  const id = keyIdOf(secret);
  throw id === null ? new SealBroken('不是本程序加密的内容') : missingKey([id], null);
}

/** What the office does because somebody was written to, or wrote; what somebody looks for, in words of their own; what is sealed; who comes no more. */
function isHidden(event: OfficeEvent): boolean {
  const { type } = event;
  if (event.type === 'arranged') return isSealed(event) || leavesNoTrace(event);
  return type === 'reached' || type === 'announced' || type === 'filterSaved' || type === 'filterForgotten';
}

function touchesReport(body: LineBody, state: State): boolean {
  return (body.tickets ?? []).some(
    ({ number, events }) =>
      state.tickets.get(number)?.confidential === true ||
      events.some((event) => event.type === 'registered' && event.confidential),
  );
}

/** The hash of the line before makes it one place in one record. */
function placeOfLine(before: Head): string {
  return `line/${before.seq + 1}/${before.hash}`;
}
