/** A bare number in private: the choice that stood behind it, or which of several tickets is meant. */
import { bareWord } from '../../dialogue/plain.ts';
import { ticketNumber } from '../../dialogue/text.ts';
import { readPress } from '../../dialogue/understand.ts';
import { menuKey } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { chosen } from '../delivery/menus.ts';
import type { DeskParts } from '../desk.ts';
import { type DialogueOf, type MenuChoice, onlyIf, wordsWanted } from '../dialogue.ts';
import { waitingPictures } from '../files/waiting-pictures.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { recall } from '../recall.ts';
import { waitsForWords } from '../talk/talk.ts';
import { stay } from './asking.ts';
import { onPress } from './presses.ts';
import { step } from './steps.ts';

/** Null when the words are no number, or a number that answers something else. */
export async function onNumber(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { message, person, dialogue, text } = on;
  if (person === null || message.chat.kind !== 'private' || message.what !== 'text') return null;
  const word = bareWord(text);
  const number = word.length > 6 || message.files.length > 0 ? null : ticketNumber(word);
  // 延期 23 asks for a number of days; there it is the answer.
  if (number === null || wordsWanted(dialogue)?.verb === 'extend') return null;
  const hasButtons = parts.channels.get(message.channel)?.capabilities.buttons ?? true;
  const menu = hasButtons ? undefined : onlyIf(await recall(parts.store, menuKey(person.id)), 'menu');
  const choice = chosen(number, menu);
  if (choice?.newest) return pressedFor(on, choice, parts);
  const which = onlyIf(dialogue, 'which');
  if (which) return ofSeveral(on, which, number, parts);
  if (waitsForWords(on)) return null;
  // Asked which ticket a photo belongs to, people say its number.
  const named = hasButtons && waitingPictures(on).length > 0 ? await visibleTicket(on, number, parts) : null;
  if (named) return step(on, { verb: 'supplement', ticket: named }, parts);
  if (choice) return askedAgain(on, choice);
  return menu && !message.replyTo ? reply(on.view.say('menu.unknown', { number })) : null;
}

async function pressedFor(on: Case, { data }: MenuChoice, parts: DeskParts): Promise<Outcome | null> {
  const pressed = readPress(data);
  return pressed && spoken(await onPress(on, pressed, parts));
}

/** A number that stood under an earlier message does nothing by itself: another may have been meant. */
function askedAgain({ view }: Case, { number, label, data }: MenuChoice): Outcome {
  const pressed = readPress(data);
  const ticket = pressed?.number ? { ticket: pressed.number } : {};
  const named = ticket.ticket === undefined ? '' : view.say('menu.ofTicket', { number: ticket.ticket });
  const what = label === '' ? view.say('menu.earlier') : label;
  return reply(view.say('menu.older', { number, what: `${named}${what}` }), {
    ...ticket,
    buttons: [[{ label: what, data }]],
  });
}

/** "Which one?" – "23". */
async function ofSeveral(
  on: Case,
  { verb, words, tickets }: DialogueOf<'which'>,
  number: number,
  parts: DeskParts,
): Promise<Outcome> {
  const ticket = await visibleTicket(on, number, parts);
  const isOffered = tickets.length === 0 || tickets.includes(number);
  if (ticket && isOffered) return { dialogue: null, ...(await step(on, { verb, ticket, words }, parts)) };
  return stay(on, reply(on.view.say('menu.notOffered', { number, numbers: tickets.join('、') })));
}

/** There is no passing word without a button: it is said. */
function spoken({ toast, replies = [], ...outcome }: Outcome): Outcome {
  const said = toast === undefined || toast === '' ? [] : [{ text: toast }];
  return { ...outcome, replies: [...said, ...replies] };
}
