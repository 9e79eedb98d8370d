/** Who may do what with 调度会: the hub and the double leaders (双组长) hold it, 督查室 of the whole county reads it. */
import { hasTheWhole, isCoLeader } from '../leaders.ts';
import type { RoleHeld, Roster } from '../roster.ts';

/** see: the list, the matters, the papers · hold: convene, put a matter on it, decide, call it off */
export type CouncilAction = 'see' | 'hold';

/** county: supervises the whole county. Who leads a part of it hears of what is decided on their tickets, and sees no council. */
type Standing = 'dispatcher' | 'coLeader' | 'county';

const TABLE: Readonly<Record<CouncilAction, readonly Standing[]>> = {
  see: ['dispatcher', 'coLeader', 'county'],
  hold: ['dispatcher', 'coLeader'],
};

export function mayAtCouncil(action: CouncilAction, person: string, roster: Roster): boolean {
  return roster
    .rolesOf(person)
    .flatMap(standingsOf)
    .some((one) => TABLE[action].includes(one));
}

function standingsOf(held: RoleHeld): readonly Standing[] {
  if (held.role === 'dispatcher') return ['dispatcher'];
  if (held.role !== 'leader' || !hasTheWhole(held)) return [];
  return [isCoLeader(held) ? 'coLeader' : 'county'];
}
