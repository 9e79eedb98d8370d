/** 走访: the three questions when it is reported done, one after the other, each answered with one tap. */
import {
  ATTENTIVE,
  askedAttentive,
  askedKept,
  KEPT,
  ON_TIME,
  type Question,
} from '../../../dialogue/arrangements/visit-questions.ts';
import { enterpriseName } from '../../../dialogue/view.ts';
import { wasDue } from '../../../domain/arrangements/visit-figures.ts';
import type { VisitQuestion } from '../../../domain/arrangements/visits.ts';
import { may } from '../../../domain/permissions.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Case, Outcome } from '../../case.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { ratingSlot } from '../../notices/slots.ts';
import { change } from '../../steps/change.ts';
import { arranged, messagesTo, peopleOf } from './tickets.ts';

/** Null where the button is none of the three questions. */
export function answerQuestion(on: Case, ticket: Ticket, what: string, parts: DeskParts): Outcome | null {
  const { say } = on.view;
  const isAsked = what in ON_TIME || what in KEPT || what in ATTENTIVE;
  if (!isAsked) return null;
  const { person } = on;
  if (person === null || !may('confirm', ticket, { person: person.id }, parts.roster)) {
    return { toast: say('refusal.badButton') };
  }
  if (ticket.state !== 'resolved') return { toast: say('refusal.oldButton') };
  if (what in ON_TIME) {
    const next = wasDue(ticket, on.at) ? askedKept(ticket, say) : askedAttentive(ticket, say);
    return { ...answered(on, ticket, 'onTime', what === 'onTime'), outbox: [asked(on, ticket, next)] };
  }
  if (what in KEPT) {
    const next = [asked(on, ticket, askedAttentive(ticket, say))];
    return {
      ...answered(on, ticket, 'kept', what === 'kept'),
      outbox: [...next, ...heard(on, ticket, what)],
    };
  }
  return rated(on, ticket, what as keyof typeof ATTENTIVE, parts);
}

function answered({ at }: Case, { number }: Ticket, question: VisitQuestion, yes: boolean): Outcome {
  return { office: [arranged(at, { did: 'answered', ticket: number, question, yes })] };
}

/** It takes the place of the question before. */
function asked(on: Case, ticket: Ticket, { question, buttons }: Question) {
  return outgoing({
    id: `inbox:${on.message.key}/visit/${ticket.number}/question`,
    to: { person: on.person?.id ?? '', via: on.message.channel },
    text: question,
    buttons,
    slot: ratingSlot(ticket),
    ticket: ticket.number,
    kind: 'question',
    createdAt: on.at,
  });
}

/** What was not kept the 专班 hears at once: it is still time to make it good. */
function heard(on: Case, ticket: Ticket, what: string) {
  if (what === 'kept') return [];
  const facts = { number: ticket.number, enterprise: enterpriseName(ticket, on.view) };
  return messagesTo(
    peopleOf('squad', ticket),
    on.view.say('visit.notKeptNews', facts),
    ticket,
    on,
    'notKept',
  );
}

function rated(on: Case, ticket: Ticket, what: keyof typeof ATTENTIVE, parts: DeskParts): Outcome {
  const { number } = ticket;
  const rating = ATTENTIVE[what];
  return change(on, ticket, { type: 'confirm', rating }, parts, () =>
    rating === 'dissatisfied'
      ? {
          toast: on.view.say('visit.thanksWhy', { number }),
          offer: awaiting('rated', { ticket: number }, on.at),
        }
      : { toast: on.view.say('visit.thanks', { number }) },
  );
}
