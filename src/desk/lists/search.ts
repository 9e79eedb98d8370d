/**
 * 查 …: tickets by enterprise, department, month, word, and what they wait for. The hub and the leaders look through the
 * whole county's, a department through what it has, an enterprise through its own; nobody through reports.
 */
import {
  type Condition,
  conditionsIn,
  listNamed,
  type SearchWords,
  type SoughtState,
} from '../../dialogue/search-words.ts';
import { latenessOf } from '../../domain/metrics.ts';
import { may } from '../../domain/permissions.ts';
import { simplified } from '../../domain/simplified.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { DutyKind } from '../../domain/ticket-parts.ts';
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../../domain/time.ts';
import type { TicketQuery } from '../../store/port.ts';
import type { Asker, Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { seesTheWhole } from './standings.ts';

/** How far back closed tickets are searched; a month that is named may lie farther back. */
const DAYS_BACK = 365;

export interface Found {
  /** What was understood, as people read it. */
  readonly label: string;
  /** The same, to be asked again by a button. */
  readonly code: string;
  /** What is open first, the oldest first; what is over behind it, the newest first. */
  readonly tickets: readonly Ticket[];
}

/** Whether the words look for tickets: set off, or with nothing in them that is not known. 查水表 tells of something. */
export function isSearch(on: Case, { words, setOff }: SearchWords, { roster }: DeskParts): boolean {
  if (words === '') return on.message.chat.kind === 'private' || on.message.addressed;
  const conditions = conditionsIn(words, dayOf(on.at), roster);
  if (conditions === null || conditions.length === 0) return false;
  return setOff || conditions.every(({ is }) => is !== 'word');
}

/** 挂账, 不满意 from those who see the whole, and ask for nothing of a ticket's by them. */
export function listByName(on: Case): string | null {
  const isToUs = on.message.chat.kind === 'private' || on.message.addressed;
  const asks =
    seesTheWhole(on) && !on.roles.has('member') && isToUs && on.referred === undefined && !on.dialogue;
  return asks ? listNamed(on.text) : null;
}

export async function search(on: Asker, words: string, parts: DeskParts): Promise<Found> {
  const conditions = conditionsIn(words, dayOf(on.at), parts.roster) ?? [];
  const label = conditions.map((one) => one.label).join(' ');
  const code = conditions.map((one) => one.code).join(' ');
  if (conditions.length === 0) return { label, code, tickets: [] };
  const found = new Map<number, Ticket>();
  const take = (ticket: Ticket): void => {
    if (isSeen(on, ticket, parts) && conditions.every((one) => holds(one, ticket, on.at))) {
      found.set(ticket.number, ticket);
    }
  };
  for (const ticket of await parts.store.tickets({ open: true })) take(ticket);
  for (const query of whatIsOver(on, conditions, parts)) {
    for await (const ticket of parts.store.each(query)) take(ticket);
  }
  const all = [...found.values()].sort((a, b) => a.number - b.number);
  const tickets = [...all.filter((one) => !isOver(one)), ...all.filter(isOver).reverse()];
  return { label, code, tickets };
}

function isSeen(on: Asker, ticket: Ticket, { roster }: DeskParts): boolean {
  return !ticket.confidential && may('view', ticket, { person: on.person?.id ?? '' }, roster);
}

/** What is asked of the store: only as much as the reader may see, and as the conditions leave. */
function whatIsOver(
  on: Asker,
  conditions: readonly Condition[],
  { roster }: DeskParts,
): readonly TicketQuery[] {
  const { person, at } = on;
  if (person === null) return [];
  const month = conditions.find((one) => one.is === 'month')?.month;
  const span =
    month === undefined ? { registeredFrom: startOfDay(addDays(dayOf(at), -DAYS_BACK)) } : spanOf(month);
  const over = { open: false, ...span };
  if (seesTheWhole(on)) return [{ ...over, ...narrowed(conditions) }];
  const own = roster
    .rolesOf(person.id)
    .flatMap(({ enterprise, department }): TicketQuery[] => [
      ...(enterprise ? [{ ...over, enterprise: enterprise.id }] : []),
      ...(department ? [{ ...over, department: department.id }] : []),
    ]);
  return [...own, { ...over, liaison: person.id }];
}

function narrowed(conditions: readonly Condition[]): TicketQuery {
  const department = conditions.find((one) => one.is === 'department')?.id;
  const [enterprise, ...others] = conditions.find((one) => one.is === 'enterprise')?.ids ?? [];
  return {
    ...(department === undefined ? {} : { department }),
    ...(enterprise === undefined || others.length > 0 ? {} : { enterprise }),
  };
}

function spanOf(month: string): { readonly registeredFrom: Instant; readonly registeredBefore: Instant } {
  const first: Day = `${month}-01`;
  const next = addDays(first, 31).slice(0, 7);
  return { registeredFrom: startOfDay(first), registeredBefore: startOfDay(`${next}-01`) };
}

function holds(condition: Condition, ticket: Ticket, at: Instant): boolean {
  switch (condition.is) {
    case 'enterprise':
      return condition.ids.includes(ticket.enterprise ?? '');
    case 'department':
      return ticket.department === condition.id;
    case 'month':
      return dayOf(ticket.facts.registeredAt).startsWith(condition.month);
    case 'word':
      return comparable(ticket.text).includes(comparable(condition.word));
    case 'standing':
      return stands(condition.of, ticket, at);
    default:
      return condition satisfies never;
  }
}

function comparable(text: string): string {
  return simplified(text.normalize('NFKC')).toLowerCase().replace(/\s+/gu, '');
}

function stands(of: SoughtState, ticket: Ticket, at: Instant): boolean {
  const { state, facts, request } = ticket;
  switch (of) {
    case 'enterprise':
      return state === 'waiting' || state === 'resolved';
    case 'supply':
      return state === 'waiting';
    case 'rating':
      return state === 'resolved';
    case 'decision':
      return request !== null && !isOver(ticket);
    case 'signing':
      return state === 'assigned';
    case 'feedback':
      return state === 'working' && facts.fedBackAt === null && ticket.clocks.feedback !== undefined;
    case 'dispatch':
      return state === 'queued';
    case 'department':
      return state === 'assigned' || state === 'working';
    case 'order':
      return isOwed(ticket, ['supervise', 'instruct']);
    case 'assist':
    case 'escalate':
      return isOwed(ticket, [of]);
    case 'suspended':
      return state === 'suspended';
    case 'late':
      return latenessOf(ticket, at) !== null;
    case 'open':
      return !isOver(ticket) && state !== 'suspended';
    case 'dissatisfied':
      return facts.rating === 'dissatisfied';
    case 'unrated':
      return facts.closedBy === 'silence' && facts.rating === null;
    case 'reworked':
      return facts.reworks > 0;
    case 'urgent':
      return ticket.urgent;
    default:
      return of satisfies never;
  }
}

/** Something was asked for, and the answer has not come. */
function isOwed({ duties }: Ticket, kinds: readonly DutyKind[]): boolean {
  return duties.some(({ kind, endedAt }) => endedAt === null && kinds.includes(kind));
}
