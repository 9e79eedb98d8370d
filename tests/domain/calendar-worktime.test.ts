/**
 * Office time, on the cases where other ticket systems are known to fail. Summer time is not among
 * them: the office's zone, Asia/Shanghai, has had none since 1991, and no other zone takes part
 * in the reckoning (see deadline-timezone.test.ts for the server's).
 */
import { describe, expect, it, test } from 'vitest';
import { addDays, at, DAY, type Day, HOUR, type Instant, MINUTE, toIso } from '../../src/domain/time.ts';
import { addWorkTime, takeWorkTime, workTimeBetween } from '../../src/domain/worktime.ts';
import { nineToFive, official } from './calendar-samples.ts';

const plain = nineToFive();
const iso = (instant: Instant) => toIso(instant).slice(0, 23);

function days(first: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, i) => addDays(first, i));
}

describe('the cases other systems get wrong', () => {
  it('after Friday evening, Saturday counts by its own hours', () => {
    const calendar = nineToFive({
      work: ['2026-11-21'],
      periods: [{ from: '2026-11-21', to: '2026-11-21', hours: [{ from: '10:00', to: '12:00' }] }],
    });
    expect(iso(addWorkTime(at('2026-11-20', '18:00'), 3 * HOUR, calendar))).toBe('2026-11-23T10:00:00.000');
  });

  it('seconds are not dropped', () => {
    const start = at('2026-11-20', '16:59') + 30_000;
    expect(iso(addWorkTime(start, HOUR, plain))).toBe('2026-11-23T09:59:30.000');
  });

  it('milliseconds are not dropped', () => {
    const start = at('2026-11-20', '17:00') - 1;
    expect(iso(addWorkTime(start, 2, plain))).toBe('2026-11-23T09:00:00.001');
    expect(workTimeBetween(start, at('2026-11-23', '09:00') + 1, plain)).toBe(2);
  });

  it('National Day is passed over', () => {
    const calendar = nineToFive({ off: days('2026-10-01', 7) });
    expect(iso(addWorkTime(at('2026-09-30', '16:00'), 2 * HOUR, calendar))).toBe('2026-10-08T10:00:00.000');
  });

  it('exactly a day ends at closing, not at the next opening', () => {
    expect(iso(addWorkTime(at('2026-11-20', '09:00'), 8 * HOUR, plain))).toBe('2026-11-20T17:00:00.000');
  });

  it('a closure of 32 days is passed over', () => {
    const calendar = nineToFive({ off: days('2027-01-03', 32) });
    // 2027-01-03 is a Sunday; the closure ends on Wednesday, 3 February.
    const start = at('2027-01-01', '16:30');
    expect(iso(addWorkTime(start, HOUR, calendar))).toBe('2027-02-04T09:30:00.000');
  });

  it('25 working days with a lunch break are reached', () => {
    const calendar = nineToFive({
      hours: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
    });
    expect(iso(addWorkTime(at('2026-11-02', '09:00'), 25 * 7 * HOUR, calendar))).toBe(
      '2026-12-04T17:00:00.000',
    );
  });

  it('a calendar without a working day does not exist, so nothing can search it for ever', () => {
    expect(() => nineToFive({ hours: [] })).toThrow(RangeError);
  });
});

describe('starting exactly where a stretch begins or ends', () => {
  it.each([
    ['before opening', '07:00', '09:00'],
    ['at opening', '08:00', '09:00'],
    ['at the start of lunch', '12:00', '15:30'],
    ['during lunch', '13:00', '15:30'],
    ['at the end of lunch', '14:30', '15:30'],
    ['across lunch', '11:30', '15:00'],
  ])('%s', (_, from, due) => {
    expect(iso(addWorkTime(at('2026-11-24', from), HOUR, official))).toBe(`2026-11-24T${due}:00.000`);
  });

  it('at closing and after it, the next day begins', () => {
    for (const time of ['18:00', '23:59', '24:00']) {
      expect(iso(addWorkTime(at('2026-11-24', time), HOUR, official))).toBe('2026-11-25T09:00:00.000');
    }
  });

  it('a budget that ends exactly at lunch ends there', () => {
    expect(iso(addWorkTime(at('2026-11-24', '08:00'), 4 * HOUR, official))).toBe('2026-11-24T12:00:00.000');
  });
});

