/** 走访 (入企服务专班): called for, agreed on, done; promises with their days; three questions afterwards. */

import { readTime, type VisitAsked } from '../../dialogue/arrangements/visit.ts';
import { clip } from '../../dialogue/text.ts';
import { enterpriseName, stateName } from '../../dialogue/view.ts';
import { mayVisits } from '../../domain/arrangements/visit-permissions.ts';
import type { Visit } from '../../domain/arrangements/visits.ts';
import { type Calendar, onDayBefore } from '../../domain/calendar.ts';
import { masked } from '../../domain/masked.ts';
import { may } from '../../domain/permissions.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import { dayOf, type Instant, instantInWords } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import type { Case, Change, Outcome } from '../case.ts';
import { toPeople } from '../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import type { Arrangement } from './arrangement.ts';
import { toThem } from './to-them.ts';
import { call } from './visits/call.ts';
import { answerQuestion } from './visits/end.ts';
import { visitFiguresOf, visitLines } from './visits/lines.ts';
import { promise, record } from './visits/record.ts';
import {
  allVisits,
  arranged,
  otherSide,
  peopleOf,
  timeInWords,
  visitFor,
  visitOf,
  visitsIn,
} from './visits/tickets.ts';
import { agree, agreeTo, askTime, beenThere, propose, timeSaidLater } from './visits/time.ts';

/** Both are reminded at this hour of the working day before. */
const REMINDED_AT = '16:00';
const SHOWN = 12;
const MATTER = 60;
/** Longer words without a day are no answer to when? */
const LONGEST_ANSWER = 16;

export const visits: Arrangement<'visit'> = {
  of: 'visit',
  flow: 'visit',

  async asked(on, asked, parts) {
    if (asked.what === 'call') return call(on, asked, parts);
    if (asked.what === 'list') return list(on, parts);
    const ticket = await visitFor(on, asked.ticket, parts);
    if (!ticket) return toThem(on, on.view.say('visit.notFound', { number: asked.ticket }));
    return onVisit(on, ticket, asked, parts);
  },

  async pressed(on, what, id, parts) {
    const { say } = on.view;
    const ticket = await visitFor(on, id, parts);
    if (!ticket) return { toast: say('visit.notFound', { number: id }) };
    const answer = answerQuestion(on, ticket, what, parts);
    if (answer) return answer;
    if (isOver(ticket)) return { toast: say('refusal.oldButton') };
    const { time } = visitOf(ticket, on.office);
    if (time && what === agreeTo(time.at)) return agree(on, ticket, parts);
    if (what.startsWith('agree')) return { toast: say('refusal.oldButton') };
    return what === 'other' ? askTime(on, ticket, parts) : { toast: say('refusal.badButton') };
  },

  async answered(on, asked, text, parts) {
    if (asked.of !== 'visit') return null;
    const ticket = await visitFor(on, asked.ticket, parts);
    if (!ticket || isOver(ticket)) return null;
    switch (asked.what) {
      case 'time':
        // Other words than a time are what they are.
        if (readTime(text, on.at).day === null && text.length > LONGEST_ANSWER) return null;
        return propose(on, ticket, text, parts);
      case 'record':
        return record(on, ticket, text, parts);
      case 'day':
      case 'title':
        return promise(
          on,
          ticket,
          asked.what === 'day' ? `${text} ${asked.words}` : `${asked.words} ${text}`,
          parts,
        );
      default:
        return asked satisfies never;
    }
  },

  stepped: (on, verb, ticket, parts) => (verb === 'sign' ? timeSaidLater(on, ticket, parts) : null),

  /** Whoever has taken it says when; 签收 23 明天上午9点 says both. */
  async changed(on, { ticket, events }, outcome, parts) {
    const known = visitsIn(on.office)[ticket.number];
    const early = beforeVisit(on, { ticket, events }, known);
    if (early) return early;
    const office = [
      ...(known ? [] : [arranged(on.at, { did: 'known', ticket: ticket.number } as const)]),
      ...(outcome.office ?? []),
    ];
    const isTaken = events.some(({ type }) => type === 'signed');
    const isDone = events.some(({ type }) => type === 'fedBack' || type === 'resolved');
    if (!isTaken || isDone || known?.time) return { ...outcome, office };
    const when = propose(on, ticket, on.text, parts);
    return {
      ...outcome,
      replies: [...(outcome.replies ?? []), ...(when.replies ?? [])],
      office: [...office, ...(when.office ?? [])],
      outbox: [...(outcome.outbox ?? []), ...(when.outbox ?? [])],
      dialogue: when.dialogue ?? null,
    };
  },

  nextAt(office, { calendar }) {
    const due = Object.values(visitsIn(office)).flatMap((one) => remindAt(one, calendar) ?? []);
    return due.length === 0 ? null : Math.min(...due);
  },

  async bring(office, at, parts) {
    const due = Object.values(visitsIn(office)).filter(
      (one) => (remindAt(one, parts.calendar) ?? at + 1) <= at,
    );
    const outbox = await Promise.all(due.map((one) => reminders(one, at, parts)));
    return {
      office: due.map(({ ticket }) => arranged(at, { did: 'reminded', ticket })),
      outbox: outbox.flat(),
    };
  },

  async section(period, at, parts) {
    const lines = visitLines(await visitFiguresOf(period, at, parts), parts);
    if (lines.length === 0) return null;
    return {
      title: parts.say('visit.sectionTitle'),
      lines: lines.map((text) => ({ text, path: '/visits' })),
    };
  },

  help(roles, { say }) {
    return [
      ...(roles.has('member') ? [say('visit.helpOwner')] : []),
      ...(roles.has('dispatcher') ? [say('visit.helpSquad')] : []),
    ];
  },
};

