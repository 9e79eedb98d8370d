import { describe, expect, it } from 'vitest';
import { deadlineOf, isLate, type Pause, type Unit } from '../../src/domain/deadline.ts';
import { explainDeadline } from '../../src/domain/deadline-words.ts';
import { at, DAY, HOUR, type Instant, toIso } from '../../src/domain/time.ts';
import { official } from './calendar-samples.ts';

/** `11-24 10:00` of 2026. */
const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
const pause = (from: string, to: string): Pause => ({ from: on(from), to: on(to) });
/** Monday; the week has no holidays. */
const MONDAY = '11-16 10:00';

/** When a period is due, `MM-DD HH:MM`. */
function due(
  amount: number,
  unit: Unit,
  pauses: readonly Pause[] = [],
  start = MONDAY,
  roll = false,
): string {
  const deadline = deadlineOf(on(start), { amount, unit, roll }, official, pauses);
  return toIso(deadline.due).slice(5, 16).replace('T', ' ');
}

describe('office hours: the deadline moves by the office time inside the pause', () => {
  it.each([
    ['no pause', [], '11-17 15:00'],
    ['an hour and a half of a morning', [pause('11-16 10:30', '11-16 12:00')], '11-17 16:30'],
    ['lunch', [pause('11-16 12:00', '11-16 14:30')], '11-17 15:00'],
    ['a night', [pause('11-16 18:00', '11-17 08:00')], '11-17 15:00'],
    ['across lunch', [pause('11-16 11:30', '11-16 15:00')], '11-17 16:00'],
    ['a week with its weekend', [pause('11-16 11:00', '11-23 11:00')], '11-24 15:00'],
    ['from before the start', [pause('11-13 10:00', '11-16 11:00')], '11-17 16:00'],
    [
      'two of them',
      [pause('11-16 11:00', '11-16 11:30'), pause('11-17 08:00', '11-17 08:30')],
      '11-17 16:00',
    ],
    ['over the deadline', [pause('11-17 14:45', '11-18 08:00')], '11-18 08:15'],
  ] satisfies [string, Pause[], string][])('%s', (_, pauses, expected) => {
    expect(due(10, 'workhour', pauses)).toBe(expected);
  });

  it('a weekend, a holiday and a make-up day each count as the calendar has them', () => {
    expect(due(1, 'workhour', [pause('11-20 17:30', '11-23 08:00')], '11-20 17:00')).toBe('11-23 08:30');
    expect(due(1, 'workhour', [pause('10-01 00:00', '10-08 08:00')], '09-30 17:30')).toBe('10-08 08:30');
    expect(due(1, 'workhour', [pause('10-09 18:00', '10-10 10:00')], '10-09 17:30')).toBe('10-10 10:30');
  });
});

describe('working days: the deadline moves by the closings inside the pause', () => {
  it.each([
    ['no pause', [], '11-23 18:00'],
    ['two days, morning to morning', [pause('11-17 10:00', '11-19 10:00')], '11-25 18:00'],
    ['a morning', [pause('11-17 08:00', '11-17 12:00')], '11-23 18:00'],
    ['a night', [pause('11-17 18:00', '11-18 08:00')], '11-23 18:00'],
    ['a weekend', [pause('11-20 18:00', '11-23 08:00')], '11-23 18:00'],
    ['one whole working day', [pause('11-18 08:00', '11-18 18:00')], '11-24 18:00'],
    ['a weekend from before Friday closes', [pause('11-20 17:00', '11-23 09:00')], '11-24 18:00'],
    ['begun on the day of the start', [pause('11-16 11:00', '11-17 11:00')], '11-24 18:00'],
    ['over the last closing', [pause('11-23 16:00', '11-24 10:00')], '11-24 18:00'],
    ['begun after the last closing', [pause('11-23 19:00', '11-25 10:00')], '11-23 18:00'],
    [
      'two of them',
      [pause('11-17 10:00', '11-18 10:00'), pause('11-23 10:00', '11-24 10:00')],
      '11-25 18:00',
    ],
  ] satisfies [string, Pause[], string][])('%s', (_, pauses, expected) => {
    expect(due(5, 'workday', pauses)).toBe(expected);
  });

  it('National Day inside the pause is not paused, it was no working day', () => {
    expect(due(2, 'workday', [], '09-29 10:00')).toBe('10-08 18:00');
    expect(due(2, 'workday', [pause('09-30 10:00', '10-08 10:00')], '09-29 10:00')).toBe('10-09 18:00');
  });

  it('a make-up Saturday inside the pause is', () => {
    expect(due(2, 'workday', [], '10-08 10:00')).toBe('10-10 18:00');
    expect(due(2, 'workday', [pause('10-10 08:00', '10-11 08:00')], '10-08 10:00')).toBe('10-12 18:00');
  });
});

