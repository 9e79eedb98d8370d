/**
 * When a ticket next needs attention, and whom a reminder is for. The rungs of a ladder are fixed when their
 * clock starts, so a reminder needs no calendar to be found again after a restart.
 */
import { addWorkdays, type Calendar, isWorkday } from './calendar.ts';
import { type Deadline, type Duration, deadlineOf } from './deadline.ts';
import { type Flow, type Rung, STEPS, type Step } from './flow.ts';
import type { Span } from './ladder.ts';
import { isOver, type PlannedRung, type StepClock, type Ticket } from './ticket.ts';
import { at, type Day, HOUR, type Instant } from './time.ts';
import { addWorkTime, takeWorkTime } from './worktime.ts';

/** Starts the clock of a step: its deadline and the reminders that still lie ahead. */
export function startClock(
  startedAt: Instant,
  within: Duration,
  ladder: readonly Rung[],
  calendar: Calendar,
): StepClock {
  const deadline = deadlineOf(startedAt, within, calendar);
  const rungs = ladder
    .map((rung) => plan(rung, deadline, calendar))
    // A rung whose hour came before the step began has nothing to say.
    .filter((rung) => rung.at > startedAt)
    .sort((a, b) => a.at - b.at);
  return { startedAt, deadline, rungs, passed: 0, stoppedAt: null };
}

/** The clock of a step as its flow sets it; null when the flow has no such step. */
export function stepClock(
  step: 'sign' | 'resolve' | 'confirm',
  startedAt: Instant,
  flow: Flow,
  calendar: Calendar,
): StepClock;
export function stepClock(step: Step, startedAt: Instant, flow: Flow, calendar: Calendar): StepClock | null;
export function stepClock(step: Step, startedAt: Instant, flow: Flow, calendar: Calendar): StepClock | null {
  const timed = flow.steps[step];
  return timed ? startClock(startedAt, timed.within, timed.ladder, calendar) : null;
}

/**
 * The resolve clock after a rework: the department has at least `rework.within` again, and never less than
 * what was left of the first deadline; but never more than `rework.longest` since the registration, which may be
 * over already: then the ticket is late at once.
 */
export function reworkClock(ticket: Ticket, startedAt: Instant, flow: Flow, calendar: Calendar): StepClock {
  const { ladder } = flow.steps.resolve;
  const { within, longest } = flow.rework;
  const fresh = startClock(startedAt, within, ladder, calendar);
  const former = ticket.clocks.resolve;
  const again = !former || former.deadline.due <= fresh.deadline.due ? fresh : { ...former, stoppedAt: null };
  if (!longest) return again;
  const last = startClock(ticket.facts.registeredAt, longest, ladder, calendar);
  if (again.deadline.due <= last.deadline.due) return again;
  return { ...last, startedAt, rungs: last.rungs.filter((rung) => rung.at > startedAt) };
}

function plan(rung: Rung, deadline: Deadline, calendar: Calendar): PlannedRung {
  return { name: rung.name, at: rungAt(rung, deadline, calendar), to: rung.to };
}

function rungAt(rung: Rung, { due, explanation }: Deadline, calendar: Calendar): Instant {
  if ('workdays' in rung) return at(rungDay(rung.workdays, explanation.lastDay, calendar), rung.at);
  const { amount, unit }: Span = 'before' in rung ? rung.before : rung.after;
  const length = Math.round(amount * HOUR);
  if (unit === 'hour') return 'before' in rung ? due - length : due + length;
  return 'before' in rung ? takeWorkTime(due, length, calendar) : addWorkTime(due, length, calendar);
}

/** Day 0 is the due day, or the last working day before it: a reminder for a closed office helps nobody. */
function rungDay(workdays: number, dueDay: Day, calendar: Calendar): Day {
  if (workdays !== 0) return addWorkdays(dueDay, workdays, calendar);
  return isWorkday(dueDay, calendar) ? dueDay : addWorkdays(dueDay, -1, calendar);
}

/** The steps whose clocks run now, the one in hand first. */
export function liveSteps(ticket: Ticket): readonly Step[] {
  switch (ticket.state) {
    case 'queued':
      return ['dispatch', 'resolve'];
    case 'assigned':
      return ['sign', 'resolve'];
    case 'working':
      return ticket.facts.fedBackAt === null ? ['feedback', 'resolve'] : ['resolve'];
    case 'resolved':
      return ['confirm'];
    default:
      return [];
  }
}

/** The one thing that has to happen next: the step, and the clock that times it. Null when the ticket is over. */
export function nextStep(ticket: Ticket): { readonly step: Step; readonly clock: StepClock } | null {
  for (const step of liveSteps(ticket)) {
    const clock = ticket.clocks[step];
    if (clock && clock.stoppedAt === null) return { step, clock };
  }
  return null;
}

export interface DueRung {
  readonly step: Step;
  readonly rung: PlannedRung;
  /** Rungs of this step past, once it has fired. */
  readonly passed: number;
}

/**
 * The reminders whose hour has come, the one that fits the present first: after a night without power one
 * reminder goes out, not one for each hour missed.
 */
export function dueRungs(ticket: Ticket, now: Instant): readonly DueRung[] {
  const dueOf = ({ step }: DueRung): Instant => ticket.clocks[step]?.deadline.due ?? 0;
  const due = liveSteps(ticket).flatMap((step): DueRung[] => {
    const clock = ticket.clocks[step];
    if (!clock || clock.stoppedAt !== null) return [];
    const passed = clock.rungs.filter((rung) => rung.at <= now).length;
    const rung = clock.rungs[passed - 1];
    return rung && passed > clock.passed ? [{ step, rung, passed }] : [];
  });
  // At the same hour, what is due first; on the same day the later step: 办结 weighs more than 签收.
  return due.sort(
    (a, b) => b.rung.at - a.rung.at || dueOf(a) - dueOf(b) || STEPS.indexOf(b.step) - STEPS.indexOf(a.step),
  );
}

/** When the clock alone changes a ticket: an undispatched one goes to the default, an unanswered one closes. */
export function lapseAt(ticket: Ticket): Instant | null {
  if (ticket.state === 'queued') return ticket.clocks.dispatch?.deadline.due ?? null;
  if (ticket.state === 'resolved') return ticket.clocks.confirm?.deadline.lateFrom ?? null;
  return null;
}

/** The earliest instant at which this ticket wants to be looked at; null when only people can move it. */
export function wakeAt(ticket: Ticket): Instant | null {
  const wakes: Instant[] = [];
  for (const file of ticket.files) if (file.nextTryAt !== null) wakes.push(file.nextTryAt);
  if (!isOver(ticket)) {
    const lapse = lapseAt(ticket);
    if (lapse !== null) wakes.push(lapse);
    for (const step of liveSteps(ticket)) {
      const clock = ticket.clocks[step];
      const rung = clock?.stoppedAt === null ? clock.rungs[clock.passed] : undefined;
      if (rung) wakes.push(rung.at);
    }
  }
  return wakes.length > 0 ? Math.min(...wakes) : null;
}
