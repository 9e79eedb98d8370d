/**
 * 请假 and 销假: for oneself; by a head for the department's liaisons, by a dispatcher for anybody. Always in private,
 * in whole days.
 */
import { readDays } from '../../dialogue/days.ts';
import { nameOf } from '../../dialogue/view.ts';
import {
  awayIn,
  beginsAt,
  currentLeave,
  type Days,
  joined,
  type Leave,
  type Leaves,
  lengthOf,
  MOST_DAYS,
  returnsAt,
  withLeave,
} from '../../domain/leave.ts';
import type { PersonId, Role, Roster } from '../../domain/roster.ts';
import { hubThere, type Presence, responsibleFor, standInOf } from '../../domain/stand-in.ts';
import { addDays, type Day, dayOf, instantInWords } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { presenceOf } from '../people/people.ts';
import { daysInWords } from './handover.ts';
import { changeOver } from './turns.ts';

type Whereabouts = Pick<DeskParts, 'roster' | 'channels'>;

const POSTS: readonly Role[] = ['liaison', 'backup', 'head', 'dispatcher'];
const SPACE = /^[\s:,，：]+/u;

/** Whether these words can be about leave: an enterprise that begins with 请假 tells of a difficulty. */
export function concernsLeave(on: Case, text: string): boolean {
  const { roles, message } = on;
  if (!POSTS.some((role) => roles.has(role))) return false;
  // In a group people talk of leave to each other.
  return message.chat.kind === 'private' || message.addressed || readDays(text, dayOf(on.at)).ok;
}

export async function onLeave(on: Case, back: boolean, text: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  if (on.message.chat.kind === 'group') return reply(say('leave.privateOnly'));
  const whose = personMeant(on, text, parts);
  if ('fault' in whose) return reply(whose.fault);
  return back ? takeBack(on, whose.person, parts) : take(on, whose.person, whose.rest, parts);
}

type Meant = { readonly person: PersonId; readonly rest: string } | { readonly fault: string };

/** Whose leave it is: that of whoever is named first, by name or id, else the speaker's. */
function personMeant(on: Case, text: string, { roster }: DeskParts): Meant {
  const { say } = on.view;
  const speaker = on.person?.id ?? '';
  const posts = roster.people.filter(({ id }) => hasPost(id, roster));
  const [word = ''] = text.split(/[\s:,，：]+/u);
  const byId = posts.find(({ id }) => id === word);
  const named = posts.filter(({ name }) => text.startsWith(name));
  // 李明华 is not 李明.
  const length = Math.max(0, ...named.map(({ name }) => name.length));
  const [person, another] = byId ? [byId] : named.filter(({ name }) => name.length === length);
  if (person) {
    if (another) return { fault: say('leave.twoNamed', { name: person.name, id: person.id }) };
    if (!mayEnterFor(person.id, on, roster)) return { fault: say('leave.notYours') };
    return { person: person.id, rest: text.slice(byId ? word.length : length).replace(SPACE, '') };
  }
  const stranger = unknownName(text, dayOf(on.at), on.roles.has('dispatcher'));
  return stranger === null
    ? { person: speaker, rest: text }
    : { fault: say('leave.noPost', { name: stranger }) };
}

/** Who entered another's leave would take work from one and give it to another: only those who answer for both. */
function mayEnterFor(person: PersonId, { person: speaker, roles }: Case, roster: Roster): boolean {
  if (person === speaker?.id || roles.has('dispatcher')) return true;
  const own = roster.rolesOf(person).flatMap(({ department }) => department ?? []);
  return own.some(({ head }) => head.id === speaker?.id);
}

/** A name that the roster does not have: days stand behind it, or it is all that somebody says who enters it for others. */
function unknownName(text: string, today: Day, isOthers: boolean): string | null {
  const [, name = '', rest = ''] = /^(\p{Script=Han}{2,4})(?:[\s:,，：]+(.*))?$/su.exec(text) ?? [];
  if (name === '' || !isNoDay(text, today) || !isNoDay(name, today)) return null;
  return (rest === '' && isOthers) || (rest !== '' && !isNoDay(rest, today)) ? name : null;
}

function isNoDay(text: string, today: Day): boolean {
  const read = readDays(text, today);
  return !read.ok && read.why === 'unreadable';
}

function hasPost(person: PersonId, roster: Roster): boolean {
  return roster.rolesOf(person).some(({ role }) => POSTS.includes(role));
}