describe('natural days and months: the deadline moves by the midnights inside the pause', () => {
  it.each([
    ['no pause', [], '11-23 18:00'],
    ['two days', [pause('11-17 10:00', '11-19 10:00')], '11-25 18:00'],
    ['a long day', [pause('11-17 00:01', '11-17 23:59')], '11-23 18:00'],
    ['a weekend', [pause('11-20 18:00', '11-23 08:00')], '11-26 18:00'],
    ['begun on the day of the start', [pause('11-16 11:00', '11-17 11:00')], '11-24 18:00'],
    ['begun late on the last day', [pause('11-23 20:00', '11-25 10:00')], '11-25 18:00'],
    ['begun the day after', [pause('11-24 08:00', '11-25 10:00')], '11-23 18:00'],
  ] satisfies [string, Pause[], string][])('%s', (_, pauses, expected) => {
    expect(due(7, 'day', pauses)).toBe(expected);
  });

  it('a month too', () => {
    expect(due(1, 'month')).toBe('12-16 18:00');
    expect(due(1, 'month', [pause('11-17 10:00', '11-19 10:00')])).toBe('12-18 18:00');
  });

  it('what was moved rolls off days off like any other end', () => {
    expect(due(7, 'day', [pause('09-25 10:00', '09-27 10:00')], '09-24 10:00', true)).toBe('10-08 18:00');
  });

  it('a pause begun while the end waits for the holiday to pass moves it from there', () => {
    expect(due(7, 'day', [], '09-24 10:00', true)).toBe('10-08 18:00');
    expect(due(7, 'day', [pause('10-05 10:00', '10-07 10:00')], '09-24 10:00', true)).toBe('10-10 18:00');
  });
});

describe('whatever the unit', () => {
  const units: readonly Unit[] = ['workhour', 'hour', 'workday', 'day', 'month'];

  it.each(units)(
    '%s: no length, over before the start or begun after the deadline changes nothing',
    (unit) => {
      const plain = due(2, unit);
      expect(due(2, unit, [pause('11-16 11:00', '11-16 11:00')])).toBe(plain);
      expect(due(2, unit, [pause('11-02 09:00', '11-16 10:00')])).toBe(plain);
      const late = at('2027-03-01', '09:00');
      expect(due(2, unit, [{ from: late, to: late + 9 * DAY }])).toBe(plain);
    },
  );

  it.each(units)('%s: begun at the very moment it runs out changes nothing', (unit) => {
    const duration = { amount: 2, unit, roll: false };
    const plain = deadlineOf(on(MONDAY), duration, official);
    const stop = { from: plain.lateFrom, to: plain.lateFrom + 3 * DAY };
    expect(deadlineOf(on(MONDAY), duration, official, [stop])).toEqual(plain);
  });

  it.each(units)('%s: overlapping, touching and unsorted pauses are one', (unit) => {
    const one = due(2, unit, [pause('11-16 11:00', '11-20 11:00')]);
    expect(one).not.toBe(due(2, unit));
    expect(due(2, unit, [pause('11-18 09:00', '11-20 11:00'), pause('11-16 11:00', '11-18 09:00')])).toBe(
      one,
    );
    expect(
      due(2, unit, [
        pause('11-16 11:00', '11-20 11:00'),
        pause('11-17 09:00', '11-18 09:00'),
        pause('11-16 11:00', '11-16 11:00'),
      ]),
    ).toBe(one);
  });

  it.each(['workhour', 'hour'] as const)(
    '%s: two pauses within one minute count to the millisecond',
    (unit) => {
      const from = on('11-16 10:30');
      const pauses = [
        { from: from + 1_000, to: from + 2_345 },
        { from: from + 30_000, to: from + 31_000 },
      ];
      const [plain, paused] = [[], pauses].map(
        (list) => deadlineOf(on(MONDAY), { amount: 1, unit, roll: false }, official, list).due,
      );
      expect(paused! - plain!).toBe(2_345);
    },
  );

  it.each(units)('%s: a clock that is resumed has not run out meanwhile', (unit) => {
    // Stopped an hour before the deadline, resumed days later.
    const plain = deadlineOf(on(MONDAY), { amount: 2, unit, roll: true }, official);
    for (const days of [1, 2, 3, 10]) {
      const to = plain.due + days * DAY - 2 * HOUR;
      const moved = deadlineOf(on(MONDAY), { amount: 2, unit, roll: true }, official, [
        { from: plain.due - HOUR, to },
      ]);
      expect(isLate(moved, to), `resumed after ${days} days`).toBe(false);
    }
  });

  it('a pause that ends before it begins is refused', () => {
    expect(() => due(2, 'workday', [pause('11-18 09:00', '11-17 09:00')])).toThrow(/ends before it begins/);
  });

  it('a pause of twenty years is refused', () => {
    const to = at('2056-01-01', '00:00');
    expect(() => due(2, 'workday', [{ from: on(MONDAY), to }])).toThrow(/twenty years/);
  });
});

