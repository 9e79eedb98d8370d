/** Turns what was decided into one transaction: events, the notices that follow from them, replies, dialogue. */
import { departmentName, type View } from '../dialogue/cards.ts';
import { evolveTicket } from '../domain/evolve.ts';
import { type Context, register } from '../domain/lifecycle.ts';
import { evolveOffice, type Office, type OfficeEvent } from '../domain/office.ts';
import type { Actor } from '../domain/permissions.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import type { Outgoing, Recipient, Transaction } from '../store/port.ts';
import type { Case, Outcome, Reply } from './case.ts';
import type { DeskParts } from './desk.ts';
import { noticesOf } from './notices.ts';
import { accountKey, accountsOf, servedGroups } from './people.ts';

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
  view: View,
  parts: DeskParts,
  takeNumber: () => number,
): Transaction {
  const at = view.now;
  const tickets: { number: number; events: readonly TicketEvent[] }[] = [];
  const outbox: Outgoing[] = [];
  const expect: Record<string, number> = {};
  const fold = (before: Ticket | undefined, events: readonly TicketEvent[]): void => {
    const after = events.reduce<Ticket | undefined>(evolveTicket, before);
    if (!after) return;
    tickets.push({ number: after.number, events });
    expect[`ticket/${after.number}`] = before?.version ?? 0;
    outbox.push(...noticesOf(before, after, events, view));
  };

  if (outcome.register) {
    const { registration, actor } = outcome.register;
    const events = register(
      { ...registration, number: takeNumber() },
      contextOf(parts, registration.flow, cause.office, actor, at),
    );
    fold(undefined, events);
  }
  for (const change of outcome.changes ?? [])
    if (change.events.length > 0) fold(change.ticket, change.events);
  outbox.push(...(outcome.outbox ?? []));
  const on = cause.on;
  if (on)
    outbox.push(
      ...(outcome.replies ?? []).map((reply, index) => replyTo(on, reply, `${cause.name}/${index}`)),
    );

  const announced = announcements(outbox, cause, outcome.office ?? [], view, parts);
  const office = [...(outcome.office ?? []), ...announced.office];
  if (office.length > 0) expect.office = cause.office.version;
  return {
    at,
    cause: cause.name,
    expect,
    tickets,
    office,
    outbox: [...outbox, ...announced.outbox].map((message) => atNewPlace(message, cause.office)),
    ...(on && outcome.dialogue !== undefined
      ? { dialogues: [{ key: dialogueKey(on.message), state: outcome.dialogue }] }
      : {}),
    ...(on ? { done: [on.message.key] } : {}),
    ...(outcome.release ? { release: outcome.release } : {}),
  };
}

/** A ticket remembers the group it was raised in; when that group has got a new id, its messages go there. */
function atNewPlace(message: Outgoing, office: Office): Outgoing {
  if ('person' in message.to) return message;
  const moved = office.moved[accountKey(message.to.channel, message.to.chat)];
  if (moved === undefined) return message;
  return { ...message, to: { ...message.to, chat: moved.slice(moved.indexOf('/') + 1) } };
}

/** What `decide` needs, for a ticket of that flow. Throws when the flow was never recorded. */
export function contextOf(parts: DeskParts, flow: string, office: Office, actor: Actor, at: number): Context {
  const found = office.flows[flow];
  if (!found) throw new Error(`flow ${flow} is not on record`);
  return { at, actor, flow: found, calendar: parts.calendar, roster: parts.roster };
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
      ? { person: person.id }
      : { channel: message.channel, chat: inGroup ? message.chat.id : message.sender.id, group: inGroup };
  return {
    id,
    to,
    text: reply.text,
    buttons: reply.buttons ?? [],
    file: null,
    slot: null,
    ticket: reply.ticket ?? null,
    replyTo: inGroup ? message.message : null,
    guard: null,
    kind: 'reply',
    createdAt: at,
  };
}

/**
 * Somebody has work waiting but no account bound: the group hears it, once per person. Never for a confidential
 * report – that there is one must not be seen from outside.
 */
function announcements(
  outbox: readonly Outgoing[],
  cause: Cause,
  events: readonly OfficeEvent[],
  view: View,
  parts: DeskParts,
): { office: readonly OfficeEvent[]; outbox: readonly Outgoing[] } {
  const office = events.reduce(evolveOffice, cause.office);
  const groups = servedGroups(parts.roster, office).filter(({ channel }) => parts.channels.has(channel));
  const found = { office: [] as OfficeEvent[], outbox: [] as Outgoing[] };
  if (groups.length === 0) return found;
  const people = new Set<string>(
    outbox.flatMap(({ to, kind }) =>
      'person' in to && (kind === 'task' || kind === 'dispatch' || kind === 'reminder') ? [to.person] : [],
    ),
  );
  for (const person of people) {
    const discipline = parts.roster.discipline.some((contact) => contact.id === person);
    if (discipline || office.announced[person] !== undefined) continue;
    if (accountsOf(person, parts.roster, office).some(({ channel }) => parts.channels.has(channel))) continue;
    found.office.push({ type: 'announced', v: 1, at: view.now, person });
    found.outbox.push(...announce(person, 'bind.notBound', groups, cause.name, view));
  }
  return found;
}

/** The sentence that asks a person, in the groups, to open the private chat or to bind an account. */
export function announce(
  person: string,
  key: 'bind.start' | 'bind.notBound',
  groups: readonly { channel: string; chat: string }[],
  cause: string,
  view: View,
): readonly Outgoing[] {
  const held = view.roster.rolesOf(person)[0];
  const params = {
    name: view.roster.person(person)?.name ?? person,
    department: held?.department?.name ?? held?.enterprise?.name ?? departmentOfRole(held?.role, view),
    operator: view.roster.operators[0]?.name ?? '',
  };
  const text = key === 'bind.start' ? view.say(key, params) : view.say(key, params);
  return groups.map(({ channel, chat }) => ({
    id: `${cause}/announce/${person}/${channel}.${chat}`,
    to: { channel, chat, group: true },
    text,
    buttons: [],
    file: null,
    slot: null,
    ticket: null,
    replyTo: null,
    guard: null,
    kind: 'announcement',
    createdAt: view.now,
  }));
}

function departmentOfRole(role: string | undefined, view: View): string {
  if (role === 'dispatcher') return view.say('role.dispatcher');
  return role === 'leader' ? view.say('role.leader') : departmentName(null, view);
}