async function take(on: Case, person: PersonId, written: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const today = dayOf(on.at);
  const read = readDays(written, today);
  if (!read.ok) {
    if (read.why === 'tooLong') return reply(say('leave.tooLong', { most: MOST_DAYS }));
    if (read.why !== 'past') return reply(say(`leave.${read.why}`));
    const day = daysInWords({ from: read.from, to: read.from }, on.view);
    return reply(
      read.rest === null
        ? say('leave.past', { day })
        : say('leave.pastFrom', { day, days: daysInWords(read.rest, on.view) }),
    );
  }
  const { days } = read;
  const own = on.office.leaves[person] ?? [];
  const known = own.find(({ from, to }) => from <= days.from && days.to <= to);
  if (known) {
    return reply(
      say('leave.known', { name: nameUnlessSpeaker(on, person), days: daysInWords(known, on.view) }),
    );
  }
  const leave = joined(own, days, on.at);
  if (lengthOf(leave) > MOST_DAYS) return reply(say('leave.tooLong', { most: MOST_DAYS }));
  const alone = dayWithoutHub(on, person, leave, parts.roster);
  if (alone !== null) {
    const day = daysInWords({ from: alone, to: alone }, on.view);
    return reply(say('leave.nobodyLeft', { name: nameUnlessSpeaker(on, person), day }));
  }
  const by = on.person?.id ?? person;
  const text = await takenInWords(on, person, leave, parts);
  return {
    office: [{ type: 'leaveTaken', v: 1, at: on.at, ...days, person, by }],
    ...reply(text),
    outbox: [
      ...(by === person ? [] : [note(on, person, say('leave.entered', { by: nameOf(by, on.view), text }))]),
      ...(leave.begunAt === null ? [] : await extended(on, person, leave, parts)),
      ...actingChanged(on, person, leave, parts),
    ],
  };
}

/** The first day on which no dispatcher would be there: unclear matters would wait for nobody. Null for others’ leave. */
function dayWithoutHub(
  { office }: Case,
  person: PersonId,
  { from, to }: Days,
  { dispatchers }: Roster,
): Day | null {
  if (!dispatchers.some(({ id }) => id === person)) return null;
  const others = dispatchers.filter(({ id }) => id !== person);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const away = awayOn(day, office.leaves);
    if (others.every(({ id }) => away.has(id))) return day;
  }
  return null;
}

/** Whose leave has that day. */
function awayOn(day: Day, leaves: Leaves): ReadonlySet<PersonId> {
  return new Set(
    Object.keys(leaves).filter((one) => leaves[one]?.some(({ from, to }) => from <= day && day <= to)),
  );
}

/** 销假: the leave somebody is on ends at once; else the next one that was to come is taken back. */
async function takeBack(on: Case, person: PersonId, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { leaves } = on.office;
  const name = nameUnlessSpeaker(on, person);
  const current = currentLeave(leaves, person);
  const leave = current ?? leaves[person]?.[0];
  if (!leave) return reply(say('leave.none', { name: nameOf(person, on.view) }));
  const { from, to } = leave;
  const why = current ? 'back' : 'cancelled';
  const ended = { type: 'leaveEnded', v: 1, at: on.at, person, from, to, why } as const;
  const days = daysInWords(leave, on.view);
  if (!current) {
    const text = say('leave.cancelled', { name, days });
    const by = nameOf(on.person?.id ?? null, on.view);
    const told = name === '' ? [] : [note(on, person, say('leave.cancelledFor', { by, days }))];
    return { office: [ended], ...reply(text), outbox: told };
  }
  const outcome = await changeOver(person, [ended], `inbox:${on.message.key}`, on.office, on.at, parts);
  // Whoever is back gets the list of what is theirs again; that is the answer.
  return name === '' ? outcome : { ...outcome, ...reply(say('leave.endedFor', { name })) };
}

/** 请假 said of oneself, of others by name. */
function nameUnlessSpeaker(on: Case, person: PersonId): string {
  return person === on.person?.id ? '' : nameOf(person, on.view);
}

async function takenInWords(on: Case, person: PersonId, leave: Leave, parts: DeskParts): Promise<string> {
  const { say } = on.view;
  const name = nameUnlessSpeaker(on, person);
  const days = daysInWords(leave, on.view);
  const back = instantInWords(returnsAt(leave, parts.calendar), on.at);
  if (leave.begunAt !== null) return say('leave.changed', { name, days, back });
  const since = beginsAt(leave) <= on.at ? say('leave.now') : instantInWords(beginsAt(leave), on.at);
  const acting = actingDuring(on, person, leave, withLeave(on.office.leaves, person, leave, on.at), parts);
  if (acting === '') return say('leave.takenHead', { name, days, since, back });
  if (!hasDesk(person, parts.roster)) return say('leave.takenHub', { name, days, since, acting, back });
  const own = await parts.store.tickets({ open: true, liaison: person });
  const count = own.filter(({ confidential }) => !confidential).length;
  if (count === 0) return say('leave.takenNone', { name, days, since, acting, back });
  return say('leave.taken', { name, days, since, count, acting, back });
}

/** Whether tickets lie with them as a post. */
function hasDesk(person: PersonId, roster: Roster): boolean {
  return roster.rolesOf(person).some(({ role }) => role === 'liaison' || role === 'backup');
}

/** Who stands in on each of these days, as others are on leave on some of them too; empty for a head. */
function actingDuring(
  on: Case,
  person: PersonId,
  { from, to }: Days,
  leaves: Leaves,
  { roster, channels }: Whereabouts,
): string {
  const presence = presenceOf(roster, on.office, channels);
  const names = new Set<string>();
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const one of standInsOf(person, { ...presence, away: awayOn(day, leaves) }))
      names.add(nameOf(one, on.view));
  }
  return [...names].join('、');
}

