/** Who of the roster speaks each line: firms that the roster does not know are given its places in order. */
import type { Person, Roster } from '../domain/roster.ts';
import type { ChatLine } from './chat-file.ts';

export interface Speaker {
  /** The account; a stranger's is bound to nobody. */
  readonly account: string;
  readonly name: string;
}

/** `e07`: the seventh enterprise of the roster. */
const PLACE = /^e0*(\d{1,4})$/i;

export function createCast(roster: Roster): (line: ChatLine) => Speaker {
  const given = new Map<string, Person>();

  function firm(org: string): Person {
    const own = roster.enterpriseNamed(org)?.members[0] ?? roster.people.find(({ name }) => name === org);
    if (own) return own;
    const known = given.get(org);
    if (known) return known;
    const place = Number(PLACE.exec(org)?.[1] ?? given.size + 1) - 1;
    const one = roster.enterprises[place % roster.enterprises.length]?.members[0] ?? roster.operators[0]!;
    given.set(org, one);
    return one;
  }

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
