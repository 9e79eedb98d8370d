/** The figures of every report, on cases small enough to count by hand. */
import { describe, expect, test } from 'vitest';
import {
  attentionAt,
  type Counts,
  isOverdue,
  latenessOf,
  type Period,
  type Rates,
  rateInWords,
  summarise,
} from '../../src/domain/metrics.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Rating } from '../../src/domain/ticket-parts.ts';
import { at, DAY, type Day, HOUR, type Instant } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  calendar,
  next,
  reported,
  type Story,
  storyIn,
  T0,
  woken,
} from '../support/builders.ts';

const NOVEMBER: Period = { from: at('2026-11-01', '00:00'), before: at('2026-12-01', '00:00') };
const DECEMBER: Period = { from: at('2026-12-01', '00:00'), before: at('2027-01-01', '00:00') };
const dayOf = (day: Day): Period => ({ from: at(day, '00:00'), before: at(day, '24:00') });

let lastNumber = 0;
const registeredAt = (when: Instant): Story => begun({ number: ++lastNumber }, when);
const resolvedAt = (story: Story, when: Instant) => next(story, 'liaison', COMMANDS.resolve, when);
const ratedAt = (story: Story, when: Instant, rating: Rating = 'satisfied') =>
  next(story, 'reporter', { type: 'confirm', rating }, when);
/** Registered at `from`, solved and rated within two days. */
const solved = (from: Instant, rating: Rating = 'satisfied') =>
  ratedAt(resolvedAt(registeredAt(from), from + DAY), from + 2 * DAY, rating);
const unrated = (from: Instant) => woken(resolvedAt(registeredAt(from), from + DAY), from + 15 * DAY);

const tickets = (stories: readonly Story[]): readonly Ticket[] => stories.map((story) => story.ticket);
function countsOf(stories: readonly Story[], period: Period, asOf: Instant = period.before): Counts {
  return summarise(tickets(stories), period, asOf).counts;
}
function ratesOf(stories: readonly Story[], period: Period, asOf: Instant = period.before) {
  const { rates } = summarise(tickets(stories), period, asOf);
  const said = Object.entries(rates).map(([name, { numerator, denominator }]) => [
    name,
    `${Math.round(numerator * 10) / 10}/${denominator}`,
  ]);
  return Object.fromEntries(said) as Record<keyof Rates, string>;
}

const allZero = ({ excludedBy, ...counts }: Counts): boolean =>
  Object.keys(excludedBy).length === 0 && Object.values(counts).every((count) => count === 0);

describe('a rate in words', () => {
  test.each([
    [0, 0, '—'],
    [0, 4, '0/4'],
    [4, 4, '4/4'],
    [5, 5, '100%（5/5）'],
    [0, 5, '0%（0/5）'],
    [19, 20, '95%（19/20）'],
    [2, 3, '2/3'],
    [2, 7, '28.6%（2/7）'],
    [4.8, 5, '96%（4.8/5）'],
    [9999, 10000, '99.9%（9999/10000）'],
  ])('%d of %d is %s', (numerator, denominator, words) => {
    expect(rateInWords({ numerator, denominator })).toBe(words);
  });

  test('no tickets at all: no rate anywhere, never 100 %', () => {
    const { rates, counts } = summarise([], NOVEMBER, NOVEMBER.before);
    for (const rate of Object.values(rates)) expect(rateInWords(rate)).toBe('—');
    expect(allZero(counts)).toBe(true);
  });
});

