/** Whose figures somebody may see: the whole county's, those of their department, those of their enterprise. */
import type { RoleHeld } from '../../domain/roster.ts';
import type { Case } from '../case.ts';
import { seesTheWhole } from '../lists/standings.ts';
import type { Scope } from './figures.ts';

const POSTS: ReadonlySet<string> = new Set<RoleHeld['role']>(['liaison', 'backup', 'head']);

/** Who asks. */
type Asks = Pick<Case, 'person' | 'roles' | 'view'>;

/** The scopes that are somebody's own, the widest first; empty for whoever may see none. */
export function ownScopes(on: Asks): readonly Scope[] {
  if (seesTheWhole(on)) return [{ of: 'county' }];
  const held = on.view.roster.rolesOf(on.person?.id ?? '');
  return held.flatMap(({ role, department, enterprise }): Scope[] => {
    if (department && POSTS.has(role)) return [{ of: 'department', id: department.id }];
    return enterprise && role === 'member' ? [{ of: 'enterprise', id: enterprise.id }] : [];
  });
}

export function maySee(on: Asks, scope: Scope): boolean {
  return ownScopes(on).some(
    (own) => own.of === 'county' || (own.of === scope.of && idOf(own) === idOf(scope)),
  );
}

function idOf(scope: Scope): string {
  return scope.of === 'county' ? '' : scope.id;
}
