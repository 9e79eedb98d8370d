/** 督办通知单 23, 催办通知 财政局: what the paper is about, and who may have it issued. */
import type { PaperAsked } from '../../dialogue/papers-asked.ts';
import { clip } from '../../dialogue/text.ts';
import { stateName } from '../../dialogue/view.ts';
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import { isOrder } from '../../domain/changed.ts';
import { deadlineOf } from '../../domain/deadline.ts';
import { attentionAt } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Day, dayOf } from '../../domain/time.ts';
import { superviseNoticeOf } from '../../papers/official/supervise.ts';
import { urgeNoticeOf } from '../../papers/official/urge.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { notFound, visibleTicket } from '../lists/enquiries.ts';
import { issued } from './issuing.ts';

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

/** What a 督办通知单 is about. */
interface Supervised {
  /** Which order it is, or when the clock rang. */
  readonly cause: string;
  /** Until when the department answers; null: as the order on the ticket says. */
  readonly replyBy: Day | null;
}

/** An order in force, or 《督办通知单》 that the clock has sent on what is late still; null where there is neither. */
export function supervisedBy(
  ticket: Ticket,
  office: Pick<Office, 'flowsOnRecord'>,
  calendar: Calendar,
): Supervised | null {
  const { duties, entries, clocks, facts } = ticket;
  const order = duties.findLast((duty) => isOrder(duty) && duty.endedAt === null);
  if (order) return { cause: String(order.id), replyBy: null };
  const since = clocks.resolve?.startedAt ?? 0;
  const rung = entries.findLast(({ what, at, ...entry }) => {
    return what === 'reminded' && at >= since && 'rung' in entry && entry.rung === SUPERVISE;
  });
  const within = office.flowsOnRecord[ticket.flow]?.order?.within;
  if (!rung || !within || facts.resolvedAt !== null) return null;
  return { cause: `clock-${rung.at}`, replyBy: deadlineOf(rung.at, within, calendar).explanation.lastDay };
}

/** As the ladders of the flows call it. */
const SUPERVISE = 'supervise';

async function superviseOn(on: Case, ticket: Ticket, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { number, department } = ticket;
  const order = supervisedBy(ticket, on.office, parts.calendar);
  if (!order) return toThem(on, say('paper.noOrder', { number }));
  if (department === null) return toThem(on, say('paper.noDepartment', { number }));
  const today = dayOf(on.at);
  const later = addWorkdays(today, REPLY_WORKDAYS, parts.calendar);
  // Asked for when that day is over, it has to lie ahead again.
  const replyBy = order.replyBy !== null && order.replyBy <= today ? later : order.replyBy;
  return issued(
    on,
    {
      about: `supervise/${number}/${order.cause}/${department}`,
      kind: 'supervise',
      department,
      tickets: [ticket],
      of: `诉求件${number}`,
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
  return urge(on, department, [ticket], `诉求件${number}`, parts);
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
