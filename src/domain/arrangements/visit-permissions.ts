/**
 * Who may do what with visits as a whole; what may be done on one is asked of its ticket (`permissions.ts`): the 专班 says
 * when it comes, enters and promises (`plan`), the firm that called agrees and answers (`urge`, `confirm`).
 */
import { hasTheWhole } from '../leaders.ts';
import type { RoleHeld, Roster } from '../roster.ts';

/** call 请来一趟 · list 走访, each those that they may see · figures of the county */
export type VisitAction = 'call' | 'list' | 'figures';

/** member: of a firm · squad: goes on visits · dispatcher · county: leads or inspects the whole county · charge: a part of it */
type Standing = 'member' | 'squad' | 'dispatcher' | 'county' | 'charge';

const TABLE: Readonly<Record<VisitAction, readonly Standing[]>> = {
  call: ['member'],
  list: ['member', 'squad', 'dispatcher', 'county', 'charge'],
  figures: ['squad', 'dispatcher', 'county'],
};

export function mayVisits(action: VisitAction, person: string, roster: Roster): boolean {
  const standings = roster.rolesOf(person).flatMap(standingsOf);
  return [...standings, ...(roster.isOfSquad(person) ? (['squad'] as const) : [])].some((one) =>
    TABLE[action].includes(one),
  );
}

function standingsOf(held: RoleHeld): readonly Standing[] {
  switch (held.role) {
    case 'member':
    case 'dispatcher':
      return [held.role];
    case 'leader':
      return [hasTheWhole(held) ? 'county' : 'charge'];
    default:
      return [];
  }
}
