import { LegalHoliday } from 'tyme4ts';
import { describe, expect, it, test } from 'vitest';
import {
  addWorkdays,
  type CalendarData,
  createCalendar,
  isWorkday,
  nextWorkday,
  workdayFrom,
  workdaysBetween,
} from '../../src/domain/calendar.ts';
import { addDays, at, type Day, timeInWords, weekday } from '../../src/domain/time.ts';
import { COUNTY_HOURS, nineToFive, official } from './calendar-samples.ts';

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

describe('the year 2026 is the one the State Council published', () => {
  const year = daysFrom('2026-01-01', '2026-12-31');

  it('has the published holidays', () => {
    expect(year.filter((day) => official.about(day).why === 'holiday')).toEqual([
      ...daysFrom('2026-01-01', '2026-01-03'),
      ...daysFrom('2026-02-15', '2026-02-23'),
      ...daysFrom('2026-04-04', '2026-04-06'),
      ...daysFrom('2026-05-01', '2026-05-05'),
      ...daysFrom('2026-06-19', '2026-06-21'),
      ...daysFrom('2026-09-25', '2026-09-27'),
      ...daysFrom('2026-10-01', '2026-10-07'),
    ]);
  });

  it('has the published make-up working days', () => {
    expect(year.filter((day) => official.about(day).why === 'makeup')).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });

  it('has 248 working days, month by month', () => {
    const perMonth = Array.from({ length: 12 }, (_, month) => {
      const prefix = `2026-${String(month + 1).padStart(2, '0')}`;
      return year.filter((day) => day.startsWith(prefix) && isWorkday(day, official)).length;
    });
    expect(perMonth).toEqual([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
    expect(workdaysBetween('2025-12-31', '2026-12-31', official)).toBe(365 - 104 - 13);
  });
});

/** Worked by 国办发明电〔2012〕33号, items 3 and 7; the almanac does not know it. */
const ALMANAC_MISSES = ['2013-04-07', '2013-10-12'];

test('every day of 2011 to 2026 is worked or off as an independent almanac says', () => {
  const different = daysFrom('2011-01-01', '2026-12-31').filter((day) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    const almanac = LegalHoliday.fromYmd(year, month, date)?.isWork() ?? weekday(day) % 6 !== 0;
    return almanac !== isWorkday(day, official);
  });
  expect(different).toEqual(ALMANAC_MISSES);
  expect(ALMANAC_MISSES.every((day) => isWorkday(day, official))).toBe(true);
});

describe('a day says why it is worked or not', () => {
  it.each([
    ['2026-11-24', { working: true, why: 'weekday', provisional: false }],
    ['2026-11-22', { working: false, why: 'weekend', provisional: false }],
    ['2026-10-01', { working: false, why: 'holiday', name: '国庆节', provisional: false }],
    ['2026-10-03', { working: false, why: 'holiday', name: '国庆节', provisional: false }],
    ['2026-10-10', { working: true, why: 'makeup', name: '国庆节', provisional: false }],
    ['2027-03-01', { working: true, why: 'weekday', provisional: true }],
    ['2027-03-06', { working: false, why: 'weekend', provisional: true }],
  ])('%s', (day, expected) => {
    expect(official.about(day)).toMatchObject(expected);
  });

  it('knows leap days', () => {
    expect(official.about('2024-02-29')).toMatchObject({ working: true, why: 'weekday' });
    expect(() => official.about('2026-02-29')).toThrow(RangeError);
  });
});

describe('a year that is not published yet is never taken for certain', () => {
  it('is not covered', () => {
    expect(official.covers('2026-12-31')).toBe(true);
    expect(official.covers('2027-01-01')).toBe(false);
  });

  it('still keeps the holidays the law itself dates', () => {
    expect(official.about('2027-01-01')).toMatchObject({ working: false, name: '元旦', provisional: true });
    expect(official.about('2027-10-01')).toMatchObject({ working: false, name: '国庆节', provisional: true });
  });

  it('casts doubt on the last three days of December, which its notice may move', () => {
    expect(official.about('2026-12-28').provisional).toBe(false);
    expect(official.about('2026-12-29').provisional).toBe(true);
    expect(official.about('2026-12-31').provisional).toBe(true);
    expect(official.about('2025-12-31').provisional, '2026 is published').toBe(false);
  });

  it('no notice has ever moved an earlier day of December', () => {
    const moved = daysFrom('2004-01-01', '2026-12-31').filter(
      (day) => day.slice(5) > '11-30' && official.about(day).name !== undefined,
    );
    expect(moved.length).toBeGreaterThan(5);
    expect(moved.filter((day) => day.slice(5) < '12-29')).toEqual([]);
  });
});

describe('counting working days', () => {
  it.each([
    ['a day itself is day 0', '2026-11-24', 0, '2026-11-24'],
    ['a day off itself is day 0 as well', '2026-11-21', 0, '2026-11-21'],
    ['Friday + 1 is Monday', '2026-11-20', 1, '2026-11-23'],
    ['from a Saturday off, Monday is day 1', '2026-11-21', 1, '2026-11-23'],
    ['backwards from a Sunday, Friday is day 1', '2026-11-22', -1, '2026-11-20'],
    ['backwards over National Day', '2026-10-09', -3, '2026-09-29'],
    ['make-up Saturday counts backwards too', '2026-10-12', -1, '2026-10-10'],
    ['more than a year', '2025-12-31', 248, '2026-12-31'],
  ])('%s', (_, day, count, expected) => {
    expect(addWorkdays(day, count, official)).toBe(expected);
    expect(workdaysBetween(day, expected, official)).toBe(count);
  });

  it('tells the next working day from the first one on or after', () => {
    expect(nextWorkday('2026-10-10', official)).toBe('2026-10-12');
    expect(workdayFrom('2026-10-10', official)).toBe('2026-10-10');
    expect(workdayFrom('2026-10-01', official)).toBe('2026-10-08');
  });

  it('refuses half days and distances past twenty years', () => {
    expect(() => addWorkdays('2026-11-24', 0.5, official)).toThrow(RangeError);
    expect(() => addWorkdays('2026-11-24', 6000, official)).toThrow(/twenty years/);
    expect(() => workdaysBetween('2000-01-01', '2026-01-01', official)).toThrow(/twenty years/);
  });
});

describe('office hours of a day', () => {
  const open = (day: Day, calendar = official) =>
    calendar.about(day).open.map(({ from, to }) => `${timeInWords(from)}-${timeInWords(to)}`);

  it('are the ordinary ones on ordinary and make-up days, none on days off', () => {
    expect(open('2026-11-24')).toEqual(['08:00-12:00', '14:30-18:00']);
    expect(open('2026-10-10')).toEqual(['08:00-12:00', '14:30-18:00']);
    expect(open('2026-10-01')).toEqual([]);
  });

  it('may differ for a season or a single half day, first and last day included', () => {
    const calendar = nineToFive({
      periods: [
        { from: '2026-06-01', to: '2026-08-31', hours: [{ from: '08:00', to: '11:30' }] },
        { from: '2026-12-24', to: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] },
      ],
    });
    expect(open('2026-06-01', calendar)).toEqual(['08:00-11:30']);
    expect(open('2026-08-31', calendar)).toEqual(['08:00-11:30']);
    expect(open('2026-09-01', calendar)).toEqual(['09:00-17:00']);
    expect(open('2026-12-24', calendar)).toEqual(['09:00-12:00']);
  });

  it('may end at 24:00 and touch each other', () => {
    const hours = [
      { from: '12:00', to: '24:00' },
      { from: '00:00', to: '12:00' },
    ];
    const day = nineToFive({ hours }).about('2026-11-24');
    expect(day.open.map(({ from, to }) => to - from)).toEqual([43_200_000, 43_200_000]);
    expect(day.close).toBe(at('2026-11-25', '00:00'));
  });
});

