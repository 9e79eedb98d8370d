/** A roster for rehearsals and replays. */
import { type Bank, createRoster, type Person, type Roster, SQUAD } from './roster.ts';

/**
 * The roster with everybody on one channel and on no other, each under their own id, and the group in the chat given
 * (null: on none). For rehearsals and replays, which speak to nobody outside.
 */
export function everybodyOn(roster: Roster, channel: string, groupChat: string | null): Roster {
  const on = <Kind extends Person>(person: Kind): Kind => ({ ...person, accounts: { [channel]: person.id } });
  const { accounts: _, ...group } = roster.group;
  return createRoster({
    group: {
      ...group,
      ...(groupChat === null ? {} : { accounts: { [channel]: groupChat } }),
    },
    departments: roster.departments.map((one) => ({ ...one, ...postsOn(one, on) })),
    enterprises: roster.enterprises.map((one) => ({ ...one, members: one.members.map(on) })),
    dispatchers: roster.dispatchers.map(on),
    // Where the hub goes itself, nobody has a seat for it.
    ...(isNamed(roster) ? { squad: postsOn(roster.squad, on) } : {}),
    ...(roster.townships.length > 0
      ? { townships: roster.townships.map((one) => ({ ...one, ...postsOn(one, on) })) }
      : {}),
    ...(roster.establishment ? { establishment: postsOn(roster.establishment, on) } : {}),
    ...(roster.banks.length > 0
      ? { banks: roster.banks.map((bank) => ({ ...bank, ...postsOn(bank, on) })) }
      : {}),
    leaders: roster.leaders.map(on),
    discipline: roster.discipline.map(on),
    disciplineAbove: roster.disciplineAbove.map(on),
    operators: roster.operators.map(on),
  });
}

function isNamed({ squad, rolesOf }: Roster): boolean {
  return rolesOf(squad.primary.id).some(({ department }) => department?.id === SQUAD);
}

function postsOn({ primary, backup, head }: Bank, on: (person: Person) => Person) {
  return { primary: on(primary), backup: on(backup), head: on(head) };
}
