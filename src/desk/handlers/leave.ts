/** 请假 and 销假: for oneself, or by a dispatcher for somebody else. Always in private, in whole days. */

import { readDays } from '../../dialogue/days.ts';
import { clip } from '../../dialogue/text.ts';
import { nameOf } from '../../dialogue/view.ts';
import {
  beginsAt,
  currentLeave,
  type Days,
  type Leave,
  lengthOf,
  MOST_DAYS,
  returnsAt,
  withLeave,
} from '../../domain/leave.ts';
import type { PersonId } from '../../domain/roster.ts';
import { responsibleFor, standInOf } from '../../domain/stand-in.ts';
import { dayOf, instantInWords } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { daysInWords } from '../handover.ts';
import { changeOver } from '../leave.ts';
import { outgoing } from '../outgoing.ts';
import { presenceOf } from '../people.ts';

/** Whether these words can be about leave: an enterprise that begins with 请假 tells of a difficulty. */
export function concernsLeave(on: Case, text: string): boolean {
  const { roles, message } = on;
  if (!(['liaison', 'backup', 'head', 'dispatcher'] as const).some((role) => roles.has(role))) return false;
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

/** Whose leave it is: the speaker's, or the person's whom a dispatcher names first. */
function personMeant(
  on: Case,
  text: string,
  { roster }: DeskParts,
): { readonly person: PersonId; readonly rest: string } | { readonly fault: string } {
  const { say } = on.view;
  const speaker = on.person?.id ?? '';
  const posts = roster.people.filter(({ id }) => hasPost(id, on));
  const [word = ''] = text.split(/[\s:,，：]+/u);
  const byId = posts.find(({ id }) => id === word);
  const named = byId ? [byId] : posts.filter(({ name }) => text.startsWith(name));
  const [person, another] = named;
  if (person) {
    if (another) return { fault: say('leave.twoNamed', { name: person.name, id: person.id }) };
    if (person.id !== speaker && !on.roles.has('dispatcher')) return { fault: say('leave.notYours') };
    const rest = text.slice((byId ? word : person.name).length).replace(/^[\s:,，：]+/u, '');
    return { person: person.id, rest };
  }
  if (hasPost(speaker, on)) return { person: speaker, rest: text };
  const name = /^\p{Script=Han}{2,4}(?=\s|$)/u.exec(text)?.[0];
  return { fault: name === undefined ? say('leave.whose') : say('leave.noPost', { name }) };
}

function hasPost(person: PersonId, { view }: Case): boolean {
  return view.roster.rolesOf(person).some(({ role }) => ['liaison', 'backup', 'head'].includes(role));
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
  const { leaves } = on.office;
  const known = leaves[person]?.find(({ from, to }) => from <= days.from && days.to <= to);
  if (known) {
    return reply(
      say('leave.known', { name: nameUnlessSpeaker(on, person), days: daysInWords(known, on.view) }),
    );
  }
  const leave = withLeave(leaves, person, days, on.at)[person]?.find(
    ({ from, to }) => from <= days.from && days.to <= to,
  );
  if (!leave) return reply(say('leave.unreadable'));
  if (lengthOf(leave) > MOST_DAYS) return reply(say('leave.tooLong', { most: MOST_DAYS }));
  const by = on.person?.id ?? person;
  const text = await takenInWords(on, person, leave, parts);
  return {
    office: [{ type: 'leaveTaken', v: 1, at: on.at, ...days, person, by }],
    ...reply(text),
    outbox: [
      ...(by === person ? [] : [note(on, person, say('leave.entered', { by: nameOf(by, on.view), text }))]),
      ...(leave.begunAt === null ? [] : await extended(on, person, leave, parts)),
    ],
  };
}

/** 销假: the leave somebody is on ends at once; else the next one that was to come is taken back. */
async function takeBack(on: Case, person: PersonId, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { leaves } = on.office;
  const name = nameUnlessSpeaker(on, person);
  const current = currentLeave(leaves, person);
  const leave = current ?? leaves[person]?.[0];
  if (!leave) return reply(say('leave.none', { name }));
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
  const acting = actingNames(on, person, parts);
  if (acting === '') return say('leave.takenHead', { name, days, since, back });
  const own = await parts.store.tickets({ open: true, liaison: person });
  const count = own.filter(({ confidential }) => !confidential).length;
  return say('leave.taken', { name, days, since, count, acting, back });
}

/** Who would stand in as things are now; nobody for a head, in whose place only reminders go elsewhere. */
function actingNames(on: Case, person: PersonId, { roster, channels }: DeskParts): string {
  const presence = presenceOf(roster, on.office, channels);
  const names = roster.rolesOf(person).flatMap(({ role, department }) => {
    if (!department || (role !== 'liaison' && role !== 'backup')) return [];
    return nameOf(standInOf(person, department.id, presence), on.view);
  });
  return [...new Set(names)].join('、');
}

/** Those who stand in hear that it lasts longer. */
async function extended(
  on: Case,
  person: PersonId,
  leave: Days,
  { store, roster, channels }: DeskParts,
): Promise<readonly Outgoing[]> {
  const presence = presenceOf(roster, on.office, channels);
  const posts = roster.departments.flatMap(({ id }) => responsibleFor(id, presence) ?? []);
  const open = await store.tickets({ open: true });
  const acting = [...posts, ...open].flatMap(({ liaison, actingFor }) =>
    actingFor === person && liaison !== null ? liaison : [],
  );
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

/** For 我的待办: the speaker's own leave; for a dispatcher also who is on leave now. */
export function leaveLines(on: Case, { roster, channels }: DeskParts): readonly string[] {
  const { say } = on.view;
  const { leaves } = on.office;
  const me = on.person?.id ?? '';
  const own = (leaves[me] ?? []).map((leave) =>
    say(leave.begunAt === null ? 'leave.minePlanned' : 'leave.mine', { days: daysInWords(leave, on.view) }),
  );
  if (!on.roles.has('dispatcher')) return own;
  const presence = presenceOf(roster, on.office, channels);
  const others = [...presence.away].filter((person) => person !== me);
  return [
    ...own,
    ...others.map((person) => {
      const acting = actingNames(on, person, { roster, channels } as DeskParts);
      const name = clip(nameOf(person, on.view), 20);
      const days = daysInWords(currentLeave(leaves, person) ?? { from: '', to: '' }, on.view);
      return say('leave.others', { name, days, acting: acting === '' ? '—' : acting });
    }),
  ];
}
