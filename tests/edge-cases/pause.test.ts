/** Edge cases 18 to 25: the clock that stands (停表). T0 is Tuesday 24 November 2026, 10:00; 办结 by Tuesday 1 December. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Deadline, deadlineOf, isLate, type Pause, type Unit } from '../../src/domain/deadline.ts';
import { isOverdue, latenessOf } from '../../src/domain/metrics.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { openBench } from '../desk/bench.ts';
import { official } from '../domain/calendar-samples.ts';
import { asked, COMMANDS, next, outcomeOf, type Story, storyIn, T0, woken } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { edge } from './table.ts';

const SECOND = 1000;
const pause = (from: Instant, to: Instant) => ({ from, to });
const due = (start: Instant, amount: number, unit: Unit, ...pauses: Pause[]): Deadline =>
  deadlineOf(start, { amount, unit, roll: true }, official, pauses);
const lastDay = (...given: Parameters<typeof due>): string => due(...given).explanation.lastDay;
const dueDay = (ticket: Ticket | undefined) => ticket?.clocks.resolve?.deadline.explanation.lastDay;
/** Asked for papers from one moment to the other, and supplied. */
const pausedFor = (story: Story, from: Instant, to: Instant): Story =>
  next(next(story, 'liaison', COMMANDS.ask, from), 'reporter', COMMANDS.supplement, to);

edge(18, () => {
  const friday = at('2026-11-27', '10:00');
  const evening = pause(at('2026-11-27', '18:00'), at('2026-11-28', '08:00'));
  const weekend = pause(at('2026-11-27', '18:00'), at('2026-11-30', '08:00'));
  for (const [name, closed] of [
    ['an evening', evening],
    ['a weekend', weekend],
  ] as const) {
    expect(due(friday, 10, 'workhour', closed).due, `${name} in office hours`).toBe(
      due(friday, 10, 'workhour').due,
    );
    expect(lastDay(friday, 3, 'workday', closed), `${name} in working days`).toBe(
      lastDay(friday, 3, 'workday', pause(closed.from + MINUTE, closed.to)),
    );
  }
  expect(lastDay(friday, 3, 'workday', pause(weekend.from + 1, weekend.to)), 'after Friday’s closing').toBe(
    '2026-12-02',
  );
  // 1 to 7 October the office is closed: seven days of the calendar, none of work.
  const september = at('2026-09-29', '10:00');
  const holiday = pause(at('2026-10-01', '00:00'), at('2026-10-08', '00:00'));
  expect(lastDay(september, 3, 'workday', holiday)).toBe('2026-10-09');
  expect(due(september, 20, 'workhour', holiday).due).toBe(due(september, 20, 'workhour').due);
  expect(lastDay(september, 3, 'day', holiday), 'in plain days it is seven: the 9th, not the 2nd').toBe(
    '2026-10-09',
  );
  expect(due(september, 72, 'hour', holiday).due - due(september, 72, 'hour').due).toBe(7 * DAY);
});

edge(19, () => {
  const start = at('2026-11-24', '09:00');
  const stood = at('2026-11-24', '10:00') + 15 * SECOND;
  const plain = due(start, 2, 'workhour').due;
  for (const length of [0, 1, 30 * SECOND, 59_999]) {
    expect(due(start, 2, 'workhour', pause(stood, stood + length)).due - plain, `${length} ms`).toBe(length);
    expect(due(start, 3, 'hour', pause(stood, stood + length)).due - due(start, 3, 'hour').due).toBe(length);
    expect(lastDay(start, 3, 'day', pause(stood, stood + length)), 'and no day').toBe('2026-11-27');
  }
  expect(due(start, 2, 'workhour', pause(stood, stood)).explanation.pauses, 'nothing to explain').toEqual([]);
  expect(() => due(start, 2, 'workhour', pause(stood, stood - 1))).toThrow('ends before it begins');

  const story = pausedFor(storyIn('working'), T0 + 2 * HOUR, T0 + 2 * HOUR);
  expect(dueDay(story.ticket), 'asked and supplied in the same instant').toBe('2026-12-01');
});

