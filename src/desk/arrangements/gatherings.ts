/** 早餐会、下午茶、夜沙龙: convened by the hub or a leader, invited to in private, reminded of the day before. */
import { beginsAt, type ConveningRead, readConvening } from '../../dialogue/arrangements/gathering.ts';
import { departmentsNamed, enterprisesNamed } from '../../dialogue/arrangements/named.ts';
import type { View } from '../../dialogue/view.ts';
import {
  type Gathering,
  type GatheringEvent,
  nextGathering,
  type Series,
} from '../../domain/arrangements/gatherings.ts';
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import type { Department, Enterprise, Role, Roster } from '../../domain/roster.ts';
import { DAY, dayOf, type Instant, at as instantAt, instantInWords } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, onlyIf } from '../dialogue.ts';
import type { Arrangement } from './arrangement.ts';
import type { ArrangingOf } from './arranging.ts';
import { arrangeButton, sendNotice, UNTRACED } from './notices.ts';

/** Who comes is reminded at this hour of the working day before. */
const REMINDED_AT = '16:00';
/** Nobody is asked further ahead. */
const LONGEST_AHEAD = 90 * DAY;
/** Longer words are no answer to what a convening lacks. */
const LONGEST_ANSWER = 200;
const SHOWN = 12;
const CONVENES: readonly Role[] = ['dispatcher', 'leader'];

export const gatherings: Arrangement<'event'> = {
  of: 'event',

  async asked(on, asked, parts) {
    // 活动 of others is a word like any other.
    if (!mayConvene(on))
      return asked.what === 'convene' ? toThem(on, on.view.say('gathering.notYours')) : null;
    switch (asked.what) {
      case 'convene':
        return convene(on, asked.series, asked.words, parts);
      case 'list':
        return toThem(on, listed(on.office, on.view));
      case 'show':
        return show(on, asked.id);
      case 'cancel':
        return cancel(on, asked.id, asked.why);
      default:
        return asked satisfies never;
    }
  },

  async pressed(on, what, _id, parts) {
    const { say } = on.view;
    const draft = onlyIf(on.dialogue, 'arranging');
    if (draft?.of !== 'event' || draft.what !== 'send' || !mayConvene(on)) {
      return { toast: say('refusal.oldButton') };
    }
    if (what === 'drop') return { ...reply(say('gathering.dropped')), dialogue: null };
    return convene(on, draft.series, draft.words, parts, true);
  },

  async answered(on, asked, text, parts) {
    if (text.length > LONGEST_ANSWER || asked.of !== 'event') return null;
    const words = withAnswer(asked, text);
    return words === null ? null : convene(on, asked.series, words, parts);
  },

  async chosen(on, notice, choice) {
    const { say } = on.view;
    const gathering = gatheringsIn(on.office).find((one) => one.notice === notice.id);
    if (!gathering) return { toast: say('refusal.oldButton') };
    const text =
      choice === UNTRACED ? say('gathering.declined') : say('gathering.coming', facts(gathering, on.view));
    return reply(text, { privately: true });
  },

  nextAt(office, { calendar }) {
    const due = gatheringsIn(office).flatMap((one) => remindAt(one, calendar) ?? []);
    return due.length === 0 ? null : Math.min(...due);
  },

  async bring(office, at, parts) {
    const view = { say: parts.say, roster: parts.roster, danger: parts.danger, now: at };
    const due = gatheringsIn(office).filter((one) => (remindAt(one, parts.calendar) ?? at + 1) <= at);
    return {
      office: due.map((one) => arranged(at, { did: 'reminded', gathering: one.id })),
      // Missed while the program was off, and over by now: nobody is told of it.
      outbox: due.filter((one) => at < one.at).flatMap((one) => reminders(one, office, at, view)),
    };
  },

  help(roles, { say }) {
    return CONVENES.some((role) => roles.has(role)) ? [say('gathering.help')] : [];
  },
};

function mayConvene({ roles }: Pick<Case, 'roles'>): boolean {
  return CONVENES.some((role) => roles.has(role));
}

/** The oldest first. */
export function gatheringsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Gathering[] {
  return Object.values(arrangements?.gatherings ?? {});
}

/** Firms that said they come, in the order of the roster. */
export function comingTo(
  { notice }: Gathering,
  { arrangements }: Pick<Office, 'arrangements'>,
): readonly string[] {
  const to = arrangements?.notices?.[notice]?.to ?? [];
  return to.flatMap(({ enterprise, answer }) => (answer ? [enterprise] : []));
}

export function titleOf(
  { series, serial }: Pick<Gathering, 'series' | 'serial'>,
  { say }: Pick<View, 'say'>,
): string {
  return say('gathering.title', { series: say(`gathering.${series}`), serial });
}

interface Guests {
  readonly enterprises: readonly Enterprise[];
  readonly departments: readonly Department[];
  /** Why it cannot be sent so; null: nothing is wrong. */
  readonly fault: string | null;
}

