/** The second face of the figures: what was due as base, what is suspended or excluded, and what comes back. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/lifecycle.ts';
import {
  attentionAt,
  type Counts,
  isOverdue,
  type Period,
  type Rates,
  summarise,
} from '../../src/domain/metrics.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  calendar,
  flows,
  next,
  PEOPLE,
  reported,
  type Story,
  T0,
  type Who,
  woken,
} from '../support/builders.ts';

const NOVEMBER: Period = { from: at('2026-11-01', '00:00'), before: at('2026-12-01', '00:00') };
const DECEMBER: Period = { from: at('2026-12-01', '00:00'), before: at('2027-01-01', '00:00') };
/** After everything in these stories: how a report reads when it is printed again. */
const LATER = at('2027-03-01', '00:00');

let lastNumber = 0;
/** Registered at T0, due on Tuesday 1 December. */
const fresh = (department = 'housing', when: Instant = T0): Story =>
  begun({ number: ++lastNumber, department }, when);
const then = (story: Story, who: Who, command: Command, when: Instant): Story =>
  next(story, who, command, when);
const resolved = (story: Story, when: Instant): Story =>
  next(story, { person: story.ticket.liaison ?? '' }, COMMANDS.resolve, when);
const rated = (story: Story, when: Instant, rating: 'satisfied' | 'basic' | 'dissatisfied' = 'satisfied') =>
  then(story, 'reporter', { type: 'confirm', rating }, when);
const of = (stories: readonly Story[], period: Period, asOf: Instant = period.before) =>
  summarise(
    stories.map(({ ticket }) => ticket),
    period,
    asOf,
  );
const said = (stories: readonly Story[], period: Period, asOf?: Instant) =>
  inWords(of(stories, period, asOf).rates);
const inWords = (rates: Partial<Rates>) =>
  Object.fromEntries(
    Object.entries(rates).map(([name, { numerator, denominator }]) => [name, `${numerator}/${denominator}`]),
  );
const counts = (stories: readonly Story[], period: Period, asOf?: Instant): Counts =>
  of(stories, period, asOf).counts;
const suspendedFrom = (story: Story, when: Instant): Story =>
  then(then(story, 'liaison', COMMANDS.suspend, when - HOUR), 'leader', COMMANDS.grant, when);

describe('what a department says and what the enterprise says are two facts', () => {
  test('claimed counts in 部门报办结率 at once, in 办结率 when the enterprise has had its say', () => {
    const claimed = resolved(fresh(), T0 + DAY);
    const stories = [claimed, fresh()];
    expect(said(stories, NOVEMBER)).toMatchObject({ claimed: '1/2', completion: '0/2' });
    expect(said([rated(claimed, T0 + 2 * DAY), fresh()], NOVEMBER)).toMatchObject({
      claimed: '1/2',
      completion: '1/2',
    });
  });

  test('overturned, it is no claim any more', () => {
    const overturned = then(resolved(fresh(), T0 + DAY), 'reporter', COMMANDS.rework, T0 + 2 * DAY);
    expect(said([overturned], NOVEMBER)).toMatchObject({ claimed: '0/1', reworked: '1/1' });
  });
});

describe('the two bases', () => {
  test('five received, two due: 办结率 over five, 到期办结率 over two', () => {
    const dueInNovember = at('2026-11-20', '10:00');
    const stories = [
      rated(resolved(fresh('housing', dueInNovember), dueInNovember + DAY), dueInNovember + 2 * DAY),
      resolved(fresh('housing', dueInNovember), dueInNovember + DAY),
      ...[fresh(), fresh(), fresh()],
    ];
    expect(said(stories, NOVEMBER)).toMatchObject({
      completion: '1/5',
      dueCompletion: '1/2',
      onTime: '2/2',
    });
  });

  test('an extension moves what is due into the month it was extended to', () => {
    const asked = then(fresh(), 'liaison', COMMANDS.extend, T0 + DAY);
    const base = (story: Story, before: Instant) => said([story], { from: T0, before }).onTime;
    const [first, second] = [at('2026-12-02', '00:00'), at('2026-12-05', '00:00')];
    expect(base(asked, first)).toBe('0/1');
    const granted = then(asked, 'dispatcher', COMMANDS.grant, T0 + DAY + HOUR);
    expect(base(granted, first), 'due on Friday 4 December now').toBe('0/0');
    expect(base(resolved(granted, at('2026-12-04', '23:00')), second)).toBe('1/1');
  });
});

