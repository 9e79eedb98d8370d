/**
 * When a ticket next needs attention, and whom a reminder is for. The rungs of a ladder are fixed when their
 * clock starts, so a reminder needs no calendar to be found again after a restart.
 */
import { deadlineAsked } from './asked-deadline.ts';
import { addWorkdays, type Calendar } from './calendar.ts';
import { type Asked, type Deadline, type Duration, deadlineOf, isLate, lateAt } from './deadline.ts';
import { type Flow, type MainStep, type Rung, STEPS, type Step, type Timed } from './flow.ts';
import type { Pause } from './pauses.ts';
import { plannedRungs } from './rungs.ts';
import type { Ticket } from './ticket.ts';
import type { ShownLate, TurnedLate } from './ticket-events.ts';
import type { DutyKind, PlannedRung, StepClock } from './ticket-parts.ts';
import { at, dayOf, type Instant } from './time.ts';

/** Starts the clock of a step: its deadline and the reminders that still lie ahead. */
export function startClock(
  startedAt: Instant,
  within: Duration,
  ladder: readonly Rung[],
  calendar: Calendar,
): StepClock {
  return clockFor(deadlineOf(startedAt, within, calendar), startedAt, ladder, calendar);
}

/** The same, of what somebody set in words of their own: whoever has to answer is reminded once before it is due. */
export function startAsked(
  startedAt: Instant,
  asked: Asked,
  ladder: readonly Rung[],
  calendar: Calendar,
): StepClock {
  return clockFor(deadlineAsked(startedAt, asked, calendar), startedAt, ladder, calendar);
}

/**
 * The same, of what an office has had in hand since before. Where that day is over, the gravest reminder that came before
 * anybody could hear it rings on the next working morning, for all whom those were for, but for the enterprise: it was
 * promised nothing here.
 */
export function startTakenOver(
  startedAt: Instant,
  asked: Asked,
  ladder: readonly Rung[],
  calendar: Calendar,
): StepClock {
  const clock = startAsked(startedAt, asked, ladder, calendar);
  if (!isLate(clock.deadline, startedAt)) return clock;
  const missed = plannedRungs(ladder, clock.deadline, startedAt, calendar)
    .filter(({ at }) => at <= startedAt)
    .sort((a, b) => a.at - b.at);
  const last = missed.at(-1);
  if (!last) return clock;
  const to = [...new Set(missed.flatMap((rung) => rung.to))].filter((one) => one !== 'enterprise');
  const morning = at(addWorkdays(dayOf(startedAt), 1, calendar), TAKEN_OVER_AT);
  const rungs = [{ ...last, to, at: morning }, ...clock.rungs].sort((a, b) => a.at - b.at);
  return { ...clock, rungs };
}

/** As the morning's reminders. */
const TAKEN_OVER_AT = '09:00';

