/** What comes next: of what was received, of what is to be sent, and of what waits for a time. */
import type { Incoming } from '../channels/port.ts';
import type { Instant } from '../domain/time.ts';
import type { ClaimedOutgoing } from './port.ts';
import { claimed } from './queued.ts';
import { doubtsIn, type State, standingIn } from './state.ts';
import { slotKey } from './threads.ts';

/** Of what was received, what is not known yet, each once. */
export function freshIn(
  batch: readonly Incoming[],
  { seen, inbox }: Pick<State, 'seen' | 'inbox'>,
): readonly Incoming[] {
  const fresh = new Map<string, Incoming>();
  for (const message of batch) {
    const known = seen.has(message.key) || inbox.has(message.key) || fresh.has(message.key);
    if (!known) fresh.set(message.key, message);
  }
  return [...fresh.values()];
}

/** What a sender gets who has claimed it; undefined for what is in the outbox no more. */
export function claimedIn(state: State, id: string, claim: number): ClaimedOutgoing | undefined {
  const one = state.outbox.get(id);
  if (!one) return undefined;
  const { slot, to } = one.message;
  return claimed(one, claim, slot === null ? [] : standingIn(state, slotKey(slot, to)));
}

/** When a ticket, a message tried again, or a doubt is next due; undefined: nothing waits. */
export function nextWakeIn(state: State): Instant | undefined {
  const ends = doubtsIn(state).map(({ state: { expiresAt } }) => expiresAt);
  const wakes = [state.index.nextWake(), state.outbox.nextRetry(), ...ends].filter((at) => at !== undefined);
  return wakes.length > 0 ? Math.min(...wakes) : undefined;
}
