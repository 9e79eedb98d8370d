/** What passes from office to office is noticed: as evidence about the list, and of what a township was given beside its list. */
import { changeFacts } from '../../../dialogue/arrangements/power-view.ts';
import {
  decisionDue,
  evolvePowers,
  LEAST,
  type Moved,
  openProposal,
  opinionsDue,
  type PowerEvent,
  type Powers,
  type Proposal,
  proposalsIn,
} from '../../../domain/arrangements/powers.ts';
import {
  isOutside,
  LOCAL,
  type PowerChange,
  type PowerList,
} from '../../../domain/arrangements/powers-list.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { termsIn } from '../../../domain/metrics/terms.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Assigned, TicketEvent } from '../../../domain/ticket-events.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case, Change, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { arrangeButton } from '../notices.ts';
import { arranged, deciders, itemOf, listOf, messages, peopleConcerned, powersOf } from './facts.ts';
import { whyInWords } from './lines.ts';

/** `queuedFor` that says whose matter it is, and not that it was done badly. */
const DISPUTED: ReadonlySet<string> = new Set(['transfers', 'outside']);

export function noticeMoves(
  on: Case,
  { ticket, events }: Change,
  outcome: Outcome,
  parts: DeskParts,
): Outcome {
  if (ticket.confidential || ticket.apart) return outcome;
  const { office, at } = on;
  // What the same message has decided already (several tickets at once) is known here.
  const before = (outcome.office ?? []).reduce<Powers>(
    (all, event) =>
      event.type === 'arranged' && event.of === 'powers' ? evolvePowers(all, event.event, at) : all,
    powersOf(office),
  );
  const list = listOf(office, parts);
  const decided = events.flatMap((event) => eventsOf(event, ticket, before, list, parts));
  if (decided.length === 0) return outcome;
  const after = decided.reduce<Powers>((all, event) => evolvePowers(all, event, at), before);
  const put = decided.flatMap((event) => (event.did === 'put' ? event.proposal : []));
  return {
    ...outcome,
    office: [...(outcome.office ?? []), ...decided.map((event) => arranged(at, event))],
    outbox: [
      ...(outcome.outbox ?? []),
      ...proposalsIn(after)
        .filter(({ id }) => put.includes(id))
        .flatMap((one) => putMessages(one, on, parts)),
    ],
  };
}

function eventsOf(
  event: TicketEvent,
  ticket: Ticket,
  powers: Powers,
  list: PowerList,
  parts: DeskParts,
): readonly PowerEvent[] {
  switch (event.type) {
    case 'assigned':
      return [...movedBy(event, ticket, powers, list, parts), ...admittedBy(event, ticket, list, parts)];
    case 'queued':
      return event.why === 'outside' ? [{ did: 'returned', ticket: ticket.number }] : [];
    case 'undone':
      return ['assigned', 'queued'].includes(event.step) && isKnown(ticket.number, event.of, powers)
        ? [{ did: 'takenBack', ticket: ticket.number, of: event.of }]
        : [];
    default:
      return [];
  }
}

/** Only what is on record is taken from it. */
function isKnown(number: number, of: number, { proposals = {}, admissions = [] }: Powers): boolean {
  return (
    Object.values(proposals).some(({ moved }) =>
      moved.some((one) => one.ticket === number && one.at === of),
    ) || admissions.some((one) => one.ticket === number && (one.at === of || one.returnedAt === of))
  );
}

function movedBy(
  event: Assigned,
  ticket: Ticket,
  powers: Powers,
  list: PowerList,
  parts: DeskParts,
): readonly PowerEvent[] {
  const { department, how, by, at } = event;
  const from = event.from ?? formerOf(ticket);
  if (department === null || from === null || from === department || typeof by !== 'string') return [];
  if (how !== 'transfer' && how !== 'dispatcher') return [];
  const change = changeOf(ticket, from, department, list, parts);
  if (change === null) return [];
  const all = proposalsIn(powers);
  const known = openProposal(all, change);
  if (known?.moved.some((one) => one.ticket === ticket.number)) return [];
  const proposal = known?.id ?? all.length + 1;
  const moved: Moved = {
    ticket: ticket.number,
    from,
    at,
    how: how === 'transfer' ? 'transfer' : 'ruling',
    by,
  };
  const isEnough = (known?.count ?? 0) + 1 >= LEAST && known?.putAt === undefined;
  return [
    { did: 'moved', proposal, change, moved },
    ...(isEnough && parts.roster.establishment !== null ? [{ did: 'put' as const, proposal }] : []),
  ];
}

/** Who had it before the hub was asked whose it is. */
function formerOf({ state, queuedFor, entries }: Ticket): string | null {
  if (state !== 'queued' || queuedFor === null || !DISPUTED.has(queuedFor)) return null;
  const last = entries.findLast(({ what }) => what === 'assigned');
  return last?.what === 'assigned' ? (last.department ?? null) : null;
}

/** What the list would have to say for it; null where it says so, or the ticket has no word that a list could have. */
function changeOf(
  ticket: Ticket,
  from: string,
  to: string,
  list: PowerList,
  { roster }: DeskParts,
): PowerChange | null {
  const leadOf = (office: string): string => (roster.isTownship(office) ? LOCAL : office);
  const lead = leadOf(to);
  const item = itemOf(ticket, list);
  if (item) return item.lead === lead ? null : { item: item.id, name: item.name, from: item.lead, to: lead };
  const [word] = termsIn(ticket)
    .filter((term) => [...term].length > 1 && !term.includes('…') && !roster.departmentNamed(term))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return word === undefined ? null : { item: null, name: word, from: leadOf(from), to: lead };
}

function admittedBy(
  event: Assigned,
  ticket: Ticket,
  list: PowerList,
  { roster }: DeskParts,
): readonly PowerEvent[] {
  const { department, by, text = '' } = event;
  if (department === null || typeof by !== 'string' || !roster.isTownship(department)) return [];
  if (!isOutside(itemOf(ticket, list))) return [];
  return [{ did: 'admitted', ticket: ticket.number, township: department, by, text }];
}

/** To 编办 with the two buttons, and to those whose work it is, who may say a word. */
export function putMessages(one: Proposal, on: Case, parts: DeskParts): readonly Outgoing[] {
  const { view, at, message } = on;
  const { say, roster } = view;
  const deadline = decisionDue({ putAt: at }, parts.calendar);
  const heard = opinionsDue({ putAt: at }, parts.calendar);
  if (deadline === null || heard === null) return [];
  const facts = { ...changeFacts(one, view), why: whyInWords(one, view) };
  const name = `inbox:${message.key}/power/${one.id}/put`;
  const buttons = [
    [
      arrangeButton('power', 'accept', one.id, say('power.acceptButton')),
      arrangeButton('power', 'keep', one.id, say('power.keepButton')),
    ],
  ];
  const opinions = dueInWords(heard, at);
  const toDecider = say('power.toDecider', { ...facts, due: dueInWords(deadline, at), opinions });
  const judges = deciders(roster);
  const others = peopleConcerned(one, roster).filter((person) => !judges.includes(person));
  return [
    ...messages(name, judges, toDecider, at, { buttons, slot: `power/${one.id}` }),
    ...messages(name, others, say('power.toConcerned', { ...facts, opinions }), at),
  ];
}
