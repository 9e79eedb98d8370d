/** 备注 23 …: for those who work on it; nobody is told. */
import { type Case, inPrivate, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ask } from './asking.ts';
import { answer, change } from './change.ts';
import type { Wish } from './wish.ts';

export function note(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const isRead = on.message.chat.kind === 'group';
  if (words === '' && isRead) return inPrivate(answer(on, say('note.privately', { number }), number));
  if (words === '') return ask(on, ticket, { type: 'note', text: '…' }, say('note.ask', { number }), parts);
  const outcome = change(on, ticket, { type: 'note', text: words }, parts, () =>
    answer(on, say(isRead ? 'note.toldInGroup' : 'note.told', { number }), number),
  );
  // Where the enterprise reads along, it hears nothing more of it.
  return isRead ? inPrivate(outcome) : outcome;
}
