/**
 * One order about many tickets: 超期件本周清零 becomes one for each of them, after one confirmation that says how many, whose,
 * and until when.
 */

import { createHash } from 'node:crypto';
import { type ByWhen, readByWhen } from '../../dialogue/by-when.ts';
import { listOrderedIn, type OrderedList } from '../../dialogue/order-words.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { departmentName, enterpriseName, nameOf } from '../../dialogue/view.ts';
import { deadlineAsked } from '../../domain/asked-deadline.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { decide } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import { offerKey } from '../../store/port.ts';
import { type Case, inPrivate, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type Kinds, onlyIf } from '../dialogue.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import { standing } from '../lists/standings.ts';
import { recallAt } from '../recall.ts';
import { step } from '../steps/steps.ts';
import { askByWhen } from './orders.ts';
import { departmentsIn } from './spoken-of.ts';

const SHOWN = 100;

/** 督办 超期件本周清零: null where the words are about no list. */
export async function orderOnListNamed(
  on: Case,
  verb: 'supervise' | 'instruct',
  words: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const list = listOrderedIn(words);
  return list ? orderOnList(on, verb, list, words, parts) : null;
}

export async function orderOnList(
  on: Case,
  verb: 'supervise' | 'instruct',
  list: OrderedList,
  words: string,
  parts: DeskParts,
): Promise<Outcome> {
  const all = await ticketsOn(on, list, parts);
  const named = departmentsIn(words, parts.roster);
  const meant = all.filter(
    ({ department }) => named.length === 0 || named.some(({ id }) => id === department),
  );
  if (meant.length === 0) return reply(on.view.say('order.listEmpty'), { privately: true });
  return confirmOrders(on, verb, words, meant, parts);
}

async function ticketsOn(on: Case, list: OrderedList, parts: DeskParts): Promise<readonly Ticket[]> {
  switch (list) {
    case 'suspended':
      return inSight(on, await parts.store.tickets({ states: ['suspended'] }), parts);
    case 'signing':
      return inSight(on, await parts.store.tickets({ states: ['assigned'] }), parts);
    default:
      return (await standing(on, list, parts)).tickets;
  }
}

function inSight({ person }: Case, tickets: readonly Ticket[], { roster }: DeskParts): readonly Ticket[] {
  return tickets.filter((ticket) => may('view', ticket, { person: person?.id ?? '' }, roster));
}

/** How many, whose, until when: one confirmation for all of them. */
export function confirmOrders(
  on: Case,
  verb: 'supervise' | 'instruct',
  words: string,
  tickets: readonly Ticket[],
  parts: DeskParts,
  when: ByWhen = readByWhen(words, on.at, parts.calendar),
): Outcome {
  const { say } = on.view;
  const order = { verb, words };
  const can = tickets.filter((ticket) => given(on, order, ticket, parts).length > 0);
  const numbers = can.map(({ number }) => number);
  if (can.length === 0) return reply(say('order.listEmpty'), { privately: true });
  if (when.is === 'unsure') return inPrivate(askByWhen(on, { ...order, tickets: numbers }, when));
  const holds: Kinds['ordering'] = {
    ...order,
    tickets: numbers,
    asked: when.is === 'read' ? when.asked : null,
  };
  const lines = can.slice(0, LINES).map((ticket) => lineOf(ticket, on));
  const more = can.length > LINES ? [say('order.more', { count: can.length })] : [];
  const kind = say(`action.${verb}`);
  const until =
    when.is === 'read'
      ? say('order.until', { due: dueInWords(deadlineAsked(on.at, when.asked, parts.calendar), on.at) })
      : say('order.untilUsual');
  const text = [
    say('order.confirm', { kind, count: can.length, text: clip(words, SHOWN) }),
    ...lines,
    ...more,
    until,
  ].join('\n');
  return {
    replies: [
      { text, buttons: yesOrNo(on, holds, say('order.yesAll', { count: can.length })), privately: true },
    ],
    dialogue: null,
    offer: awaiting('ordering', holds, on.at),
  };
}

/** Of a long list the first ones. */
const LINES = 20;

function lineOf(ticket: Ticket, { view }: Case): string {
  const { number, department, liaison } = ticket;
  return view.say('order.confirmLine', {
    number,
    enterprise: enterpriseName(ticket, view),
    department: department === null ? view.say('order.nobody') : departmentName(department, view),
    liaison: liaison === null ? '' : nameOf(liaison, view),
  });
}

/** What follows from the order on one ticket; nothing where it cannot be given. */
function given(
  on: Case,
  { verb, words, asked }: Pick<Kinds['ordering'], 'verb' | 'words' | 'asked'>,
  ticket: Ticket,
  parts: DeskParts,
): readonly TicketEvent[] {
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person?.id ?? '' }, on.at);
  const command = { type: verb, text: words, ...(asked ? { by: asked } : {}) };
  const decision = decide(ticket, command, context);
  return decision.ok ? decision.events : [];
}

/** The buttons under a question whether to give an order: `yes` is to what it shows, and to no question asked since. */
export function yesOrNo({ view: { say } }: Case, asked: Kinds['ordering'], yes: string) {
  const mark = markOf(asked);
  return [
    [
      { label: yes, data: press('order', 0, 0, `yes-${mark}`) },
      { label: say('order.no'), data: press('order', 0, 0, `no-${mark}`) },
    ],
  ];
}

function markOf({ verb, words, tickets }: Kinds['ordering']): string {
  return createHash('sha256')
    .update(JSON.stringify([verb, words, tickets]))
    .digest('hex')
    .slice(0, 12);
}

/** 发批示, 发出 5 件, or not. `choice`: with the mark of what was asked; typed, it answers what was asked last. */
export async function onOrderPress(on: Case, choice: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const offer = await kept(on, parts);
  if (!offer) return { toast: say('refusal.oldButton') };
  const [answer, mark] = choice.split('-');
  if (mark !== undefined && mark !== markOf(offer)) return { toast: say('refusal.oldButton') };
  if (answer !== 'yes') return { toast: say('order.notSent'), offer: null };
  const found = await Promise.all(offer.tickets.map((number) => visibleTicket(on, number, parts)));
  const tickets = found.filter((one) => one !== undefined);
  const [only] = tickets;
  if (only && offer.asked === undefined) {
    const asText: Case = { ...on, message: { ...on.message, what: 'text' } };
    const outcome = await step(asText, { verb: offer.verb, ticket: only, words: offer.words }, parts);
    return { ...inPrivate(outcome), offer: null };
  }
  const changes = tickets
    .map((ticket) => ({ ticket, events: given(on, offer, ticket, parts) }))
    .filter(({ events }) => events.length > 0);
  const numbers = changes.map(({ ticket }) => ticket.number);
  const left = offer.tickets.filter((number) => !numbers.includes(number));
  const kind = say(`action.${offer.verb}`);
  const text = [
    say('order.sentAll', { kind, count: numbers.length, numbers: numbers.join('、') }),
    ...(left.length > 0 ? [say('order.leftOut', { numbers: left.join('、') })] : []),
  ].join('\n');
  return { ...reply(text, { privately: true }), changes, offer: null };
}

/** What the speaker was asked whether to order, if they were. */
export async function kept({ person, at }: Case, { store }: DeskParts) {
  return person === null ? undefined : onlyIf(await recallAt(store, offerKey(person.id), at), 'ordering');
}
