/**
 * A small county for tests of the pure core: the roster, calendar, flow and wording that ship, one enterprise
 * (商超) with a problem, one department (住建) that has to solve it, and tickets told as given / when / then.
 */
import { loadCalendar } from '../../src/county/calendar-file.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { loadFlows } from '../../src/county.ts';
import type { View } from '../../src/dialogue/view.ts';
import { loadWording } from '../../src/dialogue/wording.ts';
import { evolveTicket } from '../../src/domain/evolve.ts';
import type { Flow } from '../../src/domain/flow.ts';
import {
  type Command,
  type Context,
  type Decision,
  decide,
  type Registration,
  register,
} from '../../src/domain/lifecycle.ts';
import type { Actor } from '../../src/domain/permissions.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { TICKET_STATES, type TicketFile, type TicketState } from '../../src/domain/ticket-parts.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import { loadDanger } from '../../src/routing/danger.ts';

export const roster = loadRoster('data/roster.yaml');
export const calendar = loadCalendar('data/calendar.yaml');
export const flows = loadFlows('flows');
export const flow: Flow = flows.complaint;
export const say = loadWording('flows/wording.yaml');
export const danger = loadDanger('data/danger.yaml', roster);

/** 2026-11-24 10:00, an ordinary Tuesday: sign by Wed 25, feedback by Fri 27, resolve by Tue 1 December. */
export const T0: Instant = at('2026-11-24', '10:00');

/** The people of the story, by what they are to its ticket. */
export const PEOPLE = {
  reporter: { person: 'shangchao-1' },
  colleague: { person: 'shangchao-2' },
  liaison: { person: 'housing-a' },
  backup: { person: 'housing-b' },
  head: { person: 'housing-head' },
  dispatcher: { person: 'dispatcher-1' },
  leader: { person: 'leader-1' },
  discipline: { person: 'discipline-1' },
  operator: { person: 'operator-1' },
  otherMember: { person: 'zhiyuan-1' },
  otherLiaison: { person: 'land-a' },
  otherHead: { person: 'land-head' },
  /** Of the department that `COMMANDS.assist` asks. */
  assistant: { person: 'water-a' },
  assistantHead: { person: 'water-head' },
  stranger: { person: 'nobody-at-all' },
  system: 'system',
  ledger: 'ledger',
} as const satisfies Record<string, Actor>;
export type Who = keyof typeof PEOPLE;

export function contextAt(when: Instant, who: Who | Actor, over: Partial<Context> = {}): Context {
  const actor = typeof who === 'string' ? PEOPLE[who] : who;
  const contacts = roster.discipline.map(({ id }) => id);
  const hub = roster.dispatchers.map(({ id }) => id);
  return { at: when, actor, flow, calendar, roster, contacts, away: new Set(), hub, ...over };
}

export function viewAt(when: Instant): View {
  return { say, roster, danger, now: when };
}

export function registration(over: Partial<Registration> = {}): Registration {
  return {
    number: 23,
    flow: 'complaint@0001',
    origin: { channel: 'telegram', chat: '-100', chatKind: 'group', message: '7' },
    enterprise: 'shangchao',
    member: PEOPLE.reporter.person,
    text: '门口道路塌陷，货车进不来',
    kind: 'complaint',
    urgent: false,
    confidential: false,
    candidates: [{ department: 'housing', p: 0.9 }],
    reasons: ['提到“道路”'],
    department: 'housing',
    files: [],
    ...over,
  };
}

/** A file as it is when its message arrives: not fetched yet. */
export function waitingFile(id: string, over: Partial<TicketFile> = {}): TicketFile {
  return {
    id,
    from: 'enterprise',
    name: `${id}.jpg`,
    size: 1000,
    source: { channel: 'telegram', ref: `ref-${id}` },
    state: 'waiting',
    tries: 0,
    nextTryAt: T0,
    ...over,
  };
}

/** What happened to one ticket so far. */
export interface Story {
  readonly events: readonly TicketEvent[];
  readonly ticket: Ticket;
}

export function fold(events: readonly TicketEvent[]): Ticket {
  const ticket = events.reduce<Ticket | undefined>(evolveTicket, undefined);
  if (!ticket) throw new Error('a ticket needs at least one event');
  return ticket;
}

/** Given: a new ticket of 商超, assigned to 住建 unless `over` says otherwise. */
export function begun(
  over: Partial<Registration> = {},
  when: Instant = T0,
  who: Who = 'reporter',
  context: Partial<Context> = {},
): Story {
  const events = register(registration(over), contextAt(when, who, context));
  return { events, ticket: fold(events) };
}

/** A report about an official; it goes to the discipline contact. */
export function reported(when: Instant = T0): Story {
  return begun({ confidential: true, kind: 'whistleblow', department: null, candidates: [] }, when);
}

/** When: the decision, whatever it is. */
export function asked(
  story: Story | Ticket,
  who: Who | Actor,
  command: Command,
  when: Instant,
  over: Partial<Context> = {},
): Decision {
  const ticket = 'ticket' in story ? story.ticket : story;
  return decide(ticket, command, contextAt(when, who, over));
}

/** And then: the story goes on. Throws when the command is refused, as then the test tells another story. */
export function next(
  story: Story,
  who: Who | Actor,
  command: Command,
  when: Instant,
  over: Partial<Context> = {},
): Story {
  const decision = asked(story, who, command, when, over);
  if (!decision.ok) {
    throw new Error(`${command.type} by ${JSON.stringify(who)} was refused: ${decision.refusal.code}`);
  }
  const events = [...story.events, ...decision.events];
  return { events, ticket: decision.events.reduce<Ticket>(evolveTicket, story.ticket) };
}

