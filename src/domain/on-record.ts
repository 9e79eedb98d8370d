/** A roster that remembers: whoever and whatever it does not name any more is called as it was. */
import type { Reform, Register } from './register.ts';
import type { Department, DepartmentId, Person, PersonId, Roster } from './roster.ts';
import type { Instant } from './time.ts';

export function withRegister(roster: Roster, register: Register | undefined): Roster {
  if (register === undefined) return roster;
  const { people, departments, enterprises = {}, reforms, left } = register;
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
    const changed = of(id).find((reform) => reform.kind !== 'split' && reform.at >= at);
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
    enterpriseName: (id) => roster.enterprise(id)?.name ?? recorded(enterprises, id),
    formerName: (id) => of(id).findLast(({ kind }) => kind !== 'split')?.was ?? departmentName(id),
    successorOf,
  };
}

function recorded(names: Readonly<Record<string, string>>, id: string): string {
  return (Object.hasOwn(names, id) && names[id]) || id;
}

/** What a department is called in figures of a period that ended at `before`: as then; of one that is gone since, also who has its work. */
export function departmentThen(id: DepartmentId, before: Instant, roster: Roster): string {
  const name = roster.departmentName(id, before);
  const successor = roster.successorOf(id)?.name;
  return successor === undefined || name !== successor ? name : `${roster.formerName(id)}（现${successor}）`;
}

/** Departments that may have a line in such figures: those of the roster, in its order, and behind them those of `had` that are gone. */
export function departmentsThen(
  had: Iterable<DepartmentId>,
  before: Instant,
  roster: Roster,
): readonly { readonly id: DepartmentId; readonly name: string }[] {
  const there = roster.departments.map(({ id }) => id);
  const known = new Set([...there, ...roster.offices.map(({ id }) => id)]);
  const gone = [...had].filter((id) => !known.has(id) && roster.departmentName(id) !== id);
  return [...there, ...gone].map((id) => ({ id, name: departmentThen(id, before, roster) }));
}