/** Who does somebody's work while they are away: of each post of theirs, and of a dispatcher all who are there. */
function standInsOf(person: PersonId, presence: Presence): readonly (PersonId | null)[] {
  const { roster, away } = presence;
  const hub = hubThere(roster, new Set([...away, person])).map(({ id }) => id);
  return roster.rolesOf(person).flatMap(({ role, department }) => {
    if (role === 'dispatcher') return hub.filter((id) => id !== person);
    if (!department || (role !== 'liaison' && role !== 'backup')) return [];
    return standInOf(person, department.id, presence);
  });
}

/** Others who were told that this person stands in for them, and does not by now. */
function actingChanged(on: Case, person: PersonId, leave: Days, parts: DeskParts): readonly Outgoing[] {
  const before = on.office.leaves;
  const after = withLeave(before, person, leave, on.at);
  const { say } = on.view;
  return Object.entries(before).flatMap(([other, own]) =>
    own.flatMap((one) => {
      if (other === person || one.begunAt !== null) return [];
      const acting = actingDuring(on, other, one, after, parts);
      if (acting === '' || acting === actingDuring(on, other, one, before, parts)) return [];
      const days = daysInWords(one, on.view);
      return [note(on, other, say('leave.actingChanged', { name: nameOf(person, on.view), days, acting }))];
    }),
  );
}

/** Who would stand in as things are now; nobody for a head, in whose place only reminders go elsewhere. */
function actingNames(on: Case, person: PersonId, { roster, channels }: Whereabouts): string {
  const presence = presenceOf(roster, on.office, channels);
  return [...new Set(standInsOf(person, presence).map((one) => nameOf(one, on.view)))].join('、');
}

/** Those who stand in hear that it lasts longer. */
async function extended(
  on: Case,
  person: PersonId,
  leave: Days,
  { store, roster, channels }: DeskParts,
): Promise<readonly Outgoing[]> {
  const presence = presenceOf(roster, on.office, channels);
  const posts = roster.offices.flatMap(({ id }) => responsibleFor(id, presence) ?? []);
  const open = await store.tickets({ open: true });
  const acting = [...posts, ...open].flatMap(({ liaison, actingFor }) =>
    actingFor === person && liaison !== null ? liaison : [],
  );
  if (roster.dispatchers.some(({ id }) => id === person))
    acting.push(...hubThere(roster, presence.away).flatMap(({ id }) => (id === person ? [] : id)));
  const text = on.view.say('leave.extended', {
    name: nameOf(person, on.view),
    days: daysInWords(leave, on.view),
  });
  return [...new Set(acting)].map((one) => note(on, one, text));
}

function note(on: Case, to: PersonId, text: string): Outgoing {
  return outgoing({
    id: `inbox:${on.message.key}/leave/${to}`,
    to: { person: to },
    text,
    kind: 'news',
    createdAt: on.at,
  });
}

/** 我的请假 */
export function listLeave(on: Case, parts: DeskParts): Outcome {
  const lines = [...leaveLines(on, parts), ...plannedLines(on, parts)];
  const none = on.view.say('leave.none', { name: nameOf(on.person?.id ?? null, on.view) });
  return reply(lines.length === 0 ? none : lines.join('\n'), { privately: true });
}

/** For a dispatcher, who will be on leave: 我的请假 must not say 没有 the day before six begin theirs. */
function plannedLines(on: Case, parts: Whereabouts): readonly string[] {
  if (!on.roles.has('dispatcher')) return [];
  const { leaves } = on.office;
  return Object.entries(leaves).flatMap(([person, own]) =>
    own.flatMap((leave) => {
      if (leave.begunAt !== null || person === on.person?.id) return [];
      const acting = actingDuring(on, person, leave, leaves, parts);
      const words = { name: nameOf(person, on.view), days: daysInWords(leave, on.view) };
      // Nobody takes a head's place: only what is overdue goes elsewhere.
      if (acting === '') return [on.view.say('leave.headPlanned', words)];
      return [on.view.say('leave.othersPlanned', { ...words, acting })];
    }),
  );
}

/** The speaker's own leave; for a dispatcher also who is on leave now. */
export function leaveLines(on: Case, parts: Whereabouts): readonly string[] {
  const { say } = on.view;
  const { leaves } = on.office;
  const me = on.person?.id ?? '';
  const own = (leaves[me] ?? []).map((leave) =>
    say(leave.begunAt === null ? 'leave.minePlanned' : 'leave.mine', { days: daysInWords(leave, on.view) }),
  );
  if (!on.roles.has('dispatcher')) return own;
  const others = [...awayIn(leaves)].filter((person) => person !== me);
  return [
    ...own,
    ...others.map((person) => {
      const acting = actingNames(on, person, parts);
      const leave = currentLeave(leaves, person);
      const words = { name: nameOf(person, on.view), days: leave ? daysInWords(leave, on.view) : '' };
      return acting === '' ? say('leave.othersHead', words) : say('leave.others', { ...words, acting });
    }),
  ];
}
