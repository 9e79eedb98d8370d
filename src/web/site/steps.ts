/** What a reader can do to a ticket in words of their own: verbs whose words others read, as the one table has them. */
import type { DeskParts } from '../../desk/desk.ts';
import { TICKET_VERBS, type TicketVerb, verbOf } from '../../dialogue/verbs.ts';
import { asksOf, settles } from '../../domain/asked-of.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Reader } from './session.ts';

/** The words of command, in the order in which help names them. */
export function stepsFor(ticket: Ticket, reader: Reader, parts: DeskParts): readonly string[] {
  const { person, roles } = reader;
  return TICKET_VERBS.flatMap((name) => {
    const { said, words, needs, by, in: states } = verbOf(name);
    const [word] = said;
    if (word === undefined || words === 'none' || !states.includes(ticket.state)) return [];
    if (by && !by.some((role) => roles.has(role))) return [];
    const isAllowed = needs.some((action) => may(action, ticket, { person: person.id }, parts.roster));
    return isAllowed && isWanted(name, ticket, reader, parts) ? [word] : [];
  });
}

/** What only answers something is offered where there is something to answer. */
function isWanted(
  verb: TicketVerb,
  ticket: Ticket,
  { person }: Reader,
  { roster, clock }: DeskParts,
): boolean {
  switch (verb) {
    case 'grant':
    case 'deny':
      return settles(person.id, ticket, roster);
    case 'answerDuty':
      return asksOf(ticket, person.id, roster, clock.now()).some(({ duty }) => duty !== undefined);
    case 'sendBack':
      return ticket.duties.some(({ by, answer }) => by === person.id && answer !== null);
    default:
      return true;
  }
}
