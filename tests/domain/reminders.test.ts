/** Reminders: each once, the one that fits the present, and never to a closed office. */
import { describe, expect, test } from 'vitest';
import type { Rung } from '../../src/domain/flow.ts';
import {
  dueRungs,
  liveSteps,
  nextStep,
  reworkClock,
  startClock,
  wakeAt,
} from '../../src/domain/reminders.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { at, DAY, HOUR, type Instant, instantInWords } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  calendar,
  flow,
  next,
  STATES,
  type Story,
  storyIn,
  T0,
  waitingFile,
  woken,
} from '../support/builders.ts';

const rung = (name: string, workdays: number, time = '09:00'): Rung => ({
  name,
  workdays,
  at: time,
  to: ['liaison'],
});
const rungsIn = (
  startedAt: Instant,
  days: number,
  ladder: readonly Rung[],
  unit: 'day' | 'workday' = 'day',
) =>
  startClock(startedAt, { amount: days, unit, roll: true }, ladder, calendar).rungs.map(
    ({ name, at: when }) => `${name} ${instantInWords(when)}`,
  );
/** What a wake at `when` says: rung by rung. */
function said(story: Story, when: Instant): { readonly story: Story; readonly events: readonly string[] } {
  const after = woken(story, when);
  const news = after.events.slice(story.events.length);
  return { story: after, events: news.map(inWords) };
}
function inWords(event: TicketEvent): string {
  if (event.type === 'reminded') return `${event.step}/${event.rung} to ${event.to.join('+')}`;
  if (event.type === 'rungsSkipped') return `skipped ${event.step} to ${event.passed}`;
  return event.type;
}

describe('when a ladder rings', () => {
  const ladder = [rung('ahead', -2), rung('today', 0), rung('late', 1), rung('later', 5)];

  test('counted in working days from the due day, in order of time', () => {
    // Due Tuesday 1 December.
    expect(rungsIn(T0, 7, [...ladder].reverse())).toEqual([
      'ahead 11月27日（周五）09:00',
      'today 12月1日（周二）09:00',
      'late 12月2日（周三）09:00',
      'later 12月8日（周二）09:00',
    ]);
  });

  test('a rung whose hour came before the step began, or is just then, has nothing to say', () => {
    // Due Wednesday 25: two working days before is Monday, yesterday.
    expect(rungsIn(T0, 1, ladder)[0]).toBe('today 11月25日（周三）09:00');
    expect(rungsIn(at('2026-11-23', '09:00'), 2, ladder)[0]).toBe('today 11月25日（周三）09:00');
  });

  test('nor has one that would remind, on the day the step began, of a day to come', () => {
    expect(rungsIn(at('2026-11-23', '08:30'), 2, ladder)[0]).toBe('today 11月25日（周三）09:00');
    // Over the Spring Festival two working days before Tuesday 24 February is Friday the 13th.
    const festival = (hour: string) => rungsIn(at('2026-02-13', hour), 7, ladder)[0];
    expect([festival('08:30'), festival('23:00')]).toEqual([
      'today 2月24日（周二）09:00',
      'today 2月24日（周二）09:00',
    ]);
    expect(rungsIn(at('2026-02-12', '08:30'), 8, ladder)[0], 'the day before it had').toBe(
      'ahead 2月13日（周五）09:00',
    );
  });

  test('holidays and make-up days are counted as the office works them', () => {
    // Due 8 October 2026, after National Day. Saturday 10 October is worked, so the fifth day after is the 14th.
    expect(rungsIn(at('2026-09-24', '10:00'), 14, ladder)).toEqual([
      'ahead 9月29日（周二）09:00',
      'today 10月8日（周四）09:00',
      'late 10月9日（周五）09:00',
      'later 10月14日（周三）09:00',
    ]);
  });

  test('the due-day rung of a deadline on a day off moves to the working day before', () => {
    const clock = startClock(
      at('2026-11-24', '10:00'),
      { amount: 4, unit: 'day', roll: false },
      [rung('today', 0)],
      calendar,
    );
    expect(instantInWords(clock.deadline.due)).toBe('11月28日（周六）18:00');
    expect(clock.rungs.map(({ at: when }) => instantInWords(when))).toEqual(['11月27日（周五）09:00']);
  });
});

