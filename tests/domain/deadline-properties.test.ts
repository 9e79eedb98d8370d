/**
 * What must hold of every deadline, in calendars with any office hours, holidays and make-up days.
 * Edge cases 1 to 12 and 18 to 20 of office time meet here in every combination.
 */
import { fc, test } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import {
  addWorkdays,
  type Calendar,
  type CalendarYear,
  createCalendar,
  workdaysBetween,
} from '../../src/domain/calendar.ts';
import { type Duration, deadlineOf, isLate, type Pause } from '../../src/domain/deadline.ts';
import {
  addDays,
  at,
  DAY,
  type Day,
  dayOf,
  HOUR,
  type Instant,
  MINUTE,
  startOfDay,
} from '../../src/domain/time.ts';
import { addWorkTime, workTimeBetween } from '../../src/domain/worktime.ts';

const FIRST = at('2026-01-01', '00:00');
const two = (n: number) => String(n).padStart(2, '0');
const timeOf = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

// Files after this one have their own numbers.
beforeAll(() => fc.configureGlobal({ numRuns: process.env.LONG ? 1000 : 100 }));
afterAll(() => fc.resetConfigureGlobal());

/** One to three stretches a day, at any minute from 00:00 to 24:00, two hours together at least. */
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((list) => {
    const sorted = list.sort((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => [
      sorted[2 * i]!,
      sorted[2 * i + 1]!,
    ]);
  })
  .filter((stretches) => stretches.reduce((sum, [from, to]) => sum + to! - from!, 0) >= 120)
  .map((stretches) => stretches.map(([from, to]) => ({ from: timeOf(from!), to: timeOf(to!) })));

/** Days of 2026 and the first half of 2027, so that most deadlines meet some. */
const someDay = fc.integer({ min: 0, max: 540 }).map((n) => addDays('2026-01-01', n));

const data = fc
  .record({
    hours,
    /** Holidays of one to ten days in a row. */
    holidays: fc.array(fc.tuple(someDay, fc.integer({ min: 1, max: 10 })), { maxLength: 12 }),
    makeup: fc.array(someDay, { maxLength: 15 }),
  })
  .map(({ hours: open, holidays, makeup }) => {
    const off = new Set(
      holidays.flatMap(([day, length]) => Array.from({ length }, (_, i) => addDays(day, i))),
    );
    return { hours: open, off, work: new Set(makeup.filter((day) => !off.has(day))) };
  });
type Data = { hours: { from: string; to: string }[]; off: Set<Day>; work: Set<Day> };

function build({ hours: open, off, work }: Data): Calendar {
  const years = Array.from({ length: 8 }, (_, i): CalendarYear => {
    const of = (days: Set<Day>) =>
      Object.fromEntries(
        [...days].filter((day) => day.startsWith(`${2026 + i}`)).map((day) => [day, '放假']),
      );
    return { year: 2026 + i, off: of(off), work: of(work) };
  });
  return createCalendar({ hours: open, years });
}

const calendar = data.map(build);
const start: fc.Arbitrary<Instant> = fc.integer({ min: 0, max: 400 * DAY }).map((ms) => FIRST + ms);
const budget = fc.integer({ min: 1, max: 200 * HOUR });

const duration: fc.Arbitrary<Duration> = fc.oneof(
  fc.record({
    unit: fc.constantFrom('workday', 'day', 'month'),
    amount: fc.integer({ min: 1, max: 20 }),
    roll: fc.boolean(),
  }),
  fc.record({
    unit: fc.constantFrom('workhour', 'hour'),
    amount: fc.integer({ min: 1, max: 6000 }).map((hundredths) => hundredths / 100),
    roll: fc.constant(false),
  }),
);

const pauses: fc.Arbitrary<Pause[]> = fc.array(
  fc
    .tuple(fc.integer({ min: -5 * DAY, max: 40 * DAY }), fc.integer({ min: 0, max: 6 * DAY }))
    .map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 4 },
);
const shifted = (list: readonly Pause[], by: Instant) =>
  list.map(({ from, to }) => ({ from: from + by, to: to! + by }));

