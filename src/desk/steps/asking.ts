/** Asking for words that are missing: the next text answers. */
import type { TicketVerb } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { type Command, decide, type Refusal } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting } from '../dialogue.ts';
import { answer, refusalInWords } from './change.ts';

/** Faults of what is still to be said, which are no reason not to ask for it. */
const STILL_TO_SAY: ReadonlySet<string> = new Set(['departmentUnknown', 'badDay', 'ratingMissing']);

export function isStillToSay({ code }: Refusal): boolean {
  return STILL_TO_SAY.has(code);
}

/**
 * Asks for the words of a command, and remembers what they are for. `trial` is the command with words to stand in: who
 * may not give it is refused now, as nobody should write an answer that then is not taken. `choice`: what a button
 * chose already, for the step that the answer is taken in.
 */
export function ask(
  on: Case,
  ticket: Ticket,
  trial: Extract<Command, { type: TicketVerb }>,
  question: string,
  parts: DeskParts,
  { choice, buttons }: { readonly choice?: string; readonly buttons?: Buttons } = {},
): Outcome {
  if (on.person === null) return NOTHING;
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person.id }, on.at);
  const decision = decide(ticket, trial, context);
  if (!decision.ok && !isStillToSay(decision.refusal)) {
    return answer(on, refusalInWords(decision.refusal, ticket, trial, on));
  }
  const dialogue = awaiting(
    'words',
    { verb: trial.type, ticket: ticket.number, ...(choice === undefined ? {} : { choice }) },
    on.at,
  );
  return { ...reply(question, { ticket: ticket.number, ...(buttons ? { buttons } : {}) }), dialogue };
}

/** Keeps a question open after an answer that could not be used. */
export function stay(on: Case, outcome: Outcome): Outcome {
  return on.dialogue ? { ...outcome, dialogue: on.dialogue } : outcome;
}
