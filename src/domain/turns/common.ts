/** What every turn of a ticket shares: who did it and when, and how it is accepted or refused. */
import type { Actor, Command, Context, Decision, Refusal, RefusalCode } from '../commands.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import type { By } from '../ticket-parts.ts';
import type { Instant } from '../time.ts';

export type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** One turn: what follows from a command that is allowed and comes in a right state. */
export type Turn<Type extends Command['type']> = (
  ticket: Ticket,
  command: Of<Type>,
  context: Context,
) => Decision;

export function fact(context: Context): { readonly v: 1; readonly at: Instant; readonly by: By } {
  return { v: 1, at: context.at, by: byOf(context.actor) };
}

export function byOf(actor: Actor): By {
  if (actor === 'ledger') return null;
  return actor === 'system' ? 'system' : actor.person;
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** `text` as a field, when something was said. */
export function said(text: string | undefined): { readonly text?: string } {
  return text === undefined || isBlank(text) ? {} : { text };
}

/** Whoever works on a ticket plainly has it: it is signed on the way. */
export function signedOnTheWay(ticket: Ticket, context: Context): readonly TicketEvent[] {
  // A ledger does not record signing; it is never invented.
  return ticket.state === 'assigned' && context.actor !== 'ledger'
    ? [{ ...fact(context), type: 'signed' }]
    : [];
}

export function accept(...events: readonly TicketEvent[]): Decision {
  return { ok: true, events };
}

export function refuse(
  ticket: Ticket,
  code: RefusalCode,
  more: Pick<Refusal, 'until' | 'limit'> = {},
): Decision {
  return { ok: false, refusal: { code, state: ticket.state, ...more } };
}
