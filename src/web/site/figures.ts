/**
 * The figures of the board. What was counted within the last minute is shown, with the time it is of, as long as nothing has
 * happened to any ticket since; also where something has, if there are so many tickets that counting takes long.
 */

import { momentInWords } from '../../briefs/brief.ts';
import type { DeskParts } from '../../desk/desk.ts';
import { type FiguresRead, readFigures, type Scope } from '../../desk/leaders/figures.ts';
import { type PeriodRead, periodIn, readAs } from '../../dialogue/period-words.ts';
import type { Period } from '../../domain/metrics.ts';
import { summaryOf } from '../../domain/schedule.ts';
import { spanBefore, spanOf } from '../../domain/spans.ts';
import { dayOf, type Instant, MINUTE } from '../../domain/time.ts';

/** Counting that takes longer than this, as of a year of a large county, is not done for every change. */
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
  /** As the store had them before it was counted. */
  readonly changes: number;
}

export function createFigures(parts: DeskParts): BoardFigures {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<Kept>>();

  async function count(scope: Scope, period: PeriodRead): Promise<Kept> {
    const at = parts.clock.now();
    const changes = parts.store.changes();
    const begun = performance.now();
    const former = formerOf(period, at);
    const read = await readFigures(scope, { period, former }, at, parts);
    return { read, at, tookMs: performance.now() - begun, changes };
  }

  return {
    async of(scope, period) {
      const key = JSON.stringify([scope, period.from, period.before]);
      const known = kept.get(key);
      const now = parts.clock.now();
      const isLately = known !== undefined && known.at <= now && now < known.at + KEPT_MS;
      const isSame = known?.changes === parts.store.changes();
      if (isLately && (isSame || known.tookMs > QUICK_MS)) return known;
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
  /** What was asked and is no period, or only to come: another one is shown. */
  readonly unread?: string;
  /** The one before, where it is not the days before. */
  readonly former?: Period;
}

/** By what a daily or weekly brief is cut: `daily_2026-11-24`. */
type Cut = Pick<DeskParts, 'schedule' | 'calendar'>;

/**
 * The period that words name; this month where they name none, or only the future. Also as the button under a brief names
 * it: `monthly_2026-11`, `20261101-20261115`.
 */
export function periodAsked(asked: string, at: Instant, cut?: Cut): PeriodShown {
  const brief = cut && briefPeriod(asked, at, cut);
  if (brief) return brief;
  return periodInWords(inWords(asked), at);
}

/** From one brief to the next, which no words of people name. */
function briefPeriod(token: string, at: Instant, { schedule, calendar }: Cut): PeriodShown | null {
  if (!/^(?:daily|weekly)_/.test(token)) return null;
  const found = summaryOf(token.replace('_', ':'), schedule, calendar);
  if (!found || found.period.from > at) return null;
  const { from, before } = found.period;
  return {
    from,
    before,
    span: { kind: 'days', first: dayOf(from), last: dayOf(before) },
    label: `${momentInWords(from, at)} 至 ${momentInWords(before, at)}`,
    isFuture: false,
    words: token,
    ...(found.former ? { former: found.former } : {}),
  };
}

function inWords(token: string): string {
  return token
    .replace(/^(?:monthly|yearly)_(20\d{2}(?:-\d{2})?)$/, '$1')
    .replace(/^(20\d{2})$/, '$1年')
    .replace(/^(\d{4})(\d{2})(\d{2})-(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3到$4-$5-$6');
}

function periodInWords(words: string, at: Instant): PeriodShown {
  const today = dayOf(at);
  const asked = periodIn(words, today);
  if (asked && !asked.isFuture) return shownAs(asked, at);
  const month = shownAs(readAs(spanOf('month', today), today), at);
  return words.trim() === '' ? month : { ...month, unread: words };
}

/** With words that an address can name it by. `at`: now. */
export function shownAs(read: PeriodRead, at: Instant): PeriodShown {
  const today = dayOf(at);
  const again = periodIn(read.label, today);
  const isRead = again?.from === read.from && again.before === read.before;
  return { ...read, words: isRead ? read.label : `${read.span.first}到${read.span.last}` };
}

/** What an address of a figure asks for: a period, and of it or of the one before (`was=1`). */
export function figurePeriod(
  { p = '', was }: Record<string, string>,
  at: Instant,
  cut: Cut,
): { readonly period: PeriodShown; readonly isFormer: boolean; readonly read: PeriodRead } {
  const period = periodAsked(p, at, cut);
  const isFormer = was === '1';
  return { period, isFormer, read: isFormer ? formerOf(period, at) : period };
}

export function formerOf(
  { span, former }: PeriodRead & { readonly former?: Period },
  at: Instant,
): PeriodRead {
  if (former) return { ...former, span, label: '上一期', isFuture: false };
  return readAs(spanBefore(span), dayOf(at));
}
