/**
 * What the service contract says of a ticket of any kind but a report, told a second time, as small as can be: a table of
 * states, the limits of its kind, who may do what. Types are all it knows of src/domain.
 */
import type { Command } from '../../../src/domain/commands.ts';
import type { DutyKind, QueuedFor, TicketState } from '../../../src/domain/ticket-parts.ts';
import {
  afterOfficeTime,
  afterWorkdays,
  closeOf,
  type Days,
  dayAt,
  dayNumber,
  hourOf,
  openingAfter,
  type Stood,
} from './days.ts';
import {
  after,
  type Due,
  endsAt,
  isDay,
  isPast,
  KINDS,
  LIMITS,
  type Limits,
  lastDayOf,
  type Span,
  type TicketKind,
} from './limits.ts';

export type Kind = Command['type'];
type State = TicketState;

/** Posts of a department, A 岗 first; the hub; the department for what nobody takes. */
export interface Office {
  readonly posts: (department: string) => readonly string[];
  readonly hub: readonly string[];
  readonly leaders: readonly string[];
  readonly members: readonly string[];
  readonly fallback: string;
}

export const dueAt = (due: Due): number => (isDay(due) ? closeOf(due) : due);
/** `began`: the step. `start`: of the period that counts, which is another once the kind is. */
interface Clock {
  readonly began: number;
  readonly start: number;
  readonly span: Span;
  readonly due: Due;
}
/** `added`: working days of 延期. */
interface Work extends Clock {
  readonly added: number;
}
interface Duty {
  readonly kind: DutyKind;
  readonly department: string | null;
  readonly clock: Clock;
  readonly open: boolean;
  /** Put before the co-leaders by itself, when it came before the hub. */
  readonly withHub: boolean;
  /** Who asked; null when it came by itself. */
  readonly by: string | null;
  readonly replied: boolean;
}

export interface Model {
  readonly kind: TicketKind;
  readonly state: State;
  readonly department: string | null;
  readonly holder: string | null;
  readonly actingFor: string | null;
  readonly registeredAt: number;
  readonly assignedAt: number;
  readonly endedAt: number | null;
  readonly queuedFor: QueuedFor | null;
  readonly transfers: number;
  readonly asks: number;
  readonly extensions: number;
  readonly returns: number;
  readonly reworks: number;
  readonly reopens: number;
  readonly locked: boolean;
  readonly fedBack: boolean;
  readonly unanswered: boolean;
  readonly confirmed: boolean;
  /** It rated 不满意 and has not said whether it is solved. */
  readonly unsaid: boolean;
  /** Closed without a word, and none since. */
  readonly silent: boolean;
  readonly request: {
    readonly kind: 'extend' | 'return' | 'suspend';
    readonly value: number;
    readonly department: string;
  } | null;
  readonly pausedAt: number | null;
  readonly stood: readonly Stood[];
  readonly resolve: Work;
  readonly clocks: Readonly<Partial<Record<Step, Clock>>>;
  readonly duties: readonly Duty[];
  /** The days (or instants) for which the cards say 超期. */
  readonly shownLate: ShownLate;
  /** Who hears of it: whoever raised it, then whoever raised what went into it. */
  readonly raisers: readonly string[];
  /** 撤销: who took the last step, when, and how it stood before; null once anything has come after. */
  readonly last: { readonly by: string; readonly at: number; readonly before: Model } | null;
  readonly undone: number;
}
type ShownLate = Readonly<Record<'sign' | 'resolve', readonly Due[]>>;
export type Step = 'dispatch' | 'sign' | 'feedback' | 'confirm' | 'supply' | 'decide' | 'report' | 'suspend';

export interface Now {
  readonly at: number;
  readonly days: Days;
  readonly office: Office;
  readonly away: ReadonlySet<string>;
}
export type Outcome = { readonly refused: string } | { readonly model: Model };

const IN_HAND: readonly State[] = ['assigned', 'working', 'waiting', 'suspended'];
const OPEN: readonly State[] = ['queued', ...IN_HAND];
const NOT_OVER: readonly State[] = [...OPEN, 'resolved'];
const OVER: readonly State[] = ['closed', 'withdrawn', 'rejected', 'merged'];
const START: readonly State[] = ['assigned', 'working'];

/** post: A 岗, B 岗 or head of the department in charge; liaison: the first two, or whoever holds the ticket */
type Role = 'enterprise' | 'post' | 'liaison' | 'assistant' | 'dispatcher' | 'leader';
/** Who may, in which states, and where it has been done already. */
export const TABLE: Readonly<
  Partial<Record<Kind, readonly [readonly Role[], readonly State[], (readonly State[])?]>>
