import { expect, it } from 'vitest';
import { firstDay, instantOf, startOfMonth } from '../../src/demo/story-days.ts';
import { addWorkdays, isWorkday } from '../../src/domain/calendar.ts';
import { addDays, at, dayOf, type Instant } from '../../src/domain/time.ts';
import { SETTINGS } from './bench.ts';

const { calendar } = SETTINGS;
const MONTH = { days: 23 };

function lastDay(now: string): string {
  const first = firstDay(MONTH, Date.parse(now), calendar);
  return dayOf(instantOf({ day: 23, at: '09:00' }, first, calendar, () => 0));
}

it.each([
  ['a Sunday', '2026-11-22T10:00:00+08:00', '2026-11-20'],
  ['a Monday morning', '2026-11-23T08:00:00+08:00', '2026-11-20'],
  ['midnight of a Tuesday', '2026-11-24T00:00:00+08:00', '2026-11-23'],
  ['3 January 2027, not published yet', '2027-01-03T12:00:00+08:00', '2026-12-31'],
  ['the Friday before a make-up Sunday', '2026-09-18T09:00:00+08:00', '2026-09-17'],
  ['the Monday after it', '2026-09-21T09:00:00+08:00', '2026-09-20'],
  ['the end of the National Day holiday', '2026-10-07T20:00:00+08:00', '2026-09-30'],
])('ends on the last working day before %s', (_, now, last) => {
  expect(lastDay(now)).toBe(last);
});

it('lies wholly on working days before today, whatever the day', () => {
  for (let day = '2025-12-25', left = 500; left > 0; left--, day = addDays(day, 1)) {
    const now: Instant = at(day, '00:01');
    const first = firstDay(MONTH, now, calendar);
    expect(startOfMonth(MONTH, now, calendar)).toBe(at(first, '00:00'));
    const days = Array.from({ length: MONTH.days }, (_, index) =>
      dayOf(instantOf({ day: index + 1, at: '23:59' }, first, calendar, () => now)),
    );
    expect(days.filter((one) => !isWorkday(one, calendar))).toEqual([]);
    expect(days.at(-1)).toBe(addWorkdays(day, -1, calendar));
    expect(new Set(days).size).toBe(MONTH.days);
  }
});

it('puts what happens before the opening so many minutes before now', () => {
  const now = Date.parse('2026-11-22T10:00:00+08:00');
  expect(instantOf({ ago: 16 }, '2026-10-21', calendar, () => now)).toBe(now - 16 * 60_000);
});
