/** What a ticket asks of one person, and by when: the lines of 我的待办. */
import type { Deadline } from './deadline.ts';
import { may, relationsTo } from './permissions.ts';
import { nextStep } from './reminders.ts';
import type { Roster } from './roster.ts';
import { isInHand, type Ticket } from './ticket.ts';
import type { Duty } from './ticket-parts.ts';
import type { Instant } from './time.ts';

/**
 * dispatch 分办 · sign 签收 · feedback 首次反馈 · resolve 办结 · report 挂账件反馈进展 · decide 审批 · callBack 回访 ·
 * assist 回复协办 · plan 办理步骤 · order 回复督办、批示 · escalate 顶格推进 · rate 评价 · supply 补充材料
 */
export type AskKind =
  | 'dispatch'
  | 'sign'
  | 'feedback'
  | 'resolve'
  | 'report'
  | 'decide'
  | 'callBack'
  | 'assist'
  | 'plan'
  | 'order'
  | 'escalate'
  | 'rate'
  | 'supply';

export interface Ask {
  readonly kind: AskKind;
  readonly deadline: Deadline;
  /** Of assist, plan, order and escalate: what is to be answered. */
  readonly duty?: Duty;
}

/** All that is asked of `person`, the earliest due first. Nothing of what they may do but somebody else is asked for. */
export function asksOf(ticket: Ticket, person: string, roster: Roster, now: Instant): readonly Ask[] {
  const asks = [...ofHub(ticket, person, roster, now), ...ofEnterprise(ticket, person, roster)];
  const mine = isInCharge(ticket, person, roster);
  if (mine) asks.push(...ofWork(ticket));
  for (const duty of ticket.duties) {
    const kind =
      duty.endedAt === null && duty.clock.stoppedAt === null && dutyAsks(duty, ticket, person, mine, roster);
    if (kind) asks.push({ kind, duty, deadline: duty.clock.deadline });
  }
  return asks.sort((a, b) => a.deadline.lateFrom - b.deadline.lateFrom);
}

/** Whether it is this person who settles what the department has asked for. */
export function settles(person: string, ticket: Ticket, roster: Roster): boolean {
  if (ticket.request === null) return false;
  return may(ticket.request.kind === 'suspend' ? 'approve' : 'settle', ticket, { person }, roster);
}

/** 回访: the hub has been reminded that the enterprise has not said its word. */
export function isToCall({ state, clocks, confidential }: Ticket, now: Instant): boolean {
  if (state !== 'resolved' || confidential) return false;
  return (clocks.confirm?.rungs ?? []).some(({ at, to }) => at <= now && to.includes('dispatcher'));
}

/** Whoever has the ticket, and the head of the department; not the B 岗, as long as it lies with the A 岗. */
function isInCharge(ticket: Ticket, person: string, roster: Roster): boolean {
  return ticket.liaison === person || relationsTo(ticket, { person }, roster).includes('head');
}

function ofWork(ticket: Ticket): readonly Ask[] {
  const next = isInHand(ticket) ? nextStep(ticket) : null;
  switch (next?.step) {
    case 'sign':
    case 'feedback':
    case 'resolve':
    case 'report':
      return [{ kind: next.step, deadline: next.clock.deadline }];
    default:
      // While the enterprise is waited for, nothing is asked of the department.
      return [];
  }
}

function ofHub(ticket: Ticket, person: string, roster: Roster, now: Instant): Ask[] {
  const { dispatch, decide, confirm } = ticket.clocks;
  const isHub = may('settle', ticket, { person }, roster);
  const asks: Ask[] = [];
  if (isHub && ticket.state === 'queued' && dispatch) {
    asks.push({ kind: 'dispatch', deadline: dispatch.deadline });
  }
  if (isHub && isToCall(ticket, now) && confirm) asks.push({ kind: 'callBack', deadline: confirm.deadline });
  if (decide && settles(person, ticket, roster)) asks.push({ kind: 'decide', deadline: decide.deadline });
  return asks;
}

function ofEnterprise(ticket: Ticket, person: string, roster: Roster): readonly Ask[] {
  const { confirm, supply } = ticket.clocks;
  if (!may('confirm', ticket, { person }, roster)) return [];
  if (ticket.state === 'resolved' && confirm) return [{ kind: 'rate', deadline: confirm.deadline }];
  return ticket.state === 'waiting' && supply ? [{ kind: 'supply', deadline: supply.deadline }] : [];
}

function dutyAsks(
  { kind, department }: Duty,
  ticket: Ticket,
  person: string,
  mine: boolean,
  roster: Roster,
): 'assist' | 'plan' | 'order' | 'escalate' | false {
  const isTheirs = () => roster.rolesOf(person).some((held) => held.department?.id === department);
  if (kind === 'step') return (department === null ? mine : isTheirs()) && 'plan';
  if (kind === 'escalate') return may('answerEscalate', ticket, { person }, roster) && 'escalate';
  if (kind !== 'assist') return mine && 'order';
  return isTheirs() && 'assist';
}
