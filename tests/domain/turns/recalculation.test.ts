/** A new calendar moves what is still running, and says so; what is over, or does not move, is left alone. */
import { describe, expect, test } from 'vitest';
import { builtInYears } from '../../../src/county/calendar-file.ts';
import { type Calendar, type CalendarYear, createCalendar } from '../../../src/domain/calendar.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import type { TicketEvent } from '../../../src/domain/ticket-events.ts';
import type { StepClock } from '../../../src/domain/ticket-parts.ts';
import { at, DAY, HOUR, type Instant, instantInWords } from '../../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  calendar,
  flows,
  next,
  type Story,
  storyIn,
  T0,
  woken,
} from '../../support/builders.ts';
import { COUNTY_HOURS } from '../calendar-samples.ts';

const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
const inWords = (clock: StepClock | undefined): string => instantInWords(clock!.deadline.due, T0);
const dueOf = (story: Story): string => inWords(story.ticket.clocks.resolve);

/** The published years with these days of 2026 off or worked, and other years added. */
function calendarWith(
  off: readonly string[],
  work: readonly string[] = [],
  more: readonly CalendarYear[] = [],
): Calendar {
  const named = (days: readonly string[], name: string) =>
    Object.fromEntries(days.map((day) => [`2026-${day}`, name]));
  const years = builtInYears().map((year) =>
    year.year === 2026
      ? {
          year: 2026,
          off: { ...year.off, ...named(off, '停电检修') },
          work: { ...year.work, ...named(work, '停电检修') },
        }
      : year,
  );
  return createCalendar({ hours: COUNTY_HOURS, years: [...years, ...more] });
}
const recalculated = (story: Story, now: Calendar, when: Instant): Story =>
  next(story, 'system', COMMANDS.recalculate, when, { calendar: now });
const lastEvent = (story: Story): TicketEvent => story.events.at(-1)!;

describe('a holiday that was added', () => {
  const offOnTheDay = calendarWith(['12-01']);

  test('moves the deadline and its reminders, and the record names the calendar', () => {
    const story = recalculated(storyIn('working'), offOnTheDay, T0 + DAY);
    expect(dueOf(story)).toBe('12月2日（周三）18:00');
    expect(lastEvent(story)).toMatchObject({
      type: 'recalculated',
      calendar: offOnTheDay.version,
      by: 'system',
      duties: {},
    });
    expect(Object.keys((lastEvent(story) as Extract<TicketEvent, { type: 'recalculated' }>).clocks)).toEqual([
      'resolve',
    ]);
    const { deadline, rungs } = story.ticket.clocks.resolve!;
    expect(deadline.explanation).toMatchObject({ rolledFrom: '2026-12-01', calendar: offOnTheDay.version });
    expect(rungs.map(({ name, at: when }) => `${name} ${instantInWords(when)}`)).toEqual([
      'ahead 11月27日（周五）09:00',
      'due-today 12月2日（周三）09:00',
      'overdue 12月3日（周四）09:00',
      'supervise 12月9日（周三）09:00',
    ]);
  });

  test('counted a second time by the same calendar it moves no more', () => {
    const story = recalculated(storyIn('working'), offOnTheDay, T0 + DAY);
    expect(recalculated(story, offOnTheDay, T0 + DAY).events).toHaveLength(story.events.length);
  });

  test('far from every deadline it changes nothing, and nothing is recorded', () => {
    const story = storyIn('working');
    expect(recalculated(story, calendarWith(['12-31']), T0 + DAY).ticket).toEqual(story.ticket);
  });

  test('announced after the first reminder, that one is not repeated', () => {
    const reminded = woken(
      next(storyIn('working'), 'liaison', COMMANDS.feedback, T0 + 2 * HOUR),
      on('11-27 09:00'),
    );
    const story = recalculated(reminded, offOnTheDay, on('11-27 10:00'));
    expect(story.ticket.clocks.resolve?.passed).toBe(1);
    expect(wakeAt(story.ticket)).toBe(on('12-02 09:00'));
  });
});

test('a make-up day may bring it closer: what is past then does not ring, what lies ahead does', () => {
  // Saturday 5 and Sunday 6 December are worked: 5 working days from the 30th end on the 5th, not on the 7th.
  const over = { flow: flows.consult };
  const resolved = next(
    begun({ kind: 'consult' }, on('11-30 10:00'), 'reporter', over),
    'liaison',
    COMMANDS.resolve,
    on('11-30 11:00'),
    over,
  );
  expect(inWords(resolved.ticket.clocks.confirm)).toBe('12月7日（周一）18:00');
  const story = next(resolved, 'system', COMMANDS.recalculate, on('12-01 09:00'), {
    ...over,
    calendar: calendarWith([], ['12-05', '12-06']),
  });
  expect(inWords(story.ticket.clocks.confirm)).toBe('12月5日（周六）18:00');
  expect(wakeAt(story.ticket)).toBe(on('12-02 10:00'));
});

describe('a year that was awaited', () => {
  const PUBLISHED: CalendarYear = {
    year: 2027,
    off: {
      '2027-01-01': '元旦',
      '2027-01-02': '元旦',
      '2027-01-03': '元旦',
      '2027-01-04': '元旦',
      '2027-01-05': '元旦',
    },
    work: { '2027-01-09': '元旦' },
  };

  test('what was provisional becomes certain, moved or not', () => {
    const begin = begun({}, at('2026-12-29', '10:00'));
    expect(begin.ticket.clocks.resolve!.deadline).toMatchObject({ provisional: true });
    expect(dueOf(begin)).toBe('2027年1月5日（周二）18:00');
    const published = calendarWith([], [], [PUBLISHED]);
    const story = recalculated(begin, published, at('2026-12-30', '10:00'));
    expect(story.ticket.clocks.resolve!.deadline).toMatchObject({ provisional: false });
    expect(dueOf(story)).toBe('2027年1月6日（周三）18:00');
    const plain = calendarWith([], [], [{ year: 2027, off: { '2027-01-01': '元旦' }, work: {} }]);
    const certain = recalculated(begin, plain, at('2026-12-30', '10:00'));
    expect(dueOf(certain)).toBe('2027年1月5日（周二）18:00');
    expect(lastEvent(certain).type, 'that it is certain now is worth a line').toBe('recalculated');
  });
});

