/** 机构改革 in the county's files: what it changes and nothing else, so that the program starts with them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFiles } from '../../src/checkup/files.ts';
import { readConfig } from '../../src/config.ts';
import { countyFiles } from '../../src/county/files.ts';
import { planReform, type ReformAsked, type ReformPlan } from '../../src/county/reform.ts';
import { parseRoster } from '../../src/county/roster-file.ts';
import { idAfter, withOtherId } from '../../src/county/roster-ids.ts';
import { loadResponsibilities } from '../../src/routing/responsibilities.ts';
import { scratch } from '../support/county.ts';

let place: ReturnType<typeof scratch>;
const SHIPPED = readFileSync('data/roster.yaml', 'utf8');
beforeEach(() => {
  place = scratch();
  writeFileSync(join(place.dir, 'roster.yaml'), SHIPPED);
});
afterEach(() => place.remove());

const configOf = () =>
  readConfig(
    {
      COUNTY_DIR: place.dir,
      ROSTER_FILE: join(place.dir, 'roster.yaml'),
      DATA_DIR: join(place.dir, 'data'),
      UNDERSTANDING: 'rules',
    },
    0,
  );
const plan = (asked: ReformAsked, onRecord: string | null = null) =>
  planReform(asked, { files: countyFiles(configOf()), countyDir: place.dir, onRecord });
function carriedOut(asked: ReformAsked): ReformPlan {
  const found = plan(asked);
  if (typeof found === 'string') throw new Error(found);
  for (const [file, text] of found.texts) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return found;
}
const refusals = (): readonly string[] =>
  checkFiles(configOf())
    .findings.filter(({ kind }) => kind === 'refused')
    .map(({ text }) => text);

test('merged: names, words, scopes and ids in other files are those of the one that stays, and a start takes it', () => {
  const { name } = carriedOut({ kind: 'merged', from: 'commerce', into: 'industry', name: '工业和商务局' });
  expect(name).toBe('工业和商务局');
  const { roster } = {
    roster: parseRoster('roster.yaml', readFileSync(join(place.dir, 'roster.yaml'), 'utf8')),
  };
  expect(roster.department('commerce')).toBeUndefined();
  for (const called of ['商务局', '招商局', '工业和信息化局', '工信局', '工业和商务局'])
    expect(roster.departmentNamed(called)?.id, called).toBe('industry');
  const duties = loadResponsibilities(countyFiles(configOf()).responsibilities, roster).departments.industry;
  expect(duties?.exclusive).toEqual(expect.arrayContaining(['专精特新', '招商引资']));
  expect(refusals()).toEqual([]);
  // Comments and lines of others stay as somebody wrote them.
  const lines = new Set(readFileSync(join(place.dir, 'roster.yaml'), 'utf8').split('\n'));
  const lost = SHIPPED.split('\n').filter((line) => !lines.has(line));
  expect(lost.filter((line) => !/commerce|商务|工业和信息化局|工信局/.test(line))).toEqual([]);
});

test('renamed: the former name goes on being understood; twice is refused with what is so', () => {
  carriedOut({ kind: 'renamed', from: 'water', name: '水务和水利局' });
  const roster = parseRoster('roster.yaml', readFileSync(join(place.dir, 'roster.yaml'), 'utf8'));
  expect([roster.department('water')?.name, roster.departmentNamed('水利局')?.id]).toEqual([
    '水务和水利局',
    'water',
  ]);
  expect(plan({ kind: 'renamed', from: 'water', name: '水务和水利局' })).toContain('不用改');
  expect(plan({ kind: 'renamed', from: 'water', name: null }, '水利局')).toMatchObject({
    name: '水务和水利局',
  });
});

test('what cannot be is said in a sentence, and nothing is planned', () => {
  expect(plan({ kind: 'merged', from: 'water', into: 'water', name: null })).toContain('是同一个');
  expect(plan({ kind: 'merged', from: 'nowhere', into: 'water', name: null })).toContain('没有部门 nowhere');
  expect(plan({ kind: 'split', from: 'water', into: 'new-one' })).toContain('没有接手的部门 new-one');
  expect(plan({ kind: 'renamed', from: 'nowhere', name: '甲' })).toContain('没有部门 nowhere');
});

test('another person in a seat gets an id that nobody has had, in every seat, and none of the accounts', () => {
  const text = SHIPPED.replace('id: water-a, name:', "id: water-a, accounts: { telegram: '1' }, name:");
  const id = idAfter('water-a', new Set(['water-a-261201-1']), '2026-12-01');
  expect(id).toBe('water-a-261201-2');
  expect(idAfter(id, new Set([id]), '2026-12-02')).toBe('water-a-261202-1');
  const roster = parseRoster('roster.yaml', withOtherId(text, 'water-a', id));
  expect(roster.person('water-a')).toBeUndefined();
  expect(roster.department('water')?.primary).toMatchObject({ id });
  expect(roster.person(id)?.accounts).toBeUndefined();
});
