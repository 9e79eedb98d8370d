/** Who may do what to a gathering: one table, asked by chat and pages alike. */
import type { Role } from '../roster.ts';

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

export function mayAtGathering(act: GatheringAct, roles: ReadonlySet<Role>): boolean {
  return GATHERING_RIGHTS[act].some((role) => roles.has(role));
}
