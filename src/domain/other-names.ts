/** An id is one person's, or one department's, for ever: whoever is called otherwise under it than on record is the same, renamed, or wrong. */
import type { Office } from './office.ts';

/** Somebody who stands in a roster under an id that is another's on record. */
export interface OtherName {
  readonly id: string;
  readonly was: string;
  readonly is: string;
}

/** What is on record; without a register no start has put anybody there. */
export type OnRecord = Pick<Office, 'register'>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Of a roster, or of what a workbook would make of it. */
export function otherNames(
  { people }: { readonly people: readonly Named[] },
  { register }: OnRecord,
): readonly OtherName[] {
  return calledOtherwise(people, register?.people);
}

/** Departments and townships that are called otherwise than on record. */
export function otherDepartments(
  { offices }: { readonly offices: readonly Named[] },
  { register }: OnRecord,
): readonly OtherName[] {
  return calledOtherwise(offices, register?.departments);
}

function calledOtherwise(
  all: readonly Named[],
  names: Readonly<Record<string, string>> = {},
): readonly OtherName[] {
  return all.flatMap(({ id, name: is }) => {
    const was = Object.hasOwn(names, id) ? names[id] : undefined;
    return was === undefined || was === is ? [] : [{ id, was, is }];
  });
}