describe('counts', () => {
  test('new, carried over, closed, excluded and open balance', () => {
    const stories = [
      registeredAt(at('2026-10-30', '10:00')),
      ratedAt(resolvedAt(registeredAt(at('2026-10-30', '10:00')), T0), T0 + HOUR),
      solved(T0),
      next(registeredAt(T0), 'reporter', COMMANDS.withdraw, T0 + DAY),
      registeredAt(T0),
      // Over before the month began: in no count at all.
      solved(at('2026-10-20', '10:00')),
    ];
    expect(countsOf(stories, NOVEMBER)).toMatchObject({
      registered: 3,
      carriedOver: 2,
      closed: 2,
      excluded: 1,
      open: 2,
    });
  });

  test('period edges are midnights in Shanghai: 00:00 begins the new month, the millisecond before ends the old', () => {
    const midnight = Date.parse('2026-11-30T16:00:00Z');
    const [before, after] = [registeredAt(midnight - 1), registeredAt(midnight)];
    expect(NOVEMBER.before).toBe(midnight);
    expect(countsOf([before, after], NOVEMBER)).toMatchObject({ registered: 1, open: 1 });
    expect(countsOf([before, after], DECEMBER)).toMatchObject({ registered: 1, carriedOver: 1, open: 2 });
  });

  test('claimed by the department is still open until the enterprise has its say', () => {
    const claimed = resolvedAt(registeredAt(T0), T0 + DAY);
    expect(countsOf([claimed], NOVEMBER)).toMatchObject({ open: 1, claimed: 1, closed: 0, overdue: 0 });
  });

  test('unrated is closed and counted apart', () => {
    const story = unrated(at('2026-11-03', '10:00'));
    expect(countsOf([story], NOVEMBER)).toMatchObject({ closed: 1, unrated: 1 });
  });

  test('a report about an official is in no figure', () => {
    const story = next(reported(), 'discipline', COMMANDS.resolve, T0 + DAY);
    const { counts, rates } = summarise([story.ticket], NOVEMBER, NOVEMBER.before);
    expect(allZero(counts)).toBe(true);
    expect(new Set(Object.values(rates).map(({ denominator }) => denominator))).toEqual(new Set([0]));
  });

  test('a ticket that had to be dispatched is counted once, however it went on', () => {
    const story = woken(begun({ number: ++lastNumber, department: null }), T0 + DAY);
    expect(countsOf([story, registeredAt(T0)], NOVEMBER)).toMatchObject({ needingDispatcher: 1 });
  });

  test('what is to come is not counted: as of now, not as of the end of the period', () => {
    const stories = [registeredAt(T0)];
    expect(countsOf(stories, NOVEMBER, T0 - 1)).toMatchObject({ registered: 0, open: 0 });
    expect(countsOf(stories, NOVEMBER, T0)).toMatchObject({ registered: 1, open: 1 });
  });
});

describe('overdue', () => {
  // Due on Tuesday 1 December at 18:00, late from midnight.
  const open = registeredAt(T0);

  test('open and past its deadline counts as late now', () => {
    expect(isOverdue(open.ticket, at('2026-12-01', '23:59'))).toBe(false);
    expect(isOverdue(open.ticket, at('2026-12-02', '00:00'))).toBe(true);
    expect(countsOf([open], dayOf('2026-12-01')).overdue).toBe(0);
    expect(countsOf([open], dayOf('2026-12-02'))).toMatchObject({ open: 1, overdue: 1 });
  });

  test('waiting for the rating is not overdue; overturned it is again', () => {
    const claimed = resolvedAt(open, at('2026-12-01', '20:00'));
    expect(isOverdue(claimed.ticket, at('2026-12-04', '10:00'))).toBe(false);
    const again = next(claimed, 'reporter', COMMANDS.rework, at('2026-12-02', '10:00'));
    // Saturday 5 gives way to Monday 7.
    expect(isOverdue(again.ticket, at('2026-12-07', '23:00'))).toBe(false);
    expect(isOverdue(again.ticket, at('2026-12-08', '00:00'))).toBe(true);
  });

  test('days overdue: one on the day after, then one more each day', () => {
    expect(latenessOf(open.ticket, at('2026-12-01', '23:59'))).toBeNull();
    expect(latenessOf(open.ticket, at('2026-12-02', '00:00'))).toEqual({ days: 1, hours: null });
    expect(latenessOf(open.ticket, at('2026-12-04', '09:00'))).toEqual({ days: 3, hours: null });
  });

  test('a summary made late still says what was overdue at the end of its period', () => {
    const period = dayOf('2026-12-02');
    const solvedSince = ratedAt(resolvedAt(open, at('2026-12-03', '09:00')), at('2026-12-03', '10:00'));
    expect(countsOf([solvedSince], period, at('2026-12-03', '11:00'))).toMatchObject({
      open: 1,
      claimed: 0,
      overdue: 1,
    });
  });
});

