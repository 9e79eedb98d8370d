/**
 * 查 …: tickets by enterprise, department, month, number, word, and what they wait for. Everybody looks through what they may
 * see by the one table of permissions; nobody through reports.
 */
/**
 * 查 …: tickets by enterprise, department, month, word, and what they wait for. The hub and the leaders look through the
 * whole county's, a department through what it has, an enterprise through its own; nobody through reports.
 */
import { periodBeside } from '../../dialogue/period-words.ts';
import {
  type Condition,
  conditionsIn,
  listNamed,
  type SearchWords,
  type SoughtState,
} from '../../dialogue/search-words.ts';
import { hasBeenUnhappy, latenessOf } from '../../domain/metrics.ts';
import { type Outline, outlined, searchable } from '../../domain/outline.ts';
import { may } from '../../domain/permissions.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { DutyKind } from '../../domain/ticket-parts.ts';
import { addDays, type Day, dayOf, type Instant, startOfDay, yearOf } from '../../domain/time.ts';
import type { TicketQuery } from '../../store/port.ts';
import type { Asker, Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { seesTheWhole } from './standings.ts';

export interface Found {
  /** What was understood, as people read it. */
  readonly label: string;
  /** The same, to be asked again by a button. */
  readonly code: string;
  /** What is open first, the oldest first; what is over behind it, the newest first. */
  readonly tickets: readonly Outline[];
}

/** Whether the words look for tickets: set off, or with nothing in them that is not known. 查水表 tells of something. */
export function isSearch(on: Case, { words, setOff }: SearchWords, { roster }: DeskParts): boolean {
  if (words === '') return on.message.chat.kind === 'private' || on.message.addressed;
  const conditions = conditionsIn(words, dayOf(on.at), roster);
  if (conditions === null || conditions.length === 0) return false;
  return setOff || conditions.every(({ is }) => is !== 'word');
}

/** 挂账, 不满意 11月 from those who see the whole, and ask for nothing of a ticket's by them. */
export function listByName(on: Case): string | null {
  const isToUs = on.message.chat.kind === 'private' || on.message.addressed;
  const asks =
    seesTheWhole(on) && !on.roles.has('member') && isToUs && on.referred === undefined && !on.dialogue;
  if (!asks) return null;
  const beside = periodBeside(on.text.trim(), dayOf(on.at));
  const named = listNamed(beside?.rest.replace(/的$/u, '').trim() || on.text);
  return named === null || !beside ? named : `${named} ${beside.words}`;
}

/** All that the words name among what the reader may see, however old. */
export async function search(on: Asker, words: string, parts: DeskParts): Promise<Found> {
  const { roster, store } = parts;
  const conditions = conditionsIn(words, dayOf(on.at), roster, true) ?? [];
  const label = conditions.map((one) => one.label).join(' ');
  const code = conditions.map((one) => one.code).join(' ');
  if (conditions.length === 0) return { label, code, tickets: [] };
  const actor = { person: on.person?.id ?? '' };
  const holds = holding(conditions, on.at, roster);
  const found: Outline[] = [];
  // How what is open stands takes the whole ticket; all of those are in memory.
  for (const ticket of await store.tickets({ open: true })) {
    const outline = outlined(ticket);
    if (!outline || !holds(outline, ticket)) continue;
    if (may('view', ticket, actor, roster)) found.push(outline);
  }
  const open = found.length;
  for await (const part of store.outlines({ open: false, ...narrowed(conditions) })) {
    for (const outline of part) {
      if (!holds(outline, null)) continue;
      if (may('view', outline, actor, roster)) found.push(outline);
    }
  }
  const over = found.splice(open).sort((a, b) => b.number - a.number);
  return { label, code, tickets: [...found, ...over] };
}

/** What the store itself can leave out. */
function narrowed(conditions: readonly Condition[]): Partial<TicketQuery> {
  const department = conditions.find((one) => one.is === 'department')?.id;
  const [enterprise, ...others] = conditions.find((one) => one.is === 'enterprise')?.ids ?? [];
  const month = conditions.find((one) => one.is === 'month')?.month;
  return {
    ...(department === undefined ? {} : { department }),
    ...(enterprise === undefined || others.length > 0 ? {} : { enterprise }),
    ...(month === undefined ? {} : spanOf(month)),
  };
}

function spanOf(month: string): { readonly registeredFrom: Instant; readonly registeredBefore: Instant } {
  const first: Day = `${month}-01`;
  const next = addDays(first, 31).slice(0, 7);
  return { registeredFrom: startOfDay(first), registeredBefore: startOfDay(`${next}-01`) };
}

/** Whether a condition holds of a ticket; the whole of it is given while it is open. */
type Test = (outline: Outline, ticket: Ticket | null) => boolean;

/** Whether all of them do. `at`: now. */
export function holding(conditions: readonly Condition[], at: Instant, roster: Roster): Test {
  const tests = conditions.map((one) => testOf(one, at, roster));
  return (outline, ticket) => tests.every((holds) => holds(outline, ticket));
}

function testOf(condition: Condition, at: Instant, roster: Roster): Test {
  switch (condition.is) {
    case 'enterprise':
      return ({ enterprise }) => condition.ids.includes(enterprise ?? '');
    case 'department':
      return ({ department }) => department === condition.id;
    case 'month': {
      const { registeredFrom, registeredBefore } = spanOf(condition.month);
      return ({ registeredAt }) => registeredFrom <= registeredAt && registeredAt < registeredBefore;
    }
    case 'number': {
      const { number, year } = condition;
      return (one) => one.number === number && (year === null || yearOf(dayOf(one.registeredAt)) === year);
    }
    case 'phone':
      return phoneTest(condition.digits, roster);
    case 'word': {
      const word = searchable(condition.word);
      return ({ text }) => text.includes(word);
    }
    case 'standing': {
      const { of } = condition;
      return (outline, ticket) => standsAnyhow(of, outline) ?? (ticket !== null && stands(of, ticket, at));
    }
    default:
      return condition satisfies never;
  }
}

/** Of whoever raised it or works on it, by the roster; or as it stands in the words. */
function phoneTest(digits: string, { people }: Roster): Test {
  const having = people.filter(({ phone }) => phone?.replace(/\D/g, '').includes(digits));
  const ids = new Set<string | null>(having.map(({ id }) => id));
  return ({ member, liaison, text }) =>
    ids.has(member) || ids.has(liaison) || text.replace(/(?<=\d)-(?=\d)/g, '').includes(digits);
}

/** What holds of a ticket that is over as well; null where only of one that is open. */
function standsAnyhow(of: SoughtState, outline: Outline): boolean | null {
  switch (of) {
    case 'dissatisfied':
      return hasBeenUnhappy(outline);
    case 'unrated':
      return outline.unrated === true;
    case 'reworked':
      return outline.reworked === true;
    case 'urgent':
      return outline.urgent === true;
    default:
      return null;
  }
}

/** Of an open ticket. */
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
      return request !== null;
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
      return state !== 'suspended';
    default:
      return false;
  }
}

/** Something was asked for, and the answer has not come. */
function isOwed({ duties }: Ticket, kinds: readonly DutyKind[]): boolean {
  return duties.some(({ kind, endedAt }) => endedAt === null && kinds.includes(kind));
}
