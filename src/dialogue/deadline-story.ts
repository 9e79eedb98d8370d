/**
 * 期限: every deadline that runs on a ticket explains itself – start, days skipped and why, make-up days, pauses, an
 * extension, a rework – and by which calendar it was counted. The same for whoever may see the ticket, but for the version of
 * the calendar, which is for staff.
 */
import { basisOf, dueInWords, reckoningOf } from '../domain/deadline-words.ts';
import type { Step } from '../domain/flow.ts';
import { resolvedOnTime } from '../domain/metrics.ts';
import { liveSteps, stepOf } from '../domain/reminders.ts';
import { saidBefore } from '../domain/said.ts';
import { isOver, type Ticket } from '../domain/ticket.ts';
import type { Duty, StepClock } from '../domain/ticket-parts.ts';
import { dayInWords, dayOf, instantInWords } from '../domain/time.ts';
import { departmentName, stateName, type View } from './view.ts';

/** Sections are set apart by an empty line; what they all rest on is said once, at the end. */
export function deadlineStory(ticket: Ticket, view: View, forStaff = false): string {
  // In hand first; 办结 always, as it is what everybody asks about.
  const steps = [...new Set<Step>([...liveSteps(ticket), 'resolve'])];
  const clocks = steps.flatMap((step) => {
    const clock = ticket.clocks[step];
    return clock ? [{ step, clock }] : [];
  });
  const duties = ticket.duties.filter(({ endedAt }) => endedAt === null);
  const sections = [
    ...clocks.map(({ step, clock }) => [
      title(step, clock, ticket, view),
      ...(step === 'resolve' ? changes(ticket, clock, view) : []),
      ...clockInWords(clock, view),
    ]),
    ...duties.map((duty) => [dutyTitle(duty, ticket, view), ...clockInWords(duty.clock, view)]),
  ];
  const all = [...clocks.map(({ clock }) => clock), ...duties.map(({ clock }) => clock)];
  const recounted = ticket.entries.findLast((entry) => entry.what === 'recalculated' && entry.moved);
  const foot = [
    ...(isOver(ticket) ? [view.say('deadline.over', { state: stateName(ticket, view.say) })] : []),
    ...basisOf(
      all.map(({ deadline }) => deadline),
      forStaff,
    ),
    ...(recounted ? [view.say('deadline.recounted', { at: instantInWords(recounted.at, view.now) })] : []),
  ];
  return [...sections, foot]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function title(step: Step, { deadline }: StepClock, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const stands = step === 'resolve' && ticket.pausedAt !== null;
  return say(stands ? 'deadline.standing' : 'deadline.title', {
    number: ticket.number,
    step: say(`step.${step}`),
    due: dueInWords(deadline, now),
  });
}

/** What befell the deadline of 办结 as a whole: it stands, or was given anew. */
function changes(ticket: Ticket, clock: StepClock, view: View): readonly string[] {
  const { say, now } = view;
  const { pausedAt, state, facts } = ticket;
  const lines: string[] = [];
  const said = saidBefore(ticket, facts.registeredAt);
  if (said !== null && clock.startedAt < facts.registeredAt) {
    const [then, at] = [said, facts.registeredAt].map((when) => instantInWords(when, now));
    lines.push(say('deadline.saidEarlier', { said: then ?? '', at: at ?? '' }));
  }
  const last = ticket.entries.findLast(({ what }) => what === 'reworked' || what === 'reopened');
  if (last) {
    const at = instantInWords(last.at, now);
    lines.push(
      last.what === 'reworked'
        ? say('deadline.reworked', { count: facts.reworks, at })
        : say('deadline.reopened', { count: facts.reopens, at }),
    );
    const { explanation } = clock.extended?.former ?? clock.deadline;
    if (explanation.start !== last.at) lines.push(say('deadline.goesOn'));
  }
  if (facts.resolvedAt !== null) {
    const at = instantInWords(facts.resolvedAt, now);
    lines.push(say(resolvedOnTime(ticket) ? 'deadline.inTime' : 'deadline.late', { at }));
  }
  if (pausedAt === null) return lines;
  const since = instantInWords(pausedAt, now);
  const suspended = state === 'suspended';
  const end = ticket.clocks[suspended ? 'suspend' : 'supply']?.deadline.explanation.lastDay;
  const day = end === undefined ? '' : dayInWords(end, dayOf(now));
  return [...lines, say(suspended ? 'deadline.suspended' : 'deadline.waiting', { since, day })];
}

/** With an extension the former deadline first, then what was added to it. */
function clockInWords({ deadline, extended }: StepClock, { say }: View): readonly string[] {
  if (!extended) return reckoningOf(deadline);
  const { former, workdays } = extended;
  return [...reckoningOf(former), say('deadline.extended', { workdays }), ...reckoningOf(deadline)];
}

function dutyTitle({ kind, department, clock }: Duty, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const who =
    kind === 'escalate' ? say('deadline.leaders') : departmentName(department ?? ticket.department, view);
  return say('deadline.duty', {
    step: say(`step.${stepOf(kind)}`),
    who,
    due: dueInWords(clock.deadline, now),
  });
}
