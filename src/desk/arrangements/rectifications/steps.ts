/** The steps of 专项整改: proposed, set or not, measures laid down and done, and the firms asked. */
import { partedFromDay } from '../../../dialogue/parted-from-day.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName } from '../../../dialogue/view.ts';
import { BETTER, NOT_BETTER } from '../../../domain/arrangements/rectification-figures.ts';
import { maySettle } from '../../../domain/arrangements/rectification-permissions.ts';
import {
  commonWord,
  isGoingOn,
  type Measure,
  nextRectification,
  type Rectification,
  type RectificationEvent,
  stageOf,
} from '../../../domain/arrangements/rectifications.ts';
import { deadlineAsked } from '../../../domain/asked-deadline.ts';
import { decidersOver } from '../../../domain/leaders.ts';
import type { OfficeEvent } from '../../../domain/office.ts';
import { officesOf } from '../../../domain/offices.ts';
import { outlineOf } from '../../../domain/outline.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case, Outcome } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { departmentFirst } from '../../steps/department-first.ts';
import { arrangeButton, sendNotice } from '../notices.ts';
import { onDutyAt } from '../on-duty.ts';
import { toThem } from '../to-them.ts';
import { alikeLately, LEAST, rectificationsIn } from './facts.ts';
import { dayName, withWhatWasDone } from './lines.ts';

const NUMBERS = 8;
const TITLE = 60;

/** What is alike, by the county's own words; no firm is named. */
export async function showAlike(on: Case, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const alike = await alikeLately(on.at, parts);
  if (alike.length === 0) return toThem(on, say('theme.alikeNone'));
  const lines = alike.map(({ word, enterprises, tickets }) =>
    say('theme.alikeLine', { word, enterprises, count: tickets.length, numbers: numbersOf(tickets) }),
  );
  return toThem(on, [say('theme.alike'), ...lines, say('theme.alikeHow')].join('\n'));
}

export async function propose(
  on: Case,
  numbers: readonly number[],
  words: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { view, at, person, office, message } = on;
  const { say } = view;
  if (person === null) return {};
  const asked = [...new Set(numbers)];
  const found = await Promise.all(asked.map((number) => parts.store.ticket(number)));
  const tickets = found.filter((one): one is Ticket => one !== undefined && !one.confidential && !one.apart);
  const missing = asked.filter((number) => tickets.every((one) => one.number !== number));
  if (missing.length > 0) return toThem(on, say('theme.notFoundTickets', { numbers: numbersOf(missing) }));
  const enterprises = [...new Set(tickets.flatMap(({ enterprise }) => enterprise ?? []))];
  if (tickets.length < LEAST.tickets || enterprises.length < LEAST.enterprises) {
    return toThem(on, say('theme.tooFew'));
  }
  const { department, text } = departmentFirst(words, parts.roster);
  const title = clip((department ? text : words).trim(), TITLE);
  if (title === '') return toThem(on, say('theme.sayTitle'));
  const offices = new Set(tickets.map((ticket) => ticket.department));
  const [only] = offices;
  const lead = department?.id ?? (offices.size === 1 ? (only ?? null) : null);
  if (lead === null) return toThem(on, say('theme.noLead'));
  // The same tickets may have another cause to be mended; the same words are the same theme.
  const known = rectificationsIn(office).find((one) => isGoingOn(one) && one.title === title);
  if (known) return toThem(on, say('theme.known', { id: known.id, title: known.title }));
  const id = nextRectification(office.arrangements?.rectifications);
  const word = commonWord(tickets.map(outlineOf), (name) => parts.roster.departmentNamed(name) !== undefined);
  const theme = { id, title, lead, tickets: tickets.map(({ number }) => number), enterprises, word };
  const facts = {
    id,
    title,
    lead: departmentName(lead, view),
    count: tickets.length,
    enterprises: enterprises.length,
  };
  const leaders = decidersOver(lead, view.roster).filter((one) => one.id !== person.id);
  const toLeader = say('theme.toLeader', { ...facts, numbers: numbersOf(asked), who: person.name });
  const buttons = [
    [
      arrangeButton('theme', 'set', id, say('theme.setButton')),
      arrangeButton('theme', 'drop', id, say('theme.refuseButton')),
    ],
  ];
  return {
    ...toThem(on, say('theme.proposed', facts)),
    office: [arranged(at, { did: 'proposed', theme, by: person.id })],
    outbox: toPeople(
      leaders.map((leader) => leader.id),
      {
        id: `inbox:${message.key}/theme/${id}`,
        text: toLeader,
        buttons,
        slot: `theme/${id}`,
        kind: 'theme',
        createdAt: at,
      },
    ),
  };
}

/** 立题 or not: by a leader who decides. The firms hear that what they told of is to be mended. */
export async function settle(
  on: Case,
  one: Rectification,
  isSet: boolean,
  parts: DeskParts,
): Promise<Outcome> {
  const { view, at, person, office, message } = on;
  const { say, roster } = view;
  const { id, title } = one;
  if (person === null) return {};
  if (!maySettle(one, person.id, roster)) return toThem(on, say('theme.leadersOnly'));
  if (one.settled) return toThem(on, say('theme.settledAlready', { id }));
  const cause = `inbox:${message.key}`;
  const settled = arranged(at, { did: 'settled', theme: id, by: person.id, isSet });
  const facts = { id, title, who: person.name };
  const toHub = say(isSet ? 'theme.toHubSet' : 'theme.toHubRefused', facts);
  const told = toThem(on, say(isSet ? 'theme.toldSet' : 'theme.toldRefused', { id, title }));
  const hub = messages(cause, id, [one.proposed.by], toHub, at);
  if (!isSet) return { ...told, office: [settled], outbox: hub };
  const notice = sendNotice(
    {
      about: { kind: 'theme', id: String(id) },
      by: person.id,
      text: say('theme.toOwner', { title, lead: departmentName(one.lead, view) }),
      choices: [],
      until: null,
      enterprises: one.enterprises,
    },
    cause,
    at,
    office,
    parts,
  );
  const toLead = say('theme.toLead', { id, title, count: one.tickets.length });
  return {
    ...told,
    office: [settled, ...notice.office],
    outbox: [
      ...hub,
      ...messages(cause, id, onDutyAt(one.lead, on.office, parts), toLead, at),
      ...notice.outbox,
    ],
  };
}

