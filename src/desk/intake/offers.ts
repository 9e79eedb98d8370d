/**
 * What the program would rather ask than do: to register words that may be no difficulty, to part a message that
 * seems to hold two. One question, in private where the person can be reached, so that the group is left in peace.
 */
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { departmentName } from '../../dialogue/view.ts';
import type { Registration } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Origin } from '../../domain/ticket-parts.ts';
import { mattersIn, withoutNumber } from '../../routing/matters.ts';
import { type Case, type Outcome, type Reply, readingOf } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type DialogueOf, type Earlier } from '../dialogue.ts';
import { addressOf } from '../people/people.ts';

/** Longer words are hardly said in passing. */
const IN_PASSING = 60;
const SHOWN = 100;

export type Offered = Pick<Outcome, 'replies' | 'offer'>;

/** Said in the group to nobody in particular, and it may be a difficulty or not: the speaker is asked, nobody else. */
export function offerToRegister(on: Case, text: string, parts: DeskParts): Outcome | null {
  const { message } = on;
  const inPassing = message.chat.kind === 'group' && !message.addressed && [...text].length <= IN_PASSING;
  // Asked once already whether it is a report, the speaker has said that it is to be dealt with.
  if (on.cleared) return null;
  if (!inPassing || message.files.length > 0 || !canBeAsked(on, parts)) return null;
  if (!readingOf(on, text, parts).doubtful) return null;
  const { say } = on.view;
  const yes = { label: say('button.yes'), data: press('raise', 0, 0) };
  const no = { label: say('button.no'), data: press('drop', 0, 0) };
  return {
    replies: [
      { text: say('ask.raiseSaid', { text: clip(text, SHOWN) }), buttons: [[yes, no]], privately: true },
    ],
    offer: kept(on, { text, ...(on.considered ? { considered: on.considered } : {}) }),
  };
}

/**
 * Sentences beside a report that may be a department's: they stay with it, and the speaker is offered, in private, to
 * have them registered as well.
 */
export function offerBeside(on: Case, text: string): Offered {
  const { say } = on.view;
  const yes = { label: say('button.yes'), data: press('raise', 0, 0) };
  const no = { label: say('button.no'), data: press('drop', 0, 0) };
  const asked = say('confide.beside', { text: clip(text, SHOWN) });
  const origin = { ...originOf(on), message: null };
  return {
    replies: [{ text: asked, buttons: [[yes, no]], privately: true, secret: true }],
    offer: kept(on, { text, origin }),
  };
}

/** Asked with the registration of a message that seems to hold a second difficulty. */
export function offerToPart(
  on: Case,
  { text, department, confidential }: Omit<Registration, 'number'>,
  parts: DeskParts,
): ((ticket: Ticket) => Offered) | undefined {
  if (confidential) return undefined;
  const matters = mattersIn(text, parts.router);
  if (matters.length < 2) return undefined;
  // What stays is the one that the whole message went to.
  const second = matters.find((one) => one.department !== (department ?? matters[0]?.department));
  if (!second) return undefined;
  const words = withoutNumber(second.text);
  const { say } = on.view;
  return ({ number }) => {
    const names = { department: departmentName(second.department, on.view), text: clip(words, SHOWN) };
    const yes = { label: say('button.part'), data: press('split', number, 1, OFFERED) };
    const no = { label: say('button.oneTicket'), data: press('drop', 0, 0) };
    const asked: Reply = {
      text: say('ask.part', { number, ...names }),
      buttons: [[yes, no]],
      ticket: number,
      privately: canBeAsked(on, parts),
    };
    return { replies: [asked], offer: awaiting('split', { ticket: number, text: words }, on.at) };
  };
}

/** The choice of a button that takes up an offer. */
export const OFFERED = 'offered';

export function originOf({ message }: Case): Origin {
  return {
    channel: message.channel,
    chat: message.chat.id,
    chatKind: message.chat.kind,
    message: message.message,
    saidAt: message.at,
  };
}

/** Words that wait for a yes; where nothing else is said, they are from here and without pictures. */
export function kept(
  on: Case,
  { text, ...more }: Pick<Earlier, 'text'> & Partial<Earlier>,
): DialogueOf<'raise'> {
  return awaiting('raise', { origin: originOf(on), files: [], text, ...more }, on.at);
}

export function canBeAsked({ person, office, message }: Case, { roster, channels }: DeskParts): boolean {
  return person !== null && addressOf(person.id, roster, office, channels, message.channel) !== null;
}
