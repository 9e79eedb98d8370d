/**
 * Edge cases 1 to 17: the calendar. Days are those of 2026 as published: 春节 15 to 23 February (worked: Saturday 14 and
 * 28), 国庆节 1 to 7 October (worked: Sunday 20 September and Saturday 10 October).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadCalendar } from '../../src/county/calendar-file.ts';
import { parseRoster } from '../../src/county/roster-file.ts';
import { addWorkdays, type Calendar, createCalendar, type OfficeHours } from '../../src/domain/calendar.ts';
import { type Deadline, type Duration, deadlineOf, isLate, type Unit } from '../../src/domain/deadline.ts';
import { addDays, at, DAY, dayOf, HOUR, instantInWords, MINUTE, toIso } from '../../src/domain/time.ts';
import { addWorkTime, workTimeBetween } from '../../src/domain/worktime.ts';
import { openBench } from '../desk/bench.ts';
import { COUNTY_HOURS, nineToFive, official } from '../domain/calendar-samples.ts';
import { begun, COMMANDS, calendar, flow, next, T0 } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { edge } from './table.ts';
import { inZone, offsetOn } from './zone.ts';

/** Local time without the year: `11-24 10:00:00.000`. */
const clockOf = (instant: number): string => toIso(instant).slice(5, 23).replace('T', ' ');
const due = (start: number, amount: number, unit: Unit, by: Calendar = official): Deadline =>
  deadlineOf(start, { amount, unit, roll: true }, by);
const lastDay = (...given: Parameters<typeof due>): string => due(...given).explanation.lastDay;
const withHours = (...hours: OfficeHours[]): Calendar =>
  createCalendar({ hours, years: [{ year: 2026, off: {}, work: {} }] });

edge(1, () => {
  const inAnHour = (time: string) => clockOf(due(at('2026-11-24', time), 1, 'workhour').due).slice(0, 11);
  expect(inAnHour('08:00'), 'at opening').toBe('11-24 09:00');
  expect(inAnHour('12:00'), 'as the lunch break begins').toBe('11-24 15:30');
  expect(inAnHour('14:30'), 'as it ends').toBe('11-24 15:30');
  expect(inAnHour('18:00'), 'at closing').toBe('11-25 09:00');
  expect(inAnHour('11:59'), 'a minute before lunch').toBe('11-24 15:29');
  for (const time of ['00:00', '08:00', '12:00', '18:00', '23:59']) {
    expect(lastDay(at('2026-11-24', time), 1, 'workday'), `a day begun at ${time}`).toBe('2026-11-25');
  }
});

edge(2, () => {
  const friday = at('2026-11-27', '08:00');
  const wholeDay = due(friday, 7.5, 'workhour');
  expect(wholeDay.due).toBe(at('2026-11-27', '18:00'));
  expect(wholeDay.explanation.lastDay).toBe('2026-11-27');
  expect(due(friday, 4, 'workhour').due, 'the morning').toBe(at('2026-11-27', '12:00'));
  expect(addWorkTime(friday, 7.5 * HOUR + 1, official), 'and a millisecond').toBe(
    at('2026-11-30', '08:00') + 1,
  );
  expect(isLate(wholeDay, wholeDay.due), 'on the stroke is in time').toBe(false);
  expect(isLate(wholeDay, wholeDay.due + 1)).toBe(true);
});

edge(3, () => {
  const start = at('2026-11-27', '17:59') + 30_250;
  expect(clockOf(due(start, 1, 'workhour').due), 'Friday 17:59:30.250, an hour on').toBe(
    '11-30 08:59:30.250',
  );
  expect(clockOf(due(start, 2, 'hour').due)).toBe('11-27 19:59:30.250');
  expect(workTimeBetween(start, at('2026-11-27', '18:00'), official)).toBe(29_750);
});

