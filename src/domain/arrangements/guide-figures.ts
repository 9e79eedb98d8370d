/**
 * Figures of 帮办. A step is counted once: in the period in which it was done in time, or else in which its promise ran
 * out; its promise counts from complete papers, and what the owner waited from the first word is told beside it.
 */
import { type Calendar, countWorkdays, dayIndex } from '../calendar.ts';
import { deadlineOf, lateAt } from '../deadline.ts';
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import { isBeforePapers, isDone as isStepDone } from '../plan.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { completeSince, type Guide, isHandedIn, type Station, stationsOf } from './guides.ts';

/** One step as figures see it. */
export interface StepSeen {
  readonly id: string;
  /** From when it is late; null where no promise runs: not begun, papers not complete, stopped by law. */
  readonly lateAt: Instant | null;
  readonly endedAt: Instant | null;
}

export interface GuideSeen extends Pick<Guide, 'promise' | 'span' | 'begunAt'> {
  readonly steps: readonly StepSeen[];
  /** When the last of its steps was done, or the ticket ended without; null: it goes on. */
  readonly overAt: Instant | null;
  readonly isDone: boolean;
}

export function seenOf(guide: Guide, ticket: Ticket, calendar: Calendar): GuideSeen {
  const steps = stationsOf(ticket, guide).map((one) => stepSeen(one, calendar));
  const isDone = steps.length > 0 && steps.every(({ endedAt }) => endedAt !== null);
  const { promise, span, begunAt } = guide;
  return {
    begunAt,
    ...(promise ? { promise } : {}),
    ...(span ? { span } : {}),
    steps,
    isDone,
    overAt: isDone ? Math.max(...steps.map(({ endedAt }) => endedAt ?? 0)) : droppedAt(ticket),
  };
}

export function droppedAt({ facts }: Pick<Ticket, 'facts'>): Instant | null {
  return facts.withdrawnAt ?? facts.excludedAt ?? facts.closedAt;
}

function stepSeen({ step, duty, papers }: Station, calendar: Calendar): StepSeen {
  const { id } = step;
  if (!duty) return { id, lateAt: null, endedAt: null };
  const { clock, endedAt } = duty;
  const { amount, unit, roll } = clock.deadline.explanation;
  if (isBeforePapers(step, { ...duty, endedAt: null })) {
    // Done without a word that the papers are complete: they were, when they were handed in.
    const isDone = endedAt !== null && isStepDone(duty);
    const since = isDone && isHandedIn(papers) ? completeSince(step, papers, endedAt) : null;
    const deadline = since === null ? null : deadlineOf(since, { amount, unit, roll }, calendar);
    return { id, lateAt: deadline && lateAt(deadline), endedAt: isDone ? endedAt : null };
  }
  const late = lateAt(clock.deadline);
  // It ended with its ticket (撤回): nothing was done, and what was not due yet is owed no more.
  if (endedAt !== null && !isStepDone(duty)) {
    return { id, lateAt: late <= endedAt ? late : null, endedAt: null };
  }
  return { id, lateAt: clock.stoppedAt !== null && endedAt === null ? null : late, endedAt };
}

export interface GuideFigures {
  /** Under way in the period. */
  readonly count: number;
  /** All steps done within it. */
  readonly done: number;
  readonly onPromise: Rate;
  /** By title (半日办结): on promise, and how many working days the owner waited from the first word, of each that was done. */
  readonly promises: readonly {
    readonly title: string;
    readonly limit: string;
    readonly rate: Rate;
    readonly waited: readonly number[];
  }[];
  /** By title (合同到基坑许可): working days of each, in the order in which they were done. */
  readonly spans: readonly { readonly title: string; readonly days: readonly number[] }[];
  /** Working days from the first word to the end, of each that was done. */
  readonly waited: readonly number[];
  /** Steps past their promise and not done when the period, or the day, ends. */
  readonly red: number;
}

/** `at`: now; what lies after it has not happened. */
export function guideFigures(
  guides: readonly GuideSeen[],
  period: Period,
  at: Instant,
  calendar: Calendar,
): GuideFigures {
  const end = Math.min(period.before, at + 1);
  const within = (when: Instant | null): boolean => when !== null && period.from <= when && when < end;
  const under = guides.filter(
    ({ begunAt, overAt }) => begunAt < end && (overAt === null || period.from <= overAt),
  );
  const days = (from: Instant, to: Instant): number => countWorkdays(dayIndex(from), dayIndex(to), calendar);
  const rateOf = (steps: readonly StepSeen[]): Rate => {
    const settled = steps.filter((step) => within(settledAt(step)));
    return { numerator: settled.filter(inTime).length, denominator: settled.length };
  };
  const done = under.filter(({ isDone, overAt }) => isDone && within(overAt));
  const promised = titled(guides, ({ promise }) => promise?.title);
  const spanned = titled(guides, ({ span }) => span?.title);
  return {
    count: under.length,
    done: done.length,
    onPromise: rateOf(guides.flatMap(({ steps }) => steps)),
    promises: promised.map(([title, those]) => {
      const steps = those.map((one) => ({ one, step: stepOf(one, one.promise?.step) }));
      return {
        title,
        limit: those[0]?.promise?.limit ?? '',
        rate: rateOf(steps.flatMap(({ step }) => step ?? [])),
        waited: steps.flatMap(({ one, step }) =>
          step && step.endedAt !== null && within(step.endedAt) ? [days(one.begunAt, step.endedAt)] : [],
        ),
      };
    }),
    spans: spanned.map(([title, those]) => ({
      title,
      days: those
        .map((one) => ({
          from: stepOf(one, one.span?.from)?.endedAt ?? null,
          to: stepOf(one, one.span?.to)?.endedAt ?? null,
        }))
        .flatMap(({ from, to }) => (from !== null && to !== null && within(to) ? [{ from, to }] : []))
        .sort((a, b) => a.to - b.to)
        .map(({ from, to }) => days(from, to)),
    })),
    waited: done.map(({ begunAt, overAt }) => days(begunAt, overAt ?? begunAt)),
    red: under.reduce((sum, one) => sum + one.steps.filter((step) => isRed(step, one, end)).length, 0),
  };
}

/** Each once: done in time when it was done, else when the promise ran out. */
export function settledAt(step: StepSeen): Instant | null {
  if (step.lateAt === null) return null;
  return inTime(step) ? step.endedAt : step.lateAt;
}

function inTime({ lateAt, endedAt }: StepSeen): boolean {
  return lateAt !== null && endedAt !== null && endedAt < lateAt;
}

function isRed({ lateAt, endedAt }: StepSeen, { overAt }: GuideSeen, end: Instant): boolean {
  const isPast = lateAt !== null && lateAt < end;
  return isPast && (endedAt === null || endedAt >= end) && (overAt === null || overAt >= end);
}

function stepOf({ steps }: GuideSeen, id: string | undefined): StepSeen | undefined {
  return steps.find((step) => step.id === id);
}

function titled(
  guides: readonly GuideSeen[],
  title: (one: GuideSeen) => string | undefined,
): readonly (readonly [string, readonly GuideSeen[]])[] {
  const found = new Map<string, GuideSeen[]>();
  for (const one of guides) {
    const name = title(one);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found];
}