> = {
  assign: [
    ['dispatcher', 'leader'],
    ['queued', 'assigned', 'working'],
  ],
  transfer: [
    ['post', 'dispatcher'],
    ['assigned', 'working', 'waiting'],
  ],
  delegate: [['post', 'dispatcher'], IN_HAND],
  sign: [['post'], ['assigned'], ['working', 'waiting', 'suspended']],
  feedback: [['post'], IN_HAND],
  resolve: [['post'], IN_HAND, ['resolved']],
  urge: [['enterprise'], OPEN, ['resolved']],
  supplement: [['enterprise', 'liaison', 'dispatcher'], NOT_OVER],
  ask: [['post'], START, ['waiting']],
  resume: [
    ['post', 'dispatcher'],
    ['waiting', 'suspended'],
  ],
  extend: [['post'], START],
  return: [['post'], START],
  suspend: [['post'], START, ['suspended']],
  grant: [['dispatcher'], START],
  deny: [['dispatcher'], START],
  assist: [['post', 'dispatcher', 'leader'], IN_HAND],
  supervise: [['dispatcher', 'leader'], IN_HAND],
  instruct: [['leader'], OPEN],
  escalate: [['dispatcher'], OPEN],
  answerDuty: [['post', 'assistant', 'leader'], OPEN],
  sendBack: [['leader', 'dispatcher'], OPEN],
  confirm: [['enterprise'], ['resolved', 'closed']],
  callBack: [['dispatcher'], ['resolved'], ['closed']],
  rework: [['enterprise'], ['resolved']],
  answer: [['enterprise'], ['closed']],
  reopen: [
    ['enterprise', 'dispatcher', 'leader'],
    ['closed', 'rejected'],
  ],
  withdraw: [['enterprise'], NOT_OVER, ['withdrawn']],
  reclassify: [['dispatcher'], ['queued', 'assigned', 'working']],
  reject: [['dispatcher'], ['queued', 'assigned', 'working'], ['rejected']],
  merge: [['enterprise', 'dispatcher'], NOT_OVER, ['merged']],
  absorb: [['enterprise', 'dispatcher'], OPEN],
  split: [['enterprise', 'dispatcher'], OPEN],
  undo: [
    ['enterprise', 'post', 'dispatcher', 'leader'],
    [...NOT_OVER, ...OVER],
  ],
};

/** What a slip of the finger does: it can be taken back. The rest is said to people, and stays said. */
const SLIPS: ReadonlySet<Kind> = new Set<Kind>([
  'assign',
  'transfer',
  'delegate',
  'resolve',
  'extend',
  'return',
  'suspend',
  'confirm',
  'withdraw',
  'reject',
  'reclassify',
]);
const HALF_AN_HOUR = 1_800_000;

export function rolesOf(model: Model, person: string, office: Office): readonly Role[] {
  const roles: Role[] = [];
  if (office.members.includes(person)) roles.push('enterprise');
  const place = model.department === null ? -1 : office.posts(model.department).indexOf(person);
  if (model.holder === person || place >= 0) roles.push('post');
  if (model.holder === person || place === 0 || place === 1) roles.push('liaison');
  if (
    model.duties.some(({ kind, department }) => kind === 'assist' && post(department ?? '', person, office))
  ) {
    roles.push('assistant');
  }
  if (office.hub.includes(person)) roles.push('dispatcher');
  if (office.leaders.includes(person)) roles.push('leader');
  return roles;
}
const post = (department: string, person: string, office: Office): boolean =>
  office.posts(department).includes(person);

export function begin(kind: TicketKind, department: string | null, raiser: string, now: Now): Model {
  const { at } = now;
  const model: Model = {
    kind,
    state: 'queued',
    department: null,
    holder: null,
    actingFor: null,
    registeredAt: at,
    assignedAt: at,
    endedAt: null,
    queuedFor: null,
    transfers: 0,
    asks: 0,
    extensions: 0,
    returns: 0,
    reworks: 0,
    reopens: 0,
    locked: false,
    fedBack: false,
    unanswered: true,
    confirmed: false,
    unsaid: false,
    silent: false,
    request: null,
    pausedAt: null,
    stood: [],
    resolve: fresh(LIMITS[kind].steps.resolve.within, now),
    clocks: {},
    duties: [],
    shownLate: { sign: [], resolve: [] },
    raisers: [raiser],
    last: null,
    undone: 0,
  };
  return department === null ? queued(model, 'unclear', now) : assigned(model, department, now);
}

