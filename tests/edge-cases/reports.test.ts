/** Edge cases 43 to 50: the figures. T0 is Tuesday 24 November 2026, 10:00; 办结 by Tuesday 1 December. */
import { expect } from 'vitest';
import { addWorkdays } from '../../src/domain/calendar.ts';
import {
  type Counts,
  isOverdue,
  latenessOf,
  type Period,
  type Rate,
  rateInWords,
  resolvedOnTime,
  type Summary,
  summarise,
} from '../../src/domain/metrics.ts';
import { at, DAY, dayOf, HOUR, type Instant, toIso } from '../../src/domain/time.ts';
import { begun, COMMANDS, calendar, next, type Story, T0, type Who, woken } from '../support/builders.ts';
import { atDesk } from './at-desk.ts';
import { edge } from './table.ts';
import { inZone } from './zone.ts';

const NOVEMBER: Period = { from: at('2026-11-01', '00:00'), before: at('2026-12-01', '00:00') };
const DECEMBER: Period = { from: at('2026-12-01', '00:00'), before: at('2027-01-01', '00:00') };

let numbers = 0;
const fresh = (when: Instant = T0): Story => begun({ number: ++numbers }, when);
const resolved = (story: Story, when: Instant): Story => next(story, 'liaison', COMMANDS.resolve, when);
const rated = (story: Story, when: Instant): Story =>
  next(resolved(story, when - HOUR), 'reporter', COMMANDS.confirm, when);
const report = (stories: readonly Story[], period: Period, asOf: Instant = period.before): Summary =>
  summarise(
    stories.map(({ ticket }) => ticket),
    period,
    asOf,
  );
const counts = (...given: Parameters<typeof report>): Counts => report(...given).counts;
const said = ({ numerator, denominator }: Rate): string => `${numerator}/${denominator}`;

edge(43, async () => {
  const { rates, beforeExclusions, tiers } = report([], NOVEMBER);
  for (const [name, rate] of Object.entries({ ...rates, ...beforeExclusions })) {
    expect(rateInWords(rate), name).toBe('—');
  }
  expect(tiers, 'and nobody is in a tier for nothing').toEqual([]);
  expect(rateInWords({ numerator: 0, denominator: 1 }), 'few are counted, not rated').toBe('0/1');
  expect(rateInWords({ numerator: 19, denominator: 20 })).toBe('95%（19/20）');
  await atDesk(at('2026-11-24', '09:00'), async (bench) => {
    const [sheet] = await bench.says('leader-1', '简报 口径');
    expect(sheet?.text).toContain('办结率　—');
    expect(sheet?.text).not.toMatch(/\d%/);
  });
});

edge(44, () => {
  // Due on Monday the 30th: its last moment is November's, though it is late only from December on.
  const edgeOfMonth = fresh(at('2026-11-23', '10:00'));
  expect(edgeOfMonth.ticket.clocks.resolve?.deadline.explanation.lastDay).toBe('2026-11-30');
  for (const tell of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    inZone(tell, () => {
      const due = (period: Period) => report([edgeOfMonth], period).rates.onTime.denominator;
      expect([due(NOVEMBER), due(DECEMBER)], tell).toEqual([1, 0]);
      // Registered at midnight in Huozhou, when it is still four in the afternoon of November in London.
      const midnight = at('2026-12-01', '00:00');
      const came = (when: Instant, period: Period) => counts([fresh(when)], period).registered;
      expect([came(midnight - 1, NOVEMBER), came(midnight - 1, DECEMBER)], tell).toEqual([1, 0]);
      expect([came(midnight, NOVEMBER), came(midnight, DECEMBER)], tell).toEqual([0, 1]);
    });
  }
  const last = resolved(edgeOfMonth, at('2026-12-01', '00:00') - 1);
  expect(said(report([last], NOVEMBER).rates.onTime), 'done in the last millisecond of the month').toBe(
    '1/1',
  );
});

