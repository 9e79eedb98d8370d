/**
 * What leaders hear of 专项整改: how many were set, measures kept of those due, how often the same came again, and how many of
 * the firms that were asked say that it is better. Whatever happens later changes no figure of a period that is over. Counts
 * stand beside each rate, nobody is ranked, and no firm is named.
 */
import type { Period } from '../metrics/period.ts';
import type { Rate } from '../metrics/rate.ts';
import { type Outline, stoodBefore } from '../outline.ts';
import { DAY, type Day, dayOf, type Instant } from '../time.ts';
import { answerBefore, type Notices } from './notices.ts';
import { lateFrom, type Rectification, stageOf, stateOfMeasure } from './rectifications.ts';

/** An answer to 改观了吗. */
export const BETTER = 'better';
export const NOT_BETTER = 'same';

const AROUND = 90 * DAY;

export interface RectificationFigures {
  /** 立题 in the period. */
  readonly set: number;
  /** 在整改, at its end. */
  readonly running: number;
  /** 措施按期完成率: done by their day ÷ those whose day was over in the period. */
  readonly kept: Rate;
  /** Those whose result is watched in the period, as it was at its end. */
  readonly results: readonly Result[];
}

export interface Result {
  readonly id: number;
  readonly title: string;
  readonly again: Recurrence | null;
  readonly agreed: Agreed | null;
}

export interface Recurrence {
  /** In the 90 days before it was set. */
  readonly before: number;
  /** In the 90 days after the last measure was done, as far as they have gone; null: something is not done yet. */
  readonly after: number | null;
  /** The last day that `after` counts; null with it. */
  readonly until: Day | null;
}

export interface Agreed {
  /** 企业认可: those who say that it is better ÷ those asked, also who has not answered. */
  readonly rate: Rate;
  /** How many have answered. */
  readonly answered: number;
}

/** `at`: what happened after it is not counted. `outlines`: at least those registered since `watchedFrom`. */
export function rectificationFigures(
  all: readonly Rectification[],
  notices: Notices,
  outlines: readonly Outline[],
  period: Period,
  at: Instant,
): RectificationFigures {
  const end = endOf(period, at);
  const stood = setBefore(all, end);
  const due = stood
    .flatMap(({ measures }) => measures)
    .filter((one) => lateFrom(one) > period.from && lateFrom(one) <= end);
  return {
    set: stood.filter(({ settled }) => settled !== undefined && settled.at >= period.from).length,
    running: stood.filter((one) => stageOf(one) === 'running').length,
    kept: {
      numerator: due.filter((one) => stateOfMeasure(one, end) === 'kept').length,
      denominator: due.length,
    },
    results: watchedIn(all, period, at).map((one) => ({
      id: one.id,
      title: one.title,
      again: recurrence(one, outlines, end),
      agreed: agreed(one, notices, end),
    })),
  };
}

/** From when on tickets are counted for the results of a period; null: for none of them. */
export function watchedFrom(all: readonly Rectification[], period: Period, at: Instant): Instant | null {
  const starts = watchedIn(all, period, at).flatMap((one) => countedFrom(one) ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** The first moment that its 90 days before count; null where nothing is counted. */
export function countedFrom({ word, settled }: Rectification): Instant | null {
  return word === null || !settled?.isSet ? null : settled.at - AROUND;
}

/**
 * How many tickets spoke of the same in the 90 days before it was set, and in the 90 days after the last measure was done,
 * as all stood just before `limit`; null where they have no word in common. Counts, and never a percentage alone.
 */
export function recurrence(
  theme: Rectification,
  outlines: readonly Outline[],
  limit: Instant,
): Recurrence | null {
  const one = asBefore(theme, limit);
  const { word, settled } = one;
  if (word === null || !settled?.isSet) return null;
  const spoke = outlines.filter(
    (outline) =>
      !outline.apart &&
      !outline.takenOver &&
      outline.terms?.includes(word) &&
      stoodBefore(outline, limit).is !== 'excluded',
  );
  const within = (from: Instant, to: Instant): number =>
    spoke.filter(({ registeredAt }) => registeredAt >= from && registeredAt < to).length;
  const before = within(settled.at - AROUND, settled.at);
  const last = allDoneAt(one);
  if (last === null) return { before, after: null, until: null };
  const to = Math.min(last + AROUND, limit);
  return { before, after: within(last, to), until: dayOf(to - 1) };
}

/** What the firms had answered just before `limit`; null where nobody was asked by then. */
export function agreed(theme: Rectification, notices: Notices, limit: Instant): Agreed | null {
  const { accepted } = asBefore(theme, limit);
  const to = accepted && notices[accepted.notice]?.to;
  if (!to || to.length === 0) return null;
  const choices = to.map((one) => answerBefore(one, limit)?.choice);
  const saying = (choice: string): number => choices.filter((one) => one === choice).length;
  return {
    rate: { numerator: saying(BETTER), denominator: to.length },
    answered: saying(BETTER) + saying(NOT_BETTER),
  };
}

function endOf({ before }: Period, at: Instant): Instant {
  return Math.min(before, at + 1);
}

/** As it was just before `limit`. */
function asBefore({ settled, accepted, measures, ...rest }: Rectification, limit: Instant): Rectification {
  return {
    ...rest,
    ...(settled && settled.at < limit && { settled }),
    ...(accepted && accepted.at < limit && { accepted }),
    measures: measures
      .filter((one) => one.at < limit)
      .map(({ done, ...one }) => ({ ...one, ...(done && done.at < limit && { done }) })),
  };
}

function setBefore(all: readonly Rectification[], limit: Instant): readonly Rectification[] {
  return all.map((one) => asBefore(one, limit)).filter(({ settled }) => settled?.isSet);
}

/** Null: something is not done, or there is nothing to do yet. */
function allDoneAt({ measures }: Rectification): Instant | null {
  const ends = measures.flatMap(({ done }) => done?.at ?? []);
  return ends.length === 0 || ends.length < measures.length ? null : Math.max(...ends);
}

/** A result is told while it is still coming in: for 90 days from the last measure, or from when the firms were asked. */
function watchedIn(all: readonly Rectification[], period: Period, at: Instant): readonly Rectification[] {
  return setBefore(all, endOf(period, at)).filter((one) => {
    const done = allDoneAt(one);
    return done !== null && Math.max(done, one.accepted?.at ?? done) + AROUND > period.from;
  });
}