describe('due soon: what is due by the second working day from now', () => {
  // Seven days, to the next working day.
  const due = (day: Day, registered: Day): Story => {
    const story = registeredAt(at(registered, '10:00'));
    expect(story.ticket.clocks.resolve?.deadline.explanation.lastDay, 'the test counts right').toBe(day);
    return story;
  };
  const seen = (stories: readonly Story[], when: Instant) => attentionAt(tickets(stories), when, calendar);
  const days = (stories: readonly Story[], when: Instant) =>
    seen(stories, when).dueSoon.map(({ clocks }) => clocks.resolve?.deadline.explanation.lastDay);

  test('today, tomorrow and the day after; over a weekend until Tuesday', () => {
    const stories = [
      due('2026-11-27', '2026-11-20'),
      due('2026-11-30', '2026-11-23'),
      due('2026-12-01', '2026-11-24'),
      due('2026-12-02', '2026-11-25'),
    ];
    const friday = at('2026-11-27', '17:30');
    expect(seen(stories, friday)).toMatchObject({ soonBy: '2026-12-01', provisional: false });
    expect(days(stories, friday)).toEqual(['2026-11-27', '2026-11-30', '2026-12-01']);
    expect(days(stories, at('2026-11-26', '17:30'))).toEqual(['2026-11-27', '2026-11-30']);
  });

  test('the make-up Sunday of 20 September counts, the holidays of October do not', () => {
    const september = [due('2026-09-20', '2026-09-13'), due('2026-09-21', '2026-09-14')];
    const after = due('2026-09-22', '2026-09-15');
    expect(days([...september, after], at('2026-09-18', '17:30')), 'Sunday and Monday').toEqual([
      '2026-09-20',
      '2026-09-21',
    ]);
    const october = [due('2026-10-08', '2026-09-30'), due('2026-10-09', '2026-10-02')];
    expect(seen(october, at('2026-09-30', '17:30')).soonBy).toBe('2026-10-09');
    expect(days(october, at('2026-09-30', '17:30'))).toEqual(['2026-10-08']);
    expect(days(october, at('2026-10-05', '12:00')), 'asked on a holiday').toEqual([
      '2026-10-08',
      '2026-10-09',
    ]);
    expect(days(october, at('2026-09-28', '17:30')), 'two working days are left before').toEqual([]);
  });

  test('at the turn of the year it is provisional', () => {
    expect(seen([], at('2026-12-25', '17:30'))).toMatchObject({ soonBy: '2026-12-29', provisional: true });
    expect(seen([], at('2026-12-24', '17:30'))).toMatchObject({ soonBy: '2026-12-28', provisional: false });
    expect(seen([], at('2026-12-31', '17:30'))).toMatchObject({ soonBy: '2027-01-05', provisional: true });
  });

  test('overdue, 办结, withdrawn, confidential or not registered yet is not due soon', () => {
    const friday = at('2026-11-27', '17:30');
    const open = due('2026-11-30', '2026-11-23');
    expect(days([open], friday)).toHaveLength(1);
    expect(days([resolvedAt(open, friday)], friday)).toEqual([]);
    expect(days([next(open, 'reporter', COMMANDS.withdraw, friday)], friday)).toEqual([]);
    expect(days([reported(at('2026-11-23', '10:00'))], friday)).toEqual([]);
    expect(days([open], at('2026-11-23', '09:00'))).toEqual([]);
    expect(days([open], at('2026-12-01', '00:00'))).toEqual([]);
    expect(seen([open], at('2026-12-01', '00:00')).overdue).toMatchObject([{ days: 1 }]);
  });

  test('seen later, it is still what it was then', () => {
    const then = at('2026-11-27', '17:30');
    const since = ratedAt(resolvedAt(due('2026-11-30', '2026-11-23'), then + HOUR), then + 2 * HOUR);
    expect(days([since], then)).toEqual(['2026-11-30']);
  });
});

