/** Questions about one ticket that change nothing: progress, deadlines; which tickets are somebody's; help. */
import { callBackRow } from '../../dialogue/call-back.ts';
import { cardButtons, dispatchButtons, taskButtons } from '../../dialogue/cards.ts';
import { contactFor } from '../../dialogue/contacts.ts';
import { deadlineStory } from '../../dialogue/deadline-story.ts';
import { dutiesApart, dutyButtons } from '../../dialogue/duty-lines.ts';
import { dutiesIn } from '../../dialogue/lists.ts';
import { noteLines } from '../../dialogue/note-lines.ts';
import { requestButtons } from '../../dialogue/request-lines.ts';
import { story } from '../../dialogue/story.ts';
import type { TicketVerb } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { asksOf } from '../../domain/asked-of.ts';
import { notesFor } from '../../domain/notes.ts';
import { may } from '../../domain/permissions.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { TicketState } from '../../domain/ticket-parts.ts';
import { undoable } from '../../domain/undo.ts';
import type { TicketQuery } from '../../store/port.ts';
import { type Asker, type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { isShownInGroups } from '../notices/list.ts';
import { endOf } from '../steps/merged.ts';
import { undoableBy } from './undoable.ts';

/** How many of an enterprise's tickets that are over are looked through. */
const REMEMBERED = 6;

export function showProgress(on: Case, ticket: Ticket): Outcome {
  const privately = !isSaidHere(on, ticket);
  // Numbers of people are told in private alone.
  const isAlone = privately || on.message.chat.kind === 'private';
  const contact = isAlone && on.person ? contactFor(on.person.id, ticket, on.view) : [];
  const notes = isAlone && on.person ? notesFor(ticket, on.person.id, on.view.roster) : [];
  const told = [story(ticket, on.view, contact), ...noteLines(notes, ticket, on.view)];
  return reply(told.join('\n'), {
    ticket: ticket.number,
    buttons: buttonsFor(on, ticket),
    privately,
  });
}

/** The buttons that the reader can use on one ticket, what is asked of them first: the hub's, the department's, or the enterprise's. */
export function buttonsFor(
  { person, view, at }: Pick<Case, 'person' | 'view' | 'at'>,
  ticket: Ticket,
): Buttons {
  if (person === null) return [];
  const asks = asksOf(ticket, person.id, view.roster, at);
  const apart = dutiesApart(dutiesIn(asks), view);
  const asked = asks.flatMap(({ kind, duty }): Buttons => {
    if (kind === 'dispatch') return dispatchButtons(ticket, view);
    if (kind === 'callBack') return [callBackRow(ticket, view)];
    if (kind === 'decide' && ticket.request) return requestButtons(ticket, ticket.request, view);
    return duty ? dutyButtons(ticket, duty, view, apart(duty)) : [];
  });
  if (may('resolve', ticket, { person: person.id }, view.roster)) {
    return once([...asked, ...taskButtons(ticket, view)]);
  }
  const isOwn = may('urge', ticket, { person: person.id }, view.roster);
  return once(isOwn ? [...asked, ...cardButtons(ticket, view)] : asked);
}

/** 进度 stands under each order, and is one button. */
function once(rows: Buttons): Buttons {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const own = row.filter(({ data }) => !seen.has(data));
    for (const { data } of own) seen.add(data);
    return own.length === 0 ? [] : [own];
  });
}

export function showDeadline(on: Case, ticket: Ticket): Outcome {
  const { message, person, view } = on;
  // Owners read along in a group.
  const forStaff =
    message.chat.kind === 'private' &&
    person !== null &&
    !may('urge', ticket, { person: person.id }, view.roster);
  return reply(deadlineStory(ticket, view, forStaff), {
    ticket: ticket.number,
    privately: !isSaidHere(on, ticket),
  });
}

/** A ticket is spoken of only where it was raised; elsewhere the answer goes to the person alone. */
export function isSaidHere(on: Case, ticket: Ticket): boolean {
  const { channel, chat } = on.message;
  // The groups are one group, on several channels.
  if (chat.kind === 'group') return isShownInGroups(ticket);
  const { origin, confidential } = ticket;
  return !confidential && origin.channel === channel && origin.chat === chat.id;
}