describe('a pause that still lasts', () => {
  const open: Pause = { from: on('11-17 10:00'), to: null };
  const duration = { amount: 5, unit: 'workday', roll: false } as const;

  it('counts up to now', () => {
    const at1 = deadlineOf(on(MONDAY), duration, official, [open], on('11-18 10:00'));
    const at3 = deadlineOf(on(MONDAY), duration, official, [open], on('11-20 10:00'));
    expect([at1, at3].map(({ due: to }) => toIso(to).slice(5, 10))).toEqual(['11-24', '11-26']);
    expect(at3.explanation.pauses).toEqual([{ from: open.from, to: on('11-20 10:00'), open: true }]);
  });

  it('is nothing yet when it begins later than now', () => {
    const plain = deadlineOf(on(MONDAY), duration, official);
    expect(deadlineOf(on(MONDAY), duration, official, [open], on('11-16 12:00'))).toEqual(plain);
  });

  it('swallows those inside it', () => {
    const pauses = [pause('11-17 09:00', '11-17 11:00'), open, pause('11-17 12:00', '11-17 13:00')];
    const { explanation } = deadlineOf(on(MONDAY), duration, official, pauses, on('11-19 10:00'));
    expect(explanation.pauses).toEqual([{ from: on('11-17 09:00'), to: on('11-19 10:00'), open: true }]);
  });

  it('cannot be counted without knowing what time it is', () => {
    expect(() => deadlineOf(on(MONDAY), duration, official, [open])).toThrow(/what time it is/);
  });
});

describe('the explanation names the pauses that counted', () => {
  it('and no others', () => {
    const pauses = [pause('11-17 10:00', '11-19 10:00'), pause('12-17 10:00', '12-19 10:00')];
    const deadline = deadlineOf(on(MONDAY), { amount: 5, unit: 'workday', roll: false }, official, pauses);
    expect(explainDeadline(deadline).filter((line) => line.startsWith('停表'))).toEqual([
      '停表：11月17日（周二）10:00至11月19日（周四）10:00，这段时间不计。',
    ]);
  });

  it('says so of one that still lasts, and the first day counts after it', () => {
    const open = { from: on('11-16 11:00'), to: null };
    const deadline = deadlineOf(
      on(MONDAY),
      { amount: 5, unit: 'workday', roll: false },
      official,
      [open],
      on('11-18 10:00'),
    );
    expect(explainDeadline(deadline)).toContain('停表：11月16日（周一）11:00至今，这段时间不计。');
    expect(deadline.explanation.firstDay).toBe('2026-11-19');
  });
});
