/** A ticket that a dispatcher enters: what it is registered with, and the receipt to paste back into the group. */
import { callLines } from '../../dialogue/cards.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, dueOf, enterpriseName, liaisonName, type View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Origin, TicketFile } from '../../domain/ticket-parts.ts';
import type { Case, Registering } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { mayBeReport, registrationOf } from '../intake/registering.ts';
import { groupsInReach } from '../people/people.ts';
import type { Words } from './matters.ts';
import type { Speaker } from './speakers.ts';

const SHOWN = 60;

/** `speaker` null: a danger that waits for nobody, not even for whose it is. */
export function registering(
  on: Case,
  { text, at }: Pick<Words, 'text' | 'at'>,
  speaker: Speaker | null,
  files: readonly TicketFile[],
  parts: DeskParts,
): Registering {
  const clerk = on.person?.id ?? '';
  const routed = registrationOf(on, text, files, parts, mayBeReport(on, text, parts));
  return {
    actor: { person: clerk },
    registration: {
      ...routed,
      // Somebody took it for a difficulty, whatever the rules think.
      kind: routed.kind === 'chatter' ? 'request' : routed.kind,
      enterprise: speaker?.enterprise ?? null,
      member: speaker?.member ?? null,
      enteredBy: clerk,
      origin: originOf(on, at, parts),
    },
    telling: (ticket) => ({ replies: [{ text: receipt(ticket, on.view), ticket: ticket.number }] }),
  };
}

/** As if it had been said in the group, where there is one: its card is shown there. */
function originOf({ message, office }: Case, at: number | null, { roster, channels }: DeskParts): Origin {
  const [group] = groupsInReach(roster, office, channels);
  const said = at === null ? {} : { saidAt: at };
  return group
    ? { ...group, chatKind: 'group', message: null, ...said }
    : { channel: message.channel, chat: message.chat.id, chatKind: 'private', message: null, ...said };
}

/** To be pasted into the group as it is: in a danger whom to ring first stands above it. */
export function receipt(ticket: Ticket, view: View): string {
  return [...callLines(ticket, view), receiptLines(ticket, view)].join('\n');
}

function receiptLines(ticket: Ticket, view: View): string {
  const { say } = view;
  const { number } = ticket;
  if (ticket.confidential) return say('clerk.report', { number });
  const facts = { number, enterprise: enterpriseName(ticket, view), text: clip(ticket.text, SHOWN) };
  if (ticket.department === null) {
    return say('clerk.receiptQueued', { ...facts, due: dueOf(ticket, view, 'dispatch') });
  }
  return say('clerk.receipt', {
    ...facts,
    department: departmentName(ticket.department, view),
    liaison: liaisonName(ticket, view),
    sign: dueOf(ticket, view, 'sign'),
    resolve: dueOf(ticket, view),
  });
}
