/** Imported figures: what does not fit within them is told; of the same source and days one counts; none reaches a figure of ours. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  evolvePlatform,
  faultsOf,
  importsIn,
  newestIn,
  onTimeOf,
  type Platform,
  type PlatformFigures,
  satisfactionOf,
} from '../../../src/domain/arrangements/platform.ts';

const TODAY = '2026-11-24';
const figures = fc.record<PlatformFigures>(
  {
    source: fc.constantFrom('approval', 'market'),
    from: fc.constantFrom('2026-01-01', '2026-04-01'),
    to: fc.constantFrom('2026-06-30', '2026-09-30'),
    received: fc.nat(9999),
    timed: fc.record({ due: fc.nat(9999), inTime: fc.nat(9999) }),
    ratings: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99)),
    statedOnTime: fc.integer({ min: -5, max: 105 }),
  },
  { requiredKeys: ['source', 'from', 'to', 'received'] },
);

test('what has no fault has rates between none and all, and a stated one is the reckoned one', () => {
  fc.assert(
    fc.property(figures, (one) => {
      if (faultsOf(one, TODAY).length > 0) return;
      const all = [onTimeOf(one), satisfactionOf(one)?.satisfied, satisfactionOf(one)?.rated];
      for (const rate of all) if (rate) expect(rate.numerator).toBeLessThanOrEqual(rate.denominator);
      const onTime = onTimeOf(one);
      if (onTime && onTime.denominator > 0 && one.statedOnTime !== undefined)
        expect(
          Math.abs((100 * onTime.numerator) / onTime.denominator - one.statedOnTime),
        ).toBeLessThanOrEqual(0.05);
    }),
    { numRuns: 200 },
  );
});

test('of the same source and days the last one counts, of a source the newest days; all stay on record', () => {
  fc.assert(
    fc.property(fc.array(figures, { maxLength: 10 }), (all) => {
      const platform = all.reduce<Platform>(
        (before, one, place) => evolvePlatform(before, { did: 'imported', figures: one, by: 'hub' }, place),
        {},
      );
      expect(platform.imports ?? []).toHaveLength(all.length);
      const keyOf = ({ source, from, to }: PlatformFigures) => `${source} ${from} ${to}`;
      const counting = importsIn(platform, all.length);
      expect(new Set(counting.map(keyOf))).toEqual(new Set(all.map(keyOf)));
      for (const one of counting) {
        const last = all.findLast((other) => keyOf(other) === keyOf(one));
        expect(one).toMatchObject({ ...last });
      }
      for (const one of newestIn(platform, all.length)) {
        const ends = all.filter(({ source }) => source === one.source).map(({ to }) => to);
        expect(one.to).toBe(ends.toSorted().at(-1));
      }
      expect(importsIn(platform, 0)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
