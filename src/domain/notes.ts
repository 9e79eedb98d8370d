/**
 * 内部备注: who reads what staff write beside a ticket. They stand apart from its entries, so that whatever tells a story,
 * counts, exports or announces knows nothing of them; whoever shows them asks here first.
 */
import { may, relationsTo } from './permissions.ts';
import type { PersonId, Roster } from './roster.ts';
import type { Note, Ticket } from './ticket.ts';

/** Whoever is of the enterprise's side reads none, whatever else they may be. */
export function readsNotes(ticket: Ticket, person: PersonId, roster: Roster): boolean {
  const relations = relationsTo(ticket, { person }, roster);
  const isOwners = relations.some((one) => one === 'reporter' || one === 'colleague');
  return !isOwners && may('note', ticket, { person }, roster);
}

/** The notes that this person may read, the oldest first. */
export function notesFor(ticket: Ticket, person: PersonId, roster: Roster): readonly Note[] {
  return readsNotes(ticket, person, roster) ? (ticket.notes ?? []) : [];
}
