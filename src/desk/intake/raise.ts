/** An enterprise says what is wrong: register it, at once, with whoever is responsible. */
import { asksTheDate, takenBack } from '../../dialogue/asked-after.ts';
import { callLine, ratingButtons } from '../../dialogue/cards.ts';
import { essence } from '../../dialogue/plain.ts';
import { strangerInWords } from '../../dialogue/stranger-names.ts';
import { clip } from '../../dialogue/text.ts';
import { isGrateful, isThankful } from '../../dialogue/thanks.ts';
import { press } from '../../dialogue/understand.ts';
import { dueOf } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY } from '../../domain/time.ts';
import { offerKey } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import { NOTHING, reply } from '../case.ts';
import { againOrNew, isAnother, mayBeUnsolved } from '../closing/again.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting } from '../dialogue.ts';
import { waitingPictures } from '../files/waiting-pictures.ts';
import { raisedBy } from '../lists/enquiries.ts';
import { recall } from '../recall.ts';
import { filesOf } from '../steps/change.ts';
import { step } from '../steps/steps.ts';
import { withAdvice } from './advice.ts';
import { justRaised } from './follow-ups.ts';
import { offerToRegister } from './offers.ts';
import { askAgain, pictureAlone } from './pictures.ts';
import { open } from './registering.ts';

/** So long after its end people thank for a ticket. */
const REMEMBERED = 7 * DAY;

/** Talk of a member that answers nothing: a difficulty, or a thank-you that needs no answer. */
export async function raise(on: Case, parts: DeskParts): Promise<Outcome> {
  const { text, person, message } = on;
  const { say } = on.view;
  if (person === null) return NOTHING;
  const files = filesOf(on, 'enterprise');
  if (text === '' && message.files.length > 0) return pictureAlone(on, parts);

  if (takenBack(text) !== null && !on.reading.urgent) return nothingTakenBack(on);
  const resolved = (await raisedBy(person.id, 'resolved', parts)).at(-1);
  const thanks = isThankful(text);
  const isTalk = on.reading.kind === 'chatter' || thanks || asksTheDate(text);
  const chatter = isTalk || (await isThanksAfter(on, resolved, parts));
  // In the group the bot keeps quiet where people talk to each other.
  if (chatter && message.chat.kind === 'group') return NOTHING;
  if (await isOfferedAlready(on, parts)) return NOTHING;
  // 谢谢, 解决了, 不满意，……: said to the bot that has just asked whether it is solved.
  if (resolved && (chatter || text.startsWith('不满意'))) return askRating(on, resolved);
  const waits = waitingPictures(on).length > 0;
  if (chatter) return waits ? askAgain(on, parts) : reply(say(thanks ? 'help.thanked' : 'help.chat'));
  const before = message.what === 'text' ? await justRaised(on, parts.followUpMs, parts) : null;
  const follows =
    before !== null && on.reading.bearing?.fresh !== true && !isAnother(on, before, text, parts);
  if (follows) return step(on, { verb: 'supplement', ticket: before, words: text }, parts);
  if (resolved && mayBeUnsolved(on, resolved, text, false, parts))
    return againOrNew(on, resolved, text, parts);
  // The words to pictures that were asked about: nobody is asked whether to register them.
  const asks = (said: Case) => (waits ? null : offerToRegister(said, text, parts));
  const heard = await withAdvice(on, asks(on) !== null, parts);
  return asks(heard) ?? open(heard, text, files, parts);
}

/** 停电那个撤了, of nothing that is open: no difficulty. In the group people take back many things among themselves. */
function nothingTakenBack({ message, view }: Case): Outcome {
  const isToBot = message.chat.kind === 'private' || message.addressed;
  return isToBot ? reply(view.say('told.noneMeant'), { privately: true }) : NOTHING;
}

/** 谢谢，办得真快！ said to nobody in particular while what was asked for is done, or has just ended. */
async function isThanksAfter(
  { person, text, at }: Case,
  resolved: Ticket | undefined,
  { store }: DeskParts,
): Promise<boolean> {
  if (person === null || !isGrateful(text)) return false;
  if (resolved) return true;
  const [ended] = await store.tickets({ member: person.id, states: ['closed'], newest: 1 });
  return ended !== undefined && at - (ended.entries.at(-1)?.at ?? 0) <= REMEMBERED;
}

/** Words asked about that were only touched up since. */
async function isOfferedAlready({ message, person, text }: Case, { store }: DeskParts): Promise<boolean> {
  if (message.what !== 'edit' || person === null) return false;
  const offer = await recall(store, offerKey(person.id));
  return (
    (offer?.awaiting === 'raise' || offer?.awaiting === 'split') && essence(offer.text) === essence(text)
  );
}

/** "Is it solved?", with the buttons to say so. */
export function askRating(on: Case, ticket: Ticket): Outcome {
  const { view } = on;
  const text = view.say('ask.rate', { number: ticket.number, due: dueOf(ticket, view, 'confirm') });
  const buttons = ratingButtons(ticket, view.say);
  return reply(text, { ticket: ticket.number, buttons, privately: ticket.confidential });
}

/**
 * A stranger's words are kept until they say who they are; then they are asked whether to register them. Nothing is done
 * for them before; of a danger they hear whom to ring.
 */
export function stranger(on: Case, parts: DeskParts): Outcome {
  const { message, text, at } = on;
  const { say } = on.view;
  const operator = parts.roster.operators[0]?.name ?? '';
  const asking = text !== '' && on.reading.kind !== 'chatter';
  if (message.chat.kind === 'group') {
    const isToldHow = on.dialogue?.awaiting === 'stranger';
    if (!asking || (isToldHow && !on.reading.urgent)) return NOTHING;
    const name = strangerInWords(message.sender.name, parts.roster, say);
    return {
      ...reply([...whomToRing(on), say('bind.strangerGroup', { name })].join('\n')),
      dialogue: strangersWords(text, at),
    };
  }
  return {
    ...reply([...whomToRing(on), say('bind.stranger', { operator })].join('\n')),
    ...(asking ? { dialogue: strangersWords(text, at) } : {}),
  };
}

/** In the group nobody sees that a stranger's words about an official were heard; in private they are answered as ever. */
export function strangerKept(on: Case): Outcome | null {
  if (on.message.chat.kind !== 'group') return null;
  const replies = whomToRing(on).map((text) => ({ text }));
  return { replies, dialogue: strangersWords(on.text, on.at) };
}

/** In a danger, before whatever else is said. */
function whomToRing({ reading, text, view }: Case): readonly string[] {
  return reading.urgent ? [callLine(text, reading.departments[0]?.id ?? null, view)] : [];
}

function strangersWords(text: string, at: number) {
  return awaiting('stranger', { text }, at);
}

/** After binding: "you said this before – register it now?" */
export function offerEarlier(on: Case, text: string): Pick<Outcome, 'replies' | 'dialogue'> {
  const { say } = on.view;
  return {
    replies: [
      {
        text: say('ask.raise', { text: clip(text, 100) }),
        buttons: [
          [
            { label: say('button.yes'), data: press('raise', 0, 0) },
            { label: say('button.no'), data: press('drop', 0, 0) },
          ],
        ],
      },
    ],
    dialogue: awaiting('raise', { text, origin: null, files: [], unasked: true }, on.at),
  };
}
