import { describe, expect, it, test } from 'vitest';
import { type Calendar, createCalendar } from '../../src/domain/calendar.ts';
import { type Duration, deadlineOf, isLate, lateAt, type Unit } from '../../src/domain/deadline.ts';
import { dueInWords, explainDeadline } from '../../src/domain/deadline-words.ts';
import { extendedBy, startClock } from '../../src/domain/reminders.ts';
import { at, DAY, type Day, dayOf, HOUR, timeInWords, toIso } from '../../src/domain/time.ts';
import { COUNTY_HOURS, nineToFive, official, weekendsOnly, withoutMakeup } from './calendar-samples.ts';

const period = (amount: number, unit: Unit, roll = false): Duration => ({ amount, unit, roll });

/** The last day of a period that begins at 10:00. */
function lastDay(day: Day, duration: Duration, calendar: Calendar = official): Day {
  return dayOf(deadlineOf(at(day, '10:00'), duration, calendar).due);
}

describe('working days of 2026, with what simpler calendars would say', () => {
  it.each([
    ['2026-02-13', 1, '2026-02-14', '2026-02-16', '2026-02-24'],
    ['2026-02-13', 5, '2026-02-27', '2026-02-20', '2026-03-02'],
    ['2026-02-14', 2, '2026-02-25', '2026-02-17', '2026-02-25'],
    ['2026-02-20', 1, '2026-02-24', '2026-02-23', '2026-02-24'],
    ['2026-04-30', 3, '2026-05-08', '2026-05-05', '2026-05-08'],
    ['2026-05-08', 1, '2026-05-09', '2026-05-11', '2026-05-11'],
    ['2026-09-18', 1, '2026-09-20', '2026-09-21', '2026-09-21'],
    ['2026-09-18', 5, '2026-09-24', '2026-09-25', '2026-09-28'],
    ['2026-09-30', 5, '2026-10-13', '2026-10-07', '2026-10-14'],
    ['2026-10-09', 1, '2026-10-10', '2026-10-12', '2026-10-12'],
  ])('%s + %i is %s', (start, amount, right, withWeekendsOnly, withHolidaysOnly) => {
    const duration = period(amount, 'workday');
    expect(lastDay(start, duration)).toBe(right);
    expect(lastDay(start, duration, weekendsOnly)).toBe(withWeekendsOnly);
    expect(lastDay(start, duration, withoutMakeup)).toBe(withHolidaysOnly);
    expect(right).not.toBe(withWeekendsOnly);
  });

  it.each([
    ['2026-02-10', '2026-02-17', '2026-02-24'],
    ['2026-09-24', '2026-10-01', '2026-10-08'],
  ])('%s + 7 natural days ends on %s, rolled to %s', (start, plain, rolled) => {
    expect(lastDay(start, period(7, 'day'))).toBe(plain);
    expect(lastDay(start, period(7, 'day', true))).toBe(rolled);
  });

  it('2026-12-31 + 1 is not 1 January, and is not certain', () => {
    const deadline = deadlineOf(at('2026-12-31', '10:00'), period(1, 'workday'), official);
    expect(dayOf(deadline.due)).toBe('2027-01-04');
    expect(deadline.provisional).toBe(true);
    expect(deadline.explanation.awaited).toEqual([2027]);
  });
});

