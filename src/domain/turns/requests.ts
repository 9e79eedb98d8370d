/**
 * What a department asks for and somebody else settles: 延期 and 退单 by the hub, 挂账 by a leader. Meanwhile the
 * department stays responsible and its clock runs (首接负责); what nobody settles in time is refused. It is to be settled
 * before the deadline it concerns (`within-ticket.ts`).
 */
import { addWorkdays } from '../calendar.ts';
import type { Context, Decision } from '../commands.ts';
import { deadlineOf, isLate } from '../deadline.ts';
import { type RequestKind, timedOf } from '../flow.ts';
import { extendedBy, longestOf, startClock, withinLongest } from '../reminders.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketRequest } from '../ticket-parts.ts';
import { DAY, dayOf, startOfDay } from '../time.ts';
import { lapsingInOfficeHours, runningResolve, withinTicket } from '../within-ticket.ts';
import { accept, byOf, fact, isBlank, refuse, said, signedOnTheWay, type Turn } from './common.ts';
import { settled } from './duties.ts';
import { assigned, queued } from './handing.ts';

/** 延期: once, while there is still time to settle it (泉州: 提前 1 个工作日), with the reason the enterprise is told. */
export const extend: Turn<'extend'> = (ticket, command, context) => {
  const { at, flow, calendar } = context;
  const { resolve } = ticket.clocks;
  if (!flow.extend || !resolve) return refuse(ticket, 'notInFlow');
  if (ticket.request !== null) return refuse(ticket, 'pending');
  if (ticket.facts.extensions > 0) return refuse(ticket, 'tooMuch', { limit: 1 });
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { most, ahead } = flow.extend;
  if (!Number.isInteger(command.workdays) || command.workdays < 1 || command.workdays > most) {
    return refuse(ticket, 'tooMuch', { limit: most });
  }
  const { deadline } = resolve;
  // The day it is asked does not count (民法典 201): asked on Thursday, one working day ahead of Friday.
  if (addWorkdays(dayOf(at), ahead, calendar) > deadline.explanation.lastDay || isLate(deadline, at)) {
    return refuse(ticket, 'tooLate', { until: deadline, limit: ahead });
  }
  const later = extendedBy(resolve, command.workdays, ticket.pauses, [], at, calendar).deadline;
  const last = longestOf(ticket, flow, calendar);
  if (last && later.lateFrom > last.lateFrom) return refuse(ticket, 'tooLate', { until: last });
  const { workdays, text } = command;
  return request(ticket, 'extend', { text, workdays }, context);
};

/** 准入: what is not on its list a township gives back at once, within one working day, and the hub finds whose it is. */
const OUTSIDE_WITHIN = { amount: 1, unit: 'workday', roll: false } as const;

/** 退单: once, soon, with the basis and whose matter it is instead. */
export const giveBack: Turn<'return'> = (ticket, command, context) => {
  const { at, flow, calendar, roster } = context;
  const { assignedAt, returns } = ticket.facts;
  if (!flow.return || ticket.confidential) return refuse(ticket, 'notInFlow');
  if (ticket.request !== null) return refuse(ticket, 'pending');
  if (ticket.locked || returns > 0) return refuse(ticket, 'locked');
  const { department, text } = command;
  if (command.outside) {
    if (!roster.isTownship(ticket.department ?? '')) return refuse(ticket, 'notInFlow');
    if (isBlank(text)) return refuse(ticket, 'textMissing');
    const within = ticket.urgent ? flow.return.within : OUTSIDE_WITHIN;
    const until = deadlineOf(assignedAt ?? at, within, calendar);
    return isLate(until, at)
      ? refuse(ticket, 'tooLate', { until })
      : accept(queued('outside', text, context));
  }
  if (department === null || !roster.department(department)) return refuse(ticket, 'departmentUnknown');
  if (department === ticket.department) return refuse(ticket, 'sameDepartment');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const until = deadlineOf(assignedAt ?? at, flow.return.within, calendar);
  if (isLate(until, at)) return refuse(ticket, 'tooLate', { until });
  return request(ticket, 'return', { text, department }, context);
};

