/** Whose figures somebody may see: the whole county's, those in their charge, of their department, of their enterprise. */

import type { View } from '../../dialogue/view.ts';
import { scopeOf } from '../../domain/leaders.ts';
import { POSTS } from '../../domain/offices.ts';
import { departmentThen, shortThen } from '../../domain/on-record.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Instant } from '../../domain/time.ts';
import type { Case } from '../case.ts';
import { seesTheWhole } from '../lists/standings.ts';
import type { Scope } from './figures.ts';

/** Who asks. */
type Asks = Pick<Case, 'person' | 'roles' | 'view'>;

/** The scopes that are somebody's own, the widest first; empty for whoever may see none. */
export function ownScopes(on: Asks): readonly Scope[] {
  if (seesTheWhole(on)) return [chargeOf(on.person?.id ?? '', on.view.roster)];
  const held = on.view.roster.rolesOf(on.person?.id ?? '');
  return held.flatMap(({ role, department, enterprise }): Scope[] => {
    if (department && POSTS.includes(role)) return [{ of: 'department', id: department.id }];
    return enterprise && role === 'member' ? [{ of: 'enterprise', id: enterprise.id }] : [];
  });
}

/** What a leader's, or a dispatcher's, briefs are about. */
export function chargeOf(person: string, roster: Roster): Scope {
  const within = scopeOf(person, roster);
  return within === null ? { of: 'county' } : { of: 'charge', departments: [...within].sort() };
}

/** Of the whole county or of several departments: then there are tables of its parts, and a reader's own desk. */
export function hasParts(scope: Scope): scope is Extract<Scope, { of: 'county' | 'charge' }> {
  return scope.of === 'county' || scope.of === 'charge';
}

export function maySee(on: Asks, scope: Scope): boolean {
  return ownScopes(on).some((own) => includes(own, scope));
}

function includes(own: Scope, scope: Scope): boolean {
  if (own.of === 'county') return true;
  if (own.of === 'charge' && scope.of === 'department') return own.departments.includes(scope.id);
  return JSON.stringify(own) === JSON.stringify(scope);
}

/** As it stands above figures until `before`; null for the whole county. */
export function nameOfScope(
  scope: Scope,
  { before }: { readonly before: Instant },
  { say, roster }: View,
): string | null {
  switch (scope.of) {
    case 'county':
      return null;
    case 'charge':
      return say('summary.scope', {
        departments: scope.departments.map((id) => shortThen(id, before, roster)).join('、'),
      });
    case 'department':
      return departmentThen(scope.id, before, roster);
    case 'enterprise':
      return roster.enterpriseName(scope.id);
    default:
      return scope satisfies never;
  }
}
