/** A way back: 撤销 one's own last step, and setting right whose a ticket is. */
import { UNDO_WITHIN, undoable } from '../undo.ts';
import { accept, fact, refuse, type Turn } from './common.ts';

export const undo: Turn<'undo'> = (ticket, _, context) => {
  const { at, actor } = context;
  const step = typeof actor === 'string' ? null : undoable(ticket, actor.person);
  if (step === null || at - step.at > UNDO_WITHIN) return refuse(ticket, 'nothingToUndo');
  return accept({ ...fact(context), type: 'undone', step: step.what, of: step.at });
};

/** Whose it is: of what was entered without an enterprise (代录), or for the wrong one. Never of a report. */
export const attribute: Turn<'attribute'> = (ticket, { enterprise, member }, context) => {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (!context.roster.enterprise(enterprise)) return refuse(ticket, 'enterpriseUnknown');
  if (ticket.enterprise === enterprise) return refuse(ticket, 'sameEnterprise');
  return accept({ ...fact(context), type: 'attributed', enterprise, member, from: ticket.enterprise });
};