describe('budgets', () => {
  it('zero ends where it starts, even on a holiday', () => {
    const start = at('2026-10-01', '03:00') + 7;
    expect(addWorkTime(start, 0, official)).toBe(start);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (budget) => {
    expect(() => addWorkTime(at('2026-11-24', '08:00'), budget, official)).toThrow(RangeError);
  });

  it('of more than a year are reached', () => {
    const start = at('2024-12-31', '18:00');
    const due = at('2026-12-31', '18:00');
    // 248 working days in each of 2025 and 2026, 7.5 hours each.
    expect(iso(addWorkTime(start, 2 * 248 * 7.5 * HOUR, official))).toBe(iso(due));
    expect(workTimeBetween(start, due, official)).toBe(2 * 248 * 7.5 * HOUR);
  });

  it('of more than twenty years are refused', () => {
    expect(() => addWorkTime(at('2026-11-24', '08:00'), 50_000 * HOUR, official)).toThrow(/twenty years/);
  });

  it('make-up Sunday counts, the holiday before it does not', () => {
    // 2026-01-01 to 01-03 are off, Sunday 01-04 is worked.
    expect(iso(addWorkTime(at('2025-12-31', '17:00'), 2 * HOUR, official))).toBe('2026-01-04T09:00:00.000');
  });
});

describe('offices open around the clock', () => {
  it('lose no minute at midnight', () => {
    const calendar = nineToFive({ hours: [{ from: '00:00', to: '24:00' }] });
    expect(iso(addWorkTime(at('2026-11-23', '12:00'), 48 * HOUR, calendar))).toBe('2026-11-25T12:00:00.000');
    expect(workTimeBetween(at('2026-11-23', '00:00'), at('2026-11-28', '00:00'), calendar)).toBe(5 * DAY);
  });

  it('open 00:00 to 23:59 are closed one minute, and say so', () => {
    const calendar = nineToFive({ hours: [{ from: '00:00', to: '23:59' }] });
    expect(workTimeBetween(at('2026-11-23', '00:00'), at('2026-11-28', '00:00'), calendar)).toBe(
      5 * (DAY - MINUTE),
    );
  });
});

test('time between runs backwards with a minus sign, and is nothing over a weekend', () => {
  const [monday, tuesday] = [at('2026-11-23', '10:00'), at('2026-11-24', '10:00')];
  expect(workTimeBetween(monday, tuesday, plain)).toBe(8 * HOUR);
  expect(workTimeBetween(tuesday, monday, plain)).toBe(-8 * HOUR);
  expect(workTimeBetween(at('2026-11-21', '00:00'), at('2026-11-23', '00:00'), plain)).toBe(0);
  expect(() => workTimeBetween(Number.NaN, monday, plain)).toThrow(RangeError);
  expect(() => workTimeBetween(0, monday, plain)).toThrow(/twenty years/);
});

describe('backwards', () => {
  const MONDAY = '2026-11-23';
  it.each([
    ['within the day', at(MONDAY, '11:00'), 1.5 * HOUR, '2026-11-23T09:30:00.000'],
    ['over the weekend', at(MONDAY, '10:00'), 2 * HOUR, '2026-11-20T16:00:00.000'],
    ['just to an opening, which is where it begins', at(MONDAY, '10:00'), HOUR, '2026-11-23T09:00:00.000'],
    ['from a closed office', at('2026-11-22', '12:00'), MINUTE, '2026-11-20T16:59:00.000'],
    ['nothing at all', at('2026-11-22', '12:00'), 0, '2026-11-22T12:00:00.000'],
  ])('%s', (_, end, budget, expected) => {
    expect(iso(takeWorkTime(end, budget, plain))).toBe(expected);
  });

  it('as much office time lies between as was taken, whatever holidays there are', () => {
    for (let hour = 0; hour < 24 * 60; hour += 7) {
      const end = at('2026-10-12', '00:00') + hour * HOUR;
      for (const budget of [1, 59 * MINUTE, 13 * HOUR, 100 * HOUR]) {
        expect(workTimeBetween(takeWorkTime(end, budget, official), end, official), iso(end)).toBe(budget);
      }
    }
  });

  it('refuses what is no budget, and more than twenty years', () => {
    expect(() => takeWorkTime(at(MONDAY, '10:00'), -1, plain)).toThrow(RangeError);
    expect(() => takeWorkTime(Number.NaN, 1, plain)).toThrow(RangeError);
    expect(() => takeWorkTime(at(MONDAY, '10:00'), 60_000 * HOUR, plain)).toThrow('more than twenty years');
  });
});