describe('data that cannot be right is refused, naming what is wrong', () => {
  const refused = (data: Partial<CalendarData>) => () =>
    createCalendar({ hours: COUNTY_HOURS, years: [], ...data });
  const year = (off: Record<Day, string>, work: Record<Day, string> = {}) => ({
    years: [{ year: 2026, off, work }],
  });

  it.each([
    ['no office hours', { hours: [] }, '至少要有一段'],
    ['closing before opening', { hours: [{ from: '18:00', to: '08:00' }] }, '18:00—08:00'],
    ['hours of no length', { hours: [{ from: '08:00', to: '08:00' }] }, '08:00—08:00'],
    [
      'overlapping hours',
      {
        hours: [
          { from: '14:00', to: '18:00' },
          { from: '08:00', to: '14:01' },
        ],
      },
      '08:00—14:01 与 14:00—18:00 重叠',
    ],
    ['a time that is none', { hours: [{ from: '8:00', to: '12:00' }] }, 'not a time of day'],
    [
      'a day both off and worked',
      year({ '2026-10-10': '国庆节' }, { '2026-10-10': '国庆节' }),
      '2026-10-10 同时列为放假',
    ],
    ['a day outside its year', year({ '2027-01-01': '元旦' }), '2027-01-01 不在2026年'],
    ['a day that is none', year({ '2026-02-30': '春节' }), 'not a day'],
    [
      'a year without a working day',
      year(Object.fromEntries(daysFrom('2026-01-01', '2026-12-31').map((day) => [day, '放假']))),
      '2026年没有一个工作日',
    ],
    [
      'a year listed twice',
      {
        years: [
          { year: 2026, off: {}, work: {} },
          { year: 2026, off: {}, work: {} },
        ],
      },
      '2026年列了两次',
    ],
    [
      'a period that ends before it begins',
      { periods: [{ from: '2026-08-31', to: '2026-06-01', hours: COUNTY_HOURS }] },
      '结束日早于开始日',
    ],
    [
      'overlapping periods',
      {
        periods: [
          { from: '2026-06-01', to: '2026-08-31', hours: COUNTY_HOURS },
          { from: '2026-08-31', to: '2026-09-01', hours: COUNTY_HOURS },
        ],
      },
      '2026-06-01 至 2026-08-31 与 2026-08-31 至 2026-09-01 重叠',
    ],
  ] satisfies [string, Partial<CalendarData>, string][])('%s', (_, data, message) => {
    expect(refused(data)).toThrow(RangeError);
    expect(refused(data)).toThrow(message);
  });
});

describe('the version names the data', () => {
  const base: CalendarData = {
    hours: COUNTY_HOURS,
    years: [{ year: 2026, off: { '2026-01-01': '元旦' }, work: {} }],
  };

  it('is the same for the same data in another order', () => {
    const turned = { ...base, hours: [...COUNTY_HOURS].reverse() };
    expect(createCalendar(turned).version).toBe(createCalendar(base).version);
    expect(createCalendar(base).version).toMatch(/^2026\/[0-9a-f]{8}$/);
  });

  it('changes with a holiday, an office hour, a year', () => {
    const versions = [
      base,
      { ...base, years: [{ year: 2026, off: {}, work: {} }] },
      { ...base, hours: COUNTY_HOURS.slice(0, 1) },
      { ...base, periods: [{ from: '2026-06-01', to: '2026-06-02', hours: COUNTY_HOURS.slice(0, 1) }] },
      { ...base, years: [...base.years, { year: 2027, off: {}, work: {} }] },
    ].map((data) => createCalendar(data).version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});
