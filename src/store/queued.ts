/** A message of the outbox as it is kept, in memory and in a checkpoint. */
import type { Instant } from '../domain/time.ts';
import type { ClaimedOutgoing, Outgoing } from './port.ts';

/** A message and where it stands. Never changed in place. */
export interface Queued {
  readonly message: Outgoing;
  /** Place in the queue, over all lanes. */
  readonly order: number;
  /** Failed tries that count. */
  readonly tries: number;
  /** When the first of them failed; left out: none has. */
  readonly failingSince?: Instant;
  /** It keeps failing, and those behind it go on. */
  readonly aside?: true;
  readonly retryAt: Instant | null;
  readonly held: boolean;
  /** Why it is held or waits. */
  readonly why: string | null;
  readonly claim: { readonly number: number; readonly until: Instant } | null;
  /** A sender died with it in hand, or got no answer: it may have arrived. */
  readonly unsure: boolean;
}

/** What a sender who has claimed it gets; `standing`: the messages that stand in its slot. */
export function claimed(
  { message, tries, unsure, failingSince, aside }: Queued,
  claim: number,
  standing: ClaimedOutgoing['standing'],
): ClaimedOutgoing {
  const failing = { ...(failingSince !== undefined && { failingSince }), ...(aside && { aside }) };
  return { message, claim, tries, unsure, standing, ...failing };
}
