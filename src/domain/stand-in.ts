/**
 * AB 岗: who answers for a department's work while people are on leave. A 岗, else B 岗, else the head, else the hub.
 * Whoever stands in has the rights and duties of the post (AB 岗工作制); no deadline moves.
 */
import type { DepartmentId, Person, PersonId, Roster } from './roster.ts';
import { isOver, type Ticket } from './ticket.ts';

/** Who is there. */
export interface Presence {
  readonly roster: Roster;
  /** Persons on leave. */
  readonly away: ReadonlySet<PersonId>;
  /** Dispatchers in the order in which they are turned to: those who can be reached now come first. */
  readonly hub: readonly PersonId[];
}

export interface Responsible {
  readonly liaison: PersonId;
  /** The person on leave whose place it is. */
  readonly actingFor?: PersonId;
}

/** The dispatchers who are there, in the order of the roster: what is for the hub is for them. With nobody there, all. */
export function hubThere({ dispatchers }: Roster, away: ReadonlySet<PersonId>): readonly Person[] {
  const there = dispatchers.filter(({ id }) => !away.has(id));
  return there.length > 0 ? there : dispatchers;
}

/** Who gets new work of a department; null for a department the roster does not know. */
export function responsibleFor(department: DepartmentId, presence: Presence): Responsible | null {
  const primary = presence.roster.department(department)?.primary.id;
  if (primary === undefined) return null;
  return heldBy(primary, firstThere(primary, department, presence, null) ?? primary);
}

/** Who would take a person's place in a department if that person were on leave; null when nobody is there. */
export function standInOf(person: PersonId, department: DepartmentId, presence: Presence): PersonId | null {
  const away = new Set([...presence.away, person]);
  return firstThere(person, department, { ...presence, away }, null);
}

/**
 * Who takes a ticket over because somebody went on leave or came back; null when it lies where it belongs, or nobody
 * at all is there. What people handed over by hand belongs to whom they gave it to.
 */
export function takenOverBy(ticket: Ticket, presence: Presence): Responsible | null {
  const { department, liaison } = ticket;
  if (ticket.confidential || isOver(ticket) || department === null || liaison === null) return null;
  const named = ticket.actingFor ?? liaison;
  // Somebody may have left the roster since.
  const rightful = presence.roster.person(named)
    ? named
    : (presence.roster.heirOf(named)?.id ?? presence.roster.department(department)?.primary.id ?? named);
  const there = firstThere(rightful, department, presence, liaison);
  if (there === null) return null;
  const found = heldBy(rightful, there);
  return found.liaison === liaison && (found.actingFor ?? null) === ticket.actingFor ? null : found;
}

function heldBy(rightful: PersonId, there: PersonId): Responsible {
  return there === rightful ? { liaison: there } : { liaison: there, actingFor: rightful };
}

/** The first who is there; a dispatcher who has the ticket (`now`) keeps it, though another comes first by now. */
function firstThere(
  rightful: PersonId,
  department: DepartmentId,
  { roster, away, hub }: Presence,
  now: PersonId | null,
): PersonId | null {
  const found = roster.department(department);
  const post = found ? [found.primary.id, found.backup.id, found.head.id] : [];
  const dispatchers = now !== null && hub.includes(now) ? [now, ...hub] : hub;
  return [rightful, ...post, ...dispatchers].find((person) => !away.has(person)) ?? null;
}
