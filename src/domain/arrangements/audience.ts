/**
 * Whom a policy is for (`who`), told by what the roster says of a firm. It fits, it does not, or a fact is missing; each with
 * what it was told by. None of it is a proof: whether a firm is entitled is the department's decision.
 */
import type { Enterprise } from '../roster.ts';

/** What a rule may ask of a firm, as counties write it. */
export const FACTS = ['行业', '规模', '乡镇', '标签', '用工人数', '在建项目'] as const;
export type Fact = (typeof FACTS)[number];

/** Everything named must hold; of a list, one of it. */
export interface Rule {
  readonly 行业?: readonly string[] | undefined;
  readonly 规模?: readonly Enterprise['size'][] | undefined;
  readonly 乡镇?: readonly string[] | undefined;
  readonly 标签?: readonly string[] | undefined;
  readonly 用工人数?: Bounds | undefined;
  readonly 在建项目?: boolean | undefined;
}

export interface Bounds {
  readonly 至少?: number | undefined;
  readonly 至多?: number | undefined;
}

/** Several rules: one of them is enough. */
export type Who = '所有企业' | readonly Rule[];

/** One thing that is asked of a firm. */
export type Condition =
  | { readonly fact: '行业' | '规模' | '乡镇' | '标签'; readonly oneOf: readonly string[] }
  | { readonly fact: '用工人数'; readonly bounds: Bounds }
  | { readonly fact: '在建项目'; readonly is: boolean };

export type Verdict =
  /** `met`: what it was told by; none where the policy is for everybody. */
  | { readonly is: 'fits'; readonly met: readonly Condition[] }
  | { readonly is: 'unfit'; readonly failed: readonly Condition[] }
  | { readonly is: 'unknown'; readonly missing: readonly Fact[] };

export function verdictOn(who: Who, firm: Enterprise): Verdict {
  if (who === '所有企业') return { is: 'fits', met: [] };
  const verdicts = who.map((rule) => byRule(rule, firm));
  const fits = verdicts.find((one) => one.is === 'fits');
  if (fits) return fits;
  const missing = verdicts.flatMap((one) => (one.is === 'unknown' ? one.missing : []));
  if (missing.length > 0) return { is: 'unknown', missing: [...new Set(missing)] };
  return { is: 'unfit', failed: verdicts.flatMap((one) => (one.is === 'unfit' ? one.failed : [])) };
}

/** What plainly fails settles it, whatever else is not known. */
function byRule(rule: Rule, firm: Enterprise): Verdict {
  const conditions = conditionsOf(rule);
  const held = conditions.map((one) => holds(one, firm));
  const failed = conditions.filter((_, place) => held[place] === false);
  if (failed.length > 0) return { is: 'unfit', failed };
  const missing = conditions.filter((_, place) => held[place] === null).map(({ fact }) => fact);
  return missing.length > 0 ? { is: 'unknown', missing } : { is: 'fits', met: conditions };
}

export function conditionsOf(rule: Rule): readonly Condition[] {
  const listed = (['行业', '规模', '乡镇', '标签'] as const).flatMap((fact): Condition[] => {
    const oneOf = rule[fact];
    return oneOf === undefined ? [] : [{ fact, oneOf }];
  });
  const staff = rule.用工人数;
  const building = rule.在建项目;
  return [
    ...listed,
    ...(staff === undefined ? [] : [{ fact: '用工人数', bounds: staff } as const]),
    ...(building === undefined ? [] : [{ fact: '在建项目', is: building } as const]),
  ];
}

/** Null: the roster does not say. */
function holds(condition: Condition, firm: Enterprise): boolean | null {
  switch (condition.fact) {
    case '行业':
      return condition.oneOf.includes(firm.industry);
    case '规模':
      return condition.oneOf.includes(firm.size);
    case '乡镇':
      return condition.oneOf.includes(firm.township);
    case '标签':
      return firm.tags === undefined ? null : firm.tags.some((tag) => condition.oneOf.includes(tag));
    case '用工人数': {
      const { 至少: least = 0, 至多: most = Number.POSITIVE_INFINITY } = condition.bounds;
      return firm.staff === undefined ? null : firm.staff >= least && firm.staff <= most;
    }
    case '在建项目':
      return firm.building === undefined ? null : firm.building === condition.is;
    default:
      return condition satisfies never;
  }
}
