/**
 * What was said at the table, a line each: a 诉求 becomes a ticket with the gathering as its source, a 建议 is kept with it, and
 * whoever typed the lines is told of each that is neither, and why. 当场 is what a department said it has done there and then:
 * it is done when that department says so itself, and solved when the owner does.
 */

import { enterprisesNamed } from '../../../dialogue/arrangements/named.ts';
import { type TableLine, tableLinesIn } from '../../../dialogue/arrangements/table-lines.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName, dueOf } from '../../../dialogue/view.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import type { OfficeEvent } from '../../../domain/office.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { dayOf, type Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case, Outcome, Registering } from '../../case.ts';
import { saysTheSame } from '../../clerk/earlier.ts';
import { registering } from '../../clerk/receipts.ts';
import { isOffice, type Office, type Speaker, whose } from '../../clerk/speakers.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { mayBeReport } from '../../intake/registering.ts';
import { visibleTicket } from '../../lists/enquiries.ts';
import { step } from '../../steps/steps.ts';
import { arrangeButton } from '../notices.ts';
import { toThem } from '../to-them.ts';
import { arranged, facts, gatheringIn, titleOf } from './common.ts';

/** Lines of one message. */
const AT_ONCE = 60;
/** Tickets of a firm that are looked through for the same words. */
const LOOKED_THROUGH = 50;
/** Departments that the reading holds possible at all. */
const POSSIBLE = 3;
const SHOWN = 30;
const FINISHED = /^(?:记完了?|完了|记好了|结束|没有了|好了|完毕)[。.!！]*$/u;

const LEFT = ['nameless', 'unknown', 'office', 'known'] as const;
type Left = (typeof LEFT)[number];

interface Sorted {
  readonly registers: Registering[];
  readonly suggested: { readonly enterprise: string; readonly text: string }[];
  readonly left: { readonly why: Left; readonly line: string; readonly number?: number }[];
  /** 当场 without a word on what was done: taken down like the rest. */
  readonly undone: string[];
}

export async function record(on: Case, id: number, text: string, parts: DeskParts): Promise<Outcome> {
  const { view, office, at } = on;
  const { say } = view;
  const gathering = gatheringIn(office, id);
  if (!gathering || gathering.cancelled) return toThem(on, say('gathering.notFound', { id }));
  if (dayOf(at) < dayOf(gathering.at)) return toThem(on, say('gathering.notYet', facts(gathering, view)));
  const lines = tableLinesIn(text);
  const dialogue = awaiting('arranging', { of: 'event', what: 'lines', gathering: id }, at);
  if (lines.length === 0) {
    return { ...toThem(on, say('gathering.askLines', { title: titleOf(gathering, view) })), dialogue };
  }
  const sorted = await sort(lines.slice(0, AT_ONCE), gathering, on, parts);
  return {
    ...toThem(on, accountOf(sorted, lines.length, gathering, on)),
    registers: sorted.registers,
    office: [
      ...spoken(sorted, gathering, at),
      ...sorted.suggested.map((one) =>
        arranged(at, { did: 'suggested', gathering: id, by: on.person?.id ?? '', ...one }),
      ),
    ],
  };
}

/** Who was heard was there; of whoever made a report nothing is kept here. */
function spoken(
  { registers, suggested }: Sorted,
  { id, spoke = [] }: Gathering,
  at: Instant,
): readonly OfficeEvent[] {
  const raised = registers.flatMap(({ registration: { enterprise, confidential } }) =>
    enterprise === null || confidential ? [] : [enterprise],
  );
  const all = [...new Set([...raised, ...suggested.map(({ enterprise }) => enterprise)])];
  const enterprises = all.filter((one) => !spoke.includes(one));
  return enterprises.length === 0 ? [] : [arranged(at, { did: 'spoke', gathering: id, enterprises })];
}

/** More lines, one by one, until it is said that there are no more. Null: they are none, and read like any words. */
export async function moreLines(
  on: Case,
  id: number,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const gathering = gatheringIn(on.office, id);
  if (FINISHED.test(text.trim())) {
    const title = gathering ? titleOf(gathering, on.view) : '';
    return { ...toThem(on, on.view.say('gathering.finished', { title, id })), dialogue: null };
  }
  const names = tableLinesIn(text).map(({ name }) => name);
  const isTheirs = names.some((name) => name !== '' && speakerNamed(name, on, parts) !== null);
  // A danger of nobody's name does not wait to be understood here.
  if (!isTheirs && on.reading.urgent) return null;
  const outcome = await record(on, id, text, parts);
  return {
    ...outcome,
    dialogue: awaiting('arranging', { of: 'event', what: 'lines', gathering: id }, on.at),
  };
}

