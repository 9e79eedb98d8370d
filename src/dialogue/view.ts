/** What a sentence about a ticket needs, and how its parts are named. */
import type { Button } from '../channels/port.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import type { FlowId, Step } from '../domain/flow.ts';
import { isCoLeader } from '../domain/leaders.ts';
import type { Lateness } from '../domain/metrics.ts';
import type { Person, RoleHeld, Roster } from '../domain/roster.ts';
import { raisersOf, type Ticket } from '../domain/ticket.ts';
import type { By } from '../domain/ticket-parts.ts';
import { dayOf, type Instant, instantInWords, timeInWords } from '../domain/time.ts';
import type { Danger } from '../routing/danger.ts';
import type { Say } from './wording.ts';

/** What a sentence about a ticket needs beside the ticket. */
export interface View {
  readonly say: Say;
  readonly roster: Roster;
  readonly danger: Danger;
  readonly now: Instant;
  /** The dispatchers who are there; left out where it is not known who is on leave. */
  readonly hub?: readonly Person[];
}

/** Who does what is for the hub: those of the dispatchers who are there. */
export function hubOf({ hub, roster }: View): readonly Person[] {
  return hub ?? roster.dispatchers;
}

export type Buttons = readonly (readonly Button[])[];

export function nameOf(person: string | null, view: View): string {
  if (person === null) return '—';
  return view.roster.nameOf(person);
}

/** 彭海泉 000-00001002: for those who work on it, in private. */
export function withPhone(person: string | null, view: View): string {
  const phone = person === null ? undefined : view.roster.person(person)?.phone;
  return [nameOf(person, view), ...(phone ? [phone] : [])].join(' ');
}

/** 彭海泉, or 彭海泉（代余文岭） while the latter is on leave. */
export function liaisonName({ liaison, actingFor }: Ticket, view: View): string {
  const name = nameOf(liaison, view);
  return actingFor === null
    ? name
    : view.say('card.acting', { liaison: name, person: nameOf(actingFor, view) });
}

/**
 * Who did something to a ticket, as the department in charge or the hub does it: with the name of whoever it was, not of
 * whoever has the ticket. A ledger names nobody: the liaison then.
 */
export function doneBy(
  by: By,
  ticket: Ticket,
  view: View,
): { readonly department: string; readonly liaison: string } {
  const { say, roster } = view;
  const person = by === null || by === 'system' ? ticket.liaison : by;
  const held = person === null || person === ticket.liaison ? [] : roster.rolesOf(person);
  const isOfOffice = held.some(({ department }) => department?.id === ticket.department);
  const leads = isOfOffice ? undefined : held.find(({ role }) => role === 'leader');
  const isHub = held.some(({ role }) => role === 'dispatcher');
  const department = isHub
    ? say('role.dispatcher')
    : leads && person !== null
      ? leaderOf(leads, person, view)
      : departmentName(ticket.department, view);
  // In whose place, where somebody stands in.
  const liaison = person === ticket.liaison ? liaisonName(ticket, view) : nameOf(person, view);
  return { department, liaison };
}

/**
 * 供电公司 彭海泉（代余文岭）, 星火公司 乐丽轩, 专班调度员 孟云起: who did something to a ticket, and in whose place, as others are
 * told of it. `ticket`: as it was when they did it. Of a report nobody is named.
 */
export function actorInWords(by: By, ticket: Ticket, view: View): string {
  const { say } = view;
  if (by === null || by === 'system') return say('news.somebody');
  if (ticket.confidential) return say(isOfEnterprise(by, ticket, view) ? 'news.enterprise' : 'news.somebody');
  const who = whoInWords(by, ticket, view);
  return ticket.actingFor === null || ticket.liaison !== by
    ? who
    : say('card.acting', { liaison: who, person: nameOf(ticket.actingFor, view) });
}

/** 供电公司 余文岭, 星火公司 乐丽轩, 专班调度员 孟云起: somebody who did something to a ticket, and for whom they speak. */
export function whoInWords(person: string, ticket: Ticket, view: View): string {
  const { say, roster } = view;
  const name = nameOf(person, view);
  const held = roster.rolesOf(person);
  const seat =
    held.find(({ enterprise }) => enterprise !== undefined && enterprise.id === ticket.enterprise) ??
    held.find(({ department }) => department !== undefined && department.id === ticket.department) ??
    held.find(({ role }) => role === 'dispatcher' || role === 'leader') ??
    held[0];
  if (!seat) return name;
  const { role, enterprise, department } = seat;
  const of =
    enterprise?.name ??
    department?.name ??
    (role === 'dispatcher'
      ? say('role.dispatcher')
      : role === 'leader'
        ? leaderOf(seat, person, view)
        : null);
  return of === null ? name : say('progress.who', { of, name });
}

/** 双组长; 分管领导 and 督查室 by their title, where the roster has one. */
export function leaderOf(held: RoleHeld, person: string, { say, roster }: View): string {
  if (isCoLeader(held)) return say('role.leader');
  return roster.person(person)?.title ?? say(held.inspector ? 'role.inspector' : 'role.scoped');
}

/** Whether somebody speaks for the enterprise whose ticket it is. */
export function isOfEnterprise(by: By, ticket: Ticket, { roster }: View): boolean {
  if (by === null || by === 'system') return false;
  return raisersOf(ticket).includes(by) || (roster.enterpriseOf(by)?.id ?? '—') === ticket.enterprise;
}

/** `at`: as it was called then; left out: now. */
export function departmentName(department: string | null, view: View, at?: Instant): string {
  if (department === null) return '纪检';
  return view.roster.departmentName(department, at);
}

export function enterpriseName(ticket: Ticket, view: View): string {
  if (ticket.enterprise === null) return '企业';
  return view.roster.enterpriseName(ticket.enterprise);
}

/** 10:30; with the day when it is not today. */
export function claimEnd({ claim }: Ticket, { now }: View): string {
  if (!claim) return '—';
  return dayOf(claim.until) === dayOf(now) ? timeInWords(claim.until) : instantInWords(claim.until, now);
}

/** The due time of a step in words; the resolve step's when none is named. */
export function dueOf(ticket: Ticket, view: View, step: Step = 'resolve'): string {
  const clock = ticket.clocks[step];
  return clock ? dueInWords(clock.deadline, view.now) : '—';
}

export function stateName(ticket: Ticket, say: Say): string {
  if (ticket.state === 'closed' && ticket.facts.closedBy === 'silence') {
    return say(ticket.facts.rating === null ? 'state.unrated' : 'state.ratedLate');
  }
  return say(`state.${ticket.state}`);
}

/** The number, and the kind of ticket where its limits are not the ordinary ones: 23 · 紧急 */
export function marked({ number, urgent, kind }: Ticket, say: Say): string {
  if (urgent) return say('mark.urgent', { number });
  if (kind === 'arrears' || kind === 'consult' || kind === 'visit') return say(`mark.${kind}`, { number });
  return String(number);
}

/** 一般诉求, 紧急, … */
export function kindName({ flow }: Ticket, say: Say): string {
  const id = flow.split('@')[0] as FlowId;
  return say(`kind.${id}`);
}

/** 2 天; 3 小时 where the limit was counted in hours. */
export function lateInWords({ days, hours }: Lateness): string {
  if (hours === null || hours >= 48) return `${days} 天`;
  return hours < 1 ? '不到 1 小时' : `${hours} 小时`;
}
