/** 拖欠账款: ninety days at most since the registration, whatever is asked for, waited for, overturned or suspended. */
import { expect, test } from 'vitest';
import { flowSchema } from '../../../src/domain/flow-rules.ts';
import { at, DAY, HOUR, type Instant, instantInWords } from '../../../src/domain/time.ts';
import { asked, begun, COMMANDS, flows, next, outcomeOf, type Story, T0 } from '../../support/builders.ts';

const over = { flow: flows.arrears };
const go = (
  story: Story,
  who: Parameters<typeof next>[1],
  command: Parameters<typeof next>[2],
  when: Instant,
) => next(story, who, command, when, over);
const dueOf = (story: Story): string => instantInWords(story.ticket.clocks.resolve!.deadline.due, T0);
/** T0 is 24 November 2026: thirty days end on 24 December, ninety on Monday 22 February 2027. */
const begin = go(begun({ kind: 'arrears' }, T0, 'reporter', over), 'liaison', COMMANDS.sign, T0 + HOUR);
const LAST = '2027年2月22日（周一）18:00';
/** Asked for papers and answered. */
const paused = (story: Story, from: Instant, to: Instant) =>
  go(go(story, 'liaison', COMMANDS.ask, from), 'reporter', COMMANDS.supplement, to);

test('a pause moves the thirty days', () => {
  expect(dueOf(begin)).toBe('12月24日（周四）18:00');
  expect(dueOf(paused(begin, T0 + DAY, T0 + 6 * DAY))).toBe('12月29日（周二）18:00');
});

test('an extension that reaches past the ninetieth day is refused, with that day', () => {
  const late = paused(begin, at('2026-11-25', '10:00'), at('2026-12-01', '10:00'));
  expect(dueOf(late)).toBe('12月30日（周三）18:00');
  const ask = (workdays: number) =>
    asked(late, 'liaison', { ...COMMANDS.extend, workdays }, at('2026-12-02', '10:00'), over);
  expect(outcomeOf(ask(30))).toBe('requested');
  const extended = go(late, 'liaison', { ...COMMANDS.extend, workdays: 30 }, at('2026-12-02', '10:00'));
  const granted = go(extended, 'dispatcher', COMMANDS.grant, at('2026-12-02', '11:00'));
  expect(dueOf(granted), 'thirty working days after 30 December').toBe('2027年2月11日（周四）18:00');

  const strict = {
    flow: flowSchema.parse({
      ...flows.arrears,
      rework: { ...flows.arrears.rework, longest: { amount: 50, unit: 'day' } },
    }),
  };
  expect(asked(begin, 'liaison', { ...COMMANDS.extend, workdays: 30 }, T0 + DAY, strict)).toMatchObject({
    refusal: { code: 'tooLate', until: { explanation: { lastDay: '2027-01-13' } } },
  });
});

test('a pause near the end does not reach past it either, nor does a second', () => {
  const resolved = go(begin, 'liaison', COMMANDS.resolve, T0 + 84 * DAY);
  const again = go(resolved, 'reporter', COMMANDS.rework, T0 + 85 * DAY);
  expect(dueOf(again)).toBe(LAST);
  const once = paused(again, T0 + 86 * DAY, T0 + 89 * DAY);
  expect(dueOf(once)).toBe(LAST);
  expect(dueOf(paused(once, T0 + 89 * DAY, T0 + 90 * DAY))).toBe(LAST);
});

test('an earlier pause does not lengthen the ninety days when the clock is counted again', () => {
  const early = paused(begin, T0 + DAY, T0 + 6 * DAY);
  const resolved = go(early, 'liaison', COMMANDS.resolve, T0 + 80 * DAY);
  const again = go(resolved, 'reporter', COMMANDS.rework, T0 + 85 * DAY);
  expect(dueOf(again)).toBe(LAST);
  expect(dueOf(paused(again, T0 + 86 * DAY, T0 + 87 * DAY))).toBe(LAST);
});

test('reopened after the ninetieth day it is late at once, and reminders lie ahead only', () => {
  const resolved = go(begin, 'liaison', COMMANDS.resolve, T0 + 80 * DAY);
  const closed = go(resolved, 'reporter', COMMANDS.confirm, T0 + 81 * DAY);
  const again = go(closed, 'reporter', COMMANDS.reopen, T0 + 100 * DAY);
  expect(dueOf(again)).toBe(LAST);
  const { rungs, passed } = again.ticket.clocks.resolve!;
  expect(rungs.slice(passed).every(({ at: when }) => when > T0 + 100 * DAY)).toBe(true);
});

test('appealed against 不予受理, it does not begin anew past the ninetieth day', () => {
  const rejected = go(begin, 'dispatcher', COMMANDS.reject, T0 + 14 * DAY);
  const again = go(rejected, 'reporter', COMMANDS.reopen, T0 + 40 * DAY);
  expect(dueOf(again), 'thirty days from 3 January').toBe('2027年2月2日（周二）18:00');
  const strict = flowSchema.parse({
    ...flows.arrears,
    rework: { ...flows.arrears.rework, longest: { amount: 60, unit: 'day' } },
  });
  const cut = next(rejected, 'reporter', COMMANDS.reopen, T0 + 40 * DAY, { flow: strict });
  expect(dueOf(cut)).toBe('2027年1月23日（周六）18:00');
});

test('a county that suspends debts cannot suspend them past it', () => {
  const { suspend } = flows.complaint;
  const suspending = { flow: flowSchema.parse({ ...flows.arrears, suspend }) };
  const plan = (day: string) =>
    ({ type: 'suspend', text: '分期', milestones: [{ day, text: '付清' }] }) as const;
  const ask = (day: string) => asked(begin, 'liaison', plan(day), T0 + 2 * HOUR, suspending);
  expect(outcomeOf(ask('2027-02-22'))).toBe('requested');
  expect(ask('2027-02-23')).toMatchObject({
    refusal: { code: 'tooLate', until: { explanation: { lastDay: '2027-02-22' } } },
  });
  const asking = next(begin, 'liaison', plan('2027-02-22'), T0 + 2 * HOUR, suspending);
  const granted = next(asking, 'leader', COMMANDS.grant, T0 + 3 * HOUR, suspending);
  const lifted = next(granted, 'liaison', COMMANDS.resume, T0 + 80 * DAY, suspending);
  expect(dueOf(lifted)).toBe(LAST);
});
