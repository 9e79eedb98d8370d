/**
 * Who may do what to which ticket: one table, asked by everything that reads or changes a ticket.
 * A report about an official (confidential) is seen by the person who made it and the discipline
 * contacts only (信访工作条例 30: never passed to the unit reported), and of those by none whom it names.
 */
import type { Actor, Command } from './commands.ts';
import { isNamed } from './contacts.ts';
import { isCoLeader, oversees } from './leaders.ts';
import { POSTS } from './offices.ts';
import type { Outline } from './outline.ts';
import { type Role, type RoleHeld, type Roster, SQUAD } from './roster.ts';
import { raisersOf, type Ticket } from './ticket.ts';

export type { Actor } from './commands.ts';

export type Action =
  | 'view'
  | Exclude<Command['type'], 'grant' | 'deny' | 'answerDuty' | 'pauseStep' | 'resumeStep'>
  | 'beginStep'
  /** 审批 of 延期 and 退单, of 挂账 */
  | 'settle'
  | 'approve'
  /** The answer to 协办 and to a step of another department, to 督办 and 批示 and to a step of one's own, to 顶格推进 */
  | 'answerAssist'
  | 'answerOrder'
  | 'answerEscalate';

/** What somebody is to one ticket. */
export type Relation =
  | 'reporter'
  | 'colleague'
  | 'liaison'
  | 'head'
  /** Of a department that is asked to assist (协办). */
  | 'assistant'
  | 'dispatcher'
  /** In whose scope it lies: a co-leader, or whoever is in charge of its department. */
  | 'leader'
  /** Of those the co-leaders (双组长). */
  | 'coLeader'
  /** 督查室, in whose scope it lies. */
  | 'inspector'
  | 'discipline'
  /** Took the last step, whoever has the ticket now. */
  | 'doer'
  | 'system'
  | 'ledger';

const TABLE: Readonly<Record<Action, readonly Relation[]>> = {
  view: [
    'reporter',
    'colleague',
    'liaison',
    'head',
    'assistant',
    'dispatcher',
    'leader',
    'inspector',
    'discipline',
    'system',
  ],
  assign: ['dispatcher', 'leader', 'system', 'ledger'],
  claim: ['dispatcher'],
  sign: ['liaison', 'head', 'discipline'],
  feedback: ['liaison', 'head', 'discipline'],
  resolve: ['liaison', 'head', 'discipline', 'ledger'],
  transfer: ['liaison', 'head', 'dispatcher', 'ledger'],
  delegate: ['liaison', 'head', 'dispatcher'],
  // By the operator's command, at a start.
  reorganise: ['system'],
  confirm: ['reporter', 'colleague'],
  rework: ['reporter', 'colleague'],
  urge: ['reporter', 'colleague'],
  supplement: ['reporter', 'colleague', 'liaison', 'discipline', 'dispatcher'],
  withdraw: ['reporter', 'colleague'],
  ask: ['liaison', 'head', 'discipline'],
  resume: ['liaison', 'head', 'dispatcher', 'discipline'],
  extend: ['liaison', 'head'],
  return: ['liaison', 'head'],
  suspend: ['liaison', 'head'],
  settle: ['dispatcher'],
  // 挂账 takes a leader's word; who asks for something never settles it.
  approve: ['leader'],
  // In a 调度会 the co-leaders name whoever leads a matter, and take up again what an enterprise was not satisfied with.
  assist: ['liaison', 'head', 'dispatcher', 'coLeader'],
  supervise: ['dispatcher', 'leader', 'inspector'],
  instruct: ['leader'],
  escalate: ['dispatcher'],
  sendBack: ['dispatcher', 'leader', 'inspector'],
  plan: ['liaison', 'head', 'dispatcher', 'system'],
  answerAssist: ['assistant'],
  answerOrder: ['liaison', 'head'],
  answerEscalate: ['coLeader'],
  // 回访 is done by the hub, never by the department that did the work (济南条例 27).
  callBack: ['dispatcher'],
  answer: ['reporter', 'colleague'],
  attribute: ['dispatcher', 'system'],
  // A department that says 不紧急 of its own ticket would set its own limits.
  reclassify: ['dispatcher'],
  // 剔除 is never up to the department in charge.
  reject: ['dispatcher', 'discipline'],
  // 代录: an enterprise that told the hub of it again.
  reopen: ['reporter', 'colleague', 'dispatcher', 'coLeader'],
  merge: ['reporter', 'colleague', 'dispatcher'],
  absorb: ['reporter', 'colleague', 'dispatcher'],
  split: ['reporter', 'colleague', 'dispatcher'],
  acknowledge: ['liaison', 'head', 'dispatcher', 'leader', 'inspector', 'discipline', 'assistant'],
  // To write a note is to read them: never the enterprise (`notes.ts`).
  note: ['liaison', 'head', 'assistant', 'dispatcher', 'leader', 'inspector', 'discipline'],
  undo: ['doer'],
  // Papers that count as complete by law: the clock's own.
  beginStep: ['system'],
  recalculate: ['system'],
  wake: ['system'],
  file: ['system'],
};

