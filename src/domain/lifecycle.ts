/**
 * The service contract: what may be done to a ticket, in which state, and what follows. A refusal is a value;
 * `dialogue/` puts it into the reader's words.
 *
 *   queued ──assign──► assigned ──sign──► working ──resolve──► resolved ──confirm / lapse──► closed
 *     ▲  └─(30 office minutes: the default department)  ▲  ▲                  │
 *     │                     │ transfer ─► assigned       │  └────rework───────┘
 *     └── too many transfers or reworks ─────────────────┘
 *   any of them ──withdraw──► withdrawn
 */
import type { Command, Context, Decision, RefusalCode, Registration } from './commands.ts';
import { deadlineOf } from './deadline.ts';
import { type Action, type Actor, may } from './permissions.ts';
import { dueRungs, lapseAt, reworkClock, stepClock } from './reminders.ts';
import { responsibleFor, takenOverBy } from './stand-in.ts';
import {
  type Assigned,
  type AssignedHow,
  type By,
  isRecorded,
  type Ticket,
  type TicketEvent,
} from './ticket.ts';
import type { Instant } from './time.ts';

export type {
  Command,
  Context,
  Decision,
  FileOutcome,
  Refusal,
  RefusalCode,
  Registration,
} from './commands.ts';

/** The first events of a new ticket: registered, then assigned or put before the dispatcher. */
export function register(registration: Registration, context: Context): readonly TicketEvent[] {
  const { at, actor, flow, calendar } = context;
  const { department, ...facts } = registration;
  const base = { v: 1, at, by: byOf(actor) } as const;
  const registered: TicketEvent = {
    ...base,
    ...facts,
    type: 'registered',
    resolve: stepClock('resolve', at, flow, calendar),
  };
  if (registration.confidential) return [registered, toDiscipline(context)];
  if (department !== null) return [registered, assigned(null, department, 'auto', context)];
  return [registered, queued('unclear', undefined, context)];
}

