/** Who sees what of a gathering: the hub and leaders all of it, a department that was there and a guest their own part. */

import { mayAtGathering } from '../../../domain/arrangements/gathering-rights.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import type { Office } from '../../../domain/office.ts';
import type { Role, Roster } from '../../../domain/roster.ts';
import { cameTo, invitedTo } from './common.ts';

export interface Onlooker {
  readonly person: string;
  readonly roles: ReadonlySet<Role>;
}

export type Sight =
  | { readonly of: 'whole' }
  | { readonly of: 'department'; readonly departments: readonly string[] }
  | { readonly of: 'guest'; readonly enterprise: string };

/** Null: it is none of theirs. A guest who said nothing, or no, sees of it what the invitation said, until it has begun. */
export function sightOf(
  gathering: Gathering,
  { person, roles }: Onlooker,
  office: Pick<Office, 'arrangements'>,
  roster: Roster,
  now: number,
): Sight | null {
  if (mayAtGathering('see', roles)) return { of: 'whole' };
  const departments = roster
    .rolesOf(person)
    .flatMap(({ department }) =>
      department && gathering.departments.includes(department.id) ? [department.id] : [],
    );
  if (departments.length > 0) return { of: 'department', departments: [...new Set(departments)] };
  const enterprise = roster.enterpriseOf(person)?.id;
  if (enterprise === undefined) return null;
  const isAhead = now < gathering.at && !gathering.cancelled && invitedTo(gathering, office).includes(person);
  return isAhead ||
    cameTo(gathering, office).includes(enterprise) ||
    gathering.spoke?.includes(enterprise) === true
    ? { of: 'guest', enterprise }
    : null;
}
