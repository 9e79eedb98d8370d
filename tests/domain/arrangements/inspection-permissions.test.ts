/** Who sees an inspection and who does what to it: every role against every action. */
import { expect, test } from 'vitest';
import { loadCounty } from '../../../src/county.ts';
import {
  type InspectionAction,
  isConcerned,
  mayInspection,
  readsAll,
} from '../../../src/domain/arrangements/inspection-permissions.ts';
import type { Inspection, Inspections } from '../../../src/domain/arrangements/inspections.ts';
import { INSPECTOR, OF_POWER, withLeaders } from '../../support/leaders.ts';

const { roster, inspections: rules } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const ACTIONS: readonly InspectionAction[] = ['view', 'enter', 'result', 'makeUp', 'cancel', 'rate'];
const UNIT = ['view', 'enter', 'result', 'makeUp', 'cancel'];

const ONE: Inspection = {
  id: 1,
  enterprise: 'xinghuo',
  department: 'emergency',
  by: 'emergency-a',
  day: '2026-12-09',
  time: null,
  type: 'routine',
  mode: 'beforehand',
  item: '消防安全检查',
  code: 'fire',
  basis: null,
  approver: null,
  inspectors: [],
  noticeNo: null,
  cause: null,
  filedAt: 0,
  told: 1,
  nudged: [],
};
const PART: Inspection = { ...ONE, id: 2, department: 'environment', by: 'environment-a', into: 1 };
const ALL: Inspections = { filed: { 1: ONE, 2: PART } };

test.each<[string, readonly string[]]>([
  ['emergency-a', UNIT],
  ['emergency-b', UNIT],
  ['emergency-head', UNIT],
  ['environment-a', UNIT],
  ['market-a', []],
  ['power-head', []],
  ['justice-a', ['view']],
  ['justice-head', ['view']],
  ['xinghuo-1', ['view', 'rate']],
  ['xinghuo-2', ['view', 'rate']],
  ['shangchao-1', []],
  ['dispatcher-1', ['view']],
  ['leader-1', ['view']],
  ['discipline-1', []],
  ['operator-1', []],
  ['nobody', []],
])('%s may %j', (person, allowed) => {
  expect(ACTIONS.filter((action) => mayInspection(action, ONE, person, ALL, roster, rules))).toEqual(allowed);
});

test('a firm that was not told sees nothing of it', () => {
  const { told: _, ...untold } = { ...ONE, mode: 'onEntry' as const };
  const all = { filed: { 1: untold } };
  expect(ACTIONS.filter((action) => mayInspection(action, untold, 'xinghuo-1', all, roster, rules))).toEqual(
    [],
  );
});

test('a leader sees what lies in their scope', () => {
  for (const leader of roster.leaders) {
    const { scope = 'all' } = leader;
    const isTheirs = scope === 'all' || ['emergency', 'environment'].some((one) => scope.includes(one));
    expect(mayInspection('view', ONE, leader.id, ALL, roster, rules), leader.id).toBe(isTheirs);
  }
});

test('figures are for the hub, leaders and 司法局', () => {
  const readers = roster.people.map(({ id }) => id).filter((id) => readsAll(id, roster, rules));
  const expected = roster.people
    .map(({ id }) => id)
    .filter(
      (id) =>
        /^(?:justice|dispatcher|leader|inspector)/.test(id) || roster.leaders.some((one) => one.id === id),
    );
  expect(readers).toEqual(expected);
});

test('who leads a part of the county sees what lies in it, and no figure of the whole', () => {
  const { roster: more } = withLeaders({ roster });
  expect(isConcerned(OF_POWER, more, rules)).toBe(true);
  expect(mayInspection('view', ONE, OF_POWER, ALL, more, rules)).toBe(false);
  expect(readsAll(OF_POWER, more, rules)).toBe(false);
  expect(readsAll(INSPECTOR, more, rules)).toBe(true);
});
