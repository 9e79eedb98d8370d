/** Random lives of a ticket: commands by apt and inapt people at ever later instants, and the clock in between. */
import fc from 'fast-check';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { FLOWS, TRACKS } from '../../src/domain/flow.ts';
import { type Command, type Context, type Decision, decide } from '../../src/domain/lifecycle.ts';
import type { Actor } from '../../src/domain/permissions.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import { TAKEN_OVER, type Ticket } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import type { TicketState } from '../../src/domain/ticket-parts.ts';
import { addDays, at, DAY, HOUR, type Instant, instantInWords, MINUTE } from '../../src/domain/time.ts';
import {
  begun,
  COMMANDS,
  contextAt,
  flows,
  outcomeOf,
  PEOPLE,
  type Story,
  type Who,
  waitingFile,
} from './builders.ts';

/** One thing somebody tries, some time after the one before. */
interface Attempt {
  readonly who: Who | 'apt';
  /** A number instead: one of what people do in the state the ticket is in. */
  readonly command: Command | number;
  readonly after: number;
}
/** `wake` goes to the instant the ticket itself asks for; `outage` sleeps past it, as after a power cut. */
type Move = Attempt | { readonly clock: 'wake' } | { readonly clock: 'outage'; readonly for: number };

export interface Journey {
  readonly story: Story;
  /** Every attempt with what came of it, in order. */
  readonly steps: readonly JourneyStep[];
  readonly end: Instant;
}
export interface JourneyStep {
  readonly at: Instant;
  readonly actor: Actor;
  readonly command: Command;
  readonly before: Ticket;
  readonly decision: Decision;
  readonly after: Ticket;
}

const text = fc.constantFrom('已经在修', '没有人来', '', '  ', '属于别的部门');
const department = fc.constantFrom('housing', 'land', 'water', 'industry', 'no-such-department');
const photo = fc.integer({ min: 0, max: 2 }).map((n) => (n === 0 ? [] : [waitingFile(`more-${n}`)]));

/** One to three days of 2026 or 2027, not always in order, nor ahead. */
const milestones = fc.array(
  fc.integer({ min: 150, max: 600 }).map((days) => ({ day: addDays('2026-01-01', days), text: '阶段完成' })),
  { minLength: 1, maxLength: 2 },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('assign' as const), department }),
  fc.constant({ type: 'claim' as const }),
  fc.constant<Command>({ type: 'sign' }),
  fc.record({ type: fc.constant('feedback' as const), text, files: photo }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('resolve' as const),
      text,
      files: fc.constant([]),
      outcome: fc.constantFrom('solved' as const, 'solved' as const, 'partly' as const, 'explained' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('transfer' as const), department, text }) },
  fc.record({ type: fc.constant('delegate' as const), person: fc.constantFrom('housing-b', 'land-b') }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('confirm' as const),
      rating: fc.constantFrom('satisfied' as const, 'basic' as const, 'dissatisfied' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('rework' as const), text }) },
  fc.constant<Command>({ type: 'urge' }),
  fc.record({ type: fc.constant('supplement' as const), text, files: photo, edit: fc.boolean() }),
  fc.constant<Command>({ type: 'withdraw' }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('ask' as const), text }) },
  fc.constant<Command>({ type: 'resume' }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('extend' as const),
      workdays: fc.integer({ min: 0, max: 12 }),
      text,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('return' as const), department, text }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('suspend' as const), text, milestones }),
  },
  { weight: 5, arbitrary: fc.constant<Command>({ type: 'grant' }) },
  fc.record({ type: fc.constant('deny' as const), text }),
  fc.record({ type: fc.constant('assist' as const), department, text }),
  fc.record({ type: fc.constantFrom('supervise' as const, 'instruct' as const, 'escalate' as const), text }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('answerDuty' as const),
      duty: fc.integer({ min: 1, max: 3 }),
      text,
      files: fc.constant([]),
      final: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('sendBack' as const),
      duty: fc.integer({ min: 1, max: 3 }),
      text,
    }),
  },
  fc.record({
    type: fc.constant('callBack' as const),
    answers: fc.record({ solved: fc.boolean(), answered: fc.boolean(), contacted: fc.constant(null) }),
    rating: fc.constantFrom('satisfied' as const, 'dissatisfied' as const),
    text,
  }),
  {
    weight: 3,
    arbitrary: fc.constantFrom<Command>(
      { type: 'answer', answered: true, contacted: false },
      { type: 'answer', answered: null, contacted: null, solved: 'solved' },
      { type: 'answer', answered: null, contacted: null, solved: 'unsolved', text: '还是坏的' },
    ),
  },
  fc
    .constantFrom(...TRACKS)
    .map((kind): Command => ({ type: 'reclassify', kind, name: `${kind}@test`, flow: flows[kind] })),
  fc.record({
    type: fc.constant('reject' as const),
    code: fc.constantFrom('judicial' as const, 'repeated' as const),
    text,
  }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('reopen' as const), text }) },
  fc.constant<Command>({ type: 'merge', target: begun({ number: 99 }).ticket }),
  fc.constant<Command>({ type: 'absorb', source: begun({ number: 99 }).ticket }),
  fc.record({ type: fc.constant('split' as const), into: fc.constant(98), text }),
  fc.record({
    type: fc.constant('acknowledge' as const),
    step: fc.constantFrom('sign' as const, 'resolve' as const),
    rung: fc.constantFrom('due-today', 'overdue'),
  }),
  fc.record({ type: fc.constant('note' as const), text }),
  fc.constant<Command>({ type: 'recalculate' }),
  fc.record({
    type: fc.constant('file' as const),
    file: fc.constantFrom('first', 'more-1'),
    outcome: fc.oneof(
      fc.record({
        type: fc.constant('stored' as const),
        sha256: fc.constant('ab'.repeat(32)),
        mime: fc.constant('image/jpeg'),
        size: fc.constant(1000),
      }),
      fc.record({ type: fc.constant('missing' as const), why: fc.constant('gone' as const) }),
    ),
  }),
);

