/**
 * What the enterprise is asked when a ticket of an arrangement is reported done, in place of the ordinary rating. A kind that
 * is not named here has the ordinary rating.
 */
import type { FlowId } from '../../domain/flow.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Say } from '../wording.ts';
import { askedAfterVisit, type Question } from './visit-questions.ts';

const ASKED: Readonly<Partial<Record<FlowId, (ticket: Ticket, say: Say) => Question>>> = {
  visit: askedAfterVisit,
};

/** Null where it has the ordinary rating. */
export function askedAtEnd(ticket: Ticket, say: Say): Question | null {
  const id = ticket.flow.split('@')[0] as FlowId;
  return ASKED[id]?.(ticket, say) ?? null;
}