edge(45, () => {
  const open = fresh(at('2026-11-16', '10:00'));
  const [before, after] = [at('2026-11-23', '23:59'), at('2026-11-24', '00:00')];
  const now = (asOf: Instant) => report([open], NOVEMBER, asOf);
  expect(now(before)).toMatchObject({ counts: { open: 1, overdue: 0 }, tiers: [] });
  expect(now(after).counts).toMatchObject({ open: 1, overdue: 1, closed: 0 });
  expect(said(now(after).rates.onTime), 'in the base, and not in time, without waiting for the end').toBe(
    '0/1',
  );
  expect(now(after).tiers).toEqual([
    {
      department: 'housing',
      tier: 'C',
      reasons: [{ why: 'overdue', tickets: [open.ticket.number] }],
    },
  ]);
});

edge(46, async () => {
  const closed = rated(fresh(at('2026-11-16', '10:00')), at('2026-11-20', '10:00'));
  const reopened = next(closed, 'reporter', COMMANDS.reopen, at('2026-12-03', '10:00'));
  // The counts tell how things stood at the end of November, whenever they are asked for …
  expect(counts([reopened], NOVEMBER)).toEqual(counts([closed], NOVEMBER));
  expect(said(report([reopened], NOVEMBER).rates.completion)).toBe('1/1');
  // … whether it was 办结 in time is told as it is known now: it was not solved.
  expect(said(report([closed], NOVEMBER).rates.onTime)).toBe('1/1');
  expect(resolvedOnTime(reopened.ticket)).toBe(false);
  expect(counts([reopened], DECEMBER), 'and December shows that it came back').toMatchObject({
    carriedOver: 1,
    reopened: 1,
    open: 1,
  });

  // The brief that went out is not sent again, nor rewritten.
  await atDesk(at('2026-11-24', '10:00'), async (bench) => {
    await bench.has(at('2026-11-23', '10:00'), (story) => rated(story, at('2026-11-24', '09:00')));
    await bench.goesTo(at('2026-11-24', '17:30'));
    const briefs = () => bench.told('dispatcher-1').filter((text) => text.startsWith('【日报】11月24日'));
    const sent = briefs();
    expect(sent).toEqual([expect.stringContaining('销号 1（')]);
    await bench.says('shangchao-1', '重开 1 又塌了');
    await bench.goesTo(at('2026-11-25', '17:30'));
    expect(briefs()).toEqual(sent);
    expect(bench.told('dispatcher-1').findLast((text) => text.startsWith('【日报】11月25日'))).toContain(
      '在办 1',
    );
  });
});

edge(47, () => {
  const done = () => resolved(fresh(), T0 + HOUR);
  const silent = () => woken(done(), at('2026-12-02', '08:00'));
  const happy = () => next(done(), 'reporter', COMMANDS.confirm, T0 + DAY);
  const unhappy = () => next(done(), 'reporter', { type: 'confirm', rating: 'dissatisfied' }, T0 + DAY);
  expect(silent().ticket).toMatchObject({ state: 'closed', facts: { closedBy: 'silence', rating: null } });

  const three = { from: NOVEMBER.from, before: DECEMBER.before };
  const { counts: seen, rates } = report([silent(), silent(), happy(), unhappy()], three);
  expect(seen).toMatchObject({ closed: 4, unrated: 2 });
  expect(said(rates.calledBack), 'two of four have answered').toBe('2/4');
  expect(said(rates.satisfaction), 'of the two that answered').toBe('1/2');
  expect(rateInWords(report([silent()], three).rates.satisfaction), 'nobody answered').toBe('—');
});

edge(48, () => {
  // Asked for papers from Wednesday to Monday: five midnights, so the 1st of December becomes the 6th, a Sunday: the 7th.
  const wednesday = at('2026-11-25', '10:00');
  const asked = next(fresh(), 'liaison', COMMANDS.ask, wednesday);
  const supplied = next(asked, 'reporter', COMMANDS.supplement, at('2026-11-30', '10:00'));
  const deadline = supplied.ticket.clocks.resolve?.deadline;
  expect(deadline?.explanation).toMatchObject({
    lastDay: '2026-12-07',
    pauses: [{ from: wednesday, to: at('2026-11-30', '10:00') }],
  });
  const friday = at('2026-12-04', '10:00');
  const done = resolved(supplied, friday).ticket;
  expect(resolvedOnTime(done), 'ten plain days, but in time').toBe(true);
  expect(resolvedOnTime(resolved(fresh(), friday).ticket), 'without the pause it is not').toBe(false);
  expect(Math.floor((friday - done.facts.registeredAt) / DAY), 'the plain days stay on record').toBe(10);
  expect(done.entries.map(({ what }) => what)).toEqual(expect.arrayContaining(['asked', 'resumed']));
  expect(
    latenessOf(supplied.ticket, at('2026-12-09', '10:00')),
    'late is counted from the moved day',
  ).toMatchObject({
    days: 2,
  });
});

