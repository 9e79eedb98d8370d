/** 撤销 without a number: what the speaker has just done. */
import type { Ticket } from '../../domain/ticket.ts';
import { UNDO_WITHIN, undoable } from '../../domain/undo.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';

/** How many of the tickets that ended last are looked through. */
const LOOKED_THROUGH = 20;

/** Tickets of which somebody has just taken the last step, the latest step last: theirs by now or not. */
export async function undoableBy(on: Case, { store }: DeskParts): Promise<readonly Ticket[]> {
  const { person, at } = on;
  if (person === null) return [];
  const found = [
    ...(await store.tickets({ open: true })),
    ...(await store.tickets({ open: false, newest: LOOKED_THROUGH })),
  ];
  const stepOf = (ticket: Ticket): number => undoable(ticket, person.id)?.at ?? 0;
  return found.filter((ticket) => at - stepOf(ticket) <= UNDO_WITHIN).sort((a, b) => stepOf(a) - stepOf(b));
}
