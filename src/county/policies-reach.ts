/** Policies that would reach no firm of the roster: mostly a condition spelt otherwise than the roster has it. */
import { type Fact, type Verdict, verdictOn, type Who } from '../domain/arrangements/audience.ts';
import type { Roster } from '../domain/roster.ts';

/** One sentence for each such policy. None where the roster has no firm yet. */
export function reachingNobody(
  policies: readonly { readonly title: string; readonly who: Who }[],
  { enterprises }: Pick<Roster, 'enterprises'>,
): readonly string[] {
  if (enterprises.length === 0) return [];
  return policies.flatMap(({ title, who }) => {
    const verdicts = enterprises.map((firm) => verdictOn(who, firm));
    return verdicts.some(({ is }) => is === 'fits') ? [] : [`政策“${title}”：${whyNobody(verdicts)}`];
  });
}

function whyNobody(verdicts: readonly Verdict[]): string {
  const unsure = verdicts.flatMap((one) => (one.is === 'unknown' ? [one.missing] : []));
  if (unsure.length === 0) return '名册里没有一家企业符合，发不出去，请核对适用条件（who）';
  const missing = [...new Set<Fact>(unsure.flat())].join('、');
  return `名册里没有一家企业确定符合，发不出去；有 ${unsure.length} 家没写${missing}，请在名册里补上`;
}