edge(49, () => {
  const ended = (who: Who, command: 'withdraw' | 'merge' | 'reject') =>
    next(next(fresh(), 'liaison', COMMANDS.sign, T0 + HOUR), who, COMMANDS[command], T0 + DAY);
  const stories = [
    rated(fresh(), T0 + DAY),
    fresh(),
    ended('reporter', 'withdraw'),
    ended('dispatcher', 'merge'),
    ended('dispatcher', 'reject'),
  ];
  const { counts: seen, rates, beforeExclusions } = report(stories, NOVEMBER);
  expect(seen).toMatchObject({
    registered: 5,
    excluded: 3,
    excludedBy: { withdrawn: 1, merged: 1, judicial: 1 },
  });
  expect(said(rates.completion)).toBe('1/2');
  expect(said(beforeExclusions.completion), 'and what it would be with them').toBe('1/5');
});

edge(50, () => {
  // Everything that can become of a ticket, begun on each working day of two months.
  const lives: readonly ((story: Story, when: Instant) => Story)[] = [
    (story) => story,
    (story, when) => resolved(story, when + DAY),
    (story, when) => rated(story, when + 2 * DAY),
    (story, when) => woken(resolved(story, when + DAY), when + 20 * DAY),
    (story, when) => next(story, 'reporter', COMMANDS.withdraw, when + DAY),
    (story, when) => next(story, 'dispatcher', COMMANDS.reject, when + DAY),
    (story, when) => next(story, 'liaison', COMMANDS.ask, when + DAY),
    (story, when) => suspended(story, when + DAY),
    (story, when) => next(rated(story, when + 2 * DAY), 'reporter', COMMANDS.reopen, when + 25 * DAY),
    (story, when) => next(resolved(story, when + DAY), 'reporter', COMMANDS.rework, when + 3 * DAY),
  ];
  const stories: Story[] = [];
  let when = at('2026-09-14', '10:00');
  for (let index = 0; index < 40; index++) {
    for (const live of lives) stories.push(live(fresh(when), when));
    when = at(addWorkdays(dayOf(when), 1, calendar), '10:00');
  }
  const periods: Period[] = ['2026-09', '2026-10', '2026-11', '2026-12'].map((month, index, all) => ({
    from: at(`${month}-01`, '00:00'),
    before: at(`${all[index + 1] ?? '2027-01'}-01`, '00:00'),
  }));
  let left = 0;
  for (const period of periods) {
    const seen = counts(stories, period);
    const name = toIso(period.from).slice(0, 7);
    expect(seen.open + seen.suspended + seen.closed + seen.excluded, name).toBe(
      seen.registered + seen.carriedOver,
    );
    expect(seen.carriedOver - seen.reopened, `${name} begins with what the month before left`).toBe(left);
    left = seen.open + seen.suspended;
  }
  const received = periods.map((period) => counts(stories, period).registered);
  expect(
    received.reduce((sum, count) => sum + count),
    'each was received once',
  ).toBe(400);
  const lateNow = stories.filter(({ ticket }) => isOverdue(ticket, DECEMBER.before - 1)).length;
  expect(counts(stories, DECEMBER).overdue).toBe(lateNow);
});

/** Put off to the middle of January, with a leader's word. */
function suspended(story: Story, when: Instant): Story {
  return next(next(story, 'liaison', COMMANDS.suspend, when), 'leader', COMMANDS.grant, when + HOUR);
}
