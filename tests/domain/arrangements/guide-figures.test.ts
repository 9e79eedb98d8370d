/** Figures of 帮办: each step once, from complete papers, and what the owner waited beside it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type GuideSeen,
  guideFigures,
  type StepSeen,
  settledAt,
} from '../../../src/domain/arrangements/guide-figures.ts';
import { at, DAY, type Instant } from '../../../src/domain/time.ts';
import { calendar } from '../../support/builders.ts';

const MONDAY = at('2026-11-02', '00:00');
const hour = 60 * 60 * 1000;
const END = MONDAY + 60 * DAY;

const step: fc.Arbitrary<StepSeen> = fc.record({
  id: fc.constantFrom('a', 'b'),
  lateAt: fc.option(fc.integer({ min: MONDAY, max: END }), { nil: null }),
  endedAt: fc.option(fc.integer({ min: MONDAY, max: END }), { nil: null }),
});
const guide: fc.Arbitrary<GuideSeen> = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    before: fc.integer({ min: 0, max: 20 * DAY }),
  })
  .map(({ steps, before }) => {
    const ends = steps.map(({ endedAt }) => endedAt);
    const isDone = ends.every((one) => one !== null);
    return {
      begunAt: MONDAY - before,
      promise: { title: '半日办结', step: 'a', limit: '半天' },
      span: { title: '合同到基坑许可', from: 'a', to: 'b' },
      steps,
      isDone,
      overAt: isDone ? Math.max(...ends.map((one) => one ?? 0)) : null,
    };
  });

const seen = (steps: readonly StepSeen[], begunAt: Instant = MONDAY + 9 * hour): GuideSeen => ({
  begunAt,
  promise: { title: '半日办结', step: 'a', limit: '半天' },
  span: { title: '合同到基坑许可', from: 'a', to: 'b' },
  steps,
  isDone: steps.every(({ endedAt }) => endedAt !== null),
  overAt: steps.every(({ endedAt }) => endedAt !== null)
    ? Math.max(...steps.map(({ endedAt }) => endedAt ?? 0))
    : null,
});
const whole = { from: MONDAY - 30 * DAY, before: END + DAY };

describe('figures of any guides', () => {
  test('a step counts once, in one of the periods that follow each other', () => {
    fc.assert(
      fc.property(fc.array(guide, { maxLength: 6 }), fc.integer({ min: MONDAY, max: END }), (guides, cut) => {
        const of = (from: Instant, before: Instant) =>
          guideFigures(guides, { from, before }, END + DAY, calendar).onPromise;
        const [first, second, all] = [
          of(whole.from, cut),
          of(cut, whole.before),
          of(whole.from, whole.before),
        ];
        expect(first.denominator + second.denominator).toBe(all.denominator);
        expect(first.numerator + second.numerator).toBe(all.numerator);
        const promised = guides.flatMap(({ steps }) => steps).filter(({ lateAt }) => lateAt !== null);
        expect(all.denominator).toBe(promised.length);
      }),
    );
  });

  test('the numerator is part of the denominator, and the part of a promise is part of the whole', () => {
    fc.assert(
      fc.property(fc.array(guide, { maxLength: 6 }), fc.integer({ min: MONDAY, max: END }), (guides, now) => {
        const figures = guideFigures(guides, whole, now, calendar);
        const [own] = figures.promises;
        expect(figures.onPromise.numerator).toBeLessThanOrEqual(figures.onPromise.denominator);
        expect(own?.rate.denominator ?? 0).toBeLessThanOrEqual(figures.onPromise.denominator);
        expect(figures.done).toBeLessThanOrEqual(figures.count);
        for (const days of [figures.waited, ...figures.spans.map((one) => one.days)]) {
          for (const one of days) expect(Number.isInteger(one)).toBe(true);
        }
        // What was not in time by now is red, unless it was done since.
        const late = guides
          .flatMap(({ steps }) => steps)
          .filter(
            (one) => one.lateAt !== null && one.lateAt <= now && (one.endedAt === null || one.endedAt > now),
          );
        expect(figures.red).toBeLessThanOrEqual(late.length);
      }),
    );
  });

  test('nothing that lies ahead is counted', () => {
    fc.assert(
      fc.property(fc.array(guide, { maxLength: 6 }), fc.integer({ min: MONDAY, max: END }), (guides, now) => {
        const { onPromise } = guideFigures(guides, whole, now, calendar);
        const known = guides
          .flatMap(({ steps }) => steps)
          .filter((one) => {
            const when = settledAt(one);
            return when !== null && when <= now;
          });
        expect(onPromise.denominator).toBe(known.length);
      }),
    );
  });
});

test('done in time counts in time, done late and not done do not', () => {
  const due = MONDAY + 15 * hour;
  const figures = guideFigures(
    [
      seen([{ id: 'a', lateAt: due, endedAt: due - hour }]),
      seen([{ id: 'a', lateAt: due, endedAt: due + hour }]),
      seen([{ id: 'a', lateAt: due, endedAt: null }]),
      seen([{ id: 'a', lateAt: null, endedAt: null }]),
    ],
    whole,
    MONDAY + 5 * DAY,
    calendar,
  );
  expect(figures).toMatchObject({ count: 4, done: 2, onPromise: { numerator: 1, denominator: 3 }, red: 1 });
  expect(figures.promises).toEqual([
    { title: '半日办结', limit: '半天', rate: { numerator: 1, denominator: 3 }, waited: [0, 0] },
  ]);
});

test('spans and waits are working days: a weekend is none', () => {
  const friday = at('2026-11-06', '10:00');
  const figures = guideFigures(
    [
      seen([
        { id: 'a', lateAt: friday + hour, endedAt: friday },
        { id: 'b', lateAt: friday + 9 * DAY, endedAt: friday + 5 * DAY },
      ]),
    ],
    whole,
    MONDAY + 30 * DAY,
    calendar,
  );
  expect(figures.spans).toEqual([{ title: '合同到基坑许可', days: [3] }]);
  expect(figures.waited).toEqual([7]);
  expect(figures.promises[0]?.waited).toEqual([4]);
});

test('of none there is an empty base', () => {
  expect(guideFigures([], whole, END, calendar)).toMatchObject({
    count: 0,
    onPromise: { numerator: 0, denominator: 0 },
    promises: [],
    spans: [],
    red: 0,
  });
});
