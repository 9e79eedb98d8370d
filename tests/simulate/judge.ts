/**
 * The judge of a simulated year. It knows what was said and what was meant, reads the record line by line from the disk
 * and what arrived in the chats, and tells the contract by the model of the tests (domain/model), which knows nothing of
 * the program. Whatever differs is a broken promise.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Roster } from '../../src/domain/roster.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import type { Instant } from '../../src/domain/time.ts';
import { type JournalLine, settledIn } from '../../src/store/line.ts';
import type { Outgoing } from '../../src/store/port.ts';
import { bothOf } from '../domain/model/both.ts';
import { type Days, dayAt, dayText, hourOf } from '../domain/model/days.ts';
import { KINDS } from '../domain/model/limits.ts';
import {
  answer,
  begin,
  liveSteps,
  type Model,
  type Now,
  nextLapse,
  type Office,
  recounted,
  turnedLate,
  woken,
} from '../domain/model/ticket.ts';
import { type Arrival, GROUP } from './channel.ts';
import { type Intent, MARKER } from './intents.ts';
import type { TicketSeen } from './people.ts';

const HOUR = 3_600_000;

/** A promise that was not kept. */
export class Broken extends Error {
  override readonly name = 'Broken';
  constructor(
    readonly promised: string,
    readonly happened: string,
    /** Whose chat may tell more. */
    readonly person: string | null = null,
  ) {
    super(`promised: ${promised}\n  happened: ${happened}`);
  }
}

interface Known {
  readonly number: number;
  readonly secret: boolean;
  readonly origin: 'private' | 'group';
  readonly enterprise: string;
  readonly member: string;
  readonly markers: readonly string[];
  /** Departments it has ever lain with, or that were asked to help. */
  readonly departments: Set<string>;
  /** Null for kinds that the model does not tell. */
  model: Model | null;
  /** What happened to it, for whoever has to find out why. */
  readonly story: string[];
}

interface Mail {
  readonly message: Outgoing;
  readonly at: Instant;
  claims: number;
  settled: string | null;
  arrivals: number;
  plain: number;
}

export interface Rest {
  readonly now: Instant;
  readonly tickets: readonly Ticket[];
  readonly outbox: { readonly waiting: number; readonly held: number };
  /** Nothing has failed for hours: whatever could be sent has been. */
  readonly calm: boolean;
}

export class Judge {
  /** What was said, and meant, by its key. */
  readonly intents = new Map<string, Intent>();
  /** Keys that the platform was told are safe. */
  readonly confirmed = new Set<string>();
  readonly tickets = new Map<number, Known>();
  readonly counts = {
    lines: 0,
    judged: 0,
    done: 0,
    refused: 0,
    wakes: 0,
    arrivals: 0,
    briefs: 0,
    resent: 0,
    notTold: 0,
  };
  readonly #received = new Set<string>();
  readonly #done = new Set<string>();
  readonly #raised = new Map<string, number>();
  readonly #mail = new Map<string, Mail>();
  readonly #waiting = new Set<string>();
  /** The newest message of each place in a chat. */
  readonly #slots = new Map<string, string>();
  readonly #away = new Set<string>();
  /** Hash of each line, by its sequence. */
  readonly #hashes: string[] = ['0'.repeat(64)];
  readonly #read = new Map<string, number>();
  #ordinary = 0;
  #arrivalsSeen = 0;
  readonly #who: Audience;

  constructor(
    readonly dir: string,
    readonly roster: Roster,
  ) {
    this.#who = audienceOf(roster);
  }

  /** Tickets that the model can tell, as people see them. */
  seen(): readonly TicketSeen[] {
    return [...this.tickets.values()].flatMap(({ number, model, enterprise, member }) =>
      model === null ? [] : [{ number, model, enterprise, member }],
    );
  }

  /** The hash of the newest line: a replay of the seed must come to the same. */
  get head(): string {
    return `${this.#hashes.length - 1}:${this.#hashes.at(-1)}`;
  }