describe('while the clock stands', () => {
  test('waiting for the enterprise, a ticket is not due, not due soon and not late', () => {
    const waiting = then(fresh(), 'liaison', COMMANDS.ask, at('2026-12-01', '10:00'));
    const wednesday = at('2026-12-02', '10:00');
    expect(isOverdue(waiting.ticket, wednesday)).toBe(false);
    expect(said([waiting], DECEMBER, wednesday)).toMatchObject({ onTime: '0/0' });
    expect(counts([waiting], DECEMBER, wednesday)).toMatchObject({ open: 1, overdue: 0, suspended: 0 });
    const attention = attentionAt([waiting.ticket], at('2026-12-01', '11:00'), calendar);
    expect(attention).toMatchObject({ overdue: [], dueSoon: [] });
  });

  test('what was late before it stood stays late, by the days it had', () => {
    const late = then(fresh(), 'liaison', COMMANDS.ask, at('2026-12-03', '10:00'));
    expect(attentionAt([late.ticket], at('2026-12-07', '10:00'), calendar).overdue).toMatchObject([
      { days: 2 },
    ]);
    expect(said([late], DECEMBER)).toMatchObject({ onTime: '0/1' });
  });

  test('挂账 is counted apart, stays late where it was, and never vanishes from a denominator', () => {
    const late = suspendedFrom(fresh(), at('2026-12-03', '10:00'));
    const early = suspendedFrom(fresh(), T0 + 2 * DAY);
    expect(counts([late, early], DECEMBER)).toMatchObject({
      carriedOver: 2,
      open: 0,
      suspended: 2,
      suspendedLate: 1,
      overdue: 1,
    });
    const until = at('2026-12-20', '10:00');
    expect(attentionAt([late.ticket, early.ticket], until, calendar).overdue).toMatchObject([{ days: 2 }]);
    expect(of([late], DECEMBER).tiers).toMatchObject([{ tier: 'C', reasons: [{ why: 'overdue' }] }]);
    expect(of([early], DECEMBER).tiers).toEqual([]);
    expect(said([late, early], DECEMBER)).toMatchObject({
      completion: '0/2',
      dueCompletion: '0/2',
      onTime: '0/2',
    });
    expect(isOverdue(late.ticket, until)).toBe(true);
    expect(isOverdue(early.ticket, until)).toBe(false);
    // Taken up again it is late at once: the plan gave it time, not the past.
    const again = then(late, 'liaison', COMMANDS.resume, until);
    expect(isOverdue(again.ticket, at('2026-12-20', '10:01'))).toBe(true);
  });
});

describe('what is excluded is shown with its code, and the figures with and without it', () => {
  test('one withdrawn, one merged, two not taken on', () => {
    const stories = [
      rated(resolved(fresh(), T0 + DAY), T0 + 2 * DAY),
      then(fresh(), 'reporter', COMMANDS.withdraw, T0 + DAY),
      then(fresh(), 'dispatcher', COMMANDS.merge, T0 + DAY),
      then(fresh(), 'dispatcher', COMMANDS.reject, T0 + DAY),
      then(fresh(), 'dispatcher', { type: 'reject', code: 'repeated', text: '没有新理由' }, T0 + DAY),
    ];
    const november = of(stories, NOVEMBER);
    expect(november.counts).toMatchObject({
      registered: 5,
      closed: 1,
      excluded: 4,
      excludedBy: { withdrawn: 1, merged: 1, judicial: 1, repeated: 1 },
    });
    expect(inWords(november.rates)).toMatchObject({ completion: '1/1' });
    expect(inWords(november.beforeExclusions)).toMatchObject({ completion: '1/5' });
    // All were due on 1 December.
    const december = of(stories, DECEMBER);
    expect(inWords(december.rates)).toMatchObject({ dueCompletion: '1/1', onTime: '1/1' });
    expect(inWords(december.beforeExclusions)).toMatchObject({ dueCompletion: '1/5', onTime: '1/5' });
  });

  test('done in time and then withdrawn is not on time before exclusions either', () => {
    const gone = then(resolved(fresh(), T0 + DAY), 'reporter', COMMANDS.withdraw, T0 + 2 * DAY);
    expect(inWords(of([gone], DECEMBER).beforeExclusions)).toMatchObject({ onTime: '0/1' });
  });
});

