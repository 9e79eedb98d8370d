import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadMonth } from '../../src/demo/month-file.ts';
import { scratch } from '../support/county.ts';
import { SETTINGS } from './bench.ts';
import { STORY_ENDS } from './story-ends.ts';

const { roster } = SETTINGS;
const folder = scratch();
afterAll(folder.remove);

/** What is wrong with a month of these steps. */
function faultsOf(...steps: readonly string[]): readonly string[] {
  mkdirSync(join(folder.dir, 'pictures'), { recursive: true });
  const file = join(folder.dir, 'month.yaml');
  writeFileSync(file, `steps:\n${steps.map((step) => `  - { ${step} }\n`).join('')}`);
  try {
    loadMonth(file, roster);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).toContain(`${file}:`);
    return error.faults;
  }
}

const OPENS = 'day: 1, at: "09:00", who: xinghuo-1, group: 停电了, as: 电';

describe('the month that ships', () => {
  const month = loadMonth('data/demo/month.yaml', roster);

  it('is valid and names exactly the tickets whose ends are told', () => {
    const labels = month.steps.flatMap((step) => step.as ?? step.opens ?? []);
    expect(new Set(labels)).toEqual(new Set(Object.keys(STORY_ENDS)));
    expect(month.days).toBe(23);
  });

  it('names no number that could be dialled', () => {
    const said = month.steps
      .map(({ group, private: alone, text }) => group ?? alone ?? text ?? '')
      .join('\n');
    expect(said.match(/1[3-9]\d{9}|0(?!00-)\d{2,3}-\d{7,8}/g)).toBeNull();
  });
});

it('takes a small month as a county may write it', () => {
  expect(
    faultsOf(
      OPENS,
      'day: 1, at: "09:00", who: power-a, press: 签收, on: 电',
      'day: 2, at: "08:30", who: power-a, press: 办结, text: 已送电, on: 电',
      'ago: 3, who: xinghuo-1, private: "进度 {号}", about: 电',
    ),
  ).toEqual([]);
});

it.each([
  ['an unknown key', [`${OPENS}, colour: red`], /^2: steps\.0\.colour：没有这个设置项/],
  [
    'somebody who is not in the roster',
    ['day: 1, at: "09:00", who: nobody, group: 早'],
    /^2: .*没有“nobody”/,
  ],
  [
    'a ticket nobody has opened',
    ['day: 1, at: "09:00", who: power-a, press: 签收, on: 水'],
    /^2: .*叫“水”的件/,
  ],
  [
    'a number of a ticket nobody has opened',
    [OPENS, 'day: 1, at: "09:05", who: dispatcher-1, private: "提题 {号 电} {号 水} 修"'],
    /^3: .*用了 \{号 水\}/,
  ],
  ['a label used twice', [OPENS, OPENS], /^3: .*“电”前面已经用过/],
  [
    'a step before the one before it',
    [OPENS, 'day: 1, at: "08:59", who: power-a, group: 早'],
    /^3: .*比上一步还早/,
  ],
  ['words and a button at once', [`${OPENS}, press: 签收`], /^2: .*只写一项/],
  ['no time', ['who: power-a, group: 早'], /^2: .*请写 day 和 at/],
  ['a time that is none', ['day: 1, at: "9点", who: power-a, group: 早'], /^2: steps\.0\.at：应为时间/],
  ['a picture that is not there', [`${OPENS}, photo: none.jpg`], /^2: .*没有“none\.jpg”/],
  [
    'several tickets one of whose names is taken',
    [OPENS, 'day: 1, at: "09:05", who: dispatcher-1, private: 活动 1 记, opens: [水, 电]'],
    /^3: .*“电”前面已经用过/,
  ],
  [
    'one ticket and several at once',
    ['day: 1, at: "09:05", who: dispatcher-1, private: 活动 1 记, as: 电, opens: [水]'],
    /^2: .*四项最多写一项/,
  ],
  [
    'several tickets of a button',
    ['day: 1, at: "09:05", who: dispatcher-1, press: 发出邀请, opens: [水]'],
    /^2: .*opens 不和 press/,
  ],
  [
    'a number of no ticket',
    ['day: 1, at: "09:00", who: power-a, private: "签收 {号}"'],
    /^2: .*请写明是哪一件/,
  ],
  ['a quote of nothing', ['day: 1, at: "09:00", who: power-a, group: 好, quote: bot'], /^2: .*quote 只和/],
])('refuses %s, naming the line and the remedy', (_, steps, fault) => {
  expect(faultsOf(...steps).join('\n')).toMatch(fault);
});
