/**
 * The service contract: what may be done to a ticket, in which state, and what follows. A refusal is a value;
 * `dialogue/` puts it into the reader's words. What each turn does is in `turns/`.
 *
 *   queued ──assign──► assigned ──sign──► working ──resolve──► resolved ──confirm / callBack / lapse──► closed
 *     ▲  └─(30 office minutes: the default department)  ▲  ▲      │  ▲             │                      │
 *     │                     │ transfer ─► assigned       │  │      │  └────rework───┘◄───────reopen────────┘
 *     └── too many transfers or reworks, an appeal ──────┘  │      ├─ask─► waiting ──supplied / unanswered─► working
 *                                                           │      └─suspend, approved─► suspended ─► working
 *   any that is not over ──withdraw / reject / merge──► withdrawn / rejected / merged
 */
import type { Command, Context, Decision, RefusalCode, Registration } from './commands.ts';
import { hearersOf, isNamed } from './contacts.ts';
import { evolveTicket } from './evolve.ts';
import { type Action, may } from './permissions.ts';
import { resolveClock } from './reminders.ts';
import { countsFrom } from './said.ts';
import { IN_HAND, type Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';
import type { TicketState } from './ticket-parts.ts';
import * as closing from './turns/closing.ts';
import { byOf, type Of, refuse, type Turn } from './turns/common.ts';
import * as correcting from './turns/correcting.ts';
import * as duties from './turns/duties.ts';
import * as handing from './turns/handing.ts';
import { note } from './turns/noting.ts';
import * as pausing from './turns/pausing.ts';
import * as plans from './turns/plans.ts';
import * as reclassifying from './turns/reclassifying.ts';
import * as requests from './turns/requests.ts';
import * as waking from './turns/waking.ts';
import * as working from './turns/working.ts';

export type {
  Command,
  Context,
  Decision,
  FileOutcome,
  Refusal,
  RefusalCode,
  Registration,
} from './commands.ts';

interface Clause<Type extends Command['type']> {
  readonly in: readonly TicketState[];
  /** States in which it has been done already, and is said to have been. */
  readonly done?: readonly TicketState[];
  readonly turn: Turn<Type>;
}

const OPEN = ['queued', ...IN_HAND] as const;
const NOT_OVER = [...OPEN, 'resolved'] as const;
const ALWAYS = [...NOT_OVER, 'closed', 'withdrawn', 'rejected', 'merged'] as const;

/** Every command, the states it may come in, and the turn it is. */
const CONTRACT: { readonly [Type in Command['type']]: Clause<Type> } = {
  assign: { in: ['queued', 'assigned', 'working'], turn: handing.assign },
  claim: { in: ['queued'], turn: handing.claim },
  transfer: { in: ['assigned', 'working', 'waiting'], turn: handing.transfer },
  delegate: { in: IN_HAND, turn: handing.delegate },
  reorganise: { in: NOT_OVER, turn: handing.reorganise },

  sign: { in: ['assigned'], done: ['working', 'waiting', 'suspended'], turn: working.sign },
  feedback: { in: IN_HAND, turn: working.feedback },
  resolve: { in: IN_HAND, done: ['resolved'], turn: working.resolve },
  urge: { in: OPEN, done: ['resolved'], turn: working.urge },
  attribute: { in: ALWAYS, turn: correcting.attribute },
  supplement: { in: NOT_OVER, turn: working.supplement },

  ask: { in: ['assigned', 'working'], done: ['waiting'], turn: pausing.ask },
  resume: { in: ['waiting', 'suspended'], turn: pausing.resume },

  extend: { in: ['assigned', 'working'], turn: requests.extend },
  return: { in: ['assigned', 'working'], turn: requests.giveBack },
  suspend: { in: ['assigned', 'working'], done: ['suspended'], turn: requests.suspend },
  grant: { in: ['assigned', 'working'], turn: requests.grant },
  deny: { in: ['assigned', 'working'], turn: requests.deny },

  assist: { in: IN_HAND, turn: duties.assist },
  supervise: { in: IN_HAND, turn: duties.supervise },
  instruct: { in: OPEN, turn: duties.instruct },
  escalate: { in: OPEN, turn: duties.escalate },
  answerDuty: { in: OPEN, turn: duties.answerDuty },
  sendBack: { in: OPEN, turn: duties.sendBack },
  plan: { in: OPEN, turn: plans.plan },
  pauseStep: { in: OPEN, turn: plans.pauseStep },
  resumeStep: { in: OPEN, turn: plans.resumeStep },
  acknowledge: { in: NOT_OVER, turn: duties.acknowledge },

  confirm: { in: ['resolved', 'closed'], turn: closing.confirm },
  callBack: { in: ['resolved'], done: ['closed'], turn: closing.callBack },
  rework: { in: ['resolved'], turn: closing.rework },
  answer: { in: ['closed'], turn: closing.answer },
  reopen: { in: ['closed', 'rejected'], turn: closing.reopen },
  withdraw: { in: NOT_OVER, done: ['withdrawn'], turn: closing.withdraw },
  reclassify: { in: ['queued', 'assigned', 'working'], turn: reclassifying.reclassify },
  reject: { in: ['queued', 'assigned', 'working'], done: ['rejected'], turn: closing.reject },
  merge: { in: NOT_OVER, done: ['merged'], turn: closing.merge },
  absorb: { in: OPEN, turn: closing.absorb },
  split: { in: OPEN, turn: closing.split },

  note: { in: ALWAYS, turn: note },
  undo: { in: ALWAYS, turn: correcting.undo },

  wake: { in: ALWAYS, turn: waking.wake },
  recalculate: { in: ALWAYS, turn: waking.recalculate },
  file: { in: ALWAYS, turn: working.file },
};

/** The states in which a command may come. */
export function statesOf(type: Command['type']): readonly TicketState[] {
  return CONTRACT[type].in;
}

/** The first events of a new ticket: registered, then assigned or put before the dispatcher. */
export function register(registration: Registration, context: Context): readonly TicketEvent[] {
  const { at, actor, flow, calendar } = context;
  const { department, ...facts } = registration;
  const resolve = resolveClock(countsFrom(registration, at, flow, calendar), at, flow, calendar);
  const apart = flow.apart ? { apart: true as const } : {};
  const registered: TicketEvent = {
    v: 1,
    at,
    by: byOf(actor),
    ...facts,
    ...apart,
    type: 'registered',
    resolve,
  };
  if (registration.confidential)
    return [registered, handing.toDiscipline(hearersOf(registration, context.roster), context)];
  if (department !== null) return [registered, handing.assigned(null, department, 'auto', context)];
  return [registered, handing.queued('unclear', undefined, context)];
}

/** What follows from a command: events, or the reason why not. Changes nothing itself. */
export function decide<Type extends Command['type']>(
  ticket: Ticket,
  command: Of<Type>,
  context: Context,
): Decision {
  const { actor, roster } = context;
  if (!actionsOf(ticket, command).some((action) => may(action, ticket, actor, roster))) {
    return refuse(ticket, 'notYours');
  }
  const clause: Clause<Type> = CONTRACT[command.type as Type];
  const code = refusalIn(ticket.state, clause);
  if (code !== null) return refuse(ticket, code);
  const decision = clause.turn(ticket, command, context);
  return ticket.confidential && decision.ok ? pastTheNamed(ticket, decision.events, context) : decision;
}

/** Words that name the contact who has a report take it out of their hands before they are read. */
function pastTheNamed(ticket: Ticket, events: readonly TicketEvent[], context: Context): Decision {
  const after = events.reduce<Ticket>(evolveTicket, ticket);
  const { liaison } = after;
  const isTold = liaison === null || !isNamed(after, liaison, context.roster);
  return { ok: true, events: isTold ? events : [...events, ...handing.toAnotherContact(after, context)] };
}

function refusalIn(
  state: TicketState,
  { in: states, done }: Pick<Clause<Command['type']>, 'in' | 'done'>,
): RefusalCode | null {
  if (states.includes(state)) return null;
  return done?.includes(state) ? 'alreadyDone' : 'wrongState';
}

/** What is to be permitted, one of these; of `answerDuty` the turn itself knows which, as each duty is somebody else's. */
function actionsOf(ticket: Ticket, command: Command): readonly Action[] {
  switch (command.type) {
    case 'answerDuty':
      return ['answerAssist', 'answerOrder', 'answerEscalate'];
    case 'pauseStep':
      return ['answerAssist', 'answerOrder'];
    case 'resumeStep':
      return ['answerAssist', 'answerOrder', 'beginStep'];
    case 'grant':
    case 'deny':
      return [ticket.request?.kind === 'suspend' ? 'approve' : 'settle'];
    default:
      return [command.type];
  }
}
