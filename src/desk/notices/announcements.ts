/** What the groups are told, once per person, about somebody who cannot be reached in private. */
import { departmentName, type View } from '../../dialogue/view.ts';
import { evolveOffice, type Office, type OfficeEvent } from '../../domain/office.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { accountsOf, addressOf, groupsInReach, isContact } from '../people/people.ts';

/** So long after the last of them a message waits for more. */
const GATHERED = MINUTE;
/** More names than this are no help in one message. */
const NAMED = 30;

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
  const params = { ...facts(person, view), operator: view.roster.operators[0]?.name ?? '' };
  const text = key === 'bind.start' ? view.say(key, params) : view.say(key, params);
  return groups.map((group) => toGroup(group, person, text, cause, view));
}

function toGroup(
  { channel, chat }: { readonly channel: string; readonly chat: string },
  person: string,
  text: string,
  cause: string,
  view: View,
): Outgoing {
  return outgoing({
    id: `${cause}/announce/${person}/${channel}.${chat}`,
    to: { channel, chat, group: true },
    text,
    kind: 'announcement',
    createdAt: view.now,
  });
}

function facts(person: string, view: View) {
  const held = view.roster.rolesOf(person)[0];
  return {
    name: view.roster.nameOf(person),
    department: held?.department?.name ?? held?.enterprise?.name ?? departmentOfRole(held?.role, view),
  };
}

/** Those whom a notice was to reach, and has not, and who have been asked in the groups since it was sent. */
export function announcedOf(notice: number, { arrangements, announced }: Office): readonly string[] {
  const sent = arrangements?.notices?.[notice];
  if (!sent) return [];
  const people = sent.to.filter(({ reachedAt }) => reachedAt === undefined).flatMap((to) => to.people);
  return people.filter((person) => (announced[person] ?? 0) >= sent.sentAt);
}

/** All of them in one message, which waits a little for those of whom it is not known yet. */
export function announceTogether(
  people: readonly string[],
  notice: number,
  groups: readonly { channel: string; chat: string }[],
  cause: string,
  view: View,
): readonly Outgoing[] {
  const [only = ''] = people;
  if (people.length <= 1) return announce(only, 'bind.start', groups, cause, view).map(gathering);
  const names = people.slice(0, NAMED).map((person) => {
    const { name, department } = facts(person, view);
    return `${name}（${department}）`;
  });
  const text = view.say('bind.startMany', { names: names.join('、'), count: people.length });
  return groups.map((group) => gathering(toGroup(group, people.at(-1) ?? '', text, cause, view)));

  function gathering(message: Outgoing): Outgoing {
    const slot = `announce/notice/${notice}`;
    return { ...message, slot, speaker: slot, notBefore: view.now + GATHERED };
  }
}

function departmentOfRole(role: string | undefined, view: View): string {
  if (role === 'dispatcher' || role === 'leader' || role === 'operator') return view.say(`role.${role}`);
  return departmentName(null, view);
}
