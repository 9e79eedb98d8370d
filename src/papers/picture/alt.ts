/** What the picture of a brief says, in words: for whoever hears it read, or whose file shows none. */
import { rateInWords } from '../../domain/metrics.ts';
import type { CardFacts } from './facts.ts';

export function altOf({ title, span, headline, former, trend, counts, tiers }: CardFacts): string {
  const { registered, closed, open, overdue } = counts;
  const points = trend.map(({ label, rate }) => `${label}${rateInWords(rate)}`);
  return [
    `${title}（${span}）`,
    `按期办结率${rateInWords(headline.now)}，${former}${rateInWords(headline.before)}`,
    `走势：${points.join('、')}`,
    `新收${registered}件，销号${closed}件，在办${open}件，超期${overdue}件`,
    ...(tiers ? [`部门A档${tiers.a}个，B档${tiers.b.length}个，C档${tiers.c.length}个`] : []),
  ].join('；');
}
