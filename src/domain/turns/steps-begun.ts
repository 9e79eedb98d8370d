/** Steps of a plan that begin by themselves, as nothing is left that they wait for. */
import type { Context } from '../commands.ts';
import { timedOf } from '../flow.ts';
import { nextDuty, readySteps, waitsForPapers } from '../plan.ts';
import { startAsked, startClock } from '../reminders.ts';
import { responsibleFor } from '../stand-in.ts';
import type { Ticket } from '../ticket.ts';
import type { DutyGiven, TicketEvent } from '../ticket-events.ts';
import type { PlanStep } from '../ticket-parts.ts';
import { fact } from './common.ts';

export function begun(ticket: Ticket, context: Context): readonly TicketEvent[] {
  return readySteps(ticket).map((step, place) => given(step, nextDuty(ticket) + place, context));
}

function given(step: PlanStep, duty: number, context: Context): DutyGiven {
  const { at, calendar, flow } = context;
  const { department, title, within, by } = step;
  const limits = timedOf(flow, 'plan');
  const ladder = limits?.ladder ?? [];
  const clock = by
    ? startAsked(at, by, ladder, calendar)
    : startClock(at, within ?? limits?.within ?? ONE_DAY, ladder, calendar);
  const whose = department === null ? null : responsibleFor(department, context);
  return {
    ...fact(context),
    type: 'dutyGiven',
    duty,
    kind: 'step',
    step: step.id,
    department,
    liaison: whose?.liaison ?? null,
    text: title,
    clock: waitsForPapers(step) ? { ...clock, stoppedAt: at } : clock,
  };
}

/** Never used: a plan is refused where the flow sets no limit for its steps. */
const ONE_DAY = { amount: 1, unit: 'workday', roll: false } as const;