edge(4, () => {
  for (const amount of [0, -1, Number.NaN]) {
    for (const unit of ['workhour', 'hour', 'workday', 'day', 'month'] as const) {
      expect(() => due(T0, amount, unit), `${amount} ${unit}`).toThrow(RangeError);
    }
  }
  expect(addWorkTime(T0, 0, official), 'no time at all ends where it begins').toBe(T0);
  expect(() => addWorkTime(T0, -1, official)).toThrow(RangeError);

  const january = at('2026-01-05', '09:00');
  const days = due(january, 25, 'workday').explanation;
  expect(days, 'more than thirty days, the Spring Festival not counted').toMatchObject({
    lastDay: '2026-02-09',
    workdays: 25,
  });
  const fortnights = due(january, 187.5, 'workhour').due;
  expect(workTimeBetween(january, fortnights, official), '25 working days in hours').toBe(187.5 * HOUR);
  const years = due(january, 500, 'workday');
  expect(years.explanation.workdays, 'two years').toBe(500);
  expect(years.provisional, 'and 2027 is not published').toBe(true);
  for (const unit of ['workhour', 'hour', 'workday', 'day', 'month'] as const) {
    expect(() => due(january, 1e6, unit), `a million ${unit}`).toThrow(/twenty years/);
  }
});

edge(5, () => {
  const everyDay = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
  const off = Object.fromEntries(everyDay.map((day) => [day, '放假']));
  const hours = COUNTY_HOURS;
  expect(() => createCalendar({ hours, years: [{ year: 2026, off, work: {} }] })).toThrow(
    '2026年没有一个工作日',
  );
  expect(() => createCalendar({ hours: [], years: [] })).toThrow('至少要有一段办公时间');
  const one = createCalendar({ hours, years: [{ year: 2026, off, work: {} }].map(withOneDay) });
  expect(due(at('2026-01-05', '09:00'), 1, 'workday', one).explanation.lastDay).toBe('2026-12-31');
});

/** The same year with its last day worked. */
function withOneDay<Year extends { readonly off: Readonly<Record<string, string>> }>(year: Year): Year {
  const { '2026-12-31': _, ...off } = year.off;
  return { ...year, off };
}

edge(6, () => {
  for (const [from, to] of [
    ['18:00', '08:00'],
    ['22:00', '06:00'],
    ['08:00', '08:00'],
  ] as const) {
    expect(() => withHours({ from, to }), `${from} to ${to}`).toThrow('下班时间应晚于上班时间（不能跨夜）');
  }
  const allDay = withHours({ from: '00:00', to: '24:00' });
  const monday = at('2026-11-23', '00:00');
  expect(due(monday, 24, 'workhour', allDay)).toMatchObject({
    due: monday + DAY,
    explanation: { lastDay: '2026-11-23' },
  });
  expect(workTimeBetween(monday, monday + 2 * DAY, allDay)).toBe(48 * HOUR);
  const butAMinute = withHours({ from: '00:00', to: '23:59' });
  expect(workTimeBetween(monday, monday + 2 * DAY, butAMinute)).toBe(48 * HOUR - 2 * MINUTE);
});

edge(7, () => {
  expect(() => withHours({ from: '08:00', to: '12:01' }, { from: '12:00', to: '18:00' })).toThrow(
    '08:00—12:01 与 12:00—18:00 重叠',
  );
  expect(() => withHours({ from: '08:00', to: '18:00' }, { from: '09:00', to: '10:00' }), 'inside').toThrow(
    '重叠',
  );
  const touching = withHours({ from: '12:00', to: '18:00' }, { from: '08:00', to: '12:00' });
  const through = withHours({ from: '08:00', to: '18:00' });
  for (const time of ['07:00', '11:59', '12:00', '17:30']) {
    const start = at('2026-11-27', time);
    expect(due(start, 5, 'workhour', touching).due).toBe(due(start, 5, 'workhour', through).due);
  }
});

