/** Who of the roster speaks each line: firms that the roster does not know are given the places that are left. */
import type { Person, Roster } from '../domain/roster.ts';
import type { ChatLine } from './chat-file.ts';

export interface Speaker {
  /** The account; a stranger's is bound to nobody. */
  readonly account: string;
  readonly name: string;
}

/** `e07`: the seventh enterprise of the roster. */
const PLACE = /^e0*(\d{1,4})$/i;

/**
 * `lines`: all that will be said, so that no firm gets a place that another names. With more firms than the roster has,
 * places are shared.
 */
export function createCast(roster: Roster, lines: readonly ChatLine[]): (line: ChatLine) => Speaker {
  const orgs = new Set(lines.flatMap(({ speaker }) => (speaker.role === 'enterprise' ? [speaker.org] : [])));
  const given = placed([...orgs], roster);
  const firm = (org: string): Person => given.get(org) ?? roster.operators[0]!;

  const personOf = ({ role, org }: ChatLine['speaker']): Person | null => {
    switch (role) {
      case 'enterprise':
        return firm(org);
      case 'liaison':
        return (roster.departmentNamed(org) ?? roster.defaultDepartment).primary;
      case 'dispatcher':
        return roster.dispatchers[0] ?? null;
      case 'leader':
        return roster.leaders[0] ?? null;
      case 'stranger':
        return null;
      default:
        return role satisfies never;
    }
  };

  return ({ speaker }) => {
    const person = personOf(speaker);
    return person === null
      ? { account: `stranger-${speaker.org}`, name: speaker.org || '群友' }
      : { account: person.id, name: person.name };
  };
}

/** Whom of the roster each firm has: who is known there, then who says a place, then the others in what is left. */
function placed(orgs: readonly string[], roster: Roster): ReadonlyMap<string, Person> {
  const { enterprises } = roster;
  const given = new Map<string, Person>();
  const taken = new Set<string>();
  const give = (org: string, person: Person): void => {
    given.set(org, person);
    taken.add(roster.enterpriseOf(person.id)?.id ?? '');
  };
  const at = (place: number): Person | undefined => enterprises[place % enterprises.length]?.members[0];
  for (const org of orgs) {
    const own = roster.enterpriseNamed(org)?.members[0] ?? roster.people.find(({ name }) => name === org);
    const said = own ? undefined : PLACE.exec(org)?.[1];
    const one = own ?? (said === undefined ? undefined : at(Math.max(1, Number(said)) - 1));
    if (one) give(org, one);
  }
  let turn = 0;
  for (const org of orgs) {
    if (given.has(org)) continue;
    const free = enterprises.find(({ id, members }) => members.length > 0 && !taken.has(id));
    const one = free?.members[0] ?? at(turn++);
    if (one) give(org, one);
  }
  return given;
}
