/** What would change in the library, said before it is written. */
import { POLICY_COLUMNS, type PolicyTold, policyCells, ruleCells } from './form.ts';

export interface PolicyChange {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly text: string;
  /** Whose it is, and was: by department. */
  readonly of: readonly string[];
}

const COLUMNS = Object.values(POLICY_COLUMNS);
const DEPARTMENT = COLUMNS.indexOf('责任部门');
/** More of a text says nothing beside another. */
const CLIPPED = 40;

/** In the order of the new library, then what it has no more; nothing when they tell the same. */
export function policyChanges(
  old: readonly PolicyTold[],
  now: readonly PolicyTold[],
  nameOf: (department: string) => string,
): readonly PolicyChange[] {
  const before = new Map(old.map((one) => [one.id, one]));
  const after = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((one): readonly PolicyChange[] => {
      const was = before.get(one.id);
      const of = [...new Set([...(was ? [was.department] : []), one.department])];
      if (!was) return [{ kind: 'added', text: named(one, nameOf), of }];
      const fields = differences(was, one, nameOf);
      return fields.length === 0
        ? []
        : [{ kind: 'changed', text: `${named(was, nameOf)}　${fields.join('，')}`, of }];
    }),
    ...old.flatMap((one): readonly PolicyChange[] =>
      after.has(one.id) ? [] : [{ kind: 'removed', text: named(one, nameOf), of: [one.department] }],
    ),
  ];
}

function named({ title, department }: PolicyTold, nameOf: (department: string) => string): string {
  return `${title}（${nameOf(department)}）`;
}

/** 申报截止 2026-12-31 → 2027-03-31；of what stands in the other sheets only that it is another. */
function differences(was: PolicyTold, is: PolicyTold, nameOf: (department: string) => string): string[] {
  const [before, after] = [policyCells(was), policyCells(is)];
  const shown = (cell = '', column: number): string => {
    const text = column === DEPARTMENT ? nameOf(cell) : cell;
    if (text === '') return '（空）';
    return text.length > CLIPPED ? `${text.slice(0, CLIPPED)}…` : text;
  };
  const fields = COLUMNS.flatMap((title, column) =>
    before[column] === after[column]
      ? []
      : [`${title} ${shown(before[column], column)} → ${shown(after[column], column)}`],
  );
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return [
    ...fields,
    ...(isSame(
      was.clauses.map(({ at, text }) => [at, text]),
      is.clauses.map(({ at, text }) => [at, text]),
    )
      ? []
      : ['原文有改动']),
    ...(isSame(rulesOf(was), rulesOf(is)) ? [] : ['适合谁有改动']),
  ];
}

function rulesOf({ who }: PolicyTold): readonly (readonly string[])[] | string {
  return who === '所有企业' ? who : who.map(ruleCells);
}
