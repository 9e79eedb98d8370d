/** On a ticket: the clock that stands, what was granted, what is asked for and by whom it is settled. */
import { isLate } from '../domain/deadline.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import { latenessOf } from '../domain/metrics.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Milestone, TicketRequest } from '../domain/ticket-parts.ts';
import { dayInWords, dayOf } from '../domain/time.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import {
  type Buttons,
  departmentName,
  dueOf,
  enterpriseName,
  lateInWords,
  marked,
  nameOf,
  type View,
} from './view.ts';

const LINE_TEXT = 160;
const PLAN_TEXT = 400;

/** What everybody may read: on the card. */
export function requestLines(ticket: Ticket, view: View): readonly string[] {
  const { say, now } = view;
  if (ticket.state === 'waiting') {
    return [say('request.waiting', { text: askedFor(ticket), due: dueOf(ticket, view, 'supply') })];
  }
  if (ticket.state === 'suspended') {
    return [
      say('request.suspended', {
        until: dayInWords(ticket.milestones.at(-1)?.day ?? dayOf(view.now), dayOf(view.now)),
        plan: planInWords(ticket.milestones, view),
      }),
      say('request.nextReport', { due: dueOf(ticket, view, 'report') }),
    ];
  }
  const { extended } = ticket.clocks.resolve ?? {};
  if (!extended || ticket.state === 'resolved') return [];
  const { workdays, former } = extended;
  return [say('request.extended', { workdays, former: dueInWords(former, now) })];
}

/** What the department reads beside it: on its task. */
export function pendingLine(ticket: Ticket, view: View): readonly string[] {
  const { request } = ticket;
  if (!request) return [];
  const due = dueOf(ticket, view, 'decide');
  return [view.say('request.pending', { what: requestInWords(request, view), due })];
}

/** 延期 3 个工作日; 退单，建议转住建局; 挂账，12月20日 完成招标… */
export function requestInWords(request: TicketRequest, view: View): string {
  const { say } = view;
  switch (request.kind) {
    case 'extend':
      return say('request.toExtend', { workdays: request.workdays ?? 0 });
    case 'return':
      return say('request.toReturn', { department: departmentName(request.department ?? null, view) });
    case 'suspend':
      return say('request.toSuspend', { plan: planInWords(request.milestones ?? [], view) });
    default:
      return request.kind satisfies never;
  }
}

export function planInWords(milestones: readonly Milestone[], { now }: View): string {
  const all = milestones.map(({ day, text }) => `${dayInWords(day, dayOf(now))} ${clip(text, 40)}`.trim());
  return clip(all.join('；'), PLAN_TEXT);
}

/** The question to whoever settles it. */
export function requestQuestion(ticket: Ticket, request: TicketRequest, view: View): string {
  const { say } = view;
  const { number } = ticket;
  const lapse = request.kind === 'return' ? 'request.elseKept' : 'request.elseDenied';
  const late = request.kind === 'suspend' ? latenessOf(ticket, view.now) : null;
  return [
    say('request.question', {
      number: marked(ticket, say),
      enterprise: enterpriseName(ticket, view),
      department: departmentName(ticket.department, view),
      name: nameOf(request.by, view),
      what: requestInWords(request, view),
    }),
    say('request.because', { text: clip(request.text, 600) }),
    say('request.about', { text: clip(ticket.text, LINE_TEXT), due: dueOf(ticket, view) }),
    ...(late ? [say('request.aboutLate', { late: lateInWords(late) })] : []),
    say(lapse, { number, due: dueOf(ticket, view, 'decide') }),
  ].join('\n');
}

export function requestButtons(ticket: Ticket, request: TicketRequest, view: View): Buttons {
  const { say } = view;
  const { number, cycle } = ticket;
  const yes =
    request.kind === 'return'
      ? say('request.yesReturn', { department: departmentName(request.department ?? null, view) })
      : say('request.yes');
  const no = say(request.kind === 'return' ? 'request.noReturn' : 'request.no');
  return [
    [
      { label: yes, data: press('grant', number, cycle, kindChoice(request)) },
      { label: no, data: press('deny', number, cycle, kindChoice(request)) },
    ],
  ];
}

/** Ties a button to what it was made for: an old one must not settle a later request. */
export function kindChoice({ kind, at }: TicketRequest): string {
  return `${kind}-${at.toString(36)}`;
}

/** What is still to come, for whoever it is waited for: the enterprise, the hub or a leader, the department. */
export function requestReminder(
  step: 'supply' | 'decide' | 'report' | 'suspend',
  ticket: Ticket,
  view: View,
): string {
  const { say } = view;
  const { number, request } = ticket;
  const due = dueOf(ticket, view, step);
  const enterprise = enterpriseName(ticket, view);
  switch (step) {
    case 'supply':
      return say('request.remindSupply', { number, text: askedFor(ticket), due });
    case 'decide': {
      const what = request ? requestInWords(request, view) : '';
      return say('request.remindDecide', { number, what, name: nameOf(request?.by ?? null, view), due });
    }
    case 'report': {
      const clock = ticket.clocks.report;
      return clock && isLate(clock.deadline, view.now)
        ? say('request.remindReportLate', { number, enterprise, due, liaison: nameOf(ticket.liaison, view) })
        : say('request.remindReport', { number, enterprise, due });
    }
    case 'suspend': {
      const plan = planInWords(ticket.milestones, view);
      return say('request.remindExpiry', { number, enterprise, plan, due });
    }
    default:
      return step satisfies never;
  }
}

/** What the enterprise was last asked for. */
export function askedFor({ entries }: Ticket): string {
  return clip(entries.findLast(({ what }) => what === 'asked')?.text ?? '', LINE_TEXT);
}