/** 已当场办结, by whoever has the ticket: the owner is asked whether it is, as ever. */
export async function doneOnTheSpot(on: Case, number: number, parts: DeskParts): Promise<Outcome> {
  const ticket = await visibleTicket(on, number, parts);
  const done = ticket?.source?.onTheSpot;
  // What came back, or went into another, was not done there and then.
  const isPast = ticket !== undefined && (isOver(ticket) || ticket.facts.reworks > 0);
  if (!ticket || done === undefined || isPast) return { toast: on.view.say('refusal.oldButton') };
  return step(on, { verb: 'resolve', ticket, words: done }, parts);
}

async function sort(
  lines: readonly TableLine[],
  gathering: Gathering,
  on: Case,
  parts: DeskParts,
): Promise<Sorted> {
  const sorted: Sorted = { registers: [], suggested: [], left: [], undone: [] };
  for (const one of lines) {
    const speaker = speakerNamed(one.name, on, parts);
    if (one.name === '') sorted.left.push({ why: 'nameless', line: one.line });
    else if (speaker === null) sorted.left.push({ why: 'unknown', line: one.line });
    else if (isOffice(speaker)) sorted.left.push({ why: 'office', line: one.line });
    // What is said of officials is a report, whatever it was called at the table.
    else if (one.is === 'suggestion' && !mayBeReport(on, one.text, parts))
      suggest(one, speaker, gathering, sorted);
    else await raise(one, speaker, gathering, sorted, on, parts);
  }
  return sorted;
}

/** As names in a pasted chat are read; at a table people write 星火 as well, as long as nobody else is called so. */
function speakerNamed(name: string, { office }: Case, { roster }: DeskParts): Speaker | Office | null {
  const { speaker } = whose(name, roster, office);
  if (speaker !== null) return speaker;
  if (roster.departmentNamed(name)) return 'office';
  const [only] = enterprisesNamed([name], roster).found;
  return only ? { enterprise: only.id, member: null } : null;
}

function suggest(
  { text, line }: TableLine,
  { enterprise }: Speaker,
  gathering: Gathering,
  { suggested, left }: Sorted,
): void {
  const known = [...(gathering.suggestions ?? []), ...suggested];
  const isKnown = known.some((one) => one.enterprise === enterprise && one.text === text);
  if (isKnown) left.push({ why: 'known', line });
  else suggested.push({ enterprise, text });
}

async function raise(
  one: TableLine,
  speaker: Speaker,
  gathering: Gathering,
  sorted: Sorted,
  on: Case,
  parts: DeskParts,
): Promise<void> {
  const { enterprise } = speaker;
  const before = await sameBefore(one.text, enterprise, gathering, parts);
  const isRepeated = sorted.registers.some(
    ({ registration }) => registration.enterprise === enterprise && saysTheSame(registration.text, one.text),
  );
  if (before || isRepeated) {
    sorted.left.push({ why: 'known', line: one.line, ...(before ? { number: before.number } : {}) });
    return;
  }
  if (one.is === 'onTheSpot' && one.done === '') sorted.undone.push(one.line);
  sorted.registers.push(issueOf(one, speaker, gathering, on, parts));
}

/** A ticket that says the same: of this gathering, or still in hand. */
async function sameBefore(
  text: string,
  enterprise: string,
  { id }: Gathering,
  { store }: DeskParts,
): Promise<Ticket | undefined> {
  const recent = await store.tickets({ enterprise, newest: LOOKED_THROUGH });
  return recent.find(
    (ticket) =>
      !ticket.confidential &&
      (ticket.source?.id === String(id) || !isOver(ticket)) &&
      saysTheSame(ticket.text, text),
  );
}

