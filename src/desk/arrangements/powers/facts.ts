/** What is read for 权责清单: the list in force, what is proposed, whom a proposal is told. */

import { mayPowers } from '../../../domain/arrangements/power-permissions.ts';
import {
  officesConcerned,
  type PowerEvent,
  type Powers,
  type Proposal,
  proposalsIn,
  stepsIn,
} from '../../../domain/arrangements/powers.ts';
import {
  itemIn,
  listInForce,
  type PowerItem,
  type PowerList,
} from '../../../domain/arrangements/powers-list.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { officesOf } from '../../../domain/offices.ts';
import type { Roster } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';

export function powersOf({ arrangements }: Pick<Office, 'arrangements'>): Powers {
  return arrangements?.powers ?? {};
}

/** The county's file with what 编办 has decided since. */
export function listOf(
  office: Pick<Office, 'arrangements'>,
  { powers }: Pick<DeskParts, 'powers'>,
): PowerList {
  return listInForce(powers, stepsIn(powersOf(office)));
}

/** The item that a ticket is about, by its own words; null where it is on the list nowhere. */
export function itemOf({ text }: Pick<Ticket, 'text'>, { items }: PowerList): PowerItem | null {
  return itemIn(text, items);
}

/** Whoever has all of them before them, and the offices that a proposal concerns; nobody while it is only gathering. */
export function mayReadProposal(one: Proposal, person: string, roster: Roster): boolean {
  if (mayPowers('proposals', person, roster)) return true;
  if (one.putAt === undefined && one.objected === undefined) return false;
  const own = officesOf(person, roster);
  return [...officesConcerned(one, roster)].some((office) => own.has(office));
}

export function readable(office: Office, person: string, roster: Roster): readonly Proposal[] {
  return proposalsIn(powersOf(office)).filter((one) => mayReadProposal(one, person, roster));
}

/** A 岗 of each office concerned, but those that decide. */
export function peopleConcerned(one: Proposal, roster: Roster): readonly string[] {
  return [...officesConcerned(one, roster)].flatMap((office) => roster.department(office)?.primary.id ?? []);
}

export function deciders({ establishment }: Roster): readonly string[] {
  return establishment ? [establishment.primary.id, establishment.head.id] : [];
}

/** `name`: what makes the ids of these messages unlike all others of the same cause. */
export function messages(
  name: string,
  people: readonly string[],
  text: string,
  at: Instant,
  more: Partial<Pick<Outgoing, 'buttons' | 'slot'>> = {},
): readonly Outgoing[] {
  return [...new Set(people)].map((person) =>
    outgoing({ id: `${name}/${person}`, to: { person }, text, kind: 'power', createdAt: at, ...more }),
  );
}

export function arranged(at: Instant, event: PowerEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'powers', event };
}