edge(20, () => {
  const start = at('2026-11-24', '09:00');
  const minute = at('2026-11-24', '10:00');
  const first = pause(minute + 5 * SECOND, minute + 15 * SECOND);
  const second = pause(minute + 20 * SECOND, minute + 50 * SECOND);
  const moved = (...pauses: Pause[]) =>
    due(start, 2, 'workhour', ...pauses).due - due(start, 2, 'workhour').due;
  expect(moved(first, second)).toBe(40 * SECOND);
  expect(moved(second, first), 'in whatever order they are on record').toBe(40 * SECOND);
  expect(moved(first, first), 'the same one twice is one').toBe(10 * SECOND);
  expect(moved(first, pause(first.to - SECOND, second.to)), 'overlapping ones are one').toBe(45 * SECOND);

  // Two within the minute over a closing: the day counts once, not twice.
  const closing = at('2026-11-24', '18:00');
  const over = pause(closing - 20 * SECOND, closing + 5 * SECOND);
  const evening = pause(closing + 10 * SECOND, closing + 30 * SECOND);
  expect(lastDay(start, 1, 'workday', over, evening)).toBe('2026-11-26');
});

edge(21, async () => {
  const open = { from: at('2026-11-25', '10:00'), to: null };
  const within = { amount: 7, unit: 'day', roll: true } as const;
  expect(() => deadlineOf(T0, within, official, [open])).toThrow('needs to know what time it is now');
  const reckoned = deadlineOf(T0, within, official, [open], at('2026-11-27', '10:00'));
  expect(reckoned.explanation).toMatchObject({ lastDay: '2026-12-03', pauses: [{ open: true }] });

  const place = scratch();
  const bench = await openBench(join(place.dir, 'data'), T0);
  try {
    await bench.has(T0, (story) => next(story, 'liaison', COMMANDS.ask, T0 + HOUR));
    await bench.goesTo(at('2026-11-27', '10:00'));
    const [answer] = await bench.says('housing-a', '期限 1');
    expect(answer?.text).toContain('停表');
    const ticket = (await bench.store.ticket(1))!;
    expect(isOverdue(ticket, at('2027-01-31', '10:00')), 'however long it stands').toBe(false);
    expect(wakeAt(ticket), 'the next thing due is the enterprise’s answer').toBe(at('2026-12-02', '08:00'));
  } finally {
    await bench.end();
    place.remove();
  }
});

edge(22, () => {
  // Late since midnight after the 1st of December.
  const thursday = at('2026-12-03', '10:00');
  const stood = next(storyIn('working'), 'liaison', COMMANDS.ask, thursday);
  expect(latenessOf(stood.ticket, thursday), 'late when it stopped').toMatchObject({ days: 2 });
  expect(latenessOf(stood.ticket, at('2026-12-08', '10:00')), 'no later while it stands').toMatchObject({
    days: 2,
  });
  const supplied = next(stood, 'reporter', COMMANDS.supplement, at('2026-12-08', '10:00'));
  expect(supplied.ticket.clocks.resolve?.deadline.due, 'the deadline is what it was').toBe(
    at('2026-12-01', '18:00'),
  );
  const again = supplied.ticket.clocks.resolve?.deadline;
  expect(again && isLate(again, at('2026-12-08', '10:00'))).toBe(true);
  expect(isOverdue(supplied.ticket, at('2026-12-08', '10:00'))).toBe(true);
});

