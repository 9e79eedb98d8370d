/**
 * 在办, 超期, 临期, 明天到期: for those who get briefs the tickets that a figure of theirs is made of; for everybody else
 * those that they have to do with.
 */

import { type DueOn, daysOf, type StandingOf } from '../../dialogue/due-lists.ts';
import { type Deadline, isLate } from '../../domain/deadline.ts';
import { scopeOf } from '../../domain/leaders.ts';
import { attentionAt } from '../../domain/metrics.ts';
import { may } from '../../domain/permissions.ts';
import { nextStep } from '../../domain/reminders.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Day, dayOf, type Instant } from '../../domain/time.ts';
import type { Asker, Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ownTickets } from './enquiries.ts';

/** Of what is over, so many are listed; older ones are found by 查. */
const LOOKED_BACK = 30;

/** Whether somebody may ask for the whole county's tickets. */
export function seesTheWhole({ roles }: Pick<Case, 'roles'>): boolean {
  return roles.has('leader') || roles.has('dispatcher');
}

/** The tickets, in the order in which they are told, and the name of the sentence that counts them. */
export async function standing(on: Asker, asked: StandingOf, parts: DeskParts) {
  const whole = seesTheWhole(on);
  if (whole) {
    // Whoever sees the whole has raised none of it.
    const of = asked === 'raised' ? 'open' : asked;
    return { tickets: await inTheCounty(on, of, parts), name: of };
  }
  const tickets = await ofTheirOwn(on, asked, parts);
  return { tickets, name: isCounted(asked) ? (`${asked}Own` as const) : asked };
}

/** Whether the brief counts it too: then it is said apart whose it is. */
function isCounted(of: StandingOf): of is Exclude<StandingOf, DueOn | 'raised'> {
  return of === 'open' || of === 'late' || of === 'soon';
}

/** As many as the brief counts at this moment; the longest overdue, or the oldest, first. */
async function inTheCounty(
  { at, person }: Asker,
  of: Exclude<StandingOf, 'raised'>,
  parts: DeskParts,
): Promise<readonly Ticket[]> {
  const { store, calendar, roster } = parts;
  const within = scopeOf(person?.id ?? '', roster);
  const open = (await store.tickets({ open: true })).filter(
    ({ confidential, apart, department }) =>
      !confidential && !apart && (within === null || within.has(department ?? '')),
  );
  const { overdue, dueSoon } = attentionAt(open, at, calendar);
  switch (of) {
    case 'late':
      return overdue.map(({ ticket }) => ticket);
    case 'soon':
      return dueSoon;
    case 'open':
      return open.filter((ticket) => ticket.state !== 'suspended');
    default:
      return dueWithin(open, ...daysOf(of, dayOf(at)));
  }
}

/** Whatever is due next of them counts, signing and feedback too; the earliest due first. */
async function ofTheirOwn(on: Asker, of: StandingOf, parts: DeskParts): Promise<readonly Ticket[]> {
  const { at } = on;
  const own = await ownTickets(on, parts);
  const today = dayOf(at);
  switch (of) {
    case 'open':
      return own;
    case 'raised':
      return [...own, ...(await endedOf(on, parts))];
    case 'late':
      return byDue(own.filter((ticket) => isPast(ticket, at)));
    case 'soon': {
      const { soonBy } = attentionAt([], at, parts.calendar);
      return dueWithin(own, today, soonBy).filter((ticket) => !isPast(ticket, at));
    }
    default:
      return dueWithin(own, ...daysOf(of, today));
  }
}

/** What the reader's enterprise raised and is over, the newest first. */
async function endedOf({ person }: Asker, { store, roster }: DeskParts): Promise<readonly Ticket[]> {
  const enterprise = person === null ? undefined : roster.enterpriseOf(person.id)?.id;
  if (person === null || enterprise === undefined) return [];
  const ended = await store.tickets({ enterprise, open: false, newest: LOOKED_BACK });
  return ended.filter((one) => !one.confidential && may('view', one, { person: person.id }, roster));
}

/** What is due next on one of these days, both included. */
function dueWithin(tickets: readonly Ticket[], first: Day, last: Day): readonly Ticket[] {
  const within = tickets.filter((ticket) => {
    const day = deadlineOf(ticket)?.explanation.lastDay;
    return day !== undefined && first <= day && day <= last;
  });
  return byDue(within);
}

function byDue(tickets: readonly Ticket[]): readonly Ticket[] {
  const end = (ticket: Ticket): Instant => deadlineOf(ticket)?.lateFrom ?? 0;
  return tickets.toSorted((a, b) => end(a) - end(b) || a.number - b.number);
}

function isPast(ticket: Ticket, at: Instant): boolean {
  const deadline = deadlineOf(ticket);
  return deadline !== undefined && isLate(deadline, at);
}

/** What has to happen next, and by when. */
function deadlineOf(ticket: Ticket): Deadline | undefined {
  return nextStep(ticket)?.clock.deadline;
}
