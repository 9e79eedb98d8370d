/** What a reader can do to a ticket in words of their own: verbs whose words others read, as the one table has them. */

import type { DeskParts } from '../../desk/desk.ts';
import { TICKET_VERBS, verbOf } from '../../dialogue/verbs.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Reader } from './session.ts';

/** The words of command, in the order in which help names them. */
export function stepsFor(ticket: Ticket, { person }: Reader, { roster }: DeskParts): readonly string[] {
  return TICKET_VERBS.flatMap((name) => {
    const { said, words, needs, by, in: states } = verbOf(name);
    const [word] = said;
    if (word === undefined || words === 'none' || !states.includes(ticket.state)) return [];
    const roles = roster.rolesOf(person.id).map(({ role }) => role);
    if (by && !by.some((role) => roles.includes(role))) return [];
    return needs.some((action) => may(action, ticket, { person: person.id }, roster)) ? [word] : [];
  });
}
