/** 走访: when to come. One side names a time, the other agrees with one tap or names another. */

import { readTime } from '../../../dialogue/arrangements/visit.ts';
import { enterpriseName, whoInWords } from '../../../dialogue/view.ts';
import { isVisit } from '../../../domain/arrangements/visits.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { DAY, type Instant, instantInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { arrangeButton } from '../notices.ts';
import { toThem } from '../to-them.ts';
import { arranged, messagesTo, otherSide, peopleOf, sideOf, visitOf } from './tickets.ts';

/** Nobody is booked further ahead. */
const LONGEST_AHEAD = 60 * DAY;

/** What the button that agrees to a time stands for: another time, named since, is not agreed to by it. */
export function agreeTo(time: Instant): string {
  return `agree${time.toString(36)}`;
}

/** The time that the words name; what is missing of it is asked for. */
export function propose(on: Case, ticket: Ticket, words: string, parts: DeskParts): Outcome {
  const { view, at, person } = on;
  const { say } = view;
  const { number } = ticket;
  const side = person === null ? null : sideOf(person.id, ticket, parts.roster);
  if (person === null || side === null) return toThem(on, say('visit.notYours'));
  const read = readTime(words, at);
  if (read.day === null) return askTime(on, ticket, parts);
  if (read.day === 'none') return asking(on, ticket, say('visit.noDay'));
  if (read.at === null) return asking(on, ticket, say('visit.noHour'));
  const when = instantInWords(read.at, at);
  if (read.at <= at) return asking(on, ticket, say('visit.past', { when }));
  if (read.at > at + LONGEST_AHEAD) return asking(on, ticket, say('visit.far'));
  const proposal = say('visit.proposal', { number, who: whoInWords(person.id, ticket, view), when });
  const buttons = [
    [
      arrangeButton('visit', agreeTo(read.at), number, say('visit.agree')),
      arrangeButton('visit', 'other', number, say('visit.other')),
    ],
  ];
  const others = peopleOf(otherSide(side), ticket).filter((one) => one !== person.id);
  return {
    ...toThem(on, say('visit.proposed', { number, when }), { ticket: number }),
    dialogue: null,
    office: [arranged(at, { did: 'proposed', ticket: number, when: read.at, side, by: person.id })],
    outbox: messagesTo(others, proposal, ticket, on, 'time', { buttons, loud: true }),
  };
}

/** 签收 23 明天上午9点 of a visit that is signed and has no agreed time: the time is what is new of it. Null: there is none. */
export function timeSaidLater(on: Case, ticket: Ticket, parts: DeskParts): Outcome | null {
  const { person, office, text, at } = on;
  const isOpen = isVisit(ticket) && ticket.state === 'working' && ticket.facts.signedAt !== null;
  if (!isOpen || visitOf(ticket, office).time?.agreedAt !== undefined) return null;
  if (person === null || sideOf(person.id, ticket, parts.roster) !== 'squad') return null;
  return readTime(text, at).day === null ? null : propose(on, ticket, text, parts);
}

/**
 * 走访 23 时间 昨天上午9点, of the 专班: they agreed by telephone and have been there, which the firm hears. Null: the words
 * name no such time; nobody comes before they are called.
 */
export function beenThere(on: Case, ticket: Ticket, words: string, parts: DeskParts): Outcome | null {
  const { view, at, person } = on;
  const { number } = ticket;
  if (person === null || sideOf(person.id, ticket, parts.roster) !== 'squad') return null;
  const read = readTime(words, at);
  if (read.at === null || read.at > at || read.at < calledAt(ticket)) return null;
  const when = instantInWords(read.at, at);
  const news = view.say('visit.byPhone', { number, who: whoInWords(person.id, ticket, view), when });
  return {
    ...toThem(on, view.say('visit.beenThere', { number, when }), { ticket: number }),
    dialogue: null,
    office: [
      arranged(at, { did: 'proposed', ticket: number, when: read.at, side: 'squad', by: person.id }),
      arranged(at, { did: 'agreed', ticket: number }),
    ],
    outbox: messagesTo(peopleOf('enterprise', ticket), news, ticket, on, 'byPhone'),
  };
}

function calledAt({ origin, facts }: Ticket): Instant {
  return Math.min(origin.saidAt ?? facts.registeredAt, facts.registeredAt);
}

/** When would be right? Of the 专班 the day it comes, of the firm the day that suits it. */
export function askTime(on: Case, ticket: Ticket, parts: DeskParts): Outcome {
  const { number } = ticket;
  const side = on.person && sideOf(on.person.id, ticket, parts.roster);
  if (!side) return toThem(on, on.view.say('visit.notYours'));
  const question =
    side === 'squad'
      ? on.view.say('visit.askTime', { number, enterprise: enterpriseName(ticket, on.view) })
      : on.view.say('visit.askOther', { number });
  return asking(on, ticket, question);
}

function asking(on: Case, { number }: Ticket, question: string): Outcome {
  const dialogue = awaiting('arranging', { of: 'visit', what: 'time', ticket: number, words: '' }, on.at);
  return { ...toThem(on, question, { ticket: number }), dialogue };
}

export function agree(on: Case, ticket: Ticket, parts: DeskParts): Outcome {
  const { view, at, person, office } = on;
  const { say } = view;
  const { number } = ticket;
  const { time } = visitOf(ticket, office);
  const side = person && sideOf(person.id, ticket, parts.roster);
  if (!person || !side) return toThem(on, say('visit.notYours'));
  if (!time) return toThem(on, say('visit.nothingToAgree', { number }));
  const when = instantInWords(time.at, at);
  if (time.agreedAt !== undefined) return toThem(on, say('visit.agreed', { number, when }));
  if (time.side === side) return toThem(on, say('visit.ownTime', { number, when }));
  if (time.at <= at) return asking(on, ticket, say('visit.past', { when }));
  const news = say('visit.agreedNews', { number, when, who: whoInWords(person.id, ticket, view) });
  const others = new Set([...peopleOf(time.side, ticket), time.by]);
  others.delete(person.id);
  return {
    ...toThem(on, say('visit.agreed', { number, when }), { ticket: number }),
    dialogue: null,
    office: [arranged(at, { did: 'agreed', ticket: number })],
    outbox: messagesTo([...others], news, ticket, on, 'agreed'),
  };
}
