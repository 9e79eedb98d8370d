/** What people notice of the lives of many tickets under one flow: so a setting that matters shows somewhere. */
import type { Flow } from '../../src/domain/flow.ts';
import { type Command, register } from '../../src/domain/lifecycle.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { addDays, DAY, dayOf, HOUR, type Instant } from '../../src/domain/time.ts';
import {
  asked,
  COMMANDS,
  contextAt,
  fold,
  next,
  registration,
  type Story,
  type Who,
} from '../support/builders.ts';

/** Far more often than any story wakes. */
const WAKES = 40;

/** What happens when, to whom, due by when; and what is refused. */
export function lives(flow: Flow, from: Instant): string {
  const over = { flow };
  const start = (department: string | null): Story => {
    const events = register(registration({ department }), contextAt(from, 'reporter', over));
    return { events, ticket: fold(events) };
  };
  const go = (story: Story, who: Who, command: Command, when: Instant) =>
    next(story, who, command, when, over);
  /** A refusal, with its reason, or what it brings. */
  const tried = (story: Story, who: Who, command: Command, when: Instant): unknown => {
    const decision = asked(story, who, command, when, over);
    if (decision.ok) return decision.events.map(noticed);
    const { code, until, limit } = decision.refusal;
    return [code, until?.due, limit];
  };
  const goIfAllowed = (story: Story, who: Who, command: Command, when: Instant): Story =>
    asked(story, who, command, when, over).ok ? go(story, who, command, when) : story;
  const leftAlone = (story: Story): Story => {
    let now = story;
    for (let wakes = 0; wakes < WAKES; wakes++) {
      const when = wakeAt(now.ticket);
      if (when === null) break;
      now = go(now, 'system', COMMANDS.wake, when);
    }
    return now;
  };

  const assigned = start('housing');
  const saidAt = from - 20 * HOUR;
  const entered = register(
    registration({ enteredBy: 'dispatcher-1', origin: { ...registration().origin, saidAt } }),
    contextAt(from, 'dispatcher', over),
  );
  const signed = go(assigned, 'liaison', COMMANDS.sign, from + HOUR);
  const resolved = go(signed, 'liaison', COMMANDS.resolve, from + 2 * HOUR);
  const closed = go(resolved, 'reporter', COMMANDS.confirm, from + 3 * HOUR);

  let reworked = resolved;
  for (let count = 0; count < 3 && reworked.ticket.state === 'resolved'; count++) {
    reworked = go(reworked, 'reporter', COMMANDS.rework, from + (7 + 2 * count) * DAY);
    if (reworked.ticket.state !== 'working') break;
    reworked = go(reworked, 'liaison', COMMANDS.resolve, from + (8 + 2 * count) * DAY);
  }
  let moved = assigned;
  for (const department of ['land', 'water', 'housing']) {
    if (moved.ticket.state !== 'assigned') break;
    const who = { person: moved.ticket.liaison! };
    moved = next(moved, who, { type: 'transfer', department, text: '转' }, from, over);
  }
  let urged = signed;
  for (let halves = 3; halves < 80; halves++) {
    urged = go(urged, 'reporter', COMMANDS.urge, from + (halves * HOUR) / 2);
  }
  let answered = signed;
  let reopened = closed;
  for (let count = 1; count <= 4; count++) {
    answered = goIfAllowed(answered, 'liaison', COMMANDS.ask, from + 2 * count * HOUR);
    answered = goIfAllowed(answered, 'liaison', COMMANDS.resume, from + (2 * count + 1) * HOUR);
    reopened = goIfAllowed(reopened, 'reporter', COMMANDS.reopen, from + 3 * count * DAY);
    reopened = goIfAllowed(reopened, 'liaison', COMMANDS.resolve, from + (3 * count + 1) * DAY);
    reopened = goIfAllowed(reopened, 'reporter', COMMANDS.confirm, from + (3 * count + 2) * DAY);
  }

  const daily = <T>(days: number, tell: (day: number) => T): readonly T[] =>
    Array.from({ length: days }, (_, day) => tell(day));
  const later = from + 2 * HOUR;
  const suspension = (days: number): Command => ({
    type: 'suspend',
    text: '列入改造',
    milestones: [{ day: addDays(dayOf(from), days), text: '完工' }],
  });
  const asksFor = (command: Command) => goIfAllowed(signed, 'liaison', command, later);
  const granted = goIfAllowed(asksFor(suspension(60)), 'leader', COMMANDS.grant, later + HOUR);

  return JSON.stringify([
    entered.map(noticed),
    ...[start(null), assigned, signed, resolved].map(leftAlone).map(told),
    ...[reworked, moved, urged, answered, reopened].map(told),
    ...[COMMANDS.ask, COMMANDS.extend, COMMANDS.return, suspension(60)].map((command) =>
      told(leftAlone(asksFor(command))),
    ),
    told(leftAlone(granted)),
    told(leftAlone(goIfAllowed(signed, 'liaison', COMMANDS.assist, later))),
    told(leftAlone(goIfAllowed(signed, 'dispatcher', COMMANDS.plan, later))),
    told(leftAlone(goIfAllowed(signed, 'dispatcher', COMMANDS.supervise, later))),
    told(leftAlone(goIfAllowed(signed, 'dispatcher', COMMANDS.escalate, later))),
    daily(20, (day) => tried(assigned, 'dispatcher', COMMANDS.reject, later + day * DAY)),
    daily(12, (day) => tried(signed, 'liaison', COMMANDS.extend, later + day * DAY)),
    daily(12, (day) => tried(signed, 'liaison', { ...COMMANDS.extend, workdays: day }, later)),
    daily(40, (half) => tried(signed, 'liaison', COMMANDS.return, later + half * 2 * HOUR)),
    daily(75, (day) => tried(signed, 'liaison', suspension(day), later)),
    daily(45, (day) => tried(closed, 'reporter', COMMANDS.reopen, later + day * DAY)),
  ]);
}

function told({ events }: Story): unknown {
  return events.map(noticed);
}

function noticed(event: TicketEvent): unknown {
  const { type, at } = event;
  const reminder = event.type === 'reminded' ? [event.step, event.rung, event.to] : [];
  const rings = event.type === 'urged' ? event.rings : null;
  const apart = event.type === 'registered' ? (event.apart ?? null) : null;
  return [type, at, reminder, rings, apart, duesIn(event)];
}

/** Every deadline in it, however deep. */
function duesIn(value: unknown): readonly Instant[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('due' in value && typeof value.due === 'number') return [value.due];
  return Object.values(value).flatMap(duesIn);
}
