/** Every setting matters: changing it changes the life of some ticket, or it is refused in words. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Flow } from '../../src/domain/flow.ts';
import { flowSchema } from '../../src/domain/flow-rules.ts';
import { at } from '../../src/domain/time.ts';
import { flow } from '../support/builders.ts';
import { changed, faultsOf } from './flow-changed.ts';
import { lives } from './flow-lives.ts';

/** Friday morning, so that weekends count; and so late on Wednesday that hours run into the night. */
const STARTS = [at('2026-11-27', '10:00'), at('2026-12-02', '16:00')];

/** The places of a flow that have a limit and a ladder. */
const TIMED = [
  'steps.dispatch',
  'steps.sign',
  'steps.feedback',
  'steps.resolve',
  'steps.confirm',
  'ask.supply',
  'extend.decide',
  'return.decide',
  'suspend.decide',
  'suspend.report',
  'assist',
  'order',
  'escalate.settle',
  'plan',
] as const;
/** These end by themselves when their time is over: a reminder after it is refused, not ignored. */
const LAPSING = [
  'steps.dispatch',
  'steps.confirm',
  'ask.supply',
  'extend.decide',
  'return.decide',
  'suspend.decide',
] as const;

const days = (more = {}) => ({
  within: { amount: 2, unit: 'workday' },
  ladder: [{ name: 'one', workdays: 0, at: '09:15', to: ['liaison'], ...more }],
});
const hours = (more: object) => ({
  within: { amount: 30, unit: 'hour' },
  ladder: [{ name: 'one', to: ['liaison'], ...more }],
});
const plain = (amount: number, unit: string, roll = false) => ({ amount, unit, roll });
/** 挂账 with one reminder before it ends. */
const suspended = (more = {}) => ({ ...flow.suspend, ladder: days(more).ladder });
/** Each key of such a place, with a value of the place before and after it is changed. */
const TIMED_KEYS: Readonly<Record<string, readonly [unknown, unknown]>> = {
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
  apart: [undefined, true],
  countFrom: ['said', 'entry'],
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
  'accept.within.amount': [{ within: plain(9, 'day') }, { within: plain(10, 'day') }],
  'accept.within.unit': [{ within: plain(9, 'day') }, { within: plain(9, 'hour') }],
  'accept.within.roll': [{ within: plain(8, 'day') }, { within: plain(8, 'day', true) }],
  'ask.most': [
    { ...flow.ask, most: 2 },
    { ...flow.ask, most: 1 },
  ],
  'extend.most': [
    { ...flow.extend, most: 10 },
    { ...flow.extend, most: 5 },
  ],
  'extend.ahead': [
    { ...flow.extend, ahead: 1 },
    { ...flow.extend, ahead: 2 },
  ],
  'return.within.amount': [
    { ...flow.return, within: plain(1, 'workday') },
    { ...flow.return, within: plain(2, 'workday') },
  ],
  'return.within.unit': [
    { ...flow.return, within: plain(1, 'workday') },
    { ...flow.return, within: plain(1, 'workhour') },
  ],
  'return.within.roll': [
    { ...flow.return, within: plain(1, 'day') },
    { ...flow.return, within: plain(1, 'day', true) },
  ],
  'suspend.longest.amount': [
    { ...flow.suspend, longest: plain(2, 'month') },
    { ...flow.suspend, longest: plain(1, 'month') },
  ],
  'suspend.longest.unit': [
    { ...flow.suspend, longest: plain(40, 'day') },
    { ...flow.suspend, longest: plain(40, 'workday') },
  ],
  'suspend.longest.roll': [
    { ...flow.suspend, longest: plain(8, 'day') },
    { ...flow.suspend, longest: plain(8, 'day', true) },
  ],
  'suspend.ladder.*.name': [suspended(), suspended({ name: 'other' })],
  'suspend.ladder.*.workdays': [suspended(), suspended({ workdays: -1 })],
  'suspend.ladder.*.at': [suspended(), suspended({ at: '16:45' })],
  'suspend.ladder.*.to': [suspended(), suspended({ to: ['leader'] })],
  'escalate.on': [
    { ...flow.escalate, on: ['reworks'] },
    { ...flow.escalate, on: ['transfers'] },
  ],
  'reopen.within.amount': [
    { most: 2, within: plain(9, 'day') },
    { most: 2, within: plain(10, 'day') },
  ],
  'reopen.within.unit': [
    { most: 2, within: plain(9, 'day') },
    { most: 2, within: plain(9, 'workday') },
  ],
  'reopen.within.roll': [
    { most: 2, within: plain(8, 'day') },
    { most: 2, within: plain(8, 'day', true) },
  ],
  'reopen.most': [
    { ...flow.reopen, most: 2 },
    { ...flow.reopen, most: 1 },
  ],
};