/** What people do in each state, in good words, so that journeys also get far. */
const FITTING: Readonly<Record<TicketState, readonly Command['type'][]>> = {
  queued: ['assign', 'assign', 'claim', 'instruct', 'reject', 'reclassify'],
  assigned: ['sign', 'feedback', 'transfer', 'return', 'assist', 'resolve'],
  working: [
    'resolve',
    'ask',
    'extend',
    'suspend',
    'grant',
    'grant',
    'deny',
    'assist',
    'supervise',
    'answerDuty',
    'sendBack',
  ],
  waiting: ['supplement', 'resume', 'answerDuty'],
  suspended: ['feedback', 'resume', 'resolve', 'answerDuty'],
  resolved: ['confirm', 'confirm', 'rework', 'callBack'],
  closed: ['answer', 'answer', 'reopen', 'confirm'],
  withdrawn: ['urge'],
  rejected: ['reopen'],
  merged: ['urge'],
};

const pause = fc.oneof(
  fc.integer({ min: 0, max: 50 }).map((n) => n * MINUTE),
  fc.integer({ min: 1, max: 30 }).map((n) => n * HOUR),
  fc.integer({ min: 1, max: 12 }).map((n) => n * DAY + 17),
);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      who: fc.oneof(
        { weight: 5, arbitrary: fc.constant('apt' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(PEOPLE) as Who[])) },
      ),
      command: fc.oneof(command, fc.nat(99)),
      after: pause,
    }),
  },
  { weight: 3, arbitrary: fc.constant({ clock: 'wake' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      clock: fc.constant('outage' as const),
      for: fc.integer({ min: 1, max: 40 }).map((days) => days * DAY),
    }),
  },
);

/** Any minute of 2026 but its last weeks: most journeys end in a year whose holidays are known. */
const beginning = fc
  .tuple(fc.integer({ min: 0, max: 340 }), fc.integer({ min: 0, max: 1439 }))
  .map(([day, minute]) => at(addDays('2026-01-01', day), '00:00') + minute * MINUTE);

export interface JourneyOptions {
  readonly confidential?: boolean;
  readonly number?: number;
  /** Lives that go far; else most end after some ten moves. */
  readonly long?: boolean;
}

