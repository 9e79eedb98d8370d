/** A bare number in private: the choice that stood behind it, or which of several tickets is meant. */
import { bareWord } from '../../dialogue/plain.ts';
import { ticketNumber } from '../../dialogue/text.ts';
import { readPress, type TicketVerb } from '../../dialogue/understand.ts';
import { menuKey } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { chosen, isNewest } from '../delivery/menus.ts';
import type { DeskParts } from '../desk.ts';
import { waitingPictures } from '../files/waiting-pictures.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { waitsForWords } from '../talk/talk.ts';
import { onPress } from './presses.ts';
import { step } from './steps.ts';

/** `延期 23` asks for a number of days; there it is the answer. */
const ASKS_A_NUMBER = 'extend';

/** Null when the words are no number, or a number that answers something else. */
export async function onNumber(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { message, person, dialogue, text } = on;
  if (person === null || message.chat.kind !== 'private' || message.what !== 'text') return null;
  const word = bareWord(text);
  const number = word.length > 6 || message.files.length > 0 ? null : ticketNumber(word);
  if (number === null || dialogue?.awaiting === ASKS_A_NUMBER) return null;
  const hasButtons = parts.channels.get(message.channel)?.capabilities.buttons ?? true;
  const menu = hasButtons ? undefined : await parts.store.dialogue(menuKey(person.id));
  const data = chosen(number, menu);
  const asked = waitsForWords(on);
  const which = dialogue?.awaiting === 'which';
  const pressed = data === null || ((asked || which) && !isNewest(number, menu)) ? null : readPress(data);
  if (pressed) return spoken(await onPress(on, pressed, parts));
  if (which) return ofSeveral(on, number, parts);
  // Asked which ticket a photo belongs to, people say its number.
  const named = hasButtons && waitingPictures(on).length > 0 ? await visibleTicket(on, number, parts) : null;
  if (named) return step(on, 'supplement', named, '', '', parts);
  return menu && !asked && !message.replyTo ? reply(on.view.say('menu.unknown', { number })) : null;
}

/** "Which one?" – "23". */
async function ofSeveral(on: Case, number: number, parts: DeskParts): Promise<Outcome | null> {
  const { verb, words = '' } = on.dialogue?.data ?? {};
  const ticket = await visibleTicket(on, number, parts);
  if (!verb || !ticket) return null;
  return { dialogue: null, ...(await step(on, verb as TicketVerb, ticket, words, '', parts)) };
}

/** There is no passing word without a button: it is said. */
function spoken({ toast, replies = [], ...outcome }: Outcome): Outcome {
  const said = toast === undefined || toast === '' ? [] : [{ text: toast }];
  return { ...outcome, replies: [...said, ...replies] };
}