describe('what a wake says', () => {
  test('each rung once: the same hour again brings nothing', () => {
    const first = said(begun(), at('2026-11-25', '09:00'));
    expect(first.events).toEqual(['sign/due-today to liaison']);
    expect(said(first.story, at('2026-11-25', '09:00')).events).toEqual([]);
    expect(said(first.story, at('2026-11-25', '23:59')).events).toEqual([]);
  });

  test('not a millisecond early', () => {
    expect(said(begun(), at('2026-11-25', '09:00') - 1).events).toEqual([]);
  });

  test('on time, the whole ladder of an ignored ticket is climbed, rung by rung', () => {
    let story = begun();
    const heard: string[] = [];
    for (let wakes = 0; wakes < 20; wakes++) {
      const when = wakeAt(story.ticket);
      if (when === null) break;
      const outcome = said(story, when);
      heard.push(...outcome.events.map((event) => `${instantInWords(when)} ${event}`));
      story = outcome.story;
    }
    expect(heard).toEqual([
      '11月25日（周三）09:00 sign/due-today to liaison',
      '11月26日（周四）00:00 turnedLate',
      '11月26日（周四）09:00 sign/overdue to enterprise+liaison+head',
      '11月27日（周五）09:00 resolve/ahead to liaison',
      '12月1日（周二）09:00 resolve/due-today to liaison',
      '12月2日（周三）00:00 turnedLate',
      '12月2日（周三）09:00 resolve/overdue to enterprise+liaison+head',
      '12月8日（周二）09:00 resolve/supervise to enterprise+head+dispatcher',
    ]);
  });

  test('after a long outage each clock says what fits the present, to all whom a missed one was for', () => {
    const { story, events } = said(begun(), at('2026-12-20', '10:00'));
    expect(events).toEqual([
      'turnedLate',
      'turnedLate',
      'resolve/supervise to enterprise+head+dispatcher+liaison',
      'sign/overdue to enterprise+liaison+head',
    ]);
    expect(wakeAt(story.ticket), 'nothing is left to be said').toBeNull();
  });

  test('after a short outage the later of two missed rungs speaks for both', () => {
    const { story, events } = said(begun(), at('2026-11-26', '12:00'));
    expect(events).toEqual(['turnedLate', 'sign/overdue to enterprise+liaison+head']);
    expect(said(story, at('2026-11-26', '12:00')).events).toEqual([]);
  });

  test('a step that is done is not reminded of: signed on time, the next is feedback', () => {
    const signed = next(begun(), 'liaison', COMMANDS.sign, T0 + HOUR);
    expect(said(signed, at('2026-11-26', '10:00')).events).toEqual([]);
    expect(said(signed, at('2026-11-27', '09:00')).events).toEqual([
      'feedback/due-today to liaison',
      'resolve/ahead to liaison',
    ]);
  });

  test('签收超期 and 办结到期当天 at one hour: both are said', () => {
    // Handed over on Monday, to be signed the day after: with the ticket itself.
    const late = next(begun(), 'liaison', COMMANDS.transfer, at('2026-11-29', '10:00'));
    expect([...said(late, at('2026-12-01', '09:00')).events].sort()).toEqual([
      'resolve/due-today to liaison',
      'sign/overdue to enterprise+liaison+head',
      'turnedLate',
    ]);
  });

  test('what others owe is a matter of its own: each hears of it, though the work speaks at the same hour', () => {
    // Both due on Tuesday 1 December: the ticket itself, and what 水利 was asked on the Thursday before.
    const signed = next(begun(), 'liaison', COMMANDS.feedback, T0 + HOUR);
    const story = next(signed, 'liaison', COMMANDS.assist, at('2026-11-26', '10:00'));
    const ahead = said(story, at('2026-11-27', '09:00'));
    expect(said(ahead.story, at('2026-12-01', '09:00')).events).toEqual([
      'assist/due-today to liaison',
      'resolve/due-today to liaison',
    ]);
  });

  test('the enterprise is asked once more for its rating, three working days before the end', () => {
    const resolved = storyIn('resolved');
    const asked = said(resolved, at('2026-11-26', '10:00'));
    expect(asked.events).toEqual(['confirm/ask-again to enterprise+dispatcher']);
    expect(said(asked.story, at('2026-11-27', '10:00')).events).toEqual([]);
  });

  test('a new cycle has its own ladder', () => {
    const late = next(begun(), 'liaison', COMMANDS.resolve, at('2026-12-03', '10:00'));
    const again = next(late, 'reporter', COMMANDS.rework, at('2026-12-04', '10:00'));
    expect(said(again, at('2026-12-07', '09:00')).events).toEqual(['resolve/due-today to liaison']);
  });
});