  /** Reads what has been written since, and holds it against what was promised. */
  readOn(days: Days): void {
    const names = readdirSync(this.dir)
      .filter((name) => /^journal-[\d-]+\.jsonl$/.test(name))
      .sort();
    for (const name of names) {
      for (const bytes of this.#linesSince(name)) this.#line(bytes, days);
    }
  }

  *#linesSince(name: string): Generator<Buffer> {
    const from = this.#read.get(name) ?? 0;
    const fd = openSync(join(this.dir, name), 'r');
    try {
      const { size } = fstatSync(fd);
      if (size < from) throw new Broken('a line on record stays', `${name} is shorter than it was`);
      const bytes = Buffer.alloc(size - from);
      readSync(fd, bytes, 0, bytes.length, from);
      const end = bytes.lastIndexOf(10) + 1;
      this.#read.set(name, from + end);
      for (let start = 0; start < end; ) {
        const stop = bytes.indexOf(10, start);
        yield bytes.subarray(start, stop);
        start = stop + 1;
      }
    } finally {
      closeSync(fd);
    }
  }

  #line(bytes: Buffer, days: Days): void {
    const line = JSON.parse(bytes.toString('utf8')) as JournalLine;
    this.counts.lines += 1;
    const before = this.#hashes.at(-1);
    const own = createHash('sha256')
      .update(bytes.subarray(0, bytes.length - 75))
      .digest('hex');
    if (line.seq !== this.#hashes.length || line.prev !== before || line.hash !== own) {
      throw new Broken(
        'the record is one chain',
        `line ${line.seq} after ${this.#hashes.length - 1} does not fit`,
      );
    }
    this.#hashes.push(line.hash);
    for (const { key } of line.received ?? []) {
      if (!this.intents.has(key)) throw new Broken('nothing is received that nobody said', key);
      if (this.#received.has(key))
        throw new Broken('the same message twice is one message', `${key} was kept twice`);
      this.#received.add(key);
    }
    for (const event of line.office ?? []) {
      if (event.type === 'leaveBegun') this.#away.add(event.person);
      if (event.type === 'leaveEnded') this.#away.delete(event.person);
    }
    const at = Date.parse(line.at);
    this.#ticketsIn(line, at, days);
    for (const key of line.done ?? []) {
      if (!this.#received.has(key)) throw new Broken('what is done was received', key);
      if (this.#done.has(key))
        throw new Broken('the same message twice is done once', `${key} was done twice`);
      this.#done.add(key);
    }
    this.#mailIn(line, at);
  }

  #now(at: Instant, days: Days, enterprise: string): Now {
    return { at, days, office: officeOf(this.roster, enterprise), away: this.#away };
  }

  #ticketsIn(line: JournalLine, at: Instant, days: Days): void {
    const changed = new Map((line.tickets ?? []).map(({ number, events }) => [number, events]));
    for (const [number, events] of changed) {
      const first = events[0];
      if (first?.type === 'registered') this.#registered(number, events, line, at, days);
      const known = this.tickets.get(number);
      if (!known) throw new Broken('a ticket begins with its registration', `events of ${number} before it`);
      for (const event of events) {
        if (event.type === 'assigned' && event.department !== null) known.departments.add(event.department);
        if ('duty' in event && 'department' in event && typeof event.department === 'string') {
          known.departments.add(event.department);
        }
      }
      const what = events.map(({ type }) => type).join('+');
      known.story.push(
        `${dayText(dayAt(at))} ${new Date(at + 8 * HOUR).toISOString().slice(11, 16)} ${line.cause}: ${what}`,
      );
    }
    const key = line.cause.startsWith('inbox:') ? line.cause.slice(6) : null;
    const intent = key === null ? undefined : this.intents.get(key);
    const commanded = intent?.what === 'command' ? this.tickets.get(intent.ticket) : undefined;
    if (commanded?.model && intent?.what === 'command') {
      this.#commanded(commanded, intent, changed.get(commanded.number) ?? [], at, days);
    }
    for (const [number, events] of changed) {
      const known = this.tickets.get(number);
      if (!known?.model || events[0]?.type === 'registered' || known === commanded) continue;
      if (events.every(({ type }) => QUIET.has(type))) continue;
      const isLeave = line.cause.startsWith('leave:') || intent?.what === 'leave';
      if (line.cause.startsWith('wake:') || isLeave) this.#woken(known, events, at, days);
      else if (line.cause.startsWith('recount')) this.#recounted(known, events, at, days);
      else if (intent?.what === 'edit' || intent?.what === 'raise')
        this.#told(known, events, intent, at, days);
      else
        throw new Broken(
          'nothing happens to a ticket of itself',
          `${line.cause}: ${typesOf(events)} on ${number}`,
        );
    }
  }

  #registered(
    number: number,
    events: readonly TicketEvent[],
    line: JournalLine,
    at: Instant,
    days: Days,
  ): void {
    const [first] = events;
    if (first?.type !== 'registered') return;
    if (this.tickets.has(number))
      throw new Broken('no number is used again', `${number} was registered twice`);
    if (!first.confidential) {
      this.#ordinary += 1;
      if (number !== this.#ordinary) {
        throw new Broken('numbers are given in order', `${number} after ${this.#ordinary - 1}`);
      }
    }
    const markers = [...new Set(first.text.match(MARKER) ?? [])];
    for (const marker of markers) {
      const other = this.#raised.get(marker);
      if (other !== undefined)
        throw new Broken('one difficulty is one ticket', `${marker} is ${other} and ${number}`);
      this.#raised.set(marker, number);
    }
    if (markers.length === 0) throw new Broken('a ticket is what somebody said', `${number}: ${first.text}`);
    const said = [...this.intents.values()].find((one) => one.what === 'raise' && one.marker === markers[0]);
    if (said?.what !== 'raise')
      throw new Broken('a ticket is what somebody said', `${number}: ${first.text}`);
    if (said.secret !== first.confidential) {
      throw new Broken(
        'a report is a report, and nothing else is',
        `${number} (${line.cause}): ${first.text}`,
      );
    }
    const kind = KINDS.find((one) => one === first.flow.split('@')[0]);
    const assigned = events.find((event) => event.type === 'assigned');
    const department = assigned?.type === 'assigned' ? assigned.department : null;
    const model =
      kind === undefined || first.confidential || first.member === null || first.enterprise === null
        ? null
        : begin(kind, department, first.member, this.#now(at, days, first.enterprise));
    if (model === null) this.counts.notTold += 1;
    this.tickets.set(number, {
      number,
      secret: first.confidential,
      origin: first.origin.chatKind === 'group' ? 'group' : 'private',
      enterprise: first.enterprise ?? '',
      member: first.member ?? '',
      markers,
      departments: new Set(),
      model,
      story: [],
    });
  }

  #commanded(
    known: Known,
    { person, command }: Extract<Intent, { what: 'command' }>,
    events: readonly TicketEvent[],
    at: Instant,
    days: Days,
  ): void {
    const { model, number } = known;
    if (!model) return;
    const said = answer(model, command, person, this.#now(at, days, known.enterprise));
    const told = `${person} ${JSON.stringify(command).slice(0, 90)} on ${number} (${model.state})`;
    known.story.push(`   ${told} → ${'refused' in said ? said.refused : 'done'}`);
    const happened = events.filter(({ type }) => !QUIET.has(type));
    if ('refused' in said) {
      this.counts.refused += 1;
      if (happened.length > 0) {
        throw new Broken(`${told} is refused: ${said.refused}`, `${typesOf(happened)}\n${tale(known)}`);
      }
      return;
    }
    this.counts.done += 1;
    if (happened.length === 0) throw new Broken(`${told} is done`, `nothing\n${tale(known)}`, person);
    known.model = said.model;
  }

  #woken(known: Known, events: readonly TicketEvent[], at: Instant, days: Days): void {
    const { model } = known;
    if (!model) return;
    this.counts.wakes += 1;
    const expected = woken(model, this.#now(at, days, known.enterprise));
    const handed = expected?.what === 'leave' || expected?.what === 'back';
    const late = handed ? { model: expected.model, steps: [] } : turnedLate(expected?.model ?? model, at);
    const turns = events.flatMap((event) => (event.type === 'turnedLate' ? [event.step] : []));
    if (String(turns) !== String(late.steps)) {
      throw new Broken(
        `the card of ${known.number} turns late for: ${late.steps}`,
        `${turns}\n${tale(known)}`,
      );
    }
    const moved = events.filter(
      ({ type }) => type !== 'reminded' && type !== 'turnedLate' && !QUIET.has(type),
    );
    if ((expected === null) !== (moved.length === 0)) {
      const what = expected === null ? 'nothing but reminders' : expected.what;
      throw new Broken(`by the clock ${known.number} comes to ${what}`, `${typesOf(moved)}\n${tale(known)}`);
    }
    known.model = late.model;
  }

  #recounted(known: Known, events: readonly TicketEvent[], at: Instant, days: Days): void {
    if (!known.model) return;
    const again = recounted(known.model, this.#now(at, days, known.enterprise));
    known.model = { ...again, last: events.length > 0 ? null : again.last };
  }

  /** Words that add to a ticket that is there: a supplement, which moves it nowhere. */
  #told(known: Known, events: readonly TicketEvent[], { what }: Intent, at: Instant, days: Days): void {
    const odd = events.filter(({ type }) => type !== 'supplemented' && !QUIET.has(type));
    const resumes = known.model?.state === 'waiting' && odd.every(({ type }) => type === 'resumed');
    if (odd.length > 0 && !resumes) {
      throw new Broken(`${what} adds to ${known.number}, and no more`, `${typesOf(events)}\n${tale(known)}`);
    }
    if (!known.model) return;
    const command = { type: 'supplement', text: '', files: [], edit: true } as const;
    const said = answer(known.model, command, known.member, this.#now(at, days, known.enterprise));
    if ('model' in said) known.model = said.model;
  }

  #mailIn(line: JournalLine, at: Instant): void {
    for (const message of line.outbox ?? []) {
      if (this.#mail.has(message.id))
        throw new Broken('the same cause sends once', `${message.id} twice in the outbox`);
      this.#mail.set(message.id, { message, at, claims: 0, settled: null, arrivals: 0, plain: 0 });
      this.#waiting.add(message.id);
      if (message.slot === null) continue;
      // What has not been sent when newer words come for its place is not sent any more.
      const place = `${JSON.stringify(message.to)} ${message.slot}`;
      this.#waiting.delete(this.#slots.get(place) ?? '');
      this.#slots.set(place, message.id);
    }
    for (const { id } of line.claims ?? []) {
      const mail = this.#mail.get(id);
      if (!mail) throw new Broken('what is sent was decided', id);
      mail.claims += 1;
    }
    for (const { id, settlement } of settledIn(line)) {
      const mail = this.#mail.get(id);
      if (!mail) throw new Broken('what is settled was decided', id);
      if (settlement.state === 'later' || settlement.state === 'held') continue;
      mail.settled = settlement.state === 'sent' ? 'sent' : settlement.why;
      this.#waiting.delete(id);
    }
  }

  /** What has arrived in chats since: each once, or said to be again, and read by those who may. */
  hear(arrivals: readonly Arrival[]): void {
    for (; this.#arrivalsSeen < arrivals.length; this.#arrivalsSeen++) {
      this.#heard(arrivals[this.#arrivalsSeen]!);
    }
  }

  #heard(one: Arrival): void {
    this.counts.arrivals += 1;
    // Of a full disk the groups hear by the channels themselves: no outbox can be written then.
    if (one.key.startsWith('disk/')) return;
    const mail = this.#mail.get(one.key);
    if (!mail)
      throw new Broken('what is said is on record before', `“${one.text.slice(0, 60)}” (${one.key})`);
    mail.arrivals += 1;
    if (!one.resent && !one.edit) mail.plain += 1;
    if (one.resent) this.counts.resent += 1;
    if (mail.plain > 1)
      throw new Broken('nothing comes twice in silence', `${one.key}: “${one.text.slice(0, 80)}”`);
    this.#mayRead(one);
    this.#brief(one);
  }

