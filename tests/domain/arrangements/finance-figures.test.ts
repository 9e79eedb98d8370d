/** Figures of 政银企对接: counts of firms, and sums that tell of no single firm, alone or one taken from another. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { evolveFinance, type FinanceEvent, type Needs } from '../../../src/domain/arrangements/finance.ts';
import { financeFigures } from '../../../src/domain/arrangements/finance-figures.ts';
import { FEWEST, groupsOf, type Payment, sumWithin } from '../../../src/domain/arrangements/sums.ts';
import { sealed } from '../../../src/domain/sealed.ts';
import { at, DAY, type Instant } from '../../../src/domain/time.ts';

const T0 = at('2026-11-02', '09:00');
const MONTH = { from: T0, before: T0 + 60 * DAY };

const payment: fc.Arbitrary<Payment> = fc.record({
  at: fc.integer({ min: 0, max: 400 }).map((hours) => T0 + hours * 3_600_000),
  enterprise: fc.constantFrom(...'abcdefgh'),
  yuan: fc.integer({ min: 1, max: 9_999 }).map((ten) => ten * 10_000),
});
const payments = fc.array(payment, { maxLength: 40 });
const span = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })).map(([a, b]) => ({
  from: T0 + Math.min(a, b) * 3_600_000,
  before: T0 + (Math.max(a, b) + 1) * 3_600_000,
}));
const LATER = T0 + 1000 * DAY;

describe('sums', () => {
  property.prop([payments], { numRuns: 100 })(
    'every group is of five firms at least, and nothing is in two',
    (all) => {
      const groups = groupsOf(all);
      let end = Number.NEGATIVE_INFINITY;
      for (const { from, to, firms, yuan } of groups) {
        expect(from).toBeGreaterThan(end);
        end = to;
        const within = all.filter((one) => one.at >= from && one.at <= to);
        expect(new Set(within.map(({ enterprise }) => enterprise)).size).toBe(firms);
        expect(firms).toBeGreaterThanOrEqual(FEWEST);
        expect(within.reduce((sum, one) => sum + one.yuan, 0)).toBe(yuan);
      }
    },
  );

  property.prop([payments, span, span], { numRuns: 100 })(
    'what one period shows and another does not is whole groups, or nothing',
    (all, one, other) => {
      const groups = groupsOf(all);
      const inOne = (period: typeof one) =>
        groups.filter(({ from, to }) => from >= period.from && to < period.before);
      const [a, b] = [inOne(one), inOne(other)];
      const apart = [...a.filter((group) => !b.includes(group)), ...b.filter((group) => !a.includes(group))];
      const sums = [one, other].map((period) => sumWithin(groups, period, LATER).yuan);
      const difference = [a, b].map((some) => some.reduce((sum, { yuan }) => sum + yuan, 0));
      expect(sums).toEqual(difference);
      for (const { firms } of apart) expect(firms).toBeGreaterThanOrEqual(FEWEST);
    },
  );

  property.prop([payments, fc.integer({ min: 0, max: 400 })], { numRuns: 100 })(
    'what was shown once stays as it was, whatever is lent later',
    (all, hours) => {
      const seen = T0 + hours * 3_600_000;
      const then = groupsOf(all.filter((one) => one.at <= seen));
      const now = groupsOf(all);
      const whole = { from: T0, before: LATER };
      expect(sumWithin(now, whole, seen)).toEqual(sumWithin(then, whole, seen));
    },
  );
});

const fields = sealed({ yuan: 5_000_000, months: 12, purpose: '买设备', collateral: '信用' });

function life(
  enterprise: string,
  steps: readonly (readonly [number, (need: number) => FinanceEvent])[],
  start = 0,
) {
  return { enterprise, steps, start };
}

function county(...lives: readonly ReturnType<typeof life>[]): Needs {
  const events: (readonly [Instant, FinanceEvent])[] = lives.flatMap(
    ({ enterprise, steps, start }, place) => {
      const need = { id: place + 1, enterprise, by: `${enterprise}-1`, fields };
      return [
        [T0 + start * DAY, { did: 'told', need, banks: ['one'] }] as const,
        ...steps.map(([day, event]) => [T0 + day * DAY, event(place + 1)] as const),
      ];
    },
  );
  return events
    .toSorted((a, b) => a[0] - b[0])
    .reduce<Needs>((all, [when, event]) => evolveFinance(all, event, when), {});
}

const checked = (need: number): FinanceEvent => ({
  did: 'checked',
  need,
  by: 'hub',
  recommended: true,
  lacks: [],
  words: '',
});
const willing = (need: number): FinanceEvent => ({
  did: 'answered',
  need,
  bank: 'one',
  by: 'b',
  willing: true,
  reason: null,
  words: '',
});
const picked = (need: number): FinanceEvent => ({ did: 'picked', need, bank: 'one', by: 'o' });
const granted = (need: number): FinanceEvent => ({
  did: 'granted',
  need,
  bank: 'one',
  by: 'b',
  ...sealed({ yuan: 4_000_000, rate: 3.9 }),
});
const refusedFor = (need: number): FinanceEvent => ({
  did: 'refused',
  need,
  bank: 'one',
  by: 'b',
  reason: 'credit',
  words: '',
});
const lent = (need: number): FinanceEvent => ({
  did: 'lent',
  need,
  bank: 'one',
  by: 'b',
  ...sealed({ yuan: 4_000_000 }),
});
const UP = [
  [1, checked],
  [2, willing],
  [3, picked],
] as const;

test('an intention is no grant, and a grant is no loan', () => {
  const all = county(
    life('a', [...UP]),
    life('b', [...UP, [5, granted]]),
    life('c', [...UP, [6, granted], [7, lent], [8, lent]]),
  );
  expect(financeFigures(all, MONTH, T0 + 10 * DAY)).toMatchObject({
    needs: 3,
    firms: 3,
    recommended: 3,
    intended: 3,
    granted: 2,
    lent: 1,
    grantedSum: { yuan: 0, firms: 0 },
    lentSum: { yuan: 0, firms: 0 },
  });
});

test('of four firms there is no sum; of five there is the sum of all', () => {
  const firm = (name: string, day: number) => life(name, [...UP, [day, granted]]);
  const four = ['a', 'b', 'c', 'd'].map((name, place) => firm(name, 10 + place));
  const now = T0 + 30 * DAY;
  expect(financeFigures(county(...four), MONTH, now).grantedSum).toEqual({ yuan: 0, firms: 0 });
  // Two needs of one firm make no fifth.
  expect(financeFigures(county(...four, firm('a', 15)), MONTH, now).grantedSum.yuan).toBe(0);
  expect(financeFigures(county(...four, firm('e', 15)), MONTH, now).grantedSum).toEqual({
    yuan: 20_000_000,
    firms: 5,
  });
  expect(financeFigures(county(...four, firm('e', 15), firm('f', 16)), MONTH, now).grantedSum.yuan).toBe(
    20_000_000,
  );
});

test('按期决定: decided within 30 days from when the bank had it ÷ due; withdrawn before, it is in no base', () => {
  const all = county(
    life('a', [...UP, [30, granted]]),
    life('b', [...UP, [33, granted]]),
    life('c', [...UP, [20, refusedFor]]),
    life('d', [...UP]),
    life('e', [...UP, [12, (need) => ({ did: 'withdrawn', need, by: 'o' })]]),
    life('f', [...UP, [12, (need) => ({ did: 'gone', need, bank: 'one' })]]),
  );
  expect(financeFigures(all, MONTH, T0 + 50 * DAY).decided).toEqual({ numerator: 2, denominator: 4 });
  // What is not due yet is in no base.
  expect(financeFigures(all, MONTH, T0 + 25 * DAY).decided).toEqual({ numerator: 0, denominator: 0 });
});

test('reasons are told apart from five refusals on', () => {
  const refused = (name: string) => life(name, [...UP, [9, refusedFor]]);
  const now = T0 + 30 * DAY;
  expect(financeFigures(county(...'abcd'.split('').map(refused)), MONTH, now)).toMatchObject({
    refused: 4,
    reasons: null,
  });
  expect(financeFigures(county(...'abcde'.split('').map(refused)), MONTH, now)).toMatchObject({
    refused: 5,
    reasons: { credit: 5 },
  });
});

const coached = (need: number): FinanceEvent => ({
  did: 'checked',
  need,
  by: 'hub',
  recommended: false,
  lacks: [],
  words: '',
});
const withdrawn = (need: number): FinanceEvent => ({ did: 'withdrawn', need, by: 'o' });
const gone = (need: number): FinanceEvent => ({ did: 'gone', need, bank: 'one' });
const declined = (need: number): FinanceEvent => ({
  did: 'answered',
  need,
  bank: 'one',
  by: 'b',
  willing: false,
  reason: 'industry',
  words: '',
});
const ENDS = [
  [],
  [checked],
  [coached, checked, willing],
  [checked, declined],
  [checked, willing, picked],
  [checked, willing, picked, granted],
  [coached, checked, willing, picked, granted, lent, lent],
  [checked, willing, picked, refusedFor],
  [checked, willing, picked, withdrawn],
  [checked, willing, picked, gone],
] as const;

/** Needs of five firms, told within two months, each going some way with up to forty days between two steps. */
const lives = fc.array(
  fc
    .record({
      enterprise: fc.constantFrom(...'abcde'),
      start: fc.integer({ min: 0, max: 60 }),
      way: fc.constantFrom(...ENDS),
      gaps: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 7, maxLength: 7 }),
    })
    .map(({ enterprise, start, way, gaps }) => {
      const dayOf = (place: number): number =>
        gaps.slice(0, place + 1).reduce((day, gap) => day + gap, start);
      const steps = way.map((event, place) => [dayOf(place), event] as const);
      return life(enterprise, steps, start);
    }),
  { maxLength: 12 },
);
const cuts = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
  .map((days) => days.toSorted((a, b) => a - b).map((day) => T0 + day * DAY) as [Instant, Instant, Instant]);

