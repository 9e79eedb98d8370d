/** Rows of shape 2: some names on tickets and of the office were others (`domain/former-names.ts`). */
import type { TicketEntry } from '../domain/entry.ts';
import { eventOfToday, fieldsOfToday } from '../domain/former-names.ts';
import type { Ticket } from '../domain/ticket.ts';

type StoredRow = Readonly<Record<string, unknown>>;

export function withNamesOfToday(row: StoredRow): StoredRow {
  if ('office' in row) return { ...row, office: fieldsOfToday(row.office as object, 'office') };
  return 'ticket' in row ? { ...row, ticket: ticketOfToday(row.ticket as Ticket) } : row;
}

function ticketOfToday(ticket: Ticket): unknown {
  const { entries, duties, lastStep } = ticket;
  return {
    ...ticket,
    entries: entries.map(entryOfToday),
    duties: duties.map(dutyOfToday),
    ...(lastStep ? { lastStep: { ...lastStep, before: beforeOfToday(lastStep.before) } } : {}),
  };
}

function entryOfToday(entry: TicketEntry): unknown {
  return { ...entry, what: eventOfToday(entry.what) };
}

function dutyOfToday(duty: object): unknown {
  return fieldsOfToday(duty, 'duty');
}

/** The duties as 撤销 would restore them. */
function beforeOfToday(before: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(before.duties) ? { ...before, duties: before.duties.map(dutyOfToday) } : before;
}
