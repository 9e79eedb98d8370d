/** What the groups are told, once per person, about somebody who cannot be reached in private. */
import { departmentName, type View } from '../../dialogue/view.ts';
import { evolveOffice, type Office, type OfficeEvent } from '../../domain/office.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { accountsOf, addressOf, groupsInReach, isContact } from '../people/people.ts';

/**
 * Somebody has work waiting but no account bound, or has closed the private chat, so that nothing is even tried: the
 * group hears it, once per person. Never for a confidential report – that there is one must not be seen from outside –
 * and of an enterprise's people not that they closed the chat: that is up to them.
 */
export function announcements(
  outbox: readonly Outgoing[],
  cause: { readonly name: string; readonly office: Office },
  events: readonly OfficeEvent[],
  view: View,
  parts: DeskParts,
): { office: readonly OfficeEvent[]; outbox: readonly Outgoing[] } {
  const office = events.reduce(evolveOffice, cause.office);
  const groups = groupsInReach(parts.roster, office, parts.channels);
  const found = { office: [] as OfficeEvent[], outbox: [] as Outgoing[] };
  if (groups.length === 0) return found;
  const people = new Set<string>(
    outbox.flatMap(({ to, kind, editOnly, secret }) =>
      'person' in to &&
      !editOnly &&
      !secret &&
      (kind === 'task' || kind === 'dispatch' || kind === 'reminder')
        ? [to.person]
        : [],
    ),
  );
  for (const person of people) {
    if (isContact(person, parts.roster) || office.announced[person] !== undefined) continue;
    if (addressOf(person, parts.roster, office, parts.channels) !== null) continue;
    const bound = accountsOf(person, parts.roster, office).some(({ channel }) => parts.channels.has(channel));
    if (bound && parts.roster.rolesOf(person).every(({ role }) => role === 'member')) continue;
    found.office.push({ type: 'announced', v: 1, at: view.now, person });
    found.outbox.push(...announce(person, bound ? 'bind.start' : 'bind.notBound', groups, cause.name, view));
  }
  return found;
}

/** The sentence that asks a person, in the groups, to open the private chat or to bind an account. */
export function announce(
  person: string,
  key: 'bind.start' | 'bind.notBound',
  groups: readonly { channel: string; chat: string }[],
  cause: string,
  view: View,
): readonly Outgoing[] {
  const held = view.roster.rolesOf(person)[0];
  const params = {
    name: view.roster.person(person)?.name ?? person,
    department: held?.department?.name ?? held?.enterprise?.name ?? departmentOfRole(held?.role, view),
    operator: view.roster.operators[0]?.name ?? '',
  };
  const text = key === 'bind.start' ? view.say(key, params) : view.say(key, params);
  return groups.map(({ channel, chat }) =>
    outgoing({
      id: `${cause}/announce/${person}/${channel}.${chat}`,
      to: { channel, chat, group: true },
      text,
      kind: 'announcement',
      createdAt: view.now,
    }),
  );
}

function departmentOfRole(role: string | undefined, view: View): string {
  if (role === 'dispatcher' || role === 'leader' || role === 'operator') return view.say(`role.${role}`);
  return departmentName(null, view);
}
