/** 入企检查事项、频次、安静期: what is written wrong is told with its line and field. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadInspections } from '../../src/county/inspections-file.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { scratch } from '../support/county.ts';

const roster = loadRoster('data/roster.yaml');
const HEAD = 'overseer: justice\nresultWithin: 5\nmakeUpWithin: 2\noverlapDays: 7\n';
const ITEM = '  - { id: fire, name: 消防检查, words: [消防], departments: [emergency], perYear: 1 }\n';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

function faultsOf(text: string): readonly string[] {
  const file = join(place.dir, 'inspections.yaml');
  writeFileSync(file, text);
  try {
    loadInspections(file, roster);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

test('the shipped list is read, and every item has a basis and somebody who may inspect it', () => {
  const { items, quiet, overseer } = loadInspections('data/inspections.yaml', roster);
  expect(overseer).toBe('justice');
  expect(quiet).toEqual([{ from: 1, to: 5 }]);
  expect(items.every(({ basis, departments }) => basis && departments.length > 0)).toBe(true);
});

test.each([
  ['all is well', `${HEAD}items:\n${ITEM}`, []],
  [
    'a department that is not there',
    `${HEAD}items:\n${ITEM.replace('emergency', 'mars')}`,
    ['6: items.0.departments.0：名册里没有编号为 mars 的部门'],
  ],
  [
    '司法局 is not there',
    `${HEAD.replace('justice', 'mars')}items: []\n`,
    ['1: overseer：名册里没有编号为 mars 的部门'],
  ],
  [
    'an id and a word twice',
    `${HEAD}items:\n${ITEM}${ITEM.replace('消防检查', '防火')}`,
    ['7: items.1.id：编号 fire 用了两次，请改一个', '7: items.1.words：“消防”上面的事项已经用了，请改一个'],
  ],
  [
    'quiet days the wrong way round',
    `${HEAD}quiet:\n  - { from: 20, to: 1 }\nitems: []\n`,
    ['6: quiet.0.from：20 号在 1 号之后，请对调'],
  ],
  ['no such day', `${HEAD}quiet:\n  - { from: 1, to: 32 }\nitems: []\n`, ['6: quiet.0.to：到 31 号止']],
  [
    'a frequency in words',
    `${HEAD}items:\n${ITEM.replace('perYear: 1', 'perYear: 一次')}`,
    ['6: items.0.perYear：应为每年次数，如 1'],
  ],
  [
    'a field that nobody knows',
    `${HEAD}items: []\nquota: 10\n`,
    ['6: quota：没有这个设置项，请核对拼写或删去'],
  ],
])('%s', (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});
