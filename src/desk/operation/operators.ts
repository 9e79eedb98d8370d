/** What the operators are told in private about the program itself: once for each kind and day, without people's words. */
import { dayOf } from '../../domain/time.ts';
import type { Recipient } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';

/**
 * Tells them, unless they have been told today of this `kind`. `where`: how each of them is reached, by default as
 * ever; null: this one is not told.
 */
export async function tellOperators(
  kind: string,
  text: string,
  parts: DeskParts,
  where: (person: string) => Recipient | null = (person) => ({ person }),
): Promise<void> {
  const at = parts.clock.now();
  const cause = `trouble/${kind}@${dayOf(at)}`;
  const outbox = parts.roster.operators.flatMap(({ id }) => {
    const to = where(id);
    return to === null ? [] : outgoing({ id: `${cause}/${id}`, to, text, kind: 'operator', createdAt: at });
  });
  if (outbox.length === 0) return;
  // An id that was used today is a conflict: they know.
  const result = await parts.store.commit(() => ({ at, cause, outbox }));
  if (result.ok) parts.onCommit();
}
