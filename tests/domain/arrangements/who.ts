/** The columns of the permission tables that are written out: one person of each standing, and how a table is read. */
import { createRoster } from '../../../src/domain/roster.ts';
import { roster } from '../../support/builders.ts';

/**
 * Owner; A 岗, head of a department; A 岗 of another; dispatcher; leader (双组长); in charge of a part; 督查室 of the whole
 * county; banker; discipline; operator; nobody.
 */
export const WHO = [
  'shangchao-1',
  'housing-a',
  'housing-head',
  'water-a',
  'dispatcher-2',
  'leader-1',
  'leader-part',
  'inspector',
  'nongshang-a',
  'discipline-1',
  'operator-1',
  'nobody',
] as const;

export const county = createRoster({
  ...roster,
  leaders: [
    ...roster.leaders,
    { id: 'leader-part', name: '分管', scope: ['housing'] },
    { id: 'inspector', name: '督查', inspector: true },
  ],
} as never);

/** Each cell: what, who, whether they may. Throws where a row is not as wide as `WHO`. */
export function cellsOf(table: string): readonly (readonly [string, string, boolean])[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [what = '', ...cells] = line.trim().split(/\s+/);
      if (cells.length !== WHO.length) throw new Error(`${what}: ${cells.length} cells`);
      return WHO.map((who, place) => [what, who, cells[place] === '✓'] as const);
    });
}
