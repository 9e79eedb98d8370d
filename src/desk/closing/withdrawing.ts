/** "Withdraw it?" – asked of whoever seems to want a ticket no more; it holds as long as nothing has happened since. */
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import type { Buttons, View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, type Outcome, reply } from '../case.ts';

const SHOWN = 20;

/** Taken at their word, a company that only sighs would lose its ticket. `version`: that the ticket has once this is said. */
export function offerToWithdraw({ view }: Case, ticket: Ticket, version = ticket.version): Outcome {
  const { number, confidential } = ticket;
  const text = confidential ? view.say('kind.report') : clip(ticket.text, SHOWN);
  return reply(view.say('ask.withdraw', { number, text }), {
    ticket: number,
    buttons: withdrawal(ticket, view, version),
    privately: confidential,
  });
}

export function withdrawal({ number, cycle, version: now }: Ticket, { say }: View, version = now): Buttons {
  const choice = `at-${version}`;
  return [[{ label: say('action.withdraw'), data: press('withdraw', number, cycle, choice) }]];
}

/** 来电了，不用管了, and then 又停了: what was asked before is asked anew. */
export function isOutdated(choice: string, { version }: Ticket): boolean {
  const [, at] = /^at-(\d{1,9})$/.exec(choice) ?? [];
  return at !== undefined && Number(at) !== version;
}