describe('wakeAt is the earliest of all that is to come', () => {
  test('a reminder, the lapse, a file to be tried again', () => {
    expect(wakeAt(storyIn('queued').ticket), 'the dispatcher’s half hour').toBe(at('2026-11-24', '10:30'));
    expect(wakeAt(begun().ticket)).toBe(at('2026-11-25', '09:00'));
    const withFile = begun({ files: [waitingFile('a', { nextTryAt: T0 + 5 })] });
    expect(wakeAt(withFile.ticket)).toBe(T0 + 5);
    expect(wakeAt(storyIn('closed').ticket)).toBeNull();
  });

  test('once all reminders are said the lapse is what is left', () => {
    const { story } = said(storyIn('resolved'), at('2026-11-26', '10:00'));
    expect(wakeAt(story.ticket)).toBe(at('2026-12-02', '08:00'));
  });

  test('nothing is due before it', () => {
    for (const state of STATES) {
      const { ticket } = storyIn(state);
      const wake = wakeAt(ticket);
      if (wake !== null) expect(dueRungs(ticket, wake - 1), state).toEqual([]);
    }
  });
});

describe('the one next thing (Promise 3)', () => {
  test.each([
    ['queued', 'dispatch'],
    ['assigned', 'sign'],
    ['working', 'feedback'],
    ['waiting', 'supply'],
    ['suspended', 'report'],
    ['resolved', 'confirm'],
    ['closed', undefined],
    ['withdrawn', undefined],
    ['rejected', undefined],
    ['merged', undefined],
  ] as const)('%s: %s', (state, step) => {
    expect(nextStep(storyIn(state).ticket)?.step).toBe(step);
  });

  test('after the first feedback it is the result', () => {
    const story = next(begun(), 'liaison', COMMANDS.feedback, T0 + HOUR);
    expect(nextStep(story.ticket)?.step).toBe('resolve');
    expect(liveSteps(story.ticket)).toEqual(['resolve']);
  });

  test('where a ledger timed neither signing nor feedback, it is the result too', () => {
    const recorded = begun({ enterprise: null, member: null }, T0, 'ledger');
    expect(nextStep(recorded.ticket)?.step).toBe('resolve');
  });
});

describe('the clock after "not solved"', () => {
  test('the former one goes on where it has more left, and what rang before does not ring again', () => {
    const remindedOnce = woken(
      next(next(begun(), 'liaison', COMMANDS.sign, T0), 'liaison', COMMANDS.feedback, T0),
      at('2026-11-27', '09:00'),
    );
    const resolved = next(remindedOnce, 'liaison', COMMANDS.resolve, at('2026-11-27', '09:30'));
    const clock = reworkClock(resolved.ticket, at('2026-11-27', '10:00'), flow, calendar);
    expect(clock.stoppedAt).toBeNull();
    expect(clock.deadline.due).toBe(at('2026-12-01', '18:00'));
    expect(clock.rungs.map(({ name }) => name)).toEqual(['due-today', 'overdue', 'supervise']);
    expect(clock.passed).toBe(0);
  });

  test('never shorter than what was left, whenever it is overturned', () => {
    const resolved = storyIn('resolved').ticket;
    for (let hours = 1; hours < 24 * 20; hours += 5) {
      const when = T0 + 4 * HOUR + hours * HOUR;
      const { deadline } = reworkClock(resolved, when, flow, calendar);
      expect(deadline.due).toBeGreaterThanOrEqual(resolved.clocks.resolve!.deadline.due);
      expect(deadline.due, 'and time to do something about it').toBeGreaterThan(when + DAY);
    }
  });
});
