/** 👍 or 👎 on the message that asks for the rating: 满意 or 不满意 of whoever may rate, and nothing of anybody else. */
import { askedAtEnd } from '../../dialogue/arrangements/at-end.ts';
import { may } from '../../domain/permissions.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { cardSlot, ratingSlot } from '../notices/slots.ts';
import { step } from '../steps/steps.ts';

export async function onReacted(on: Case, parts: DeskParts): Promise<Outcome> {
  const { message, person, referred: ticket, answers, served, view } = on;
  if (person === null || !served || ticket?.state !== 'resolved' || ticket.confidential) return NOTHING;
  // The card asks as well, with the same buttons, as long as the ticket waits for its rating.
  const asks = answers === ratingSlot(ticket) || answers === cardSlot(ticket);
  if (!asks || askedAtEnd(ticket, view.say) !== null) return NOTHING;
  if (!may('confirm', ticket, { person: person.id }, parts.roster)) return NOTHING;
  const choice = message.text === '👍' ? 'satisfied' : 'dissatisfied';
  // What was rated turns into the answer; a question that waits for words is not answered by a sign.
  const { replies: _, dialogue: __, ...rated } = await step(on, { verb: 'confirm', ticket, choice }, parts);
  return rated;
}
