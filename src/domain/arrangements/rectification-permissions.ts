/**
 * Who may do what with 专项整改. What is alike in the county is the hub's and theirs who have the whole county in view; one
 * of them is also theirs in whose scope its lead lies, and, once it is set, the offices' whose work it is.
 */
import { decidersOver, hasTheWhole, oversees } from '../leaders.ts';
import { officesOf } from '../offices.ts';
import type { Roster } from '../roster.ts';
import { type Rectification, stageOf } from './rectifications.ts';

type Theme = Pick<Rectification, 'lead' | 'measures' | 'settled' | 'accepted'>;

/** Sees what is alike in the county, and proposes: the hub, 双组长, and 督查室 of the whole county. */
export function mayPropose(person: string, roster: Roster): boolean {
  return roster
    .rolesOf(person)
    .some((held) => held.role === 'dispatcher' || (held.role === 'leader' && hasTheWhole(held)));
}

export function mayReadTheme(one: Theme, person: string, roster: Roster): boolean {
  const isAbove = roster.rolesOf(person).some((held) => held.role === 'leader' && oversees(held, one.lead));
  if (isAbove || mayPropose(person, roster)) return true;
  const stage = stageOf(one);
  if (stage === 'proposed' || stage === 'refused') return false;
  const offices = officesOf(person, roster);
  return offices.has(one.lead) || one.measures.some(({ department }) => offices.has(department));
}

/** A firm that spoke of it reads, once it is set, what is done and by when; nothing of others, and no figure. */
export function mayReadAsFirm(
  one: Theme & Pick<Rectification, 'enterprises'>,
  person: string,
  roster: Roster,
): boolean {
  const firm = roster.enterpriseOf(person)?.id;
  const stage = stageOf(one);
  return firm !== undefined && one.enterprises.includes(firm) && stage !== 'proposed' && stage !== 'refused';
}

/** 立题 or not: a leader in whose scope its lead lies, and never 督查室. */
export function maySettle({ lead }: Pick<Theme, 'lead'>, person: string, roster: Roster): boolean {
  return decidersOver(lead, roster).some(({ id }) => id === person);
}
