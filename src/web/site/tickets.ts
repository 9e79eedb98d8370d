/** Which tickets a reader of the pages sees: by the one table of permissions, and of reports about officials none. */

import type { Asker } from '../../desk/case.ts';
import { type DeskParts, viewAt } from '../../desk/desk.ts';
import type { View } from '../../dialogue/view.ts';
import { asksOf } from '../../domain/asked-of.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Reader } from './session.ts';

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

/** Whether the reader has a part in it beyond looking on. */
export function isAsked(ticket: Ticket, { person }: Reader, parts: DeskParts): boolean {
  return asksOf(ticket, person.id, parts.roster, parts.clock.now()).length > 0;
}
