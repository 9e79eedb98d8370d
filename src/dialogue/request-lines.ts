/** On a ticket: the clock that stands, what was granted, what is asked for and by whom it is settled. */
import { dueInWords } from '../domain/deadline-words.ts';
import type { Milestone, Ticket, TicketRequest } from '../domain/ticket.ts';
import { dayInWords, dayOf } from '../domain/time.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import { type Buttons, departmentName, dueOf, enterpriseName, marked, nameOf, type View } from './view.ts';

const LINE_TEXT = 160;

/** What everybody may read: on the card. */
export function requestLines(ticket: Ticket, view: View): readonly string[] {
  const { say, now } = view;
  if (ticket.state === 'waiting') {
    const text = ticket.entries.findLast(({ what }) => what === 'asked')?.text ?? '';
    return [say('request.waiting', { text: clip(text, LINE_TEXT), due: dueOf(ticket, view, 'supply') })];
  }
  if (ticket.state === 'suspended') {
    return [
      say('request.suspended', { plan: planInWords(ticket.milestones, view) }),
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
  return milestones
    .map(({ day, text }) => `${dayInWords(day, dayOf(now))} ${clip(text, 40)}`.trim())
    .join('；');
}

/** The question to whoever settles it. */
export function requestQuestion(ticket: Ticket, request: TicketRequest, view: View): string {
  const { say } = view;
  const { number } = ticket;
  const lapse = request.kind === 'return' ? 'request.elseKept' : 'request.elseDenied';
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
