/** A plan and its steps: laid down, begun by themselves, done, and stopped while the law lets a clock stand. */
import { evolveTicket } from '../evolve.ts';
import { timedOf } from '../flow.ts';
import { faultIn, isBeforePapers } from '../plan.ts';
import { recounted, startClock } from '../reminders.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import type { Duty } from '../ticket-parts.ts';
import { accept, fact, isBlank, refuse, type Turn } from './common.ts';
import { mayAnswer } from './duties.ts';
import { begun } from './steps-begun.ts';

/** More steps on a ticket; those that wait for nothing begin at once. */
export const plan: Turn<'plan'> = (ticket, { steps }, context) => {
  if (!timedOf(context.flow, 'plan')) return refuse(ticket, 'notInFlow');
  const fault = faultIn(steps, ticket.plan ?? [], (id) => context.roster.department(id) !== undefined);
  if (fault) return refuse(ticket, 'badPlan');
  const planned: TicketEvent = { ...fact(context), type: 'planned', steps };
  return accept(planned, ...begun(evolveTicket(ticket, planned), context));
};

/** 停表 of one step, with the article that lets it stand (行政许可法第四十五条: 听证、检验、检测、鉴定、公示、专家评审 count for no limit). */
export const pauseStep: Turn<'pauseStep'> = (ticket, { duty: id, text }, context) => {
  const duty = stepOn(ticket, id);
  if (!duty) return refuse(ticket, 'dutyUnknown');
  if (!mayAnswer(ticket, duty, context)) return refuse(ticket, 'notYours');
  if (duty.endedAt !== null || duty.clock.stoppedAt !== null) return refuse(ticket, 'alreadyDone');
  if (isBlank(text)) return refuse(ticket, 'textMissing');
  return accept({ ...fact(context), type: 'stepPaused', duty: id, text });
};

/**
 * The same period is counted again without the time in which it stood; one that stood for papers begins when they were
 * all there (`since`), which the law may settle as well (行政许可法第三十二条).
 */
export const resumeStep: Turn<'resumeStep'> = (ticket, { duty: id, since }, context) => {
  const duty = stepOn(ticket, id);
  if (!duty) return refuse(ticket, 'dutyUnknown');
  if (context.actor !== 'system' && !mayAnswer(ticket, duty, context)) return refuse(ticket, 'notYours');
  const { stoppedAt } = duty.clock;
  if (duty.endedAt !== null || stoppedAt === null) return refuse(ticket, 'alreadyDone');
  const { at, calendar, flow } = context;
  const ladder = timedOf(flow, 'plan')?.ladder ?? [];
  const step = ticket.plan?.find((one) => one.id === duty.step);
  if (step && isBeforePapers(step, duty)) {
    const { amount, unit, roll } = duty.clock.deadline.explanation;
    const from = Math.min(at, Math.max(since ?? at, duty.at));
    const clock = startClock(from, { amount, unit, roll }, ladder, calendar);
    return accept({ ...fact(context), type: 'stepResumed', duty: id, pauses: [], clock });
  }
  const pauses = [...(duty.pauses ?? []), { from: stoppedAt, to: at }];
  const clock = recounted({ ...duty.clock, stoppedAt: null }, pauses, ladder, at, calendar);
  return accept({ ...fact(context), type: 'stepResumed', duty: id, pauses, clock });
};

function stepOn({ duties }: Ticket, id: number): Duty | undefined {
  return duties.find((duty) => duty.id === id && duty.kind === 'step');
}