describe('a ticket that comes back', () => {
  const closed = rated(resolved(fresh(), T0 + DAY), T0 + 2 * DAY);
  const back = then(closed, 'reporter', COMMANDS.reopen, at('2026-12-10', '10:00'));

  test('is closed in the month that said so, and carried over into the one it came back in', () => {
    for (const asOf of [NOVEMBER.before, LATER]) {
      expect(counts([back], NOVEMBER, asOf)).toMatchObject({ registered: 1, closed: 1, open: 0 });
    }
    expect(counts([back], DECEMBER, LATER)).toMatchObject({
      registered: 0,
      carriedOver: 1,
      reopened: 1,
      open: 1,
      closed: 0,
    });
    expect(counts([closed], DECEMBER, LATER)).toMatchObject({ carriedOver: 0, closed: 0 });
  });

  test('its earlier 办结 was overturned: the enterprise says it is not solved', () => {
    expect(said([closed], NOVEMBER)).toMatchObject({ resolution: '1/1', satisfaction: '1/1' });
    expect(said([back], DECEMBER)).toMatchObject({ resolution: '0/1', satisfaction: '0/1', claimed: '0/1' });
  });

  test('closed, come back and closed again in one month it is closed once', () => {
    const again = rated(resolved(back, at('2026-12-11', '10:00')), at('2026-12-12', '10:00'));
    expect(counts([again], DECEMBER)).toMatchObject({ carriedOver: 1, reopened: 1, closed: 1, open: 0 });
    expect(counts([again], { from: NOVEMBER.from, before: DECEMBER.before })).toMatchObject({
      registered: 1,
      reopened: 0,
      closed: 1,
    });
  });

  test('not taken on and heard again on appeal it is in the base again, and nobody answered yet', () => {
    const rejected = then(fresh(), 'dispatcher', COMMANDS.reject, T0 + DAY);
    const heard = then(rejected, 'reporter', COMMANDS.reopen, at('2026-12-03', '10:00'));
    expect(counts([heard], NOVEMBER, LATER)).toMatchObject({ excluded: 1, excludedBy: { judicial: 1 } });
    expect(counts([heard], DECEMBER)).toMatchObject({ reopened: 1, open: 1, excluded: 0 });
    expect(said([heard], DECEMBER)).toMatchObject({ completion: '0/1', resolution: '0/0' });
  });
});

describe('退单, 重办, 回访', () => {
  test('退单率 and 重办率 over what was dispatched, asked for once or twice', () => {
    const returned = then(fresh(), 'liaison', COMMANDS.return, T0 + HOUR);
    const kept = then(returned, 'dispatcher', COMMANDS.deny, T0 + 2 * HOUR);
    const extended = then(fresh(), 'liaison', COMMANDS.extend, T0 + HOUR);
    const twice = then(
      resolved(then(resolved(fresh(), T0 + HOUR), 'reporter', COMMANDS.rework, T0 + 2 * HOUR), T0 + 3 * HOUR),
      'reporter',
      COMMANDS.rework,
      T0 + 4 * HOUR,
    );
    const waiting = begun({ number: ++lastNumber, department: null });
    const stories = [kept, extended, twice, fresh(), waiting];
    expect(said(stories, NOVEMBER)).toMatchObject({ returned: '1/4', reworked: '1/4' });
  });

  test('首次派准率: what stayed where it first went, and was not asked to be taken back', () => {
    const returned = then(
      then(fresh(), 'liaison', COMMANDS.return, T0 + HOUR),
      'dispatcher',
      COMMANDS.deny,
      T0 + 2 * HOUR,
    );
    const moved = then(fresh(), 'liaison', COMMANDS.transfer, T0 + HOUR);
    const queued = begun({ number: ++lastNumber, department: null });
    const found = then(queued, 'dispatcher', COMMANDS.assign, T0 + HOUR);
    const stories = [returned, moved, found, fresh(), begun({ number: ++lastNumber, department: null })];
    expect(said(stories, NOVEMBER)).toMatchObject({ firstRight: '2/4' });
    // Moved after the period: it had been right by then.
    const later = then(fresh(), 'liaison', COMMANDS.transfer, at('2026-12-01', '10:00'));
    expect(said([later], NOVEMBER)).toMatchObject({ firstRight: '1/1' });
    expect(said([later], { from: NOVEMBER.from, before: DECEMBER.before })).toMatchObject({
      firstRight: '0/1',
    });
  });

  test('回访率: who answered, of those whose time to answer is over; unrated is never satisfied', () => {
    const early = at('2026-11-03', '10:00');
    const unrated = woken(resolved(fresh('housing', early), early + DAY), early + 15 * DAY);
    const happy = rated(resolved(fresh('housing', early), early + DAY), early + 2 * DAY);
    const unsolved = then(
      resolved(fresh('housing', early), early + DAY),
      'reporter',
      COMMANDS.rework,
      early + DAY + HOUR,
    );
    const open = resolved(fresh(), T0 + DAY);
    expect(said([unrated, happy, unsolved, open], NOVEMBER)).toMatchObject({
      calledBack: '2/3',
      resolution: '1/2',
      satisfaction: '1/2',
    });
  });
});

