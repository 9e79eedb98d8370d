/** The figures of a period read from the record, part by part: of the whole county, of a department, of an enterprise. */
import { setImmediate as turn } from 'node:timers/promises';
import type { FiguresSource } from '../../domain/figures-source.ts';
import {
  type Attention,
  type Breakdown,
  type Comparison,
  type Figure,
  gatherReport,
  headlineOf,
  isRate,
  type Marks,
  type Members,
  marksOf,
  marksTogether,
  membersOf,
  OUTLINES_AT_ONCE,
  onTimeIn,
  type Period,
  type Rate,
  type ReportParts,
  ratesTogether,
  type Summary,
} from '../../domain/metrics.ts';
import { countedFrom } from '../../domain/metrics-in-parts.ts';
import { isOrderOf, type Order, ordersOn } from '../../domain/on-desk.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Alike, TicketQuery } from '../../store/port.ts';
import type { DeskParts } from '../desk.ts';

/** Whose figures. */
export type Scope =
  | { readonly of: 'county' }
  /** The departments that a leader has in charge. */
  | { readonly of: 'charge'; readonly departments: readonly string[] }
  | { readonly of: 'department'; readonly id: string }
  | { readonly of: 'enterprise'; readonly id: string };

export interface FiguresRead extends Breakdown {
  readonly period: Period;
  /** Of the period before. */
  readonly before: Summary;
  readonly headline: Comparison;
  /** At the end of the period, or now while it goes on. */
  readonly attention: Attention;
  /** 督办 and 批示 that the period has to do with. */
  readonly orders: readonly Order[];
  /** Themes, kinds, what was done well, what comes next. */
  readonly report: ReportParts;
  /** The ticket of `report.best`. */
  readonly best: Ticket | null;
}

type Parts = Pick<DeskParts, 'store' | 'calendar'>;

interface Asked {
  readonly period: Period;
  readonly former: Period;
  readonly next?: Period;
}

function after({ from, before }: Period): Period {
  return { from: before, before: before + (before - from) };
}

/** `former`: the period that it is held against; `next`: the one that follows, else of the same length. `at`: now. */
export async function readFigures(
  scope: Scope,
  { period, former, next = after(period) }: Asked,
  at: Instant,
  parts: Parts,
): Promise<FiguresRead> {
  const source = figuresSource(scope, period.before, parts);
  const ordered: number[] = [];
  const gathered = gatherReport(period, next);
  const { now, before, attention } = await countedFrom(
    source,
    { period, former },
    at,
    parts.calendar,
    (one) => {
      if (one.duties.some((duty) => isOrderOf(period, duty))) ordered.push(one.number);
      gathered.look(one);
    },
  );
  const report = gathered.report();
  const orders: Order[] = [];
  for (const number of ordered.sort((a, b) => a - b)) {
    const ticket = await source.ticket(number);
    if (ticket) orders.push(...ordersOn(ticket, period));
  }
  const best = report.best ? ((await source.ticket(report.best.number)) ?? null) : null;
  return { ...now, before, attention, orders, report, best, period, headline: headlineOf(now.whole, before) };
}

/** The tickets that a figure of a period is made of, the oldest first. `at`: now. */
export async function readMembers(
  scope: Scope,
  figure: Figure,
  period: Period,
  at: Instant,
  parts: Parts,
): Promise<Members<Outline>> {
  const numerator: Outline[] = [];
  const denominator: Outline[] = [];
  let number = 0;
  let unrated = 0;
  const source = figuresSource(scope, period.before, parts);
  const lately = await source.since(Math.min(period.from, at + 1));
  const read = (await hasAny(figure, lately.settled, period, at))
    ? await source.since(Number.NEGATIVE_INFINITY)
    : lately;
  for await (const outlines of read.outlines) {
    const more = membersOf(figure, outlines, period, at);
    numerator.push(...more.numerator);
    denominator.push(...(more.denominator ?? []));
    number += more.number;
    unrated += more.unrated;
  }
  const inOrder = (some: Outline[]) => some.sort((a, b) => a.number - b.number);
  return {
    numerator: inOrder(numerator),
    denominator: isRate(figure) ? inOrder(denominator) : null,
    number,
    unrated,
  };
}

/** Whether a figure is made of any of these. Most of a period have to do with nothing that was over before it. */
async function hasAny(
  figure: Figure,
  settled: readonly Alike[],
  period: Period,
  at: Instant,
): Promise<boolean> {
  for (let first = 0; first < settled.length; first += OUTLINES_AT_ONCE) {
    const some = settled.slice(first, first + OUTLINES_AT_ONCE).map(({ one }) => one);
    const { numerator, denominator } = membersOf(figure, some, period, at);
    if (numerator.length > 0 || (denominator?.length ?? 0) > 0) return true;
    await turn();
  }
  return false;
}

/** 按期办结率 of several periods, as now known. */
export async function readTrend(
  scope: Scope,
  periods: readonly Period[],
  at: Instant,
  parts: Parts,
): Promise<readonly Rate[]> {
  const last = Math.max(...periods.map(({ before }) => before));
  // What was due in one of them settled no earlier.
  const read = await figuresSource(scope, last, parts).since(Math.min(...periods.map(({ from }) => from)));
  let sum = onTimeIn([], periods, at);
  for await (const outlines of read.outlines) {
    const more = onTimeIn(outlines, periods, at);
    sum = sum.map((rate, place) => ratesTogether(rate, more[place] ?? rate));
  }
  return sum;
}

/** Which figures of a brief each ticket is in. */
export async function readMarks(scope: Scope, period: Period, at: Instant, parts: Parts): Promise<Marks> {
  const read = await figuresSource(scope, period.before, parts).since(Number.NEGATIVE_INFINITY);
  let sum: Marks = {};
  for await (const outlines of read.outlines) sum = marksTogether(sum, marksOf(outlines, period, at));
  return sum;
}

/** All tickets of a scope that were registered before. */
export function figuresSource(scope: Scope, registeredBefore: Instant, { store }: Parts): FiguresSource {
  const isTheirs = isOfScope(scope);
  const isOf = (one: Outline): boolean => !one.apart && isTheirs(one);
  return {
    ticket: (number) => store.ticket(number),
    pause: () => turn(),
    async since(instant) {
      const read = await store.outlinesSince(instant, { registeredBefore, ...queryOf(scope) });
      return {
        settled: read.settled.filter(({ one }) => isOf(one)),
        outlines: only(isOf, read.outlines),
      };
    },
  };
}

async function* only(isOf: (one: Outline) => boolean, parts: AsyncIterable<readonly Outline[]>) {
  for await (const part of parts) yield part.filter(isOf);
}

function isOfScope(scope: Scope): (one: Outline) => boolean {
  switch (scope.of) {
    case 'county':
      return () => true;
    case 'charge': {
      const departments = new Set(scope.departments);
      return ({ department }) => departments.has(department ?? '');
    }
    case 'department':
      return ({ department }) => department === scope.id;
    case 'enterprise':
      return ({ enterprise }) => enterprise === scope.id;
    default:
      return scope satisfies never;
  }
}

function queryOf(scope: Scope): TicketQuery {
  if (scope.of === 'department') return { department: scope.id };
  return scope.of === 'enterprise' ? { enterprise: scope.id } : {};
}