describe('on time', () => {
  const rates = (stories: readonly Story[], period: Period, asOf?: Instant) => ratesOf(stories, period, asOf);
  const onTime = (story: Story, period: Period = DECEMBER) => rates([story], period).onTime;

  test('办结 before midnight of the due day is on time, after it is not', () => {
    expect(onTime(resolvedAt(registeredAt(T0), at('2026-12-02', '00:00') - 1))).toBe('1/1');
    expect(onTime(resolvedAt(registeredAt(T0), at('2026-12-02', '00:00')))).toBe('0/1');
  });

  test('open and overdue is in the base and not on time', () => {
    expect(rates([registeredAt(T0)], DECEMBER)).toMatchObject({ onTime: '0/1', dueCompletion: '0/1' });
  });

  test('not due yet is in no base, even when it is solved already', () => {
    expect(rates([solved(T0)], NOVEMBER)).toMatchObject({ onTime: '0/0', completion: '1/1' });
  });

  test('overturned by the enterprise it was not on time', () => {
    const claimed = resolvedAt(registeredAt(T0), T0 + DAY);
    expect(onTime(claimed)).toBe('1/1');
    const overturned = next(claimed, 'reporter', COMMANDS.rework, T0 + 2 * DAY);
    expect(onTime(overturned)).toBe('0/1');
    expect(onTime(resolvedAt(overturned, T0 + 2 * DAY + HOUR)), 'once returned is returned').toBe('0/1');
  });

  test('due on the last day of the month is due in that month, and in no other', () => {
    // Seven days from Monday 23 November: Monday the 30th, 18:00.
    const story = registeredAt(at('2026-11-23', '10:00'));
    expect(rates([story], NOVEMBER).onTime).toBe('0/1');
    expect(rates([story], DECEMBER).onTime).toBe('0/0');
  });

  test('due on the first of the month is due in that month', () => {
    expect(rates([registeredAt(T0)], NOVEMBER).onTime).toBe('0/0');
    expect(rates([registeredAt(T0)], DECEMBER).onTime).toBe('0/1');
  });

  test('while its last day still runs it is not judged', () => {
    expect(rates([registeredAt(T0)], DECEMBER, at('2026-12-01', '17:30')).onTime).toBe('0/0');
    expect(rates([registeredAt(T0)], DECEMBER, at('2026-12-02', '00:00')).onTime).toBe('0/1');
  });

  test('withdrawn is in no rate; but a summary of the time before knows it still', () => {
    const story = next(registeredAt(T0), 'reporter', COMMANDS.withdraw, at('2026-12-03', '10:00'));
    expect(rates([story], DECEMBER)).toMatchObject({ completion: '0/0', onTime: '0/0', signedOnTime: '0/0' });
    const asThen = rates([story], dayOf('2026-12-01'), at('2026-12-05', '10:00'));
    expect(asThen).toMatchObject({ completion: '0/1', onTime: '0/1' });
  });
});