edge(8, () => {
  // Saturday the 10th of October makes up for National Day; that day the office opens from ten to twelve only.
  const short = createCalendar({
    hours: [{ from: '09:00', to: '17:00' }],
    years: [{ year: 2026, off: {}, work: { '2026-10-10': '国庆节' } }],
    periods: [{ from: '2026-10-10', to: '2026-10-10', hours: [{ from: '10:00', to: '12:00' }] }],
  });
  const fridayEvening = at('2026-10-09', '18:00');
  expect(clockOf(due(fridayEvening, 2, 'workhour', short).due)).toBe('10-10 12:00:00.000');
  expect(clockOf(due(fridayEvening, 3, 'workhour', short).due), 'an hour more').toBe('10-12 10:00:00.000');
  expect(due(fridayEvening, 1, 'workday', short).due, 'printed with that day’s closing').toBe(
    at('2026-10-10', '12:00'),
  );
});

edge(9, () => {
  expect(lastDay(at('2026-09-30', '16:00'), 1, 'workday')).toBe('2026-10-08');
  expect(clockOf(due(at('2026-09-30', '16:30'), 2, 'workhour').due)).toBe('10-08 08:30:00.000');
  expect(lastDay(at('2026-09-25', '10:00'), 7, 'day'), 'the seventh day is the 2nd of October').toBe(
    '2026-10-08',
  );
  expect(lastDay(at('2026-02-14', '16:00'), 1, 'workday'), 'nine days from the 15th').toBe('2026-02-24');
  expect(due(at('2026-02-14', '16:00'), 1, 'workday').explanation.skipped).toEqual([
    { from: '2026-02-15', to: '2026-02-23', why: 'holiday', name: '春节' },
  ]);
  // Thirty-two days, from Friday the 3rd of July.
  const closed = nineToFive({
    off: Array.from({ length: 32 }, (_, index) => addDays('2026-07-03', index)),
  });
  const before = at('2026-07-02', '16:30');
  expect(clockOf(due(before, 1, 'workhour', closed).due)).toBe('08-04 09:30:00.000');
  expect(lastDay(before, 1, 'workday', closed)).toBe('2026-08-04');
});

edge(10, () => {
  expect(lastDay(at('2026-09-18', '10:00'), 1, 'workday'), 'Sunday the 20th of September is worked').toBe(
    '2026-09-20',
  );
  expect(lastDay(at('2026-02-13', '10:00'), 1, 'workday'), 'so is Saturday the 14th of February').toBe(
    '2026-02-14',
  );
  expect(due(at('2026-10-08', '10:00'), 2, 'workday').explanation).toMatchObject({
    lastDay: '2026-10-10',
    makeup: [{ day: '2026-10-10', name: '国庆节' }],
  });
  expect(lastDay(at('2026-10-03', '10:00'), 7, 'day'), 'a last day that is made up is a last day').toBe(
    '2026-10-10',
  );
  // The 3rd and 4th of October are a weekend inside the holiday: six closed weekdays would be one too many.
  expect(official.about('2026-10-03')).toMatchObject({ why: 'holiday', name: '国庆节', working: false });
  expect(addWorkdays('2026-09-30', 1, official)).toBe('2026-10-08');
  const both = { '2026-10-10': '国庆节' };
  expect(() =>
    createCalendar({ hours: COUNTY_HOURS, years: [{ year: 2026, off: both, work: both }] }),
  ).toThrow('2026-10-10 同时列为放假（国庆节）和上班（国庆节）');
});

edge(11, () => {
  // 三八妇女节 of 2026 is a Sunday; 青年节, Monday the 4th of May, lies in the holiday. New Year's Eve: mornings only.
  const half = createCalendar({
    hours: COUNTY_HOURS,
    years: [{ year: 2026, off: {}, work: {} }],
    periods: [{ from: '2026-12-31', to: '2026-12-31', hours: [{ from: '08:00', to: '12:00' }] }],
  });
  expect(due(at('2026-12-30', '10:00'), 1, 'workday', half).due).toBe(at('2026-12-31', '12:00'));
  expect(clockOf(due(at('2026-12-30', '17:00'), 5, 'workhour', half).due)).toBe('12-31 12:00:00.000');
  expect(workTimeBetween(at('2026-12-31', '00:00'), at('2027-01-01', '00:00'), half)).toBe(4 * HOUR);
});

