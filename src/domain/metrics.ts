/**
 * The figures of every report: one reducer over ticket facts, each rate with its numerator, denominator and
 * definition (口径). An empty base has no rate: it is shown as "—", never as 100 %.
 */
import { addWorkdays, type Calendar, dayIndex } from './calendar.ts';
import { isLate } from './deadline.ts';
import type { Step } from './flow.ts';
import { isOver, type StepClock, type Ticket } from './ticket.ts';
import { DAY, type Day, dayOf, HOUR, type Instant } from './time.ts';

/** A period of time, from inclusive, before exclusive. */
export interface Period {
  readonly from: Instant;
  readonly before: Instant;
}

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Counts of one period. They balance, for every period and every set of tickets:
 * registered + carriedOver = open + closed + excluded.
 */
export interface Counts {
  /** 新收：registered in the period. */
  readonly registered: number;
  /** 结转：registered before it and then still open. */
  readonly carriedOver: number;
  /** 未销号：open at its end, whatever the department says. */
  readonly open: number;
  /** 其中部门已报办结、待企业评价。 */
  readonly claimed: number;
  /** 销号：closed in the period, confirmed or unrated. */
  readonly closed: number;
  /** 其中未评价。 */
  readonly unrated: number;
  /** 剔除：withdrawn, not taken on or merged in the period. */
  readonly excluded: number;
  /** 超期未办结，at the end of the period. */
  readonly overdue: number;
  /** 需调度员分办，of those registered. */
  readonly needingDispatcher: number;
}

export interface Rates {
  /** 办结率（报道口径）= 累计销号 ÷ 累计受理，截至期末。 */
  readonly completion: Rate;
  /** 到期办结率（考核口径）= 到期件中已销号 ÷ 期内到期件。 */
  readonly dueCompletion: Rate;
  /** 按期办结率 = 到期件中按期办结且未被推翻 ÷ 期内到期件。 */
  readonly onTime: Rate;
  /** 按时签收率 = 按时签收 ÷ 期内应签收。 */
  readonly signedOnTime: Rate;
  /** 响应率 = 按时首次反馈（直接办结也算）÷ 期内应反馈。 */
  readonly response: Rate;
  /** 解决率 = 企业确认解决 ÷ 企业作出评价（含“没解决”）。 */
  readonly resolution: Rate;
  /** 满意率 =（满意 + 0.9 × 基本满意）÷ 企业作出评价。 */
  readonly satisfaction: Rate;
}

export interface Summary {
  readonly period: Period;
  readonly counts: Counts;
  readonly rates: Rates;
}

/** Weight of 基本满意, as used by Beijing's district reports. */
const BASIC_WEIGHT = 0.9;

/**
 * Summarises `tickets` for a period as seen at its end; `asOf` is now. Confidential reports are never counted among
 * ordinary tickets. Tickets must be in their state at `asOf`.
 */
