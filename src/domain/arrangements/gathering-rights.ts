/** Who may do what to a gathering: one table, asked by chat and pages alike. */
import { hasTheWhole } from '../leaders.ts';
import type { Role, Roster } from '../roster.ts';

/** see: all of it, with who comes and every figure; guests and departments see their own part. */
export type GatheringAct = 'see' | 'convene' | 'move' | 'cancel' | 'minutes' | 'attend' | 'record' | 'answer';

const CONVENERS = ['dispatcher', 'leader'] as const;
/** 代录 and the word on a suggestion are the hub's alone. */
const HUB = ['dispatcher'] as const;

export const GATHERING_RIGHTS: Readonly<Record<GatheringAct, readonly Role[]>> = {
  see: CONVENERS,
  convene: CONVENERS,
  move: CONVENERS,
  cancel: CONVENERS,
  minutes: CONVENERS,
  attend: HUB,
  record: HUB,
  answer: HUB,
};

/** Leaders of a part of the county come as the departments that they oversee do. */
export function mayAtGathering(
  act: GatheringAct,
  person: string,
  { rolesOf }: Pick<Roster, 'rolesOf'>,
): boolean {
  return rolesOf(person).some(
    (held) => GATHERING_RIGHTS[act].includes(held.role) && (held.role !== 'leader' || hasTheWhole(held)),
  );
}
