/** A step on one ticket, however it was asked for: a command, a button, an answer. */
import { verbOf } from '../../dialogue/verbs.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { saysNothingNew } from '../talk/edits.ts';
import { answer } from './change.ts';
import { onEnd } from './merged.ts';
import { offeredTogether } from './together.ts';
import { TURNS } from './turns.ts';
import type { Wished } from './wish.ts';

const BARE_NUMBER = /^\d+[\s.。号件]*$/u;
/** With or without the code of its place: no ticket has so high a number. */
const TELEPHONE = /^\d{7,}$/u;

/** Carries out a verb on a ticket that has been found. */
export async function step(on: Case, wished: Wished, parts: DeskParts): Promise<Outcome> {
  const { verb, ticket, words = '', choice = '' } = wished;
  const { referred } = on;
  if (saysNothingNew(on, ticket, words) || (referred && saysNothingNew(on, referred, words))) return NOTHING;
  const { told = false, bound = false } = verbOf(verb);
  // A number alone answered something else: it is no result and no reason, and nobody is to read it as one. A telephone is
  // more of a matter.
  const isNews = verb === 'supplement' && TELEPHONE.test(words);
  const said = told && BARE_NUMBER.test(words) && !isNews ? '' : words;
  return onEnd(on, ticket, said, parts, async (end) => {
    // Nor does a choice follow a merged ticket: it was made from what stood there.
    const staysBehind = bound || (said === '' && choice !== '');
    if (end !== ticket && staysBehind) return answer(on, on.view.say('ending.wentAsk', { into: end.number }));
    const outcome = await TURNS[verb](on, { ticket: end, words: said, choice }, parts);
    return end.confidential ? secretly(on, outcome) : offeredTogether(on, outcome, parts);
  });
}

/** What is said of a report goes to whoever said it alone. */
function secretly(on: Case, outcome: Outcome): Outcome {
  const secret = (replies: Outcome['replies'] = []) =>
    replies.map((one) => ({ ...one, privately: true, secret: true }));
  if (on.message.chat.kind === 'private') return { ...outcome, replies: secret(outcome.replies) };
  // Where others read along, not even the number of a confidential report is named, and nothing is asked.
  const asks = outcome.dialogue !== undefined && outcome.dialogue !== null;
  const replies = asks ? [{ text: on.view.say('told.reportHere') }] : (outcome.replies ?? []);
  return { ...outcome, replies: secret(replies), ...(asks ? { dialogue: null } : {}) };
}
