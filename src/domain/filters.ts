/** 常用筛选: a list of tickets that somebody has named, for themselves alone. */
import type { Instant } from './time.ts';

export interface SavedFilter {
  readonly name: string;
  /** What names the list in an address, `q=财政局+11月&light=late`. */
  readonly query: string;
  readonly at: Instant;
}

/** Of one person. */
export const MOST_FILTERS = 20;
export const LONGEST_NAME = 12;

/** With one more: under a name that is there already it takes that one's place. */
export function withFilter(filters: readonly SavedFilter[], one: SavedFilter): readonly SavedFilter[] {
  return [...withoutFilter(filters, one.name), one];
}

export function withoutFilter(filters: readonly SavedFilter[], name: string): readonly SavedFilter[] {
  return filters.filter((other) => other.name !== name);
}
