/** What a brief on paper is made of: the figures of the brief in the chat, and the same of each department. */
import type { Calendar } from '../domain/calendar.ts';
import { type Attention, attentionAt, breakdownOf, type Period, type Summary } from '../domain/metrics.ts';
import { attentionTogether, breakdownsTogether, inParts } from '../domain/metrics-in-parts.ts';
import { solvedBy } from '../domain/solved.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';

/** Matters that an enterprise says were done well, at most so many. */
const PRAISED = 3;

export interface BriefFigures {
  readonly summary: Summary;
  /** At the end of the period. */
  readonly attention: Attention;
  /** By the department in charge now; those that had nothing are not in it. */
  readonly departments: ReadonlyMap<string, Summary>;
  /** 新收 by kind (`complaint`, `urgent`, …). */
  readonly kinds: ReadonlyMap<string, number>;
  /** Closed in the period as 满意 and solved, the quickest first. */
  readonly praised: readonly Ticket[];
}

/** Of all tickets on record, reports among them: those are counted nowhere. `at` is now. */
export async function briefFigures(
  tickets: AsyncIterable<Ticket> | Iterable<Ticket>,
  period: Period,
  at: Instant,
  calendar: Calendar,
): Promise<BriefFigures> {
  const kinds = new Map<string, number>();
  let praised: readonly Ticket[] = [];
  const figures = (part: readonly Ticket[]) => ({
    now: breakdownOf(part, period, at),
    attention: attentionAt(part, Math.min(period.before - 1, at), calendar),
  });
  let sum = figures([]);
  for await (const part of inParts(tickets)) {
    const more = figures(part);
    sum = {
      now: breakdownsTogether(sum.now, more.now),
      attention: attentionTogether([sum.attention, more.attention]),
    };
    const ordinary = part.filter((ticket) => !ticket.confidential);
    for (const { facts, flow } of ordinary) {
      if (facts.registeredAt < period.from || facts.registeredAt >= period.before) continue;
      const kind = flow.split('@')[0] ?? flow;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    praised = [...praised, ...ordinary.filter((ticket) => isPraised(ticket, period))]
      .sort((a, b) => tookOf(a) - tookOf(b) || a.number - b.number)
      .slice(0, PRAISED);
  }
  const { whole, departments } = sum.now;
  return { summary: whole, attention: sum.attention, departments, kinds, praised };
}

function isPraised(ticket: Ticket, { from, before }: Period): boolean {
  const { closedAt, closedBy, rating } = ticket.facts;
  const inPeriod = closedAt !== null && closedAt >= from && closedAt < before;
  return inPeriod && closedBy === 'enterprise' && rating === 'satisfied' && solvedBy(ticket) === 'solved';
}

/** From its registration to its last result. */
function tookOf({ facts: { registeredAt, resolvedAt } }: Ticket): number {
  return (resolvedAt ?? Number.POSITIVE_INFINITY) - registeredAt;
}
