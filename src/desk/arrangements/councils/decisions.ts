/** 议 23 供电 12月20日前换变压器: who leads, what is done, by when – a duty on the ticket, and on the record of the council. */
import { partedFromDay } from '../../../dialogue/parted-from-day.ts';
import { clip } from '../../../dialogue/text.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { evolveTicket } from '../../../domain/evolve.ts';
import { type Command, decide as decideOn, type Refusal } from '../../../domain/lifecycle.ts';
import type { Department } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { TicketEvent } from '../../../domain/ticket-events.ts';
import { instantInWords } from '../../../domain/time.ts';
import { openDuty } from '../../../domain/turns/duties.ts';
import type { Case, Outcome } from '../../case.ts';
import { contextOf } from '../../commit.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { notFound, visibleTicket } from '../../lists/enquiries.ts';
import { refusalInWords } from '../../steps/change.ts';
import { departmentFirst } from '../../steps/department-first.ts';
import { toThem } from '../to-them.ts';
import { arranged, councilAhead, councilAt, titleOf } from './common.ts';

export async function decide(on: Case, number: number, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, at, office, person } = on;
  const { say } = view;
  const council = councilAt(office, at);
  if (person === null) return {};
  if (!council) {
    const ahead = councilAhead(office, at);
    if (!ahead) return toThem(on, say('council.noCouncil'));
    const facts = { title: titleOf(ahead, view), when: instantInWords(ahead.at, at) };
    return toThem(on, say('council.notBegun', facts));
  }
  const ticket = await visibleTicket(on, number, parts);
  if (!ticket || ticket.confidential) return notFound(on, number);
  const { name, department, text: said } = departmentFirst(words, parts.roster);
  if (!department) return toThem(on, say('council.unknownDepartment', { name: clip(name, 20) }));
  const { text, when } = partedFromDay(said, at, parts.calendar);
  if (text === '') return toThem(on, say('council.decideHow', { number }));
  if (when.is === 'unsure') return toThem(on, say('council.badDay'));
  if (when.is === 'unsaid') {
    const asked = { of: 'council', what: 'day', id: council.id, ticket: number, words } as const;
    const question = say('council.askDay', { number, department: department.name });
    return { ...toThem(on, question), dialogue: awaiting('arranging', asked, at) };
  }
  const same = council.decided.find(
    (one) => one.ticket === number && one.department === department.id && one.text === text,
  );
  if (same)
    return {
      ...toThem(on, say('council.decidedAlready', { number, department: department.name })),
      dialogue: null,
    };
  const given = onTicket(ticket, department, { text, by: when.asked }, on, parts);
  if (!given.ok) {
    return { ...toThem(on, refusalInWords(given.refusal, ticket, given.command, on)), dialogue: null };
  }
  const { events, after } = given;
  const duty = events.findLast((event) => event.type === 'dutyGiven');
  if (!duty) return toThem(on, say('council.decideHow', { number }));
  const decided = { ticket: number, department: department.id, text, duty: duty.duty, by: person.id };
  const due = dueInWords(duty.clock.deadline, at);
  const still = openDuty(after, 'escalate') ? [say('council.stillEscalated', { number })] : [];
  const again = events.some(({ type }) => type === 'reopened')
    ? [say('council.toldReopened', { number })]
    : [];
  const told = [say('council.toldDecided', { number, department: department.name, due }), ...again, ...still];
  return {
    ...toThem(on, told.join('\n')),
    dialogue: null,
    changes: [{ ticket, events }],
    office: [arranged(at, { did: 'decided', council: council.id, decided })],
  };
}

type Given =
  | { readonly ok: true; readonly events: readonly TicketEvent[]; readonly after: Ticket }
  | { readonly ok: false; readonly refusal: Refusal; readonly command: Command };

/**
 * What is closed is taken up again, and what lies with nobody yet is given to whoever leads; of the department in charge it is
 * an order, of another 协办.
 */
function onTicket(
  ticket: Ticket,
  department: Department,
  said: Pick<Extract<Command, { type: 'supervise' }>, 'text' | 'by'>,
  on: Case,
  parts: DeskParts,
): Given {
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person?.id ?? '' }, on.at);
  const order = on.roles.has('leader') ? 'instruct' : 'supervise';
  const steps: readonly ((now: Ticket) => Command | null)[] = [
    (now) => (now.state === 'closed' ? { type: 'reopen', text: said.text } : null),
    (now) => (now.state === 'queued' ? { type: 'assign', department: department.id } : null),
    (now) =>
      now.department === department.id
        ? { type: order, ...said }
        : { type: 'assist', department: department.id, ...said },
  ];
  let now = ticket;
  const events: TicketEvent[] = [];
  for (const step of steps) {
    const command = step(now);
    if (command === null) continue;
    const decision = decideOn(now, command, context);
    if (!decision.ok) return { ok: false, refusal: decision.refusal, command };
    events.push(...decision.events);
    now = decision.events.reduce<Ticket>(evolveTicket, now);
  }
  return { ok: true, events, after: now };
}