const limitsOf = ({ kind }: Model): Limits => LIMITS[kind];
const clockFrom = (began: number, span: Span, days: Days): Clock => ({
  began,
  start: began,
  span,
  due: after(began, span, days),
});
const fresh = (span: Span, { at, days }: Now): Work => ({ ...clockFrom(at, span, days), added: 0 });

const no = (refused: string): Outcome => ({ refused });
const yes = (model: Model): Outcome => ({ model });

/** What the contract answers to a command. `department`, `value`: what the command names. */
export function answer(model: Model, command: Command, person: string, now: Now): Outcome {
  if (command.type === 'undo') return taken(model, person, now);
  const done = stepped(model, command, person, now);
  if ('refused' in done) return done;
  const step = { by: person, at: now.at, before: { ...model, last: null } };
  return yes({ ...done.model, last: isSlip(command, model, done.model) ? step : null });
}

/** A 转办 too many lies with the hub and the co-leaders, and a call back that says no is a rework: both are final. */
function isSlip(command: Command, before: Model, { state }: Model): boolean {
  switch (command.type) {
    case 'transfer':
      return state !== 'queued';
    case 'grant':
      return before.request?.kind === 'return';
    case 'callBack':
      return command.answers.solved === true;
    default:
      return SLIPS.has(command.type);
  }
}

/** 撤销: as it was, but with whoever is there; what the cards have shown they do not show again. */
function taken(model: Model, person: string, now: Now): Outcome {
  const { last, undone, shownLate } = model;
  if (last?.by !== person || now.at - last.at > HALF_AN_HOUR) return no('nothingToUndo');
  const back = {
    ...last.before,
    last: null,
    undone: undone + 1,
    shownLate: {
      sign: [...last.before.shownLate.sign, ...shownLate.sign],
      resolve: [...last.before.shownLate.resolve, ...shownLate.resolve],
    },
  };
  return yes(OVER.includes(back.state) ? back : atHand(back, now));
}

function stepped(model: Model, command: Command, person: string, now: Now): Outcome {
  const [, states, done] = TABLE[command.type] ?? [[], []];
  const who = needed(model, command.type);
  if (!rolesOf(model, person, now.office).some((role) => who.includes(role))) return no('notYours');
  if (!states.includes(model.state)) return no(done?.includes(model.state) ? 'alreadyDone' : 'wrongState');
  return turn(model, command, person, now);
}

function needed(model: Model, type: Kind): readonly Role[] {
  if (type === 'grant' || type === 'deny')
    return [model.request?.kind === 'suspend' ? 'leader' : 'dispatcher'];
  return TABLE[type]?.[0] ?? [];
}

