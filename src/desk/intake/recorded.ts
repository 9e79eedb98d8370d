/**
 * A line of a ledger, replayed: what somebody wrote once, and later what a department answered. Nobody is behind it
 * whom the program knows, so nobody is answered; from here on it is a ticket like any other.
 */
import { evolveTicket } from '../../domain/evolve.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { registrationOf } from './registering.ts';

export function recorded(on: Case, parts: DeskParts): Outcome {
  return on.message.replyTo === null ? enter(on, parts) : answered(on, parts);
}

/** Registered whatever it says: it stands in the ledger, so somebody took it for a difficulty then. */
function enter(on: Case, parts: DeskParts): Outcome {
  const registration = registrationOf(on, on.text, [], parts);
  const kind = registration.kind === 'chatter' ? 'request' : registration.kind;
  return { register: { registration: { ...registration, kind }, actor: 'ledger' } };
}

/** The answer is the result, given by the department that gave it, whatever routing had made of it. */
function answered(on: Case, parts: DeskParts): Outcome {
  const before = on.referred;
  if (before === undefined) return NOTHING;
  const context = contextOf(parts, before.flow, on.office, 'ledger', on.at);
  const events: TicketEvent[] = [];
  let ticket: Ticket = before;
  for (const command of stepsOf(before, on, parts)) {
    const decision = decide(ticket, command, context);
    if (!decision.ok) throw new Error(`ledger: ${command.type} refused as ${decision.refusal.code}`);
    events.push(...decision.events);
    ticket = decision.events.reduce<Ticket>(evolveTicket, ticket);
  }
  return { changes: [{ ticket: before, events }] };
}

function stepsOf(ticket: Ticket, on: Case, parts: DeskParts): readonly Command[] {
  const resolve: Command = { type: 'resolve', text: on.text, files: [] };
  const known = parts.roster.department(on.message.sender.id)?.id;
  if (ticket.state === 'queued') {
    // Answered before anybody said whose it is, and the ledger does not say either.
    return [{ type: 'assign', department: known ?? parts.roster.defaultDepartment.id }, resolve];
  }
  const elsewhere = known !== undefined && known !== ticket.department && !ticket.confidential;
  return elsewhere ? [{ type: 'transfer', department: known, text: '' }, resolve] : [resolve];
}
