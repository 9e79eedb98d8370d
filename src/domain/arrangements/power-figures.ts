/** Figures of 权责清单: what was proposed and decided in a period, and what townships were given beside their list. */
import type { Period } from '../metrics/period.ts';
import type { Instant } from '../time.ts';
import { type Powers, type Proposal, proposalsIn, wasPending } from './powers.ts';

export interface PowerFigures {
  /** Put before 编办 in the period. */
  readonly fresh: number;
  /** Before it at the end of the period, or now while that goes on; whenever they were put there. */
  readonly pending: number;
  /** Decided in the period: the list was changed by these … */
  readonly accepted: readonly Proposal[];
  /** … and was left as it is by so many. */
  readonly kept: number;
  /** 清单外交办: handed to townships in the period, and how many of those came back. */
  readonly given: number;
  readonly returned: number;
}

/** `at`: what happened after it is not counted. */
export function powerFigures(powers: Powers, period: Period, at: Instant): PowerFigures {
  const isIn = (when: Instant | undefined): boolean =>
    when !== undefined && when >= period.from && when < period.before && when <= at;
  const all = proposalsIn(powers);
  const decided = all.filter((one) => isIn(one.decided?.at));
  const accepted = decided.filter(({ decided: how }) => how?.isAccepted);
  const given = (powers.admissions ?? []).filter((one) => isIn(one.at));
  return {
    fresh: all.filter(({ putAt }) => isIn(putAt)).length,
    pending: all.filter((one) => wasPending(one, Math.min(period.before, at + 1))).length,
    accepted,
    kept: decided.length - accepted.length,
    given: given.length,
    returned: given.filter(({ returnedAt }) => returnedAt !== undefined).length,
  };
}
