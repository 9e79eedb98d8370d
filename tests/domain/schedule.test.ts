/** Summaries on working days, the weekly one on the last of the week; periods join without gap or overlap. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYamlFile } from '../../src/county/yaml-file.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import {
  firstSummaryAfter,
  isQuiet,
  madeUpFrom,
  type Schedule,
  scheduleSchema,
  summariesOf,
} from '../../src/domain/schedule.ts';
import { mondayOf } from '../../src/domain/spans.ts';
import {
  addDays,
  at,
  DAY,
  type Day,
  dayOf,
  type Instant,
  instantInWords,
  toIso,
} from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';

const whole = readYamlFile('flows/summaries.yaml', scheduleSchema).value;
const { digest: _digest, progress: _progress, ...shipped } = whole;
const times = (daily: string, weekly: string): Schedule => ({
  daily: { at: daily, to: ['dispatcher'] },
  weekly: { at: weekly, to: ['leader'] },
});
const YEAR = Array.from({ length: 365 }, (_, n) => addDays('2026-01-01', n));
const weeklies = (from: Day, to: Day): string[] =>
  YEAR.filter((day) => from <= day && day <= to)
    .flatMap((day) => summariesOf(day, shipped, calendar))
    .filter(({ kind }) => kind === 'weekly')
    .map(
      ({ key, dueAt, period }) =>
        `${key}: ${instantInWords(dueAt)}, ${instantInWords(period.from)} – ${instantInWords(period.before)}`,
    );

describe('the weekly summary comes on the last working day of the week', () => {
  test('a Friday as a rule', () => {
    expect(weeklies('2026-11-23', '2026-11-29')).toEqual([
      'weekly:2026-11-23: 11月27日（周五）17:30, 11月20日（周五）17:30 – 11月27日（周五）17:30',
    ]);
  });

  test('Spring Festival 2026: the make-up Saturday before, none in the week off, the Saturday after', () => {
    expect(weeklies('2026-02-09', '2026-03-08')).toEqual([
      'weekly:2026-02-09: 2月14日（周六）17:30, 2月6日（周五）17:30 – 2月14日（周六）17:30',
      'weekly:2026-02-23: 2月28日（周六）17:30, 2月14日（周六）17:30 – 2月28日（周六）17:30',
      'weekly:2026-03-02: 3月6日（周五）17:30, 2月28日（周六）17:30 – 3月6日（周五）17:30',
    ]);
  });

  test('National Day 2026: the make-up Sunday before, the Wednesday, the make-up Saturday after', () => {
    expect(weeklies('2026-09-14', '2026-10-11')).toEqual([
      'weekly:2026-09-14: 9月20日（周日）17:30, 9月11日（周五）17:30 – 9月20日（周日）17:30',
      'weekly:2026-09-21: 9月24日（周四）17:30, 9月20日（周日）17:30 – 9月24日（周四）17:30',
      'weekly:2026-09-28: 9月30日（周三）17:30, 9月24日（周四）17:30 – 9月30日（周三）17:30',
      'weekly:2026-10-05: 10月10日（周六）17:30, 9月30日（周三）17:30 – 10月10日（周六）17:30',
    ]);
  });

  test('a make-up Sunday belongs to the week it ends, not to the one it precedes', () => {
    expect(mondayOf('2026-09-20')).toBe('2026-09-14');
    expect(mondayOf('2026-09-21')).toBe('2026-09-21');
  });
});

describe('no summary for a closed office', () => {
  test.each(['2026-11-28', '2026-02-17', '2026-10-01'])('%s', (day) => {
    expect(summariesOf(day, shipped, calendar)).toEqual([]);
  });
});

describe('periods join without gap or overlap', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));

  test.each(['daily', 'weekly'] as const)('%s, over the whole of 2026, at whatever time', (kind) => {
    fc.assert(
      fc.property(time, time, (daily, weekly) => {
        const periods = YEAR.flatMap((day) => summariesOf(day, times(daily, weekly), calendar))
          .filter((one) => one.kind === kind)
          .map((one) => one.period);
        expect(periods.length).toBeGreaterThan(kind === 'daily' ? 240 : 45);
        for (const [index, period] of periods.entries()) {
          expect(period.before).toBeGreaterThan(period.from);
          if (index > 0) expect(period.from, instantInWords(period.from)).toBe(periods[index - 1]!.before);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('in a county with any holidays and make-up days', () => {
    const someDay = fc.integer({ min: 0, max: 330 }).map((n) => addDays('2026-01-01', n));
    fc.assert(
      fc.property(
        fc.uniqueArray(someDay, { maxLength: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (days, split) => {
          const named = (list: readonly Day[]) => Object.fromEntries(list.map((day) => [day, '假']));
          const odd = createCalendar({
            hours: [{ from: '09:00', to: '17:00' }],
            years: [{ year: 2026, off: named(days.slice(split)), work: named(days.slice(0, split)) }],
          });
          let before: Instant | undefined;
          for (const { kind, period } of YEAR.flatMap((day) => summariesOf(day, shipped, odd))) {
            if (kind !== 'weekly') continue;
            if (before !== undefined) expect(period.from).toBe(before);
            before = period.before;
          }
          expect(before).toBeDefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the next summary to make', () => {
  const first = (after: Instant, made: Readonly<Record<string, Instant>> = {}, schedule = shipped) =>
    firstSummaryAfter(after, made, schedule, calendar);

  test('the one due after now; over the National Day holiday it is days away', () => {
    expect(first(at('2026-09-30', '17:30'))?.key).toBe('monthly:2026-09');
    expect(first(at('2026-10-08', '09:00'))?.key).toBe('daily:2026-10-08');
    expect(first(at('2026-09-30', '17:30') - 1)?.key).toBe('daily:2026-09-30');
  });

  test('one that was made is not made again', () => {
    const due = at('2026-11-27', '17:30');
    const made = { 'daily:2026-11-27': due };
    expect(first(due - 1, made)?.key).toBe('weekly:2026-11-23');
    expect(first(due - 1, { ...made, 'weekly:2026-11-23': due })?.key).toBe('daily:2026-11-30');
  });

  test('all of a year come, each once, in order of time, whichever of the two is earlier in the day', () => {
    for (const schedule of [times('17:30', '12:00'), times('09:00', '17:30'), shipped, whole]) {
      const made: Record<string, Instant> = {};
      let after = at('2026-01-01', '00:00');
      for (let count = 0; count < 1500; count++) {
        const due = first(after - 1, made, schedule);
        if (!due || due.dueAt >= at('2026-12-31', '00:00')) break;
        expect(due.dueAt).toBeGreaterThanOrEqual(after);
        made[due.key] = due.dueAt;
        after = due.dueAt;
      }
      const all = YEAR.slice(0, -1).flatMap((day) => summariesOf(day, schedule, calendar));
      expect(Object.keys(made).sort()).toEqual(all.map(({ key }) => key).sort());
    }
  });

  test('each is due when its period ends, on the day it is named after', () => {
    for (const { kind, key, dueAt, period } of YEAR.flatMap((day) => summariesOf(day, shipped, calendar))) {
      if (kind === 'monthly' || kind === 'yearly') continue;
      expect(dueAt).toBe(period.before);
      const day = key.slice(kind.length + 1);
      if (kind === 'daily') expect(dayOf(dueAt)).toBe(day);
      else expect(dueAt - at(day, '00:00')).toBeLessThan(7 * DAY);
    }
  });
});

describe('the month and the year', () => {
  const due = (kind: 'monthly' | 'yearly', days: readonly Day[]) =>
    days
      .flatMap((day) => summariesOf(day, shipped, calendar))
      .filter((one) => one.kind === kind)
      .map(({ key, dueAt, period, former }) => [key, toIso(dueAt).slice(0, 16), period, former] as const);
  const days = (from: Day, before: Day) => ({ from: at(from, '00:00'), before: at(before, '00:00') });

  test('twelve months, each on the first working day after it; the year on that of the next', () => {
    const months = due('monthly', YEAR);
    expect(months.map(([key, when]) => `${key} ${when}`)).toEqual([
      'monthly:2025-12 2026-01-04T09:00',
      'monthly:2026-01 2026-02-02T09:00',
      'monthly:2026-02 2026-03-02T09:00',
      'monthly:2026-03 2026-04-01T09:00',
      'monthly:2026-04 2026-05-06T09:00',
      'monthly:2026-05 2026-06-01T09:00',
      'monthly:2026-06 2026-07-01T09:00',
      'monthly:2026-07 2026-08-03T09:00',
      'monthly:2026-08 2026-09-01T09:00',
      'monthly:2026-09 2026-10-08T09:00',
      'monthly:2026-10 2026-11-02T09:00',
      'monthly:2026-11 2026-12-01T09:00',
    ]);
    expect(months.at(-1)?.slice(2)).toEqual([
      days('2026-11-01', '2026-12-01'),
      days('2026-10-01', '2026-11-01'),
    ]);
    expect(due('yearly', YEAR)).toEqual([
      ['yearly:2025', '2026-01-04T09:00', days('2025-01-01', '2026-01-01'), days('2024-01-01', '2025-01-01')],
    ]);
  });

  test('left out of the file there is none, and an older file is read', () => {
    const { monthly: _, yearly: __, ...without } = shipped;
    expect(summariesOf('2026-12-01', without, calendar).map(({ kind }) => kind)).not.toContain('monthly');
    expect(scheduleSchema.safeParse(without).success).toBe(true);
  });

  test('each is held against the one before it: what that told of', () => {
    for (const kind of ['daily', 'weekly', 'monthly'] as const) {
      const all = YEAR.flatMap((day) => summariesOf(day, shipped, calendar)).filter(
        (one) => one.kind === kind,
      );
      for (const [index, { former }] of all.entries()) {
        if (index > 0) expect(former, all[index]?.key).toEqual(all[index - 1]?.period);
      }
    }
  });

  test('no week without a working day has a summary', () => {
    // Spring Festival: 15 to 23 February; the week from the 16th has no working day.
    const weeks = YEAR.flatMap((day) => summariesOf(day, shipped, calendar)).filter(
      ({ kind }) => kind === 'weekly',
    );
    expect(weeks.map(({ key }) => key)).not.toContain('weekly:2026-02-16');
    expect(weeks).toHaveLength(52);
  });
});

describe('the digest', () => {
  test('on working days alone, in the morning, and it gathers since the one before it', () => {
    const of = (day: Day) => summariesOf(day, whole, calendar).filter(({ kind }) => kind === 'digest');
    expect(of('2026-11-22'), 'a Sunday').toEqual([]);
    const [digest] = of('2026-11-23');
    expect(digest).toMatchObject({ key: 'digest:2026-11-23', dueAt: at('2026-11-23', '09:00'), to: [] });
    expect(digest?.period).toEqual({
      from: at('2026-11-20', '09:00') + 1,
      before: at('2026-11-23', '09:00') + 1,
    });
  });

  test('after a stop, those of the days that the daily ones are made up for', () => {
    const back = at('2026-11-27', '10:00');
    expect(madeUpFrom('digest', back, calendar)).toBe(madeUpFrom('daily', back, calendar));
  });
});

describe('the summary of progress', () => {
  const of = (day: Day, schedule = whole) =>
    summariesOf(day, schedule, calendar).filter(({ kind }) => kind === 'progress');

  test('comes at its hours on working days, and each begins where the one before ended', () => {
    expect(of('2026-11-22'), 'a Sunday').toEqual([]);
    const periods = of('2026-11-23').map(({ key, period }) => [key, period.from, period.before]);
    expect(periods).toEqual([
      ['progress:2026-11-23T11:30', at('2026-11-20', '17:00'), at('2026-11-23', '11:30')],
      ['progress:2026-11-23T17:00', at('2026-11-23', '11:30'), at('2026-11-23', '17:00')],
    ]);
  });

  test('hours written out of order or twice are put right; left out, there is none', () => {
    const odd = { ...whole, progress: { at: ['17:00', '09:00', '17:00'] } };
    expect(of('2026-11-23', odd).map(({ key }) => key.slice(-5))).toEqual(['09:00', '17:00']);
    expect(of('2026-11-23', shipped)).toEqual([]);
  });

  test('is not made up for: the next one tells it all', () => {
    const back = at('2026-11-27', '10:00');
    expect(madeUpFrom('progress', back, calendar)).toBe(back);
  });
});

describe('what is made up for after a stop', () => {
  test('the last three days, as a rule', () => {
    const back = at('2026-11-27', '10:00');
    expect(madeUpFrom('daily', back, calendar)).toBe(back - 3 * DAY);
    expect(madeUpFrom('weekly', back, calendar)).toBe(at('2026-11-20', '00:00'));
  });

  test('after a weekend and after a long holiday, the last working day and the last week before', () => {
    expect(madeUpFrom('daily', at('2026-10-08', '08:00'), calendar)).toBe(at('2026-09-30', '00:00'));
    expect(madeUpFrom('weekly', at('2026-10-08', '08:00'), calendar)).toBe(at('2026-09-30', '00:00'));
    expect(madeUpFrom('weekly', at('2026-02-24', '08:00'), calendar)).toBe(at('2026-02-14', '00:00'));
  });

  test('what is not wanted is passed over, what comes after it is not', () => {
    const wanted = ({ kind }: { kind: string }) => kind === 'weekly';
    const first = firstSummaryAfter(at('2026-11-23', '00:00'), {}, shipped, calendar, wanted);
    expect(first?.key).toBe('weekly:2026-11-23');
  });
});

test('a wrong schedule is refused in words', () => {
  const wrong = scheduleSchema.safeParse({ daily: { at: '25:00', to: [] }, weekly: shipped.weekly });
  expect(wrong.error?.issues.map((issue) => issue.message)).toEqual(['应为 HH:MM', '至少写一个接收对象']);
});

describe('quiet hours', () => {
  const over = (quiet: { from: string; to: string }) => ({ ...shipped, quiet });

  test.each([
    ['2026-11-24', '20:59', false],
    ['2026-11-24', '21:00', true],
    ['2026-11-25', '00:00', true],
    ['2026-11-25', '07:29', true],
    ['2026-11-25', '07:30', false],
    ['2026-11-25', '12:00', false],
  ])('%s %s: %s', (day, time, quiet) => {
    expect(isQuiet(at(day, time), over({ from: '21:00', to: '07:30' }))).toBe(quiet);
  });

  test('may lie within a day; left out, every hour is like another', () => {
    const noon = over({ from: '12:00', to: '14:00' });
    expect(isQuiet(at('2026-11-24', '13:59'), noon)).toBe(true);
    expect(isQuiet(at('2026-11-24', '14:00'), noon)).toBe(false);
    const { quiet: _, ...without } = shipped;
    expect(isQuiet(at('2026-11-24', '23:00'), without)).toBe(false);
  });

  test('that never end are refused', () => {
    const issues = scheduleSchema.safeParse(over({ from: '21:00', to: '21:00' })).error?.issues ?? [];
    expect(issues.map(({ message }) => message)).toEqual(['开始和结束不能相同；不要静默时段，请删去 quiet']);
  });
});
