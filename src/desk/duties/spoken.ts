/**
 * A leader's plain words: in answer to a card, by the number of a ticket, or about a whole list. What is plainly an order
 * is one; of what may be one the leader alone is asked, with one tap; the rest is talk. One word about many tickets becomes
 * one order for each, after one confirmation.
 */
import { readByWhen } from '../../dialogue/by-when.ts';
import { listOrderedIn, numbersIn, orderIn, refusedIn } from '../../dialogue/order-words.ts';
import { bareWord, isGesture } from '../../dialogue/plain.ts';
import { asksHowItEnded } from '../../dialogue/subject.ts';
import { clip, ticketNumber } from '../../dialogue/text.ts';
import { isTaken, isThanks } from '../../dialogue/understand.ts';
import { departmentName } from '../../dialogue/view.ts';
import { isOrder } from '../../domain/changed.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY } from '../../domain/time.ts';
import { type Case, inPrivate, NOTHING, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, wordsWanted } from '../dialogue.ts';
import { canBeAsked } from '../intake/offers.ts';
import { onFiguresAsked } from '../leaders/asked.ts';
import { notFound, showProgress, visibleTicket } from '../lists/enquiries.ts';
import { showList } from '../lists/show.ts';
import { step } from '../steps/steps.ts';
import { askWhich } from '../steps/verbs.ts';
import { confirmOrders, kept, onOrderPress, orderOnList, yesOrNo } from './many.ts';
import { departmentsIn, enterprisesIn, ticketsSpokenOf } from './spoken-of.ts';

const SHOWN = 100;
/** 不行 without saying of what: of a reply so short a while ago. */
const LATELY = 3 * DAY;

/** Whether somebody speaks as a leader, and not for an enterprise or a department of theirs. */
export function leads({ roles }: Case): boolean {
  const others = ['member', 'liaison', 'backup', 'head', 'dispatcher'] as const;
  return roles.has('leader') && !others.some((role) => roles.has(role));
}

/** A leader's words on a ticket: in answer to its card, or with its number. */
export async function leaderOn(on: Case, ticket: Ticket, text: string, parts: DeskParts): Promise<Outcome> {
  const { message, person } = on;
  if (person === null || text === '' || message.what !== 'text') return NOTHING;
  const isPrivate = message.chat.kind === 'private';
  const refused = refusedIn(text);
  const isReplied = ticket.duties.some((duty) => isOrder(duty) && duty.answer !== null);
  if (refused && isReplied) {
    return told(on, await step(on, { verb: 'sendBack', ticket, words: refused.words }, parts), parts);
  }
  const verb = orderVerb(on, ticket, parts);
  if (verb === null) return noOrder(on, text);
  const dated = readByWhen(text, on.at, parts.calendar).is !== 'unsaid';
  const is = refused ? 'unsure' : orderIn(text, dated);
  // 修好了吗, in private: how it stands.
  if (is === 'none')
    return isPrivate && /[?？吗呢]|怎么样|进展/u.test(text) ? showProgress(on, ticket) : noOrder(on, text);
  if (is === 'order' && !namesAnother(text, ticket, parts)) {
    return told(on, await step(on, { verb, ticket, words: text }, parts), parts);
  }
  return askWhether(on, verb, ticket, text, parts);
}

/** What orders nothing is talk in the group; in private it is answered, but for 好的 and 谢谢. */
function noOrder(on: Case, text: string): Outcome {
  const isCourtesy = isThanks(text) || isTaken(text) || isGesture(text);
  return on.message.chat.kind === 'private' && !isCourtesy ? shortHelp(on) : NOTHING;
}

/** 批示 of a leader, 督办 of 督查室; null where the ticket is none of theirs. */
function orderVerb({ person }: Case, ticket: Ticket, { roster }: DeskParts): 'supervise' | 'instruct' | null {
  const actor = { person: person?.id ?? '' };
  const verbs = ['instruct', 'supervise'] as const;
  return verbs.find((verb) => may(verb, ticket, actor, roster)) ?? null;
}

/** What is said of an order goes to the leader alone, where they can be reached. */
function told(on: Case, outcome: Outcome, parts: DeskParts): Outcome {
  return canBeAsked(on, parts) ? inPrivate(outcome) : outcome;
}

