/** Into whose hands a ticket goes: 分办, 转办, A 岗与 B 岗, and before the dispatcher. */
import { claimedUntil, claimOn } from '../claim.ts';
import type { Context } from '../commands.ts';
import { hearersOfTicket, isNamed } from '../contacts.ts';
import { evolveTicket } from '../evolve.ts';
import type { Timed } from '../flow.ts';
import { may } from '../permissions.ts';
import { startClock, stepClock } from '../reminders.ts';
import { isOf } from '../reorganised.ts';
import { responsibleFor, takenOverBy } from '../stand-in.ts';
import { isRecorded, type Ticket } from '../ticket.ts';
import type { Assigned, TicketEvent } from '../ticket-events.ts';
import type { AssignedHow, QueuedFor, StepClock } from '../ticket-parts.ts';
import { runningResolve, withinTicket } from '../within-ticket.ts';
import { accept, fact, isBlank, refuse, said, type Turn } from './common.ts';
import { escalated, settled } from './duties.ts';
import { resumedOnTheWay } from './pausing.ts';

/** 分办: the dispatcher names the department, or moves a ticket that is not yet signed. */
export const assign: Turn<'assign'> = (ticket, command, context) => {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  const asked = ticket.request?.kind === 'return';
  if (ticket.state === 'working' && !asked) return refuse(ticket, 'wrongState');
  if (!context.roster.department(command.department)) return refuse(ticket, 'departmentUnknown');
  if (ticket.department === command.department) return refuse(ticket, 'sameDepartment');
  const how = context.actor === 'ledger' ? 'ledger' : 'dispatcher';
  const name = context.roster.department(command.department)?.name ?? '';
  return accept(
    ...returnGranted(ticket, context),
    ...settled(ticket, command.text ?? name, context),
    assigned(ticket, command.department, how, context, command.text),
  );
};

/** 转办: to the department whose matter it is, with the reason; after too many, the dispatcher settles it. */
export const transfer: Turn<'transfer'> = (ticket, command, context) => {
  // Not even a replayed ledger hands a report to a department: it might be the one reported.
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (ticket.apart && !context.flow.transfer) return refuse(ticket, 'notInFlow');
  const { department } = command;
  if (department === null || !context.roster.department(department))
    return refuse(ticket, 'departmentUnknown');
  if (department === ticket.department) return refuse(ticket, 'sameDepartment');
  const moving = resumedOnTheWay(ticket, context);
  const going = moving.reduce<Ticket>(evolveTicket, ticket);
  // A ledger shows that another department answered, never why.
  if (context.actor === 'ledger') {
    return accept(...moving, assigned(going, department, 'ledger', context));
  }
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  // The hub's word settles it: it is no passing on, and does not come back to the hub.
  if (may('assign', ticket, context.actor, context.roster)) {
    return accept(
      ...moving,
      ...returnGranted(ticket, context),
      ...settled(ticket, command.text, context),
      assigned(going, department, 'dispatcher', context, command.text),
    );
  }
  if (ticket.locked) return refuse(ticket, 'locked');
  // 退单 holds it until the hub has said whose it is.
  if (ticket.request?.kind === 'return') return refuse(ticket, 'pending');
  if (ticket.transfers >= (context.flow.transfer?.most ?? 0)) {
    return accept(
      ...moving,
      queued('transfers', command.text, context),
      ...escalated(ticket, 'transfers', command.text, context),
    );
  }
  return accept(...moving, assigned(going, department, 'transfer', context, command.text));
};

/** A pending 退单 is granted when the hub moves the ticket, by whatever word. */
function returnGranted(ticket: Ticket, context: Context): readonly TicketEvent[] {
  return ticket.request?.kind === 'return' ? [{ ...fact(context), type: 'granted', kind: 'return' }] : [];
}

/** 认领: whose matter it is is being looked into. It changes no clock: what the enterprise was promised stands. */
export const claim: Turn<'claim'> = (ticket, _command, context) => {
  const { at, calendar, away } = context;
  const standing = claimOn(ticket, at);
  const { by } = fact(context);
  if (standing !== null && standing.by !== by && !away.has(standing.by)) return refuse(ticket, 'claimed');
  return accept({ ...fact(context), type: 'claimed', until: claimedUntil(ticket, at, calendar) });
};

/** Handing over within the department, A 岗 to B 岗 or back, or keeping what came by a leave; no clock changes. */
export const delegate: Turn<'delegate'> = (ticket, command, context) => {
  const department = ticket.department === null ? undefined : context.roster.department(ticket.department);
  const colleagues = department ? [department.primary.id, department.backup.id] : [];
  const keeps = command.person === ticket.liaison && ticket.actingFor !== null;
  if (!keeps && !colleagues.includes(command.person)) return refuse(ticket, 'personUnknown');
  if (!keeps && command.person === ticket.liaison) return refuse(ticket, 'samePerson');
  if (context.away.has(command.person)) return refuse(ticket, 'onLeave');
  return accept({ ...fact(context), type: 'delegated', liaison: command.person, from: ticket.liaison });
};

