/** Who may do what with 专项整改: every role, written out, before it is set, once it is, and when it was refused. */
import { expect, test } from 'vitest';
import {
  mayPropose,
  mayReadTheme,
  maySettle,
} from '../../../src/domain/arrangements/rectification-permissions.ts';
import type { Rectification } from '../../../src/domain/arrangements/rectifications.ts';
import { T0 } from '../../support/builders.ts';
import { cellsOf, county } from './who.ts';

/** 住建 leads; once it is set, 水利 has a measure of it. */
const MAY = `
propose  · · · · ✓ ✓ · ✓ · · · ·
settle   · · · · · ✓ ✓ · · · · ·
proposed · · · · ✓ ✓ ✓ ✓ · · · ·
refused  · · · · ✓ ✓ ✓ ✓ · · · ·
running  · ✓ ✓ ✓ ✓ ✓ ✓ ✓ · · · ·
`;

type Theme = Pick<Rectification, 'lead' | 'measures' | 'settled' | 'accepted'>;
const measure = { department: 'water' } as Rectification['measures'][number];
const settled = (isSet: boolean) => ({ by: 'leader-1', at: T0, isSet }) as Rectification['settled'];
const proposed = { lead: 'housing', measures: [] } as unknown as Theme;
const THEMES: Readonly<Record<string, Theme>> = {
  proposed,
  refused: { ...proposed, settled: settled(false) } as Theme,
  running: { ...proposed, settled: settled(true), measures: [measure] } as Theme,
};

test.each(cellsOf(MAY))('%s by %s: %s', (what, who, expected) => {
  const theme = THEMES[what];
  if (theme) expect(mayReadTheme(theme, who, county)).toBe(expected);
  else if (what === 'propose') expect(mayPropose(who, county)).toBe(expected);
  else expect(maySettle(proposed, who, county)).toBe(expected);
});