describe('响应率: what enterprises say when they are asked whether anybody came to them', () => {
  const called = (contacted: boolean | null, solved = true): Story =>
    then(
      resolved(fresh(), T0 + DAY),
      'dispatcher',
      {
        type: 'callBack',
        answers: { solved, answered: null, contacted },
        text: '还是塌的',
        ...(solved ? { rating: 'satisfied' as const } : {}),
      },
      T0 + 2 * DAY,
    );

  test('yes over those who answered it; who was not asked is in no base', () => {
    const stories = [
      called(true),
      called(false),
      called(null),
      rated(resolved(fresh(), T0 + DAY), T0 + 2 * DAY),
    ];
    expect(said(stories, NOVEMBER)).toMatchObject({ response: '1/2', resolution: '4/4' });
  });

  test('"nobody came" of somebody whose problem is not solved counts too', () => {
    expect(said([called(false, false)], NOVEMBER)).toMatchObject({ response: '0/1', resolution: '0/1' });
  });

  test('an answer given after the rating counts', () => {
    const later = then(
      rated(resolved(fresh(), T0 + DAY), T0 + 2 * DAY),
      'reporter',
      COMMANDS.answer,
      T0 + 3 * DAY,
    );
    expect(said([later], NOVEMBER)).toMatchObject({ response: '1/1' });
  });
});

describe('tiers instead of places', () => {
  const december = (stories: readonly Story[], asOf?: Instant) =>
    Object.fromEntries(of(stories, DECEMBER, asOf).tiers.map(({ department, tier }) => [department, tier]));

  test('A in time and not complained of, B late or complained of, C late and still open', () => {
    const [inTime, late] = [T0 + DAY, at('2026-12-03', '10:00')];
    const stories = [
      rated(resolved(fresh('housing'), inTime), at('2026-12-02', '10:00'), 'basic'),
      resolved(fresh('housing'), inTime),
      resolved(fresh('water'), inTime),
      resolved(fresh('water'), late),
      rated(resolved(fresh('power'), inTime), at('2026-12-02', '10:00'), 'dissatisfied'),
      then(resolved(fresh('gas'), inTime), 'reporter', COMMANDS.rework, at('2026-12-01', '10:00')),
      fresh('transport'),
      resolved(fresh('transport'), inTime),
    ];
    expect(december(stories, at('2026-12-03', '12:00'))).toEqual({
      gas: 'B',
      housing: 'A',
      power: 'B',
      transport: 'C',
      water: 'B',
    });
  });

  test('each says why a department is in it, with the numbers; what is late and open is told once', () => {
    const open = fresh('water');
    const lateDone = resolved(fresh('water'), at('2026-12-03', '10:00'));
    const unhappy = rated(resolved(fresh('power'), T0 + DAY), at('2026-12-02', '10:00'), 'dissatisfied');
    const stories = [open, lateDone, unhappy, resolved(fresh('gas'), T0 + DAY)];
    expect(of(stories, DECEMBER, at('2026-12-04', '10:00')).tiers).toEqual([
      { department: 'gas', tier: 'A', reasons: [] },
      {
        department: 'power',
        tier: 'B',
        reasons: [{ why: 'unhappy', tickets: [unhappy.ticket.number] }],
      },
      {
        department: 'water',
        tier: 'C',
        reasons: [
          { why: 'overdue', tickets: [open.ticket.number] },
          { why: 'late', tickets: [lateDone.ticket.number] },
        ],
      },
    ]);
  });

  test('what nobody could judge is in none: suspended, waiting, not due, nobody’s', () => {
    const stories = [
      suspendedFrom(fresh(), at('2026-11-30', '10:00')),
      then(fresh(), 'liaison', COMMANDS.ask, at('2026-12-01', '10:00')),
      then(fresh(), 'reporter', COMMANDS.withdraw, T0 + DAY),
      fresh('water', at('2026-12-28', '10:00')),
      begun({ number: ++lastNumber, department: null }),
      reported(),
    ];
    expect(of(stories, DECEMBER, at('2026-12-02', '10:00')).tiers).toEqual([]);
  });

  test('unrated is no complaint, and no praise is needed', () => {
    const unrated = woken(resolved(fresh(), T0 + DAY), at('2026-12-20', '10:00'));
    expect(december([unrated])).toEqual({ housing: 'A' });
  });
});

test('a report about an official is in no rate of either face and in no tier', () => {
  const story = next(reported(), 'discipline', COMMANDS.resolve, T0 + DAY, { flow: flows.report });
  const { rates, beforeExclusions, tiers } = of([story], NOVEMBER);
  for (const { denominator } of Object.values({ ...rates, ...beforeExclusions })) expect(denominator).toBe(0);
  expect(tiers).toEqual([]);
  expect(PEOPLE.discipline.person).toBe(story.ticket.liaison);
});