describe('the Civil Code', () => {
  it('201: the day it begins is not counted, however early or late it was', () => {
    for (const time of ['00:00', '07:59', '18:01', '23:59']) {
      const deadline = deadlineOf(at('2026-11-24', time), period(1, 'day'), official);
      expect(dayOf(deadline.due)).toBe('2026-11-25');
      expect(deadline.explanation.firstDay).toBe('2026-11-25');
    }
  });

  it('201: hours run from the moment itself', () => {
    const start = at('2026-11-24', '23:30') + 1234;
    const deadline = deadlineOf(start, period(2, 'hour'), official);
    expect(deadline).toMatchObject({ due: start + 2 * HOUR, dayBased: false, provisional: false });
  });

  it.each([
    ['corresponding day', '2026-11-24', 1, '2026-12-24'],
    ['none in February: its end', '2026-01-31', 1, '2026-02-28'],
    ['leap year', '2024-01-31', 1, '2024-02-29'],
    ['leap day, a year on', '2024-02-29', 12, '2025-02-28'],
    ['across the year', '2025-10-31', 4, '2026-02-28'],
    ['December to December', '2024-12-15', 12, '2025-12-15'],
  ])('202: months end on the %s', (_, start, months, expected) => {
    expect(lastDay(start, period(months, 'month'))).toBe(expected);
  });

  it('203: a last day off gives way to the first working day, be it a Saturday', () => {
    expect(lastDay('2026-09-03', period(1, 'month', true))).toBe('2026-10-08');
    expect(lastDay('2026-10-03', period(7, 'day', true)), 'make-up Saturday').toBe('2026-10-10');
    expect(lastDay('2026-11-14', period(7, 'day', true))).toBe('2026-11-23');
  });

  it('203: without the roll the day stands', () => {
    expect(lastDay('2026-11-14', period(7, 'day'))).toBe('2026-11-21');
  });

  it('203: the last day ends when business closes, also on a half day and a day off', () => {
    const halfDay = createCalendar({
      hours: COUNTY_HOURS,
      years: [{ year: 2026, off: {}, work: {} }],
      periods: [{ from: '2026-11-25', to: '2026-11-25', hours: [{ from: '08:00', to: '12:00' }] }],
    });
    const dueTime = (calendar: Calendar, day: Day) =>
      timeInWords(deadlineOf(at(day, '10:00'), period(1, 'day'), calendar).due);
    expect(dueTime(official, '2026-11-24')).toBe('18:00');
    expect(dueTime(official, '2026-11-20')).toBe('18:00');
    expect(dueTime(halfDay, '2026-11-24')).toBe('12:00');
  });
});

describe('late', () => {
  it('by day: only from the next midnight, not a minute after closing', () => {
    const deadline = deadlineOf(at('2026-11-23', '10:00'), period(1, 'workday'), official);
    expect(toIso(deadline.due)).toBe('2026-11-24T18:00:00.000+08:00');
    expect(isLate(deadline, at('2026-11-24', '18:01'))).toBe(false);
    expect(isLate(deadline, at('2026-11-25', '00:00') - 1)).toBe(false);
    expect(isLate(deadline, at('2026-11-25', '00:00'))).toBe(true);
  });

  it('by hour: after the instant, not at it', () => {
    const deadline = deadlineOf(at('2026-11-24', '17:30'), period(1, 'workhour'), official);
    expect(toIso(deadline.due)).toBe('2026-11-25T08:30:00.000+08:00');
    expect(isLate(deadline, deadline.due)).toBe(false);
    expect(isLate(deadline, deadline.due + 1)).toBe(true);
  });
});

describe('amounts', () => {
  it('hours may be fractions', () => {
    const due = (duration: Duration) => deadlineOf(at('2026-11-24', '11:45'), duration, official).due;
    expect(due(period(0.5, 'workhour'))).toBe(at('2026-11-24', '14:45'));
    expect(due(period(0.25, 'hour'))).toBe(at('2026-11-24', '12:00'));
  });

  it.each([
    [0, 'workday'],
    [-1, 'day'],
    [0, 'hour'],
    [-0.5, 'workhour'],
    [1.5, 'workday'],
    [0.5, 'day'],
    [2.5, 'month'],
    [Number.NaN, 'hour'],
    [Number.POSITIVE_INFINITY, 'workhour'],
    [1e-9, 'hour'],
  ] satisfies [number, Unit][])('%f %s is refused', (amount, unit) => {
    expect(() => deadlineOf(at('2026-11-24', '10:00'), period(amount, unit), official)).toThrow(
      /not a duration/,
    );
  });

  it.each([
    [6000, 'workday'],
    [8000, 'day'],
    [300, 'month'],
    [50_000, 'workhour'],
    [200_000, 'hour'],
  ] satisfies [number, Unit][])('%i %s, more than twenty years, is refused', (amount, unit) => {
    expect(() => deadlineOf(at('2026-11-24', '10:00'), period(amount, unit), official)).toThrow(
      /twenty years/,
    );
  });

  it('a start that is no instant is refused', () => {
    for (const unit of ['workday', 'day', 'month', 'workhour', 'hour'] as const) {
      expect(() => deadlineOf(Number.NaN, period(1, unit), official)).toThrow(RangeError);
    }
  });

  it('more than a month and more than a year are nothing special', () => {
    expect(lastDay('2024-12-31', period(248 + 248, 'workday'))).toBe('2026-12-31');
    expect(lastDay('2024-12-31', period(730, 'day'))).toBe('2026-12-31');
  });
});

