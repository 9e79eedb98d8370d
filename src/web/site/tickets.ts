/** Which tickets a reader of the pages sees: by the one table of permissions, and of reports about officials none. */

import type { Asker } from '../../desk/case.ts';
import { type DeskParts, viewAt } from '../../desk/desk.ts';
import { ownTickets } from '../../desk/lists/enquiries.ts';
import { search } from '../../desk/lists/search.ts';
import { seesTheWhole } from '../../desk/lists/standings.ts';
import type { View } from '../../dialogue/view.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { Slices } from '../../store/slices.ts';
import type { Reader } from './session.ts';

/** A ticket or its outline. */
export type Sought = Pick<Ticket, 'number' | 'state' | 'flow' | 'apart'>;

/** As long as 查 … may be. */
export const LONGEST_WORDS = 24;

export function askerOf({ person, roles }: Reader, { clock }: DeskParts): Asker {
  return { person, roles, at: clock.now() };
}

export function viewOf(parts: DeskParts): View {
  return viewAt(parts, parts.clock.now());
}

/** Reports are read in the private chat alone: whether there is one is nobody's business here. */
export function isSeen(ticket: Ticket, { person }: Reader, { roster }: DeskParts): boolean {
  return !ticket.confidential && may('view', ticket, { person: person.id }, roster);
}

/** The tickets of outlines, one read after the other, as far as the reader sees them. */
export async function* ticketsOf(
  outlines: readonly Pick<Ticket, 'number'>[],
  reader: Reader,
  parts: DeskParts,
): AsyncGenerator<Ticket> {
  const slices = new Slices();
  for (const { number } of outlines) {
    const ticket = await parts.store.ticket(number);
    if (ticket && isSeen(ticket, reader, parts)) yield ticket;
    await slices.pause();
  }
}

export async function ticketsAt(
  outlines: readonly Pick<Ticket, 'number'>[],
  reader: Reader,
  parts: DeskParts,
): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = [];
  for await (const ticket of ticketsOf(outlines, reader, parts)) tickets.push(ticket);
  return tickets;
}

/** Undefined for what is not there, and for what is not the reader's: both look the same. */
export async function ticketFor(
  written: string,
  reader: Reader,
  parts: DeskParts,
): Promise<Ticket | undefined> {
  if (!/^\d{1,9}$/.test(written)) return undefined;
  const ticket = await parts.store.ticket(Number(written));
  return ticket && isSeen(ticket, reader, parts) ? ticket : undefined;
}

/** Tickets by the words of 查 …; without any, what is in hand, of the whole county or the reader's own. `label`: what was understood. */
export async function ticketsAsked(
  words: string,
  reader: Reader,
  parts: DeskParts,
): Promise<{ readonly label: string; readonly tickets: readonly Sought[] }> {
  const asker = askerOf(reader, parts);
  if (words.trim() !== '') return search(asker, [...words].slice(0, LONGEST_WORDS).join(''), parts);
  const tickets = seesTheWhole(reader)
    ? await parts.store.tickets({ open: true })
    : await ownTickets(asker, parts);
  return { label: '', tickets: tickets.filter((ticket) => isSeen(ticket, reader, parts)) };
}