function turn(model: Model, command: Command, person: string, now: Now): Outcome {
  const { at, days, office } = now;
  const today = dayAt(at);
  const limits = limitsOf(model);
  switch (command.type) {
    case 'assign': {
      if (model.state === 'working' && model.request?.kind !== 'return') return no('wrongState');
      if (model.department === command.department) return no('sameDepartment');
      const disputed =
        model.request?.kind === 'return' || (model.state === 'queued' && model.queuedFor !== 'unclear');
      const decided = decidedBy(person, model, now);
      return yes({ ...assigned(decided, command.department, now), locked: model.locked || disputed });
    }
    case 'transfer': {
      const { department } = command;
      if (department === null) return no('departmentUnknown');
      if (model.department === department) return no('sameDepartment');
      const going = resumed(model, now);
      if (office.hub.includes(person)) {
        const locked = model.locked || model.request?.kind === 'return';
        return yes({ ...assigned(decidedBy(person, going, now), department, now), locked });
      }
      if (model.locked) return no('locked');
      if (model.request?.kind === 'return') return no('pending');
      if (model.transfers >= limits.transfer.most)
        return yes(escalated(queued(going, 'transfers', now), now));
      return yes(assigned({ ...going, transfers: model.transfers + 1 }, department, now));
    }
    case 'delegate': {
      const keeps = command.person === model.holder && model.actingFor !== null;
      if (!keeps && command.person === model.holder) return no('samePerson');
      if (now.away.has(command.person)) return no('onLeave');
      return yes({ ...model, holder: command.person, actingFor: null });
    }
    case 'sign':
      return yes({ ...model, state: 'working' });
    case 'feedback': {
      const told = { ...signed(model), fedBack: true };
      const { suspend } = limits;
      return yes(
        model.state === 'suspended' && suspend ? started(told, 'report', suspend.report.within, now) : told,
      );
    }
    case 'resolve': {
      const going = resumed(signed(model), now);
      return yes(
        started(
          // The result answers what was ordered.
          { ...ended(answered(going)), state: 'resolved', request: null, fedBack: true },
          'confirm',
          limits.steps.confirm.within,
          now,
        ),
      );
    }
    case 'urge':
    case 'split':
      return yes(model);
    case 'absorb': {
      const { member } = command.source;
      const isNew = member !== null && !model.raisers.includes(member);
      return yes(isNew ? { ...model, raisers: [...model.raisers, member] } : model);
    }
    case 'supplement': {
      const answers = model.state === 'waiting' && office.members.includes(person);
      return yes(answers ? { ...resumed(model, now), state: 'working' } : model);
    }
    case 'ask': {
      if (!limits.ask) return no('notInFlow');
      if (model.request !== null) return no('pending');
      if (model.asks >= limits.ask.most) return no('tooMuch');
      const waiting: Model = {
        ...model,
        state: 'waiting',
        asks: model.asks + 1,
        fedBack: true,
        pausedAt: at,
      };
      return yes(started(waiting, 'supply', limits.ask.supply.within, now));
    }
    case 'resume':
      return yes({ ...resumed(model, now), state: 'working' });
    case 'extend': {
      const { extend } = limits;
      if (!extend) return no('notInFlow');
      if (model.request !== null) return no('pending');
      if (model.extensions > 0 || command.workdays < 1 || command.workdays > extend.most)
        return no('tooMuch');
      if (afterWorkdays(at, extend.ahead, days) > lastDayOf(model.resolve.due)) return no('tooLate');
      const later = extended(model.resolve.due, command.workdays, model, now);
      if (endsAt(later) > lastOfAll(model, now)) return no('tooLate');
      return yes(requested(signed(model), 'extend', command.workdays, '', extend.decide.within, now));
    }
    case 'return': {
      if (model.request !== null) return no('pending');
      if (model.locked || model.returns > 0) return no('locked');
      if (command.department === null) return no('departmentUnknown');
      if (command.department === model.department) return no('sameDepartment');
      if (isPast(after(model.assignedAt, limits.return.within, days), at)) return no('tooLate');
      const asking = { ...model, returns: model.returns + 1 };
      return yes(requested(asking, 'return', 0, command.department, limits.return.decide.within, now));
    }
    case 'suspend': {
      if (!limits.suspend) return no('notInFlow');
      if (model.request !== null) return no('pending');
      const last = dayNumber(command.milestones.at(-1)?.day ?? '');
      if (!(last > today)) return no('badDay');
      if (last > after(at, limits.suspend.longest, days)) return no('tooLate');
      return yes(requested(signed(model), 'suspend', last, '', limits.suspend.decide.within, now));
    }
    case 'grant':
      return granted(model, person, now);
    case 'deny':
      if (model.request === null) return no('noRequest');
      return yes(denied(model.request.kind === 'return' ? decidedBy(person, model, now) : model));
    case 'assist': {
      const asked = model.duties.some(({ department, open }) => open && department === command.department);
      if (asked || command.department === model.department) return no('sameDepartment');
      return yes(owed(model, 'assist', command.department, now));
    }
    case 'supervise':
      return yes(owed(model, 'supervise', null, now, { by: person }));
    case 'instruct':
      return yes(settled(owed(model, 'instruct', null, now, { by: person })));
    case 'escalate':
      if (model.duties.some(({ kind, open }) => kind === 'escalate' && open)) return no('alreadyDone');
      return yes(owed(model, 'escalate', null, now));
    case 'answerDuty': {
      const duty = model.duties[command.duty - 1];
      if (!duty) return no('dutyUnknown');
      const roles = rolesOf(model, person, office);
      const right =
        duty.kind === 'assist'
          ? post(duty.department ?? '', person, office)
          : roles.includes(duty.kind === 'escalate' ? 'leader' : 'post');
      if (!right) return no('notYours');
      if (!duty.open) return no('alreadyDone');
      const duties = model.duties.map((one) =>
        one === duty ? { ...one, open: !command.final, replied: true } : one,
      );
      return yes({ ...model, duties });
    }
    case 'sendBack': {
      const duty = model.duties[command.duty - 1];
      if (duty?.kind !== 'supervise' && duty?.kind !== 'instruct') return no('dutyUnknown');
      if (duty.by !== person && !office.leaders.includes(person)) return no('notYours');
      if (!duty.replied) return no('noReply');
      const again = { ...duty, clock: owedFrom(duty.kind, model, now), open: true, replied: false };
      return yes({ ...model, duties: model.duties.map((one) => (one === duty ? again : one)) });
    }
    case 'confirm':
      if (model.state === 'closed') {
        if (!model.silent) return no('alreadyDone');
        return isPast(after(model.endedAt ?? at, limits.reopen.within, days), at)
          ? no('tooLate')
          : yes({ ...model, silent: false });
      }
      return yes({
        ...over(model, 'closed', at),
        confirmed: true,
        unanswered: true,
        unsaid: command.rating === 'dissatisfied',
      });
    case 'callBack':
      if (!command.answers.solved) return yes(back(model, 'reworks', now));
      return yes({ ...over(model, 'closed', at), confirmed: true, unanswered: false });
    case 'rework':
      return yes(back(model, 'reworks', now));
    case 'answer':
      if (!model.confirmed) return no('wrongState');
      // 解决没有 alone, or the other two.
      if (command.solved !== undefined)
        return model.unsaid ? yes({ ...model, unsaid: false }) : no('alreadyDone');
      return model.unanswered ? yes({ ...model, unanswered: false }) : no('alreadyDone');
    case 'reopen': {
      if (model.reopens >= limits.reopen.most) return no('tooMuch');
      if (isPast(after(model.endedAt ?? at, limits.reopen.within, days), at)) return no('tooLate');
      if (model.state === 'closed') return yes(atHand(back(model, 'reopens', now), now));
      const resolve = capped(fresh(limits.steps.resolve.within, now), model, now);
      return yes(queued({ ...model, reopens: model.reopens + 1, resolve, endedAt: null }, 'appeal', now));
    }
    case 'reclassify': {
      const kind = KINDS.find((one) => one === command.kind);
      // Nothing becomes a report: it was seen by those who must not see one.
      if (kind === undefined) return no('notYours');
      return kind === model.kind ? no('alreadyDone') : yes(ofKind(kind, model, now));
    }
    case 'withdraw':
      return yes(over(model, 'withdrawn', at));
    case 'reject':
      // 作废: what was no matter is none at any time.
      if (command.code !== 'void' && isPast(after(model.registeredAt, limits.accept.within, days), at))
        return no('tooLate');
      return yes(over(model, 'rejected', at));
    case 'merge':
      return yes(over(model, 'merged', at));
    default:
      throw new Error(`the model knows no ${command.type}`);
  }
}

