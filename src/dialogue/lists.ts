/** A ticket as one line of a list, and what is due next. */
import { dueInWords } from '../domain/deadline-words.ts';
import { masked } from '../domain/masked.ts';
import { nextStep } from '../domain/reminders.ts';
import type { Ticket } from '../domain/ticket.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import { type Buttons, departmentName, liaisonName, marked, stateName, type View } from './view.ts';

/** Buttons as short as a number. */
const IN_A_ROW = 3;

/** One line of a list. */
export function listLine(ticket: Ticket, view: View): string {
  const { say } = view;
  const line = say('progress.line', {
    number: marked(ticket, say),
    state: stateName(ticket, say),
    department: ticket.department === null ? '' : departmentName(ticket.department, view),
    liaison: ticket.liaison === null ? '' : liaisonName(ticket, view),
    due: nextDue(ticket, view),
  });
  // A ticket that waits for its department has no names yet: no holes in its line.
  return `${line.replace(/\s*　\s*/gu, '　').trim()}\n　${clip(masked(ticket.text), 30)}`;
}

/** 应于 11月24日（周二）18:00 前签收; empty where nothing is due. */
export function nextDue(ticket: Ticket, { say, now }: View): string {
  const next = nextStep(ticket);
  if (!next) return '';
  return say('progress.due', { due: dueInWords(next.clock.deadline, now), step: say(`step.${next.step}`) });
}

/** Under a list: each of its tickets, opened with a tap. */
export function openButtons(tickets: readonly Ticket[], { say }: View): Buttons {
  const all = tickets.map(({ number, cycle }) => ({
    label: say('button.open', { number }),
    data: press('open', number, cycle),
  }));
  return Array.from({ length: Math.ceil(all.length / IN_A_ROW) }, (_, row) =>
    all.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
}

/** One line of a hand-over list: where the ticket stands, and by when what has to happen. */
export function handoverLine(ticket: Ticket, view: View): string {
  const { say } = view;
  const next = nextStep(ticket);
  const due = next ? dueInWords(next.clock.deadline, view.now) : '';
  return say('leave.line', {
    number: ticket.number,
    due: next ? say('progress.due', { due, step: say(`step.${next.step}`) }) : '',
    text: clip(ticket.text, 20),
  });
}
