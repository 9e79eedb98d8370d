/** Leaders beside the two of the shipped county: with a scope of their own, and 督查室. */
import type { County } from '../../src/county.ts';
import { createRoster, type Leader } from '../../src/domain/roster.ts';

/** In charge of housing and water; of power alone; and 督查室 of the whole county. */
export const OF_HOUSING = 'mayor-1';
export const OF_POWER = 'mayor-2';
export const INSPECTOR = 'inspector-1';

const MORE: readonly Leader[] = [
  { id: OF_HOUSING, name: '冯副市', title: '分管副市长', scope: ['housing', 'water'] },
  { id: OF_POWER, name: '孔副市', title: '副市长', scope: ['power'] },
  { id: INSPECTOR, name: '康主任', title: '督查室主任', inspector: true },
];

export function withLeaders<Of extends Pick<County, 'roster'>>(county: Of): Of {
  const { group, departments, enterprises, dispatchers, leaders, operators, discipline, disciplineAbove } =
    county.roster;
  const roster = createRoster({
    group,
    departments: [...departments],
    enterprises: [...enterprises],
    dispatchers: [...dispatchers],
    operators: [...operators],
    discipline: [...discipline],
    disciplineAbove: [...disciplineAbove],
    leaders: [...leaders, ...MORE],
  });
  return { ...county, roster };
}
