/** A way back: 撤销 one's own last step, and setting right whose a ticket is. */
import { evolveTicket } from '../evolve.ts';
import type { TicketEvent } from '../ticket-events.ts';
import { UNDO_WITHIN, undoable } from '../undo.ts';
import { accept, fact, refuse, type Turn } from './common.ts';
import { toWhoIsThere } from './handing.ts';

export const undo: Turn<'undo'> = (ticket, _, context) => {
  const { at, actor } = context;
  const step = typeof actor === 'string' ? null : undoable(ticket, actor.person);
  if (step === null || at - step.at > UNDO_WITHIN) return refuse(ticket, 'nothingToUndo');
  const taken: TicketEvent = { ...fact(context), type: 'undone', step: step.what, of: step.at };
  // Whoever had it may have gone on leave meanwhile.
  return accept(taken, ...toWhoIsThere(evolveTicket(ticket, taken), context));
};

/** Whose it is: of what was entered without an enterprise (代录), or for the wrong one. Never of a report. */
export const attribute: Turn<'attribute'> = (ticket, { enterprise, member }, context) => {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (!context.roster.enterprise(enterprise)) return refuse(ticket, 'enterpriseUnknown');
  // Whoever spoke for it has left, and somebody else does (`desk/people/succession.ts`).
  const isHeir = context.actor === 'system' && member !== null && member !== ticket.member;
  if (ticket.enterprise === enterprise && !isHeir) return refuse(ticket, 'sameEnterprise');
  return accept({ ...fact(context), type: 'attributed', enterprise, member, from: ticket.enterprise });
};
