/** A message for the outbox: what it must have, and defaults for what it may have. */
import type { Outgoing } from '../../store/port.ts';

type Needed = 'id' | 'to' | 'text' | 'kind' | 'createdAt';

export function outgoing(message: Pick<Outgoing, Needed> & Partial<Outgoing>): Outgoing {
  return { buttons: [], file: null, slot: null, ticket: null, replyTo: null, guard: null, ...message };
}

/** The same to each of some people in private, once: `id` is the cause, and each message has the person behind it. */
export function toPeople(
  people: Iterable<string>,
  { id, ...message }: Omit<Parameters<typeof outgoing>[0], 'to'>,
): readonly Outgoing[] {
  return [...new Set(people)].map((person) =>
    outgoing({ ...message, id: `${id}/${person}`, to: { person } }),
  );
}
