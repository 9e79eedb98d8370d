/** Turns what was decided into one transaction: events, the notices that follow from them, replies, dialogue. */
import type { View } from '../dialogue/view.ts';
import { evolveTicket } from '../domain/evolve.ts';
import { type Command, type Context, decide, register } from '../domain/lifecycle.ts';
import { evolveOffice, type Office, type OfficeEvent } from '../domain/office.ts';
import type { Actor } from '../domain/permissions.ts';
import { awayOf } from '../domain/register.ts';
import { hubThere } from '../domain/stand-in.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { TicketEvent } from '../domain/ticket-events.ts';
import type { PlanStep } from '../domain/ticket-parts.ts';
import {
  albumKey,
  type Outgoing,
  offerKey,
  type Recipient,
  type TakeNumber,
  type Transaction,
} from '../store/port.ts';
import type { Case, Outcome, Reply } from './case.ts';
import { outgoing } from './delivery/outgoing.ts';
import type { DeskParts } from './desk.ts';
import { awaiting } from './dialogue.ts';
import { saidOnPage } from './intake/on-page.ts';
import { announcements } from './notices/announcements.ts';
import { marksOf } from './notices/marks.ts';
import { noticesOf } from './notices/notices.ts';
import { gathersBy } from './notices/reminders.ts';
import {
  accountKey,
  contactsInReach,
  groupsInReach,
  hearingOf,
  movedTo,
  presenceOf,
} from './people/people.ts';

export interface Cause {
  /** `inbox:<key>`, `wake:ticket/23@<instant>`, `file:<id>`, … : the same cause makes the same message ids. */
  readonly name: string;
  readonly office: Office;
  /** The message answered, when there is one. */
  readonly on?: Case;
}

/** Builds the transaction; `takeNumber` is called once for each new ticket. Pure but for that. */
export function transactionOf(
  outcome: Outcome,
  cause: Cause,
  anybodys: View,
  parts: DeskParts,
  takeNumber: TakeNumber,
): Transaction {
  const at = anybodys.now;
  const tickets: { number: number; events: readonly TicketEvent[] }[] = [];
  const outbox: Outgoing[] = [];
  const expect: Record<string, number> = {};
  let isEmergency = false;
  const served = groupsInReach(parts.roster, cause.office, parts.channels);
  const away = awayOf((outcome.office ?? []).reduce(evolveOffice, cause.office));
  const view = { ...anybodys, hub: hubThere(parts.roster, away) };
  const relayOf = (ticket: Ticket): string | null =>
    hearingOf(ticket, parts.roster, cause.office, parts.channels) === 'passedOn'
      ? (ticket.enteredBy ?? null)
      : null;
  const fold = (before: Ticket | undefined, events: readonly TicketEvent[], listed = false) => {
    const after = events.reduce<Ticket | undefined>(evolveTicket, before);
    if (!after) return undefined;
    tickets.push({ number: after.number, events });
    isEmergency ||= after.urgent;
    expect[`ticket/${after.number}`] = before?.version ?? 0;
    const gathers = gathersBy(cause.office.flowsOnRecord, parts.schedule);
    const { channel, chat } = after.origin;
    const here = movedTo(accountKey(channel, chat), cause.office);
    const groups = served.filter((one) => accountKey(one.channel, one.chat) !== here);
    const manner = { listed, gathers, groups, relay: relayOf(after) };
    outbox.push(...noticesOf(before, after, events, view, away, manner));
    // In a group with a new id the message has stayed behind.
    if (here === accountKey(channel, chat)) outbox.push(...marksOf(before, after, at, parts.channels));
    // Whose it is stands on who is there: somebody may go on leave at this very moment.
    if (before?.liaison !== after.liaison) expect.office = cause.office.version;
    return after;
  };

  const replies = [...(outcome.replies ?? [])];
  let { offer } = outcome;
  const registers = outcome.registers ?? (outcome.register ? [outcome.register] : []);
  const noted: OfficeEvent[] = [];
  for (const { registration, actor, splitFrom, telling, plan, noted: noteOf } of registers) {
    const number = registration.confidential ? takeNumber('report') : takeNumber();
    const context = contextOf(parts, registration.flow, cause.office, actor, at);
    const first = register({ ...registration, number }, context);
    const after = fold(undefined, plan ? [...first, ...planned(first, plan, context)] : first);
    if (after) noted.push(...(noteOf?.(after) ?? []));
    const told = (after && telling?.(after)) ?? {};
    replies.push(...(told.replies ?? []), ...(after ? saidOnPage(after, cause.on, view) : []));
    outbox.push(...(told.outbox ?? []));
    offer = told.offer ?? offer;
    if (splitFrom) {
      const onFirst = contextOf(parts, splitFrom.flow, cause.office, actor, at);
      fold(splitFrom, eventsOf(splitFrom, { type: 'split', into: number, text: registration.text }, onFirst));
    }
  }
  for (const change of outcome.changes ?? [])
    if (change.events.length > 0) fold(change.ticket, change.events, change.listed);
  outbox.push(...(outcome.outbox ?? []));
  const on = cause.on;
  const haste = isEmergency ? ({ first: true } as const) : {};
  if (on) {
    outbox.push(
      ...replies.map((reply, index) => ({ ...replyTo(on, reply, `${cause.name}/${index}`), ...haste })),
    );
  }

  const decided = [...(outcome.office ?? []), ...noted];
  const announced = announcements(outbox, cause, decided, view, parts);
  const office = [...decided, ...announced.office];
  const doubts = outcome.doubts ?? [];
  for (const { key, was } of doubts) expect[`dialogue/${key}`] = was;
  if (office.length > 0) expect.office = cause.office.version;
  return {
    at,
    cause: cause.name,
    expect,
    tickets,
    office,
    outbox: [...outbox, ...announced.outbox].map((message) => ({
      ...atNewPlace(message, cause.office),
      ...(on ? { speaker: on.person?.id ?? accountKey(on.message.channel, on.message.sender.id) } : {}),
    })),
    dialogues: [
      ...(on ? dialoguesOf(on, outcome.dialogue, offer, tickets[0]?.number ?? null) : []),
      ...doubts.map(({ key, state }) => ({ key, state })),
    ],
    ...(on ? { done: [on.message.key] } : {}),
    ...(outcome.release ? { release: outcome.release } : {}),
  };
}

