/** What a county may set: wrong settings are refused in words, and every setting makes a difference. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Flow, flowSchema, STEPS } from '../../src/domain/flow.ts';
import type { Command } from '../../src/domain/lifecycle.ts';
import { register } from '../../src/domain/lifecycle.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import type { StepClock, TicketEvent } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import {
  COMMANDS,
  contextAt,
  flow,
  fold,
  next,
  registration,
  type Story,
  type Who,
} from '../support/builders.ts';

type Loose = { [key: string]: Loose } & { [key: string]: unknown };
/** The shipped flow with one setting changed. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(flow) as unknown as Loose;
  const keys = path.split('.');
  let place = copy;
  for (const key of keys.slice(0, -1)) place = place[key] as Loose;
  if (value === undefined) delete place[keys.at(-1)!];
  else (place as Record<string, unknown>)[keys.at(-1)!] = value;
  return copy;
}
const faultsOf = (value: unknown) =>
  (flowSchema.safeParse(value).error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${'keys' in issue ? issue.keys : issue.message}`,
  );

test('the flow that ships is Shanxi’s 13710', () => {
  const { dispatch, sign, feedback, resolve, confirm } = flow.steps;
  expect([dispatch, sign, feedback, resolve, confirm].map((step) => step?.within)).toEqual([
    { amount: 0.5, unit: 'workhour', roll: false },
    { amount: 1, unit: 'day', roll: true },
    { amount: 3, unit: 'day', roll: true },
    { amount: 7, unit: 'day', roll: true },
    { amount: 5, unit: 'workday', roll: false },
  ]);
});

describe('refused', () => {
  test.each([
    ['steps.sign.within.unit', 'week', '应为 workday、day、month、workhour 或 hour'],
    ['steps.sign.within.amount', 0, '应大于 0'],
    ['steps.sign.within.amount', 'one', '应为数字'],
    ['steps.resolve.within.amount', 9999, '太长了'],
    ['steps.resolve.ladder.0.at', '9:00', '应为 HH:MM'],
    ['steps.resolve.ladder.0.at', '24:00', '应为 HH:MM'],
    ['steps.resolve.ladder.0.workdays', 1.5, '应为整数'],
    ['steps.resolve.ladder.0.to', [], '至少写一个提醒对象'],
    ['steps.resolve.ladder.0.name', '提醒', '应为小写英文名'],
  ])('%s: %j', (path, value, message) => {
    expect(faultsOf(changed(path, value))).toEqual([`${path}: ${message}`]);
  });

  test('half a day, and a period in whole days only', () => {
    expect(faultsOf(changed('steps.sign.within', { amount: 1.5, unit: 'day' }))).toEqual([
      'steps.sign.within: 按天、按月的期限应为整数',
    ]);
    expect(faultsOf(changed('steps.sign.within', { amount: 1.5, unit: 'workhour' }))).toEqual([]);
  });

  test('two reminders of one name', () => {
    const twice = [flow.steps.sign.ladder[0], flow.steps.sign.ladder[0]];
    expect(faultsOf(changed('steps.sign.ladder', twice))).toEqual(['steps.sign.ladder: 提醒名称不能重复']);
  });

  test.each([
    'extra',
    'steps.extra',
    'steps.sign.extra',
    'steps.sign.within.extra',
    'steps.sign.ladder.0.extra',
    'rework.extra',
    'transfer.extra',
    'urge.extra',
  ])('an unknown key: %s', (path) => {
    expect(faultsOf(changed(path, 1)).join()).toContain('extra');
  });

  test.each([
    ...STEPS.filter((step) => step !== 'feedback').map((step) => `steps.${step}`),
    'rework',
    'rework.most',
    'transfer',
    'urge',
    'id',
  ])('without %s, in words', (path) => {
    const faults = faultsOf(changed(path, undefined));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/请写明|应为/);
  });

  test.each([
    [
      'a workday that rolls',
      'steps.confirm.within.roll',
      true,
      '只有 day、month 才有顺延，请改为 false 或删去',
    ],
    ['a kind that is not known', 'id', 'other', '应为 complaint、urgent、consult、arrears、report 之一'],
  ])('%s', (_, path, value, message) => {
    expect(faultsOf(changed(path, value))).toEqual([`${path}: ${message}`]);
  });
});

describe('every setting matters: changing it changes the life of some ticket', () => {
  /** Friday morning, so that weekends count; and so late on Wednesday that hours run into the night. */
  const STARTS = [at('2026-11-27', '10:00'), at('2026-12-02', '16:00')];

  /** What people notice of the lives of seven tickets under a flow: what happens when, to whom, due by when. */
  function lives(under: Flow, from: Instant): string {
    const over = { flow: under };
    const start = (department: string | null): Story => {
      const events = register(registration({ department }), contextAt(from, 'reporter', over));
      return { events, ticket: fold(events) };
    };
    const go = (story: Story, who: Who, command: Command, when: Instant) =>
      next(story, who, command, when, over);
    const leftAlone = (story: Story): Story => {
      let now = story;
      for (let wakes = 0; wakes < 20; wakes++) {
        const when = wakeAt(now.ticket);
        if (when === null) break;
        now = go(now, 'system', COMMANDS.wake, when);
      }
      return now;
    };
    const signed = go(start('housing'), 'liaison', COMMANDS.sign, from + HOUR);
    const resolved = go(signed, 'liaison', COMMANDS.resolve, from + 2 * HOUR);
    let reworked = resolved;
    for (let count = 0; count < 3 && reworked.ticket.state === 'resolved'; count++) {
      reworked = go(reworked, 'reporter', COMMANDS.rework, from + (7 + 2 * count) * DAY);
      if (reworked.ticket.state !== 'working') break;
      reworked = go(reworked, 'liaison', COMMANDS.resolve, from + (8 + 2 * count) * DAY);
    }
    let moved = start('housing');
    for (const department of ['land', 'water', 'housing']) {
      if (moved.ticket.state !== 'assigned') break;
      const who = { person: moved.ticket.liaison! };
      moved = next(moved, who, { type: 'transfer', department, text: '转' }, from, over);
    }
    let urged = signed;
    for (let halves = 3; halves < 80; halves++) {
      urged = go(urged, 'reporter', COMMANDS.urge, from + (halves * HOUR) / 2);
    }
    const all = [leftAlone(start(null)), leftAlone(start('housing')), leftAlone(signed), leftAlone(resolved)];
    return JSON.stringify([...all, reworked, moved, urged].map(({ events }) => events.map(noticed)));
  }
  function noticed(event: TicketEvent): unknown {
    const clocks = Object.values(event).filter((value): value is StepClock => value?.deadline !== undefined);
    const { type, at: when } = event;
    const reminder = event.type === 'reminded' ? [event.step, event.rung, event.to] : [];
    const rings = event.type === 'urged' ? event.rings : null;
    return [type, when, reminder, rings, clocks.map(({ deadline }) => deadline.due)];
  }

  const days = (more = {}) => ({
    within: { amount: 2, unit: 'workday' },
    ladder: [{ name: 'one', workdays: 0, at: '09:15', to: ['liaison'], ...more }],
  });
  const hours = (more: object) => ({
    within: { amount: 30, unit: 'hour' },
    ladder: [{ name: 'one', to: ['liaison'], ...more }],
  });
  const plain = (amount: number, unit: string, roll = false) => ({ amount, unit, roll });
  /** Each key of a step, with a value of the step before and after it is changed. */
  const STEP_KEYS: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'within.amount': [{ within: plain(2, 'workday') }, { within: plain(3, 'workday') }],
    'within.unit': [{ within: plain(2, 'workday') }, { within: plain(2, 'day') }],
    'within.roll': [{ within: plain(1, 'day') }, { within: plain(1, 'day', true) }],
    'ladder.*.name': [days(), days({ name: 'other' })],
    'ladder.*.workdays': [days(), days({ workdays: -1 })],
    'ladder.*.at': [days(), days({ at: '16:45' })],
    'ladder.*.to': [days(), days({ to: ['leader'] })],
    'ladder.*.before.amount': [
      hours({ before: { amount: 1, unit: 'hour' } }),
      hours({ before: { amount: 2, unit: 'hour' } }),
    ],
    'ladder.*.before.unit': [
      hours({ before: { amount: 9, unit: 'hour' } }),
      hours({ before: { amount: 9, unit: 'workhour' } }),
    ],
    'ladder.*.after.amount': [
      hours({ after: { amount: 1, unit: 'hour' } }),
      hours({ after: { amount: 2, unit: 'hour' } }),
    ],
    'ladder.*.after.unit': [
      hours({ after: { amount: 9, unit: 'hour' } }),
      hours({ after: { amount: 9, unit: 'workhour' } }),
    ],
  };
  const LONG = plain(40, 'workday');
  const OTHER_KEYS: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'rework.within.amount': [
      { within: plain(9, 'workday'), most: 2 },
      { within: plain(10, 'workday'), most: 2 },
    ],
    'rework.within.unit': [
      { within: plain(9, 'day'), most: 2 },
      { within: plain(9, 'workday'), most: 2 },
    ],
    'rework.within.roll': [
      { within: plain(8, 'day'), most: 2 },
      { within: plain(8, 'day', true), most: 2 },
    ],
    'rework.most': [
      { within: plain(9, 'day'), most: 2 },
      { within: plain(9, 'day'), most: 1 },
    ],
    'rework.longest.amount': [
      { within: LONG, most: 2, longest: plain(12, 'day') },
      { within: LONG, most: 2, longest: plain(14, 'day') },
    ],
    'rework.longest.unit': [
      { within: LONG, most: 2, longest: plain(12, 'day') },
      { within: LONG, most: 2, longest: plain(12, 'workday') },
    ],
    'rework.longest.roll': [
      { within: LONG, most: 2, longest: plain(15, 'day') },
      { within: LONG, most: 2, longest: plain(15, 'day', true) },
    ],
    'transfer.most': [{ most: 2 }, { most: 1 }],
    'urge.every.amount': [{ every: plain(4, 'workhour') }, { every: plain(1, 'workhour') }],
    'urge.every.unit': [{ every: plain(4, 'workhour') }, { every: plain(4, 'hour') }],
    'urge.every.roll': [{ every: plain(1, 'day') }, { every: plain(1, 'day', true) }],
  };
  /** These end by themselves when their time is over: a reminder after it is refused, not ignored. */
  const NEVER_LATE = ['steps.dispatch.ladder.*.after', 'steps.confirm.ladder.*.after'];

  const keys = leavesOf(z.toJSONSchema(flowSchema, { io: 'input' }) as Schema);
  const walked = keys.filter((key) => key !== 'id' && !NEVER_LATE.some((one) => key.startsWith(one)));

  test('the walk finds every key of every step', () => {
    expect(keys.filter((key) => key.startsWith('steps.')).length).toBe(5 * Object.keys(STEP_KEYS).length);
    expect(keys).toContain('rework.longest.amount');
  });

  test.each(walked)('%s', (key) => {
    const [top, step] = key.split('.') as [string, string];
    const place = top === 'steps' ? `steps.${step}` : top;
    const values = top === 'steps' ? STEP_KEYS[key.slice(place.length + 1)] : OTHER_KEYS[key];
    expect(values, `say here what changing ${key} does`).toBeDefined();
    const [one, other] = values!.map((value) => flowSchema.parse(changed(place, value))) as [Flow, Flow];
    const differs = STARTS.some((from) => lives(one, from) !== lives(other, from));
    expect(differs, `${key} makes no difference to anything`).toBe(true);
  });

  test.each(NEVER_LATE)('%s is refused', (key) => {
    const step = key.split('.')[1]!;
    for (const late of [hours({ after: { amount: 1, unit: 'hour' } }), days({ workdays: 1 })]) {
      expect(faultsOf(changed(`steps.${step}`, late)).join()).toContain('没有超期');
    }
  });

  test('without the step of feedback there is no such limit; the rest goes on', () => {
    const without = flowSchema.parse(changed('steps.feedback', undefined));
    const from = STARTS[0]!;
    expect(lives(without, from) === lives(flow, from)).toBe(false);
    expect(lives(without, from)).not.toContain('"feedback"');
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}
/** The keys that hold a value, by their path; `*` for the items of a list of objects. */
function leavesOf({ properties, items }: Schema, path = ''): readonly string[] {
  if (items?.properties) return leavesOf(items, `${path}.*`);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([key, below]) =>
    leavesOf(below, path === '' ? key : `${path}.${key}`),
  );
}