/** Whoever holds the post, or the first there is in their place. */
function present(
  department: string,
  rightful: string,
  now: Now,
  holder: string | null,
): Pick<Model, 'holder' | 'actingFor'> | null {
  const hub =
    holder !== null && now.office.hub.includes(holder) ? [holder, ...now.office.hub] : now.office.hub;
  const there = [rightful, ...now.office.posts(department), ...hub].find((person) => !now.away.has(person));
  return there === undefined ? null : { holder: there, actingFor: there === rightful ? null : rightful };
}

function assigned(model: Model, department: string, now: Now): Model {
  const { at, office } = now;
  const { sign, feedback } = limitsOf(model).steps;
  const rightful = office.posts(department)[0] ?? '';
  const placed: Model = {
    ...model,
    ...(present(department, rightful, now, null) ?? { holder: rightful, actingFor: null }),
    state: 'assigned',
    department,
    assignedAt: at,
    request: null,
    fedBack: false,
    duties: model.duties.map((one) =>
      one.kind === 'assist' && one.department === department ? { ...one, open: false } : one,
    ),
  };
  const { feedback: _, ...clocks } = placed.clocks;
  const signing = started({ ...placed, clocks }, 'sign', sign.within, now, within);
  return feedback ? started(signing, 'feedback', feedback.within, now, within) : signing;
}

function queued(model: Model, why: QueuedFor, now: Now): Model {
  const waiting: Model = {
    ...model,
    state: 'queued',
    department: null,
    holder: null,
    actingFor: null,
    request: null,
    queuedFor: why,
  };
  return started(waiting, 'dispatch', limitsOf(model).steps.dispatch.within, now);
}

function escalated(model: Model, now: Now): Model {
  const open = model.duties.some(({ kind, open }) => kind === 'escalate' && open);
  return open ? model : owed(model, 'escalate', null, now, { withHub: true });
}

const HOUR = 3_600_000;
/** Until when: the period of its own, or less. */
type Limit = (start: number, own: Due, model: Model, days: Days) => Due;

/** What is owed within a ticket: with it at the latest, if an hour is left until then. */
const within: Limit = (start, own, model, days) => upTo([model.resolve.due], start, own, model, days);

/** What the department waits for: half a day before, by half past eleven of its last day, where an hour is left. */
const beforeEnd: Limit = (start, own, model, days) => {
  const { due } = model.resolve;
  return upTo(isDay(due) ? [hourOf(due, 11.5), due] : [due], start, own, model, days);
};

