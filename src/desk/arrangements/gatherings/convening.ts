/** Convened by the hub or a leader: what is missing is asked for, what would go out is shown, and then it goes out. */

import {
  beginsAt,
  type ConveningRead,
  conveningWords,
  readConvening,
} from '../../../dialogue/arrangements/gathering.ts';
import { departmentsNamed, enterprisesNamed } from '../../../dialogue/arrangements/named.ts';
import type { View } from '../../../dialogue/view.ts';
import { type Gathering, nextGathering, type Series } from '../../../domain/arrangements/gatherings.ts';
import type { Department, Enterprise, Roster } from '../../../domain/roster.ts';
import { DAY, dayOf, type Instant, instantInWords } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { addressOf } from '../../people/people.ts';
import type { ArrangingOf } from '../arranging.ts';
import { arrangeButton, sendNotice, UNTRACED } from '../notices.ts';
import { onDutyAt } from '../on-duty.ts';
import { toThem } from '../to-them.ts';
import { arranged, type Convened, facts } from './common.ts';

/** Nobody is asked further ahead. */
const LONGEST_AHEAD = 90 * DAY;

type Convoking = Exclude<ArrangingOf<'event'>, { what: 'lines' | 'wish' }>;

export function isFar(begins: Instant, now: Instant): boolean {
  return begins > now + LONGEST_AHEAD;
}

/** What an invitation may be answered with. */
export function choicesOf({ say }: Pick<View, 'say'>) {
  return [
    { label: say('gathering.come'), code: 'come' },
    { label: say('gathering.decline'), code: UNTRACED },
  ];
}

interface Guests {
  readonly enterprises: readonly Enterprise[];
  readonly departments: readonly Department[];
  /** Named more than once. */
  readonly twice: readonly Enterprise[];
}

/** What is asked next: what is missing, or what was wrong, with all the rest of what was said. */
interface Question {
  readonly what: Convoking['what'];
  readonly text: string;
  readonly kept: ConveningRead;
}

/** Asks for what is missing, shows what would go out, and sends it when that was confirmed. */
export async function convene(
  on: Case,
  series: Series,
  words: string,
  parts: DeskParts,
  confirmed = false,
): Promise<Outcome> {
  const { view, at } = on;
  const { say } = view;
  const read = readConvening(words, at);
  const begins = beginsAt(read);
  const guests = guestsIn(read, parts.roster);
  const question = faultIn(read, begins, on, parts.roster) ?? lackIn(read, view);
  if (question !== null) {
    const { what, text, kept } = question;
    const dialogue = awaiting('arranging', { of: 'event', what, series, words: conveningWords(kept) }, at);
    return { ...toThem(on, text), dialogue };
  }
  if (begins === null || read.topic === null) return toThem(on, say('gathering.noDay'));
  const { id, serial } = nextGathering(on.office.arrangements?.gatherings, series);
  const gathering = {
    id,
    series,
    serial,
    at: begins,
    topic: read.topic,
    place: read.place ?? say('gathering.noPlace'),
  };
  if (!confirmed) return preview(on, gathering, guests, words);
  return send(on, gathering, guests, parts);
}

function preview(
  on: Case,
  gathering: Convened,
  { enterprises, departments, twice }: Guests,
  words: string,
): Outcome {
  const { view, at } = on;
  const { say } = view;
  const text = say('gathering.preview', {
    ...facts(gathering, view),
    guests: enterprises.map(({ name }) => name).join('、'),
    departments:
      departments.length === 0
        ? say('gathering.noDepartments')
        : departments.map(({ name }) => name).join('、'),
    count: enterprises.length,
  });
  const once = twice.map(({ name }) => name).join('、');
  const lines = [text, ...(once === '' ? [] : [say('gathering.twice', { names: once })])];
  const buttons = [
    [
      arrangeButton('event', 'send', 0, say('gathering.send')),
      arrangeButton('event', 'drop', 0, say('gathering.drop')),
    ],
  ];
  const dialogue = awaiting('arranging', { of: 'event', what: 'send', series: gathering.series, words }, at);
  return { ...reply(lines.join('\n'), { buttons, privately: true }), dialogue };
}

