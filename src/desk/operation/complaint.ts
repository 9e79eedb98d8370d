/** 投诉建议: what somebody has to say about the program itself goes to the operators, in private, every time. */
import type { Person } from '../../domain/roster.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { rolesInWords } from '../people/people.ts';

/** `key`: the same complaint sent twice arrives once. */
export async function complain(person: Person, text: string, key: string, parts: DeskParts): Promise<void> {
  const { clock, store } = parts;
  const at = clock.now();
  const cause = `complaint/${person.id}/${key}`;
  const outbox = complaintFor(person, text, cause, at, parts);
  const result = await store.commit(() => ({ at, cause, outbox }));
  // A conflict: it was sent before.
  if (result.ok) parts.onCommit();
}

/** To each operator; `cause` makes the ids, so that one word is told once. */
export function complaintFor(
  person: Person,
  text: string,
  cause: string,
  at: Instant,
  { roster, say }: Pick<DeskParts, 'roster' | 'say'>,
): readonly Outgoing[] {
  const told = say('pages.complaint', {
    who: `${person.name}（${rolesInWords(person.id, roster, say)}）`,
    phone: person.phone ?? say('about.noPhone'),
    text,
  });
  return roster.operators.map(({ id }) =>
    outgoing({ id: `${cause}/${id}`, to: { person: id }, text: told, kind: 'operator', createdAt: at }),
  );
}
