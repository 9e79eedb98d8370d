/**
 * Whose leaders somebody's tickets have: the co-leaders (双组长) the whole county's, others those of the departments in
 * their scope. 督查室 supervises within its scope, and decides nothing.
 */
import type { Leader, RoleHeld, Roster } from './roster.ts';

type Scope = Pick<RoleHeld, 'scope' | 'inspector'>;

/** Whether the whole county is in the scope. */
export function hasTheWhole({ scope = 'all' }: Scope): boolean {
  return scope === 'all';
}

/** Whether a department is in the scope; what lies with none yet is the whole county's. */
export function oversees(leader: Scope, department: string | null): boolean {
  const { scope = 'all' } = leader;
  return scope === 'all' || (department !== null && scope.includes(department));
}

/** 双组长: who decides for the whole county. */
export function isCoLeader(leader: Scope): boolean {
  return hasTheWhole(leader) && leader.inspector !== true;
}

export function coLeaders({ leaders }: Roster): readonly Leader[] {
  return leaders.filter(isCoLeader);
}

/** Who decides on a department's requests (挂账): those in whose scope it lies, but 督查室. */
export function decidersOver(department: string | null, { leaders }: Roster): readonly Leader[] {
  return leaders.filter((leader) => leader.inspector !== true && oversees(leader, department));
}

/** The departments that somebody's briefs and lists are about; null: all of them. */
export function scopeOf(person: string, roster: Roster): ReadonlySet<string> | null {
  const held = roster.rolesOf(person);
  if (held.some(({ role }) => role === 'dispatcher')) return null;
  const leads = held.filter(({ role }) => role === 'leader');
  if (leads.length === 0 || leads.some(hasTheWhole)) return null;
  return new Set(leads.flatMap(({ scope = [] }) => (scope === 'all' ? [] : scope)));
}