/** `startedAt`: from when on it may ring, if the step did not begin earlier (`begunAt`). */
function clockFor(
  deadline: Deadline,
  startedAt: Instant,
  ladder: readonly Rung[],
  calendar: Calendar,
  begunAt: Instant = startedAt,
): StepClock {
  const rungs = plannedRungs(ladder, deadline, begunAt, calendar)
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
export function stepClock(
  step: MainStep,
  startedAt: Instant,
  flow: Flow,
  calendar: Calendar,
): StepClock | null;
export function stepClock(
  step: MainStep,
  startedAt: Instant,
  flow: Flow,
  calendar: Calendar,
): StepClock | null {
  const timed = flow.steps[step];
  return timed ? startClock(startedAt, timed.within, timed.ladder, calendar) : null;
}

/** The clock of 办结 of a new ticket, running since `from`; what should have rung before `now` does not ring. */
export function resolveClock(from: Instant, now: Instant, flow: Flow, calendar: Calendar): StepClock {
  const { within, ladder } = flow.steps.resolve;
  return { ...clockFor(deadlineOf(from, within, calendar), now, ladder, calendar), startedAt: from };
}

/**
 * The resolve clock after a rework or a reopening: the department has at least `rework.within` again, and never less
 * than what was left of the first deadline; but never more than `rework.longest` since the registration, which may be
 * over already: then the ticket is late at once.
 */
export function reworkClock(ticket: Ticket, startedAt: Instant, flow: Flow, calendar: Calendar): StepClock {
  const { ladder } = flow.steps.resolve;
  const { within } = flow.rework;
  const fresh = startClock(startedAt, within, ladder, calendar);
  const former = ticket.clocks.resolve;
  const again =
    !former || former.deadline.lateFrom <= fresh.deadline.lateFrom
      ? fresh
      : goingOn(former, ladder, startedAt, calendar);
  return withinLongest(again, ticket, startedAt, flow, calendar);
}

/** The last day of all, as the flow or the law sets it: from the registration, pauses or not; undefined without one. */
export function longestOf({ facts }: Ticket, { rework }: Flow, calendar: Calendar): Deadline | undefined {
  return rework.longest && deadlineOf(facts.registeredAt, rework.longest, calendar);
}

/** A resolve clock that neither a pause nor a rework, a reopening or an extension carries past the last day of all. */
export function withinLongest(
  clock: StepClock,
  ticket: Ticket,
  now: Instant,
  flow: Flow,
  calendar: Calendar,
): StepClock {
  const last = longestOf(ticket, flow, calendar);
  if (!last || clock.deadline.lateFrom <= last.lateFrom) return clock;
  // It may be the very day that has passed, before a rework too: no card turns for it twice.
  const turnedFor = ticket.clocks.resolve?.turnedFor;
  return {
    ...withDeadline(clock, last, flow.steps.resolve.ladder, now, calendar),
    ...(turnedFor === undefined ? {} : { turnedFor }),
  };
}

/**
 * A clock that stood and runs again with the deadline it had. Its rungs are planned anew, as those of a ticket that
 * was over are not kept; what rang before `now` does not ring again.
 */
function goingOn(clock: StepClock, ladder: readonly Rung[], now: Instant, calendar: Calendar): StepClock {
  const { rungs } = clockFor(clock.deadline, now, ladder, calendar);
  return { ...clock, rungs, passed: 0, stoppedAt: null };
}

/** The clock after a time in which it stood, or by a new calendar: the same period, counted again. */
export function recounted(
  clock: StepClock,
  pauses: readonly Pause[],
  ladder: readonly Rung[],
  now: Instant,
  calendar: Calendar,
): StepClock {
  const { extended } = clock;
  const again = (deadline: Deadline): Deadline => {
    const { start, amount, unit, roll, asked } = deadline.explanation;
    if (asked) return deadlineAsked(start, asked, calendar);
    return deadlineOf(start, { amount, unit, roll }, calendar, pauses, now);
  };
  if (!extended) return withDeadline(clock, again(clock.deadline), ladder, now, calendar);
  const former = again(extended.former);
  const deadline = extensionOf(former, extended.workdays, calendar, pauses, now);
  return { ...withDeadline(clock, deadline, ladder, now, calendar), extended: { ...extended, former } };
}

/** 延期: so many working days after the day it was due. */
export function extendedBy(
  clock: StepClock,
  workdays: number,
  pauses: readonly Pause[],
  ladder: readonly Rung[],
  now: Instant,
  calendar: Calendar,
): StepClock {
  const former = clock.deadline;
  const deadline = extensionOf(former, workdays, calendar, pauses, now);
  return { ...withDeadline(clock, deadline, ladder, now, calendar), extended: { former, workdays } };
}

function extensionOf(
  former: Deadline,
  workdays: number,
  calendar: Calendar,
  pauses: readonly Pause[],
  now: Instant,
): Deadline {
  // An office that closes at 24:00 closes on that day still.
  const end = former.dayBased ? Math.min(former.due, former.lateFrom - 1) : former.due;
  return deadlineOf(end, { amount: workdays, unit: 'workday', roll: false }, calendar, pauses, now);
}

/**
 * 改类: the clock by the limits of another kind, from when the step began. A shorter period is a whole one from now on,
 * but ends no later than was promised: nobody is late by another's mistake, and no enterprise waits longer for it.
 */
export function clockOfKind(
  clock: StepClock,
  { within, ladder }: Timed,
  pauses: readonly Pause[],
  now: Instant,
  calendar: Calendar,
): StepClock {
  const all = deadlineOf(clock.startedAt, within, calendar, pauses, now);
  const anew = deadlineOf(now, within, calendar);
  const least = anew.lateFrom < clock.deadline.lateFrom ? anew : clock.deadline;
  const deadline = all.lateFrom < least.lateFrom ? least : all;
  const { rungs } = clockFor(deadline, now, ladder, calendar);
  const { extended, ...former } = clock;
  // What is kept is kept as it was promised: with its extension, and turned on the cards where it has passed.
  const asExtended = deadline === clock.deadline && extended ? { extended } : {};
  return { ...former, ...asExtended, deadline, rungs, passed: 0, stoppedAt: null };
}

/** Another deadline for a running clock: what has rung does not ring again, the rest is planned anew. */
export function withDeadline(
  clock: StepClock,
  deadline: Deadline,
  ladder: readonly Rung[],
  now: Instant,
  calendar: Calendar,
): StepClock {
  const rung = clock.rungs.slice(0, clock.passed);
  const done = new Set(rung.map(({ name }) => name));
  // A deadline that moved lets every reminder speak anew, but for what is past and what spoke already.
  const ahead = clockFor(deadline, now, ladder, calendar, clock.startedAt).rungs.filter(
    ({ name }) => !done.has(name),
  );
  return { ...clock, deadline, rungs: [...rung, ...ahead], passed: rung.length };
}

/** The steps whose clocks run now, the one in hand first. */
export function liveSteps(ticket: Ticket): readonly Step[] {
  const asked: readonly Step[] = ticket.request === null ? [] : ['decide'];
  switch (ticket.state) {
    case 'queued':
      return ['dispatch', 'resolve'];
    case 'assigned':
      return ['sign', 'resolve', ...asked];
    case 'working':
      return [...(ticket.facts.fedBackAt === null ? (['feedback'] as const) : []), 'resolve', ...asked];
    case 'waiting':
      return ['supply'];
    case 'suspended':
      return ['report', 'suspend'];
    case 'resolved':
      return ['confirm'];
    default:
      return [];
  }
}

/** A clock that runs now, and whose it is. */
export interface LiveClock {
  readonly step: Step;
  readonly duty?: number;
  readonly clock: StepClock;
}

/** Every clock that runs now: the ticket's own, the one in hand first, then those of its duties. */
export function liveClocks(ticket: Ticket): readonly LiveClock[] {
  const own = liveSteps(ticket).flatMap((step): LiveClock[] => {
    const clock = ticket.clocks[step];
    return clock && clock.stoppedAt === null ? [{ step, clock }] : [];
  });
  const duties = ticket.duties
    .filter(({ endedAt, clock }) => endedAt === null && clock.stoppedAt === null)
    .map(({ id, kind, clock }): LiveClock => ({ step: stepOf(kind), duty: id, clock }));
  return [...own, ...duties];
}

/** The step whose limits a duty has. */
export function stepOf(kind: DutyKind): 'assist' | 'order' | 'escalate' | 'plan' {
  if (kind === 'step') return 'plan';
  return kind === 'supervise' || kind === 'instruct' ? 'order' : kind;
}

/** The one thing that has to happen next: the step, and the clock that times it. Null when the ticket is over. */
export function nextStep(ticket: Ticket): LiveClock | null {
  return liveClocks(ticket)[0] ?? null;
}

export interface DueRung {
  readonly step: Step;
  readonly duty?: number;
  /** Everybody whom this reminder, or an earlier one that was missed, is for. */
  readonly rung: PlannedRung;
  /** Rungs of this step past, once it has fired. */
  readonly passed: number;
}

/**
 * The reminders whose hour has come, of each clock the one that fits the present; the gravest first. None is left out
 * because another rings at the same hour.
 */
export function dueRungs(ticket: Ticket, now: Instant): readonly DueRung[] {
  const due = liveClocks(ticket).flatMap(({ clock, ...whose }) => {
    const passed = clock.rungs.filter((rung) => rung.at <= now).length;
    const rung = clock.rungs[passed - 1];
    if (!rung || passed <= clock.passed) return [];
    const missed = clock.rungs.slice(clock.passed, passed - 1);
    const to = [...new Set([...rung.to, ...missed.flatMap((one) => one.to)])];
    return [{ ...whose, rung: { ...rung, to }, passed, due: clock.deadline.lateFrom }];
  });
  // At the same hour, what is due first; on the same day the later step: 办结 weighs more than 签收.
  return due
    .sort((a, b) => b.rung.at - a.rung.at || a.due - b.due || STEPS.indexOf(b.step) - STEPS.indexOf(a.step))
    .map(({ due: _, ...one }) => one);
}

/** dispatch 到兜底部门 · confirm 未评价销号 · supply 恢复计时 · decide 未批 · suspend 挂账期满 */
export type LapsingStep = 'dispatch' | 'confirm' | 'supply' | 'decide' | 'suspend';

const LAPSING: ReadonlySet<Step> = new Set<LapsingStep>([
  'dispatch',
  'confirm',
  'supply',
  'decide',
  'suspend',
]);

/**
 * What the clock alone changes, and when: an undispatched ticket goes to the default, an unanswered one closes, a
 * stopped clock goes on, a request that nobody settled is refused. The first to come; null when nothing would.
 */
export function nextLapse(ticket: Ticket): { readonly step: LapsingStep; readonly at: Instant } | null {
  const lapses = liveClocks(ticket).flatMap(({ step, duty, clock: { deadline, lapsesAt } }) =>
    duty === undefined && LAPSING.has(step)
      ? // The dispatcher's half hour is over when it is over; a day is over at its end.
        [{ step: step as LapsingStep, at: lapsesAt ?? deadline.lateFrom }]
      : [],
  );
  return lapses.sort((a, b) => a.at - b.at)[0] ?? null;
}

const SHOWN_LATE: readonly ShownLate[] = ['sign', 'resolve'];

/**
 * The deadlines of 签收 and 办结 for which the cards are still to be turned, and when they pass: once for each deadline.
 * None where the clock stands or nothing is left to do, and none of a report, which has no card.
 */
export function turnsLate(
  ticket: Ticket,
): readonly (Pick<TurnedLate, 'step' | 'lateFrom'> & { at: Instant })[] {
  if (ticket.confidential) return [];
  const live = liveSteps(ticket);
  return SHOWN_LATE.flatMap((step) => {
    const clock = ticket.clocks[step];
    if (!clock || clock.stoppedAt !== null || !live.includes(step)) return [];
    const { lateFrom } = clock.deadline;
    return clock.turnedFor === lateFrom ? [] : [{ step, lateFrom, at: lateAt(clock.deadline) }];
  });
}

export function lapseAt(ticket: Ticket): Instant | null {
  return nextLapse(ticket)?.at ?? null;
}

/** The earliest instant at which this ticket wants to be looked at; null when only people can move it. */
export function wakeAt(ticket: Ticket): Instant | null {
  const wakes: Instant[] = [];
  for (const file of ticket.files) if (file.nextTryAt !== null) wakes.push(file.nextTryAt);
  const lapse = lapseAt(ticket);
  if (lapse !== null) wakes.push(lapse);
  for (const turn of turnsLate(ticket)) wakes.push(turn.at);
  for (const { clock } of liveClocks(ticket)) {
    const rung = clock.rungs[clock.passed];
    if (rung) wakes.push(rung.at);
  }
  return wakes.length > 0 ? Math.min(...wakes) : null;
}
