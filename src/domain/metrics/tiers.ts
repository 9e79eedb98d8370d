/**
 * 分档: departments are put in tiers instead of places (domain.md §4.2; 国办函〔2025〕66 号: 不片面追求排名，鼓励分档分类评价).
 * Departments only, never people; what nobody could judge is in no tier (连云港: 无应办结单位单列).
 */
import { COUNTS } from './counts.ts';
import { isAnswered, isExcluded, isJudged } from './judged.ts';
import type { Seen } from './seen.ts';

/**
 * A 按期且满意: everything due in the period was 办结 in time, and no enterprise that answered in it said 不满意 or 没解决.
 * B 有超期或不满意: something due, or 办结, in the period was late; or an enterprise said so.
 * C 超期未办结: something in hand, or 挂账 after its deadline, is past its deadline at the end of the period.
 */
export type Tier = 'A' | 'B' | 'C';

/** Why a department is in its tier: figures of `Counts`, the gravest first. */
const REASONS = ['overdue', 'late', 'unhappy'] as const;
export type TierReason = (typeof REASONS)[number];

export interface DepartmentTier {
  readonly department: string;
  readonly tier: Tier;
  /** What speaks against it, and on which tickets, in order of their numbers. None in A. */
  readonly reasons: readonly { readonly why: TierReason; readonly tickets: readonly number[] }[];
}

/**
 * What one ticket puts its department in; null where there is nothing to judge: it was neither due, nor 办结 or answered in
 * the period, nor is it overdue at its end. Suspended tickets (挂账) are judged by nobody while they are, unless they were
 * late before.
 */
export function tierOf(one: Seen): DepartmentTier | null {
  const { department, number } = one.ticket;
  if (department === null || !hasSomething(one)) return null;
  const against = REASONS.filter((why) => COUNTS[why](one) && !isPutOff(one, why));
  // What is late and open is told once, as that.
  const whys = against.includes('overdue') ? against.filter((why) => why !== 'late') : against;
  const tier = whys.length === 0 ? 'A' : whys[0] === 'overdue' ? 'C' : 'B';
  return { department, tier, reasons: whys.map((why) => ({ why, tickets: [number] })) };
}

/** Each department's by its tickets: the worst, with all the reasons. */
export class Tiers {
  readonly #found = new Map<string, { tier: Tier; readonly reasons: Map<TierReason, number[]> }>();

  add({ department, tier, reasons }: DepartmentTier): void {
    const one = this.#found.get(department) ?? { tier, reasons: new Map<TierReason, number[]>() };
    if (tier > one.tier) one.tier = tier;
    for (const { why, tickets } of reasons) {
      const some = one.reasons.get(why);
      if (some) some.push(...tickets);
      else one.reasons.set(why, [...tickets]);
    }
    this.#found.set(department, one);
  }

  /** In order of the departments' ids, which is no order. */
  all(): readonly DepartmentTier[] {
    return [...this.#found]
      .map(([department, { tier, reasons }]) => ({
        department,
        tier,
        reasons: REASONS.flatMap((why) => {
          const tickets = reasons.get(why);
          return tickets ? [{ why, tickets: tickets.toSorted((a, b) => a - b) }] : [];
        }),
      }))
      .sort((a, b) => (a.department < b.department ? -1 : 1));
  }
}

function hasSomething(one: Seen): boolean {
  if (one.isLate || isAnswered(one)) return true;
  return isJudged(one) && !isExcluded(one) && one.end.is !== 'suspended';
}

/** 挂账 in time: when it was due is nobody's concern while it is. */
function isPutOff(one: Seen, why: TierReason): boolean {
  return why === 'late' && one.end.is === 'suspended';
}