describe('signing and first feedback', () => {
  test('signed within the day is on time, later is not', () => {
    const prompt = next(registeredAt(T0), 'liaison', COMMANDS.sign, at('2026-11-25', '23:00'));
    const late = next(registeredAt(T0), 'liaison', COMMANDS.sign, at('2026-11-26', '08:00'));
    expect(ratesOf([prompt, late, registeredAt(T0)], NOVEMBER).signedOnTime).toBe('1/3');
  });

  test('fed back within three days is on time; silence is not', () => {
    const heard = next(registeredAt(T0), 'liaison', COMMANDS.feedback, at('2026-11-27', '17:00'));
    const late = next(registeredAt(T0), 'liaison', COMMANDS.feedback, at('2026-11-28', '08:00'));
    expect(ratesOf([heard, late, registeredAt(T0)], NOVEMBER).fedBackOnTime).toBe('1/3');
  });

  test('solving it at once is feedback too, also when it is overturned later', () => {
    const atOnce = resolvedAt(registeredAt(T0), T0 + HOUR);
    expect(ratesOf([atOnce], NOVEMBER).fedBackOnTime).toBe('1/1');
    const overturned = next(atOnce, 'reporter', COMMANDS.rework, T0 + DAY);
    expect(ratesOf([overturned], NOVEMBER).fedBackOnTime).toBe('1/1');
  });

  test('a ledger that says neither is in neither base', () => {
    const recorded = next(
      begun({ number: ++lastNumber, enterprise: null, member: null }, T0, 'ledger'),
      'ledger',
      COMMANDS.resolve,
      T0 + DAY,
    );
    expect(ratesOf([recorded], NOVEMBER)).toMatchObject({ signedOnTime: '0/0', fedBackOnTime: '0/0' });
    expect(recorded.ticket.facts.fedBackAt).toBeNull();
  });
});

