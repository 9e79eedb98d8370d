/**
 * Fourteen months of a county's tickets, as the program itself would have kept them: each message received, decided
 * by the domain, worded by the desk, claimed and sent, a line of the journal each. Only the waiting is left out.
 */
import TinyQueue from 'tinyqueue';
import type { Incoming } from '../../../src/channels/port.ts';
import { VirtualClock } from '../../../src/clock.ts';
import type { County } from '../../../src/county.ts';
import type { Outcome } from '../../../src/desk/case.ts';
import { contextOf, transactionOf } from '../../../src/desk/commit.ts';
import { type DeskParts, viewAt } from '../../../src/desk/desk.ts';
import { recordSettings } from '../../../src/desk/operation/settings.ts';
import { addressOf } from '../../../src/desk/people/people.ts';
import { evolveTicket } from '../../../src/domain/evolve.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import type { Office } from '../../../src/domain/office.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import { summariesOf } from '../../../src/domain/schedule.ts';
import { isOver, type Ticket } from '../../../src/domain/ticket.ts';
import { addDays, DAY, dayOf, HOUR, type Instant } from '../../../src/domain/time.ts';
import { createProgram } from '../../../src/program.ts';
import { openStore } from '../../../src/store/embedded.ts';
import type { Outgoing } from '../../../src/store/port.ts';
import { type Chance, chanceFrom } from '../../crash/chance.ts';
import { GROUP_ID } from '../../support/county.ts';
import { benchLog, idleChannel } from '../quiet.ts';
import { type Act, inTheDay, nextAct } from './life.ts';
import { Scribe } from './scribe.ts';
import { TROUBLES } from './words.ts';

export const MONTHS = 14;
const SPAN = MONTHS * 30.4 * DAY;
/** Ids of messages of the past, out of the way of those of today's fake Telegram. */
const FIRST_MESSAGE = 1_000_000_000;
const LEASE = 90_000;

/** Something that happens, by itself or by somebody's hand. */
type Happening = { readonly at: Instant } & (
  | { readonly what: 'raised' }
  | { readonly what: 'wake'; readonly number: number }
  | { readonly what: 'act'; readonly number: number; readonly act: Act; readonly version: number }
  | { readonly what: 'summary'; readonly key: string }
);

export interface PastOptions {
  /** An empty folder. */
  readonly dir: string;
  readonly county: County;
  /** How many tickets were raised altogether; a few of the last days are still open. */
  readonly tickets: number;
  /** Where the past ends. */
  readonly now: Instant;
}

/** Writes the past into a data folder, with the checkpoint that the program leaves when it stops. */
export async function writePast({ dir, county, tickets, now }: PastOptions): Promise<void> {
  const from = now - SPAN;
  const clock = new VirtualClock(from);
  const channel = idleChannel();
  const store = await openStore({ dir, clock, log: benchLog });
  await recordSettings(store, county, 'real', from);
  const [office, head] = [await store.office(), store.head()];
  const { parts } = createProgram({
    store,
    county,
    clock,
    log: benchLog,
    channels: new Map([[channel.id, channel]]),
    filesDir: dir,
    pacingOff: true,
    onFault: () => {},
  });
  await store.close();
  const past = new Past(new Scribe(dir, head), parts, office, county.flowVersions.complaint);
  past.tell(from, now, tickets);
  await (await openStore({ dir, log: benchLog })).close();
}

class Past {
  readonly #scribe: Scribe;
  readonly #parts: DeskParts;
  readonly #office: Office;
  readonly #flow: string;
  readonly #chance: Chance = chanceFrom('a past');
  readonly #open = new Map<number, Ticket>();
  readonly #queue = new TinyQueue<Happening>([], (a, b) => a.at - b.at);
  #numbers = 0;
  #messages = FIRST_MESSAGE;
  #claims = 0;

  constructor(scribe: Scribe, parts: DeskParts, office: Office, flow: string) {
    this.#scribe = scribe;
    this.#parts = parts;
    this.#office = office;
    this.#flow = flow;
  }

  tell(from: Instant, until: Instant, tickets: number): void {
    const { schedule, calendar } = this.#parts;
    for (let day = dayOf(from + DAY); day <= dayOf(until); day = addDays(day, 1)) {
      for (const { key, dueAt } of summariesOf(day, schedule, calendar)) {
        this.#queue.push({ at: dueAt, what: 'summary', key });
      }
    }
    const step = (until - from - HOUR) / tickets;
    for (let count = 0; count < tickets; count++) {
      // What would be said tonight was said earlier today.
      const at = inTheDay(from + Math.floor(count * step));
      this.#queue.push({ at: Math.min(at, until - HOUR), what: 'raised' });
    }
    for (let next = this.#queue.pop(); next && next.at <= until; next = this.#queue.pop()) {
      this.#happen(next);
    }
    this.#scribe.close();
  }