  #mayRead({ chat, text, at }: Arrival): void {
    for (const marker of text.match(MARKER) ?? []) {
      const number = this.#raised.get(marker);
      const known = number === undefined ? undefined : this.tickets.get(number);
      const why = known ? this.#who.mayNot(chat, known) : null;
      if (why === null) continue;
      const when = new Date(at + 8 * HOUR).toISOString().slice(0, 16);
      throw new Broken(
        `${chat} never reads ${marker} (${why})`,
        `${when}: “${text.slice(0, 200)}”\n${known ? tale(known) : ''}`,
      );
    }
  }

  /** 台账 12:ab34… under a brief is the record's own, and its sum comes out. */
  #brief({ text }: Arrival): void {
    for (const [, seq = '', hash = ''] of text.matchAll(/台账 (\d+):([0-9a-f]+)/g)) {
      this.counts.briefs += 1;
      const own = this.#hashes[Number(seq)];
      if (!own?.startsWith(hash))
        throw new Broken('a brief names the record as it is', `${seq}:${hash} is ${own}`);
    }
    const sum =
      /结转 (\d+)(?:（含重开 \d+）)?＋新收 (\d+)＝在办 (\d+)＋挂账 (\d+)＋销号 (\d+)＋剔除 (\d+)/.exec(text);
    if (!sum) return;
    const [carried = 0, registered = 0, ...parts] = sum.slice(1).map(Number);
    const total = parts.reduce((all, one) => all + one, 0);
    if (carried + registered !== total) throw new Broken('what came in is what is there', sum[0]);
  }

  /** At the end of a day, when all that was due is done. */
  atRest({ now, tickets, outbox, calm }: Rest, days: Days, blocked: ReadonlySet<string>): void {
    for (const key of this.confirmed) {
      if (!this.#received.has(key)) throw new Broken('what was confirmed is on record', `${key} is lost`);
      if (!this.#done.has(key)) throw new Broken('what was received is worked on', `${key} still waits`);
    }
    this.confirmed.clear();
    const open = new Map(tickets.map((ticket) => [ticket.number, ticket]));
    for (const known of this.tickets.values()) {
      const ticket = open.get(known.number);
      if (known.model === null) continue;
      const isOver = liveSteps(known.model).length === 0;
      if (isOver && !ticket) continue;
      if (!ticket)
        throw new Broken(`${known.number} is ${known.model.state}`, `it is not open\n${tale(known)}`);
      this.#same(ticket, known);
      this.#next(known, known.model, now, days);
    }
    if (!calm) return;
    for (const id of this.#waiting) {
      const { message, at } = this.#mail.get(id)!;
      const { to } = message;
      if ('person' in to && blocked.has(to.person)) continue;
      if (now - at < 12 * HOUR) continue;
      throw new Broken(
        'what was decided to be said is said',
        `${id} waits since ${new Date(at).toISOString()}`,
      );
    }
    const most = this.#waiting.size;
    if (outbox.waiting + outbox.held > most) {
      throw new Broken(
        'the outbox holds what the record says',
        `${outbox.waiting} and ${outbox.held} of ${most}`,
      );
    }
  }

  /** A ticket as the program has it, held against the model. */
  #same(ticket: Ticket, known: Known): void {
    this.counts.judged += 1;
    if (!known.model) return;
    const both = bothOf(ticket, known.model);
    for (const name of Object.keys(both.expected)) {
      const [is, should] = [both.known[name], both.expected[name]].map((one) => JSON.stringify(one));
      if (is !== should) {
        throw new Broken(`${name} of ${known.number} is ${should}`, `it is ${is}\n${tale(known)}`);
      }
    }
  }

  /** Each open ticket has a next thing to happen, at a time to come, by somebody. */
  #next(known: Known, model: Model, now: Instant, days: Days): void {
    const steps = liveSteps(model);
    if (steps.length === 0) return;
    const somebody = model.state === 'queued' || model.holder !== null;
    if (!somebody)
      throw new Broken('every open ticket lies with somebody', `${known.number} with nobody\n${tale(known)}`);
    const lapse = nextLapse(model, days);
    if (lapse !== null && lapse.at <= now) {
      throw new Broken(`${known.number}: ${lapse.step} has ended by itself`, `it has not\n${tale(known)}`);
    }
  }

  /** Over the whole year: who should be away is away. */
  get away(): ReadonlySet<string> {
    return this.#away;
  }

  /** Every difficulty that was confirmed is a ticket, or was added to one. Gives those that are neither. */
  unheard(): readonly string[] {
    const all = [...this.intents].flatMap(([key, one]) =>
      one.what === 'raise' ? [[key, one.marker] as const] : [],
    );
    return all
      .filter(([key, marker]) => this.#done.has(key) && !this.#raised.has(marker))
      .map(([, marker]) => marker);
  }
}

