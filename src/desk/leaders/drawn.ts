/** The picture of any period, for the board: drawn when somebody opens it, and kept for as long as its figures are. */
import { cardOf } from '../../briefs/picture.ts';
import type { PeriodRead } from '../../dialogue/period-words.ts';
import { readAs } from '../../dialogue/period-words.ts';
import { type Rate, rateOf } from '../../domain/metrics.ts';
import { type Span, spanBefore } from '../../domain/spans.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import type { CardFacts } from '../../papers/picture/facts.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { type FiguresRead, readTrend, type Scope } from './figures.ts';
import { hasParts, nameOfScope } from './scope.ts';

const TREND = 6;

/** `former`: the period before, as people call it. */
export async function cardOfPeriod(
  scope: Scope,
  period: PeriodRead,
  { read, former }: { readonly read: FiguresRead; readonly former: string },
  at: Instant,
  parts: DeskParts,
): Promise<CardFacts> {
  const view = viewAt(parts, at);
  const trend = await trendOf(scope, period, at, parts);
  return cardOf(
    {
      title: view.say('summary.asked', { what: period.label }),
      whose: nameOfScope(scope, period, view),
      period,
      former,
      read,
      trend: trend.map((point) => ({ label: shortName(point.period.span), rate: point.rate })),
      tiers: hasParts(scope),
    },
    view,
  );
}

/** 按期办结率 of a period and of those before it, the oldest first. */
export async function trendOf<Of extends PeriodRead>(
  scope: Scope,
  period: Of,
  at: Instant,
  parts: DeskParts,
): Promise<readonly { readonly period: PeriodRead | Of; readonly rate: Rate }[]> {
  const spans = [period.span];
  while (spans.length < TREND) spans.unshift(spanBefore(spans[0] ?? period.span));
  const before = spans.slice(0, -1).map((span) => readAs(span, dayOf(at)));
  // The last is the period itself, which may be cut within a day.
  const periods = [...before, period];
  const rates = await readTrend(scope, periods, at, parts);
  return periods.map((one, place) => ({ period: one, rate: rates[place] ?? rateOf(0, 0) }));
}

/** As short as stands under a point: 2026, 11月, 三季度, 11.23. */
function shortName({ kind, first, last }: Span): string {
  const [year = '', month, day] = (kind === 'month' ? first : last).split('-').map(String);
  switch (kind) {
    case 'year':
      return year;
    case 'half':
      return Number(month) > 6 ? '下半年' : '上半年';
    case 'quarter':
      return `${'一二三四'[Math.ceil(Number(month) / 3) - 1]}季度`;
    case 'month':
      return `${Number(month)}月`;
    default:
      return `${Number(month)}.${Number(day)}`;
  }
}