async function onVisit(
  on: Case,
  ticket: Ticket,
  asked: Exclude<VisitAsked, { readonly what: 'call' | 'list' }>,
  parts: DeskParts,
): Promise<Outcome> {
  switch (asked.what) {
    case 'show':
      return toThem(on, on.view.say('visit.show', shown(on, ticket)), { ticket: ticket.number });
    case 'time':
    case 'agree':
      if (isOver(ticket) || ticket.state === 'resolved') return toThem(on, over(on, ticket));
      if (asked.what === 'agree') return agree(on, ticket, parts);
      return beenThere(on, ticket, asked.words, parts) ?? propose(on, ticket, asked.words, parts);
    case 'record':
      return record(on, ticket, asked.words, parts);
    case 'promise':
      return promise(on, ticket, asked.words, parts);
    default:
      return asked satisfies never;
  }
}

function over({ view: { say } }: Case, ticket: Ticket): string {
  return say('visit.over', { number: ticket.number, state: stateName(ticket, say) });
}

/**
 * 首次反馈 is the visit itself, with what the firm told there, and 办结 what was promised: neither is on record before the day
 * that both agreed on. Where none was agreed on, also where one side has named a time, whoever has been there says when: the
 * firm hears that, and can say that nobody came.
 */
function beforeVisit(on: Case, { ticket, events }: Change, visit: Visit | undefined): Outcome | null {
  const { view, at } = on;
  const { number } = ticket;
  const time = visit?.time;
  if (!events.some(saysItWasMade)) return null;
  if (time?.agreedAt !== undefined) {
    if (dayOf(at) >= dayOf(time.at)) return null;
    const told = view.say('visit.notYet', { number, when: instantInWords(time.at, at) });
    return toThem(on, told, { ticket: number });
  }
  if (ticket.facts.fedBackAt !== null) return null;
  if (time === undefined) return toThem(on, view.say('visit.notAgreed', { number }), { ticket: number });
  const whom = view.say(`visit.${otherSide(time.side)}`);
  const told = view.say('visit.onlyProposed', { number, when: instantInWords(time.at, at), whom });
  return toThem(on, told, { ticket: number });
}

/** 解释说明 says why it was not, and stays possible. */
function saysItWasMade(event: TicketEvent): boolean {
  return event.type === 'fedBack' || (event.type === 'resolved' && event.outcome !== 'explained');
}

/** 走访: one's own, or all for whoever sees the whole; a word like any other to everybody else. */
async function list(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { person, view, at } = on;
  const { say } = view;
  if (person === null || !mayVisits('list', person.id, parts.roster)) return null;
  const all = (await allVisits(parts)).filter((one) => may('view', one, { person: person.id }, parts.roster));
  if (all.length === 0) return toThem(on, say('visit.none'));
  const lines = all.slice(-SHOWN).map((one) => say('visit.line', shown(on, one)));
  return toThem(on, [say('visit.list', { when: instantInWords(at) }), ...lines].join('\n'));
}

function shown({ office, view }: Case, ticket: Ticket) {
  return {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    state: stateName(ticket, view.say),
    time: timeInWords(ticket, office, view),
    text: clip(masked(ticket.text), MATTER),
  };
}

async function reminders(visit: Visit, at: Instant, parts: DeskParts): Promise<readonly Outgoing[]> {
  const ticket = await parts.store.ticket(visit.ticket);
  const { time } = visit;
  // Missed while the program was off, or there already.
  if (!ticket || !time || isOver(ticket) || ticket.facts.fedBackAt !== null || at >= time.at) return [];
  const view = viewWith(await parts.store.office(), parts, at);
  const text = view.say('visit.remind', {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    when: instantInWords(time.at, at),
  });
  return toPeople([...peopleOf('enterprise', ticket), ...peopleOf('squad', ticket)], {
    id: `visit/${visit.ticket}/${time.at}/remind`,
    text,
    ticket: visit.ticket,
    kind: 'visit',
    createdAt: at,
  });
}

/** Null where nobody is to be reminded, as it was agreed on later than that. */
function remindAt({ time }: Visit, calendar: Calendar): Instant | null {
  if (time?.agreedAt === undefined || time.remindedAt !== undefined) return null;
  const when = onDayBefore(time.at, REMINDED_AT, calendar);
  return time.agreedAt >= when ? null : when;
}