/** Asks for what is missing, shows what would go out, and sends it when that was confirmed. */
async function convene(
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
  if (begins !== null && begins > at + LONGEST_AHEAD) return toThem(on, say('gathering.far'));
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

type Convened = Pick<Gathering, 'id' | 'series' | 'serial' | 'at' | 'topic' | 'place'>;

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
      choices: [
        { label: say('gathering.come'), code: 'come' },
        { label: say('gathering.decline'), code: UNTRACED },
      ],
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
    outbox: [...invitation.outbox, ...toDepartments(convened, departments, cause, on)],
  };
}

/** The A 岗 of each department that is to be there. */
function toDepartments(
  gathering: Gathering,
  departments: readonly Department[],
  cause: string,
  { view, at }: Case,
): readonly Outgoing[] {
  return departments.map(({ id, primary }) =>
    outgoing({
      id: `${cause}/gathering/${gathering.id}/${id}`,
      to: { person: primary.id },
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
function withAnswer({ what, words }: ArrangingOf<'event'>, text: string): string | null {
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

function cancel(on: Case, id: number, why: string): Outcome {
  const { view, at, message } = on;
  const { say } = view;
  const gathering = gatheringsIn(on.office).find((one) => one.id === id);
  if (!gathering || gathering.cancelled) return toThem(on, say('gathering.notFound', { id }));
  if (gathering.at <= at)
    return toThem(on, say('gathering.past', { when: instantInWords(gathering.at, at) }));
  if (why === '') return toThem(on, say('gathering.askWhy', { id }));
  // Whoever was asked may have kept the day free, whatever they answered.
  const people = on.office.arrangements?.notices?.[gathering.notice]?.to.flatMap((one) => one.people) ?? [];
  const text = say('gathering.cancel', { ...facts(gathering, view), why });
  return {
    ...toThem(on, say('gathering.cancelled', { ...facts(gathering, view), count: people.length })),
    office: [
      arranged(at, { did: 'cancelled', gathering: id, why }),
      { type: 'arranged', v: 1, at, of: 'notices', event: { did: 'ended', notice: gathering.notice } },
    ],
    outbox: people.map((person) =>
      outgoing({
        id: `inbox:${message.key}/gathering/${id}/${person}`,
        to: { person },
        text,
        kind: 'gathering',
        createdAt: at,
      }),
    ),
  };
}

function listed(office: Office, view: View): string {
  const { say, now } = view;
  const all = gatheringsIn(office);
  if (all.length === 0) return say('gathering.none');
  const lines = all.slice(-SHOWN).map((one) => {
    const line = say('gathering.line', { ...facts(one, view), id: one.id });
    return one.cancelled ? `${line}${say('gathering.off')}` : line;
  });
  return [say('gathering.list', { when: instantInWords(now) }), ...lines].join('\n');
}

function show(on: Case, id: number): Outcome {
  const { view, office } = on;
  const gathering = gatheringsIn(office).find((one) => one.id === id);
  if (!gathering) return toThem(on, view.say('gathering.notFound', { id }));
  return toThem(
    on,
    view.say('gathering.show', { ...facts(gathering, view), ...whoComes(gathering, office, view) }),
  );
}

function whoComes(gathering: Gathering, office: Office, { roster, say }: View) {
  const coming = comingTo(gathering, office);
  const names = coming.map((id) => roster.enterprise(id)?.name ?? id).join('、');
  return { coming: coming.length, names: names === '' ? say('gathering.nobody') : names };
}

function reminders(gathering: Gathering, office: Office, at: Instant, view: View): readonly Outgoing[] {
  const { roster, say } = view;
  const id = (person: string) => `gathering/${gathering.id}/remind/${person}`;
  const guests = comingTo(gathering, office).flatMap((one) => roster.enterprise(one)?.members ?? []);
  const departments = gathering.departments.flatMap((one) => roster.department(one)?.primary ?? []);
  const told = say('gathering.remind', facts(gathering, view));
  const hub = say('gathering.remindHub', { ...facts(gathering, view), ...whoComes(gathering, office, view) });
  const messages = [
    ...[...guests, ...departments].map((person) => [person.id, told] as const),
    [gathering.by, hub] as const,
  ];
  return [...new Map(messages)].map(([person, text]) =>
    outgoing({ id: id(person), to: { person }, text, kind: 'gathering', createdAt: at }),
  );
}

/** Null where nobody is to be reminded any more. */
function remindAt({ at, remindedAt, cancelled }: Gathering, calendar: Calendar): Instant | null {
  if (remindedAt !== undefined || cancelled) return null;
  return instantAt(addWorkdays(dayOf(at), -1, calendar), REMINDED_AT);
}

function facts(gathering: Convened, view: View) {
  return {
    title: titleOf(gathering, view),
    when: instantInWords(gathering.at, view.now),
    place: gathering.place,
    topic: gathering.topic,
  };
}

function arranged(at: Instant, event: GatheringEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'gatherings', event };
}

function toThem({ message, view }: Case, text: string): Outcome {
  const there = message.chat.kind === 'group' ? [{ text: view.say('told.privately') }] : [];
  return { replies: [{ text, privately: true }, ...there] };
}
