/** Whether what an office's own people say is carried to others: the enterprise, another office, whoever works on the ticket. */
import { understand } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { type Awaiting, ticketOf } from '../dialogue.ts';
import { leads } from '../duties/spoken.ts';
import { ticketsFor } from '../lists/enquiries.ts';

/** Questions of ours whose answer somebody else reads. */
const ANSWERS_ARE_READ: ReadonlySet<Awaiting> = new Set([
  'words',
  'which',
  'byWhen',
  'ordering',
  'replyKind',
  'arranging',
  'evidence',
  'callBack',
]);

/**
 * A step on a ticket, in a command, an answer or a reply, and what a leader says in the group, which may be an order. Not
 * what is pasted for 代录, which has a way of its own for reports; nor words on a report, whose contacts work with such words.
 */
export async function isCarried(on: Case, parts: DeskParts): Promise<boolean> {
  const { text, referred, dialogue, message } = on;
  const intent = understand(text);
  if (dialogue?.awaiting === 'clerk') return false;
  if (intent.type === 'ticket') {
    const { verb, number } = intent;
    const meant = number === null ? referred : await parts.store.ticket(number);
    if (meant || number !== null) return !isReport(meant);
    return !(await ticketsFor(on, verb, parts)).some(isReport);
  }
  if (intent.type !== 'talk') return false;
  if (referred) return !isReport(referred);
  if (dialogue && ANSWERS_ARE_READ.has(dialogue.awaiting)) {
    const asked = ticketOf(dialogue);
    return asked === null || !isReport(await parts.store.ticket(asked));
  }
  return message.chat.kind === 'group' && leads(on);
}

function isReport(ticket: Ticket | undefined): boolean {
  return ticket?.confidential === true;
}