/** A day is kept in office hours, an hour at any hour. */
function upTo(latest: readonly Due[], start: number, own: Due, model: Model, days: Days): Due {
  if (model.pausedAt !== null) return own;
  const hourLater = isDay(model.resolve.due) ? afterOfficeTime(start, HOUR, days) : start + HOUR;
  const last = latest.find((due) => hourLater <= dueAt(due));
  return last === undefined || endsAt(own) <= endsAt(last) ? own : last;
}

const signed = (model: Model): Model => (model.state === 'assigned' ? { ...model, state: 'working' } : model);

/** The clock goes on: the same days counted again. */
function resumed(model: Model, now: Now): Model {
  if (model.pausedAt === null) return model;
  const stood = [...model.stood, { from: model.pausedAt, to: now.at }];
  return counted({ ...model, pausedAt: null, stood }, now);
}

function counted(model: Model, now: Now): Model {
  const { start, span, added } = model.resolve;
  const due = after(start, span, now.days, model.stood);
  const last = added === 0 ? due : extended(due, added, model, now);
  return { ...model, resolve: capped({ ...model.resolve, due: last }, model, now) };
}

/** 延期: so many working days after the day it was due. */
const extended = (due: Due, workdays: number, { stood }: Model, { days }: Now): Due =>
  afterWorkdays(dueAt(due), workdays, days, stood);

/** The end of the last day of all, where the law sets one: from the registration, whatever stood. */
function lastOfAll(model: Model, { days }: Now): number {
  const { longest } = limitsOf(model).rework;
  return longest ? endsAt(after(model.registeredAt, longest, days)) : Number.POSITIVE_INFINITY;
}

function capped(work: Work, model: Model, now: Now): Work {
  const { longest } = limitsOf(model).rework;
  if (!longest || endsAt(work.due) <= lastOfAll(model, now)) return work;
  const whole = clockFrom(model.registeredAt, longest, now.days);
  // An extension stays one: what it extends is counted again.
  return work.added > 0 ? { ...work, due: whole.due } : { ...work, ...whole, began: work.began };
}

/**
 * 改类: each step that runs has the limit of the other kind from when it began. A shorter one is a whole one from now on, and
 * ends no later than was promised.
 */
function ofKind(kind: TicketKind, before: Model, now: Now): Model {
  const { at, days } = now;
  const limits = LIMITS[kind];
  const { dispatch, sign, feedback } = before.clocks;
  const changed = <Any extends Clock>(clock: Any, span: Span, stood: readonly Stood[] = []): Any => {
    const whole = after(clock.began, span, days, stood);
    const anew = after(at, span, days);
    const least = endsAt(anew) < endsAt(clock.due) ? anew : clock.due;
    if (endsAt(whole) >= endsAt(least)) return { ...clock, start: clock.began, span, due: whole, added: 0 };
    return least === clock.due ? clock : { ...clock, start: at, span, due: anew, added: 0 };
  };
  const model: Model = { ...before, kind };
  const resolve = capped(changed(before.resolve, limits.steps.resolve.within, before.stood), model, now);
  const whole: Model = { ...model, resolve };
  const limited = (clock: Clock, how: Limit): Clock => ({
    ...clock,
    due: how(clock.began, clock.due, whole, days),
  });
  const { decide } = before.clocks;
  const toldAnew = clockFrom(at, limits.steps.feedback?.within ?? limits.steps.sign.within, days);
  const telling = before.fedBack || !limits.steps.feedback ? undefined : limits.steps.feedback.within;
  const clocks: Model['clocks'] = {
    ...before.clocks,
    ...(dispatch && { dispatch: changed(dispatch, limits.steps.dispatch.within) }),
    ...(sign && { sign: limited(changed(sign, limits.steps.sign.within), within) }),
    ...(decide && { decide: limited(decide, beforeEnd) }),
    ...(telling && { feedback: limited(feedback ? changed(feedback, telling) : toldAnew, within) }),
  };
  // 咨询 has no first feedback: the result is the answer.
  const { feedback: _, ...untold } = clocks;
  const duties = before.duties.map((one) =>
    one.open && one.kind !== 'escalate'
      ? { ...one, clock: limited(one.clock, one.kind === 'assist' ? beforeEnd : within) }
      : one,
  );
  return { ...whole, duties, clocks: limits.steps.feedback ? clocks : untold };
}

