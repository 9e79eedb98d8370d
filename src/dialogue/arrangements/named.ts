/** Firms and departments by the names people write: those found, in the order they were written, and the names that are nobody's. */
import type { Department, Enterprise, Roster } from '../../domain/roster.ts';
import { ownerNamed } from '../search-words.ts';

export interface Named<One> {
  readonly found: readonly One[];
  /** Names that nobody has, or several. */
  readonly unknown: readonly string[];
  /** Found more than once. */
  readonly twice: readonly One[];
}

/** 星火 is 星火煤焦, as long as nobody else is called so. */
export function enterprisesNamed(names: readonly string[], roster: Roster): Named<Enterprise> {
  return each(names, (name) => {
    const owner = ownerNamed(name, roster);
    return owner?.of === 'enterprise' ? roster.enterprise(owner.id) : undefined;
  });
}

export function departmentsNamed(names: readonly string[], roster: Roster): Named<Department> {
  return each(names, (name) => roster.departmentNamed(name));
}

function each<One>(names: readonly string[], find: (name: string) => One | undefined): Named<One> {
  const all = names.map((name) => ({ name, one: find(name) }));
  const found = all.flatMap(({ one }) => (one === undefined ? [] : [one]));
  return {
    found: [...new Set(found)],
    unknown: all.filter(({ one }) => one === undefined).map(({ name }) => name),
    twice: [...new Set(found.filter((one, place) => found.indexOf(one) !== place))],
  };
}