  #happen(one: Happening): void {
    if (one.what === 'raised') this.#raise(one.at);
    else if (one.what === 'summary') {
      const { key, at } = one;
      const office = [{ type: 'summarised', v: 1, at, period: key } as const];
      this.#scribe.write(at, { cause: `summary:${key}`, office });
    } else {
      const ticket = this.#open.get(one.number);
      if (!ticket) return;
      if (one.what === 'wake') {
        const isDue = (wakeAt(ticket) ?? Number.POSITIVE_INFINITY) <= one.at;
        if (isDue) this.#change(ticket, { at: one.at, actor: 'system', command: { type: 'wake' } });
      } else if (ticket.version === one.version) {
        // Whatever changed a ticket planned anew what follows.
        this.#change(ticket, one.act);
      }
    }
  }

  #raise(at: Instant): void {
    const { roster, router } = this.#parts;
    const enterprise = this.#chance.one(roster.enterprises);
    const member = this.#chance.one(enterprise.members);
    const inGroup = this.#chance.between(1, 10) <= 7;
    const text = `${this.#chance.one(TROUBLES)}（${enterprise.township}）`;
    const said = this.#hear(at, member.id, text, inGroup);
    const routing = router.route(text);
    const [best] = routing.departments;
    const registration = {
      flow: this.#flow,
      origin: {
        channel: said.channel,
        chat: said.chat.id,
        chatKind: said.chat.kind,
        message: said.message,
      },
      enterprise: enterprise.id,
      member: member.id,
      text,
      kind: routing.kind,
      urgent: routing.urgent,
      confidential: false,
      candidates: routing.departments.map(({ id, p }) => ({ department: id, p })),
      reasons: routing.reasons,
      department: routing.auto && best ? best.id : null,
      files: [],
    };
    this.#commit(at, `inbox:${said.key}`, { register: { registration, actor: { person: member.id } } }, said);
  }

  #change(ticket: Ticket, { at, actor, command }: Act): void {
    const context = contextOf(this.#parts, ticket.flow, this.#office, actor, at);
    const decision = decide(ticket, command, context);
    if (!decision.ok || decision.events.length === 0) return;
    const said =
      typeof actor === 'string'
        ? null
        : this.#hear(at, actor.person, `${command.type} ${ticket.number}`, false);
    const cause = said ? `inbox:${said.key}` : `wake:ticket/${ticket.number}@${ticket.version}`;
    this.#commit(at, cause, { changes: [{ ticket, events: decision.events }] }, said);
  }

  #hear(at: Instant, person: string, text: string, inGroup: boolean): Incoming {
    const chat = inGroup ? String(GROUP_ID) : this.#chatOf(person);
    const message = String(++this.#messages);
    const said: Incoming = {
      key: `telegram:past:${message}`,
      channel: 'telegram',
      chat: { id: chat, kind: inGroup ? 'group' : 'private', title: '' },
      sender: { id: this.#chatOf(person), name: person, anonymous: false },
      at,
      what: 'text',
      message,
      replyTo: null,
      addressed: !inGroup,
      text,
      files: [],
      button: null,
      buttonToken: null,
    };
    this.#scribe.write(at, { cause: 'receive', received: [said] });
    return said;
  }

  #commit(at: Instant, name: string, outcome: Outcome, said: Incoming | null): void {
    const {
      at: _,
      expect: __,
      ...body
    } = transactionOf(
      outcome,
      { name, office: this.#office },
      viewAt(this.#parts, at),
      this.#parts,
      () => ++this.#numbers,
    );
    this.#scribe.write(at, { ...body, ...(said ? { done: [said.key] } : {}) });
    this.#send(at, body.outbox ?? []);
    for (const { number, events } of body.tickets ?? []) {
      const after = events.reduce<Ticket | undefined>(evolveTicket, this.#open.get(number));
      if (!after) continue;
      if (isOver(after)) this.#open.delete(number);
      else this.#open.set(number, after);
      this.#plan(after, at);
    }
  }

  #send(at: Instant, outbox: readonly Outgoing[]): void {
    if (outbox.length === 0) return;
    const claims = outbox.map(({ id }) => ({ id, claim: ++this.#claims, until: at + LEASE }));
    this.#scribe.write(at, { cause: 'claim', claims });
    for (const [place, { id, to }] of outbox.entries()) {
      const chat = 'person' in to ? this.#chatOf(to.person) : to.chat;
      const message = String(++this.#messages);
      const settlement = { state: 'sent', channel: 'telegram', chat, message } as const;
      this.#scribe.write(at, { cause: 'settle', settled: { id, claim: claims[place]!.claim, settlement } });
    }
  }

  /** What comes next to a ticket: what the clock brings, and what somebody does. */
  #plan(ticket: Ticket, now: Instant): void {
    const { number, version } = ticket;
    const wake = wakeAt(ticket);
    if (wake !== null) this.#queue.push({ at: Math.max(wake, now), what: 'wake', number });
    const act = nextAct(ticket, now, this.#chance, this.#parts.roster);
    if (act) this.#queue.push({ at: act.at, what: 'act', number, act, version });
  }

  #chatOf(person: string): string {
    const { roster, channels } = this.#parts;
    return addressOf(person, roster, this.#office, channels)?.chat ?? '';
  }
}
