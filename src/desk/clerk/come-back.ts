/** A matter of an enterprise that was done is said again: the same once more, or a new one? The dispatcher says which. */
import { stateName } from '../../dialogue/view.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case, Change, Reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { refusalInWords } from '../steps/change.ts';
import { Sorting } from './sorting.ts';
import type { Again } from './waiting.ts';

const REOPEN = /^(?:重开|重办|接着办|还是原件|原件|没解决)[吧。！!\s]*$/u;
const NEW = /^(?:新件|新的|新开|另登|另行登记|不是一[件回]事?|两[件回]事)[吧。！!\s]*$/u;

/** Whether words choose between the two, and are no command. */
export function isChoice(text: string): boolean {
  return REOPEN.test(text) || NEW.test(text);
}

interface Settled {
  readonly sorting: Sorting;
  readonly changes: readonly Change[];
  readonly replies: readonly Reply[];
}

/** Null when the words choose neither. */
export async function comeBackOrNew(on: Case, again: Again, parts: DeskParts): Promise<Settled | null> {
  const { text } = on;
  if (!isChoice(text)) return null;
  const sorting = new Sorting(on, parts);
  const ticket = REOPEN.test(text) ? await parts.store.ticket(again.ticket) : undefined;
  if (!ticket || on.person === null) {
    sorting.enter({ ...again, pieces: [again] }, again.speaker);
    return { sorting, changes: [], replies: [] };
  }
  const command = commandFor(ticket, again.text);
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person.id }, on.at);
  const decision = decide(ticket, command, context);
  const { number } = ticket;
  if (!decision.ok) {
    // Too late, or too often: then it is a matter of its own.
    sorting.enter({ ...again, pieces: [again] }, again.speaker);
    return {
      sorting,
      changes: [],
      replies: [{ text: refusalInWords(decision.refusal, ticket, command, on) }],
    };
  }
  const told = on.view.say('clerk.reopened', { number, state: stateName(ticket, on.view.say) });
  return {
    sorting,
    changes: [{ ticket, events: decision.events }],
    replies: [{ text: told, ticket: number }],
  };
}

/** What was reported done goes back as by a call of the hub's; what is closed is opened again; what is in hand hears of it. */
function commandFor(ticket: Ticket, text: string): Command {
  if (ticket.state === 'resolved') {
    return { type: 'callBack', answers: { solved: false, answered: null, contacted: null }, text };
  }
  return ticket.state === 'closed' || ticket.state === 'rejected'
    ? { type: 'reopen', text }
    : { type: 'supplement', text, files: [], edit: false };
}
