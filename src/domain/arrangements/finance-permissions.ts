/**
 * Who may do what with 政银企对接, and who reads which of the sealed fields. Leaders read counts, and no need of anybody's.
 */
import { hasTheWhole } from '../leaders.ts';
import type { Roster } from '../roster.ts';
import { type OpenTo, opened } from '../sealed.ts';
import {
  type Grant,
  isLive,
  type Need,
  type NeedFields,
  type Obstacle,
  type Offer,
  obstaclesOf,
} from './finance.ts';

/** owner: speaks for the firm · bank: of a bank that has it in hand · hub */
export type Relation = 'owner' | 'bank' | 'hub';

/** The hub looks at the standards, and needs no amount for that (知悉范围最小: 个人信息保护法 6, by analogy for a firm's secrets). */
const NEED_OPEN: OpenTo<NeedFields, Relation> = {
  yuan: ['owner', 'bank'],
  months: ['owner', 'bank', 'hub'],
  purpose: ['owner', 'bank', 'hub'],
  collateral: ['owner', 'bank'],
};
const GRANT_OPEN: OpenTo<Grant, Relation> = { yuan: ['owner', 'bank'], rate: ['owner', 'bank'] };

/** On one need. */
export type FinanceAction =
  | 'view'
  | 'complete'
  | 'check'
  | 'choose'
  | 'pick'
  | 'obstruct'
  | 'file'
  | 'withdraw'
  | 'answer'
  | 'decide'
  | 'lend';

const TABLE: Readonly<Record<FinanceAction, readonly Relation[]>> = {
  view: ['owner', 'bank', 'hub'],
  complete: ['owner'],
  choose: ['owner'],
  pick: ['owner'],
  obstruct: ['owner', 'bank', 'hub'],
  file: ['owner'],
  withdraw: ['owner'],
  check: ['hub'],
  answer: ['bank'],
  decide: ['bank'],
  lend: ['bank'],
};

/** In which relations somebody stands to a need. */
export function relationsTo(need: Need, person: string, roster: Roster): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  for (const { role, enterprise } of roster.rolesOf(person)) {
    if (role === 'member' && enterprise?.id === need.enterprise) relations.add('owner');
    if (role === 'dispatcher') relations.add('hub');
  }
  if (offerOf(need, person, roster)) relations.add('bank');
  return relations;
}

/** What lies before the bank that somebody works for; undefined where it has nothing in hand. */
export function offerOf(need: Need, person: string, roster: Roster): Offer | undefined {
  const bank = roster.bankOf(person)?.id;
  const offer = need.offers.find((one) => one.bank === bank);
  const isTheirs = offer?.openedAt !== undefined && isLive(offer) && !need.withdrawn;
  return isTheirs ? offer : undefined;
}

export function mayFinance(action: FinanceAction, need: Need, person: string, roster: Roster): boolean {
  const relations = relationsTo(need, person, roster);
  return TABLE[action].some((one) => relations.has(one));
}

/** Whether somebody speaks for a firm, and so may tell what it needs. */
export function mayTellNeeds(person: string, roster: Roster): boolean {
  return roster.rolesOf(person).some(({ role }) => role === 'member');
}

/** The figures of the county: the hub, and whoever leads or inspects the whole of it. */
export function mayReadFinanceFigures(person: string, roster: Roster): boolean {
  return roster
    .rolesOf(person)
    .some((held) => held.role === 'dispatcher' || (held.role === 'leader' && hasTheWhole(held)));
}

/** Whether there is anything of it for somebody, whatever that is. */
export function isConcernedByFinance(person: string, roster: Roster): boolean {
  return (
    mayTellNeeds(person, roster) ||
    roster.bankOf(person) !== undefined ||
    mayReadFinanceFigures(person, roster)
  );
}

/** Of a need, what this person may read. */
export function needOpened(need: Need, person: string, roster: Roster): Partial<NeedFields> {
  return opened(need.fields, relationsTo(need, person, roster), NEED_OPEN);
}

/** 卡点 that this person reads: a bank its own alone, as others may tell of other banks. */
export function obstaclesFor(need: Need, person: string, roster: Roster): readonly Obstacle[] {
  const relations = relationsTo(need, person, roster);
  const own = offerOf(need, person, roster)?.bank;
  const readsAll = relations.has('owner') || relations.has('hub');
  return obstaclesOf(need).filter(({ bank }) => readsAll || (own !== undefined && bank === own));
}

/** What a bank granted, and lent so far: to the firm, and to that bank alone. */
export function grantOpened(
  need: Need,
  offer: Offer,
  person: string,
  roster: Roster,
): (Partial<Grant> & { readonly lent?: number }) | null {
  const relations = new Set(relationsTo(need, person, roster));
  if (roster.bankOf(person)?.id !== offer.bank) relations.delete('bank');
  if (!offer.granted) return null;
  const grant = opened(offer.granted, relations, GRANT_OPEN);
  if (grant.yuan === undefined) return grant;
  return { ...grant, lent: offer.lent.reduce((sum, one) => sum + one.sealed.yuan, 0) };
}