export function summarise(tickets: readonly Ticket[], period: Period, asOf: Instant): Summary {
  const end = Math.min(period.before, asOf + 1);
  const seen = tickets.filter((ticket) => !ticket.confidential && ticket.facts.registeredAt < end);
  const inPeriod = (at: Instant | null): boolean => at !== null && at >= period.from && at < end;
  const before = (at: Instant | null, limit: Instant): boolean => at !== null && at < limit;
  const endedBefore = (ticket: Ticket, limit: Instant): boolean =>
    before(ticket.facts.closedAt, limit) || before(leftAt(ticket), limit);
  const count = (test: (ticket: Ticket) => boolean): number => seen.filter(test).length;
  const rateOf = (base: readonly Ticket[], test: (ticket: Ticket) => boolean): Rate => ({
    numerator: base.filter(test).length,
    denominator: base.length,
  });

  const received = seen.filter((ticket) => !before(leftAt(ticket), end));
  const completed = (ticket: Ticket): boolean => before(ticket.facts.closedAt, end);
  const dueInPeriod = (step: Step): readonly Ticket[] =>
    received.filter((ticket) => inPeriod(lastMoment(ticket.clocks[step])));
  const [toSign, toFeedBack, due] = [dueInPeriod('sign'), dueInPeriod('feedback'), dueInPeriod('resolve')];
  const answered = received.filter((ticket) => inPeriod(answeredAt(ticket)));
  const rated = (rating: string): number =>
    answered.filter((ticket) => ticket.facts.rating === rating).length;

  return {
    period,
    counts: {
      registered: count((ticket) => inPeriod(ticket.facts.registeredAt)),
      carriedOver: count(
        (ticket) => ticket.facts.registeredAt < period.from && !endedBefore(ticket, period.from),
      ),
      open: count((ticket) => !endedBefore(ticket, end)),
      claimed: count((ticket) => !endedBefore(ticket, end) && before(ticket.facts.resolvedAt, end)),
      closed: count((ticket) => inPeriod(ticket.facts.closedAt)),
      unrated: count((ticket) => inPeriod(ticket.facts.closedAt) && ticket.facts.rating === null),
      excluded: count((ticket) => inPeriod(leftAt(ticket))),
      overdue: count((ticket) => isUnresolved(ticket, end - 1) && isPastDeadline(ticket, end - 1)),
      needingDispatcher: count(
        (ticket) => inPeriod(ticket.facts.registeredAt) && ticket.facts.needsDispatcher,
      ),
    },
    rates: {
      completion: rateOf(received, completed),
      dueCompletion: rateOf(due, completed),
      onTime: rateOf(due, (ticket) => resolvedOnTime(ticket)),
      signedOnTime: rateOf(toSign, (ticket) => doneInTime(ticket, 'sign', ticket.facts.signedAt)),
      response: rateOf(toFeedBack, (ticket) => doneInTime(ticket, 'feedback', ticket.facts.fedBackAt)),
      resolution: rateOf(answered, (ticket) => ticket.facts.rating !== null),
      satisfaction: {
        numerator: rated('satisfied') + BASIC_WEIGHT * rated('basic'),
        denominator: answered.length,
      },
    },
  };
}

/** When a ticket left the base of the rates: 撤回, 不予受理, 并单. */
function leftAt({ facts }: Ticket): Instant | null {
  return facts.withdrawnAt ?? facts.excludedAt;
}

/** How long past its deadline a ticket is. */
export interface Lateness {
  /** Whole days, at least 1. */
  readonly days: number;
  /** Whole hours, where the limit is counted in hours; null where in days. */
  readonly hours: number | null;
}

/** What calls for somebody's attention at one moment. */
export interface Attention {
  /** 超期：open without a result past their deadline, the longest overdue first. As many as `Counts.overdue`. */
  readonly overdue: readonly (Lateness & { readonly ticket: Ticket })[];
  /** 临期：open without a result, not overdue, due on `soonBy` or before. */
  readonly dueSoon: readonly Ticket[];
  /** The second working day after the moment: what is due then can still be done in time, or be extended. */
  readonly soonBy: Day;
  /** The holidays up to `soonBy` are not published yet. */
  readonly provisional: boolean;
}

/**
 * 临期 begins two working days ahead, with the first reminder of the default flow: an extension has to be asked for
 * at least one working day before the deadline (泉州等地办法), so a day ahead would be too late.
 */
const SOON_WORKDAYS = 2;

/** What is overdue and what soon will be, at `at`. Tickets may be in a later state; confidential ones are left out. */
export function attentionAt(tickets: readonly Ticket[], at: Instant, calendar: Calendar): Attention {
  const today = dayOf(at);
  const soonBy = addWorkdays(today, SOON_WORKDAYS, calendar);
  const unresolved = tickets.filter((ticket) => !ticket.confidential && isUnresolved(ticket, at));
  const [first, last] = [dayIndex(at), calendar.about(soonBy).index];
  const days = Array.from({ length: last - first }, (_, index) => calendar.nth(first + 1 + index));
  return {
    overdue: unresolved
      .filter((ticket) => isPastDeadline(ticket, at))
      .map((ticket) => ({ ticket, ...latenessAt(ticket, at) }))
      .sort((a, b) => b.days - a.days || a.ticket.number - b.ticket.number),
    dueSoon: unresolved.filter((ticket) => !isPastDeadline(ticket, at) && isDueBy(ticket, soonBy)),
    soonBy,
    provisional: days.some((day) => day.provisional),
  };
}

