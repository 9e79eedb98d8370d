/** What lies on one reader's desk: what waits for them, how the orders they gave stand, and the emergencies of the moment. */
import { type AskKind, asksOf } from './asked-of.ts';
import type { Period } from './metrics.ts';
import { latenessPast } from './metrics.ts';
import type { Roster } from './roster.ts';
import { isOver, type Ticket } from './ticket.ts';
import type { Duty } from './ticket-parts.ts';
import type { Instant } from './time.ts';

/** 督办 or 批示, with the ticket that it was given on. */
export interface Order {
  readonly ticket: Ticket;
  readonly duty: Duty;
}

export interface OnDesk {
  /** What is asked of the reader, by what it is; in order of the tickets' numbers. */
  readonly waiting: ReadonlyMap<AskKind, readonly Ticket[]>;
  /** Of the reader's own orders: not answered yet, now; those of them past their time; answered in the period. */
  readonly unanswered: readonly Order[];
  readonly late: readonly Order[];
  readonly answered: readonly Order[];
  /** 紧急件 without a result. */
  readonly emergencies: readonly Ticket[];
}

/** The orders on a ticket that a period has to do with: not answered yet, or ended in it. None on a report. */
export function ordersOn(ticket: Ticket, period: Period): readonly Order[] {
  if (ticket.confidential) return [];
  return ticket.duties.filter((duty) => isOrderOf(period, duty)).map((duty) => ({ ticket, duty }));
}

export function isOrderOf({ from }: Period, { kind, endedAt }: Pick<Duty, 'kind' | 'endedAt'>): boolean {
  return (kind === 'supervise' || kind === 'instruct') && (endedAt === null || endedAt >= from);
}

/** `open`: all that is not over, reports too, which are left out. `orders`: everybody's, as `ordersOn` gives them. */
export function onDesk(
  reader: string,
  { open, orders }: { readonly open: readonly Ticket[]; readonly orders: readonly Order[] },
  { before }: Period,
  roster: Roster,
  now: Instant,
): OnDesk {
  const waiting = new Map<AskKind, readonly Ticket[]>();
  const ordinary = open.filter(({ confidential }) => !confidential);
  for (const ticket of ordinary) {
    for (const kind of new Set(asksOf(ticket, reader, roster, now).map((ask) => ask.kind))) {
      waiting.set(kind, [...(waiting.get(kind) ?? []), ticket]);
    }
  }
  const isOwn = ({ duty }: Order): boolean => duty.by === reader;
  // Whatever period is looked at, an order that waits for its answer waits now.
  const unanswered = ordinary
    .flatMap((ticket) => ordersOn(ticket, { from: now, before: now }))
    .filter((one) => isOwn(one) && one.duty.endedAt === null);
  return {
    waiting,
    unanswered,
    late: unanswered.filter(({ duty }) => latenessPast(duty.clock.deadline, now) !== null),
    answered: orders.filter(
      (one) =>
        isOwn(one) && one.duty.endedAt !== null && one.duty.endedAt < before && one.duty.answer !== null,
    ),
    emergencies: ordinary.filter((one) => one.urgent && !isOver(one) && one.facts.resolvedAt === null),
  };
}
