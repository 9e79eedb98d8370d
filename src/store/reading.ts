/** What a data folder has on record, for whoever only looks: nothing is locked or written, and a program may run on it meanwhile. */
import { existsSync } from 'node:fs';
import type { Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import { StoreFault } from './fault.ts';
import type { KeyRing } from './keys.ts';
import { refuseMissingKeys } from './known-keys.ts';
import type { TicketQuery } from './port.ts';
import { type Recovered, recoverState } from './recover.ts';
import { segmentsIn } from './scan.ts';
import { answersTo, ticketIn } from './state.ts';

/** A running program may replace its checkpoint while it is read. */
const TRIES = 5;

/** As `Store.tickets`. Throws `StoreFault` when the record is damaged, missing, or cannot be opened. */
export function readTickets(
  dir: string,
  keys: KeyRing | null,
  query: TicketQuery = {},
): Promise<readonly Ticket[]> {
  return reading(dir, keys, (recovered) => ticketsOf(recovered, query));
}

/** What a start is held against. */
export interface Record {
  readonly office: Office;
  readonly open: readonly Ticket[];
  /** The time of the newest line; null when there is none. */
  readonly writtenAt: Instant | null;
}

/** Throws `StoreFault` when the record is damaged, missing, or cannot be opened with these keys. */
export async function readRecord(dir: string, keys: KeyRing | null): Promise<Record> {
  refuseMissingKeys(dir, keys);
  return reading(dir, keys, (recovered) => ({
    office: recovered.state.office,
    open: ticketsOf(recovered, { open: true }),
    writtenAt: recovered.writtenAt,
  }));
}

/** Whether a folder has a record at all. */
export function hasRecord(dir: string): boolean {
  return existsSync(dir) && segmentsIn(dir).length > 0;
}

/** As `Store.office`; null where nothing is on record yet. Throws `StoreFault` as `readTickets` does. */
export async function readOffice(dir: string, keys: KeyRing | null): Promise<Office | null> {
  return segmentsIn(dir).length === 0 ? null : reading(dir, keys, ({ state }) => state.office);
}

function ticketsOf({ state }: Recovered, query: TicketQuery): readonly Ticket[] {
  return answersTo(state, query).flatMap((one) =>
    typeof one === 'number' ? (ticketIn(state, one) ?? []) : one,
  );
}

async function reading<T>(dir: string, keys: KeyRing | null, look: (recovered: Recovered) => T): Promise<T> {
  if (segmentsIn(dir).length === 0) {
    throw new StoreFault('folder', `${dir}：没有找到记录文件（journal-….jsonl）。请检查 DATA_DIR 是否正确。`);
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return look(await recoverState(dir, keys));
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
