/** Who has a post at an office: A 岗, B 岗 and head, of departments and of the squad alike. */
import type { Role, Roster } from './roster.ts';

export const POSTS: readonly Role[] = ['liaison', 'backup', 'head'];

/** The departments in which somebody has a post. */
export function officesOf(person: string, roster: Pick<Roster, 'rolesOf'>): ReadonlySet<string> {
  return new Set(
    roster
      .rolesOf(person)
      .flatMap(({ role, department }) => (department && POSTS.includes(role) ? [department.id] : [])),
  );
}

/** Whether somebody has one anywhere. */
export function hasPost(roles: ReadonlySet<Role>): boolean {
  return POSTS.some((role) => roles.has(role));
}
