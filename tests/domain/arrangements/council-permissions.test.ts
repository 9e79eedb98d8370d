/** Who may do what with 调度会: every role, written out. */
import { expect, test } from 'vitest';
import { type CouncilAction, mayAtCouncil } from '../../../src/domain/arrangements/council-permissions.ts';
import { cellsOf, county, WHO } from './who.ts';

const OF_ALL = `
see      · · · · ✓ ✓ · ✓ · · · ·
hold     · · · · ✓ ✓ · · · · · ·
`;

test.each(cellsOf(OF_ALL))('%s by %s: %s', (action, who, expected) => {
  expect(mayAtCouncil(action as CouncilAction, who, county)).toBe(expected);
});

test('whoever is of the roster and in no column is of a role that is', () => {
  const shown = new Set(WHO.flatMap((who) => county.rolesOf(who).map(({ role }) => role)));
  const held = county.people.flatMap(({ id }) => county.rolesOf(id).map(({ role }) => role));
  expect([...new Set(held)].filter((role) => !shown.has(role))).toEqual([]);
});
