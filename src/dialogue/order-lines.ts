/** 督办 and 批示 as those read them who gave them: to whom they went, and what has become of them. */
import { isOrder } from '../domain/changed.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import { latenessPast } from '../domain/metrics.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Duty } from '../domain/ticket-parts.ts';
import { dutyDueTold, wantedInWords } from './duty-lines.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import {
  type Buttons,
  departmentName,
  enterpriseName,
  lateInWords,
  liaisonName,
  marked,
  nameOf,
  stateName,
  type View,
  whoInWords,
} from './view.ts';

const LINE_TEXT = 40;
const REPLY_TEXT = 30;

/** What whoever gave an order reads back: to whom it went, and until when it is to be answered. */
export function orderReceipt(ticket: Ticket, duty: Duty, to: readonly string[], view: View): string {
  const { say } = view;
  const { number, department } = ticket;
  const kind = say(`action.${duty.kind}`);
  const due = dutyDueTold(duty, view);
  if (department === null) return say('order.toldQueued', { number, kind, due });
  const who = recipients(ticket, to, view);
  if (duty.sentBack !== undefined) return say('order.toldBack', { number, who, due });
  const { asked, withTicket } = duty.clock.deadline.explanation;
  if (asked !== undefined) return say('order.told', { number, kind, who, due });
  return say(withTicket ? 'order.toldWithTicket' : 'order.toldUsual', { number, kind, who, due });
}

/** 住房和城乡建设局 倪文泉、鲁学松 */
export function recipients({ department }: Ticket, to: readonly string[], view: View): string {
  return `${departmentName(department, view)} ${to.map((one) => nameOf(one, view)).join('、')}`;
}

/** unanswered 未回复 · stage 阶段 · final 最终 · ended: over with the ticket, without an answer */
export type OrderState = 'unanswered' | 'stage' | 'final' | 'ended';

export function orderState({ answer, replied, endedAt }: Duty): OrderState {
  // Old rows do not say of what kind a reply was: one that ended the order was final.
  if (endedAt !== null && answer !== null) return 'final';
  if (endedAt !== null) return 'ended';
  return replied || answer !== null ? 'stage' : 'unanswered';
}

/** One order of the list of one's own. */
export function orderItem(ticket: Ticket, duty: Duty, view: View): string {
  const { say, now } = view;
  const words = {
    number: marked(ticket, say),
    kind: say(`action.${duty.kind}`),
    enterprise: enterpriseName(ticket, view),
    department: ticket.department === null ? '' : departmentName(ticket.department, view),
    liaison: ticket.liaison === null ? '' : liaisonName(ticket, view),
  };
  return [
    say('order.line', words).trim(),
    say('order.lineText', { text: clip(wantedInWords(duty, view), LINE_TEXT) }),
    say('order.lineDue', {
      due: dueInWords(duty.clock.deadline, now),
      state: stateInWords(ticket, duty, view),
    }),
  ].join('\n');
}

function stateInWords(ticket: Ticket, duty: Duty, view: View): string {
  const { say, now } = view;
  const state = orderState(duty);
  const text = clip(
    [...(duty.replied?.by ? [whoInWords(duty.replied.by, ticket, view)] : []), duty.answer ?? ''].join('：'),
    REPLY_TEXT,
  );
  if (state === 'ended') return say('order.isEnded', { state: stateName(ticket, say) });
  if (state === 'final') return say('order.isFinal', { text });
  const open = state === 'stage' ? say('order.isStage', { text }) : say('order.isUnanswered');
  const late = latenessPast(duty.clock.deadline, now);
  return late ? say('order.isLate', { state: open, late: lateInWords(late) }) : open;
}

/** Under a reply: 退回重报. */
export function sendBackButtons({ number, cycle }: Ticket, { id }: Duty, { say }: View): Buttons {
  return [[{ label: say('action.sendBack'), data: press('sendBack', number, cycle, String(id)) }]];
}

/** The orders on a ticket that somebody gave. */
export function ordersOf({ duties }: Ticket, person: string): readonly Duty[] {
  return duties.filter((duty) => isOrder(duty) && duty.by === person);
}