edge(23, async () => {
  const place = scratch();
  const folder = join(place.dir, 'data');
  const stricter = join(place.dir, 'flows');
  await cp('flows', stricter, { recursive: true });
  const file = join(stricter, 'complaint.yaml');
  const sevenDays = 'within: { amount: 7, unit: day, roll: true }';
  writeFileSync(file, readFileSync(file, 'utf8').replace(sevenDays, sevenDays.replace('7', '4')));

  const before = await openBench(folder, T0);
  await before.says('shangchao-1', '门口道路塌陷，路面坑洼严重，货车进不来，请住建局来修', 'group');
  const liaison = (await before.store.ticket(1))?.liaison ?? '';
  await before.says(liaison, '请企业补充 1 请发道路权属证明');
  await before.end();
  const bench = await openBench(folder, at('2026-11-26', '09:00'), { flowsDir: stricter });
  try {
    await bench.goesTo(at('2026-11-26', '10:00'));
    await bench.says('shangchao-1', '补充 1 在这里');
    const old = await bench.store.ticket(1);
    expect(dueDay(old), 'seven days, and the two it stood').toBe('2026-12-03');
    await bench.says('shangchao-1', '门口道路塌陷，货车进不来，请住建局来修', 'group');
    const fresh = await bench.store.ticket(2);
    expect(dueDay(fresh), 'what begins after the change has four: from the 26th to Monday the 30th').toBe(
      '2026-11-30',
    );
    expect(fresh?.flow).not.toBe(old?.flow);
  } finally {
    await bench.end();
    place.remove();
  }
  // There is one word by which a ticket in hand becomes another kind, and it is the hub's: 改类.
  const paused = pausedFor(storyIn('working'), T0 + 2 * HOUR, T0 + 3 * HOUR);
  for (const command of Object.values(COMMANDS)) {
    for (const who of ['reporter', 'liaison', 'dispatcher', 'leader', 'system'] as const) {
      const decision = asked(paused, who, command, T0 + 4 * HOUR);
      if (command.type === 'reclassify' && who === 'dispatcher') {
        expect(decision.ok).toBe(true);
        continue;
      }
      const after = decision.ok ? next(paused, who, command, T0 + 4 * HOUR).ticket : paused.ticket;
      expect({ flow: after.flow, urgent: after.urgent }, command.type).toEqual({
        flow: paused.ticket.flow,
        urgent: false,
      });
    }
  }
});

edge(24, () => {
  const story = next(storyIn('assigned'), 'liaison', COMMANDS.ask, T0 + HOUR);
  expect(story.events.slice(-2).map(({ type }) => type)).toEqual(['signed', 'asked']);
  expect(story.ticket.facts, 'the enterprise has been spoken to').toMatchObject({
    signedAt: T0 + HOUR,
    fedBackAt: T0 + HOUR,
  });
  const supplied = next(story, 'reporter', COMMANDS.supplement, T0 + 2 * DAY);
  const later = next(supplied, 'liaison', COMMANDS.feedback, T0 + 3 * DAY);
  expect(later.ticket.facts.fedBackAt, 'what comes after is not the first').toBe(T0 + HOUR);
  const reminded = woken(supplied, at('2026-11-27', '09:30')).events.filter(
    ({ type }) => type === 'reminded',
  );
  expect(reminded, 'nobody is asked for a first answer that was given').toEqual([]);
});

edge(25, () => {
  const twice = pausedFor(
    pausedFor(storyIn('working'), T0 + 2 * HOUR, T0 + DAY),
    T0 + DAY + HOUR,
    T0 + 2 * DAY,
  );
  const third = asked(twice, 'liaison', COMMANDS.ask, T0 + 3 * DAY);
  expect(third).toMatchObject({ ok: false, refusal: { code: 'tooMuch', limit: 2 } });

  // Nobody answers: after five working days the clock goes on by itself.
  const waiting = storyIn('waiting');
  expect(waiting.ticket.clocks.supply?.deadline.lateFrom).toBe(at('2026-12-02', '00:00'));
  const lapsed = woken(waiting, at('2026-12-02', '08:00'));
  expect(lapsed.ticket).toMatchObject({ state: 'working', pausedAt: null });

  const plan = next(storyIn('working'), 'liaison', COMMANDS.suspend, T0 + 4 * HOUR);
  for (const who of ['liaison', 'head', 'dispatcher'] as const) {
    expect(outcomeOf(asked(plan, who, COMMANDS.grant, T0 + 5 * HOUR)), who).toBe('notYours');
  }
  expect(outcomeOf(asked(plan, 'leader', COMMANDS.grant, T0 + 5 * HOUR))).toBe('granted');
  const milestones = [{ day: '2028-01-31', text: '完工' }];
  expect(
    outcomeOf(asked(storyIn('working'), 'liaison', { ...COMMANDS.suspend, milestones }, T0 + 4 * HOUR)),
    'no longer than twelve months',
  ).toBe('tooLate');
});
