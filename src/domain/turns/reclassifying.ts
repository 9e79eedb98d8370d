/** 改类: the dispatcher sets right what kind of ticket it is, and its limits with it. */
import type { Context } from '../commands.ts';
import { type Flow, type FlowId, MAIN_STEPS, type Rung, type Step, timedOf } from '../flow.ts';
import { clockOfKind, startClock, stepOf, withinLongest } from '../reminders.ts';
import { isCountedByLaw } from '../said.ts';
import type { Ticket } from '../ticket.ts';
import type { StepClock } from '../ticket-parts.ts';
import { withoutUndone } from '../undo.ts';
import { lapsingInOfficeHours, withinTicket } from '../within-ticket.ts';
import { accept, fact, refuse, type Turn } from './common.ts';

/** Nothing becomes or ceases to be a report by a dispatcher's word: it was seen by those who must not see one. */
export const reclassify: Turn<'reclassify'> = (ticket, { kind, name, flow }, context) => {
  if (ticket.confidential || kind === 'report') return refuse(ticket, 'notYours');
  // What an arrangement began was taken for nothing else.
  if (ticket.apart || flow.apart) return refuse(ticket, 'notInFlow');
  if (ticket.flow.split('@')[0] === kind) return refuse(ticket, 'alreadyDone');
  const clocks = clocksAs(ticket, flow, context);
  const duties = dutiesWithin(ticket, clocks.resolve ?? null, context);
  return accept({
    ...fact(context),
    type: 'reclassified',
    flow: name,
    kind: KIND[kind] ?? ticket.kind,
    urgent: kind === 'urgent',
    clocks,
    ...(Object.keys(duties).length > 0 ? { duties } : {}),
  });
};

/** What kind a ticket is by its flow. One that becomes urgent keeps the kind it had. */
const KIND: Readonly<Partial<Record<FlowId, string>>> = {
  complaint: 'request',
  consult: 'consult',
  arrears: 'arrears',
};

/** Every clock of its main steps that runs, by the limits of another kind; what is to be decided, with the ticket at the latest. */
function clocksAs(ticket: Ticket, flow: Flow, context: Context): Partial<Record<Step, StepClock>> {
  const { at, calendar } = context;
  const clocks: Partial<Record<Step, StepClock>> = {};
  for (const step of MAIN_STEPS) {
    const clock = ticket.clocks[step];
    const timed = flow.steps[step];
    if (clock?.stoppedAt !== null) continue;
    const pauses = step === 'resolve' ? ticket.pauses : [];
    // What counted from when it was said: the law counts from the registration.
    const byLaw = isCountedByLaw(flow)
      ? Math.max(clock.startedAt, ticket.facts.registeredAt)
      : clock.startedAt;
    // 咨询 has no first feedback: the result is the answer.
    clocks[step] = timed
      ? clockOfKind({ ...clock, startedAt: byLaw }, timed, pauses, at, calendar)
      : { ...clock, stoppedAt: at };
  }
  const { resolve } = clocks;
  if (resolve) clocks.resolve = withinLongest(resolve, ticket, at, flow, calendar);
  const { feedback } = flow.steps;
  const owesFeedback = ticket.department !== null && ticket.facts.fedBackAt === null && !hasAnswered(ticket);
  if (feedback && owesFeedback && !clocks.feedback)
    clocks.feedback = startClock(at, feedback.within, feedback.ladder, calendar);
  const running = clocks.resolve ?? null;
  for (const step of ['sign', 'feedback'] as const) {
    const clock = clocks[step];
    const timed = flow.steps[step];
    if (clock?.stoppedAt === null && timed)
      clocks[step] = withinTicket(clock, running, timed.ladder, at, calendar);
  }
  const { decide } = ticket.clocks;
  if (decide && ticket.request !== null)
    clocks.decide = lapsingInOfficeHours(
      withinTicket(decide, running, decideLadder(ticket, context), at, calendar, { before: true }),
      calendar,
    );
  return clocks;
}

function decideLadder({ request }: Ticket, { flow }: Context): readonly Rung[] {
  return (request && timedOf(flow, 'decide', request.kind)?.ladder) ?? [];
}

/** The department has given a result, which is its first word too, whatever became of it. */
function hasAnswered({ entries }: Ticket): boolean {
  const last = withoutUndone(entries).findLast(({ what }) => what === 'resolved' || what === 'assigned');
  return last?.what === 'resolved';
}

/** The duties that would now fall due after the ticket, by their number: they keep their limits, but end with it. */
function dutiesWithin(
  { duties }: Ticket,
  resolve: StepClock | null,
  { at, calendar, flow }: Context,
): Record<number, StepClock> {
  const moved: Record<number, StepClock> = {};
  for (const { id, kind, clock, endedAt } of duties) {
    // The co-leaders settle more than this one deadline.
    if (endedAt !== null || kind === 'escalate') continue;
    const ladder = timedOf(flow, stepOf(kind))?.ladder ?? [];
    const within = withinTicket(clock, resolve, ladder, at, calendar, { before: kind === 'assist' });
    if (within !== clock) moved[id] = within;
  }
  return moved;
}
