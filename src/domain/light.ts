/** 红灯, 黄灯, 绿灯: how a ticket stands with time. */
import { isLate } from './deadline.ts';
import { latenessOf } from './metrics.ts';
import { nextStep } from './reminders.ts';
import { isOver, type Ticket } from './ticket.ts';
import { dayOf, type Instant } from './time.ts';

/** Overdue, or past what comes next; due today; in time; over, or with nothing due. */
export type Tone = 'late' | 'soon' | 'fine' | 'none';

export function toneOf(ticket: Ticket, now: Instant): Tone {
  if (latenessOf(ticket, now)) return 'late';
  const next = isOver(ticket) ? null : nextStep(ticket);
  if (!next) return 'none';
  const { deadline } = next.clock;
  if (isLate(deadline, now)) return 'late';
  return dayOf(deadline.due) === dayOf(now) ? 'soon' : 'fine';
}
