/** Random lives of a ticket: commands by apt and inapt people at ever later instants, and the clock in between. */
import fc from 'fast-check';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { type Command, type Decision, decide } from '../../src/domain/lifecycle.ts';
import type { Actor } from '../../src/domain/permissions.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import { addDays, at, DAY, HOUR, type Instant, instantInWords, MINUTE } from '../../src/domain/time.ts';
import { begun, contextAt, outcomeOf, PEOPLE, type Story, type Who, waitingFile } from './builders.ts';

/** One thing somebody tries, some time after the one before. */
interface Attempt {
  readonly who: Who | 'apt';
  readonly command: Command;
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

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('assign' as const), department }),
  fc.constant<Command>({ type: 'sign' }),
  fc.record({ type: fc.constant('feedback' as const), text, files: photo }),
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('resolve' as const), text, files: fc.constant([]) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('transfer' as const), department, text }) },
  fc.record({ type: fc.constant('delegate' as const), person: fc.constantFrom('housing-b', 'land-b') }),
  fc.record({
    type: fc.constant('confirm' as const),
    rating: fc.constantFrom('satisfied' as const, 'basic' as const, 'dissatisfied' as const),
  }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('rework' as const), text }) },
  fc.constant<Command>({ type: 'urge' }),
  fc.record({ type: fc.constant('supplement' as const), text, files: photo, edit: fc.boolean() }),
  fc.constant<Command>({ type: 'withdraw' }),
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
      command,
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
}

/** A random life, at most 25 moves long. */
export function journey(options: JourneyOptions = {}): fc.Arbitrary<Journey> {
  return fc
    .record({
      start: beginning,
      sure: fc.boolean(),
      recorded: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      withPhoto: fc.boolean(),
      moves: fc.array(move, { maxLength: 25 }),
    })
    .map(({ start, sure, recorded, withPhoto, moves }) => {
      const confidential = options.confidential ?? false;
      const fromLedger = recorded && !confidential;
      const story = begun(
        {
          number: options.number ?? 23,
          confidential,
          department: sure && !confidential ? 'housing' : null,
          files: withPhoto ? [waitingFile('first', { nextTryAt: start })] : [],
          ...(fromLedger ? { enterprise: null, member: null } : {}),
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
    const given: Command = 'clock' in one ? { type: 'wake' } : one.command;
    const actor = 'clock' in one ? 'system' : one.who === 'apt' ? aptActor(given, ticket) : PEOPLE[one.who];
    const decision = decide(ticket, given, contextAt(now, actor));
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
      return PEOPLE.dispatcher;
    case 'wake':
    case 'file':
      return 'system';
    case 'sign':
    case 'feedback':
    case 'resolve':
    case 'transfer':
    case 'delegate':
      return ticket.liaison === null ? PEOPLE.dispatcher : { person: ticket.liaison };
    default:
      return PEOPLE.reporter;
  }
}