/** What happens beside the contract: files, papers, cards, notes. */
const QUIET: ReadonlySet<string> = new Set([
  'fileStored',
  'fileDeferred',
  'fileMissing',
  'noted',
  'paperIssued',
]);

const typesOf = (events: readonly TicketEvent[]): string =>
  events.map(({ type }) => type).join('+') || 'nothing';
const tale = ({ story }: Known): string =>
  story
    .slice(-14)
    .map((one) => `      ${one}`)
    .join('\n');

const offices = new Map<string, Office>();
function officeOf(roster: Roster, enterprise: string): Office {
  const known = offices.get(enterprise);
  if (known) return known;
  const posts = new Map(
    roster.departments.map((one) => [one.id, [one.primary.id, one.backup.id, one.head.id]]),
  );
  const office: Office = {
    posts: (department) => posts.get(department) ?? [],
    hub: roster.dispatchers.map(({ id }) => id),
    leaders: roster.leaders.map(({ id }) => id),
    members: roster.enterprises.find(({ id }) => id === enterprise)?.members.map(({ id }) => id) ?? [],
    fallback: roster.defaultDepartment.id,
  };
  offices.set(enterprise, office);
  return office;
}

/** Who hears of every danger with the department that leads. */
const ALARMED: ReadonlySet<string> = new Set(
  (parse(readFileSync('data/danger.yaml', 'utf8')) as { always: readonly string[] }).always,
);