describe('office time', () => {
  test.prop([calendar, start, budget])('what is added is what lies between', (cal, from, ms) => {
    expect(workTimeBetween(from, addWorkTime(from, ms, cal), cal)).toBe(ms);
  });

  test.prop([calendar, start, budget, budget])('adding twice is adding the sum', (cal, from, a, b) => {
    expect(addWorkTime(addWorkTime(from, a, cal), b, cal)).toBe(addWorkTime(from, a + b, cal));
  });

  test.prop([calendar, start, budget])('it ends inside or at the end of an open stretch', (cal, from, ms) => {
    const end = addWorkTime(from, ms, cal);
    // The stretch that holds the last millisecond.
    const { open } = cal.about(dayOf(end - 1));
    expect(open.some((stretch) => stretch.from < end && end <= stretch.to)).toBe(true);
  });

  test.prop([calendar, start, start, start])('time between adds up', (cal, a, b, c) => {
    expect(workTimeBetween(a, b, cal) + workTimeBetween(b, c, cal)).toBe(workTimeBetween(a, c, cal));
  });

  test.prop([calendar, start, fc.integer({ min: 0, max: 6 * 24 * 60 })])(
    'counting minute by minute gives the same',
    (cal, from, length) => {
      const begin = Math.floor(from / MINUTE) * MINUTE;
      let minutes = 0;
      for (let minute = begin; minute < begin + length * MINUTE; minute += MINUTE) {
        if (cal.about(dayOf(minute)).open.some((stretch) => stretch.from <= minute && minute < stretch.to))
          minutes++;
      }
      expect(workTimeBetween(begin, begin + length * MINUTE, cal)).toBe(minutes * MINUTE);
    },
  );

  test.prop([calendar, someDay, fc.integer({ min: -60, max: 60 })])(
    'working days count back',
    (cal, day, count) => {
      expect(workdaysBetween(day, addWorkdays(day, count, cal), cal)).toBe(count);
    },
  );
});

describe('a deadline', () => {
  test.prop([calendar, start, duration, pauses])(
    'comes after its start and is not late at once',
    (cal, from, of, list) => {
      const deadline = deadlineOf(from, of, cal, shifted(list, from));
      expect(deadline.due).toBeGreaterThan(from);
      expect(deadline.lateFrom).toBeGreaterThanOrEqual(deadline.due);
      expect(isLate(deadline, from)).toBe(false);
      expect(isLate(deadline, deadline.due), 'at the printed moment it is still in time').toBe(
        // An office open to 24:00 closes at the very midnight from which the day is over.
        deadline.dayBased && deadline.due === deadline.lateFrom,
      );
    },
  );

  test.prop([calendar, start, duration, fc.integer({ min: 1, max: 10 })])(
    'is no earlier for a longer period',
    (cal, from, of, more) => {
      const longer = { ...of, amount: of.amount + more };
      expect(deadlineOf(from, longer, cal).due).toBeGreaterThanOrEqual(deadlineOf(from, of, cal).due);
    },
  );

  test.prop([calendar, start, duration, fc.integer({ min: 0, max: 10 * DAY })])(
    'is no earlier for a later start',
    (cal, from, of, later) => {
      expect(deadlineOf(from + later, of, cal).due).toBeGreaterThanOrEqual(deadlineOf(from, of, cal).due);
    },
  );

  test.prop([data, start, duration, someDay])(
    'is no earlier for one more holiday',
    (known, from, of, day) => {
      const more = { hours: known.hours, off: new Set([...known.off, day]), work: new Set(known.work) };
      more.work.delete(day);
      expect(deadlineOf(from, of, build(more)).due).toBeGreaterThanOrEqual(
        deadlineOf(from, of, build(known)).due,
      );
    },
  );

  test.prop([data, start, duration, someDay])(
    'is no later for one more make-up day',
    (known, from, of, day) => {
      const more = { hours: known.hours, off: new Set(known.off), work: new Set([...known.work, day]) };
      more.off.delete(day);
      expect(deadlineOf(from, of, build(more)).due).toBeLessThanOrEqual(
        deadlineOf(from, of, build(known)).due,
      );
    },
  );

  test.prop([calendar, start, duration, pauses])(
    'in working days or rolled ends on a working day',
    (cal, from, of, list) => {
      fc.pre(of.unit === 'workday' || (of.unit !== 'hour' && of.unit !== 'workhour' && of.roll));
      const { due, explanation } = deadlineOf(from, of, cal, shifted(list, from));
      const last = cal.about(explanation.lastDay);
      expect(last.working).toBe(true);
      expect(due).toBe(last.open.at(-1)!.to);
    },
  );

  test.prop([calendar, start, duration, pauses])(
    'accounts for every day it passed',
    (cal, from, of, list) => {
      const { explanation } = deadlineOf(from, of, cal, shifted(list, from));
      const skipped = explanation.skipped.reduce(
        (sum, { from: a, to: b }) => sum + (startOfDay(b) - startOfDay(a)) / DAY + 1,
        0,
      );
      if (of.unit !== 'workday') return;
      const passed = (startOfDay(explanation.lastDay) - startOfDay(dayOf(from))) / DAY;
      expect(skipped + explanation.workdays).toBe(passed);
      if (explanation.pauses.length === 0) expect(explanation.workdays).toBe(of.amount);
    },
  );
});