/** Registered by then, without a result and not over, whatever came later. */
function isUnresolved({ facts }: Ticket, at: Instant): boolean {
  const by = (when: Instant | null): boolean => when !== null && when <= at;
  const over = by(facts.closedAt) || by(facts.withdrawnAt) || by(facts.excludedAt);
  return by(facts.registeredAt) && !by(facts.resolvedAt) && !over;
}

function isDueBy(ticket: Ticket, day: Day): boolean {
  const clock = ticket.clocks.resolve;
  return clock !== undefined && clock.deadline.explanation.lastDay <= day;
}

/** The enterprise's last word: its rating, or its "not solved" as long as that stands. */
function answeredAt(ticket: Ticket): Instant | null {
  if (ticket.facts.rating !== null) return ticket.facts.closedAt;
  if (ticket.facts.reworks === 0 || ticket.facts.closedBy === 'silence') return null;
  return ticket.entries.findLast((entry) => entry.what === 'reworked')?.at ?? null;
}

/** 按期办结: the last 办结 that was not overturned came before the deadline had passed. */
export function resolvedOnTime(ticket: Ticket): boolean {
  return doneInTime(ticket, 'resolve', ticket.facts.resolvedAt);
}

/** Open, not yet 办结, and past its deadline. */
export function isOverdue(ticket: Ticket, now: Instant): boolean {
  return !isOver(ticket) && ticket.facts.resolvedAt === null && isPastDeadline(ticket, now);
}

function isPastDeadline(ticket: Ticket, now: Instant): boolean {
  const clock = ticket.clocks.resolve;
  return clock !== undefined && isLate(clock.deadline, now);
}

/** The last moment that is on time: what is due on 30 November belongs to November, though late from December. */
function lastMoment(clock: StepClock | undefined): Instant | null {
  if (!clock) return null;
  const { dayBased, lateFrom } = clock.deadline;
  return dayBased ? lateFrom - 1 : lateFrom;
}

/** How late an overdue ticket is; null when it is not overdue. */
export function latenessOf(ticket: Ticket, now: Instant): Lateness | null {
  return isOverdue(ticket, now) ? latenessAt(ticket, now) : null;
}

function latenessAt(ticket: Ticket, now: Instant): Lateness {
  const deadline = ticket.clocks.resolve?.deadline;
  const inHours = deadline !== undefined && !deadline.dayBased;
  return {
    days: daysPast(ticket, now),
    hours: inHours ? Math.floor((now - deadline.due) / HOUR) : null,
  };
}

function daysPast(ticket: Ticket, now: Instant): number {
  const due = ticket.clocks.resolve?.deadline.due ?? now;
  return Math.max(1, Math.round((dayStart(now) - dayStart(due)) / DAY));
}

function doneInTime(ticket: Ticket, step: 'sign' | 'feedback' | 'resolve', at: Instant | null): boolean {
  const clock = ticket.clocks[step];
  return clock !== undefined && at !== null && !isLate(clock.deadline, at);
}

function dayStart(at: Instant): Instant {
  return Date.parse(`${dayOf(at)}T00:00:00Z`);
}

/** `95%（19/20）`; `—` for an empty base; only the counts when the base is below five (small numbers mislead). */
export function rateInWords(rate: Rate): string {
  if (rate.denominator === 0) return '—';
  const counts = `${Number(rate.numerator.toFixed(1))}/${rate.denominator}`;
  if (rate.denominator < 5) return counts;
  const percent = Number(((rate.numerator / rate.denominator) * 100).toFixed(1));
  // 9999 of 10000 is not "100 %".
  const shown = rate.numerator < rate.denominator ? Math.min(percent, 99.9) : percent;
  return `${shown}%（${counts}）`;
}
