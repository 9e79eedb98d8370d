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
  const { squad, establishment, ...was } = county.roster;
  const posts = ({ primary, backup, head }: typeof squad) => ({ primary, backup, head });
  const roster = createRoster({
    group: was.group,
    departments: [...was.departments],
    enterprises: [...was.enterprises],
    dispatchers: [...was.dispatchers],
    squad: posts(squad),
    townships: [...was.townships],
    ...(establishment ? { establishment: posts(establishment) } : {}),
    banks: [...was.banks],
    operators: [...was.operators],
    discipline: [...was.discipline],
    disciplineAbove: [...was.disciplineAbove],
    leaders: [...was.leaders, ...MORE],
  });
  return { ...county, roster };
}
