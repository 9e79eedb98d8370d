/** Who at an office does now what an arrangement has for it: nobody who is on leave, as long as anybody is there (AB 岗). */
import type { Office } from '../../domain/office.ts';
import { responsibleFor, standInOf } from '../../domain/stand-in.ts';
import type { DeskParts } from '../desk.ts';
import { presenceOf } from '../people/people.ts';

type Parts = Pick<DeskParts, 'roster' | 'channels'>;

/** Of a department: its A 岗, or whoever stands in; none where the roster does not know it. */
export function onDutyAt(department: string, office: Office, { roster, channels }: Parts): readonly string[] {
  const found = responsibleFor(department, presenceOf(roster, office, channels));
  return found === null ? [] : [found.liaison];
}

/** Somebody of a department who began something, or whoever does it in their place. */
export function inPlaceOf(
  person: string,
  department: string,
  office: Office,
  parts: Parts,
): readonly string[] {
  const { roster, channels } = parts;
  if (!roster.person(person)) return onDutyAt(department, office, parts);
  const presence = presenceOf(roster, office, channels);
  if (!presence.away.has(person)) return [person];
  return [standInOf(person, department, presence) ?? person];
}
