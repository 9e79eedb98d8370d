/** A message for the outbox: what it must have, and defaults for what it may have. */
import type { Outgoing } from '../../store/port.ts';

type Needed = 'id' | 'to' | 'text' | 'kind' | 'createdAt';

export function outgoing(message: Pick<Outgoing, Needed> & Partial<Outgoing>): Outgoing {
  return { buttons: [], file: null, slot: null, ticket: null, replyTo: null, guard: null, ...message };
}
