/** 督办通知单 23, 催办通知 财政局: what the paper is about, and who may have it issued. */
import type { PaperAsked } from '../../dialogue/papers-asked.ts';
import { clip } from '../../dialogue/text.ts';
import { stateName } from '../../dialogue/view.ts';
import { addWorkdays } from '../../domain/calendar.ts';
import { attentionAt } from '../../domain/metrics.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayOf } from '../../domain/time.ts';
import { superviseNoticeOf } from '../../papers/official/supervise.ts';
import { urgeNoticeOf } from '../../papers/official/urge.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { notFound, visibleTicket } from '../lists/enquiries.ts';
import { issued } from './issuing.ts';
import { aboutSupervised, dayToAnswer, supervisedBy } from './supervised.ts';

/** A department that is urged answers within so many working days. */
const REPLY_WORKDAYS = 3;
/** In these the department has the next step. */
const URGED = ['assigned', 'working'];

export async function onPaperAsked(on: Case, asked: PaperAsked, parts: DeskParts): Promise<Outcome> {
  const { kind, number, whose } = asked;
  const { say } = on.view;
  // Whoever gives no order on any ticket is told so before anything of the ticket.
  if (!on.roles.has('dispatcher') && !on.roles.has('leader')) return toThem(on, say('paper.notYours'));
  const named = number ?? (whose === '' ? (on.referred?.number ?? null) : null);
  if (named !== null) {
    const ticket = await visibleTicket(on, named, parts);
    if (!ticket || ticket.confidential) return notFound(on, named);
    if (!mayIssue(on, ticket, parts)) return toThem(on, say('paper.notYours'));
    return kind === 'supervise' ? superviseOn(on, ticket, parts) : urgeOn(on, ticket, parts);
  }
  if (kind === 'supervise' || whose === '') return toThem(on, say('paper.usage'));
  return urgeDepartment(on, whose, parts);
}

/** Who may order on a ticket may put it on paper. */
function mayIssue({ person }: Case, ticket: Ticket, { roster }: DeskParts): boolean {
  return person !== null && may('supervise', ticket, { person: person.id }, roster);
}

async function superviseOn(on: Case, ticket: Ticket, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { number, department } = ticket;
  const order = supervisedBy(ticket, on.office, parts.calendar);
  if (!order) return toThem(on, say('paper.noOrder', { number }));
  if (department === null) return toThem(on, say('paper.noDepartment', { number }));
  const replyBy = dayToAnswer(order, on.at, parts.calendar);
  return issued(
    on,
    {
      about: aboutSupervised(number, order.cause, department),
      kind: 'supervise',
      department,
      tickets: [ticket],
      of: say('paper.ofTicket', { number }),
      paper: (issue) => superviseNoticeOf(ticket, { ...issue, ...(replyBy === null ? {} : { replyBy }) }),
    },
    parts,
  );
}

function urgeOn(on: Case, ticket: Ticket, parts: DeskParts): Promise<Outcome> | Outcome {
  const { say } = on.view;
  const { number, department, state } = ticket;
  if (department === null) return toThem(on, say('paper.noDepartment', { number }));
  if (!URGED.includes(state)) {
    return toThem(on, say('paper.notInHand', { number, state: stateName(ticket, say) }));
  }
  return urge(on, department, [ticket], say('paper.ofTicket', { number }), parts);
}

async function urgeDepartment(on: Case, whose: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const department = parts.roster.departmentNamed(whose.trim());
  if (!department) return toThem(on, say('refusal.departmentUnknown', { name: clip(whose, 20) }));
  const open = (await parts.store.tickets({ open: true, department: department.id })).filter(
    (ticket) => !ticket.confidential && mayIssue(on, ticket, parts),
  );
  const { overdue, dueSoon } = attentionAt(open, on.at, parts.calendar);
  const tickets = [...overdue.map(({ ticket }) => ticket), ...dueSoon].filter(({ state }) =>
    URGED.includes(state),
  );
  if (tickets.length === 0) return toThem(on, say('paper.noneToUrge', { department: department.name }));
  return urge(on, department.id, tickets, department.name, parts);
}

/** Of the same tickets on the same day it is the same paper. */
function urge(on: Case, department: string, tickets: readonly Ticket[], of: string, parts: DeskParts) {
  const today = dayOf(on.at);
  const replyBy = addWorkdays(today, REPLY_WORKDAYS, parts.calendar);
  const numbers = tickets.map(({ number }) => number);
  return issued(
    on,
    {
      about: `urge/${today}/${department}/${numbers.join('-')}`,
      kind: 'urge',
      department,
      tickets,
      of,
      paper: (issue) => urgeNoticeOf(tickets, { ...issue, replyBy }),
    },
    parts,
  );
}

/** Papers are spoken of with whoever asks, and nobody else. */
function toThem({ message }: Case, text: string): Outcome {
  return reply(text, { privately: message.chat.kind === 'group' });
}
