/** An owner's word after a ticket, without a command and without a number. */
import { type AskedAfter, askedAfter } from '../../dialogue/asked-after.ts';
import { may } from '../../domain/permissions.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { offerToWithdraw, withdrawal } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { justRaised } from '../intake/follow-ups.ts';
import { askRating } from '../intake/raise.ts';
import { ticketsFor } from '../lists/enquiries.ts';
import { step } from '../steps/steps.ts';
import { askWhich, onVerb } from '../steps/verbs.ts';

/** In reply to the card of a ticket; null when the words are more than that. */
export async function onAskedAfter(
  on: Case,
  ticket: Ticket,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const meant = saidBy(on, text);
  if (meant === null || isOver(ticket)) return null;
  if (meant === 'withdraw') return offerToWithdraw(on, ticket);
  if (meant === 'urge' && ticket.state === 'resolved') return askRating(on, ticket);
  return step(on, { verb: meant, ticket }, parts);
}

/** Of no card in particular; null when there is no ticket that could be meant, or the words are more than that. */
export async function onAskedAfterAny(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const meant = saidBy(on, text);
  if (meant === null) return null;
  // Others read along in the group, and who gives up there may be talking to them.
  if (meant === 'withdraw' && on.message.chat.kind === 'group') return null;
  // 没人来 right behind what was raised tells more of it.
  if (meant === 'urge' && (await justRaised(on, parts.followUpMs, parts))) return null;
  const open = await ticketsFor(on, meant, parts);
  const [only] = open;
  if (!only) return null;
  if (open.length === 1) return onAskedAfter(on, only, text, parts);
  return meant === 'withdraw' ? askWhich(on, meant, '', open) : onVerb(on, meant, null, '', parts);
}

function saidBy({ roles, message }: Case, text: string): AskedAfter | null {
  const isPlain = roles.has('member') && message.what === 'text' && message.files.length === 0;
  return isPlain ? askedAfter(text) : null;
}

/** Whoever takes back the message that raised a ticket may mean the ticket, or only how it was put. */
export function onRecalled(
  { message, referred: ticket, person, view }: Case,
  { roster }: DeskParts,
): Outcome {
  if (!ticket || person === null || isOver(ticket) || ticket.origin.message !== message.replyTo?.message) {
    return NOTHING;
  }
  if (!may('withdraw', ticket, { person: person.id }, roster)) return NOTHING;
  const { number, confidential } = ticket;
  return reply(view.say('ask.recalled', { number }), {
    ticket: number,
    buttons: withdrawal(ticket, view),
    privately: true,
    ...(confidential ? { secret: true } : {}),
  });
}