edge(12, () => {
  const overNewYear = nineToFive({ off: ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-04'] });
  expect(lastDay(at('2026-12-29', '10:00'), 1, 'workday', overNewYear)).toBe('2027-01-05');
  expect(clockOf(due(at('2026-12-29', '16:00'), 2, 'workhour', overNewYear).due)).toBe('01-05 10:00:00.000');
  expect(lastDay(at('2025-12-31', '10:00'), 1, 'workday'), 'as published: 1 to 3 January').toBe('2026-01-04');
  const leap = (start: string, amount: number, unit: Unit) =>
    deadlineOf(at(start, '10:00'), { amount, unit, roll: false }, official).explanation.lastDay;
  expect(leap('2024-02-28', 1, 'day')).toBe('2024-02-29');
  expect(leap('2024-01-31', 1, 'month'), 'the last day of a month that has no 31st').toBe('2024-02-29');
  expect(leap('2026-01-31', 1, 'month')).toBe('2026-02-28');
  expect(leap('2024-02-29', 12, 'month')).toBe('2025-02-28');
});

edge(13, async () => {
  const place = scratch();
  // Tuesday the 1st of December, on which the road is due, turns out a day without power.
  const file = join(place.dir, 'calendar.yaml');
  const shipped = readFileSync('data/calendar.yaml', 'utf8');
  const off = 'off: [{ from: 2026-12-01, to: 2026-12-01, name: 机关停电检修 }]';
  writeFileSync(file, shipped.replace('off: []', off));
  const edited = loadCalendar(file);
  expect(edited.version).not.toBe(calendar.version);

  const folder = join(place.dir, 'data');
  const first = await openBench(folder, T0);
  await first.has(T0, (story) => next(story, 'liaison', COMMANDS.feedback, T0 + HOUR));
  await first.end();
  const bench = await openBench(folder, T0 + DAY, {
    change: (county) => ({
      ...county,
      calendar: edited,
      versions: { ...county.versions, calendar: edited.version },
    }),
  });
  try {
    await bench.goesTo(T0 + DAY);
    const ticket = await bench.store.ticket(1);
    expect(ticket?.clocks.resolve?.deadline.due).toBe(at('2026-12-02', '18:00'));
    expect(ticket?.clocks.resolve?.deadline.explanation.calendar).toBe(edited.version);
    const reminders = () => bench.told('housing-a').filter((text) => text.startsWith('【提醒】'));
    await bench.goesTo(at('2026-11-30', '08:00'));
    const ahead = reminders().length;
    await bench.goesTo(at('2026-12-01', '23:00'));
    expect(reminders().slice(ahead), 'nothing by the former day').toEqual([]);
    await bench.goesTo(at('2026-12-02', '09:00'));
    expect(reminders().slice(ahead)).toHaveLength(1);
    const counted = (await bench.store.ticket(1))?.entries.filter(({ what }) => what === 'recalculated');
    expect(counted, 'once').toHaveLength(1);
  } finally {
    await bench.end();
    place.remove();
  }
});

edge(14, () => {
  const sure = due(at('2026-11-24', '10:00'), 7, 'day');
  expect(sure).toMatchObject({ provisional: false, explanation: { awaited: [] } });
  const unsure = due(at('2026-12-28', '10:00'), 7, 'day');
  expect(unsure).toMatchObject({
    provisional: true,
    explanation: { lastDay: '2027-01-04', awaited: [2027] },
  });
  expect(official.about('2027-01-01'), 'New Year’s Day is a holiday by law').toMatchObject({
    why: 'holiday',
    provisional: true,
  });
  // The notice for 2027 may still move the last days of 2026, as that for 2019 did.
  expect(official.about('2026-12-31').provisional).toBe(true);
  expect(official.about('2026-12-28').provisional).toBe(false);
});

/** Every deadline over the nights on which those zones change their clocks, and over ours. */
const PERIODS: readonly Duration[] = [
  { amount: 1, unit: 'workday', roll: true },
  { amount: 2, unit: 'day', roll: true },
  { amount: 1, unit: 'month', roll: true },
  { amount: 20, unit: 'workhour', roll: true },
  { amount: 24, unit: 'hour', roll: true },
];
const aroundTheNights = (nights: readonly string[]) =>
  nights.flatMap((night) =>
    [-1, 0, 1].flatMap((step) =>
      ['00:30', '02:30', '23:30'].flatMap((time) => {
        const start = at(addDays(night, step), time);
        return PERIODS.map((period) => {
          const { due: when, lateFrom } = deadlineOf(start, period, official);
          return [instantInWords(start), instantInWords(when), lateFrom, dayOf(when)];
        });
      }),
    ),
  );

edge(15, () => {
  const zones = [
    ['America/New_York', '2026-03-08', '2026-11-01', 'at two in the morning'],
    ['Africa/Cairo', '2026-04-24', '2026-10-29', 'at midnight: a day without a 00:30'],
    ['America/Santiago', '2026-09-06', '2026-04-05', 'at midnight, in the south'],
  ] as const;
  const nights = zones.flatMap(([, forward, back]) => [forward, back]);
  const here = aroundTheNights(nights);
  for (const [zone, forward, back, how] of zones) {
    inZone(zone, () => {
      expect(offsetOn(addDays(forward, 1)) - offsetOn(addDays(forward, -1)), `${zone} springs forward`).toBe(
        1,
      );
      expect(offsetOn(addDays(back, 1)) - offsetOn(addDays(back, -2)), `${zone} falls back`).toBe(-1);
      expect(aroundTheNights(nights), `${zone}, ${how}`).toEqual(here);
    });
  }
  // The office's own days all have twenty-four hours.
  const days = Array.from({ length: 364 }, (_, index) => addDays('2026-01-01', index));
  expect(days.filter((day) => at(addDays(day, 1), '00:00') - at(day, '00:00') !== DAY)).toEqual([]);
});

edge(16, () => {
  // Just before and after the office's midnight: in Los Angeles the day before, on Kiritimati the same or the next.
  const tell = () =>
    ['23:59', '00:00', '00:01'].map((time) => {
      const start = at('2026-09-30', time);
      return [dayOf(start), instantInWords(start), lastDay(start, 1, 'workday'), toIso(start)];
    });
  const expected = ['2026-09-30', '9月30日（周三）23:59', '2026-10-08', '2026-09-30T23:59:00.000+08:00'];
  for (const [zone, offset] of [
    ['America/Los_Angeles', -7],
    ['Pacific/Kiritimati', 14],
    ['UTC', 0],
    ['Asia/Shanghai', 8],
  ] as const) {
    inZone(zone, () => {
      expect(offsetOn('2026-09-30'), `this process is in ${zone}`).toBe(offset);
      expect(tell()[0], zone).toEqual(expected);
    });
    expect(inZone(zone, tell)).toEqual(inZone('UTC', tell));
  }
});

edge(17, () => {
  const roster = readFileSync('data/roster.yaml', 'utf8');
  const own = roster.replace('  - id: housing\n', '  - id: housing\n    calendar: half-days\n');
  expect(own, 'the entry of 住建 was found').not.toBe(roster);
  expect(() => parseRoster('roster.yaml', own), 'no department may name one').toThrow(/calendar/);

  // Due on Tuesday the 1st of December, whoever has it; only signing begins anew.
  const handedOn = next(begun(), 'liaison', COMMANDS.transfer, at('2026-11-26', '10:00'));
  expect(handedOn.ticket).toMatchObject({ department: 'land', liaison: 'land-a' });
  expect(handedOn.ticket.clocks.resolve?.deadline).toEqual(
    deadlineOf(T0, flow.steps.resolve.within, calendar),
  );
  expect(handedOn.ticket.clocks.sign?.deadline.explanation.lastDay).toBe('2026-11-27');
});
