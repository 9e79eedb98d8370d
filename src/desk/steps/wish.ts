/** What somebody wants done with a ticket, however they said so: by a command, a press, or in answer to a question. */
import type { TicketVerb } from '../../dialogue/verbs.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';

export interface Wish {
  readonly ticket: Ticket;
  /** What was said with it; empty when nothing was. */
  readonly words: string;
  /** What the button chose, or one before it; empty when none did. */
  readonly choice: string;
}

/** What a verb does. Nobody has asked yet whether the speaker may: `decide` says so. */
export type Turn = (on: Case, wish: Wish, parts: DeskParts) => Outcome | Promise<Outcome>;

/** A wish with its verb; what is left out was not said. */
export interface Wished extends Partial<Omit<Wish, 'ticket'>> {
  readonly verb: TicketVerb;
  readonly ticket: Ticket;
}
