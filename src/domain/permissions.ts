/**
 * Who may do what to which ticket: one table, asked by everything that reads or changes a ticket.
 * A report about an official (confidential) is seen by the person who made it and the discipline
 * contacts only (信访工作条例 30: never passed to the unit reported).
 */
import type { Roster } from './roster.ts';
import type { Ticket } from './ticket.ts';

/** Who acts: a person of the roster, the program's own clock, or a ledger being replayed. */
export type Actor = { readonly person: string } | 'system' | 'ledger';

export type Action =
  | 'view'
  | 'assign'
  | 'sign'
  | 'feedback'
  | 'resolve'
  | 'transfer'
  | 'delegate'
  | 'confirm'
  | 'rework'
  | 'urge'
  | 'supplement'
  | 'withdraw'
  | 'wake'
  | 'file';

/** What somebody is to one ticket. */
export type Relation =
  | 'reporter'
  | 'colleague'
  | 'liaison'
  | 'head'
  | 'dispatcher'
  | 'leader'
  | 'discipline'
  | 'system'
  | 'ledger';

const TABLE: Readonly<Record<Action, readonly Relation[]>> = {
  view: ['reporter', 'colleague', 'liaison', 'head', 'dispatcher', 'leader', 'discipline', 'system'],
  assign: ['dispatcher', 'system', 'ledger'],
  sign: ['liaison', 'head', 'discipline'],
  feedback: ['liaison', 'head', 'discipline'],
  resolve: ['liaison', 'head', 'discipline', 'ledger'],
  transfer: ['liaison', 'head', 'dispatcher', 'ledger'],
  delegate: ['liaison', 'head', 'dispatcher'],
  confirm: ['reporter', 'colleague'],
  rework: ['reporter', 'colleague'],
  urge: ['reporter', 'colleague'],
  supplement: ['reporter', 'colleague', 'liaison', 'discipline', 'dispatcher'],
  withdraw: ['reporter', 'colleague'],
  wake: ['system'],
  file: ['system'],
};

/** Every relation of an actor to a ticket; empty for a stranger. */
export function relationsTo(ticket: Ticket, actor: Actor, roster: Roster): readonly Relation[] {
  if (typeof actor === 'string') return [actor];
  const relations = new Set<Relation>();
  if (ticket.member === actor.person) relations.add('reporter');
  if (ticket.confidential) {
    if (ticket.liaison === actor.person || isDiscipline(actor.person, roster)) relations.add('discipline');
    return [...relations];
  }
  // The liaison named on the ticket keeps it even if the roster has moved on.
  if (ticket.liaison === actor.person) relations.add('liaison');
  for (const held of roster.rolesOf(actor.person)) {
    if (held.role === 'member' && held.enterprise?.id === ticket.enterprise) relations.add('colleague');
    if (held.role === 'dispatcher' || held.role === 'leader') relations.add(held.role);
    if (ticket.department === null || held.department?.id !== ticket.department) continue;
    if (held.role === 'liaison' || held.role === 'backup') relations.add('liaison');
    if (held.role === 'head') relations.add('head');
  }
  return [...relations];
}

export function may(action: Action, ticket: Ticket, actor: Actor, roster: Roster): boolean {
  return relationsTo(ticket, actor, roster).some((relation) => TABLE[action].includes(relation));
}

function isDiscipline(person: string, roster: Roster): boolean {
  return roster.discipline.some((one) => one.id === person);
}
