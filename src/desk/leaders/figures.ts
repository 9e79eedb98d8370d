/** The figures of a period read from the record, part by part: of the whole county, of a department, of an enterprise. */
import {
  type Attention,
  attentionAt,
  type Breakdown,
  breakdownOf,
  type Comparison,
  type Figure,
  headlineOf,
  type Marks,
  type Members,
  marksOf,
  marksTogether,
  membersOf,
  onTimeIn,
  type Period,
  type Rate,
  type ReportParts,
  reportOf,
  reportsTogether,
  type Summary,
  summarise,
} from '../../domain/metrics.ts';
import {
  attentionTogether,
  breakdownsTogether,
  inParts,
  ratesTogether,
  summariesTogether,
} from '../../domain/metrics-in-parts.ts';
import { type Order, ordersOn } from '../../domain/on-desk.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { TicketQuery } from '../../store/port.ts';
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
  const figures = (tickets: readonly Ticket[]) => ({
    now: breakdownOf(tickets, period, at),
    before: summarise(tickets, former, at),
    attention: attentionAt(tickets, Math.min(period.before - 1, at), parts.calendar),
    orders: tickets.flatMap((ticket) => ordersOn(ticket, period)),
    report: reportOf(tickets, period, next),
  });
  let sum = figures([]);
  for await (const tickets of inParts(ticketsOf(scope, period.before, parts))) {
    const more = figures(tickets);
    sum = {
      now: breakdownsTogether(sum.now, more.now),
      before: summariesTogether([sum.before, more.before]),
      attention: attentionTogether([sum.attention, more.attention]),
      orders: [...sum.orders, ...more.orders],
      report: reportsTogether(sum.report, more.report),
    };
  }
  const { now, ...rest } = sum;
  return { ...now, ...rest, period, headline: headlineOf(now.whole, sum.before) };
}

/** The tickets that a figure of a period is made of, the oldest first. `at`: now. */
export async function readMembers(
  scope: Scope,
  figure: Figure,
  period: Period,
  at: Instant,
  parts: Parts,
): Promise<Members> {
  let sum = membersOf(figure, [], period, at);
  for await (const tickets of inParts(ticketsOf(scope, period.before, parts))) {
    const more = membersOf(figure, tickets, period, at);
    sum = {
      numerator: [...sum.numerator, ...more.numerator],
      denominator: sum.denominator && [...sum.denominator, ...(more.denominator ?? [])],
      number: sum.number + more.number,
    };
  }
  return sum;
}

/** 按期办结率 of several periods, as now known. */
export async function readTrend(
  scope: Scope,
  periods: readonly Period[],
  at: Instant,
  parts: Parts,
): Promise<readonly Rate[]> {
  const last = Math.max(...periods.map(({ before }) => before));
  let sum = onTimeIn([], periods, at);
  for await (const tickets of inParts(ticketsOf(scope, last, parts))) {
    const more = onTimeIn(tickets, periods, at);
    sum = sum.map((rate, place) => ratesTogether(rate, more[place] ?? rate));
  }
  return sum;
}

/** Which figures of a brief each ticket is in. */
export async function readMarks(scope: Scope, period: Period, at: Instant, parts: Parts): Promise<Marks> {
  let sum: Marks = {};
  for await (const tickets of inParts(ticketsOf(scope, period.before, parts))) {
    sum = marksTogether(sum, marksOf(tickets, period, at));
  }
  return sum;
}

async function* ticketsOf(scope: Scope, registeredBefore: Instant, { store }: Parts): AsyncIterable<Ticket> {
  const departments = scope.of === 'charge' ? new Set(scope.departments) : null;
  for await (const ticket of store.each({ registeredBefore, ...queryOf(scope) })) {
    if (departments === null || departments.has(ticket.department ?? '')) yield ticket;
  }
}

function queryOf(scope: Scope): TicketQuery {
  if (scope.of === 'department') return { department: scope.id };
  return scope.of === 'enterprise' ? { enterprise: scope.id } : {};
}
