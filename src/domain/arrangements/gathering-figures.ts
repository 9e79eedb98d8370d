/**
 * What came of gatherings. 办结率 = 销号 ÷ 诉求 taken; what was withdrawn, merged or not taken on stands apart and is in no
 * base. 建议 are answered, not solved: they are in no base of 诉求, and only in the sum of both (问题及建议). 当场解决 is a
 * figure of its own, and counts what the owner has confirmed.
 */
import type { Rate } from '../metrics/rate.ts';
import { type Outline, stoodBefore } from '../outline.ts';
import type { Instant } from '../time.ts';
import type { Gathering } from './gatherings.ts';

export interface Taken {
  /** 诉求 in the base. */
  readonly issues: number;
  /** Of them 销号. */
  readonly closed: number;
  /** Of those closed without a word of the enterprise. */
  readonly unrated: number;
  /** 当场 said to be done, and confirmed by the owner at the first go. */
  readonly onTheSpot: number;
  readonly suggestions: number;
  readonly answered: number;
  /** In no base. */
  readonly withdrawn: number;
  readonly merged: number;
  readonly rejected: number;
}

export const NOTHING_TAKEN: Taken = {
  issues: 0,
  closed: 0,
  unrated: 0,
  onTheSpot: 0,
  suggestions: 0,
  answered: 0,
  withdrawn: 0,
  merged: 0,
  rejected: 0,
};

export function addTaken(one: Taken, other: Taken): Taken {
  const names = Object.keys(NOTHING_TAKEN) as (keyof Taken)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Taken;
}

/** What a ticket that grew out of a gathering adds, as it stood just before `limit`. */
export function takenOf(outline: Outline, limit: Instant): Taken {
  if (outline.registeredAt >= limit) return NOTHING_TAKEN;
  const stood = stoodBefore(outline, limit);
  if (stood.is === 'excluded') {
    const { exclusion } = stood;
    const name = exclusion === 'withdrawn' || exclusion === 'merged' ? exclusion : 'rejected';
    return { ...NOTHING_TAKEN, [name]: 1 };
  }
  if (stood.is !== 'closed') return { ...NOTHING_TAKEN, issues: 1 };
  const isConfirmed = !stood.unrated && !stood.reworked && outline.rating !== 'dissatisfied';
  return {
    ...NOTHING_TAKEN,
    issues: 1,
    closed: 1,
    unrated: stood.unrated ? 1 : 0,
    onTheSpot: outline.source?.onTheSpot && isConfirmed ? 1 : 0,
  };
}

export function suggestedAt({ suggestions = [] }: Gathering, limit: Instant): Taken {
  const made = suggestions.filter(({ at }) => at < limit);
  const answered = made.filter(({ answer }) => answer !== undefined && answer.at < limit);
  return { ...NOTHING_TAKEN, suggestions: made.length, answered: answered.length };
}

/** 办结率 of 诉求. */
export function issueRate({ closed, issues }: Taken): Rate {
  return { numerator: closed, denominator: issues };
}

export function onTheSpotRate({ onTheSpot, issues }: Taken): Rate {
  return { numerator: onTheSpot, denominator: issues };
}

/** 问题及建议 together: solved or answered ÷ taken. */
export function togetherRate({ closed, answered, issues, suggestions }: Taken): Rate {
  return { numerator: closed + answered, denominator: issues + suggestions };
}