const keys = leavesOf(z.toJSONSchema(flowSchema, { io: 'input' }) as Schema);
/** Refused where they would say nothing, or nothing sure; see below. */
const REFUSED = [
  ...LAPSING.map((place) => `${place}.ladder.*.after`),
  'suspend.ladder.*.after',
  'suspend.ladder.*.before',
];
const walked = keys.filter((key) => key !== 'id' && !REFUSED.some((one) => key.startsWith(one)));
const placeOf = (key: string): string | undefined => TIMED.find((place) => key.startsWith(`${place}.`));

test('the walk finds every key of every place', () => {
  const timed = keys.filter((key) => placeOf(key) !== undefined);
  expect(timed.length).toBe(TIMED.length * Object.keys(TIMED_KEYS).length);
  expect(keys).toContain('rework.longest.amount');
  expect(keys).toContain('suspend.ladder.*.workdays');
});

describe('changed, it changes the life of some ticket', () => {
  test.each(walked)('%s', (key) => {
    const timed = placeOf(key);
    const place = timed ?? key.split('.')[0]!;
    const values = timed ? TIMED_KEYS[key.slice(timed.length + 1)] : OTHER_KEYS[key];
    expect(values, `say here what changing ${key} does`).toBeDefined();
    const [one, other] = values!.map((value) => flowSchema.parse(changed(place, value))) as [Flow, Flow];
    const differs = STARTS.some((from) => lives(one, from) !== lives(other, from));
    expect(differs, `${key} makes no difference to anything`).toBe(true);
  });
});

describe('or it is refused', () => {
  test.each(LAPSING)('a reminder when %s is over: it has gone on by itself then', (place) => {
    for (const late of [hours({ after: { amount: 1, unit: 'hour' } }), days({ workdays: 1 })]) {
      expect(faultsOf(changed(place, late)).join()).toContain('没有超期');
    }
  });

  test('a suspension ends by itself too, and on a day: no reminders by the hour, and not counted in hours', () => {
    const ladder = (when: object) => [{ name: 'one', to: ['liaison'], ...when }];
    const faults = (when: object) => faultsOf(changed('suspend.ladder', ladder(when)));
    expect(faults({ workdays: 1, at: '09:00' }).join()).toContain('没有超期');
    for (const key of ['before', 'after']) {
      expect(faults({ [key]: { amount: 1, unit: 'hour' } }).join()).toContain('提醒请用 workdays 和 at 写');
    }
    expect(faultsOf(changed('suspend.longest', plain(90, 'hour')))).toEqual([
      'suspend.longest.unit: 挂账按天、按月计，请用 workday、day 或 month',
    ]);
  });
});

describe('a turn that the flow does not have', () => {
  test('without the step of feedback there is no such limit; the rest goes on', () => {
    const without = flowSchema.parse(changed('steps.feedback', undefined));
    const from = STARTS[0]!;
    expect(lives(without, from) === lives(flow, from)).toBe(false);
    expect(lives(without, from)).not.toContain('"feedback"');
  });

  test.each(['accept', 'ask', 'extend', 'return', 'suspend', 'assist', 'order', 'escalate', 'reopen'])(
    'without %s it is refused, and everything else goes on',
    (turn) => {
      const without = flowSchema.parse(changed(turn, undefined));
      expect(lives(flow, STARTS[0]!)).not.toContain('notInFlow');
      expect(lives(without, STARTS[0]!)).toMatch(/"resolved".*"confirmed"/);
      expect(lives(without, STARTS[0]!) === lives(flow, STARTS[0]!)).toBe(false);
    },
  );
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
