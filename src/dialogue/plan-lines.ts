/** A plan as people read it: how far it is and what comes next, and each step with its light. */
import { dueInWords } from '../domain/deadline-words.ts';
import { dutyOf, lightOf, progressOf } from '../domain/plan.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { PlanStep } from '../domain/ticket-parts.ts';
import { departmentName, type View } from './view.ts';

/** 3/7，下一步 图审 住建局 12月5日（周六）内; none where there is no plan. */
export function planLines(ticket: Ticket, view: View): readonly string[] {
  const { done, of, now } = progressOf(ticket);
  if (of === 0) return [];
  const { say } = view;
  if (done === of) return [say('plan.allDone', { of })];
  const next = now.map((step) => stepInWords(step, ticket, view)).join('；');
  return [say(next === '' ? 'plan.progress' : 'plan.next', { done, of, next })];
}

/** Every step in a line, in the order of the plan: its light, what it is, whose, and until when. */
export function stepLines(ticket: Ticket, view: View): readonly string[] {
  const { say, now } = view;
  return (ticket.plan ?? []).map((step) =>
    say('plan.line', {
      light: say(`plan.${lightOf(step, ticket, now)}`),
      step: stepInWords(step, ticket, view),
    }),
  );
}

function stepInWords(step: PlanStep, ticket: Ticket, view: View): string {
  const duty = dutyOf(step, ticket);
  const whose = departmentName(step.department ?? ticket.department, view);
  const isOpen = duty !== undefined && duty.endedAt === null;
  const due = isOpen ? dueInWords(duty.clock.deadline, view.now) : '';
  return [step.title, whose, due].filter((part) => part !== '').join(' ');
}
