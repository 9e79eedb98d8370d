/** Who sees an inspection and who does what to it: one table, asked by the desk and by the pages. */
import { hasTheWhole, oversees } from '../leaders.ts';
import { officesOf, POSTS } from '../offices.ts';
import type { Roster } from '../roster.ts';
import type { InspectionRules } from './inspection-rules.ts';
import { type Inspection, type Inspections, leadOf, unitsOf } from './inspections.ts';

/** unit: of one of the units that come · owner: of the firm, once it was told · overseer: of 司法局 · whole: hub, and leaders in whose scope it lies */
export type InspectionRelation = 'unit' | 'owner' | 'overseer' | 'whole';
export type InspectionAction = 'view' | 'enter' | 'result' | 'makeUp' | 'cancel' | 'rate';

const TABLE: Readonly<Record<InspectionAction, readonly InspectionRelation[]>> = {
  view: ['unit', 'owner', 'overseer', 'whole'],
  enter: ['unit'],
  result: ['unit'],
  makeUp: ['unit'],
  cancel: ['unit'],
  // Nobody else has been inspected.
  rate: ['owner'],
};

/** The unit that somebody files for; undefined where they are of none. */
export function unitOf(person: string, roster: Roster): string | undefined {
  const [first] = officesOf(person, roster);
  return first;
}

/** Whether somebody reads the figures, which are of the whole county. */
export function readsAll(person: string, roster: Roster, { overseer }: InspectionRules): boolean {
  return (
    unitOf(person, roster) === overseer ||
    roster
      .rolesOf(person)
      .some((held) => held.role === 'dispatcher' || (held.role === 'leader' && hasTheWhole(held)))
  );
}

/** Units, firms, 司法局, the hub and leaders; nobody else has anything to read. */
export function isConcerned(person: string, roster: Roster, rules: InspectionRules): boolean {
  return (
    unitOf(person, roster) !== undefined ||
    roster.enterpriseOf(person) !== undefined ||
    roster.rolesOf(person).some(({ role }) => role === 'leader') ||
    readsAll(person, roster, rules)
  );
}

export function inspectionRelations(
  one: Inspection,
  person: string,
  all: Inspections,
  roster: Roster,
  { overseer }: InspectionRules,
): ReadonlySet<InspectionRelation> {
  const found = new Set<InspectionRelation>();
  const units = [...unitsOf(one, all), one.department];
  for (const held of roster.rolesOf(person)) {
    const of = held.department && POSTS.includes(held.role) ? held.department.id : undefined;
    if (of !== undefined && units.includes(of)) found.add('unit');
    if (of === overseer) found.add('overseer');
    if (held.role === 'dispatcher') found.add('whole');
    if (held.role === 'leader' && units.some((unit) => oversees(held, unit))) found.add('whole');
    const isTheirs = held.role === 'member' && held.enterprise?.id === one.enterprise;
    if (isTheirs && (one.told ?? leadOf(one, all).told) !== undefined) found.add('owner');
  }
  return found;
}

export function mayInspection(
  action: InspectionAction,
  one: Inspection,
  person: string,
  all: Inspections,
  roster: Roster,
  rules: InspectionRules,
): boolean {
  const relations = inspectionRelations(one, person, all, roster, rules);
  return TABLE[action].some((relation) => relations.has(relation));
}