function started(model: Model, step: Step, span: Span, { at, days }: Now, limit?: Limit): Model {
  const clock = clockFrom(at, span, days);
  const due = limit ? limit(at, clock.due, model, days) : clock.due;
  return { ...model, clocks: { ...model.clocks, [step]: { ...clock, due } } };
}

function requested(
  model: Model,
  kind: 'extend' | 'return' | 'suspend',
  value: number,
  department: string,
  span: Span,
  now: Now,
): Model {
  return started({ ...model, request: { kind, value, department } }, 'decide', span, now, beforeEnd);
}

function granted(model: Model, person: string, now: Now): Outcome {
  const { request } = model;
  const { at } = now;
  const { extend, suspend } = limitsOf(model);
  if (request === null) return no('noRequest');
  const settled: Model = { ...model, request: null };
  if (request.kind === 'return') {
    const decided = { ...decidedBy(person, model, now), request: null };
    return yes({ ...assigned(decided, request.department, now), locked: true });
  }
  if (request.kind === 'extend') {
    // It was asked while the ticket was of another kind.
    if (!extend) return no('notInFlow');
    const due = extended(model.resolve.due, request.value, model, now);
    return yes({
      ...settled,
      extensions: model.extensions + 1,
      resolve: capped({ ...model.resolve, added: request.value, due }, model, now),
    });
  }
  if (!suspend) return no('notInFlow');
  if (request.value <= dayAt(at)) return no('badDay');
  const standing: Model = { ...settled, state: 'suspended', pausedAt: at, fedBack: true };
  const length = request.value - dayAt(at);
  const reporting = started(standing, 'report', suspend.report.within, now);
  return yes(started(reporting, 'suspend', { amount: length, unit: 'day' }, now));
}

function denied(model: Model): Model {
  return { ...model, request: null, locked: model.locked || model.request?.kind === 'return' };
}

function owed(
  model: Model,
  kind: DutyKind,
  department: string | null,
  now: Now,
  { by = null, withHub = false }: { by?: string | null; withHub?: boolean } = {},
): Model {
  const clock = owedFrom(kind, model, now);
  const duty = { kind, department, clock, open: true, withHub, by, replied: false };
  return { ...model, duties: [...model.duties, duty] };
}

function owedFrom(kind: DutyKind, model: Model, { at, days }: Now): Clock {
  const { assist, order, escalate } = limitsOf(model);
  const { within: span } = kind === 'escalate' ? escalate.settle : kind === 'assist' ? assist : order;
  const clock = clockFrom(at, span, days);
  return { ...clock, due: owedBy(kind, at, clock.due, model, days) };
}

/** The co-leaders have their own time whatever the ticket has. */
function owedBy(kind: DutyKind, start: number, own: Due, model: Model, days: Days): Due {
  if (kind === 'escalate') return own;
  return (kind === 'assist' ? beforeEnd : within)(start, own, model, days);
}

/** A leader has decided: 顶格推进 is answered. */
const settled = (model: Model): Model => ({
  ...model,
  duties: model.duties.map((one) => (one.kind === 'escalate' ? { ...one, open: false } : one)),
});

/** Whose it is has been decided: by a leader, or by the hub what the leaders had been asked for the same cause. */
function decidedBy(person: string, model: Model, { office }: Now): Model {
  const returned = model.request?.kind === 'return' ? (model.clocks.decide?.began ?? null) : null;
  const isOfHub = ({ kind, open, withHub, clock }: Duty): boolean =>
    kind === 'escalate' &&
    open &&
    ((model.state === 'queued' && withHub) || (returned !== null && clock.began >= returned));
  return office.leaders.includes(person) || model.duties.some(isOfHub) ? settled(model) : model;
}

const answered = (model: Model): Model => ({
  ...model,
  duties: model.duties.map((one) => (one.open ? { ...one, replied: true } : one)),
});

const ended = (model: Model): Model => ({
  ...model,
  duties: model.duties.map((one) => ({ ...one, open: false })),
});

function over(model: Model, state: State, at: number): Model {
  return { ...ended(model), state, endedAt: at, request: null, pausedAt: null };
}

/** Not solved, said before or after it was closed: a new period at least, and before the hub when it is too often. */
function back(model: Model, which: 'reworks' | 'reopens', now: Now): Model {
  const { rework } = limitsOf(model);
  const anew = fresh(rework.within, now);
  const left = endsAt(model.resolve.due) > endsAt(anew.due) ? model.resolve : anew;
  const resolve = capped(left, model, now);
  const tooOften = model.reworks + model.reopens >= rework.most;
  const again: Model = {
    ...model,
    state: 'working',
    resolve,
    endedAt: null,
    confirmed: false,
    unsaid: false,
    silent: false,
    [which]: model[which] + 1,
  };
  return tooOften ? escalated(queued(again, 'reworks', now), now) : again;
}