/** 交通局抓紧, on a ticket of another department. */
function namesAnother(text: string, { department }: Ticket, { roster }: DeskParts): boolean {
  const named = departmentsIn(text, roster);
  return department !== null && named.length > 0 && !named.some(({ id }) => id === department);
}

/** May be an order, or said in passing: the leader says which, in private. */
function askWhether(
  on: Case,
  verb: 'supervise' | 'instruct',
  ticket: Ticket,
  text: string,
  parts: DeskParts,
): Outcome {
  if (!canBeAsked(on, parts)) return NOTHING;
  const { say } = on.view;
  const { number } = ticket;
  const department =
    ticket.department === null ? say('order.nobody') : departmentName(ticket.department, on.view);
  const asked = { verb, tickets: [number], words: text };
  return {
    replies: [
      {
        text: say('order.askWhether', {
          number,
          department,
          kind: say(`action.${verb}`),
          text: clip(text, SHOWN),
        }),
        buttons: yesOrNo(on, asked, say('order.yes', { kind: say(`action.${verb}`) })),
        ticket: number,
        privately: true,
      },
    ],
    offer: awaiting('ordering', asked, on.at),
  };
}

/**
 * Asked what to order on one ticket, or until when, a leader orders something else: 超期件本周清零, 星火的事让供电抓紧. It is taken
 * for what it is; the question lapses, in sight. Null: the words may answer.
 */
export async function orderInstead(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const asked = orderAskedOf(on);
  if (!asked || !leads(on)) return null;
  const dated = readByWhen(text, on.at, parts.calendar).is !== 'unsaid';
  if (orderIn(text, dated) !== 'order') return null;
  const found = await Promise.all(asked.tickets.map((number) => parts.store.ticket(number)));
  const theirs = new Set(found.map((one) => one?.enterprise));
  const isElsewhere =
    listOrderedIn(text) !== null ||
    numbersIn(text).some((one) => !asked.tickets.includes(one)) ||
    enterprisesIn(text, parts.roster).some(({ id }) => !theirs.has(id));
  const outcome = isElsewhere ? await leaderSays({ ...on, dialogue: undefined }, text, parts) : null;
  if (!outcome) return null;
  const [number = 0] = asked.tickets;
  const told = on.view.say('told.lapsed', { number, action: on.view.say(`action.${asked.verb}`) });
  return {
    ...outcome,
    dialogue: outcome.dialogue ?? null,
    replies: [...(outcome.replies ?? []), { text: told, privately: true }],
  };
}

/** The question what to order, or until when, that the speaker has not answered. */
function orderAskedOf({ dialogue }: Case) {
  if (dialogue?.awaiting === 'byWhen') return dialogue;
  const wanted = wordsWanted(dialogue);
  const verb = (['supervise', 'instruct', 'sendBack'] as const).find((one) => one === wanted?.verb);
  return wanted && verb ? { verb, tickets: [wanted.ticket] } : null;
}

/** A leader's words in answer to nothing; null: none that are about tickets. */
export async function leaderSays(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { message } = on;
  const isHeard = message.chat.kind === 'private' || message.addressed;
  if (!leads(on) || !isHeard || text === '' || message.what !== 'text') return null;
  if (/^(?:确认|发出|发|是的?|对|好的?|可以)[。.!！]?$/u.test(text) && (await kept(on, parts))) {
    return onOrderPress(on, 'yes', parts);
  }
  const asked = await askedPlainly(on, text, parts);
  if (asked) return asked;
  const refused = refusedIn(text);
  if (refused) return sendBackWhich(on, refused, parts);
  const [number, ...others] = numbersIn(text);
  if (number !== undefined && others.length === 0) {
    const ticket = await visibleTicket(on, number, parts);
    return ticket ? leaderOn(on, ticket, text, parts) : notFound(on, number);
  }
  if (number !== undefined) {
    const found = await Promise.all([number, ...others].map((one) => visibleTicket(on, one, parts)));
    return confirmOrders(
      on,
      'instruct',
      text,
      found.filter((one) => one !== undefined),
      parts,
    );
  }
  const list = listOrderedIn(text);
  const dated = readByWhen(text, on.at, parts.calendar).is !== 'unsaid';
  const is = orderIn(text, dated);
  if (list) return is === 'order' ? orderOnList(on, ownVerb(on, parts), list, text, parts) : null;
  return is === 'unsure' && !asksHowItEnded(text) ? null : onSpokenOf(on, text, is, parts);
}

