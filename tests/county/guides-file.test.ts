/** What a county may write in `flows/guides/`; what is wrong is told with its line and field. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadGuides } from '../../src/county/guides-file.ts';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadCounty } from '../../src/county.ts';
import { scratch } from '../support/county.ts';

const { roster, calendar, guides } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const GOOD = `title: 试办
about: 试一试
words: [试办]
department: approval
steps:
  - { id: one, title: 第一步, department: approval, within: { amount: 0.5, unit: workday } }
  - { id: two, title: 第二步, department: tax, after: [one], within: { amount: 3, unit: workday } }
`;

function load(files: Readonly<Record<string, string>>) {
  const place = scratch();
  const dir = join(place.dir, 'guides');
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  try {
    return loadGuides(dir, roster, calendar);
  } finally {
    place.remove();
  }
}

function faultOf(text: string, name = 'trial.yaml'): string {
  try {
    load({ [name]: text });
  } catch (error) {
    if (error instanceof SettingsError) return error.faults.join('\n');
    throw error;
  }
  return '';
}

describe('the templates that ship', () => {
  test('are four at least, and each is whole', () => {
    expect(guides.length).toBeGreaterThanOrEqual(4);
    for (const { steps, department } of guides) {
      expect(steps.length).toBeGreaterThan(1);
      expect(roster.department(department)).toBeDefined();
    }
  });

  test('have 基坑 within three working days by 告知承诺, and the licence within half a day', () => {
    const steps = guides.flatMap((one) => one.steps.map((step) => [`${one.id}/${step.id}`, step] as const));
    const known = new Map(steps);
    expect(known.get('factory_start/pit')?.within).toEqual({ amount: 3, unit: 'workday', roll: false });
    expect(known.get('factory_start/pit')?.pledge).toContain('承诺');
    expect(known.get('open_company/license')?.within).toEqual({
      amount: 3.75,
      unit: 'workhour',
      roll: false,
    });
  });
});

test('half a working day is half of the office hours', () => {
  expect(load({ 'trial.yaml': GOOD })[0]?.steps[0]?.within).toEqual({
    amount: 3.75,
    unit: 'workhour',
    roll: false,
  });
});

test('a county without the folder offers none', () => {
  expect(loadGuides('flows/nowhere', roster, calendar)).toEqual([]);
});

test.each([
  [
    'a step that waits for itself',
    GOOD.replace('after: [one]', 'after: [two]'),
    '7: steps.1.after：步骤 two 绕来绕去',
  ],
  [
    'a circle',
    GOOD.replace('第一步, department', '第一步, after: [two], department'),
    '6: steps.0.after：步骤 one 绕来绕去',
  ],
  [
    'a step that is not there',
    GOOD.replace('after: [one]', 'after: [three]'),
    '7: steps.1.after：没有 three 这一步',
  ],
  [
    'an unknown department',
    GOOD.replace('department: tax', 'department: mars'),
    '7: steps.1.department：名册里没有编号为 mars',
  ],
  [
    'an unknown leading department',
    GOOD.replace('department: approval\nsteps', 'department: mars\nsteps'),
    '4: department：名册里没有编号为 mars',
  ],
  ['no step at all', GOOD.replace(/steps:[\s\S]*/, 'steps: []\n'), '5: steps：一步也没有'],
  ['a step twice', GOOD.replace('id: two', 'id: one'), '7: steps.1.id：步骤 one 写了两次'],
  ['no limit', GOOD.replace(', within: { amount: 3, unit: workday }', ''), '7: steps.1.within：请写明时限'],
  [
    'a limit that is none',
    GOOD.replace('amount: 3, unit: workday', 'amount: 0.3, unit: workday'),
    '7: steps.1.within',
  ],
  [
    'a stop without its law',
    GOOD.replace('after: [one]', 'after: [one], stands: [{ why: 公示 }]'),
    '7: steps.1.stands.0.law：“公示”停表要有依据',
  ],
  [
    'a promise of no step',
    `${GOOD}promise: { title: 半日, step: three }\n`,
    '8: promise.step：没有 three 这一步',
  ],
  ['a word that is not known', `${GOOD}fee: 100\n`, '8: fee：没有这个设置项'],
])('%s is told by line and field', (_, text, told) => {
  expect(faultOf(text)).toContain(told);
});

test('the same word in two templates, and a name that cannot be pressed, are told', () => {
  expect(() => load({ 'a.yaml': GOOD, 'b.yaml': GOOD })).toThrow('别的模板已经用了');
  expect(faultOf(GOOD, 'Open-Company.yaml')).toContain('文件名只能用');
});
