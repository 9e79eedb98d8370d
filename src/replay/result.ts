/** The figures of a replay. Rates and counts come from `domain/metrics.ts`; here they are only gathered. */
import { type Period, type Rate, type Rates, summarise } from '../domain/metrics.ts';
import type { Roster } from '../domain/roster.ts';
import { isRecorded, type Ticket } from '../domain/ticket.ts';
import { toIso } from '../domain/time.ts';
import type { MonthEnd } from './drive.ts';
import type { Ledger } from './ledger.ts';
import type { Tally } from './tally.ts';

/** What no ledger tells; everything that would need it is null. */
export const NOT_TOLD = ['sender', 'enterprise', 'signing', 'feedback', 'rating'] as const;

/** A rate with its counts; null when it has no base, for example because the ledger does not record it. */
export type Known = Rate | null;

export interface DepartmentFigures {
  readonly id: string;
  readonly name: string;
  readonly received: number;
  /** With a result, closed or not. */
  readonly answered: number;
  readonly onTime: Known;
  readonly open: number;
  readonly overdue: number;
  readonly needingDispatcher: number;
}

/** What `--json` prints; times are ISO 8601 in Asia/Shanghai. */
export interface ReplayResult {
  readonly ledger: {
    readonly lines: number;
    readonly skipped: number;
    readonly from: string;
    readonly to: string;
    /**
     * Difficulties whose answering department the ledger names: what routing had made of them. `unclear` ones were
     * put before the dispatcher.
     */
    readonly departments: {
      readonly recorded: number;
      readonly right: number;
      readonly wrong: number;
      readonly unclear: number;
    };
  };
  readonly received: number;
  /** Reports about officials: handled apart, and in no other figure. */
  readonly confidential: number;
  readonly answered: number;
  readonly closed: number;
  readonly unrated: number;
  readonly open: number;
  readonly overdue: number;
  readonly needingDispatcher: number;
  readonly rates: Readonly<Record<keyof Rates, Known>>;
  /** Those with any ticket, most tickets first; the department in charge at the end. */
  readonly departments: readonly DepartmentFigures[];
  readonly months: readonly MonthEnd[];
  readonly reminders: Tally['reminders'];
  readonly escalations: Tally['escalations'];
  readonly summaries: Tally['summaries'];
  readonly messages: { readonly sent: Tally['sent']; readonly dropped: number };
  readonly notRecorded: readonly string[];
}

/** Gathers the figures of `tickets`, as they are at the end of the ledger. */
export function resultOf(replayed: {
  readonly ledger: Ledger;
  readonly tickets: readonly Ticket[];
  readonly months: readonly MonthEnd[];
  readonly tally: Tally;
  readonly roster: Roster;
  /** From the first to the last date of the ledger. */
  readonly period: Period;
}): ReplayResult {
  const { ledger, months, tally, roster, period } = replayed;
  const tickets = replayed.tickets.filter(isRecorded);
  const asOf = period.before - 1;
  const { counts, rates } = summarise(tickets, period, asOf);
  const departments = roster.departments
    .map(({ id, name }): DepartmentFigures => {
      const own = summarise(
        tickets.filter((ticket) => ticket.department === id),
        period,
        asOf,
      );
      return {
        id,
        name,
        received: own.counts.registered,
        answered: own.counts.closed + own.counts.claimed,
        onTime: known(own.rates.onTime),
        open: own.counts.open,
        overdue: own.counts.overdue,
        needingDispatcher: own.counts.needingDispatcher,
      };
    })
    .filter(({ received }) => received > 0)
    .sort((a, b) => b.received - a.received);
  return {
    ledger: {
      lines: ledger.lines,
      skipped: ledger.faults.length,
      from: toIso(period.from),
      to: toIso(asOf),
      departments: routedRight(ledger, tickets),
    },
    received: counts.registered,
    confidential: tickets.filter(({ confidential }) => confidential).length,
    answered: counts.closed + counts.claimed,
    closed: counts.closed,
    unrated: counts.unrated,
    open: counts.open,
    overdue: counts.overdue,
    needingDispatcher: counts.needingDispatcher,
    rates: knownRates(rates),
    departments,
    months,
    reminders: tally.reminders,
    escalations: tally.escalations,
    summaries: tally.summaries,
    messages: { sent: tally.sent, dropped: tally.dropped },
    notRecorded: NOT_TOLD,
  };
}

function routedRight({ entries }: Ledger, tickets: readonly Ticket[]): ReplayResult['ledger']['departments'] {
  const answerers = new Map(entries.map(({ id, answer }) => [id, answer?.department ?? null]));
  const named = tickets.filter(
    ({ confidential, origin }) => !confidential && (answerers.get(origin.message ?? '') ?? null) !== null,
  );
  const unclear = named.filter(({ facts }) => facts.needsDispatcher).length;
  // Still where routing had put it when the answer came.
  const right = named.filter(
    ({ facts, assignedHow }) => !facts.needsDispatcher && assignedHow === 'auto',
  ).length;
  return { recorded: named.length, right, wrong: named.length - right - unclear, unclear };
}

function knownRates(rates: Rates): ReplayResult['rates'] {
  return Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, known(rate)])) as Record<
    keyof Rates,
    Known
  >;
}

function known(rate: Rate): Known {
  return rate.denominator === 0 ? null : rate;
}
