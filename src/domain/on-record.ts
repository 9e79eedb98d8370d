/** A roster that remembers: whoever and whatever it does not name any more is called as it was. */
import type { Reform, Register } from './register.ts';
import {
  type Department,
  type DepartmentId,
  type Person,
  type PersonId,
  type Roster,
  shortName,
} from './roster.ts';
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

/** What a department is called in what tells of a time until `before`: as then; of one that was gone by then, as it was called last. */
export function nameThen(id: DepartmentId, before: Instant, roster: Roster): string {
  const name = roster.departmentName(id, before);
  return name === roster.successorOf(id)?.name ? roster.formerName(id) : name;
}

/** The same, and of one that was gone by then also who has its work. */
export function departmentThen(id: DepartmentId, before: Instant, roster: Roster): string {
  const successor = roster.successorOf(id)?.name;
  const isGone = successor !== undefined && roster.departmentName(id, before) === successor;
  return nameThen(id, before, roster) + (isGone ? `（现${successor}）` : '');
}

/** The same for short: as people call it, where it is called so still. */
export function shortThen(id: DepartmentId, before: Instant, roster: Roster): string {
  const name = nameThen(id, before, roster);
  const department = roster.department(id);
  return department?.name === name ? shortName(department) : name;
}

/**
 * Departments that may have a line in such figures: those of the roster, or of `among`, in its order, and behind them those of `had`
 * that are gone.
 */
export function departmentsThen(
  had: Iterable<DepartmentId>,
  before: Instant,
  roster: Roster,
  among: readonly Department[] = roster.departments,
): readonly { readonly id: DepartmentId; readonly name: string }[] {
  const there = among.map(({ id }) => id);
  const known = new Set([...there, ...roster.offices.map(({ id }) => id)]);
  const gone = [...had].filter((id) => !known.has(id) && roster.departmentName(id) !== id);
  return [...there, ...gone].map((id) => ({ id, name: departmentThen(id, before, roster) }));
}
