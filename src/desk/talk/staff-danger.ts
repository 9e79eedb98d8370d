/** A danger that somebody of the offices tells of in private: no enterprise's matter, and nobody is to wait for one. */
import { callLine } from '../../dialogue/cards.ts';
import { clip } from '../../dialogue/text.ts';
import { hubOf } from '../../dialogue/view.ts';
import { type Case, type Outcome, readingOf, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';

const SHOWN = 200;

/**
 * Whom to ring, at once, and the hub hears; `said`: what the words may be beside that. Null where they tell of none, are of
 * the hub's own people, or of whoever works on an emergency, and speaks of that.
 */
export async function dangerOfStaff(
  on: Case,
  text: string,
  said: Outcome | null,
  parts: DeskParts,
): Promise<Outcome | null> {
  const { person, view, at, message, roles } = on;
  if (person === null || roles.has('dispatcher') || !readingOf(on, text, parts).urgent) return null;
  const own = await parts.store.tickets({ liaison: person.id, open: true });
  if (own.some(({ urgent }) => urgent)) return null;
  const department = parts.roster.rolesOf(person.id).find((held) => held.department)?.department?.id ?? null;
  const told = view.say('danger.byStaff', { name: person.name, text: clip(text, SHOWN) });
  const first = reply(`${callLine(text, department, view)}\n${view.say('danger.toStaff')}`);
  return {
    ...said,
    replies: [...(first.replies ?? []), ...(said?.replies ?? [])],
    outbox: hubOf(view).map(({ id }) =>
      outgoing({
        id: `inbox:${message.key}/danger/${id}`,
        to: { person: id },
        text: told,
        kind: 'alarm',
        loud: true,
        first: true,
        createdAt: at,
      }),
    ),
  };
}
