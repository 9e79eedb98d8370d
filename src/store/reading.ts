/** The tickets of a data folder, for whoever only looks: nothing is locked or written, and a program may run on it meanwhile. */
import type { Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import { StoreFault } from './fault.ts';
import type { KeyRing } from './keys.ts';
import type { TicketQuery } from './port.ts';
import { recoverState } from './recover.ts';
import { segmentsIn } from './scan.ts';
import { answersTo, ticketIn } from './state.ts';

/** A running program may replace its checkpoint while it is read. */
const TRIES = 5;

/** As `Store.tickets`. Throws `StoreFault` when the record is damaged, missing, or cannot be opened. */
export async function readTickets(
  dir: string,
  keys: KeyRing | null,
  query: TicketQuery = {},
): Promise<readonly Ticket[]> {
  if (segmentsIn(dir).length === 0) {
    throw new StoreFault('folder', `${dir}：没有找到记录文件（journal-….jsonl）。请检查 DATA_DIR 是否正确。`);
  }
  const state = await stateIn(dir, keys);
  return answersTo(state, query).flatMap((one) =>
    typeof one === 'number' ? (ticketIn(state, one) ?? []) : one,
  );
}

/** As `Store.office`; null where nothing is on record yet. Throws `StoreFault` as `readTickets` does. */
export async function readOffice(dir: string, keys: KeyRing | null): Promise<Office | null> {
  if (segmentsIn(dir).length === 0) return null;
  return (await stateIn(dir, keys)).office;
}

async function stateIn(dir: string, keys: KeyRing | null) {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await recoverState(dir, keys)).state;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
