/**
 * One cause, many enterprises: a burst main, a substation. Whoever has taken a step on one of their tickets is offered the same
 * step, in the same words, on the others that the same department has in hand. Each ticket then has an event of its own: each
 * enterprise is told and rates for itself, figures count each, and 撤销 takes back each by the rule of single steps.
 */
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { enterpriseName } from '../../dialogue/view.ts';
import { type Command, type Decision, decide } from '../../domain/lifecycle.ts';
import { isInHand, type Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import { offerKey } from '../../store/port.ts';
import { type Case, type Change, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, onlyIf, type SameStep } from '../dialogue.ts';
import { withSameCause } from '../intake/alike.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { hearingOf } from '../people/people.ts';
import { recallAt } from '../recall.ts';
import { heardInWords, refusalInWords } from './change.ts';

/** As much of each enterprise's words as the offer shows. */
const SHOWN = 30;

/** The outcome of a step with the offer to take it on the others as well, where there are any that would take it. */
export async function offeredTogether(on: Case, outcome: Outcome, parts: DeskParts): Promise<Outcome> {
  const [taken, ...more] = outcome.changes ?? [];
  const same = taken && sameStepIn(taken.events);
  if (!same || more.length > 0 || outcome.offer !== undefined || taken.ticket.confidential) return outcome;
  const { say } = on.view;
  const alike = await withSameCause(taken.ticket, parts);
  const open = alike.filter((one) => isInHand(one) && decided(on, one, same, parts).ok);
  if (open.length === 0) return outcome;
  const { number, cycle } = taken.ticket;
  const action = say(`action.${same.verb}`);
  const lines = open.map((one) =>
    say('together.line', {
      number: one.number,
      enterprise: enterpriseName(one, on.view),
      text: clip(one.text, SHOWN),
    }),
  );
  const text = [
    say('together.found', { count: open.length }),
    ...lines,
    same.verb === 'sign' ? say('together.askSign') : say('together.ask', { action }),
    ...(on.message.files.length > 0 ? [say('together.noFiles')] : []),
  ].join('\n');
  const button = {
    label: say('together.button', { action, count: open.length }),
    data: press('together', number, cycle, same.verb),
  };
  const tickets = open.map((one) => one.number);
  return {
    ...outcome,
    replies: [...(outcome.replies ?? []), { text, buttons: [[button]], privately: true }],
    offer: awaiting('together', { ticket: number, same, tickets }, on.at),
  };
}

/** 一并签收 2 件, pressed: the step on each that was named, and of those that do not take it any more, why. */
export async function onTogether(
  on: Case,
  pressed: { readonly number: number; readonly cycle: number; readonly choice: string },
  parts: DeskParts,
): Promise<Outcome> {
  const { person, at, view } = on;
  const { say } = view;
  if (person === null) return NOTHING;
  const offer = onlyIf(await recallAt(parts.store, offerKey(person.id), at), 'together');
  const first = await visibleTicket(on, pressed.number, parts);
  // Taken back or come back meanwhile, the first one has a cycle of its own: what was said of it is said no more.
  const stands = first?.cycle === pressed.cycle;
  if (!offer || !stands || offer.ticket !== pressed.number || offer.same.verb !== pressed.choice) {
    return { toast: say('refusal.oldButton') };
  }
  const { same } = offer;
  const changes: Change[] = [];
  const refused: string[] = [];
  for (const number of offer.tickets) {
    const ticket = await visibleTicket(on, number, parts);
    const decision = ticket && decided(on, ticket, same, parts);
    if (!ticket || !decision) refused.push(say('refusal.notFound', { number }));
    else if (decision.ok) changes.push({ ticket, events: decision.events });
    else refused.push(refusalInWords(decision.refusal, ticket, commandOf(same), on));
  }
  const action = say(`action.${same.verb}`);
  const done = changes.map(({ ticket }) => ticket);
  const numbers = done.map(({ number }) => number).join('、');
  const text = [
    ...(done.length > 0 ? [say('together.told', { numbers, action })] : []),
    ...(same.verb === 'sign' ? [] : unheard(on, done, parts)),
    ...(refused.length > 0 ? [say('together.left'), ...refused] : []),
  ].join('\n');
  return { ...reply(text, { privately: true }), changes, offer: null };
}

/** Enterprises that the program itself cannot tell. */
function unheard(on: Case, done: readonly Ticket[], parts: DeskParts): readonly string[] {
  return done
    .filter((one) => hearingOf(one, parts.roster, on.office, parts.channels) !== 'direct')
    .map((one) => on.view.say('together.heard', { number: one.number, heard: heardInWords(on, one, parts) }));
}

/** What was done and said; null where it was no such step. A step that signs on its way is the later one. */
function sameStepIn(events: readonly TicketEvent[]): SameStep | null {
  const last = events.findLast(({ type }) => type === 'signed' || type === 'fedBack' || type === 'resolved');
  switch (last?.type) {
    case 'signed':
      return { verb: 'sign' };
    case 'fedBack':
      return { verb: 'feedback', text: last.text };
    case 'resolved':
      return { verb: 'resolve', text: last.text, outcome: last.outcome ?? 'solved' };
    default:
      return null;
  }
}

function commandOf(same: SameStep): Extract<Command, { type: SameStep['verb'] }> {
  switch (same.verb) {
    case 'sign':
      return { type: 'sign' };
    case 'feedback':
      return { type: 'feedback', text: same.text, files: [] };
    default:
      return { type: 'resolve', text: same.text, outcome: same.outcome, files: [] };
  }
}

function decided(on: Case, ticket: Ticket, same: SameStep, parts: DeskParts): Decision {
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person?.id ?? '' }, on.at);
  return decide(ticket, commandOf(same), context);
}
