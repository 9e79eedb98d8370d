/**
 * Who is known only by a name that anybody can give themselves (微信群昵称). Words in the group may raise a matter under it,
 * as everybody there reads them; whatever takes a person's authority, or shows what is not for everybody, waits until
 * the account itself is known.
 */
import { askedAfter } from '../../dialogue/asked-after.ts';
import { type Intent, isDone, isThanks } from '../../dialogue/understand.ts';
import { type Case, NOTHING, type Outcome, readingOf, reply } from '../case.ts';
import { isAnother } from '../closing/again.ts';
import type { DeskParts } from '../desk.ts';
import { change, filesOf } from '../steps/change.ts';
import { withAdvice } from './advice.ts';
import { justRaised } from './follow-ups.ts';
import { strangerKept } from './raise.ts';
import { open } from './registering.ts';

export async function saidByName(on: Case, intent: Intent, parts: DeskParts): Promise<Outcome> {
  const { claimed, message, text } = on;
  const refused = reply(on.view.say('bind.byName'));
  if (intent.type !== 'talk') return refused;
  const isMember = claimed !== null && parts.roster.enterpriseOf(claimed.id) !== undefined;
  const ofTickets = on.referred || message.replyTo?.fromBot || askedAfter(text) !== null || isDone(text);
  if (!isMember || ofTickets) return message.addressed ? refused : NOTHING;
  if (message.what !== 'text' || isThanks(text)) return NOTHING;
  // Nobody can be asked in private what it is: it waits until the account is known.
  if (on.reading.suspected && !on.reading.urgent) return strangerKept(on) ?? NOTHING;
  return raise({ ...on, person: claimed, roles: new Set(['member']), dialogue: undefined }, parts);
}

/** Registered, or put to what was raised in the same breath; nobody is asked what only they could answer. */
async function raise(on: Case, parts: DeskParts): Promise<Outcome> {
  const { message, text } = on;
  const { kind, doubtful, auto } = readingOf(on, text, parts);
  const files = filesOf(on, 'enterprise');
  if (text === '' && files.length === 0) return NOTHING;
  const isTalk = text !== '' && (kind === 'chatter' || ((doubtful || message.replyTo !== null) && !auto));
  if (isTalk) return NOTHING;
  const before = await justRaised(on, parts.followUpMs, parts);
  if (before !== null && (text === '' || !isAnother(on, before, text, parts))) {
    return change(on, before, { type: 'supplement', text, files, edit: false }, parts, () => NOTHING);
  }
  if (text === '') return NOTHING;
  const outcome = await open(await withAdvice(on, false, parts), text, files, parts);
  if (!outcome.register) return outcome;
  const { telling: _, ...register } = outcome.register;
  return { ...outcome, register };
}
