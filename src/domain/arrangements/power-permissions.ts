/** Who may do what with 权责清单: everybody reads the list, which is published; whoever decides on it does not propose. */
import { hasTheWhole } from '../leaders.ts';
import { ESTABLISHMENT, type RoleHeld, type Roster } from '../roster.ts';

/** list 清单 · object 清单异议 · proposals: all of them · decide 接受、不改 · return 清单外, of one's own township */
export type PowerAction = 'list' | 'object' | 'proposals' | 'decide' | 'return';

/** member: of a firm · office: A、B 岗 or head of a department · township: of a township · establishment 编办 · county, charge: leaders */
type Standing = 'member' | 'office' | 'township' | 'establishment' | 'dispatcher' | 'county' | 'charge';

const TABLE: Readonly<Record<PowerAction, readonly Standing[]>> = {
  list: ['member', 'office', 'township', 'establishment', 'dispatcher', 'county', 'charge'],
  object: ['office', 'township'],
  proposals: ['establishment', 'dispatcher', 'county'],
  decide: ['establishment'],
  return: ['township'],
};

export function mayPowers(action: PowerAction, person: string, roster: Roster): boolean {
  return roster
    .rolesOf(person)
    .flatMap((held) => standingOf(held, roster))
    .some((one) => TABLE[action].includes(one));
}

function standingOf(held: RoleHeld, roster: Roster): readonly Standing[] {
  switch (held.role) {
    case 'member':
    case 'dispatcher':
      return [held.role];
    case 'liaison':
    case 'backup':
    case 'head': {
      const office = held.department?.id ?? '';
      if (office === ESTABLISHMENT) return ['establishment'];
      return [roster.isTownship(office) ? 'township' : 'office'];
    }
    case 'leader':
      return [hasTheWhole(held) ? 'county' : 'charge'];
    default:
      return [];
  }
}
