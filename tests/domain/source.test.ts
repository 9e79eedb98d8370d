/** 来源: each newly registered ticket grew out of one thing, and is counted under it once, however the record is read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportOf, reportsTogether } from '../../src/domain/metrics.ts';
import type { Outline } from '../../src/domain/outline.ts';
import { outlineOf } from '../../src/domain/outline.ts';
import { ARRANGED, cameFrom, ORIGINS } from '../../src/domain/source.ts';
import { DAY } from '../../src/domain/time.ts';
import { begun, T0 } from '../support/builders.ts';

const PERIOD = { from: T0, before: T0 + 30 * DAY };
const NEXT = { from: PERIOD.before, before: PERIOD.before + 30 * DAY };

const one = fc.record({
  day: fc.integer({ min: -10, max: 40 }),
  kind: fc.option(fc.constantFrom(...ARRANGED), { nil: null }),
  takenOver: fc.boolean(),
});

function drawn(
  { day, kind, takenOver }: { day: number; kind: (typeof ARRANGED)[number] | null; takenOver: boolean },
  place: number,
): Outline {
  const source = kind === null ? {} : { source: { kind, id: '1', title: '第 1 期早餐会' } };
  const { ticket } = begun({ number: place + 1, ...source }, T0 + day * DAY);
  return { ...outlineOf(ticket), ...(takenOver && { takenOver: true as const }) };
}

test('the sources part what was newly registered: nothing twice, nothing lost, also when it is read in parts', () => {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 25 }), fc.nat({ max: 25 }), (all, cut) => {
      const outlines = all.map(drawn);
      const { sources } = reportsTogether(
        reportOf(outlines.slice(0, cut), PERIOD, NEXT),
        reportOf(outlines.slice(cut), PERIOD, NEXT),
      );
      const registered = outlines.filter(
        ({ registeredAt }) => registeredAt >= PERIOD.from && registeredAt < PERIOD.before,
      );
      const parted = [...sources.values()].flat();
      expect(parted.toSorted((a, b) => a - b)).toEqual(registered.map(({ number }) => number));
      for (const [origin, numbers] of sources) {
        expect(ORIGINS).toContain(origin);
        for (const number of numbers) {
          const { kind, takenOver } = all[number - 1] ?? { kind: null, takenOver: false };
          expect(origin).toBe(kind ?? (takenOver ? 'import' : 'group'));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('what a board opens for a source is what is counted under it', () => {
  const outlines = [null, ...ARRANGED].map((kind, place) => drawn({ day: 1, kind, takenOver: false }, place));
  const { sources } = reportOf(outlines, PERIOD, NEXT);
  for (const origin of ['group', ...ARRANGED] as const) {
    const opened = outlines.filter((outline) => cameFrom(outline) === origin).map(({ number }) => number);
    expect(sources.get(origin), origin).toEqual(opened);
    expect(opened, origin).toHaveLength(1);
  }
});