/** Who may do it, by what they are to the ticket. */
export function relationsFor(action: Action): readonly Relation[] {
  return TABLE[action];
}

/** Every relation of an actor to a ticket; empty for a stranger. */
export function relationsTo(ticket: Ticket | Outline, actor: Actor, roster: Roster): readonly Relation[] {
  if (typeof actor === 'string') return [actor];
  const relations = new Set<Relation>();
  if (raisersOf(ticket).includes(actor.person)) relations.add('reporter');
  if ('lastStep' in ticket && ticket.lastStep?.by === actor.person) relations.add('doer');
  if ('confidential' in ticket && ticket.confidential) {
    const isContact = ticket.liaison === actor.person || isDiscipline(actor.person, roster);
    if (isContact && !isNamed(ticket, actor.person, roster)) relations.add('discipline');
    // Whoever is kept from it is so whatever they did before.
    return relations.has('reporter') || relations.has('discipline') ? [...relations] : [];
  }
  // The liaison named on the ticket keeps it even if the roster has moved on.
  if (ticket.liaison === actor.person) relations.add('liaison');
  if (ticket.department === SQUAD && roster.isOfSquad(actor.person)) relations.add('liaison');
  for (const held of roster.rolesOf(actor.person)) {
    if (held.role === 'member' && held.enterprise?.id === ticket.enterprise) relations.add('colleague');
    if (held.role === 'dispatcher') relations.add('dispatcher');
    for (const one of asLeader(held, ticket, actor.person)) relations.add(one);
    if (held.department && POSTS.includes(held.role) && assists(held.department.id, ticket)) {
      relations.add('assistant');
    }
    if (ticket.department === null || held.department?.id !== ticket.department) continue;
    if (held.role === 'liaison' || held.role === 'backup') relations.add('liaison');
    if (held.role === 'head') relations.add('head');
  }
  return [...relations];
}

/** What a leader is to a ticket in their scope; whoever gave an order on it keeps it in sight wherever it goes. */
function asLeader(
  held: RoleHeld,
  { department, duties }: Ticket | Outline,
  person: string,
): readonly Relation[] {
  const isTheirs = oversees(held, department) || duties.some(({ by }) => by === person);
  if (held.role !== 'leader' || !isTheirs) return [];
  if (held.inspector) return ['inspector'];
  return isCoLeader(held) ? ['leader', 'coLeader'] : ['leader'];
}

/**
 * Who may put a group into service, and take it out: a group that is served reads every enterprise's cards, so it takes
 * those who have the whole county before them, or who run the program. Whoever only sits in a group may not.
 */
const BINDS_GROUPS: readonly Role[] = ['operator', 'dispatcher', 'leader'];

export function mayBindGroups(roles: ReadonlySet<Role>): boolean {
  return BINDS_GROUPS.some((role) => roles.has(role));
}

/** Who may change the roster, and bring in a ledger from before: whoever runs the program, and the hub. */
const BRINGS_IN: readonly Role[] = ['operator', 'dispatcher'];

export function mayBringIn(roles: ReadonlySet<Role>): boolean {
  return BRINGS_IN.some((role) => roles.has(role));
}

/** Whoever was asked to assist may look on, also when its part is done. */
function assists(department: string, ticket: Ticket | Outline): boolean {
  return ticket.duties.some(
    (duty) => (duty.kind === 'assist' || duty.kind === 'step') && duty.department === department,
  );
}

/** Of an outline: what is asked of a ticket that is over, but for 撤销. */
export function may(action: Action, ticket: Ticket | Outline, actor: Actor, roster: Roster): boolean {
  return relationsTo(ticket, actor, roster).some((relation) => TABLE[action].includes(relation));
}

function isDiscipline(person: string, roster: Roster): boolean {
  return roster.discipline.some((one) => one.id === person);
}
