/**
 * How often somebody is answered. Whoever is not on the roster is told once an hour what to do, in however many groups they
 * are; beside that once in private, where they are sent to, once when they open that chat, and once whom to ring in a danger.
 * Somebody who asks very fast is told once that all of it has arrived. Only passing answers are held back: what is registered, what is asked
 * back and what has buttons is said always.
 */
import { HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import { readCode } from './invites.ts';

/** Passing answers a minute in one chat: more than Telegram brings to one chat in that time. */
const PER_MINUTE = 60;
const MANY = 1000;

interface Answered {
  readonly at: Instant;
  /** The message: looked at again after a conflict, it is answered again. */
  readonly key: string;
}

export class Restraint {
  /** By account, of people on the roster also by chat; oldest first. */
  readonly #answered = new Map<string, readonly Answered[]>();

  /** The outcome, without the answers that are too many. */
  restrain(on: Case, outcome: Outcome): Outcome {
    if ((outcome.replies ?? []).length === 0 || !isPassing(on, outcome)) return outcome;
    const [most, span] = on.person === null ? [1, HOUR] : [PER_MINUTE, MINUTE];
    const { channel, chat, sender, what, key } = on.message;
    // Whoever opens the chat is greeted, and answered when they then say something; whom to ring in a danger is said though
    // something was answered within the hour.
    const beside = what === 'start' ? '/start' : on.person === null && on.reading.urgent ? '/danger' : '';
    const where = on.person === null ? chat.kind : chat.id;
    const place = `${channel}/${where}/${sender.id}${beside}`;
    const recent = (this.#answered.get(place) ?? []).filter(
      (one) => one.at > on.at - span && one.at <= on.at && one.key !== key,
    );
    if (recent.length > most) return { ...outcome, replies: [] };
    this.#forget(on.at);
    this.#answered.set(place, [...recent, { at: on.at, key }]);
    if (recent.length < most) return outcome;
    return { ...outcome, replies: on.person === null ? [] : [{ text: on.view.say('trouble.fast') }] };
  }

  #forget(now: Instant): void {
    if (this.#answered.size <= MANY) return;
    for (const [place, answered] of this.#answered) {
      if ((answered.at(-1)?.at ?? 0) <= now - HOUR) this.#answered.delete(place);
    }
  }
}

function isPassing(
  on: Case,
  { replies = [], dialogue, offer, register, registers, changes }: Outcome,
): boolean {
  // Whoever sends a code is answered always; how many of them are kept says reception.ts.
  // An anonymous admin of a group is told each time, as reception.ts keeps few of those too.
  if (on.person === null) return !on.message.sender.anonymous && readCode(on.text) === null;
  const asks = dialogue || offer || replies.some(({ buttons = [] }) => buttons.length > 0);
  return !asks && !register && !registers && (changes ?? []).length === 0;
}
