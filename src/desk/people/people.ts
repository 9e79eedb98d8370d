/** Who is behind an account, and where a person can be reached. */
import { PAGE } from '../../channels/page/index.ts';
import type { Address } from '../../channels/port.ts';
import type { Say } from '../../dialogue/wording.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { awayOf, hasLeft } from '../../domain/register.ts';
import type { Person, Roster } from '../../domain/roster.ts';
import type { Presence } from '../../domain/stand-in.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';

export function accountKey(channel: string, account: string): string {
  return `${channel}/${account}`;
}

/** The person of an account: bound in the roster, or by an invite code. On the pages people are known since they signed in. */
export function personOf(channel: string, account: string, roster: Roster, office: Office): Person | null {
  // A person who has left is a stranger, whatever was bound once, and though the program still reads the old roster.
  const there = (person: Person | undefined): Person | null =>
    person === undefined || hasLeft(person.id, office) ? null : person;
  if (channel === PAGE) return there(roster.person(account));
  const key = accountKey(channel, account);
  const bound = office.accounts[key];
  const named = isSetAside(key, office) ? undefined : roster.personByAccount(channel, account);
  return there(named ?? (bound && roster.person(bound.person)));
}

function isSetAside(account: string, { register }: Office): boolean {
  return register !== undefined && Object.hasOwn(register.setAside, account);
}

/** Every account of a person, those of the roster first; none of somebody who has left. */
export function accountsOf(person: string, roster: Roster, office: Office): readonly Address[] {
  if (hasLeft(person, office)) return [];
  const fixed = Object.entries(roster.person(person)?.accounts ?? {}).filter(
    ([channel, chat]) => !isSetAside(accountKey(channel, chat), office),
  );
  const named = fixed.map(([channel, chat]) => ({ channel, chat }));
  const bound = (boundIn(office.accounts).get(person) ?? []).filter(
    (one) => !named.some(({ channel, chat }) => channel === one.channel && chat === one.chat),
  );
  return [...named, ...bound];
}

/** Accounts bound by code, by person: a county has hundreds, and each message asks after several people. */
const boundBefore = new WeakMap<Office['accounts'], ReadonlyMap<string, readonly Address[]>>();

function boundIn(accounts: Office['accounts']): ReadonlyMap<string, readonly Address[]> {
  const known = boundBefore.get(accounts);
  if (known) return known;
  const found = new Map<string, Address[]>();
  for (const [key, { person }] of Object.entries(accounts)) {
    const address = { channel: key.slice(0, key.indexOf('/')), chat: key.slice(key.indexOf('/') + 1) };
    const others = found.get(person);
    if (others) others.push(address);
    else found.set(person, [address]);
  }
  boundBefore.set(accounts, found);
  return found;
}

/**
 * Where a person can be spoken to now, on `via` before all other channels; null when nowhere (not bound, never started,
 * blocked).
 */
export function addressOf(
  person: string,
  roster: Roster,
  office: Office,
  channels: { has(channel: string): boolean },
  via?: string,
): Address | null {
  // A page reaches nobody who is not looking at it: only what answers it goes there.
  if (via === PAGE && channels.has(PAGE)) return { channel: PAGE, chat: person };
  const open = accountsOf(person, roster, office).filter(
    ({ channel, chat }) => channels.has(channel) && office.reachable[accountKey(channel, chat)] !== false,
  );
  return open.find(({ channel }) => channel === via) ?? open[0] ?? null;
}

/** Discipline contacts who can be spoken to now, in the order of the roster, and behind them those above. */
export function contactsInReach(
  roster: Roster,
  office: Office,
  channels: { has(channel: string): boolean },
): readonly string[] {
  return [...roster.discipline, ...roster.disciplineAbove]
    .map(({ id }) => id)
    .filter((id) => addressOf(id, roster, office, channels) !== null);
}

/** Whether somebody hears reports about officials: that they have something waiting is nobody else's business. */
export function isContact(person: string, roster: Roster): boolean {
  return [...roster.discipline, ...roster.disciplineAbove].some(({ id }) => id === person);
}