/** Open tickets that somebody has to do with: their enterprise's, their department's, the hub's. */
export async function ownTickets(on: Asker, parts: DeskParts): Promise<readonly Ticket[]> {
  const { person } = on;
  if (person === null) return [];
  const queries: TicketQuery[] = [{ open: true, liaison: person.id }];
  for (const held of parts.roster.rolesOf(person.id)) {
    if (held.enterprise) queries.push({ open: true, enterprise: held.enterprise.id });
    if (held.role === 'head' && held.department) queries.push({ open: true, department: held.department.id });
    if (held.role === 'dispatcher') queries.push({ states: ['queued'] });
  }
  const found = new Map<number, Ticket>();
  for (const ticket of (await Promise.all(queries.map((one) => parts.store.tickets(one)))).flat()) {
    if (may('view', ticket, { person: person.id }, parts.roster)) found.set(ticket.number, ticket);
  }
  // Nobody's by name, but waiting for a word of theirs: 审批, 回访, 协办, 顶格推进.
  const isHub = on.roles.has('dispatcher') || on.roles.has('leader');
  const assists = parts.roster.rolesOf(person.id).some(({ department }) => department !== undefined);
  if (isHub || assists) {
    for (const ticket of await parts.store.tickets({ open: true })) {
      if (asksOf(ticket, person.id, parts.roster, on.at).length > 0) found.set(ticket.number, ticket);
    }
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

/** Tickets in a state that somebody raised, or that went into which what they raised was merged, the oldest first. */
export async function raisedBy(
  person: string,
  state: TicketState,
  { store, roster }: DeskParts,
): Promise<readonly Ticket[]> {
  const enterprise = roster.enterpriseOf(person)?.id;
  const states = [state];
  const found = await store.tickets(
    enterprise === undefined ? { member: person, states } : { enterprise, states },
  );
  return found.filter((ticket) => raisersOf(ticket).includes(person));
}

/** What a verb without a number can mean: one's open tickets, but for those verbs that are about others. */
export async function ticketsFor(on: Case, verb: TicketVerb, parts: DeskParts): Promise<readonly Ticket[]> {
  const { person } = on;
  const { store, roster } = parts;
  if (verb === 'undo') return (await undoableBy(on, parts)).slice(-1);
  if (verb === 'callBack' && on.roles.has('dispatcher')) return store.tickets({ states: ['resolved'] });
  const enterprise = person === null ? undefined : roster.enterpriseOf(person.id)?.id;
  if (verb !== 'reopen' || enterprise === undefined) return ownTickets(on, parts);
  // The newest that are over come first in mind, and there may be hundreds of older ones.
  const over = await store.tickets({ enterprise, states: ['closed', 'rejected'], newest: REMEMBERED });
  return over.toSorted((a, b) => a.number - b.number);
}

/** The ticket of that number; undefined when there is none for the speaker. */
export async function visibleTicket(
  on: Case,
  number: number,
  { store, roster }: DeskParts,
): Promise<Ticket | undefined> {
  const ticket = await store.ticket(number);
  if (!ticket || on.person === null) return undefined;
  const isSeen = (one: Ticket) => may('view', one, { person: on.person?.id ?? '' }, roster);
  // Whoever has the one that it went into may ask for it by its old number, which stands there.
  return isSeen(ticket) || isSeen(await endOf(ticket, store)) ? ticket : undefined;
}

/** The same for a verb: whoever passed a ticket on does not see it any more, and may take that back. */
export async function ticketFor(
  on: Case,
  verb: TicketVerb,
  number: number,
  parts: DeskParts,
): Promise<Ticket | undefined> {
  const seen = await visibleTicket(on, number, parts);
  if (seen || verb !== 'undo' || on.person === null) return seen;
  const ticket = await parts.store.ticket(number);
  return ticket && undoable(ticket, on.person.id) ? ticket : undefined;
}

/** The answer to a number, the same whether there is no such ticket, a report, or one of others. */
export function notFound(on: Case, number: number): Outcome {
  return reply(on.view.say('refusal.notFound', { number }));
}