/** What is done step by step on a ticket that begins with `first`. */
function planned(
  first: readonly TicketEvent[],
  steps: readonly PlanStep[],
  context: Context,
): readonly TicketEvent[] {
  const ticket = first.reduce<Ticket | undefined>(evolveTicket, undefined);
  return ticket ? eventsOf(ticket, { type: 'plan', steps }, { ...context, actor: 'system' }) : [];
}

/** Of a command that has been tried before: the tickets have not changed since, or the commit meets a conflict. */
function eventsOf(ticket: Ticket, command: Command, context: Context): readonly TicketEvent[] {
  const decision = decide(ticket, command, context);
  if (!decision.ok) throw new Error(`ticket ${ticket.number}: ${command.type} is ${decision.refusal.code}`);
  return decision.events;
}

/** A ticket remembers the group it was raised in; when that group has got a new id, its messages go there. */
function atNewPlace(message: Outgoing, office: Office): Outgoing {
  if ('person' in message.to) return message;
  const then = accountKey(message.to.channel, message.to.chat);
  const now = movedTo(then, office);
  if (now === then) return message;
  // What it answers has stayed behind: in the new group another message may have that number.
  return { ...message, to: { ...message.to, chat: now.slice(now.indexOf('/') + 1) }, replyTo: null };
}

/** What `decide` needs, for a ticket of that flow. Throws when the flow was never recorded. */
export function contextOf(
  parts: Pick<DeskParts, 'calendar' | 'roster' | 'channels'>,
  flow: string,
  office: Office,
  actor: Actor,
  at: number,
): Context {
  const found = office.flowsOnRecord[flow];
  if (!found) throw new Error(`flow ${flow} is not on record`);
  const { calendar, roster, channels } = parts;
  const contacts = contactsInReach(roster, office, channels);
  return { at, actor, flow: found, calendar, contacts, ...presenceOf(roster, office, channels) };
}

function dialoguesOf(
  { message, person, album, at }: Case,
  dialogue: Outcome['dialogue'],
  offer: Outcome['offer'],
  ticket: number | null,
): NonNullable<Transaction['dialogues']> {
  const isNews = message.album !== undefined && (!album || (album.ticket === null && ticket !== null));
  const settled = awaiting('album', { ticket }, at);
  return [
    ...(isNews ? [{ key: albumKey(message), state: settled }] : []),
    ...(dialogue === undefined ? [] : [{ key: dialogueKey(message), state: dialogue }]),
    ...(offer === undefined || person === null ? [] : [{ key: offerKey(person.id), state: offer }]),
  ];
}

/** The key of what a speaker is in the middle of: per chat and account. */
export function dialogueKey(message: {
  channel: string;
  chat: { id: string };
  sender: { id: string };
}): string {
  return `${message.channel}/${message.chat.id}/${message.sender.id}`;
}

function replyTo(on: Case, reply: Reply, id: string): Outgoing {
  const { message, person, at } = on;
  const inGroup = message.chat.kind === 'group' && reply.privately !== true;
  const to: Recipient =
    person !== null && !inGroup
      ? { person: person.id, via: message.channel }
      : { channel: message.channel, chat: inGroup ? message.chat.id : message.sender.id, group: inGroup };
  return outgoing({
    id,
    to,
    text: reply.text,
    buttons: reply.buttons ?? [],
    file: reply.file ?? null,
    ticket: reply.ticket ?? null,
    replyTo: inGroup ? message.message : null,
    kind: 'reply',
    loud: true,
    ...(reply.secret ? { secret: true as const } : {}),
    createdAt: at,
  });
}