describe('provisional', () => {
  const provisional = (day: Day, duration: Duration, calendar = official) =>
    deadlineOf(at(day, '10:00'), duration, calendar).provisional;

  it('as soon as the count runs into a year not published', () => {
    expect(provisional('2026-12-24', period(2, 'workday'))).toBe(false);
    expect(provisional('2026-12-24', period(10, 'workday'))).toBe(true);
    expect(provisional('2026-12-31', period(8, 'workhour'))).toBe(true);
  });

  it('natural days: only when the last one may have to roll', () => {
    expect(provisional('2026-12-24', period(30, 'day', true))).toBe(true);
    expect(provisional('2026-12-24', period(30, 'day', false)), 'a natural day comes as it comes').toBe(
      false,
    );
    expect(provisional('2026-12-31', period(24, 'hour'))).toBe(false);
  });

  it('no more once the year is published, and the version tells the two apart', () => {
    const hours = COUNTY_HOURS;
    const y2026 = { year: 2026, off: {}, work: {} };
    const y2027 = { year: 2027, off: { '2027-01-01': '元旦', '2027-01-04': '元旦' }, work: {} };
    const before = deadlineOf(
      at('2026-12-31', '10:00'),
      period(1, 'workday'),
      createCalendar({ hours, years: [y2026] }),
    );
    const after = deadlineOf(
      at('2026-12-31', '10:00'),
      period(1, 'workday'),
      createCalendar({ hours, years: [y2026, y2027] }),
    );
    expect(after.provisional).toBe(false);
    expect(dayOf(after.due)).toBe('2027-01-05');
    expect(after.explanation.calendar).not.toBe(before.explanation.calendar);
  });
});

describe('a deadline explains itself', () => {
  const explain = (day: Day, time: string, duration: Duration) =>
    explainDeadline(deadlineOf(at(day, time), duration, official));

  it('working days: the days passed over and the make-up day counted', () => {
    expect(explain('2026-09-18', '10:00', period(5, 'workday'))).toEqual([
      '从9月18日（周五）次日起算，5个工作日，至9月24日（周四）止。',
      '跳过：9月19日（周六）周末。',
      '9月20日（周日）调休上班（国庆节），计入。',
      expect.stringMatching(/^按国务院办公厅公布的2026年放假安排计算（日历版本 2026\/[0-9a-f]{8}）。$/),
    ]);
  });

  it('natural days: the day off that gave way', () => {
    expect(explain('2026-09-24', '10:00', period(7, 'day', true)).slice(0, 4)).toEqual([
      '从9月24日（周四）次日起算，7天（自然日），至10月8日（周四）止。',
      '最后一天10月1日（周四）不上班，顺延到10月8日（周四）。',
      '跳过：10月1日（周四）至10月7日（周三）国庆节。',
      '折合4个工作日。',
    ]);
  });

  it('natural days that all lie within a holiday come to no working day, and that is not said', () => {
    const lines = explain('2026-10-01', '10:00', period(3, 'day'));
    expect(lines[0]).toBe('从10月1日（周四）次日起算，3天（自然日），至10月4日（周日）止。');
    expect(lines.join()).not.toContain('折合');
  });

  it('a last day on a make-up Saturday does not roll, and says why', () => {
    expect(explain('2026-10-03', '10:00', period(7, 'day', true))).toContain(
      '10月10日（周六）调休上班（国庆节），不顺延。',
    );
  });

  it('months: the rule of the corresponding day', () => {
    const lines = explain('2026-01-31', '10:00', period(1, 'month', true));
    expect(lines[0]).toBe('从1月31日（周六）次日起算，1个月，至2月28日（周六）止。');
    expect(lines[1]).toBe('按月的期限到对应日为止，没有对应日的到月末。');
  });

  it('office hours: from the moment itself', () => {
    expect(explain('2026-11-24', '17:50', period(0.5, 'workhour'))[0]).toBe(
      '从11月24日（周二）17:50起算，办公时间30分钟，至11月25日（周三）08:20止。',
    );
  });

  it('clock hours owe nothing to the calendar', () => {
    expect(explain('2026-11-21', '10:00', period(2, 'hour'))).toEqual([
      '从11月21日（周六）10:00起算，2小时（不分昼夜），至11月21日（周六）12:00止。',
    ]);
  });

  it('many weekends become a number, holidays keep their names', () => {
    expect(explain('2026-09-14', '10:00', period(30, 'workday'))[1]).toBe(
      '跳过：9月25日（周五）至9月27日（周日）中秋、10月1日（周四）至10月7日（周三）国庆节、周末共6天。',
    );
    expect(explain('2026-11-02', '10:00', period(10, 'workday'))[1]).toBe(
      '跳过：11月7日（周六）至11月8日（周日）周末、11月14日（周六）至11月15日（周日）周末。',
    );
    expect(explain('2026-11-02', '10:00', period(15, 'workday'))[1]).toBe('跳过：周末共6天。');
    expect(explain('2026-11-02', '10:00', period(20, 'workday'))[1]).toBe('跳过：周末共8天。');
  });

  it('what is not certain is said last', () => {
    expect(explain('2026-12-28', '10:00', period(5, 'workday')).at(-1)).toBe(
      '2027年放假安排尚未公布，期限暂定，公布后可能调整。',
    );
  });

  it('is plain data that survives the journal', () => {
    const deadline = deadlineOf(at('2026-09-18', '10:00'), period(20, 'workday'), official);
    const read = JSON.parse(JSON.stringify(deadline));
    expect(read).toEqual(deadline);
    expect(explainDeadline(read)).toEqual(explainDeadline(deadline));
  });
});

