/**
 * What somebody else has to answer beside the ticket (交办事项): 协办 by another department, 督办 and 批示 by the one
 * in charge, 顶格推进 by the co-leaders. Each has a deadline of its own and ends with the ticket at the latest.
 */

import { isOrder } from '../changed.ts';
import type { Context, Decision } from '../commands.ts';
import type { Asked } from '../deadline.ts';
import { evolveTicket } from '../evolve.ts';
import { type ESCALATE_ON, type Step, type Timed, timedOf } from '../flow.ts';
import { may } from '../permissions.ts';
import { nextDuty } from '../plan.ts';
import { startAsked, startClock, stepOf } from '../reminders.ts';
import { responsibleFor } from '../stand-in.ts';
import type { Ticket } from '../ticket.ts';
import type { DutyGiven, TicketEvent } from '../ticket-events.ts';
import type { Duty, DutyKind, StepClock } from '../ticket-parts.ts';
import { runningResolve, withinTicket } from '../within-ticket.ts';
import { accept, byOf, fact, isBlank, refuse, type Turn } from './common.ts';
import { begun } from './steps-begun.ts';

/** 协办: the department in charge stays in charge; the other answers to it within its own time. */
export const assist: Turn<'assist'> = (ticket, command, context) => {
  const department = command.department === null ? undefined : context.roster.department(command.department);
  if (!department) return refuse(ticket, 'departmentUnknown');
  const asked = ticket.duties.some(
    ({ kind, department: id, endedAt }) => kind === 'assist' && id === department.id && endedAt === null,
  );
  if (department.id === ticket.department || asked) return refuse(ticket, 'sameDepartment');
  const liaison = responsibleFor(department.id, context)?.liaison ?? department.primary.id;
  return given(ticket, 'assist', command.text, context, {
    department: department.id,
    liaison,
    asked: command.by,
  });
};

/** 督办 */
export const supervise: Turn<'supervise'> = (ticket, command, context) =>
  given(ticket, 'supervise', command.text, context, { asked: command.by });

/** 批示: of a leader, who thereby also settles an open 顶格推进. */
export const instruct: Turn<'instruct'> = (ticket, command, context) => {
  const decision = given(ticket, 'instruct', command.text, context, { asked: command.by });
  return decision.ok ? accept(...decision.events, ...settled(ticket, command.text, context)) : decision;
};

/**
 * What a leader decides (批示, 分办) is the answer to an open 顶格推进; so is what the hub decides, where the ticket lay with
 * both for the same cause: it came before both at once, or was put before the leaders while a 退单 waited for the hub.
 * Nothing when there is none.
 */
export function settled(ticket: Ticket, text: string, context: Context): readonly TicketEvent[] {
  const open = openDuty(ticket, 'escalate');
  if (!open) return [];
  const isCauseSettled =
    (ticket.state === 'queued' && cameWithQueue(ticket, open)) || cameWithReturn(ticket, open);
  if (!isCauseSettled && !may('answerEscalate', ticket, context.actor, context.roster)) return [];
  return [{ ...fact(context), type: 'dutyAnswered', duty: open.id, text, files: [], final: true }];
}

/** It was put before the co-leaders by itself, as it came before the hub (多次转办, 多次重办). */
export function cameWithQueue({ entries }: Ticket, { at }: Pick<Duty, 'at'>): boolean {
  return entries.some((entry) => entry.what === 'queued' && entry.at === at);
}

/** It was put before the co-leaders while the hub had to settle whose it is (退单), which it has still to do. */
function cameWithReturn({ request }: Ticket, { at }: Pick<Duty, 'at'>): boolean {
  return request?.kind === 'return' && request.at <= at;
}

/** 顶格推进 by the dispatcher's decision. */
export const escalate: Turn<'escalate'> = (ticket, command, context) => {
  if (openDuty(ticket, 'escalate')) return refuse(ticket, 'alreadyDone');
  return given(ticket, 'escalate', command.text, context);
};

/** 顶格推进 by itself, where the flow says so; nothing when it is under way already. */
export function escalated(
  ticket: Ticket,
  why: (typeof ESCALATE_ON)[number],
  text: string,
  context: Context,
): readonly TicketEvent[] {
  const { escalate: set } = context.flow;
  if (!set?.on.includes(why) || openDuty(ticket, 'escalate')) return [];
  return [dutyGiven(ticket, 'escalate', text, context, set.settle)];
}