describe('what the enterprise says', () => {
  test('unrated is not satisfied: it is not in the base at all', () => {
    const stories = [solved(at('2026-11-03', '10:00')), unrated(at('2026-11-03', '10:00'))];
    expect(ratesOf(stories, NOVEMBER)).toMatchObject({ satisfaction: '1/1', resolution: '1/1' });
    expect(countsOf(stories, NOVEMBER)).toMatchObject({ closed: 2, unrated: 1 });
  });

  test('satisfied counts one, basically 0.9, dissatisfied nothing', () => {
    const stories = (['satisfied', 'basic', 'dissatisfied'] as const).map((rating) => solved(T0, rating));
    expect(ratesOf(stories, NOVEMBER)).toMatchObject({
      satisfaction: '1.9/3',
      resolution: '2/3',
      unsaid: '1/3',
    });
  });

  test('solved is what the enterprise says is solved; what was reported otherwise stands apart', () => {
    const resultOf = (outcome: 'solved' | 'partly' | 'explained') =>
      next(
        next(begun({}, T0), 'liaison', COMMANDS.sign, T0),
        'liaison',
        { ...COMMANDS.resolve, outcome },
        T0 + DAY,
      );
    const stories = (['solved', 'partly', 'explained'] as const).map((outcome) =>
      ratedAt(resultOf(outcome), T0 + 2 * DAY),
    );
    const phoned = next(
      resultOf('explained'),
      'dispatcher',
      { ...COMMANDS.callBack, rating: 'dissatisfied' },
      T0 + 2 * DAY,
    );
    expect(ratesOf(stories, NOVEMBER)).toMatchObject({
      resolution: '1/3',
      partly: '1/3',
      explained: '1/3',
      unsaid: '0/3',
      unsolved: '0/3',
    });
    expect(ratesOf([phoned], NOVEMBER), 'asked by itself, it is its word').toMatchObject({
      resolution: '1/1',
    });
  });

  test('what was 挂账 once is solved as it was reported in the end', () => {
    const waiting = next(
      storyIn('suspended'),
      'liaison',
      { ...COMMANDS.resolve, outcome: 'partly' },
      T0 + DAY,
    );
    expect(waiting.ticket.facts).toMatchObject({ outcome: 'longTerm', reportedAs: 'partly' });
    expect(ratesOf([ratedAt(waiting, T0 + 2 * DAY)], NOVEMBER)).toMatchObject({
      resolution: '0/1',
      partly: '1/1',
    });
  });

  test('"not solved" is an answer, and stays one in its period, also where it was done again in it', () => {
    const overturned = next(
      resolvedAt(registeredAt(T0), T0 + DAY),
      'reporter',
      COMMANDS.rework,
      T0 + 2 * DAY,
    );
    expect(ratesOf([overturned], NOVEMBER)).toMatchObject({ resolution: '0/1', satisfaction: '0/1' });
    const inTheEnd = ratedAt(resolvedAt(overturned, T0 + 3 * DAY), T0 + 4 * DAY);
    expect(ratesOf([inTheEnd], NOVEMBER)).toMatchObject({
      resolution: '0/1',
      unsolved: '1/1',
      satisfaction: '1/1',
    });
    expect(countsOf([inTheEnd], NOVEMBER)).toMatchObject({ redone: 1, unhappy: 1 });
    const nextWeek = { from: T0 + 3 * DAY, before: NOVEMBER.before };
    expect(ratesOf([inTheEnd], nextWeek), 'said in the week after').toMatchObject({ resolution: '1/1' });
    expect(countsOf([inTheEnd], nextWeek)).toMatchObject({ redone: 0, unhappy: 0 });
  });

  test('"not solved", and then withdrawn, merged or left unrated, stays in the base', () => {
    const unsolved = () =>
      next(resolvedAt(registeredAt(T0), T0 + HOUR), 'reporter', COMMANDS.rework, T0 + 2 * HOUR);
    const stories = [
      ...[1, 2, 3, 4].map(() => solved(T0)),
      next(unsolved(), 'reporter', COMMANDS.withdraw, T0 + 3 * HOUR),
      next(unsolved(), 'dispatcher', COMMANDS.merge, T0 + 3 * HOUR),
    ];
    expect(ratesOf(stories, NOVEMBER)).toMatchObject({ resolution: '4/6', satisfaction: '4/6' });
    const left = woken(resolvedAt(unsolved(), T0 + DAY), T0 + 20 * DAY);
    const both = { from: NOVEMBER.from, before: DECEMBER.before };
    expect(left.ticket.state).toBe('closed');
    expect(ratesOf([left], both)).toMatchObject({ resolution: '0/1', unsolved: '1/1', calledBack: '1/1' });
  });

  test('counted in the period in which it was said', () => {
    const story = ratedAt(resolvedAt(registeredAt(T0), T0 + DAY), at('2026-12-01', '09:00'));
    expect(ratesOf([story], NOVEMBER).satisfaction).toBe('0/0');
    expect(ratesOf([story], DECEMBER).satisfaction).toBe('1/1');
  });
});

test('closures nobody rated are counted in each rate that they support', () => {
  const silent = unrated(at('2026-11-03', '10:00'));
  const last = unrated(at('2025-12-03', '10:00'));
  const { rates } = summarise(tickets([silent, last, solved(T0)]), NOVEMBER, NOVEMBER.before);
  expect(rates.completion).toEqual({ numerator: 3, denominator: 3, unrated: 2 });
  expect(rates.yearCompletion, 'registered in the year').toEqual({
    numerator: 2,
    denominator: 2,
    unrated: 1,
  });
  expect(rates.dueCompletion).toEqual({ numerator: 1, denominator: 1, unrated: 1 });
  expect(rates.onTime, 'in time, and closed by silence').toEqual({
    numerator: 1,
    denominator: 1,
    unrated: 1,
  });
  expect(rates.claimed).toEqual({ numerator: 3, denominator: 3, unrated: 2 });
  expect(rateInWords(rates.onTime)).toBe('1/1（其中未评价 1）');
});

test('the reported rate: 19 of 20 received so far are struck off', () => {
  const stories = [...Array.from({ length: 19 }, () => solved(at('2026-11-10', '10:00'))), registeredAt(T0)];
  const { rates } = summarise(tickets(stories), NOVEMBER, NOVEMBER.before);
  expect(rateInWords(rates.completion)).toBe('95%（19/20）');
});
