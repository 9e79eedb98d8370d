/** 请假: in whole days, handed over in the morning, and always over some day. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  awayIn,
  beginsAt,
  changesBy,
  type Days,
  type Leaves,
  lengthOf,
  nextChange,
  returnsAt,
  withBegun,
  withLeave,
  withoutLeave,
} from '../../src/domain/leave.ts';
import { addDays, at, DAY, dayOf, HOUR, type Instant } from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';

const TUESDAY = at('2026-11-24', '10:00');
const days = (from: string, to: string): Days => ({ from, to });
const spans = (leaves: Leaves): readonly string[] => (leaves.li ?? []).map(({ from, to }) => `${from}/${to}`);

function taken(...all: readonly Days[]): Leaves {
  return all.reduce<Leaves>((leaves, one) => withLeave(leaves, 'li', one, TUESDAY), {});
}

/** What the pulse does: all changes of one person by `now`. */
function brought(leaves: Leaves, person: string, now: Instant): Leaves {
  return changesBy(leaves[person] ?? [], now, calendar).reduce<Leaves>(
    (left, change) =>
      change.type === 'leaveBegun'
        ? withBegun(left, person, change.days.from, now)
        : withoutLeave(left, person, change.days.from),
    leaves,
  );
}

describe('days', () => {
  test('both ends count', () => {
    expect(lengthOf(days('2026-12-01', '2026-12-05'))).toBe(5);
    expect(lengthOf(days('2026-12-30', '2027-01-01'))).toBe(3);
  });

  test.each([
    ['overlapping', days('2026-12-03', '2026-12-09'), ['2026-12-01/2026-12-09']],
    ['touching', days('2026-12-06', '2026-12-09'), ['2026-12-01/2026-12-09']],
    ['touching in front', days('2026-11-28', '2026-11-30'), ['2026-11-28/2026-12-05']],
    ['within', days('2026-12-02', '2026-12-02'), ['2026-12-01/2026-12-05']],
    ['a day between', days('2026-12-07', '2026-12-09'), ['2026-12-01/2026-12-05', '2026-12-07/2026-12-09']],
    ['earlier', days('2026-11-25', '2026-11-26'), ['2026-11-25/2026-11-26', '2026-12-01/2026-12-05']],
  ])('two leaves, %s', (_how, second, expected) => {
    expect(spans(taken(days('2026-12-01', '2026-12-05'), second))).toEqual(expected);
  });

  test('one that closes the gap makes one of three', () => {
    const apart = taken(days('2026-12-01', '2026-12-02'), days('2026-12-07', '2026-12-08'));
    expect(spans(withLeave(apart, 'li', days('2026-12-03', '2026-12-06'), TUESDAY))).toEqual([
      '2026-12-01/2026-12-08',
    ]);
  });

  test('an extension of a leave that has begun has begun', () => {
    const begun = withBegun(taken(days('2026-11-24', '2026-11-25')), 'li', '2026-11-24', TUESDAY);
    const longer = withLeave(begun, 'li', days('2026-11-26', '2026-11-30'), TUESDAY + DAY);
    expect(longer.li).toEqual([
      { from: '2026-11-24', to: '2026-11-30', takenAt: TUESDAY + DAY, begunAt: TUESDAY },
    ]);
  });
});

describe('when work changes hands', () => {
  test('on the first morning, or at once when that has passed', () => {
    const [later, today] = taken(days('2026-11-24', '2026-11-24'), days('2026-12-01', '2026-12-05')).li ?? [];
    expect([later && beginsAt(later), today && beginsAt(today)]).toEqual([
      TUESDAY,
      at('2026-12-01', '08:00'),
    ]);
  });

  test.each([
    ['on a weekday: the next morning', '2026-12-02', '2026-12-03'],
    ['on a Friday: Monday', '2026-12-04', '2026-12-07'],
    ['before the National Day week: after it', '2026-09-30', '2026-10-08'],
    ['on a Friday before a make-up Saturday: that Saturday', '2026-10-09', '2026-10-10'],
  ])('back, when it ends %s', (_when, to, back) => {
    expect(returnsAt(days('2026-09-01', to), calendar)).toBe(at(back, '08:00'));
  });

  test('what passed while the program was down never began', () => {
    const [one] = taken(days('2026-12-01', '2026-12-02')).li ?? [];
    expect(changesBy(one ? [one] : [], at('2026-12-10', '09:00'), calendar)).toEqual([
      { type: 'leaveEnded', days: days('2026-12-01', '2026-12-02'), why: 'missed' },
    ]);
  });

  test('until Friday and again from Monday: nobody is back in between', () => {
    let leaves = taken(days('2026-11-24', '2026-11-27'), days('2026-11-30', '2026-12-02'));
    leaves = brought(leaves, 'li', TUESDAY);
    expect(nextChange(leaves, calendar)).toEqual({ person: 'li', at: at('2026-11-30', '08:00') });
    leaves = brought(leaves, 'li', at('2026-11-30', '08:00'));
    expect([...awayIn(leaves)]).toEqual(['li']);
    expect(spans(leaves)).toEqual(['2026-11-30/2026-12-02']);
  });
});

describe('whatever people ask for, and whenever the pulse beats', () => {
  const move = fc.record({
    person: fc.constantFrom('li', 'zhang'),
    in: fc.integer({ min: 0, max: 12 }),
    length: fc.integer({ min: 1, max: 20 }),
    /** Hours until the next; the program may be down all the while. */
    pause: fc.integer({ min: 0, max: 24 * 20 }),
    down: fc.boolean(),
    back: fc.boolean(),
  });

  /** Every change at its own time until `now`, each checked. */
  function pulse(leaves: Leaves, now: Instant): Leaves {
    let left = leaves;
    for (let beats = 0; ; beats++) {
      const next = nextChange(left, calendar);
      if (next === null || next.at > now) return left;
      expect(beats, 'the pulse comes to rest').toBeLessThan(200);
      const after = brought(left, next.person, next.at);
      expect(after, `nothing changed for ${next.person} at its due time`).not.toEqual(left);
      left = after;
    }
  }

  test('leaves of one person never overlap or touch, and in the end everybody is back', () => {
    let begun = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
        let leaves: Leaves = {};
        let now = TUESDAY;
        for (const { person, in: ahead, length, pause, down, back } of moves) {
          const from = addDays(dayOf(now), ahead);
          leaves = withLeave(leaves, person, days(from, addDays(from, length - 1)), now);
          if (back) {
            const [first] = leaves[person] ?? [];
            if (first) leaves = withoutLeave(leaves, person, first.from);
          }
          now += pause * HOUR;
          // After a stop everything that is due happens at one instant.
          if (down) for (const one of Object.keys(leaves)) leaves = brought(leaves, one, now);
          leaves = pulse(leaves, now);
          begun += awayIn(leaves).size;
          for (const own of Object.values(leaves)) {
            own.slice(1).forEach((one, index) => {
              expect(one.from > addDays(own[index]?.to ?? '', 1), JSON.stringify(own)).toBe(true);
            });
            // One that is over waits for a working morning, while the next, asked for on a Sunday, has begun.
            const today = dayOf(now);
            const under = own.filter(({ begunAt, to }) => begunAt !== null && to >= today);
            expect(under.length).toBeLessThanOrEqual(1);
            for (const { from, to } of own) expect(from <= to).toBe(true);
          }
        }
        expect(pulse(leaves, now + 400 * DAY)).toEqual({});
      }),
      { numRuns: 300 },
    );
    expect(begun, 'somebody was on leave at all').toBeGreaterThan(300);
  });
});
