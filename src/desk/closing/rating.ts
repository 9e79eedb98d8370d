/** 评价: the rating, the one question that 不满意 leaves open, and the words that explain it. */
import { solvedButtons } from '../../dialogue/ending-lines.ts';
import { isThanks, ratingOf, solvedIn } from '../../dialogue/understand.ts';
import type { Command } from '../../domain/lifecycle.ts';
import { isSolvedUnsaid } from '../../domain/solved.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Rating, SOLVED_WORDS, type SolvedWord } from '../../domain/ticket-parts.ts';
import { complains } from '../../routing/question.ts';
import { type Outgoing, offerKey } from '../../store/port.ts';
import { type Case, type Outcome, readingOf, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, onlyIf } from '../dialogue.ts';
import { solvedSlot } from '../notices/slots.ts';
import { recallAt } from '../recall.ts';
import { ask } from '../steps/asking.ts';
import { answer, change } from '../steps/change.ts';
import type { Wish } from '../steps/wish.ts';
import { againOrNew, canReopen, comeBack, isAnother } from './again.ts';

const RATINGS: readonly Rating[] = ['satisfied', 'basic', 'dissatisfied'];

/** 满意 23, or its button. */
export function rate(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const said = choice === '' ? ratingOf(words) : { rating: choice as Rating, text: '' };
  if (said === null || !RATINGS.includes(said.rating)) return answer(on, say('refusal.badButton'));
  const { rating, text } = said;
  const solved = solvedIn(text)?.word;
  const command: Command = {
    type: 'confirm',
    rating,
    ...(text === '' ? {} : { text }),
    ...(solved === undefined ? {} : { solved }),
  };
  return change(on, ticket, command, parts, (after) => {
    if (after.facts.closedBy === 'silence') {
      return answer(on, say('ending.toldRatedLate', { number, rating: say(`rating.${rating}`) }), number);
    }
    // In private the rating message itself turns into the answer.
    const told = answer(on, say('told.confirmed', { number }), number);
    return isAsked(after)
      ? { ...told, outbox: [isItSolved(on, after)], offer: awaiting('rated', { ticket: number }, on.at) }
      : told;
  });
}

function isAsked(ticket: Ticket): boolean {
  return !ticket.confidential && isSolvedUnsaid(ticket);
}

/** One question in private, to whoever rated. */
function isItSolved({ message, person, view, at }: Case, ticket: Ticket): Outgoing {
  return outgoing({
    id: `inbox:${message.key}/solved`,
    to: { person: person?.id ?? '', via: message.channel },
    text: view.say('ending.askIsSolved', { number: ticket.number }),
    buttons: solvedButtons(ticket, view),
    slot: solvedSlot(ticket),
    ticket: ticket.number,
    kind: 'question',
    loud: true,
    createdAt: at,
  });
}

/** 已解决 · 部分解决 · 没解决, pressed or said after the rating; 没解决 is asked what is missing, and goes back with it. */
export function saySolved(on: Case, ticket: Ticket, word: string, text: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (!isSolvedWord(word)) return answer(on, say('refusal.badButton'));
  const command: Command = {
    type: 'answer',
    answered: null,
    contacted: null,
    solved: word,
    ...(text === '' ? {} : { text }),
  };
  return change(on, ticket, command, parts, (after) => {
    if (word !== 'unsolved') return { ...answer(on, say('ending.toldAnswer')), offer: null };
    const question = say('ending.unsolvedSoReopen', { number });
    return { ...ask(on, after, { type: 'reopen', text: '…' }, question, parts), offer: null };
  });
}

function isSolvedWord(word: string): word is SolvedWord {
  return (SOLVED_WORDS as readonly string[]).includes(word);
}

/**
 * Words soon after 不满意, or in answer to the question it left open: they stay with the rating, and nobody opens a
 * ticket with them. Null where they are plainly another matter, or may be said to others in the group.
 */
export async function afterRating(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { message } = on;
  if (message.what !== 'text' || message.files.length > 0 || text === '' || isThanks(text)) return null;
  const ticket = await ratedJustNow(on, parts);
  if (!ticket || isAnother(on, ticket, text, parts)) return null;
  const word = solvedIn(text);
  if (word) return sayInWords(on, ticket, word.word, word.rest, text, parts);
  const { auto, kind } = readingOf(on, text, parts);
  const inGroup = message.chat.kind === 'group';
  // What is plainly a difficulty is told to all in the group; why one is dissatisfied, to whoever asked.
  if (inGroup ? auto || !complains(text) : kind === 'chatter' && !complains(text)) return null;
  return change(on, ticket, { type: 'answer', answered: null, contacted: null, text }, parts, (after) => {
    const { number } = after;
    if ((!auto && !complains(text)) || !canReopen(on, after, text, parts))
      return reply(on.view.say('ending.toldReason', { number }), { ticket: number });
    // It may be why, or something new with the same department: kept with the rating, and one tap tells.
    const again = againOrNew(on, after, text, parts);
    const [asked] = again.replies ?? [];
    if (!asked?.buttons) return reply(on.view.say('ending.toldReason', { number }), { ticket: number });
    return { ...again, replies: [{ ...asked, text: on.view.say('ending.reasonOrNew', { number }) }] };
  });
}

/** 没解决，路还是坏的 has said what is missing, and goes back at once where it still can. */
function sayInWords(
  on: Case,
  ticket: Ticket,
  word: SolvedWord,
  rest: string,
  text: string,
  parts: DeskParts,
): Outcome {
  if (word === 'unsolved' && rest !== '') {
    const back = comeBack(on, 'reopen', { ticket, words: rest, choice: '' }, parts);
    if (back.changes) return { ...back, offer: null };
  }
  return isSolvedUnsaid(ticket)
    ? saySolved(on, ticket, word, rest, parts)
    : change(on, ticket, { type: 'answer', answered: null, contacted: null, text }, parts, () =>
        reply(on.view.say('ending.toldReason', { number: ticket.number }), { ticket: ticket.number }),
      );
}

/** The ticket whose question is answered, or that the speaker rated 不满意 a short while ago, wherever. */
async function ratedJustNow(on: Case, { store }: DeskParts): Promise<Ticket | null> {
  const { person, referred, answers, dialogue, at, message } = on;
  if (person === null) return null;
  if (referred || message.replyTo) return referred && answers === solvedSlot(referred) ? referred : null;
  const offer = onlyIf(await recallAt(store, offerKey(person.id), at), 'rated');
  if (!offer) return null;
  // Something else has been asked since.
  if (dialogue && dialogue.since >= offer.since) return null;
  const ticket = await store.ticket(offer.ticket);
  return ticket?.facts.closedBy === 'enterprise' && ticket.facts.rating === 'dissatisfied' ? ticket : null;
}