/** Who is there: those on leave, and the dispatchers, those in reach before the others. */
export function presenceOf(
  roster: Roster,
  office: Office,
  channels: { has(channel: string): boolean },
): Presence {
  const dispatchers = roster.dispatchers.map(({ id }) => id);
  const inReach = dispatchers.filter((id) => addressOf(id, roster, office, channels) !== null);
  return { roster, away: awayOf(office), hub: [...new Set([...inReach, ...dispatchers])] };
}

/**
 * How an enterprise hears of its ticket. direct: its person is written to · passedOn: whoever entered the ticket (代录)
 * is, to pass it on, as nobody of the enterprise can be reached · apart: nobody is; of a report not even whoever
 * entered it reads more than that it has arrived.
 */
export type Hearing = 'direct' | 'passedOn' | 'apart';

export function hearingOf(
  ticket: Ticket,
  roster: Roster,
  office: Office,
  channels: { has(channel: string): boolean },
): Hearing {
  const { enteredBy, confidential } = ticket;
  const isReached = raisersOf(ticket).some((person) => addressOf(person, roster, office, channels) !== null);
  if (enteredBy === undefined || isReached) return 'direct';
  return confidential ? 'apart' : 'passedOn';
}

/**
 * The groups that are served: the roster file names them, or somebody who may bound them in the group itself, and
 * nobody has taken them out of service since.
 */
export function servedGroups(roster: Roster, office: Office): readonly Address[] {
  const keys = [
    ...Object.entries(roster.group.accounts ?? {}).map(([channel, chat]) => accountKey(channel, chat)),
    ...Object.keys(office.groups),
  ].map((key) => movedTo(key, office));
  const open = keys.filter((key) => office.closed?.[key] === undefined);
  return [...new Set(open)].map((key) => ({
    channel: key.slice(0, key.indexOf('/')),
    chat: key.slice(key.indexOf('/') + 1),
  }));
}

/** Whether a group, `channel/chat`, is served. */
export function isServed(group: string, roster: Roster, office: Office): boolean {
  return servedGroups(roster, office).some(({ channel, chat }) => accountKey(channel, chat) === group);
}

/**
 * What follows from a group's having a new id. Service goes where the group goes; a group that has none takes none
 * along, whoever says what about it – or a stranger's own group would come into service by changing its id.
 */
export function moveOf(
  from: string,
  to: Address,
  at: Instant,
  roster: Roster,
  office: Office,
): readonly OfficeEvent[] {
  const key = accountKey(to.channel, to.chat);
  if (to.chat === '' || key === from || !isServed(from, roster, office)) return [];
  return [{ type: 'groupMoved', v: 1, at, from, to: key }];
}

/** The id that a group, `channel/chat`, has now, however often it has changed. */
export function movedTo(group: string, office: Pick<Office, 'moved'>): string {
  const next = office.moved[group];
  return next === undefined ? group : movedTo(next, office);
}

/** Those of the served groups that the program is connected to. */
export function groupsInReach(
  roster: Roster,
  office: Office,
  channels: { has(channel: string): boolean },
): readonly Address[] {
  return servedGroups(roster, office).filter(({ channel }) => channels.has(channel));
}

/** 市住建局专人（A岗）、… */
export function rolesInWords(person: string, roster: Roster, say: Say): string {
  return roster
    .rolesOf(person)
    .map((held) => {
      const department = held.department?.name ?? '';
      const enterprise = held.enterprise?.name ?? '';
      switch (held.role) {
        case 'member':
          return say('role.member', { enterprise });
        case 'liaison':
          return say('role.liaison', { department });
        case 'backup':
          return say('role.backup', { department });
        case 'head':
          return say('role.head', { department });
        case 'banker':
          return say('role.banker', { bank: held.bank?.name ?? '' });
        default:
          return say(`role.${held.role}`);
      }
    })
    .join('、');
}