/** The answer to a duty. A stage answer (阶段性情况) is recorded and leaves the clock running. */
export const answerDuty: Turn<'answerDuty'> = (ticket, command, context) => {
  const duty = ticket.duties.find(({ id }) => id === command.duty);
  if (!duty) return refuse(ticket, 'dutyUnknown');
  if (!mayAnswer(ticket, duty, context)) return refuse(ticket, 'notYours');
  if (duty.endedAt !== null) return refuse(ticket, 'alreadyDone');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { text, files, final, gathered } = command;
  const answered: TicketEvent = {
    ...fact(context),
    type: 'dutyAnswered',
    duty: duty.id,
    text,
    files,
    final,
    ...(gathered ? { gathered } : {}),
  };
  if (duty.kind !== 'step' || !final) return accept(answered);
  return accept(answered, ...begun(evolveTicket(ticket, answered), context));
};

/** 退回重报: by whoever gave the order, or by a leader; the department replies again, within a time of its own. */
export const sendBack: Turn<'sendBack'> = (ticket, { duty: id, text, by }, context) => {
  const duty = ticket.duties.find((one) => one.id === id);
  const limits = timedOf(context.flow, 'order');
  if (!duty || !isOrder(duty)) return refuse(ticket, 'dutyUnknown');
  const isTheirs = duty.by === byOf(context.actor);
  if (!isTheirs && !may('instruct', ticket, context.actor, context.roster)) return refuse(ticket, 'notYours');
  if (!limits) return refuse(ticket, 'notInFlow');
  if (duty.answer === null) return refuse(ticket, 'noReply');
  if (isBlank(text)) return refuse(ticket, 'textMissing');
  const clock = clockWithin(ticket, duty.kind, by, limits, context);
  return accept({ ...fact(context), type: 'dutySentBack', duty: id, text, clock });
};

/** 知悉: once for each notice. */
export const acknowledge: Turn<'acknowledge'> = (ticket, { step, rung }, context) => {
  const { by } = fact(context);
  const isOf = (one: { readonly step: Step; readonly rung: string }) =>
    one.step === step && one.rung === rung;
  const sent = ticket.entries.findLastIndex((entry) => entry.what === 'reminded' && isOf(entry));
  if (sent < 0) return refuse(ticket, 'wrongState');
  const done = ticket.entries
    .slice(sent)
    .some((entry) => entry.what === 'acknowledged' && isOf(entry) && entry.by === by);
  return done
    ? refuse(ticket, 'alreadyDone')
    : accept({ ...fact(context), type: 'acknowledged', step, rung });
};

/** The duty of that kind that is not answered yet. */
export function openDuty(ticket: Ticket, kind: DutyKind) {
  return ticket.duties.find((duty) => duty.kind === kind && duty.endedAt === null);
}

export function mayAnswer(
  ticket: Ticket,
  { kind, department }: Pick<Duty, 'kind' | 'department'>,
  context: Context,
): boolean {
  const { actor, roster } = context;
  if (kind === 'escalate') return may('answerEscalate', ticket, actor, roster);
  const isOthers = kind === 'assist' || (kind === 'step' && department !== null);
  if (!isOthers) return may('answerOrder', ticket, actor, roster);
  // Several departments may assist, or have steps; each answers for itself.
  const posts = typeof actor === 'string' ? [] : roster.rolesOf(actor.person);
  return (
    may('answerAssist', ticket, actor, roster) && posts.some((held) => held.department?.id === department)
  );
}

interface More {
  /** 协办: who assists. */
  readonly department?: string | null;
  readonly liaison?: string | null;
  /** Until when, in the words of whoever asks. */
  readonly asked?: Asked | undefined;
}

function given(ticket: Ticket, kind: DutyKind, text: string, context: Context, more: More = {}): Decision {
  const limits = timedOf(context.flow, stepOf(kind));
  if (!limits || ticket.confidential) return refuse(ticket, 'notInFlow');
  if (isBlank(text)) return refuse(ticket, 'textMissing');
  return accept(dutyGiven(ticket, kind, text, context, limits, more));
}

function dutyGiven(
  ticket: Ticket,
  kind: DutyKind,
  text: string,
  context: Context,
  limits: Timed,
  { department = null, liaison = null, asked }: More = {},
): DutyGiven {
  return {
    ...fact(context),
    type: 'dutyGiven',
    duty: nextDuty(ticket),
    kind,
    department,
    liaison,
    text,
    clock: clockWithin(ticket, kind, asked, limits, context),
  };
}

/** Until when a duty is to be answered: as was asked, or by the flow, and then with the ticket at the latest. */
function clockWithin(
  ticket: Ticket,
  kind: DutyKind,
  asked: Asked | undefined,
  { within, ladder }: Timed,
  { at, calendar }: Context,
): StepClock {
  if (asked) return startAsked(at, asked, ladder, calendar);
  const clock = startClock(at, within, ladder, calendar);
  // The co-leaders settle more than this one deadline.
  if (kind === 'escalate') return clock;
  const before = kind === 'assist';
  return withinTicket(clock, runningResolve(ticket), ladder, at, calendar, { before });
}
