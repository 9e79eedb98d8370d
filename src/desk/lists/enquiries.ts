/** Questions that change nothing: progress, deadlines, lists, help. */
import { cardButtons, dispatchButtons, taskButtons } from '../../dialogue/cards.ts';
import { deadlineStory } from '../../dialogue/deadline-story.ts';
import { helpFor } from '../../dialogue/help.ts';
import { listLine, openButtons } from '../../dialogue/lists.ts';
import { requestButtons, todoLine } from '../../dialogue/request-lines.ts';
import { story } from '../../dialogue/story.ts';
import type { TicketVerb } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { may } from '../../domain/permissions.ts';
import type { Roster } from '../../domain/roster.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { TicketState } from '../../domain/ticket-parts.ts';
import type { Instant } from '../../domain/time.ts';
import type { TicketQuery } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { leaveLines } from '../leave/asked.ts';
import { isShownInGroups } from '../notices/list.ts';
import { endOf } from '../work/merged.ts';
import { undoableBy } from './undoable.ts';

/** Lists fit a phone screen. */
const LISTED = 10;
/** How many of an enterprise's tickets that are over are looked through. */
const REMEMBERED = 6;

export function showProgress(on: Case, ticket: Ticket): Outcome {
  return reply(story(ticket, on.view), {
    ticket: ticket.number,
    buttons: buttonsFor(on, ticket),
    privately: !isSaidHere(on, ticket),
  });
}

/** The buttons that the reader can use: the hub's, the liaison's, the enterprise's, or none. */
function buttonsFor(on: Case, ticket: Ticket): Buttons {
  const { person, view } = on;
  if (person === null) return [];
  if (ticket.request && settles(person.id, ticket, view.roster)) {
    return requestButtons(ticket, ticket.request, view);
  }
  const isQueued = ticket.state === 'queued' && !ticket.confidential;
  if (isQueued && on.roles.has('dispatcher')) return dispatchButtons(ticket, view);
  if (may('resolve', ticket, { person: person.id }, view.roster)) return taskButtons(ticket, view);
  return may('urge', ticket, { person: person.id }, view.roster) ? cardButtons(ticket, view) : [];
}

export function showDeadline(on: Case, ticket: Ticket): Outcome {
  return reply(deadlineStory(ticket, on.view), {
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

/** `进度` without a number: all of one's own open tickets. */
export async function listProgress(on: Case, parts: DeskParts): Promise<Outcome> {
  return list(on, await ownTickets(on, parts), on.view.say('progress.none'));
}

/** `我的待办` */
export async function listTodo(on: Case, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const tickets = await ownTickets(on, parts);
  const leave = leaveLines(on, parts).map((line) => `${line}\n`);
  const head = tickets.length > 0 ? `${say('progress.todo', { count: tickets.length })}\n` : '';
  return list(on, tickets, `${leave.join('')}${say('progress.clean')}`, `${leave.join('')}${head}`);
}

function list(on: Case, tickets: readonly Ticket[], none: string, head = ''): Outcome {
  // Whoever asked in the group looks there for the answer, and reads the same whether there is anything.
  const there = on.message.chat.kind === 'group' ? [{ text: on.view.say('told.privately') }] : [];
  if (tickets.length === 0) return { replies: [{ text: none, privately: true }, ...there] };
  const lines = tickets.slice(0, LISTED).flatMap((ticket) => {
    const todo = settles(on.person?.id ?? '', ticket, on.view.roster) ? todoLine(ticket, on.view) : null;
    return [listLine(ticket, on.view), ...(todo === null ? [] : [todo])];
  });
  if (tickets.length > LISTED) lines.push(on.view.say('progress.more', { count: tickets.length - LISTED }));
  const [only] = tickets;
  const buttons =
    tickets.length === 1 && only
      ? { buttons: buttonsFor(on, only), ticket: only.number }
      : { buttons: openButtons(tickets.slice(0, LISTED), on.view) };
  const answer = { text: `${head}${lines.join('\n')}`, ...buttons, privately: true };
  return { replies: [answer, ...there] };
}

/** Open tickets that somebody has to do with: their enterprise's, their department's, the hub's. */
export async function ownTickets(on: Case, parts: DeskParts): Promise<readonly Ticket[]> {
  const { person } = on;
  if (person === null) return [];
  const queries: TicketQuery[] = [{ open: true, liaison: person.id }];
  for (const held of parts.roster.rolesOf(person.id)) {
    if (held.enterprise) queries.push({ open: true, enterprise: held.enterprise.id });
    if (held.role === 'head' && held.department) queries.push({ open: true, department: held.department.id });
    if (held.role === 'dispatcher') queries.push({ states: ['queued'] });
  }
  const found = new Map<number, Ticket>();
  const calls = on.roles.has('dispatcher');
  const toCall = calls ? (await parts.store.tickets({ states: ['resolved'] })).filter(isToCall(on.at)) : [];
  for (const ticket of [
    ...(await Promise.all(queries.map((one) => parts.store.tickets(one)))).flat(),
    ...toCall,
  ]) {
    if (may('view', ticket, { person: person.id }, parts.roster)) found.set(ticket.number, ticket);
  }
  // Nobody's by name, but waiting for a word of theirs: 审批, 协办, 督办, 批示, 顶格推进.
  const isHub = on.roles.has('dispatcher') || on.roles.has('leader');
  const assists = parts.roster.rolesOf(person.id).some(({ department }) => department !== undefined);
  if (isHub || assists) {
    for (const ticket of await parts.store.tickets({ open: true })) {
      if (isAwaited(on, ticket, parts)) found.set(ticket.number, ticket);
    }
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

/** 回访: the hub has been reminded that the enterprise has not said its word. */
function isToCall(now: Instant): (ticket: Ticket) => boolean {
  return ({ clocks, confidential }) =>
    !confidential &&
    (clocks.confirm?.rungs ?? []).some(({ at, to }) => at <= now && to.includes('dispatcher'));
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

/** Whether it is this person who settles what the department has asked for. */
export function settles(person: string, ticket: Ticket, roster: Roster): boolean {
  if (ticket.request === null) return false;
  return may(ticket.request.kind === 'suspend' ? 'approve' : 'settle', ticket, { person }, roster);
}

/** Whether a ticket waits for this person to settle a request or to answer a duty. */
function isAwaited({ person }: Case, ticket: Ticket, { roster }: DeskParts): boolean {
  if (person === null) return false;
  const actor = { person: person.id };
  if (settles(person.id, ticket, roster)) return true;
  return ticket.duties.some(({ kind, endedAt, department }) => {
    if (endedAt !== null) return false;
    if (kind === 'escalate') return may('reportEscalate', ticket, actor, roster);
    return kind === 'assist' && roster.rolesOf(person.id).some((held) => held.department?.id === department);
  });
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

/** The answer to a number, the same whether there is no such ticket, a report, or one of others. */
export function notFound(on: Case, number: number): Outcome {
  return reply(on.view.say('refusal.notFound', { number }));
}

/** What this person can do here; differs by role, fits a phone screen. */
export function help(on: Case): Outcome {
  return reply(helpFor(on.roles, on.view.say), { privately: on.person !== null });
}
