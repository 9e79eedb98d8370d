/** What a county may set: wrong settings are refused in words. That each makes a difference: flow-keys.test.ts. */
import { describe, expect, test } from 'vitest';
import { FLOWS, MAIN_STEPS } from '../../src/domain/flow.ts';
import { flow } from '../support/builders.ts';
import { changed, faultsOf } from './flow-changed.ts';

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
    ['ask.most', 0, '应为 1 至 10'],
    ['extend.most', 61, '应为 1 至 60'],
    ['extend.ahead', -1, '应为 0 至 10'],
    ['escalate.on.0', 'silence', '应为 transfers、reworks'],
    ['reopen.most', 11, '应为 1 至 10'],
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
    'accept.extra',
    'ask.extra',
    'ask.supply.extra',
    'extend.extra',
    'extend.decide.within.extra',
    'return.extra',
    'suspend.extra',
    'suspend.report.extra',
    'suspend.ladder.0.extra',
    'assist.extra',
    'order.extra',
    'escalate.extra',
    'escalate.settle.ladder.0.extra',
    'reopen.extra',
  ])('an unknown key: %s', (path) => {
    expect(faultsOf(changed(path, 1)).join()).toContain('extra');
  });

  test.each([
    ...MAIN_STEPS.filter((step) => step !== 'feedback').map((step) => `steps.${step}`),
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
    ['a kind that is not known', 'id', 'other', `应为 ${FLOWS.join('、')} 之一`],
  ])('%s', (_, path, value, message) => {
    expect(faultsOf(changed(path, value))).toEqual([`${path}: ${message}`]);
  });
});