/** As 代录 registers it; but it is the table's, not the group's, and a department that sits there is the first to be thought of. */
function issueOf(
  { is, text, done }: TableLine,
  speaker: Speaker,
  gathering: Gathering,
  on: Case,
  parts: DeskParts,
): Registering {
  const { message, view, office } = on;
  const entered = registering(on, { text, at: null }, speaker, [], parts);
  const { registration } = entered;
  // A report is nobody's of the table.
  if (registration.confidential) return entered;
  const present = registration.candidates
    .slice(0, POSSIBLE)
    .find(({ department }) => gathering.departments.includes(department))?.department;
  const isChosen = registration.department === null && present !== undefined;
  const answer = office.arrangements?.notices?.[gathering.notice]?.to.find(
    ({ enterprise }) => enterprise === speaker.enterprise,
  )?.answer;
  const [first] = parts.roster.enterprise(speaker.enterprise)?.members ?? [];
  return {
    ...entered,
    registration: {
      ...registration,
      member: speaker.member ?? answer?.by ?? first?.id ?? null,
      origin: { channel: message.channel, chat: message.chat.id, chatKind: 'private', message: null },
      ...(isChosen && {
        department: present,
        reasons: [
          view.say('gathering.present', { department: departmentName(present, view) }),
          ...registration.reasons,
        ],
      }),
      source: {
        kind: 'event',
        id: String(gathering.id),
        title: titleOf(gathering, view),
        ...(is === 'onTheSpot' && done !== '' && { onTheSpot: done }),
      },
    },
    telling: (ticket) => ({
      replies: entered.telling?.(ticket).replies?.map((one) => ({ ...one, privately: true })) ?? [],
      outbox: [...toOwner(ticket, on), ...toDepartment(ticket, on)],
    }),
  };
}

/** Each owner gets the number of what they said. */
function toOwner(ticket: Ticket, { view, at, message }: Case): readonly Outgoing[] {
  const { number, member, source, department } = ticket;
  if (member === null || !source) return [];
  const words = { title: source.title, number, text: clip(ticket.text, SHOWN * 2) };
  const text =
    department === null
      ? view.say('gathering.ownerQueued', words)
      : view.say('gathering.owner', {
          ...words,
          department: departmentName(department, view),
          due: dueOf(ticket, view),
        });
  const id = `inbox:${message.key}/gathering/owner/${number}`;
  return [outgoing({ id, to: { person: member }, text, ticket: number, kind: 'gathering', createdAt: at })];
}

/** 当场: whoever has it is asked to say so themselves. */
function toDepartment(ticket: Ticket, { view, at, message }: Case): readonly Outgoing[] {
  const { number, liaison, source } = ticket;
  if (liaison === null || source?.onTheSpot === undefined) return [];
  const { title, onTheSpot } = source;
  return [
    outgoing({
      id: `inbox:${message.key}/gathering/spot/${number}`,
      to: { person: liaison },
      text: view.say('gathering.spotAsk', { title, number, done: onTheSpot }),
      buttons: [[arrangeButton('event', 'done', number, view.say('gathering.spotDone'))]],
      ticket: number,
      kind: 'gathering',
      createdAt: at,
    }),
  ];
}

/** Every line is in it: as a number, as a suggestion, or by its words and why it was left out. */
function accountOf(
  { registers, suggested, left, undone }: Sorted,
  all: number,
  gathering: Gathering,
  { view }: Case,
): string {
  const { say } = view;
  const before = gathering.suggestions?.length ?? 0;
  const short = (line: string) => clip(line, SHOWN);
  return [
    say('gathering.account', {
      title: titleOf(gathering, view),
      all: Math.min(all, AT_ONCE),
      issues: registers.length,
      suggestions: suggested.length,
      left: left.length,
    }),
    ...suggested.map(({ enterprise, text }, place) =>
      say('gathering.suggested', {
        id: before + place + 1,
        enterprise: view.roster.enterpriseName(enterprise),
        text: short(text),
      }),
    ),
    ...undone.map((line) => say('gathering.notSaidHow', { line: short(line) })),
    ...left.map(({ why, line, number }) =>
      why === 'known' && number !== undefined
        ? say('gatheringLeft.knownAs', { line: short(line), number })
        : say(`gatheringLeft.${why}`, { line: short(line) }),
    ),
    ...(all > AT_ONCE ? [say('gathering.tooMany', { limit: AT_ONCE, count: all - AT_ONCE })] : []),
  ].join('\n');
}
