/** A roster that remembers: whoever and whatever it does not name any more is called as it was. */
import type { Reform, Register } from './register.ts';
import type { Department, DepartmentId, Person, PersonId, Roster } from './roster.ts';
import type { Instant } from './time.ts';

export function withRegister(roster: Roster, register: Register | undefined): Roster {
  if (register === undefined) return roster;
  const { people, departments, reforms, left } = register;
  const of = (id: DepartmentId): readonly Reform[] => reforms.filter(({ from }) => from === id);

  function successorOf(id: DepartmentId): Department | undefined {
    if (roster.department(id)) return undefined;
    // Merged, and merged again; each is gone when it is asked after, so that nobody goes in a circle.
    const seen = new Set<DepartmentId>([id]);
    for (let now = id; ; ) {
      const next = of(now).findLast(({ kind, into }) => kind === 'merged' && !seen.has(into))?.into;
      if (next === undefined) return undefined;
      const found = roster.department(next);
      if (found) return found;
      seen.add(next);
      now = next;
    }
  }

  function departmentName(id: DepartmentId, at: Instant = Number.POSITIVE_INFINITY): string {
    const changed = of(id).find((reform) => reform.kind !== 'split' && reform.at > at);
    if (changed) return changed.was;
    return roster.department(id)?.name ?? successorOf(id)?.name ?? recorded(departments, id);
  }

  function heirOf(id: PersonId): Person | undefined {
    const seen = new Set<PersonId>([id]);
    for (let now = id; ; ) {
      const next = Object.hasOwn(left, now) ? left[now]?.successor : undefined;
      if (next === undefined || seen.has(next)) return undefined;
      const found = Object.hasOwn(left, next) ? undefined : roster.person(next);
      if (found) return found;
      seen.add(next);
      now = next;
    }
  }

  return {
    ...roster,
    heirOf,
    nameOf: (id) => roster.person(id)?.name ?? recorded(people, id),
    departmentName,
    successorOf,
  };
}

function recorded(names: Readonly<Record<string, string>>, id: string): string {
  return (Object.hasOwn(names, id) && names[id]) || id;
}