describe('due in words', () => {
  const now = at('2026-11-23', '10:00');
  const words = (day: Day, duration: Duration, calendar = official) =>
    dueInWords(deadlineOf(at(day, '10:00'), duration, calendar), now);

  it('a limit in days is its last day, one in hours is told to the minute', () => {
    expect(words('2026-11-23', period(1, 'workday'))).toBe('11月24日（周二）内');
    expect(words('2026-11-23', period(0.5, 'workhour'))).toBe('11月23日（周一）10:30 前');
  });

  it('says when it may still move, and names another year', () => {
    expect(words('2026-12-31', period(1, 'workday'))).toBe('2027年1月4日（周一）内（暂定）');
    expect(words('2025-11-24', period(1, 'workday'))).toBe('2025年11月25日（周二）内');
  });

  it('of hours the end of a day is 24:00, not 00:00 of the day after; of days it is the day', () => {
    const roundTheClock = nineToFive({ hours: [{ from: '00:00', to: '24:00' }] });
    const byDay = deadlineOf(at('2026-11-23', '10:00'), period(1, 'day'), roundTheClock);
    expect(dueInWords(byDay, now)).toBe('11月24日（周二）内');
    expect(byDay.lateFrom).toBe(byDay.due);
    const byHour = deadlineOf(at('2026-11-24', '00:00'), period(24, 'workhour'), roundTheClock);
    expect(dueInWords(byHour, now)).toBe('11月24日（周二）24:00 前');
  });
});

test('the same moment in another season has the closing time of that season', () => {
  const summer = nineToFive({
    periods: [{ from: '2026-06-01', to: '2026-08-31', hours: [{ from: '08:00', to: '18:30' }] }],
  });
  const due = (day: Day) => deadlineOf(at(day, '10:00'), period(1, 'workday'), summer).due;
  expect(timeInWords(due('2026-05-28'))).toBe('17:00');
  expect(timeInWords(due('2026-05-29'))).toBe('18:30');
  expect(due('2026-08-28') - at('2026-08-31', '00:00')).toBe(18.5 * HOUR);
  expect(due('2026-08-31') - at('2026-08-31', '00:00')).toBe(DAY + 17 * HOUR);
});

describe('late', () => {
  const start = at('2026-11-23', '10:00');

  it('a limit in days: not at closing time, nor in the evening, but from midnight', () => {
    const deadline = deadlineOf(start, period(1, 'workday'), official);
    expect(isLate(deadline, at('2026-11-24', '18:01'))).toBe(false);
    expect(isLate(deadline, at('2026-11-25', '00:00') - 1)).toBe(false);
    expect(isLate(deadline, at('2026-11-25', '00:00'))).toBe(true);
    expect(lateAt(deadline)).toBe(at('2026-11-25', '00:00'));
  });

  it('a limit in hours: after the minute that is named', () => {
    const deadline = deadlineOf(start, period(2, 'hour'), official);
    expect(isLate(deadline, at('2026-11-23', '12:00'))).toBe(false);
    expect(isLate(deadline, at('2026-11-23', '12:00') + 1)).toBe(true);
    expect(lateAt(deadline)).toBe(at('2026-11-23', '12:00') + 1);
  });

  it('where the office never closes, an extension still begins on the last day', () => {
    const roundTheClock = nineToFive({ hours: [{ from: '00:00', to: '24:00' }] });
    const clock = startClock(start, period(1, 'day'), [], roundTheClock);
    const later = extendedBy(clock, 1, [], [], start, roundTheClock).deadline;
    expect(dueInWords(later, start)).toBe('11月25日（周三）内');
  });
});
