/**
 * Random years of a ticket, walked twice: by the contract and by the model. After every step both must say the same of
 * whose turn it is, of every deadline, and of what was refused and why.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { evolveTicket } from '../../../src/domain/evolve.ts';
import { type Command, type Context, decide, register } from '../../../src/domain/lifecycle.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import type { TicketEvent } from '../../../src/domain/ticket-events.ts';
import { begun, contextAt, flows, fold, registration, roster } from '../../support/builders.ts';
import { bothOf, kindOfTicket } from './both.ts';
import { CALENDARS, type Calendars } from './calendars.ts';
import { dayAt, dayNumber, dayText, hourOf } from './days.ts';
import { KINDS, type TicketKind } from './limits.ts';
import {
  answer,
  begin,
  type Kind,
  type Model,
  type Now,
  nextLapse,
  type Office,
  recounted,
  TABLE,
  turnedLate,
  woken,
} from './ticket.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DEPARTMENTS = ['housing', 'land', 'water', 'industry'] as const;

const office: Office = {
  posts: (department) =>
    department === '' ? [] : [`${department}-a`, `${department}-b`, `${department}-head`],
  hub: roster.dispatchers.map(({ id }) => id),
  leaders: roster.leaders.map(({ id }) => id),
  members: ['shangchao-1', 'shangchao-2'],
  fallback: roster.defaultDepartment.id,
};

/** Somebody of a department is away on these days. */
interface Leave {
  readonly person: string;
  readonly from: number;
  readonly to: number;
}
/** Dice for one step of the walk. */
interface Step {
  /** act: what is apt · odd: anything by anybody · sleep: to the next hour it wakes · outage · notice: a new calendar */
  readonly what: 'act' | 'odd' | 'sleep' | 'outage' | 'notice';
  readonly pick: number;
  readonly detail: number;
  readonly after: number;
}
export interface Dice {
  readonly start: number;
  readonly sure: boolean;
  readonly kind: TicketKind;
  readonly leaves: readonly Leave[];
  readonly steps: readonly Step[];
}

const dice = fc.nat(9999);
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 14, arbitrary: fc.constant('act' as const) },
    { weight: 3, arbitrary: fc.constant('odd' as const) },
    { weight: 6, arbitrary: fc.constant('sleep' as const) },
    { weight: 1, arbitrary: fc.constant('outage' as const) },
    { weight: 1, arbitrary: fc.constant('notice' as const) },
  ),
  pick: dice,
  detail: dice,
  after: fc.oneof(
    // Two steps of one person in one millisecond would be one step.
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 35 * 60_000 }) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 300 }).map((minutes) => minutes * 60_000) },
    { weight: 2, arbitrary: fc.integer({ min: 5, max: 40 }).map((hours) => hours * HOUR + 1) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map((days) => days * DAY) },
  ),
});
export const walks: fc.Arbitrary<Dice> = fc.record({
  start: fc
    .integer({ min: 0, max: 330 * 24 * 60 })
    .map((minutes) => hourOf(dayNumber('2026-01-01'), 0) + minutes * 60_000),
  sure: fc.boolean(),
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant('complaint' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...KINDS) },
  ),
  leaves: fc.array(
    fc
      .record({
        person: fc
          .tuple(fc.constantFrom(...DEPARTMENTS), fc.constantFrom('a', 'b', 'head'))
          .map((of) => of.join('-')),
        first: fc.integer({ min: 0, max: 500 }),
        length: fc.integer({ min: 0, max: 25 }),
      })
      .map(({ person, first, length }): Leave => {
        const from = dayNumber('2026-01-01') + first;
        return { person, from, to: from + length };
      }),
    { maxLength: 10, size: 'max' },
  ),
  steps: fc.array(step, { maxLength: 80, size: 'max' }),
});

