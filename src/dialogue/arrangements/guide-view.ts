/** 帮办 as people read it: what a template offers, and how far a guide is, step by step. */
import { droppedAt } from '../../domain/arrangements/guide-figures.ts';
import {
  completeSince,
  type Guide,
  type GuideTemplate,
  isHandedIn,
  lacksPledge,
  type Station,
  stationsOf,
} from '../../domain/arrangements/guides.ts';
import { type Calendar, countWorkdays, dayIndex } from '../../domain/calendar.ts';
import type { Duration } from '../../domain/deadline.ts';
import { dueInWords, periodInWords } from '../../domain/deadline-words.ts';
import { droppedOf, isBeforePapers, isDropped, lightOf, progressOf } from '../../domain/plan.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { PlanStep } from '../../domain/ticket-parts.ts';
import { dayInWords, dayOf, type Instant, minutesOf } from '../../domain/time.ts';
import { clip } from '../text.ts';
import { departmentName, enterpriseName, type View } from '../view.ts';

export function offerText(template: GuideTemplate, view: View, calendar: Calendar): string {
  const { say } = view;
  const { title, about, steps, department } = template;
  return say('guide.offer', {
    title,
    about,
    steps: steps.map((step, index) => offerStep(step, index + 1, steps, view, calendar)).join('\n'),
    parallel: parallelIn(steps, view),
    department: departmentName(department, view),
  });
}

function offerStep(
  step: PlanStep,
  place: number,
  steps: readonly PlanStep[],
  view: View,
  calendar: Calendar,
): string {
  const { say } = view;
  const { papers = [], pledge, after } = step;
  const line = say('guide.offerStep', {
    place,
    step: step.title,
    department: departmentName(step.department, view),
    limit: limitInWords(step.within, view, calendar),
    after: after.length === 0 ? '' : say('guide.after', { places: placesOf(after, steps) }),
  });
  const lines = [
    line,
    ...(papers.length > 0 ? [say('guide.offerPapers', { papers: papers.join('、') })] : []),
    ...(pledge === undefined ? [] : [say('guide.offerPledge')]),
  ];
  return lines.join('\n');
}

/** Steps that wait for the same ones run beside each other. */
function parallelIn(steps: readonly PlanStep[], { say }: View): string {
  const groups = new Map<string, number[]>();
  for (const [index, { after }] of steps.entries()) {
    const key = [...after].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), index + 1]);
  }
  return [...groups.values()]
    .filter((places) => places.length > 1)
    .map((places) => say('guide.parallel', { places: places.join('、') }))
    .join('');
}

function placesOf(ids: readonly string[], steps: readonly PlanStep[]): string {
  return ids.map((id) => steps.findIndex((step) => step.id === id) + 1).join('、');
}

/** 半个工作日, 3 个工作日 */
export function limitInWords(within: Duration | null, { say }: View, { hours }: Calendar): string {
  if (within === null) return '';
  const day = hours.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0);
  const isHalf = within.unit === 'workhour' && within.amount * 60 * 2 === day;
  return isHalf ? say('guide.halfDay') : periodInWords(within);
}

export function guideText(ticket: Ticket, guide: Guide, view: View, calendar: Calendar): string {
  const { say } = view;
  const steps = stationsOf(ticket, guide).map((one) =>
    say('guide.showStep', {
      place: one.place,
      light: lightInWords(one, ticket, view),
      step: one.step.title,
      department: departmentName(one.step.department ?? ticket.department, view),
      state: stateInWords(one, ticket, view),
    }),
  );
  return say('guide.show', {
    number: ticket.number,
    title: guide.title,
    enterprise: enterpriseName(ticket, view),
    progress: progressInWords(ticket, view),
    steps: steps.join('\n'),
    wait: waitInWords(ticket, guide, calendar, view),
  });
}

export function lightInWords({ step, duty }: Station, ticket: Ticket, { say, now }: View): string {
  if (duty && isBeforePapers(step, duty)) return say('plan.papers');
  return say(`plan.${lightOf(step, ticket, now)}`);
}

export function progressInWords(ticket: Ticket, { say }: View): string {
  const { done, of } = progressOf(ticket);
  const dropped = droppedOf(ticket);
  return dropped > 0 ? say('guide.givenUp', { done, of, dropped }) : say('guide.progress', { done, of });
}

/** Working days since the owner's first word; of what is done, or was given up, until then. */
function waitedDays(ticket: Ticket, { begunAt }: Guide, now: Instant, calendar: Calendar): number {
  const { done, of } = progressOf(ticket);
  const ends = ticket.duties.flatMap(({ kind, endedAt }) =>
    kind === 'step' && endedAt !== null ? [endedAt] : [],
  );
  const doneAt = done === of && ends.length > 0 ? Math.max(...ends) : null;
  const end = doneAt ?? droppedAt(ticket) ?? now;
  return countWorkdays(dayIndex(begunAt), dayIndex(end), calendar);
}

/** 从企业第一句话起，已 3 个工作日; on its first day it has waited for none, and is not said to have waited 0. */
export function waitInWords(
  ticket: Ticket,
  guide: Guide,
  calendar: Calendar,
  { say, now }: Pick<View, 'say' | 'now'>,
): string {
  const days = waitedDays(ticket, guide, now, calendar);
  return days === 0 ? say('guide.waitShort') : say('guide.wait', { days });
}

/** Behind the light: what a step waits for, or until when it is due. */
export function stateInWords({ step, duty, papers }: Station, ticket: Ticket, view: View): string {
  const { say, now } = view;
  const today = dayOf(now);
  if (isDropped(step, ticket)) return say('guide.stateDropped');
  if (!duty) return say('guide.stateWaiting', { places: placesOf(step.after, ticket.plan ?? []) });
  if (duty.endedAt !== null) return say('guide.stateDone', { at: dayInWords(dayOf(duty.endedAt), today) });
  if (isBeforePapers(step, duty)) {
    if (lacksPledge(step, papers)) return say('guide.statePledge');
    if (isHandedIn(papers)) {
      return say('guide.stateHanded', { at: dayInWords(dayOf(completeSince(step, papers, now)), today) });
    }
    return papers.missing
      ? say('guide.stateMissing', { text: clip(papers.missing.text, 80) })
      : say('guide.statePapers', { papers: (step.papers ?? []).join('、') });
  }
  if (duty.clock.stoppedAt !== null) {
    const why = ticket.entries.findLast((entry) => entry.what === 'stepPaused' && entry.duty === duty.id);
    return say('guide.stateStands', { text: why?.text ?? '' });
  }
  return say('guide.stateRuns', { due: dueInWords(duty.clock.deadline, now) });
}