describe('a pause', () => {
  test.prop([
    calendar,
    start,
    budget,
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 9 * DAY }),
  ])('moves office hours by exactly the office time inside it', (cal, from, ms, where, length) => {
    const of = { amount: ms / HOUR, unit: 'workhour', roll: false } as const;
    const plain = deadlineOf(from, of, cal).due;
    const begin = from + Math.floor(where * (plain - from));
    const stop = { from: begin, to: begin + length };
    expect(workTimeBetween(plain, deadlineOf(from, of, cal, [stop]).due, cal)).toBe(
      workTimeBetween(stop.from, stop.to, cal),
    );
  });

  test.prop([
    calendar,
    start,
    fc.integer({ min: 1, max: 20 }),
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 9 }),
  ])('of n working days moves working days by exactly n', (cal, from, amount, where, length) => {
    const of = { amount, unit: 'workday', roll: false } as const;
    const plain = deadlineOf(from, of, cal);
    const begin = from + Math.floor(where * (plain.due - from));
    // To the same time of day n working days later; from a day off that would be less than n.
    fc.pre(cal.about(dayOf(begin)).working);
    const end = startOfDay(addWorkdays(dayOf(begin), length, cal)) + (begin - startOfDay(dayOf(begin)));
    const moved = deadlineOf(from, of, cal, [{ from: begin, to: end }]);
    expect(workdaysBetween(plain.explanation.lastDay, moved.explanation.lastDay, cal)).toBe(length);
  });

  test.prop([
    calendar,
    start,
    fc.integer({ min: 1, max: 20 }),
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 9 }),
  ])('of n days moves natural days by exactly n', (cal, from, amount, where, length) => {
    const of = { amount, unit: 'day', roll: false } as const;
    const plain = deadlineOf(from, of, cal);
    const begin = from + Math.floor(where * (plain.lateFrom - from));
    const moved = deadlineOf(from, of, cal, [{ from: begin, to: begin + length * DAY }]);
    expect(moved.due - plain.due).toBe(length * DAY);
  });

  test.prop([
    calendar,
    start,
    duration,
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 20 * DAY }),
  ])('begun in time has not let the deadline pass when it ends', (cal, from, of, where, length) => {
    const begin = from + Math.floor(where * (deadlineOf(from, of, cal).due - from));
    const moved = deadlineOf(from, of, cal, [{ from: begin, to: begin + length }]);
    expect(isLate(moved, begin + length)).toBe(false);
  });

  test.prop([calendar, start, duration, pauses])('never makes it earlier', (cal, from, of, list) => {
    const stops = shifted(list, from);
    expect(deadlineOf(from, of, cal, stops).due).toBeGreaterThanOrEqual(deadlineOf(from, of, cal).due);
  });

  test.prop([calendar, start, duration, pauses])(
    'told in any order, or in pieces, is the same',
    (cal, from, of, list) => {
      const stops = shifted(list, from);
      const pieces = stops.reverse().flatMap(({ from: a, to: b }) => {
        const middle = Math.floor((a + b) / 2);
        return [
          { from: middle, to: b },
          { from: a, to: middle },
        ];
      });
      expect(deadlineOf(from, of, cal, pieces)).toEqual(deadlineOf(from, of, cal, stops));
    },
  );

  test.prop([calendar, start, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 60 })])(
    'outside office hours moves no working time',
    (cal, from, amount, offset) => {
      const day = cal.about(addDays(dayOf(from), offset));
      const night = { from: day.close, to: day.start + DAY };
      for (const unit of ['workhour', 'workday'] as const) {
        const of = { amount, unit, roll: false };
        expect(deadlineOf(from, of, cal, [night]).due).toBe(deadlineOf(from, of, cal).due);
      }
    },
  );
});