function send(
  on: Case,
  gathering: Convened,
  { enterprises, departments }: Guests,
  parts: DeskParts,
): Outcome {
  const { view, at, person, office, message } = on;
  const { say } = view;
  if (person === null) return {};
  const cause = `inbox:${message.key}`;
  const invitation = sendNotice(
    {
      about: { kind: 'event', id: String(gathering.id) },
      by: person.id,
      text: say('gathering.invite', facts(gathering, view)),
      choices: choicesOf(view),
      until: gathering.at,
      enterprises: enterprises.map(({ id }) => id),
    },
    cause,
    at,
    office,
    parts,
  );
  const convened: Gathering = {
    ...gathering,
    departments: departments.map(({ id }) => id),
    by: person.id,
    notice: invitation.id,
  };
  const isReached = ({ id }: { readonly id: string }): boolean =>
    addressOf(id, parts.roster, office, parts.channels) !== null;
  const silent = enterprises.filter(({ members }) => !members.some(isReached));
  const told = [
    say('gathering.sent', {
      ...facts(gathering, view),
      count: enterprises.length - silent.length,
      id: gathering.id,
    }),
    ...(silent.length === 0
      ? []
      : [say('gathering.silent', { enterprises: silent.map(({ name }) => name).join('、') })]),
  ].join('\n');
  return {
    ...reply(told, { privately: true }),
    dialogue: null,
    office: [...invitation.office, arranged(at, { did: 'convened', gathering: convened })],
    outbox: [...invitation.outbox, ...toDepartments(convened, departments, cause, on, parts)],
  };
}

/** Whoever is there of each department that is to come. */
function toDepartments(
  gathering: Gathering,
  departments: readonly Department[],
  cause: string,
  { view, at, office }: Case,
  parts: DeskParts,
): readonly Outgoing[] {
  return departments.flatMap(({ id }) =>
    toPeople(onDutyAt(id, office, parts), {
      id: `${cause}/gathering/${gathering.id}/${id}`,
      text: view.say('gathering.toDepartment', facts(gathering, view)),
      kind: 'gathering',
      createdAt: at,
    }),
  );
}

function guestsIn({ guests, departments }: ConveningRead, roster: Roster): Guests {
  const { found, twice } = enterprisesNamed(guests, roster);
  return { enterprises: found, twice, departments: departmentsNamed(departments, roster).found };
}

/** What cannot be sent so; null: nothing is wrong. */
function faultIn(
  read: ConveningRead,
  begins: Instant | null,
  { at, view: { say } }: Case,
  roster: Roster,
): Question | null {
  const otherDay = (text: string, time = read.time): Question => ({
    what: 'day',
    text,
    kept: { ...read, day: null, time },
  });
  if (read.day === 'none') return otherDay(say('gathering.noDay'));
  if (begins !== null && begins <= at) {
    // Of today it is the hour that is over.
    const time = read.day === dayOf(at) ? null : read.time;
    return otherDay(say('gathering.past', { when: instantInWords(begins, at) }), time);
  }
  if (begins !== null && isFar(begins, at)) return otherDay(say('gathering.far'));
  const guests = enterprisesNamed(read.guests, roster).unknown;
  if (guests.length > 0) {
    const kept = { ...read, guests: read.guests.filter((name) => !guests.includes(name)) };
    return { what: 'guests', text: say('gathering.unknownGuests', { names: guests.join('、') }), kept };
  }
  const departments = departmentsNamed(read.departments, roster).unknown;
  if (departments.length > 0) {
    const kept = { ...read, departments: read.departments.filter((name) => !departments.includes(name)) };
    const text = say('gathering.unknownDepartments', { names: departments.join('、') });
    return { what: 'departments', text, kept };
  }
  return null;
}

function lackIn(read: ConveningRead, { say }: View): Question | null {
  const lack = (what: Convoking['what'], text: string): Question => ({ what, text, kept: read });
  if (read.day === null) return lack('day', say('gathering.askDay'));
  if (read.time === null) return lack('time', say('gathering.askTime'));
  if (read.topic === null) return lack('topic', say('gathering.askTopic'));
  return read.guests.length === 0 ? lack('guests', say('gathering.askGuests')) : null;
}

/** All that was said, with the answer in its place; null where nothing was asked. */
export function withAnswer({ what, words }: Convoking, text: string): string | null {
  switch (what) {
    case 'day':
      return `${text} ${words}`;
    case 'time':
      return `${words} 时间 ${text}`;
    case 'topic':
      return `${words} 主题 ${text}`;
    case 'guests':
      return `${words} 请 ${text}`;
    case 'departments':
      return `${words} 部门 ${text}`;
    default:
      return null;
  }
}
