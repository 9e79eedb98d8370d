/** 备注: what those who work on a ticket tell each other. It moves no clock and answers nobody. */
import { readsNotes } from '../notes.ts';
import { accept, fact, isBlank, refuse, type Turn } from './common.ts';

export const note: Turn<'note'> = (ticket, { text }, context) => {
  const { actor, roster } = context;
  if (typeof actor === 'string' || !readsNotes(ticket, actor.person, roster))
    return refuse(ticket, 'notYours');
  return isBlank(text)
    ? refuse(ticket, 'textMissing')
    : accept({ ...fact(context), by: actor.person, type: 'noted', text });
};
