/** The rows of plain data in which a state is kept. */
import type { Incoming } from '../channels/port.ts';
import type { Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import type { Remembered } from './port.ts';
import type { Queued } from './queued.ts';
import type { StandingMessage, Thread } from './threads.ts';

/** Keys, each with when it was taken. */
export type Keys = readonly (readonly [string, Instant])[];

/** One row of a shard; each says by its name what it is. When its shape changes, see `ROW_SHAPE` in upcast.ts. */
export type Row =
  | { readonly ticket: Ticket }
  | { readonly thread: number; readonly value: Thread }
  | { readonly office: Office }
  | { readonly counters: { readonly number: number; readonly claim: number; readonly order: number } }
  | { readonly inbox: Incoming }
  | { readonly outbox: Queued }
  | { readonly dialogue: string; readonly value: Remembered }
  | { readonly slot: string; readonly value: readonly StandingMessage[] }
  | { readonly seen: Keys }
  | { readonly used: Keys };

/** The ticket that a row is about; null for one of the office or the desk. */
export function numberIn(row: Row): number | null {
  if ('ticket' in row) return row.ticket.number;
  return 'thread' in row ? row.thread : null;
}