/** A random life, at most 30 moves long. */
export function journey(options: JourneyOptions = {}): fc.Arbitrary<Journey> {
  return fc
    .record({
      start: beginning,
      sure: fc.boolean(),
      recorded: fc.integer({ min: 0, max: 9 }).map((n) => n < 2),
      // Brought in from a ledger that an office kept before.
      takenOver: fc.boolean(),
      withPhoto: fc.boolean(),
      moves: fc.array(move, { maxLength: 30, size: options.long ? 'max' : 'small' }),
    })
    .map(({ start, sure, recorded, takenOver, withPhoto, moves }) => {
      const confidential = options.confidential ?? false;
      const fromLedger = recorded && !confidential;
      const story = begun(
        {
          number: options.number ?? 23,
          confidential,
          department: sure && !confidential ? 'housing' : null,
          files: withPhoto ? [waitingFile('first', { nextTryAt: start })] : [],
          ...(fromLedger ? { enterprise: null, member: null } : {}),
          ...(fromLedger && takenOver
            ? { origin: { channel: TAKEN_OVER, chat: TAKEN_OVER, chatKind: 'private', message: 'row' } }
            : {}),
        },
        start,
        fromLedger ? 'ledger' : 'reporter',
      );
      return travel(story, start, moves);
    });
}

function travel(begin: Story, start: Instant, moves: readonly Move[]): Journey {
  const steps: JourneyStep[] = [];
  const events: TicketEvent[] = [...begin.events];
  let { ticket } = begin;
  let now = start;
  for (const one of moves) {
    const wake = wakeAt(ticket);
    if ('clock' in one) {
      if (wake === null) continue;
      now = Math.max(now, wake) + (one.clock === 'outage' ? one.for : 0);
    } else {
      now += one.after;
    }
    const given: Command = 'clock' in one ? { type: 'wake' } : givenIn(ticket, one.command);
    const actor = 'clock' in one ? 'system' : one.who === 'apt' ? aptActor(given, ticket) : PEOPLE[one.who];
    const decision = decide(ticket, given, contextOn(ticket, now, actor));
    const before = ticket;
    if (decision.ok) {
      events.push(...decision.events);
      ticket = decision.events.reduce<Ticket>(evolveTicket, ticket);
    }
    steps.push({ at: now, actor, command: given, before, decision, after: ticket });
  }
  const told: Journey = { story: { events, ticket }, steps, end: now };
  // What a failing property prints: the tale, not the data.
  return Object.assign(told, { [fc.toStringMethod]: () => inWords(told, start) });
}

/** With the flow that the ticket has now. */
export function contextOn({ flow }: Ticket, when: Instant, who: Who | Actor): Context {
  const id = FLOWS.find((one) => flow.startsWith(`${one}@`)) ?? 'complaint';
  return contextAt(when, who, { flow: flows[id] });
}

function givenIn({ state }: Ticket, command: Command | number): Command {
  if (typeof command !== 'number') return command;
  const fitting = FITTING[state];
  return COMMANDS[fitting[command % fitting.length]!];
}

function inWords({ story, steps }: Journey, start: Instant): string {
  const [, second] = story.events;
  return [
    `${instantInWords(start)} registered, ${second?.type}`,
    ...steps.map(({ at: when, actor, command: given, decision, after }) => {
      const who = typeof actor === 'string' ? actor : actor.person;
      return `${instantInWords(when)} ${who}: ${JSON.stringify(given)} → ${outcomeOf(decision)} (${after.state})`;
    }),
  ].join('\n');
}

/** Whoever would give that command in daily life. */
function aptActor(given: Command, ticket: Ticket): Actor {
  switch (given.type) {
    case 'assign':
    case 'claim':
      return PEOPLE.dispatcher;
    case 'escalate':
    case 'callBack':
    case 'reject':
    case 'reclassify':
    case 'merge':
    case 'absorb':
    case 'split':
      return PEOPLE.dispatcher;
    case 'grant':
    case 'deny':
      return ticket.request?.kind === 'suspend' ? PEOPLE.leader : PEOPLE.dispatcher;
    case 'supervise':
    case 'instruct':
    case 'sendBack':
      return PEOPLE.leader;
    case 'answerDuty': {
      const duty = ticket.duties.find(({ id }) => id === given.duty);
      if (duty?.kind === 'escalate') return PEOPLE.leader;
      const liaison = duty?.liaison ?? ticket.liaison;
      return liaison === null ? PEOPLE.dispatcher : { person: liaison };
    }
    case 'wake':
    case 'file':
    case 'recalculate':
      return 'system';
    case 'sign':
    case 'feedback':
    case 'resolve':
    case 'transfer':
    case 'delegate':
    case 'ask':
    case 'resume':
    case 'extend':
    case 'return':
    case 'suspend':
    case 'assist':
    case 'acknowledge':
    case 'note':
      return ticket.liaison === null ? PEOPLE.dispatcher : { person: ticket.liaison };
    default:
      return PEOPLE.reporter;
  }
}