/** 星火的事让供电公司抓紧: one order for each ticket that is meant, after one confirmation. 星火那件咋样了: how it stands. */
async function onSpokenOf(
  on: Case,
  text: string,
  is: 'order' | 'none' | 'unsure',
  parts: DeskParts,
): Promise<Outcome | null> {
  const meant = await ticketsSpokenOf(on, text, parts);
  const [first, ...others] = meant;
  if (!first) return null;
  if (is === 'order') return confirmOrders(on, ownVerb(on, parts), text, meant, parts);
  if (!asksHowItEnded(text) || on.message.chat.kind !== 'private') return null;
  return others.length === 0 ? showProgress(on, first) : askWhich(on, 'progress', '', meant);
}

const RATE = /(?:办结|按期|及时|满意|解决|签收)率/u;
/** 哪个部门最慢, 谁排最后 */
const RANKS = /(?:哪[个家]|谁|哪些)(?:部门|单位|局|家)?.{0,4}(?:最|排|比较|老是|经常)/u;
const SHORT = 20;

/** 24; 财政局; 星火煤焦; 现在办结率多少: a number or a name alone asks for what there is of it, a rate for the brief. */
async function askedPlainly(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  if (on.message.chat.kind !== 'private') return null;
  const word = bareWord(text);
  const number = word.length > 6 ? null : ticketNumber(word);
  if (number !== null) {
    const ticket = await visibleTicket(on, number, parts);
    return ticket ? showProgress(on, ticket) : notFound(on, number);
  }
  if ([...text].length > SHORT) return null;
  if (RATE.test(text)) return onFiguresAsked(on, RATES_ASKED, parts);
  return RANKS.test(text) ? unranked(on, parts) : null;
}

/** Nobody is put in places: what is late is shown, with whose it is. */
async function unranked(on: Case, parts: DeskParts): Promise<Outcome> {
  const { replies = [], ...late } = await showList(on, { of: 'late' }, parts);
  const [list, ...others] = replies;
  const text = [on.view.say('help.unranked'), list?.text ?? ''].join('\n');
  return { ...late, replies: [{ ...list, text, privately: true }, ...others] };
}

/** 现在办结率多少: the brief of this week. */
const RATES_ASKED = { named: true, daily: false, form: 'brief', period: '本周', whose: '' } as const;

/** Words of a leader that nobody understands: what can be said, in a few lines. */
export function shortHelp({ view }: Case): Outcome {
  return reply(view.say('help.leaderShort'), { privately: true });
}

/** 不行 without a ticket: of what was replied to the leader's orders lately. */
async function sendBackWhich(
  on: Case,
  { number, words }: { readonly number: number | null; readonly words: string },
  parts: DeskParts,
): Promise<Outcome | null> {
  if (number !== null) {
    const ticket = await visibleTicket(on, number, parts);
    return ticket ? step(on, { verb: 'sendBack', ticket, words }, parts) : notFound(on, number);
  }
  const lately = (await parts.store.tickets({ open: true })).filter(({ duties }) =>
    duties.some(
      (duty) =>
        isOrder(duty) && duty.by === on.person?.id && duty.replied && on.at - duty.replied.at <= LATELY,
    ),
  );
  const [only, ...others] = lately;
  if (!only) return null;
  return others.length === 0
    ? step(on, { verb: 'sendBack', ticket: only, words }, parts)
    : askWhich(on, 'sendBack', words, lately);
}

function ownVerb({ person }: Case, { roster }: DeskParts): 'supervise' | 'instruct' {
  const leads = roster.rolesOf(person?.id ?? '').filter(({ role }) => role === 'leader');
  return leads.some(({ inspector }) => inspector !== true) ? 'instruct' : 'supervise';
}