describe('everything that runs is counted again, and nothing else', () => {
  const off = calendarWith(['11-27', '12-01']);

  test('a duty and a request have their own clocks', () => {
    let story = next(storyIn('working'), 'liaison', COMMANDS.assist, T0 + 2 * HOUR);
    story = next(story, 'liaison', COMMANDS.extend, on('11-26 10:00'));
    story = recalculated(story, off, on('11-26 11:00'));
    expect(inWords(story.ticket.duties[0]?.clock), 'was Friday 27').toBe('11月30日（周一）18:00');
    expect(inWords(story.ticket.clocks.decide), 'was Friday 27').toBe('11月30日（周一）18:00');
    expect(dueOf(story)).toBe('12月2日（周三）18:00');
  });

  test('a pause belongs to the deadline it stopped: what others owe is not moved by it', () => {
    let story = next(storyIn('working'), 'liaison', COMMANDS.assist, T0 + 2 * HOUR);
    story = next(story, 'liaison', COMMANDS.ask, T0 + 3 * HOUR);
    story = next(story, 'reporter', COMMANDS.supplement, T0 + 2 * DAY);
    expect(dueOf(story), 'two midnights').toBe('12月3日（周四）18:00');
    const before = story.ticket.duties[0]!.clock.deadline;
    story = recalculated(story, calendarWith(['12-03']), T0 + 2 * DAY + HOUR);
    expect(dueOf(story)).toBe('12月4日（周五）18:00');
    expect(story.ticket.duties[0]!.clock.deadline).toEqual(before);
  });

  test('an extension is counted from the day it was due, by the new calendar', () => {
    let story = next(storyIn('working'), 'liaison', COMMANDS.extend, T0 + 2 * HOUR);
    story = next(story, 'dispatcher', COMMANDS.grant, T0 + 3 * HOUR);
    expect(dueOf(story)).toBe('12月4日（周五）18:00');
    story = recalculated(story, off, T0 + DAY);
    expect(dueOf(story), 'from Wednesday 2 on three working days').toBe('12月7日（周一）18:00');
    expect(story.ticket.clocks.resolve?.extended).toMatchObject({
      workdays: 3,
      former: { explanation: { lastDay: '2026-12-02' } },
    });
  });

  test('while the enterprise is waited for only its own time is counted; the rest when it answers', () => {
    const waiting = recalculated(storyIn('waiting'), off, T0 + DAY);
    expect(inWords(waiting.ticket.clocks.supply), 'was Tuesday 1 December').toBe('12月3日（周四）18:00');
    expect(dueOf(waiting)).toBe('12月1日（周二）18:00');
    const back = next(waiting, 'reporter', COMMANDS.supplement, T0 + DAY + HOUR, {
      calendar: calendarWith(['11-27', '12-02']),
    });
    expect(dueOf(back), 'one midnight on, rolled over the 2nd').toBe('12月3日（周四）18:00');
  });

  test('a suspended ticket: its cycle and its end', () => {
    const suspended = storyIn('suspended');
    expect(inWords(suspended.ticket.clocks.report)).toBe('12月24日（周四）18:00');
    const story = recalculated(suspended, calendarWith(['12-24']), T0 + DAY);
    expect(inWords(story.ticket.clocks.report)).toBe('12月25日（周五）18:00');
    expect(inWords(story.ticket.clocks.suspend)).toBe('2027年3月31日（周三）18:00');
    expect(story.ticket.clocks.report!.rungs.map(({ at: when }) => instantInWords(when))).toEqual([
      '12月25日（周五）09:00',
      '12月28日（周一）09:00',
    ]);
  });

  test.each(['closed', 'withdrawn', 'rejected', 'merged'] as const)(
    'a %s ticket keeps its record',
    (state) => {
      const story = storyIn(state);
      expect(recalculated(story, off, T0 + DAY).ticket).toEqual(story.ticket);
    },
  );

  test('the ninety days of a debt are counted again too, and stay the last', () => {
    const over = { flow: flows.arrears };
    let story = next(
      begun({ kind: 'arrears' }, T0, 'reporter', over),
      'liaison',
      COMMANDS.resolve,
      T0 + 85 * DAY,
      over,
    );
    story = next(story, 'reporter', COMMANDS.rework, T0 + 86 * DAY, over);
    expect(dueOf(story)).toBe('2027年2月22日（周一）18:00');
    const published = calendarWith([], [], [{ year: 2027, off: { '2027-02-22': '元宵' }, work: {} }]);
    story = next(story, 'system', COMMANDS.recalculate, T0 + 87 * DAY, { ...over, calendar: published });
    expect(dueOf(story)).toBe('2027年2月23日（周二）18:00');
  });
});

test('the calendar it was counted by is on every deadline, so that an old one explains itself', () => {
  const story = recalculated(storyIn('working'), calendarWith(['12-01']), T0 + DAY);
  expect(story.ticket.clocks.feedback!.deadline.explanation.calendar, 'did not move').toBe(calendar.version);
  expect(story.ticket.clocks.resolve!.deadline.explanation.calendar).not.toBe(calendar.version);
});
