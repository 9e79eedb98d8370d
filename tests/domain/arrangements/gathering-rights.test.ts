/** Who may do what to a gathering: every role, written out; guests and departments have their own part by being asked. */
import { expect, test } from 'vitest';
import { type GatheringAct, mayAtGathering } from '../../../src/domain/arrangements/gathering-rights.ts';
import { cellsOf, county } from './who.ts';

const MAY = `
see      · · · · ✓ ✓ · ✓ · · · ·
convene  · · · · ✓ ✓ · ✓ · · · ·
move     · · · · ✓ ✓ · ✓ · · · ·
cancel   · · · · ✓ ✓ · ✓ · · · ·
minutes  · · · · ✓ ✓ · ✓ · · · ·
attend   · · · · ✓ · · · · · · ·
record   · · · · ✓ · · · · · · ·
answer   · · · · ✓ · · · · · · ·
`;

test.each(cellsOf(MAY))('%s by %s: %s', (act, who, expected) => {
  expect(mayAtGathering(act as GatheringAct, who, county)).toBe(expected);
});