/** 机构改革: the work goes on elsewhere, as it stands; a report is no department's. */
export const reorganise: Turn<'reorganise'> = (ticket, { from, to }, context) => {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (!context.roster.department(to)) return refuse(ticket, 'departmentUnknown');
  if (from === to) return refuse(ticket, 'sameDepartment');
  return accept(...reorganised(ticket, from, to, context));
};

function reorganised(ticket: Ticket, from: string, to: string, context: Context): readonly TicketEvent[] {
  if (!isOf(ticket, from)) return [];
  const liaison = responsibleFor(to, context) ?? { liaison: null };
  return [{ ...fact(context), by: 'system', type: 'reorganised', from, to, ...liaison }];
}

/** What comes back to a department that is gone meanwhile comes to whoever does its work now. */
export function toSuccessor(ticket: Ticket, context: Context): readonly TicketEvent[] {
  const { department } = ticket;
  const successor = department === null ? undefined : context.roster.successorOf(department);
  return department === null || successor === undefined
    ? []
    : reorganised(ticket, department, successor.id, context);
}

/** `ticket` null: it is being registered by this very decision. */
export function assigned(
  ticket: Ticket | null,
  department: string,
  how: AssignedHow,
  context: Context,
  text?: string,
): TicketEvent {
  return {
    ...fact(context),
    type: 'assigned',
    department,
    ...(responsibleFor(department, context) ?? { liaison: null }),
    how,
    from: ticket?.department ?? null,
    ...firstClocks(ticket, context),
    ...(ticket !== null && how === 'dispatcher' && isDisputed(ticket) ? { settles: true } : {}),
    ...said(text),
  };
}

/** More than a first guess at unclear words: the departments were heard, so the hub's word is final (潍坊条例 22). */
function isDisputed(ticket: Ticket): boolean {
  if (ticket.request?.kind === 'return') return true;
  return ticket.state === 'queued' && ticket.queuedFor !== 'unclear';
}

/**
 * 举报: to a discipline contact whom it does not name, past every department; to the first of them who can be reached,
 * or it waits for the first.
 */
export function toDiscipline(hearers: readonly string[], context: Context): TicketEvent {
  return {
    ...fact(context),
    type: 'assigned',
    department: null,
    liaison: hearers.find((id) => context.contacts.includes(id)) ?? hearers[0] ?? null,
    how: 'discipline',
    from: null,
    ...firstClocks(null, context),
  };
}

/**
 * A report passes from a contact whom it names by now, whatever state it is in, and from one who cannot be reached, or
 * from nobody, to one who can; nothing when there is none, or no need.
 */
export function toAnotherContact(ticket: Ticket, context: Context): readonly TicketEvent[] {
  if (!ticket.confidential) return [];
  const { contacts, roster } = context;
  const { liaison, state } = ticket;
  const hearers = hearersOfTicket(ticket, roster);
  const named = liaison !== null && isNamed(ticket, liaison, roster);
  const inHand = state === 'assigned' || state === 'working' || state === 'waiting';
  if (!named && (!inHand || (liaison !== null && contacts.includes(liaison)))) return [];
  const inReach = hearers.find((id) => contacts.includes(id));
  if (inReach === undefined && !named) return [];
  const next = inReach ?? hearers[0] ?? null;
  return [{ ...fact(context), by: 'system', type: 'delegated', liaison: next, from: liaison }];
}

/** AB 岗: the ticket passes to whoever is there, or back; nothing when it lies where it belongs. Nobody gives it by hand. */
export function toWhoIsThere(ticket: Ticket, context: Context): readonly TicketEvent[] {
  const found = takenOverBy(ticket, context);
  if (found === null) return [];
  const { liaison: from } = ticket;
  return [{ ...fact(context), by: 'system', type: 'delegated', ...found, from, reason: 'leave' }];
}

/** The clocks of whoever gets a ticket. 咨询 has no feedback: the result is the answer. A ledger tells neither signing nor feedback, so neither is timed there. */
function firstClocks(ticket: Ticket | null, context: Context): Pick<Assigned, 'sign' | 'feedback'> {
  const { at, flow, calendar } = context;
  if (ticket ? isRecorded(ticket) : context.actor === 'ledger') return { sign: null, feedback: null };
  const resolve = ticket && runningResolve(ticket);
  const { sign, feedback } = flow.steps;
  const within = (timed: Timed): StepClock => {
    const clock = startClock(at, timed.within, timed.ladder, calendar);
    return withinTicket(clock, resolve, timed.ladder, at, calendar);
  };
  return { sign: within(sign), feedback: feedback ? within(feedback) : null };
}

export function queued(why: QueuedFor, text: string | undefined, context: Context): TicketEvent {
  const { at, flow, calendar } = context;
  const dispatch = stepClock('dispatch', at, flow, calendar);
  // Only a report's flow has none (flow-rules.ts), and no report is ever queued.
  if (!dispatch) throw new Error(`a ticket of flow ${flow.id} cannot be put before the dispatcher`);
  return { ...fact(context), type: 'queued', why, dispatch, ...said(text) };
}
