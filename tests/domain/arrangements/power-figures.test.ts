/** Figures of 权责清单: whatever is proposed, decided, handed to townships and given back, each counts in one period. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerFigures } from '../../../src/domain/arrangements/power-figures.ts';
import {
  evolvePowers,
  isPending,
  type PowerEvent,
  type Powers,
  proposalsIn,
} from '../../../src/domain/arrangements/powers.ts';
import { at, DAY } from '../../../src/domain/time.ts';

const T0 = at('2026-11-02', '09:00');
const LATER = T0 + 1000 * DAY;

const proposal = fc.integer({ min: 1, max: 6 });
const ticket = fc.integer({ min: 1, max: 8 });
const event: fc.Arbitrary<PowerEvent> = fc.oneof(
  proposal.map(
    (one): PowerEvent => ({
      did: 'objected',
      proposal: one,
      change: { item: one, name: '', from: 'energy', to: 'power' },
      by: 'power-a',
      department: 'power',
      text: '由我们受理',
    }),
  ),
  proposal.map((one): PowerEvent => ({ did: 'put', proposal: one })),
  fc.tuple(proposal, fc.boolean()).map(
    ([one, isAccepted]): PowerEvent => ({
      did: 'decided',
      proposal: one,
      by: 'bianban-a',
      isAccepted,
      text: '同意',
    }),
  ),
  ticket.map(
    (one): PowerEvent => ({ did: 'admitted', ticket: one, township: 'sanjiao', by: 'hub', text: '就近' }),
  ),
  ticket.map((one): PowerEvent => ({ did: 'returned', ticket: one })),
);
const days = fc.integer({ min: 0, max: 90 });
/** In the order in which it happened. */
const history = fc
  .array(fc.tuple(days, event), { maxLength: 40 })
  .map((all) =>
    all
      .toSorted(([a], [b]) => a - b)
      .reduce<Powers>((powers, [day, one]) => evolvePowers(powers, one, T0 + day * DAY), {}),
  );
const cuts = fc
  .tuple(days, days, days)
  .map((all) => all.toSorted((a, b) => a - b).map((day) => T0 + day * DAY) as [number, number, number]);

test('two periods that adjoin make up the whole, and what came back is of what was given', () => {
  fc.assert(
    fc.property(history, cuts, (powers, [from, cut, before]) => {
      const [first, second, whole] = (
        [
          [from, cut],
          [cut, before],
          [from, before],
        ] as const
      ).map(([start, end]) => powerFigures(powers, { from: start, before: end }, LATER));
      for (const count of ['fresh', 'kept', 'given', 'returned'] as const) {
        expect((first?.[count] ?? 0) + (second?.[count] ?? 0), count).toBe(whole?.[count]);
      }
      const ids = [first, second].flatMap((one) => one?.accepted.map(({ id }) => id) ?? []);
      expect(ids.sort()).toEqual(whole?.accepted.map(({ id }) => id).sort());
      expect(whole?.returned).toBeLessThanOrEqual(whole?.given ?? 0);
      // What lies with 编办 is told of the end.
      expect(second?.pending).toBe(whole?.pending);
    }),
    { numRuns: 100 },
  );
});

test('of all time: what was decided on was proposed, and nothing after the moment of asking is counted', () => {
  fc.assert(
    fc.property(history, days, (powers, day) => {
      const ever = powerFigures(powers, { from: T0, before: LATER }, LATER);
      const proposals = Object.values(powers.proposals ?? {});
      expect(ever.accepted.length + ever.kept).toBe(proposals.filter(({ decided }) => decided).length);
      expect(ever.given).toBe(powers.admissions?.length ?? 0);
      const asked = T0 + day * DAY;
      const then = powerFigures(powers, { from: T0, before: LATER }, asked);
      const until = powerFigures(powers, { from: T0, before: asked + 1 }, LATER);
      expect(then).toEqual(until);
    }),
    { numRuns: 100 },
  );
});

test('what lay with 编办 at the end of a period is told whatever became of it later', () => {
  const steps = fc.array(fc.tuple(days, event), { maxLength: 40 });
  fc.assert(
    fc.property(steps, days, (all, cut) => {
      // 编办 is asked once, and decides once.
      const once = new Set<string>();
      const inOrder = all
        .toSorted(([a], [b]) => a - b)
        .filter(([, one]) => {
          if (one.did !== 'put' && one.did !== 'decided') return true;
          const name = `${one.did}/${one.proposal}`;
          return !once.has(name) && once.add(name).size > 0;
        });
      const until = (day: number): Powers =>
        inOrder
          .filter(([of]) => of < day)
          .reduce<Powers>((powers, [of, one]) => evolvePowers(powers, one, T0 + of * DAY), {});
      const period = { from: T0, before: T0 + cut * DAY };
      const then = proposalsIn(until(cut)).filter(isPending).length;
      expect(powerFigures(until(1000), period, LATER).pending).toBe(then);
    }),
    { numRuns: 200 },
  );
});
