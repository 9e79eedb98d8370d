/**
 * The ways a ticket of one flow can go, found by letting `lifecycle.ts` decide on every command in every state.
 * So what is drawn of the contract is what the code does, and not what somebody once drew.
 */
import type { Calendar } from './calendar.ts';
import type { Actor, Command, Context } from './commands.ts';
import { evolveTicket } from './evolve.ts';
import type { Flow } from './flow.ts';
import { decide, register } from './lifecycle.ts';
import { lapseAt } from './reminders.ts';
import type { Roster } from './roster.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';
import type { TicketState } from './ticket-parts.ts';
import { addDays, dayOf, type Instant, MINUTE } from './time.ts';

export interface Transition {
  /** Null: it begins. */
  readonly from: TicketState | null;
  readonly to: TicketState;
  /** `wake`: the time is over. */
  readonly by: Command['type'] | 'register';
}

/** What can lead somewhere; the rest (催办, 转交, 交办) leaves a ticket where it is. */
const MOVING = [
  'assign',
  'sign',
  'feedback',
  'resolve',
  'transfer',
  'ask',
  'supplement',
  'resume',
  'extend',
  'return',
  'suspend',
  'grant',
  'deny',
  'confirm',
  'callBack',
  'rework',
  'reopen',
  'withdraw',
  'reject',
  'merge',
  'wake',
] as const satisfies readonly Command['type'][];
type Moving = (typeof MOVING)[number];

/** More than any flow reaches: states and requests × transfers × reworks and reopenings, each at most 10. */
const MOST = 2000;

/** Every transition, in the order a ticket meets them. Any `at` will do; the roster needs two departments. */
export function transitionsOf(
  flow: Flow,
  roster: Roster,
  calendar: Calendar,
  at: Instant,
): readonly Transition[] {
  const world = {
    flow,
    roster,
    calendar,
    contacts: roster.discipline.map(({ id }) => id),
    away: new Set<string>(),
    hub: [],
  };
  const found = new Map<string, Transition>();
  const seen = new Set<string>();
  const waiting: { readonly ticket: Ticket; readonly at: Instant }[] = [];
  const note = (from: Ticket | null, ticket: Ticket, by: Transition['by'], when: Instant): void => {
    const transition = { from: from?.state ?? null, to: ticket.state, by };
    const key = Object.values(transition).join();
    if (!found.has(key)) found.set(key, transition);
    const { state, transfers, facts, request } = ticket;
    // Past its limit a count makes no more difference.
    const back = Math.min(facts.reworks + facts.reopens, flow.rework.most ?? 0);
    const place = [state, Math.min(transfers, flow.transfer?.most ?? 0), back, request?.kind].join();
    if (seen.has(place)) return;
    seen.add(place);
    waiting.push({ ticket, at: when });
  };

  for (const ticket of beginnings(world, at)) note(null, ticket, 'register', at);
  for (let index = 0; index < waiting.length && index < MOST; index++) {
    const { ticket, at: since } = waiting[index]!;
    for (const type of MOVING) {
      const when = type === 'wake' ? lapseAt(ticket) : since + MINUTE;
      const after = when === null ? null : taken(ticket, type, { ...world, at: when });
      if (after) note(ticket, after, type, when ?? since);
    }
  }
  return [...found.values()];
}

type World = Omit<Context, 'at' | 'actor'>;

/** A report; or a ticket whose department is clear, and one for the dispatcher. */
function beginnings(world: World, at: Instant): readonly Ticket[] {
  const { flow, roster } = world;
  const enterprise = roster.enterprises[0];
  const member = enterprise?.members[0]?.id ?? null;
  const confidential = flow.id === 'report';
  const departments = confidential ? [null] : [roster.departments[0]?.id ?? null, null];
  return departments.map((department) => {
    const origin = { channel: '', chat: '', chatKind: 'group', message: null } as const;
    const events = register(
      {
        number: 1,
        flow: flow.id,
        origin,
        enterprise: enterprise?.id ?? null,
        member,
        text: '',
        kind: '',
        urgent: false,
        confidential,
        candidates: [],
        reasons: [],
        files: [],
        department,
      },
      { ...world, at, actor: { person: member ?? '' } },
    );
    return folded(undefined, events);
  });
}

/** The ticket after a step taken by whoever may take it; null when it is refused. */
function taken(ticket: Ticket, type: Moving, context: Omit<Context, 'actor'>): Ticket | null {
  for (const actor of actorsOf(ticket, context.roster)) {
    const decision = decide(ticket, commandOf(ticket, type, context), { ...context, actor });
    if (decision.ok) return decision.events.length > 0 ? folded(ticket, decision.events) : null;
  }
  return null;
}

/** Everybody there is for a ticket: the contract itself says who of them may. */
function actorsOf({ member, liaison }: Ticket, { dispatchers, leaders }: Roster): readonly Actor[] {
  const people = [member, liaison, dispatchers[0]?.id, leaders[0]?.id];
  return ['system', ...people.flatMap((person) => (person ? [{ person }] : []))];
}

function commandOf(ticket: Ticket, type: Moving, { roster, at }: Omit<Context, 'actor'>): Command {
  const department = roster.departments.find(({ id }) => id !== ticket.department)?.id ?? '';
  const text = '…';
  const commands: { readonly [Type in Moving]: Extract<Command, { type: Type }> } = {
    assign: { type: 'assign', department },
    sign: { type: 'sign' },
    feedback: { type: 'feedback', text, files: [] },
    resolve: { type: 'resolve', text, files: [] },
    transfer: { type: 'transfer', department, text },
    ask: { type: 'ask', text },
    supplement: { type: 'supplement', text, files: [], edit: false },
    resume: { type: 'resume' },
    extend: { type: 'extend', workdays: 1, text },
    return: { type: 'return', department, text },
    suspend: { type: 'suspend', text, milestones: [{ day: addDays(dayOf(at), 14), text }] },
    grant: { type: 'grant' },
    deny: { type: 'deny', text },
    confirm: { type: 'confirm', rating: 'satisfied' },
    callBack: {
      type: 'callBack',
      answers: { solved: true, answered: true, contacted: true },
      rating: 'satisfied',
    },
    rework: { type: 'rework', text },
    reopen: { type: 'reopen', text },
    withdraw: { type: 'withdraw' },
    reject: { type: 'reject', code: 'beyond', text },
    merge: { type: 'merge', target: { ...ticket, number: ticket.number + 1, state: 'working' } },
    wake: { type: 'wake' },
  };
  return commands[type];
}

function folded(ticket: Ticket | undefined, events: readonly TicketEvent[]): Ticket {
  const after = events.reduce<Ticket | undefined>(evolveTicket, ticket);
  if (!after) throw new Error('a ticket needs at least one event');
  return after;
}
