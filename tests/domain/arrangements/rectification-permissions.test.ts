/** Who may do what with 专项整改: every role, written out, before it is set, once it is, and when it was refused. */
import { expect, test } from 'vitest';
import {
  mayPropose,
  mayReadAsFirm,
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

/** As a firm that spoke of it: a member of 商超, and nobody of another firm or an office. */
const AS_FIRM = `
proposed · · · · · · · · · · · ·
refused  · · · · · · · · · · · ·
running  ✓ · · · · · · · · · · ·
accepted ✓ · · · · · · · · · · ·
`;

test.each(cellsOf(AS_FIRM))('%s as a firm, by %s: %s', (what, who, expected) => {
  const theme = THEMES[what] ?? { ...THEMES.running, accepted: { by: 'hub', at: T0, notice: 1 } };
  expect(mayReadAsFirm({ ...theme, enterprises: ['shangchao'] } as never, who, county)).toBe(expected);
  expect(mayReadAsFirm({ ...theme, enterprises: ['xinghuo'] } as never, who, county)).toBe(false);
});

test.each(cellsOf(MAY))('%s by %s: %s', (what, who, expected) => {
  const theme = THEMES[what];
  if (theme) expect(mayReadTheme(theme, who, county)).toBe(expected);
  else if (what === 'propose') expect(mayPropose(who, county)).toBe(expected);
  else expect(maySettle(proposed, who, county)).toBe(expected);
});
