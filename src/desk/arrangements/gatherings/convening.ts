/** Convened by the hub or a leader: what is missing is asked for, what would go out is shown, and then it goes out. */

import { beginsAt, type ConveningRead, readConvening } from '../../../dialogue/arrangements/gathering.ts';
import { departmentsNamed, enterprisesNamed } from '../../../dialogue/arrangements/named.ts';
import type { View } from '../../../dialogue/view.ts';
import { type Gathering, nextGathering, type Series } from '../../../domain/arrangements/gatherings.ts';
import type { Department, Enterprise, Roster } from '../../../domain/roster.ts';
import { DAY, type Instant, instantInWords } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import type { ArrangingOf } from '../arranging.ts';
import { arrangeButton, sendNotice, UNTRACED } from '../notices.ts';
import { onDutyAt } from '../on-duty.ts';
import { toThem } from '../to-them.ts';
import { arranged, type Convened, facts } from './common.ts';

/** Nobody is asked further ahead. */
const LONGEST_AHEAD = 90 * DAY;

type Convoking = Exclude<ArrangingOf<'event'>, { what: 'lines' }>;

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
  /** Why it cannot be sent so; null: nothing is wrong. */
  readonly fault: string | null;
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
  if (read.day === 'none') return toThem(on, say('gathering.noDay'));
  if (begins !== null && begins <= at) {
    return toThem(on, say('gathering.past', { when: instantInWords(begins, at) }));
  }
  if (begins !== null && isFar(begins, at)) return toThem(on, say('gathering.far'));
  const guests = guestsIn(read, parts.roster, view);
  if (guests.fault !== null) return toThem(on, guests.fault);
  const lack = lackOf(read);
  if (lack !== null) {
    const dialogue = awaiting('arranging', { of: 'event', what: lack.what, series, words }, at);
    return { ...toThem(on, say(lack.question)), dialogue };
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
  { enterprises, departments }: Guests,
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
  const buttons = [
    [
      arrangeButton('event', 'send', 0, say('gathering.send')),
      arrangeButton('event', 'drop', 0, say('gathering.drop')),
    ],
  ];
  const dialogue = awaiting('arranging', { of: 'event', what: 'send', series: gathering.series, words }, at);
  return { ...reply(text, { buttons, privately: true }), dialogue };
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
  const told = say('gathering.sent', {
    ...facts(gathering, view),
    count: enterprises.length,
    id: gathering.id,
  });
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

function guestsIn(read: ConveningRead, roster: Roster, { say }: View): Guests {
  const guests = enterprisesNamed(read.guests, roster);
  const offices = departmentsNamed(read.departments, roster);
  return { enterprises: guests.found, departments: offices.found, fault: fault() };

  function fault(): string | null {
    if (guests.unknown.length > 0) {
      return say('gathering.unknownGuests', { names: guests.unknown.join('、') });
    }
    if (offices.unknown.length > 0) {
      return say('gathering.unknownDepartments', { names: offices.unknown.join('、') });
    }
    if (guests.twice.length === 0) return null;
    return say('gathering.twice', { names: guests.twice.map(({ name }) => name).join('、') });
  }
}

function lackOf(read: ConveningRead) {
  if (read.day === null) return { what: 'day', question: 'gathering.askDay' } as const;
  if (read.time === null) return { what: 'time', question: 'gathering.askTime' } as const;
  if (read.topic === null) return { what: 'topic', question: 'gathering.askTopic' } as const;
  return read.guests.length === 0 ? ({ what: 'guests', question: 'gathering.askGuests' } as const) : null;
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
    default:
      return null;
  }
}