/** The clock moves on: wakes the ticket once at `when`. */
export function woken(story: Story, when: Instant): Story {
  return next(story, 'system', { type: 'wake' }, when);
}

/** Types of the events that a decision brings, or the code of its refusal. */
export function outcomeOf(decision: Decision): string {
  if (!decision.ok) return decision.refusal.code;
  return decision.events.map((event) => event.type).join('+') || 'nothing';
}

/** One plausible command of each type. */
export const COMMANDS: { readonly [Type in Command['type']]: Extract<Command, { type: Type }> } = {
  assign: { type: 'assign', department: 'water' },
  claim: { type: 'claim' },
  sign: { type: 'sign' },
  feedback: { type: 'feedback', text: '已联系企业，三天内修好', files: [] },
  resolve: { type: 'resolve', text: '道路已修复', files: [] },
  transfer: { type: 'transfer', department: 'land', text: '属自然资源事项' },
  delegate: { type: 'delegate', person: 'housing-b' },
  reorganise: { type: 'reorganise', from: 'housing', to: 'land' },
  confirm: { type: 'confirm', rating: 'satisfied' },
  rework: { type: 'rework', text: '还是塌的' },
  urge: { type: 'urge' },
  supplement: { type: 'supplement', text: '东门也塌了', files: [], edit: false },
  withdraw: { type: 'withdraw' },
  ask: { type: 'ask', text: '请补道路权属证明' },
  resume: { type: 'resume' },
  extend: { type: 'extend', workdays: 3, text: '沥青要等三天' },
  return: { type: 'return', department: 'transport', text: '这段路是县道' },
  suspend: {
    type: 'suspend',
    text: '整条路列入改造',
    milestones: [
      { day: '2027-01-15', text: '完成招标' },
      { day: '2027-03-31', text: '完工' },
    ],
  },
  grant: { type: 'grant' },
  deny: { type: 'deny', text: '不能再拖' },
  note: { type: 'note', text: '李总只认方案二' },
  assist: { type: 'assist', department: 'water', text: '请看地下管线' },
  supervise: { type: 'supervise', text: '请说明为什么还没动工' },
  instruct: { type: 'instruct', text: '请住建局长到现场看一看' },
  escalate: { type: 'escalate', text: '两家说法不一' },
  sendBack: { type: 'sendBack', duty: 1, text: '不行，要写明哪天动工' },
  plan: {
    type: 'plan',
    steps: [{ id: 'survey', title: '现场勘查', department: null, after: [], within: null }],
  },
  pauseStep: { type: 'pauseStep', duty: 1, text: '公示 30 天' },
  resumeStep: { type: 'resumeStep', duty: 1 },
  answerDuty: { type: 'answerDuty', duty: 1, text: '管线没有破损', files: [], final: true },
  callBack: {
    type: 'callBack',
    answers: { solved: true, answered: true, contacted: true },
    rating: 'satisfied',
  },
  answer: { type: 'answer', answered: true, contacted: true },
  attribute: { type: 'attribute', enterprise: 'shangchao', member: null },
  reject: { type: 'reject', code: 'judicial', text: '已在法院起诉' },
  reclassify: { type: 'reclassify', kind: 'consult', name: 'consult@test', flow: flows.consult },
  reopen: { type: 'reopen', text: '又塌了' },
  get merge() {
    return { type: 'merge', target: begun({ number: 24 }).ticket } as const;
  },
  get absorb() {
    return { type: 'absorb', source: begun({ number: 24 }).ticket } as const;
  },
  split: { type: 'split', into: 24, text: '路灯也不亮' },
  acknowledge: { type: 'acknowledge', step: 'resolve', rung: 'overdue' },
  undo: { type: 'undo' },
  recalculate: { type: 'recalculate' },
  wake: { type: 'wake' },
  file: { type: 'file', file: 'no-such-file', outcome: { type: 'missing', why: 'gone' } },
};

export const STATES: readonly TicketState[] = TICKET_STATES;

/** A ticket that has come to `state` the ordinary way, by T0 + 5 hours at the latest. */
export function storyIn(state: TicketState): Story {
  const assigned = begun();
  const working = () => next(assigned, 'liaison', COMMANDS.sign, T0 + HOUR);
  const resolved = () => next(working(), 'liaison', COMMANDS.resolve, T0 + 4 * HOUR);
  switch (state) {
    case 'queued':
      return begun({ department: null });
    case 'assigned':
      return assigned;
    case 'working':
      return working();
    case 'resolved':
      return resolved();
    case 'closed':
      return next(resolved(), 'reporter', COMMANDS.confirm, T0 + 5 * HOUR);
    case 'withdrawn':
      return next(working(), 'reporter', COMMANDS.withdraw, T0 + 5 * HOUR);
    case 'waiting':
      return next(working(), 'liaison', COMMANDS.ask, T0 + 4 * HOUR);
    case 'suspended': {
      const asked = next(working(), 'liaison', COMMANDS.suspend, T0 + 4 * HOUR);
      return next(asked, 'leader', COMMANDS.grant, T0 + 5 * HOUR);
    }
    case 'rejected':
      return next(working(), 'dispatcher', COMMANDS.reject, T0 + 5 * HOUR);
    case 'merged':
      return next(working(), 'dispatcher', COMMANDS.merge, T0 + 5 * HOUR);
    default:
      return state satisfies never;
  }
}

/** An instant after everything in `storyIn`. */
export const LATER: Instant = T0 + 6 * HOUR;
export const NEXT_DAY: Instant = T0 + DAY;