/** What follows from a command: events, or the reason why not. Changes nothing itself. */
export function decide(ticket: Ticket, command: Command, context: Context): Decision {
  if (!may(actionOf(command), ticket, context.actor, context.roster)) return refuse(ticket, 'notYours');
  switch (command.type) {
    case 'assign':
      return assign(ticket, command, context);
    case 'sign':
      return sign(ticket, context);
    case 'feedback':
      return feedback(ticket, command, context);
    case 'resolve':
      return resolve(ticket, command, context);
    case 'transfer':
      return transfer(ticket, command, context);
    case 'delegate':
      return delegate(ticket, command, context);
    case 'confirm':
      return confirm(ticket, command, context);
    case 'rework':
      return rework(ticket, command, context);
    case 'urge':
      return urge(ticket, command, context);
    case 'supplement':
      return supplement(ticket, command, context);
    case 'withdraw':
      return withdraw(ticket, command, context);
    case 'wake':
      return accept(...wake(ticket, context));
    case 'file':
      return accept(...file(ticket, command, context));
    default:
      return command satisfies never;
  }
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

function actionOf(command: Command): Action {
  return command.type;
}

/** 分办: the dispatcher names the department, or moves a ticket that is not yet signed. */
function assign(ticket: Ticket, command: Of<'assign'>, context: Context): Decision {
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (ticket.state !== 'queued' && ticket.state !== 'assigned') return refuse(ticket, 'wrongState');
  if (!context.roster.department(command.department)) return refuse(ticket, 'departmentUnknown');
  if (ticket.department === command.department) return refuse(ticket, 'sameDepartment');
  const how = context.actor === 'ledger' ? 'ledger' : 'dispatcher';
  return accept(assigned(ticket, command.department, how, context, command.text));
}

/** 签收 */
function sign(ticket: Ticket, context: Context): Decision {
  if (ticket.state === 'working') return refuse(ticket, 'alreadyDone');
  if (ticket.state !== 'assigned') return refuse(ticket, 'wrongState');
  return accept({ ...fact(context), type: 'signed' });
}

/** 反馈: the first one is timed. Feedback on a ticket not yet signed signs it too: the liaison plainly has it. */
function feedback(ticket: Ticket, command: Of<'feedback'>, context: Context): Decision {
  if (ticket.state !== 'assigned' && ticket.state !== 'working') return refuse(ticket, 'wrongState');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { text, files } = command;
  return accept(...signedOnTheWay(ticket, context), { ...fact(context), type: 'fedBack', text, files });
}

/** 办结: always with a result in words. */
function resolve(ticket: Ticket, command: Of<'resolve'>, context: Context): Decision {
  if (ticket.state === 'resolved') return refuse(ticket, 'alreadyDone');
  if (ticket.state !== 'assigned' && ticket.state !== 'working') return refuse(ticket, 'wrongState');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const { text, files } = command;
  return accept(...signedOnTheWay(ticket, context), {
    ...fact(context),
    type: 'resolved',
    text,
    files,
    confirm: stepClock('confirm', context.at, context.flow, context.calendar),
  });
}

/** 转办: to the department whose matter it is, with the reason; after too many, the dispatcher settles it. */
function transfer(ticket: Ticket, command: Of<'transfer'>, context: Context): Decision {
  // Not even a replayed ledger hands a report to a department: it might be the one reported.
  if (ticket.confidential) return refuse(ticket, 'notYours');
  if (ticket.state !== 'assigned' && ticket.state !== 'working') return refuse(ticket, 'wrongState');
  if (!context.roster.department(command.department)) return refuse(ticket, 'departmentUnknown');
  if (command.department === ticket.department) return refuse(ticket, 'sameDepartment');
  // A ledger shows that another department answered, never why.
  if (context.actor === 'ledger') return accept(assigned(ticket, command.department, 'ledger', context));
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  // The hub's word settles it: it is no passing on, and does not come back to the hub.
  const byHub = may('assign', ticket, context.actor, context.roster);
  if (!byHub && ticket.transfers >= (context.flow.transfer?.most ?? 0)) {
    return accept(queued('transfers', command.text, context));
  }
  const how = byHub ? 'dispatcher' : 'transfer';
  return accept(assigned(ticket, command.department, how, context, command.text));
}

/** Handing over within the department, A 岗 to B 岗 or back, or keeping what came by a leave; no clock changes. */
function delegate(ticket: Ticket, command: Of<'delegate'>, context: Context): Decision {
  if (ticket.state !== 'assigned' && ticket.state !== 'working') return refuse(ticket, 'wrongState');
  const department = ticket.department === null ? undefined : context.roster.department(ticket.department);
  const colleagues = department ? [department.primary.id, department.backup.id] : [];
  const keeps = command.person === ticket.liaison && ticket.actingFor !== null;
  if (!keeps && !colleagues.includes(command.person)) return refuse(ticket, 'personUnknown');
  if (!keeps && command.person === ticket.liaison) return refuse(ticket, 'samePerson');
  if (context.away.has(command.person)) return refuse(ticket, 'onLeave');
  return accept({ ...fact(context), type: 'delegated', liaison: command.person, from: ticket.liaison });
}

/** 评价: the enterprise says it is solved, and how satisfied it is. */
function confirm(ticket: Ticket, command: Of<'confirm'>, context: Context): Decision {
  if (ticket.state === 'closed') return refuse(ticket, 'alreadyDone');
  if (ticket.state !== 'resolved') return refuse(ticket, 'wrongState');
  return accept({
    ...fact(context),
    type: 'confirmed',
    rating: command.rating,
    ...(command.text ? { text: command.text } : {}),
  });
}

/** 重办: the enterprise says it is not solved. After `rework.most` times the dispatcher takes it in hand. */
function rework(ticket: Ticket, command: Of<'rework'>, context: Context): Decision {
  if (ticket.state !== 'resolved') return refuse(ticket, 'wrongState');
  if (isBlank(command.text)) return refuse(ticket, 'textMissing');
  const reworked: TicketEvent = {
    ...fact(context),
    type: 'reworked',
    text: command.text,
    resolve: reworkClock(ticket, context.at, context.flow, context.calendar),
  };
  const { most } = context.flow.rework;
  const tooOften = most !== undefined && ticket.facts.reworks >= most && !ticket.confidential;
  return tooOften ? accept(reworked, queued('reworks', command.text, context)) : accept(reworked);
}

/** 催办: always counted; rings the liaison again only after `urge.every`. */
function urge(ticket: Ticket, command: Of<'urge'>, context: Context): Decision {
  if (ticket.state === 'closed' || ticket.state === 'withdrawn') return refuse(ticket, 'wrongState');
  if (ticket.state === 'resolved') return refuse(ticket, 'alreadyDone');
  const last = ticket.facts.lastUrgedAt;
  const quietUntil = last === null ? null : deadlineOf(last, context.flow.urge.every, context.calendar).due;
  const rings = ticket.liaison !== null && (quietUntil === null || context.at >= quietUntil);
  return accept({ ...fact(context), type: 'urged', rings, ...(command.text ? { text: command.text } : {}) });
}

/** 补充 */
function supplement(ticket: Ticket, command: Of<'supplement'>, context: Context): Decision {
  if (ticket.state === 'closed' || ticket.state === 'withdrawn') return refuse(ticket, 'wrongState');
  if (isBlank(command.text) && command.files.length === 0) return refuse(ticket, 'textMissing');
  const { text, files, edit } = command;
  return accept({ ...fact(context), type: 'supplemented', text, files, edit });
}

/** 撤回 */
function withdraw(ticket: Ticket, command: Of<'withdraw'>, context: Context): Decision {
  if (ticket.state === 'withdrawn') return refuse(ticket, 'alreadyDone');
  if (ticket.state === 'closed') return refuse(ticket, 'wrongState');
  return accept({ ...fact(context), type: 'withdrawn', ...(command.text ? { text: command.text } : {}) });
}

/**
 * What comes without anybody's word: a report passes to a contact who can be reached, a ticket to whoever stands in
 * for somebody on leave, and back; the clock brings the default department, closing as 未评价, or the reminder that
 * fits the present.
 */
function wake(ticket: Ticket, context: Context): readonly TicketEvent[] {
  const contact = contactInstead(ticket, context);
  if (contact !== null) {
    return [{ ...fact(context), type: 'delegated', liaison: contact, from: ticket.liaison }];
  }
  const found = takenOverBy(ticket, context);
  if (found !== null) {
    return [{ ...fact(context), type: 'delegated', ...found, from: ticket.liaison, reason: 'leave' }];
  }
  const lapse = lapseAt(ticket);
  if (lapse !== null && context.at >= lapse) {
    if (ticket.state === 'resolved') return [{ ...fact(context), type: 'lapsed' }];
    return [assigned(ticket, context.roster.defaultDepartment.id, 'default', context)];
  }
  const [graver, ...lesser] = dueRungs(ticket, context.at);
  if (!graver) return [];
  const { step, rung, passed } = graver;
  return [
    { ...fact(context), type: 'reminded', step, rung: rung.name, to: rung.to, passed },
    ...lesser.map(
      (one): TicketEvent => ({
        ...fact(context),
        type: 'rungsSkipped',
        step: one.step,
        passed: one.passed,
      }),
    ),
  ];
}

/** What became of fetching a file; a file already settled stays as it is. */
function file(ticket: Ticket, command: Of<'file'>, context: Context): readonly TicketEvent[] {
  const waiting = ticket.files.find((one) => one.id === command.file && one.state === 'waiting');
  if (!waiting) return [];
  const base = { ...fact(context), file: command.file };
  const { outcome } = command;
  switch (outcome.type) {
    case 'stored': {
      const { sha256, mime, size } = outcome;
      return [{ ...base, type: 'fileStored', sha256, mime, size }];
    }
    case 'deferred':
      return [{ ...base, type: 'fileDeferred', tries: waiting.tries + 1, nextTryAt: outcome.nextTryAt }];
    case 'missing':
      return [{ ...base, type: 'fileMissing', why: outcome.why }];
    default:
      return outcome satisfies never;
  }
}

/** `ticket` null: it is being registered by this very decision. */
function assigned(
  ticket: Ticket | null,
  department: string,
  how: AssignedHow,
  context: Context,
  text?: string,
): TicketEvent {
  return {
    ...fact(context),
    type: 'assigned',
    department,
    ...(responsibleFor(department, context) ?? { liaison: null }),
    how,
    from: ticket?.department ?? null,
    ...firstClocks(ticket, context),
    ...(text === undefined ? {} : { text }),
  };
}

/** 举报: to a discipline contact, past every department; to the first who can be reached, or it waits for the first. */
function toDiscipline(context: Context): TicketEvent {
  return {
    ...fact(context),
    type: 'assigned',
    department: null,
    liaison: context.contacts[0] ?? context.roster.discipline[0]?.id ?? null,
    how: 'discipline',
    from: null,
    ...firstClocks(null, context),
  };
}

/** Who gets a report in hand whose contact cannot be reached; null when nobody else can either, or nobody need. */
function contactInstead(ticket: Ticket, { contacts }: Context): string | null {
  const inHand = ticket.state === 'assigned' || ticket.state === 'working';
  if (!ticket.confidential || !inHand) return null;
  if (ticket.liaison !== null && contacts.includes(ticket.liaison)) return null;
  return contacts[0] ?? null;
}

/** The clocks of whoever gets a ticket. 咨询 has no feedback: the result is the answer. A ledger tells neither signing nor feedback, so neither is timed there. */
function firstClocks(ticket: Ticket | null, context: Context): Pick<Assigned, 'sign' | 'feedback'> {
  const { at, flow, calendar } = context;
  if (ticket ? isRecorded(ticket) : context.actor === 'ledger') return { sign: null, feedback: null };
  return {
    sign: stepClock('sign', at, flow, calendar),
    feedback: stepClock('feedback', at, flow, calendar),
  };
}

function queued(
  why: 'unclear' | 'transfers' | 'reworks',
  text: string | undefined,
  context: Context,
): TicketEvent {
  const { at, flow, calendar } = context;
  const dispatch = stepClock('dispatch', at, flow, calendar);
  // Only a report's flow has none (flow-rules.ts), and no report is ever queued.
  if (!dispatch) throw new Error(`a ticket of flow ${flow.id} cannot be put before the dispatcher`);
  return { ...fact(context), type: 'queued', why, dispatch, ...(text === undefined ? {} : { text }) };
}

function signedOnTheWay(ticket: Ticket, context: Context): readonly TicketEvent[] {
  // A ledger does not record signing; it is never invented.
  return ticket.state === 'assigned' && context.actor !== 'ledger'
    ? [{ ...fact(context), type: 'signed' }]
    : [];
}

function fact(context: Context): { readonly v: 1; readonly at: Instant; readonly by: By } {
  return { v: 1, at: context.at, by: byOf(context.actor) };
}

function byOf(actor: Actor): By {
  if (actor === 'ledger') return null;
  return actor === 'system' ? 'system' : actor.person;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function accept(...events: readonly TicketEvent[]): Decision {
  return { ok: true, events };
}

function refuse(ticket: Ticket, code: RefusalCode): Decision {
  return { ok: false, refusal: { code, state: ticket.state } };
}
