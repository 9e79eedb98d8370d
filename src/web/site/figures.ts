/**
 * The figures of the board. They are counted anew for whoever opens it, as long as that is quick; where there are so many
 * tickets that it takes longer, what was counted within the last minute is shown, with the time it is of.
 */

import type { DeskParts } from '../../desk/desk.ts';
import { type FiguresRead, readFigures, type Scope } from '../../desk/leaders/figures.ts';
import { type PeriodRead, periodIn, readAs } from '../../dialogue/period-words.ts';
import { spanBefore, spanOf } from '../../domain/spans.ts';
import { dayOf, type Instant, MINUTE } from '../../domain/time.ts';

/** Counting that takes longer than this, as of a year of a large county, is not done for every look. */
const QUICK_MS = 150;
const KEPT_MS = MINUTE;
/** Periods and scopes whose figures are kept. */
const MOST = 40;

export interface Counted {
  readonly read: FiguresRead;
  readonly at: Instant;
}

export interface BoardFigures {
  of(scope: Scope, period: PeriodRead): Promise<Counted>;
}

interface Kept extends Counted {
  readonly tookMs: number;
}

export function createFigures(parts: DeskParts): BoardFigures {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<Kept>>();

  async function count(scope: Scope, period: PeriodRead): Promise<Kept> {
    const at = parts.clock.now();
    const begun = performance.now();
    const former = formerOf(period, at);
    const read = await readFigures(scope, { period, former }, at, parts);
    return { read, at, tookMs: performance.now() - begun };
  }

  return {
    async of(scope, period) {
      const key = JSON.stringify([scope, period.from, period.before]);
      const known = kept.get(key);
      const now = parts.clock.now();
      const isFresh = known && known.tookMs > QUICK_MS && known.at <= now && now < known.at + KEPT_MS;
      if (isFresh) return known;
      const counting = underWay.get(key) ?? count(scope, period).finally(() => underWay.delete(key));
      underWay.set(key, counting);
      const counted = await counting;
      kept.delete(key);
      kept.set(key, counted);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return counted;
    },
  };
}

/** A period, and how an address names it. */
export interface PeriodShown extends PeriodRead {
  /** Words that are read as the same days again. */
  readonly words: string;
}

/** The period that words name; this month where they name none, or only the future. */
export function periodAsked(words: string, at: Instant): PeriodShown {
  const today = dayOf(at);
  const asked = periodIn(words, today);
  const read = asked && !asked.isFuture ? asked : readAs(spanOf('month', today), today);
  const again = periodIn(read.label, today);
  const isRead = again?.from === read.from && again.before === read.before;
  return { ...read, words: isRead ? read.label : `${read.span.first}到${read.span.last}` };
}

export function formerOf({ span }: PeriodRead, at: Instant): PeriodRead {
  return readAs(spanBefore(span), dayOf(at));
}