interface Audience {
  /** Why that chat must not read of a ticket; null where it may. */
  mayNot(chat: string, known: Known): string | null;
}

function audienceOf(roster: Roster): Audience {
  const hub = new Set([...roster.dispatchers, ...roster.leaders].map(({ id }) => id));
  const discipline = new Set(roster.discipline.map(({ id }) => id));
  const departments = new Map<string, Set<string>>();
  for (const { id, primary, backup, head } of roster.departments) {
    for (const person of [primary, backup, head]) {
      departments.set(person.id, (departments.get(person.id) ?? new Set()).add(id));
    }
  }
  const enterprises = new Map<string, Set<string>>();
  for (const { id, members } of roster.enterprises) {
    for (const member of members)
      enterprises.set(member.id, (enterprises.get(member.id) ?? new Set()).add(id));
  }
  return {
    mayNot(chat, { secret, origin, enterprise, member, departments: lain, model }) {
      if (secret) return chat === member || discipline.has(chat) ? null : 'a report';
      if (chat === GROUP) return origin === 'group' ? null : 'it was said in private';
      if (hub.has(chat) || enterprises.get(chat)?.has(enterprise)) return null;
      const own = [...(departments.get(chat) ?? [])];
      if (own.some((one) => lain.has(one) || (model?.kind === 'urgent' && ALARMED.has(one)))) return null;
      return 'no part in it';
    },
  };
}

/** Noon, for whoever has to name a day. */
export const noonOf = (day: number): Instant => hourOf(day, 12);
