/** A plan as people read it: how far it is and what comes next, and each step with its light. */
import type { Button } from '../channels/port.ts';
import { dueInWords } from '../domain/deadline-words.ts';
import { droppedOf, dutyOf, isBeforePapers, lightOf, progressOf, waitsForPapers } from '../domain/plan.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Duty, PlanStep } from '../domain/ticket-parts.ts';
import { press } from './understand.ts';
import { type Buttons, departmentName, type View } from './view.ts';

/** 3/7，下一步 图审 住建局 12月5日（周六）内; none where there is no plan. */
export function planLines(ticket: Ticket, view: View): readonly string[] {
  const { done, of, now } = progressOf(ticket);
  if (of === 0) return [];
  const { say } = view;
  if (done === of) return [say('plan.allDone', { of })];
  const dropped = droppedOf(ticket);
  if (dropped > 0 && now.length === 0) return [say('plan.givenUp', { done, of, dropped })];
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
  const due = isOpen ? untilInWords(step, duty, view) : '';
  return [step.title, whose, due].filter((part) => part !== '').join(' ');
}

function untilInWords(step: PlanStep, duty: Duty, { say, now }: View): string {
  if (isBeforePapers(step, duty)) return say('plan.papers');
  return duty.clock.stoppedAt === null ? dueInWords(duty.clock.deadline, now) : say('plan.standing');
}

/** What the enterprise is asked for as a step begins, with what it may press; null: nothing. */
export function papersWanted(
  { text, step: id }: Duty,
  ticket: Ticket,
  view: View,
): { readonly text: string; readonly buttons: Buttons } | null {
  const { say } = view;
  const { number, plan = [], source } = ticket;
  const place = plan.findIndex((step) => step.id === id) + 1;
  const step = plan[place - 1];
  if (!step || !waitsForPapers(step)) return null;
  const facts = { number, place, step: text };
  const { papers = [], pledge } = step;
  const department = departmentName(step.department ?? ticket.department, view);
  const asked = say('plan.newsPapers', { ...facts, department, papers: papers.join('、') });
  const lines = [
    ...(pledge === undefined ? [] : [say('plan.newsPledge', { ...facts, pledge })]),
    ...(papers.length > 0 ? [asked] : []),
  ];
  const button = (label: string, act: string): Button[] =>
    source ? [{ label, data: press('arrange', number, 0, `${source.kind}-${act}_${place}`) }] : [];
  const row = [
    ...(pledge === undefined ? [] : button(say('plan.pledge'), 'pledge')),
    ...(papers.length > 0 ? button(say('plan.handIn'), 'handIn') : []),
  ];
  return { text: lines.join('\n'), buttons: row.length > 0 ? [row] : [] };
}
