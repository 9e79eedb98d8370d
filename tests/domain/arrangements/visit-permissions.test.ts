/** Who may do what with visits: every role, and every step on a visit, written out. */
import { describe, expect, test } from 'vitest';
import { mayVisits, type VisitAction } from '../../../src/domain/arrangements/visit-permissions.ts';
import { may } from '../../../src/domain/permissions.ts';
import { createRoster, type RosterData, SQUAD } from '../../../src/domain/roster.ts';
import { begun, flows, roster, T0 } from '../../support/builders.ts';

/** Columns: owner; A 岗 and head of a department; dispatcher; leader; in charge of a part; 督查室; discipline; operator; nobody. */
const WHO = [
  'shangchao-1',
  'housing-a',
  'housing-head',
  'dispatcher-2',
  'leader-1',
  'leader-part',
  'inspector',
  'discipline-1',
  'operator-1',
  'nobody',
] as const;

const OF_ALL = `
call     ✓ · · · · · · · · ·
list     ✓ · · ✓ ✓ ✓ ✓ · · ·
figures  · · · ✓ ✓ · ✓ · · ·
`;
/** On a visit of 商超 that lies with the hub. */
const ON_ONE = `
view     ✓ · · ✓ ✓ · ✓ · · ·
sign     · · · ✓ · · · · · ·
plan     · · · ✓ · · · · · ·
feedback · · · ✓ · · · · · ·
urge     ✓ · · · · · · · · ·
confirm  ✓ · · · · · · · · ·
`;

const data = (over: Partial<RosterData> = {}): RosterData => ({
  group: roster.group,
  departments: [...roster.departments],
  enterprises: [...roster.enterprises],
  dispatchers: [...roster.dispatchers],
  leaders: [
    ...roster.leaders,
    { id: 'leader-part', name: '分管', scope: ['housing'] },
    { id: 'inspector', name: '督查', inspector: true },
  ],
  discipline: [...roster.discipline],
  disciplineAbove: [],
  operators: [...roster.operators],
  ...over,
});
const county = createRoster(data());
const visit = begun({ flow: 'visit@test', kind: 'visit', department: SQUAD }, T0, 'reporter', {
  flow: flows.visit,
  roster: county,
}).ticket;

function cellsOf(table: string): readonly (readonly [string, string, boolean])[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [action = '', ...cells] = line.trim().split(/\s+/);
      return cells.map((cell, place) => [action, WHO[place] ?? '', cell === '✓'] as const);
    });
}

test.each(cellsOf(OF_ALL))('%s by %s: %s', (action, who, expected) => {
  expect(mayVisits(action as VisitAction, who, county)).toBe(expected);
});

test.each(cellsOf(ON_ONE))('%s of one by %s: %s', (action, who, expected) => {
  expect(may(action as 'view', visit, { person: who }, county)).toBe(expected);
});

describe('a county that names its 专班', () => {
  const post = (id: string) => ({ id, name: `走访${id}` });
  const squad = { primary: post('go-a'), backup: post('go-b'), head: post('go-head') };
  const named = createRoster(data({ squad }));
  const theirs = begun({ flow: 'visit@test', kind: 'visit', department: SQUAD }, T0, 'reporter', {
    flow: flows.visit,
    roster: named,
  }).ticket;

  test('has them on call, A before B, and nobody of the hub', () => {
    expect(theirs.liaison).toBe('go-a');
    const away = begun({ flow: 'visit@test', department: SQUAD }, T0, 'reporter', {
      flow: flows.visit,
      roster: named,
      away: new Set(['go-a']),
    }).ticket;
    expect(away).toMatchObject({ liaison: 'go-b', actingFor: 'go-a' });
  });

  test('lets them go, and the hub only look on and enter what is promised', () => {
    for (const who of ['go-a', 'go-b', 'go-head']) {
      expect(may('sign', theirs, { person: who }, named)).toBe(true);
      expect(mayVisits('list', who, named)).toBe(true);
    }
    expect(may('sign', theirs, { person: 'dispatcher-1' }, named)).toBe(false);
    expect(may('view', theirs, { person: 'dispatcher-1' }, named)).toBe(true);
    expect(named.departments.some(({ id }) => id === SQUAD)).toBe(false);
  });
});