describe('of any needs', () => {
  property.prop([lives, cuts], { numRuns: 60 })(
    'two periods that adjoin make up the whole: nothing is counted twice, and nothing is left out',
    (all, [from, cut, before]) => {
      const needs = county(...all);
      const of = (period: { from: Instant; before: Instant }) => financeFigures(needs, period, LATER);
      const [first, second, whole] = [
        of({ from, before: cut }),
        of({ from: cut, before }),
        of({ from, before }),
      ];
      expect(first.needs + second.needs).toBe(whole.needs);
      expect(first.refused + second.refused).toBe(whole.refused);
      for (const part of ['numerator', 'denominator'] as const) {
        expect(first.decided[part] + second.decided[part]).toBe(whole.decided[part]);
      }
      // Firms are counted once in each period.
      for (const count of ['firms', 'recommended', 'coached', 'intended', 'granted', 'lent'] as const) {
        expect(whole[count]).toBeGreaterThanOrEqual(Math.max(first[count], second[count]));
        expect(whole[count]).toBeLessThanOrEqual(first[count] + second[count]);
      }
    },
  );

  property.prop([lives, cuts], { numRuns: 60 })(
    'each step is of those that took the one before, and what was decided in time is of what was due',
    (all, [from, , before]) => {
      const needs = county(...all);
      const { decided, ...rest } = financeFigures(needs, { from, before }, LATER);
      expect(decided.numerator).toBeLessThanOrEqual(decided.denominator);
      expect(rest.firms).toBeLessThanOrEqual(rest.needs);
      const ever = financeFigures(needs, { from: T0, before: LATER }, LATER);
      const steps = [ever.lent, ever.granted, ever.intended, ever.recommended, ever.firms];
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(ever.decided.denominator).toBeLessThanOrEqual(
        all.filter(({ steps: taken }) => taken.some(([, event]) => event === picked)).length,
      );
    },
  );
});