/** How often each transition and each turn happened. */
export class Tally {
  readonly counts = new Map<string, number>();
  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

interface Place {
  readonly ticket: Ticket;
  readonly model: Model;
  readonly at: number;
  readonly calendars: Calendars;
}

/** Walks one year; throws where contract and model part. The story so far is what a failing walk prints. */
export function walk(dice: Dice, tally: Tally): void {
  const story: string[] = [];
  try {
    walkOn(dice, tally, story);
  } catch (error) {
    if (error instanceof Error) error.message = `${story.slice(-25).join('\n')}\n${error.message}`;
    throw error;
  }
}

function walkOn({ start, sure, kind, leaves, steps }: Dice, tally: Tally, story: string[]): void {
  const tell = (line: string): void => {
    story.push(line);
  };
  let place = beginning(start, sure, kind, leaves, tally);
  const end = start + 365 * DAY;
  for (const one of steps) {
    const wake = wakeAt(place.ticket);
    if (one.what === 'sleep' && wake === null) continue;
    const to = one.what === 'sleep' ? Math.max(place.at, wake ?? 0) : place.at + one.after;
    if (to > end || isOverForGood(place.model)) break;
    place =
      one.what === 'outage'
        ? wokenAt({ ...place, at: to }, leaves, tally, tell)
        : asleepUntil(to, place, leaves, tally, tell);
    if (one.what === 'notice') place = noticed(place, leaves, tally);
    if (one.what === 'act' || one.what === 'odd') place = acted(one, place, leaves, tally, tell);
    compare(place);
  }
}

const isOverForGood = ({ state, last }: Model): boolean =>
  (state === 'withdrawn' && last === null) || state === 'merged';

function beginning(
  at: number,
  sure: boolean,
  kind: TicketKind,
  leaves: readonly Leave[],
  tally: Tally,
): Place {
  const calendars = CALENDARS[0];
  const department = sure ? 'housing' : null;
  const ticket = fold(
    register(
      registration({ department, flow: `${kind}@0001`, urgent: kind === 'urgent' }),
      contextOf(kind, at, { person: 'shangchao-1' }, calendars, leaves),
    ),
  );
  const place = {
    ticket,
    model: begin(kind, department, 'shangchao-1', nowOf(at, calendars, leaves)),
    at,
    calendars,
  };
  tally.note(`— register → ${ticket.state}`);
  compare(place);
  return place;
}

/** Who is away: from eight on the first day to eight on the working day after the last. */
function awayAt(at: number, { days }: Calendars, leaves: readonly Leave[]): ReadonlySet<string> {
  const backOn = ({ to }: Leave): number => {
    let day = to + 1;
    while (!days.isWorked(day)) day++;
    return hourOf(day, 8);
  };
  return new Set(
    leaves.filter((one) => at >= hourOf(one.from, 8) && at < backOn(one)).map(({ person }) => person),
  );
}

function contextOf(
  kind: TicketKind,
  at: number,
  actor: Context['actor'],
  { calendar, days }: Calendars,
  leaves: readonly Leave[],
): Context {
  return contextAt(at, actor, { flow: flows[kind], calendar, away: awayAt(at, { calendar, days }, leaves) });
}

function nowOf(at: number, calendars: Calendars, leaves: readonly Leave[]): Now {
  return { at, days: calendars.days, office, away: awayAt(at, calendars, leaves) };
}

/** The program runs: it wakes at each hour the ticket asks for, and on the mornings people go on leave or come back. */
function asleepUntil(
  to: number,
  place: Place,
  leaves: readonly Leave[],
  tally: Tally,
  tell: (line: string) => void,
): Place {
  let now = place;
  for (let wakes = 0; wakes < 400; wakes++) {
    const next = Math.min(wakeAt(now.ticket) ?? Number.POSITIVE_INFINITY, nextMorning(now, leaves));
    if (next > to) return { ...now, at: to };
    now = wokenAt({ ...now, at: Math.max(now.at, next) }, leaves, tally, tell);
  }
  throw new Error('it wakes for ever');
}

/** The next eight o’clock at which somebody else is away than now. */
function nextMorning({ at, calendars }: Place, leaves: readonly Leave[]): number {
  const away = [...awayAt(at, calendars, leaves)].sort().join();
  for (let day = dayAt(at); day <= dayAt(at) + 40; day++) {
    const morning = hourOf(day, 8);
    if (morning > at && [...awayAt(morning, calendars, leaves)].sort().join() !== away) return morning;
  }
  return Number.POSITIVE_INFINITY;
}

/** One look after the other until there is nothing left to do at this instant. */
function wokenAt(place: Place, leaves: readonly Leave[], tally: Tally, tell: (line: string) => void): Place {
  let now = place;
  for (let looks = 0; looks < 20; looks++) {
    const { ticket, model, at, calendars } = now;
    const decision = decide(
      ticket,
      { type: 'wake' },
      contextOf(kindOfTicket(ticket), at, 'system', calendars, leaves),
    );
    const expected = woken(model, nowOf(at, calendars, leaves));
    const events = decision.ok ? decision.events : [];
    const handed = expected?.what === 'leave' || expected?.what === 'back';
    // Work changes hands by itself; the look after that sees what is late.
    const late = handed ? { model: expected.model, steps: [] } : turnedLate(expected?.model ?? model, at);
    const turns = events.flatMap((event) => (event.type === 'turnedLate' ? [event.step] : []));
    expect(turns, 'what the cards turn for').toEqual(late.steps);
    for (const step of turns) tally.note(`late: ${step}`);
    if (expected === null)
      expect(events.filter(({ type }) => type !== 'reminded' && type !== 'turnedLate')).toEqual([]);
    else expect(events.length, `nothing came of ${expected.what}`).toBeGreaterThan(0);
    if (events.length === 0) {
      const lapse = nextLapse(model, calendars.days);
      expect(lapse === null || lapse.at > at, 'it slept past the end of a step').toBe(true);
      return now;
    }
    const after = fold2(ticket, events);
    const what = expected === null ? 'reminded' : expected.what;
    tell(`${dayText(dayAt(at))} wake: ${what} (${ticket.state} → ${after.state})`);
    if (expected === null) {
      for (const event of events) if (event.type === 'reminded') tally.note(`reminded of ${event.step}`);
    } else if (what === 'leave' || what === 'back') tally.note(what);
    else tally.note(`${ticket.state} wake ${what} → ${after.state}`);
    now = { ...now, ticket: after, model: late.model };
    compare(now);
  }
  throw new Error('there is always something left to do at one instant');
}

/** A new notice: every open clock is counted again, as the program does when it reads another calendar. */
function noticed(place: Place, leaves: readonly Leave[], tally: Tally): Place {
  const calendars = place.calendars === CALENDARS[0] ? CALENDARS[1] : CALENDARS[0];
  const decision = decide(
    place.ticket,
    { type: 'recalculate' },
    contextOf(kindOfTicket(place.ticket), place.at, 'system', calendars, leaves),
  );
  if (!decision.ok) throw new Error('a new calendar was refused');
  if (decision.events.length > 0) tally.note('recalculated');
  const again = recounted(place.model, nowOf(place.at, calendars, leaves));
  // A limit that has moved is something that came after.
  const model = { ...again, last: decision.events.length > 0 ? null : again.last };
  return { ...place, calendars, model, ticket: fold2(place.ticket, decision.events) };
}

function acted(
  one: Step,
  place: Place,
  leaves: readonly Leave[],
  tally: Tally,
  tell: (line: string) => void,
): Place {
  const { ticket, model, at, calendars } = place;
  const apt = one.what === 'act';
  const kind = kindOf(one, model);
  const command = commandOf(kind, one.detail, place);
  const person = apt ? personFor(kind, command, model, one.detail) : anybody(model, one.detail);
  const expected = answer(model, command, person, nowOf(at, calendars, leaves));
  const decision = decide(
    ticket,
    command,
    contextOf(kindOfTicket(ticket), at, { person }, calendars, leaves),
  );
  // That it is somebody else's step and that there is none is one refusal to whoever asks.
  const code = decision.ok ? 'done' : decision.refusal.code;
  const said = kind === 'undo' && code === 'notYours' ? 'nothingToUndo' : code;
  tell(
    `${dayText(dayAt(at))} ${new Date(at).toISOString().slice(11, 16)}Z ${person}: ${JSON.stringify(command).slice(0, 120)} → ${said}`,
  );
  expect(said, `${kind} on a ${ticket.state} ticket`).toBe('refused' in expected ? expected.refused : 'done');
  if (!decision.ok || 'refused' in expected) {
    tally.note(`refused: ${said}`);
    return place;
  }
  const after = fold2(ticket, decision.events);
  if (kind === 'undo') {
    const step = decision.events.flatMap((event) => (event.type === 'undone' ? [event.step] : []));
    tally.note(`undone: ${step}`);
    return { ...place, ticket: after, model: expected.model };
  }
  const detail =
    kind === 'grant' || kind === 'deny'
      ? ` ${ticket.request?.kind}`
      : command.type === 'reclassify'
        ? ` to ${command.kind}`
        : '';
  if (after.state !== ticket.state || MOVING.has(kind))
    tally.note(`${ticket.state} ${kind}${detail} → ${after.state}`);
  else tally.note(`${kind}${detail}`);
  return { ...place, ticket: after, model: expected.model };
}

/** Anything; or what fits the state, more often what moves it on; what is asked for is soon settled. */
function kindOf({ what, pick, detail }: Step, model: Model): Kind {
  const kinds = Object.keys(TABLE) as Kind[];
  if (what === 'odd') return kinds[pick % kinds.length]!;
  const settling: readonly Kind[] = ['grant', 'grant', 'deny'];
  const often = OVER.has(model.state) ? 2 : 5;
  if (model.last !== null && pick % often === 1) return 'undo';
  if (model.request !== null && detail % 3 > 0) return settling[pick % settling.length]!;
  const ends = detail % 4 === 0 || (model.state !== 'assigned' && model.state !== 'working');
  const fitting = kinds.filter(
    (kind) => kind !== 'undo' && TABLE[kind]?.[1].includes(model.state) && (ends || !ENDING.has(kind)),
  );
  const weights = OFTEN[model.state] ?? {};
  const choice = fitting.flatMap((kind) => Array<Kind>(weights[kind] ?? 1).fill(kind));
  return choice.length > 0 ? choice[pick % choice.length]! : kinds[pick % kinds.length]!;
}

/** What has just ended is taken back at once, or hardly ever. */
const OVER: ReadonlySet<Model['state']> = new Set<Model['state']>(['closed', 'withdrawn', 'rejected']);

const ENDING: ReadonlySet<Kind> = new Set<Kind>(['withdraw', 'merge']);

/** How often something is tried in a state, against once for the rest: so that all of it happens. */
const OFTEN: Readonly<Partial<Record<Model['state'], Partial<Record<Kind, number>>>>> = {
  queued: { assign: 6, reject: 2, withdraw: 3, merge: 2, reclassify: 2 },
  assigned: {
    delegate: 9,
    reclassify: 5,
    sign: 10,
    transfer: 24,
    return: 8,
    reject: 4,
    ask: 3,
    suspend: 3,
    resolve: 4,
    extend: 2,
  },
  working: {
    ask: 12,
    transfer: 10,
    return: 26,
    suspend: 10,
    resolve: 12,
    extend: 6,
    reject: 8,
    answerDuty: 2,
    supervise: 2,
    sendBack: 5,
    reclassify: 5,
  },
  waiting: { transfer: 22, supplement: 3, resume: 3, resolve: 2, withdraw: 1, merge: 1 },
  suspended: { resume: 2, withdraw: 2, merge: 2, resolve: 2, feedback: 2 },
  resolved: { confirm: 4, rework: 4, callBack: 9 },
  closed: { reopen: 3, confirm: 4 },
};

/** What leads from one state to another, or begins something that does. */
const MOVING: ReadonlySet<Kind> = new Set<Kind>([
  'assign',
  'transfer',
  'sign',
  'resolve',
  'ask',
  'resume',
  'extend',
  'return',
  'suspend',
  'grant',
  'confirm',
  'callBack',
  'rework',
  'reopen',
]);

function commandOf(kind: Kind, detail: number, { model, at }: Place): Command {
  const department = DEPARTMENTS[detail % DEPARTMENTS.length]!;
  const text = '说明';
  const ahead = [-1, 0, 2, 9, 40, 200, 350, 364, 366, 380][detail % 10]!;
  const other = detail % 17 === 0 ? 'report' : KINDS[detail % KINDS.length]!;
  const [a, b] = office.posts(model.department ?? 'housing');
  const commands: { readonly [Type in Kind]?: Command } = {
    assign: { type: 'assign', department },
    transfer: { type: 'transfer', department, text },
    delegate: { type: 'delegate', person: (detail % 2 === 0 ? a : b)! },
    sign: { type: 'sign' },
    feedback: { type: 'feedback', text, files: [] },
    resolve: { type: 'resolve', text, files: [] },
    urge: { type: 'urge' },
    supplement: { type: 'supplement', text, files: [], edit: false },
    ask: { type: 'ask', text },
    resume: { type: 'resume' },
    extend: { type: 'extend', workdays: 1 + (detail % 11), text },
    return: { type: 'return', department, text },
    suspend: { type: 'suspend', text, milestones: [{ day: dayText(dayAt(at) + ahead), text }] },
    grant: { type: 'grant' },
    deny: { type: 'deny', text },
    assist: { type: 'assist', department, text },
    supervise: { type: 'supervise', text },
    instruct: { type: 'instruct', text },
    escalate: { type: 'escalate', text },
    answerDuty: {
      type: 'answerDuty',
      duty: 1 + (detail % Math.max(1, model.duties.length)),
      text,
      files: [],
      final: detail % 3 > 0,
    },
    sendBack: { type: 'sendBack', duty: 1 + (detail % Math.max(1, model.duties.length)), text },
    confirm: { type: 'confirm', rating: detail % 2 === 0 ? 'basic' : 'dissatisfied' },
    callBack: {
      type: 'callBack',
      answers: { solved: detail % 3 > 0, answered: true, contacted: false },
      rating: 'satisfied',
      text,
    },
    rework: { type: 'rework', text },
    answer:
      detail % 3 === 0
        ? { type: 'answer', answered: null, contacted: null, solved: 'partly' }
        : { type: 'answer', answered: true, contacted: true },
    reopen: { type: 'reopen', text },
    withdraw: { type: 'withdraw' },
    reject: { type: 'reject', code: detail % 3 === 0 ? 'void' : 'judicial', text },
    merge: { type: 'merge', target: OTHER },
    absorb: { type: 'absorb', source: OTHER },
    reclassify: { type: 'reclassify', kind: other, name: `${other}@test`, flow: flows[other] },
    split: { type: 'split', into: 98, text },
    undo: { type: 'undo' },
  };
  const command = commands[kind];
  if (!command) throw new Error(`nobody gives ${kind}`);
  return command;
}
const OTHER = begun({ number: 99, member: 'shangchao-2' }).ticket;

/** Whoever gives that command in daily life. */
function personFor(kind: Kind, command: Command, model: Model, detail: number): string {
  const role =
    kind === 'grant' || kind === 'deny'
      ? model.request?.kind === 'suspend'
        ? 'leader'
        : 'dispatcher'
      : TABLE[kind]![0];
  if (kind === 'undo' && model.last !== null) return model.last.by;
  const duty = command.type === 'answerDuty' ? model.duties[command.duty - 1] : undefined;
  if (duty?.kind === 'assist') return office.posts(duty.department ?? '')[detail % 3]!;
  if (duty?.kind === 'escalate') return office.leaders[0]!;
  const roles = typeof role === 'string' ? [role] : role;
  switch (roles[detail % roles.length]) {
    case 'enterprise':
      return office.members[detail % 2]!;
    case 'dispatcher':
      return office.hub[0]!;
    case 'leader':
      return office.leaders[0]!;
    default:
      return model.holder ?? office.hub[0]!;
  }
}

function anybody(model: Model, detail: number): string {
  const people = [
    model.holder ?? 'housing-a',
    ...office.members,
    office.hub[0]!,
    office.leaders[0]!,
    ...DEPARTMENTS.flatMap((one) => office.posts(one)),
    'zhiyuan-1',
    'nobody-at-all',
  ];
  return people[detail % people.length]!;
}

function fold2(ticket: Ticket, events: readonly TicketEvent[]): Ticket {
  return events.reduce<Ticket>(evolveTicket, ticket);
}

/** Everything both know must be the same. */
function compare({ ticket, model }: Place): void {
  const { known, expected } = bothOf(ticket, model);
  expect(known).toEqual(expected);
}
