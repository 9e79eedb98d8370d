/** The enterprise comes back: 没解决 to what was reported done, 重开 to what is over; or is it another matter? */
import { reopenedAnswer, reworkedAnswer } from '../../dialogue/ending-lines.ts';
import { saysAgain, saysStill } from '../../dialogue/still.ts';
import { press } from '../../dialogue/understand.ts';
import { stateName } from '../../dialogue/view.ts';
import { decide } from '../../domain/lifecycle.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { HOUR } from '../../domain/time.ts';
import { isOfTheReport } from '../../routing/parting.ts';
import { complains } from '../../routing/question.ts';
import { type Case, inPrivate, NOTHING, type Outcome, readingOf, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, onlyIf } from '../dialogue.ts';
import { originOf } from '../intake/offers.ts';
import { open } from '../intake/registering.ts';
import { isNewDanger } from '../notices/concerned.ts';
import { ask } from '../steps/asking.ts';
import { answer, change, filesOf, refusalInWords, withFiles } from '../steps/change.ts';
import type { Wish } from '../steps/wish.ts';

const CHOOSE_WITHIN = HOUR;
/** The choice of a button: the words came before it. */
export const SAID = 'said';

/** What each way back asks when nothing is said of why, and what it answers. */
const BACK = {
  rework: { why: 'ask.unsolved', answered: reworkedAnswer },
  reopen: { why: 'ending.reopen', answered: reopenedAnswer },
} as const;

/** 没解决 23 又跳闸了 and 重开 23 又坏了: back to the department. */
export function comeBack(
  on: Case,
  type: keyof typeof BACK,
  { ticket, words, choice }: Wish,
  parts: DeskParts,
): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const { why, answered } = BACK[type];
  const said = wordsOf(on, ticket, words, choice);
  if (said === null) return answer(on, say('refusal.oldButton'));
  if (said.text === '') return ask(on, ticket, { type, text: '…' }, say(why, { number }), parts);
  const outcome = change(on, ticket, { type, text: said.text }, parts, (after) =>
    answer(on, answered(after, on.view), number),
  );
  return withFiles(on, outcome, said.files, parts);
}

/** The words with the command, or those that the question was asked for; null when they are no longer known. */
function wordsOf(on: Case, ticket: Ticket, words: string, choice: string) {
  if (choice !== SAID) return { text: words, files: filesOf(on, 'enterprise') };
  const asked = onlyIf(on.dialogue, 'raise');
  return asked?.again === ticket.number ? asked : null;
}

/** Whether words are plainly a difficulty of their own: another department's, a report, or a danger that was none before. */
export function isAnother(on: Case, ticket: Ticket, text: string, parts: Pick<DeskParts, 'router'>): boolean {
  const { kind, auto, urgent, departments } = readingOf(on, text, parts);
  if (kind === 'whistleblow') return !ticket.confidential;
  // A danger does not wait for a discipline contact, nor does a road.
  if (ticket.confidential) return urgent || (auto && complains(text) && !isOfTheReport(text));
  return (auto && departments[0]?.id !== ticket.department) || isNewDanger(on, ticket, text, parts);
}

/**
 * Whether words on a ticket that is reported done say that it is not. `quoted`: in answer to a message about it;
 * otherwise they might be about anything, and in the group to anybody.
 */
export function mayBeUnsolved(
  on: Case,
  ticket: Ticket,
  text: string,
  quoted: boolean,
  parts: DeskParts,
): boolean {
  if (ticket.state !== 'resolved' || text === '' || on.message.what !== 'text') return false;
  if (isAnother(on, ticket, text, parts)) return false;
  const isPrivate = on.message.chat.kind === 'private';
  return saysStill(text) || ((quoted || isPrivate) && complains(text));
}

/** On a ticket that is reported done or over: the same thing again, or another? The words are kept. */
export function againOrNew(on: Case, ticket: Ticket, text: string, parts: DeskParts): Outcome {
  const { person, at, office } = on;
  const { say } = on.view;
  if (person === null) return NOTHING;
  const { number, cycle } = ticket;
  const type = ticket.state === 'resolved' ? 'rework' : 'reopen';
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
  const decision = decide(ticket, { type, text }, context);
  const asNew = { label: say('ending.asNew'), data: press('raise', 0, 0) };
  const files = filesOf(on, 'enterprise');
  if (!decision.ok) {
    if (!isOver(ticket)) return answer(on, refusalInWords(decision.refusal, ticket, { type, text }, on));
    // What was said is not to be said again: it waits for the tap.
    return {
      ...reply(say('ending.overSoNew', { number, state: stateName(ticket, say) }), {
        buttons: [[asNew]],
        ticket: number,
        privately: ticket.confidential,
      }),
      dialogue: awaiting('raise', { text, origin: null, files }, at, CHOOSE_WITHIN),
    };
  }
  const label = type === 'rework' ? say('button.unsolved') : say('action.reopen');
  const again = { label, data: press(type, number, cycle, SAID) };
  return {
    ...reply(say(`ending.${type}OrNew`, { number, state: stateName(ticket, say) }), {
      buttons: [[again, asNew]],
      ticket: number,
      privately: ticket.confidential,
    }),
    dialogue: awaiting('raise', { text, origin: null, files, again: number }, at, CHOOSE_WITHIN),
  };
}

/** On a ticket that is over: a danger is rung for at once, and no tap is waited for; 又塌了 is one only beside what it says again. */
export async function sinceItsEnd(
  on: Case,
  ticket: Ticket,
  text: string,
  parts: DeskParts,
): Promise<Outcome> {
  return isDangerAnew(on, ticket, text, parts)
    ? open(on, text, filesOf(on, 'enterprise'), parts)
    : againOrNew(on, ticket, text, parts);
}

function isDangerAnew(on: Case, ticket: Ticket, text: string, parts: DeskParts): boolean {
  if (!isOver(ticket) || !readingOf(on, text, parts).urgent) return false;
  return !(saysAgain(text) && canReopen(on, ticket, text, parts));
}

export function canReopen(on: Case, ticket: Ticket, text: string, parts: DeskParts): boolean {
  const { person, at, office } = on;
  if (person === null) return false;
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
  return decide(ticket, { type: 'reopen', text }, context).ok;
}

/** The same asked in private, also of what was said in a group: then the words wait where the private answer finds them. */
export async function againOrNewPrivately(
  on: Case,
  ticket: Ticket,
  text: string,
  parts: DeskParts,
): Promise<Outcome> {
  if (isDangerAnew(on, ticket, text, parts)) return sinceItsEnd(on, ticket, text, parts);
  const { dialogue, ...asked } = inPrivate(againOrNew(on, ticket, text, parts));
  const said = onlyIf(dialogue, 'raise');
  if (!said) return asked;
  if (on.message.chat.kind === 'private') return { ...asked, dialogue: said };
  return { ...asked, offer: { ...said, origin: originOf(on) } };
}
