/**
 * Whoever is sent briefs has closed the private chat: nothing is even tried from then on, and nobody would notice that a
 * leader reads none. The operators hear it once each time.
 */
import { leaderOf, type View } from '../../dialogue/view.ts';
import type { Office } from '../../domain/office.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { addressOf } from '../people/people.ts';

/** `after`: the office in which the chat is closed; empty while the person can be reached elsewhere, or gets no briefs. */
export function toldOfClosed(
  person: string,
  { cause, after, view }: { readonly cause: string; readonly after: Office; readonly view: View },
  { roster, channels }: Pick<DeskParts, 'roster' | 'channels'>,
): readonly Outgoing[] {
  const held = roster.rolesOf(person).find(({ role }) => role === 'leader' || role === 'dispatcher');
  if (!held || addressOf(person, roster, after, channels) !== null) return [];
  const { say, now } = view;
  const role = held.role === 'leader' ? leaderOf(held, person, view) : say('role.dispatcher');
  const text = say('trouble.closed', { name: roster.nameOf(person), role });
  return roster.operators
    .filter(({ id }) => id !== person)
    .map(({ id }) =>
      outgoing({ id: `${cause}/closed/${id}`, to: { person: id }, text, kind: 'operator', createdAt: now }),
    );
}