/** The steps that are due in a state. */
export function liveSteps(model: Model): readonly (Step | 'resolve')[] {
  const asked: readonly Step[] = model.request === null ? [] : ['decide'];
  switch (model.state) {
    case 'queued':
      return ['dispatch', 'resolve'];
    case 'assigned':
      return ['sign', 'resolve', ...asked];
    case 'working':
      return [
        ...(model.fedBack || !model.clocks.feedback ? [] : (['feedback'] as const)),
        'resolve',
        ...asked,
      ];
    case 'waiting':
      return ['supply'];
    case 'suspended':
      return ['report', 'suspend'];
    case 'resolved':
      return ['confirm'];
    default:
      return [];
  }
}

/** What comes by itself next, and when. */
export function nextLapse(model: Model, days: Days): { readonly step: Step; readonly at: number } | null {
  for (const step of liveSteps(model)) {
    if (step === 'dispatch') return { step, at: model.clocks.dispatch?.due ?? 0 };
    const due = model.clocks[step as Step]?.due ?? 0;
    if (step === 'decide') return { step, at: isDay(due) ? openingAfter(due, days) : due };
    if (step === 'supply' || step === 'suspend' || step === 'confirm')
      return { step, at: isDay(due) ? openingAfter(due, days) : endsAt(due) };
  }
  return null;
}

/** 超期: the limits of 签收 and 办结 that have passed while they run, and that no card says yet: a day at its midnight. */
export function turnedLate(
  model: Model,
  at: number,
): { readonly model: Model; readonly steps: readonly string[] } {
  const live = liveSteps(model);
  const steps = (['sign', 'resolve'] as const).filter((step) => {
    const due = step === 'resolve' ? model.resolve.due : (model.clocks.sign?.due ?? Number.NaN);
    return live.includes(step) && isPast(due, at) && !model.shownLate[step].includes(due);
  });
  const now = { sign: model.clocks.sign?.due ?? 0, resolve: model.resolve.due };
  const shown = Object.fromEntries(steps.map((step) => [step, [now[step]]]));
  return { model: { ...model, shownLate: { ...model.shownLate, ...shown } }, steps };
}

/** With whoever is there: the one who holds it by right, or the first in their place. */
function atHand(model: Model, now: Now): Model {
  const { department, holder, actingFor } = model;
  if (department === null || holder === null) return model;
  const found = present(department, actingFor ?? holder, now, holder);
  if (found === null || (found.holder === holder && found.actingFor === actingFor)) return model;
  return { ...model, ...found };
}

/** The clock looks at it: somebody is on leave or back, or a step is over; null when neither is so. */
export function woken(model: Model, now: Now): { readonly model: Model; readonly what: string } | null {
  if (!OVER.includes(model.state)) {
    const next = atHand(model, now);
    if (next !== model)
      return { model: { ...next, last: null }, what: next.actingFor === null ? 'back' : 'leave' };
  }
  const lapse = nextLapse(model, now.days);
  if (lapse === null || now.at < lapse.at) return null;
  return { model: { ...lapsed(model, lapse.step, now), last: null }, what: lapse.step };
}

function lapsed(model: Model, step: Step, now: Now): Model {
  switch (step) {
    case 'dispatch':
      return assigned(model, now.office.fallback, now);
    case 'confirm':
      return { ...over(model, 'closed', now.at), silent: true };
    case 'decide':
      return denied(model);
    default:
      return { ...resumed(model, now), state: 'working' };
  }
}

/** All that runs is counted again by another calendar. */
export function recounted(model: Model, now: Now): Model {
  const { days } = now;
  const live = liveSteps(model);
  const whole = live.includes('resolve') ? counted(model, now) : model;
  const again = { ...model.clocks };
  for (const step of [...live, ...(model.state === 'assigned' ? (['feedback'] as const) : [])]) {
    const clock = step === 'resolve' ? undefined : again[step];
    if (!clock || step === 'resolve') continue;
    const own = after(clock.start, clock.span, days);
    const limited = { sign: within, feedback: within, decide: beforeEnd }[step as string];
    again[step] = { ...clock, due: limited ? limited(clock.began, own, whole, days) : own };
  }
  const duties = model.duties.map((one) => {
    if (!one.open) return one;
    const { began, start, span } = one.clock;
    const due = owedBy(one.kind, began, after(start, span, days), whole, days);
    return { ...one, clock: { ...one.clock, due } };
  });
  return { ...whole, clocks: again, duties };
}
