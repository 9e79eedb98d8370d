/** A message that was changed afterwards: what it says anew, if it says anything anew. */
import { essence } from '../../dialogue/plain.ts';
import type { Command } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case } from '../case.ts';
import { areAlike } from '../intake/alike.ts';

/** An emoji, a space, a full stop: whoever read the words before reads nothing new, and is told nothing. */
export function saysNothingNew({ message, person }: Case, ticket: Ticket, words: string): boolean {
  if (message.what !== 'edit' || words === '') return false;
  if (message.files.some(({ ref }) => !ticket.files.some(({ source }) => source.ref === ref))) return false;
  const said = ticket.entries.flatMap(({ by, text }) =>
    text !== undefined && by === person?.id ? text : [],
  );
  const noted = (ticket.notes ?? []).flatMap(({ by, text }) => (by === person?.id ? text : []));
  const all = [ticket.text, ...said, ...noted].map(essence);
  const now = essence(words);
  const last = all.lastIndexOf(now);
  // Back to what it was before another correction is a correction.
  return last >= 0 && !all.slice(last + 1).some((later) => areAlike(later, now));
}

/** What each command leaves on the record. */
const LEAVES: Readonly<Partial<Record<Command['type'], Ticket['entries'][number]['what']>>> = {
  sign: 'signed',
  resolve: 'resolved',
  confirm: 'confirmed',
  urge: 'urged',
  withdraw: 'withdrawn',
};

/** An edited command that its writer has had carried out already. */
export function isRepeated({ message, person }: Case, { entries }: Ticket, { type }: Command): boolean {
  const left = LEAVES[type];
  return message.what === 'edit' && entries.some(({ what, by }) => what === left && by === person?.id);
}