/** 措施: by the lead department or the hub; what a department does itself needs no name. */
export async function measure(
  on: Case,
  one: Rectification,
  words: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { view, at, person, roles, message } = on;
  const { say, roster } = view;
  const { id, title } = one;
  if (person === null) return {};
  if (!roles.has('dispatcher') && !officesOf(person.id, roster).has(one.lead)) {
    return toThem(on, say('theme.notYours'));
  }
  if (stageOf(one) !== 'running') return toThem(on, say('theme.notRunning', { id }));
  const { department, text: behind } = departmentFirst(words, parts.roster);
  const { text, when } = partedFromDay(department ? behind : words, at, parts.calendar);
  if (text === '') return toThem(on, say('theme.measureHow', { id }));
  if (when.is !== 'read')
    return toThem(on, say(when.is === 'unsaid' ? 'theme.measureHow' : 'theme.measureDay', { id }));
  const { lastDay } = deadlineAsked(at, when.asked, parts.calendar).explanation;
  const office = department?.id ?? one.lead;
  const next: Omit<Measure, 'at'> = {
    id: one.measures.length + 1,
    text: clip(text, 200),
    department: office,
    day: lastDay,
    by: person.id,
  };
  const facts = { id, measure: next.id, day: dayName(next, view), text: next.text };
  const others = onDutyAt(office, on.office, parts).filter((whose) => whose !== person.id);
  return {
    ...toThem(on, say('theme.toldMeasure', { ...facts, department: departmentName(office, view) })),
    office: [arranged(at, { did: 'measured', theme: id, measure: next })],
    outbox: messages(`inbox:${message.key}`, id, others, say('theme.toDepartment', { ...facts, title }), at),
  };
}

export async function finish(
  on: Case,
  one: Rectification,
  number: number,
  words: string,
  _parts: DeskParts,
): Promise<Outcome> {
  const { view, at, person, roles, message } = on;
  const { say, roster } = view;
  const { id, title, measures } = one;
  if (person === null) return {};
  const found = measures.find((measure) => measure.id === number);
  const isTheirs = found && (roles.has('dispatcher') || officesOf(person.id, roster).has(found.department));
  if (!found || !isTheirs) return toThem(on, say('theme.noMeasure', { id, measure: number }));
  if (found.done) return toThem(on, say('theme.doneAlready', { measure: number }));
  if (words === '') return toThem(on, say('theme.doneHow', { id, measure: number }));
  const text = clip(words, 300);
  const isLast = measures.every((measure) => measure.id === number || measure.done);
  const facts = { id, title, measure: number, who: person.name, text };
  const toHub = [say('theme.toHubDone', facts), ...(isLast ? [say('theme.allDone', { id })] : [])].join('\n');
  const hub = roster.dispatchers.map((dispatcher) => dispatcher.id).filter((other) => other !== person.id);
  return {
    ...toThem(on, say('theme.toldDone', { id, measure: number })),
    office: [arranged(at, { did: 'done', theme: id, measure: number, by: person.id, text })],
    outbox: messages(`inbox:${message.key}`, id, hub, toHub, at),
  };
}

/** 验收: when all is done, the firms concerned are asked whether it is better. */
export async function accept(on: Case, one: Rectification, parts: DeskParts): Promise<Outcome> {
  const { view, at, person, roles, office, message } = on;
  const { say } = view;
  const { id, title, measures } = one;
  if (person === null || !roles.has('dispatcher')) return toThem(on, say('theme.notYours'));
  if (stageOf(one) !== 'running') return toThem(on, say('theme.notRunning', { id }));
  if (measures.length === 0) return toThem(on, say('theme.noMeasures', { id }));
  const open = measures.filter((measure) => !measure.done).map((measure) => measure.id);
  if (open.length > 0) return toThem(on, say('theme.stillOpen', { id, measures: open.join('、') }));
  const done = measures.map((measure) => `· ${withWhatWasDone(measure)}`).join('\n');
  const notice = sendNotice(
    {
      about: { kind: 'theme', id: String(id) },
      by: person.id,
      text: say('theme.ask', { title, measures: done }),
      choices: [
        { label: say('theme.better'), code: BETTER },
        { label: say('theme.notBetter'), code: NOT_BETTER },
      ],
      until: null,
      enterprises: one.enterprises,
    },
    `inbox:${message.key}`,
    at,
    office,
    parts,
  );
  return {
    ...toThem(on, say('theme.toldAccepted', { id, count: one.enterprises.length })),
    office: [
      ...notice.office,
      arranged(at, { did: 'accepted', theme: id, by: person.id, notice: notice.id }),
    ],
    outbox: notice.outbox,
  };
}

function messages(
  cause: string,
  id: number,
  people: readonly string[],
  text: string,
  at: Instant,
): readonly Outgoing[] {
  return toPeople(people, { id: `${cause}/theme/${id}/to`, text, kind: 'theme', createdAt: at });
}

function numbersOf(all: readonly number[]): string {
  const shown = all.slice(0, NUMBERS).join('、');
  return all.length <= NUMBERS ? shown : `${shown} 等 ${all.length} 件`;
}

export function arranged(at: Instant, event: RectificationEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'rectifications', event };
}
