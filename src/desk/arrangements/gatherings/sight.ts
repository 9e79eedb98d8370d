/** Who sees what of a gathering: the hub and leaders of the county all of it, a department that was there, whoever oversees it, and a guest their own part. */

import { mayAtGathering } from '../../../domain/arrangements/gathering-rights.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import { oversees } from '../../../domain/leaders.ts';
import type { Office } from '../../../domain/office.ts';
import type { Roster } from '../../../domain/roster.ts';
import { cameTo, invitedTo } from './common.ts';

export type Sight =
  | { readonly of: 'whole' }
  | { readonly of: 'department'; readonly departments: readonly string[] }
  | { readonly of: 'guest'; readonly enterprise: string };

/** Null: it is none of theirs. A guest who said nothing, or no, sees of it what the invitation said, until it has begun. */
export function sightOf(
  gathering: Gathering,
  person: string,
  office: Pick<Office, 'arrangements'>,
  roster: Roster,
  now: number,
): Sight | null {
  if (mayAtGathering('see', person, roster)) return { of: 'whole' };
  const held = roster.rolesOf(person);
  const departments = gathering.departments.filter((id) =>
    held.some((one) => (one.role === 'leader' ? oversees(one, id) : one.department?.id === id)),
  );
  if (departments.length > 0) return { of: 'department', departments };
  const enterprise = roster.enterpriseOf(person)?.id;
  if (enterprise === undefined) return null;
  const isAhead = now < gathering.at && !gathering.cancelled && invitedTo(gathering, office).includes(person);
  return isAhead ||
    cameTo(gathering, office).includes(enterprise) ||
    gathering.spoke?.includes(enterprise) === true
    ? { of: 'guest', enterprise }
    : null;
}
