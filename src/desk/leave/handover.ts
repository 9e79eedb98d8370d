/**
 * What people are told when somebody goes on leave or comes back: one message each, with a line for every ticket.
 * Meanwhile whoever is on leave only gets copies of new work and reminders, one line each (`notices.ts`).
 */
import { handoverLine, openButtons } from '../../dialogue/lists.ts';
import { clip } from '../../dialogue/text.ts';
import { nameOf, type View } from '../../dialogue/view.ts';
import { currentLeave, type Days } from '../../domain/leave.ts';
import type { Office } from '../../domain/office.ts';
import type { PersonId } from '../../domain/roster.ts';
import { hubThere, type Presence, responsibleFor } from '../../domain/stand-in.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayInWords, dayOf } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';

/** A line each; the rest by number. The message must fit, and a list longer than this is worked through by 我的待办. */
const LINES = 25;

/** A ticket that changed hands, as it is now. */
export interface Moved {
  readonly from: PersonId | null;
  readonly ticket: Ticket;
}

export interface Handover {
  readonly person: PersonId;
  readonly before: { readonly office: Office; readonly presence: Presence };
  readonly after: { readonly office: Office; readonly presence: Presence };
  readonly moved: readonly Moved[];
  /** Tickets in the person's place that others brought to an end meanwhile. */
  readonly finished: readonly Ticket[];
  /** What waits for a dispatcher, where the person is one who is back. */
  readonly forHub: readonly Ticket[];
  /** From which the ids of the messages are made. */
  readonly cause: string;
}

/** The messages about one person's going or coming back; none when nothing changed. */
export function handoverMessages(handover: Handover, view: View): readonly Outgoing[] {
  const { person, before, after } = handover;
  const leave = currentLeave(after.office.leaves, person);
  const former = currentLeave(before.office.leaves, person);
  if (leave !== undefined) return former === undefined ? gone(handover, leave, view) : [];
  return former === undefined ? [] : back(handover, former.begunAt ?? view.now, view);
}

/** 12月1日（周二）至12月5日（周六）, or one day. */
export function daysInWords({ from, to }: Days, view: View): string {
  const today = dayOf(view.now);
  return from === to ? dayInWords(from, today) : `${dayInWords(from, today)}至${dayInWords(to, today)}`;
}

function gone(handover: Handover, leave: Days, view: View): readonly Outgoing[] {
  const { person, moved } = handover;
  const { say } = view;
  const name = nameOf(person, view);
  const days = daysInWords(leave, view);
  const messages: Outgoing[] = [];
  const takers = new Set([...moved.map(({ ticket }) => ticket.liaison), ...postsLeft(handover)]);
  for (const one of hubLeft(handover))
    if (!takers.has(one))
      messages.push(message(handover, one, 'news', say('leave.begunHub', { name, days }), [], view));
  for (const taker of takers) {
    if (taker === null) continue;
    const tickets = moved.map(({ ticket }) => ticket).filter(({ liaison }) => liaison === taker);
    const count = tickets.length;
    const text =
      count === 0 ? say('leave.begunNone', { name, days }) : say('leave.begun', { name, days, count });
    messages.push(message(handover, taker, 'task', listed(text, tickets, view), tickets, view));
  }
  const own = moved.filter(({ from }) => from === person).map(({ ticket }) => ticket);
  if (own.length > 0) {
    const acting = [...new Set(own.map(({ liaison }) => nameOf(liaison, view)))].join('、');
    const text = say('leave.handed', { days, count: own.length, acting });
    messages.push(message(handover, person, 'news', listed(text, own, view), [], view));
  }
  return messages;
}

function back(handover: Handover, since: number, view: View): readonly Outgoing[] {
  const { person, moved, finished, after, forHub } = handover;
  const { say } = view;
  const name = nameOf(person, view);
  const own = moved.map(({ ticket }) => ticket).filter(({ liaison }) => liaison === person);
  const fresh = own.filter(({ facts }) => (facts.assignedAt ?? 0) >= since);
  const former = own.filter((ticket) => !fresh.includes(ticket));
  const text = [
    own.length === 0 ? say('leave.backNone') : say('leave.back', { count: own.length }),
    ...lines(former, view),
    ...(fresh.length === 0 ? [] : [say('leave.fresh'), ...lines(fresh, view)]),
    ...(finished.length === 0 ? [] : [say('leave.finished', { numbers: numbersOf(finished) })]),
    ...(forHub.length === 0 ? [] : [say('leave.forHub', { count: forHub.length }), ...lines(forHub, view)]),
  ].join('\n');
  const messages = [message(handover, person, 'task', text, [...own, ...forHub], view)];
  for (const one of hubLeft(handover))
    messages.push(message(handover, one, 'news', say('leave.returnedHub', { name }), [], view));
  const givers = new Set([...moved.map(({ from }) => from), ...postsLeft(swapped(handover))]);
  for (const giver of givers) {
    if (giver === null || giver === person || after.presence.away.has(giver)) continue;
    if (messages.some(({ to }) => 'person' in to && to.person === giver)) continue;
    const given = moved.filter(({ from }) => from === giver).map(({ ticket }) => ticket);
    const words =
      given.length === 0
        ? say('leave.returnedNone', { name })
        : say('leave.returned', { name, numbers: numbersOf(given) });
    messages.push(message(handover, giver, 'news', words, [], view));
  }
  return messages;
}

/** Who gets the new work of the posts that this person answered for, and does so no more. */
function postsLeft({ person, before, after }: Handover): readonly PersonId[] {
  return before.presence.roster.offices.flatMap(({ id }) => {
    const then = responsibleFor(id, before.presence)?.liaison;
    const now = responsibleFor(id, after.presence)?.liaison;
    return then === person && now !== undefined && now !== person ? [now] : [];
  });
}

/** Of a dispatcher, the others who are there. */
function hubLeft({ person, after: { presence } }: Handover): readonly PersonId[] {
  const { roster, away } = presence;
  if (!roster.dispatchers.some(({ id }) => id === person)) return [];
  return hubThere(roster, away).flatMap(({ id }) => (id === person ? [] : id));
}

function swapped(handover: Handover): Handover {
  return { ...handover, before: handover.after, after: handover.before };
}

function message(
  { cause, person }: Handover,
  to: PersonId,
  kind: string,
  text: string,
  opened: readonly Ticket[],
  view: View,
): Outgoing {
  return outgoing({
    id: `${cause}/leave/${person}/${to}`,
    to: { person: to },
    text,
    kind,
    buttons: openButtons(opened.slice(0, LINES), view),
    createdAt: view.now,
  });
}

function listed(head: string, tickets: readonly Ticket[], view: View): string {
  return [head, ...lines(tickets, view)].join('\n');
}

/** A line for each, as many as a message takes; of the rest the numbers. */
export function lines(tickets: readonly Ticket[], view: View): readonly string[] {
  const rest = tickets.slice(LINES);
  return [
    ...tickets.slice(0, LINES).map((ticket) => handoverLine(ticket, view)),
    ...(rest.length === 0 ? [] : [view.say('leave.more', { numbers: numbersOf(rest) })]),
  ];
}

function numbersOf(tickets: readonly Ticket[]): string {
  return clip(tickets.map(({ number }) => number).join('、'), 400);
}