/** 挂账: a plan with milestones; longer than an extension, and so with a leader's word. */
export const suspend: Turn<'suspend'> = (ticket, command, context) => {
  const { at, flow, calendar } = context;
  if (!flow.suspend || !ticket.clocks.resolve) return refuse(ticket, 'notInFlow');
  if (ticket.request !== null) return refuse(ticket, 'pending');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { milestones, text } = command;
  const days = [dayOf(at), ...milestones.map(({ day }) => day)];
  if (days.length === 1 || days.some((day, index) => index > 0 && day <= days[index - 1]!)) {
    return refuse(ticket, 'badDay');
  }
  const longest = deadlineOf(at, flow.suspend.longest, calendar);
  const last = longestOf(ticket, flow, calendar);
  const until = last && last.lateFrom < longest.lateFrom ? last : longest;
  if (days.at(-1)! > until.explanation.lastDay) return refuse(ticket, 'tooLate', { until });
  return request(ticket, 'suspend', { text, milestones }, context);
};

/** Approved. 退单 goes to the department the hub names, or to the one that was proposed. */
export const grant: Turn<'grant'> = (ticket, command, context) => {
  const { request: asked } = ticket;
  const { at, flow, calendar, roster } = context;
  if (!asked) return refuse(ticket, 'noRequest');
  const granted = { ...fact(context), type: 'granted', kind: asked.kind, ...said(command.text) } as const;
  switch (asked.kind) {
    case 'extend': {
      const { resolve } = ticket.clocks;
      // It may be of another kind by now, which is not extended.
      if (!flow.extend || !resolve) return refuse(ticket, 'notInFlow');
      const { ladder } = flow.steps.resolve;
      const later = extendedBy(resolve, asked.workdays ?? 1, ticket.pauses, ladder, at, calendar);
      return accept({ ...granted, resolve: withinLongest(later, ticket, at, flow, calendar) });
    }
    case 'return': {
      const department = command.department ?? asked.department ?? '';
      const { name } = roster.department(department) ?? {};
      if (name === undefined) return refuse(ticket, 'departmentUnknown');
      if (department === ticket.department) return refuse(ticket, 'sameDepartment');
      const answered = settled(ticket, command.text ?? name, context);
      return accept(granted, ...answered, assigned(ticket, department, 'dispatcher', context, asked.text));
    }
    case 'suspend': {
      const { milestones = [] } = asked;
      const last = milestones.at(-1);
      if (!flow.suspend || !last) return refuse(ticket, 'notInFlow');
      const days = Math.round((startOfDay(last.day) - startOfDay(dayOf(at))) / DAY);
      // Its last day came while the plan lay with the leaders.
      if (days < 1) return refuse(ticket, 'badDay');
      const { report, ladder } = flow.suspend;
      return accept(...signedOnTheWay(ticket, context), {
        ...granted,
        suspension: {
          report: startClock(at, report.within, report.ladder, calendar),
          until: lapsingInOfficeHours(
            startClock(at, { amount: days, unit: 'day', roll: true }, ladder, calendar),
            calendar,
          ),
          milestones,
        },
      });
    }
    default:
      return asked.kind satisfies never;
  }
};

export const deny: Turn<'deny'> = (ticket, command, context) => {
  if (!ticket.request) return refuse(ticket, 'noRequest');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { kind } = ticket.request;
  const answered = kind === 'return' ? settled(ticket, command.text, context) : [];
  return accept(...answered, { ...fact(context), type: 'denied', kind, text: command.text });
};

function request(
  ticket: Ticket,
  kind: RequestKind,
  asked: Omit<TicketRequest, 'kind' | 'by' | 'at'>,
  context: Context,
): Decision {
  const { at, flow, calendar, actor } = context;
  const decide = timedOf(flow, 'decide', kind);
  if (!decide) return refuse(ticket, 'notInFlow');
  // Who gives a ticket back has not taken it; who asks for time plainly has.
  const signed = kind === 'return' ? [] : signedOnTheWay(ticket, context);
  return accept(...signed, {
    ...fact(context),
    type: 'requested',
    request: { kind, by: byOf(actor), at, ...asked },
    decide: lapsingInOfficeHours(
      withinTicket(
        startClock(at, decide.within, decide.ladder, calendar),
        runningResolve(ticket),
        decide.ladder,
        at,
        calendar,
        { before: true },
      ),
      calendar,
    ),
  });
}
