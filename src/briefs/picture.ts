/** What the picture of a brief says, of the figures of the brief. */
import { clip } from '../dialogue/text.ts';
import type { View } from '../dialogue/view.ts';
import type { Breakdown, Comparison, Period, Rate, Tier } from '../domain/metrics.ts';
import { shortThen } from '../domain/on-record.ts';
import { dayOf, type Instant, startOfDay } from '../domain/time.ts';
import type { CardFacts } from '../papers/picture/facts.ts';
import { inOrder } from './breakdown.ts';
import { momentInWords } from './brief.ts';

/** A name that fits on a line with the count of the others behind it. */
const NAME = 14;

export interface Pictured {
  /** 【月报】11月 */
  readonly title: string;
  /** Null for the whole county. */
  readonly whose: string | null;
  readonly period: Period;
  readonly former: string;
  readonly read: Breakdown & { readonly headline: Comparison };
  /** The oldest first; the last is of this period. */
  readonly trend: readonly { readonly label: string; readonly rate: Rate }[];
  /** Of the county or of several departments. */
  readonly tiers: boolean;
}

export function cardOf(
  { title, whose, period, former, read, trend, tiers }: Pictured,
  view: View,
): CardFacts {
  const { roster } = view;
  const { counts, tiers: found } = read.whole;
  const of = (tier: Tier): readonly string[] =>
    inOrder(
      view,
      found.filter((one) => one.tier === tier),
    ).map(({ department }) => clip(shortThen(department, period.before, roster), NAME));
  const { registered, closed, open, overdue } = counts;
  return {
    title: title.replace(/^【(.+?)】/u, '$1　'),
    whose: whose ?? roster.group.name,
    span: spanInWords(period, view.now),
    headline: read.headline,
    former,
    trend: sinceBegun(trend),
    counts: { registered, closed, open, overdue },
    tiers: tiers ? { a: of('A').length, b: of('B'), c: of('C') } : null,
  };
}

/** What lies before there was anything is no part of the line. */
export function sinceBegun<Point extends { readonly rate: Rate }>(trend: readonly Point[]): readonly Point[] {
  const begins = trend.findIndex(({ rate }) => rate.denominator > 0);
  return begins < 0 ? trend.slice(-1) : trend.slice(begins);
}

/** 2026年11月1日至30日; by the minute where it ends within a day, and until now while it goes on. */
function spanInWords({ from, before }: Period, now: Instant): string {
  const isWhole = [from, before].every((one) => startOfDay(dayOf(one)) === one);
  if (!isWhole || before > now) {
    return `${momentInWords(from, now)} 至 ${momentInWords(Math.min(before, now), now)}`;
  }
  const [year, month, first] = partsOf(from);
  const [lastYear, lastMonth, last] = partsOf(before - 1);
  const begins = `${year}年${month}月${first}日`;
  if (year !== lastYear) return `${begins}至${lastYear}年${lastMonth}月${last}日`;
  if (month !== lastMonth) return `${begins}至${lastMonth}月${last}日`;
  return first === last ? begins : `${begins}至${last}日`;
}

function partsOf(at: Instant): readonly [number, number, number] {
  const [year = 0, month = 0, day = 0] = dayOf(at).split('-').map(Number);
  return [year, month, day];
}
