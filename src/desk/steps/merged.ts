/** A merged ticket (并单) is no dead end: what is said on it reaches the one it went into. */
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Store } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { answer } from './change.ts';

/** The ticket that this one went into in the end, through however many; itself when it went into none. */
export async function endOf(ticket: Ticket, store: Pick<Store, 'ticket'>): Promise<Ticket> {
  let end = ticket;
  // None goes into one that is over, so no chain comes back to where it began.
  while (end.state === 'merged' && end.mergedInto !== null) {
    const next = await store.ticket(end.mergedInto);
    if (!next) return end;
    end = next;
  }
  return end;
}

/**
 * Does on the end of the chain what was meant for a ticket, and says so in a short sentence first. Who may do it is
 * asked there. `words`: what was said, empty for a press.
 */
export async function onEnd(
  on: Case,
  ticket: Ticket,
  words: string,
  parts: Pick<DeskParts, 'store' | 'roster'>,
  act: (end: Ticket) => Promise<Outcome>,
): Promise<Outcome> {
  const end = await endOf(ticket, parts.store);
  if (end.number === ticket.number) return act(ticket);
  const { person, view } = on;
  const numbers = { number: ticket.number, into: end.number };
  if (person === null || !may('view', end, { person: person.id }, parts.roster)) {
    return answer(on, view.say('ending.wentNotYours', numbers));
  }
  const outcome = await act(end);
  const isPassedOn = words !== '' && (outcome.changes ?? []).length > 0;
  return withFirst(outcome, view.say(isPassedOn ? 'ending.wentOn' : 'ending.went', numbers));
}

/** The answer with a sentence before it; where nothing is answered, nothing. */
function withFirst(outcome: Outcome, sentence: string): Outcome {
  const { replies, toast } = outcome;
  const [first, ...others] = replies ?? [];
  return {
    ...outcome,
    ...(first ? { replies: [{ ...first, text: `${sentence}\n${first.text}` }, ...others] } : {}),
    ...(toast === undefined ? {} : { toast: `${sentence}${toast}` }),
  };
}
