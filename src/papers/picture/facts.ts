/** What the picture of a brief says. Plain data: it is handed to a thread. */
import type { Comparison, Counts, Rate } from '../../domain/metrics.ts';

export interface CardFacts {
  /** 11月通报 */
  readonly title: string;
  /** Whose figures: the group, a department. */
  readonly whose: string;
  /** From when to when, in words. */
  readonly span: string;
  /** 按期办结率 of the period and of the one before. */
  readonly headline: Comparison;
  /** What the one before is called. */
  readonly former: string;
  /** The same rate of this period and those before it, the oldest first. */
  readonly trend: readonly { readonly label: string; readonly rate: Rate }[];
  readonly counts: Pick<Counts, 'registered' | 'closed' | 'open' | 'overdue'>;
  /** Null where there is no tier to show: of one department, of an enterprise. */
  readonly tiers: { readonly a: number; readonly b: readonly string[]; readonly c: readonly string[] } | null;
}
