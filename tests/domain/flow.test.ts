/** What a county may set: wrong settings are refused in words, and every setting makes a difference. */
import { describe, expect, test } from 'vitest';
import { type Flow, flowSchema, STEPS } from '../../src/domain/flow.ts';
import type { Command } from '../../src/domain/lifecycle.ts';
import { register } from '../../src/domain/lifecycle.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
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
  expect([dispatch, sign, feedback, resolve, confirm].map(({ within }) => within)).toEqual([
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

  test.each([...STEPS.map((step) => `steps.${step}`), 'rework', 'transfer', 'urge', 'id'])(
    'without %s',
    (path) => {
      expect(faultsOf(changed(path, undefined))).toHaveLength(1);
    },
  );
});

describe('every setting matters: changing it changes the life of some ticket', () => {
  const FRIDAY = at('2026-11-27', '10:00');

  /** The lives of six tickets under a flow, as the record would have them. */
  function lives(under: Flow): string {
    const over = { flow: under };
    const start = (department: string | null): Story => {
      const events = register(registration({ department }), contextAt(FRIDAY, 'reporter', over));
      return { events, ticket: fold(events) };
    };
    const go = (story: Story, who: Who, command: Command, when: Instant) =>
      next(story, who, command, when, over);
    const leftAlone = (story: Story): Story => {
      let now = story;
      for (let wakes = 0; wakes < 12; wakes++) {
        const when = wakeAt(now.ticket);
        if (when === null) break;
        now = go(now, 'system', COMMANDS.wake, when);
      }
      return now;
    };
    const signed = go(start('housing'), 'liaison', COMMANDS.sign, FRIDAY + HOUR);
    const resolved = go(signed, 'liaison', COMMANDS.resolve, FRIDAY + 2 * HOUR);
    let reworked = resolved;
    for (let count = 0; count < 3 && reworked.ticket.state === 'resolved'; count++) {
      reworked = go(reworked, 'reporter', COMMANDS.rework, FRIDAY + (5 + 2 * count) * DAY);
      if (reworked.ticket.state !== 'working') break;
      reworked = go(reworked, 'liaison', COMMANDS.resolve, FRIDAY + (6 + 2 * count) * DAY);
    }
    let moved = start('housing');
    for (const department of ['land', 'water', 'housing']) {
      if (moved.ticket.state !== 'assigned') break;
      moved = next(
        moved,
        { person: moved.ticket.liaison! },
        { type: 'transfer', department, text: '转' },
        FRIDAY,
        over,
      );
    }
    let urged = signed;
    for (const hours of [2, 4, 8]) urged = go(urged, 'reporter', COMMANDS.urge, FRIDAY + hours * HOUR);
    const all = [leftAlone(start(null)), leftAlone(signed), leftAlone(resolved), reworked, moved, urged];
    return JSON.stringify(all.map(({ events }) => events));
  }

  const shipped = lives(flow);
  const rungs = STEPS.flatMap((step) =>
    flow.steps[step].ladder.map((_, index) => `steps.${step}.ladder.${index}`),
  );

  test.each([
    ...STEPS.map((step) => [`steps.${step}.within`, { amount: 2, unit: 'workday' }] as const),
    ...(['sign', 'feedback', 'resolve'] as const).map(
      (step) => [`steps.${step}.within.amount`, flow.steps[step].within.amount + 1] as const,
    ),
    ['steps.sign.within.roll', false] as const,
    ['steps.dispatch.ladder', [{ name: 'soon', workdays: 0, at: '10:15', to: ['dispatcher'] }]] as const,
    ...STEPS.filter((step) => flow.steps[step].ladder.length > 0).map(
      (step) => [`steps.${step}.ladder`, []] as const,
    ),
    ...rungs.map((path) => [`${path}.name`, 'other'] as const),
    ...rungs.map((path) => [`${path}.workdays`, 3] as const),
    ...rungs.map((path) => [`${path}.at`, '16:45'] as const),
    ...rungs.map((path) => [`${path}.to`, ['leader']] as const),
    ['rework.within', { amount: 9, unit: 'workday' }] as const,
    ['rework.most', 1] as const,
    ['transfer.most', 1] as const,
    ['urge.every', { amount: 1, unit: 'workhour' }] as const,
  ])('%s', (path, value) => {
    const other = flowSchema.parse(changed(path, value));
    expect(lives(other) === shipped, `${path} makes no difference to anything`).toBe(false);
  });
});
