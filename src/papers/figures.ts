/** What a brief on paper is made of: the figures of the brief in the chat, and the same of each department. */
import type { Calendar } from '../domain/calendar.ts';
import { type Period, type Summary, summarise } from '../domain/metrics.ts';
import { type Figures, figuresOf, summariesTogether } from '../domain/metrics-in-parts.ts';
import { solvedBy } from '../domain/solved.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';

/** Matters that an enterprise says were done well, at most so many. */
const PRAISED = 3;

export interface BriefFigures extends Figures {
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
  const departments = new Map<string, Summary>();
  const kinds = new Map<string, number>();
  let praised: readonly Ticket[] = [];
  const figures = await figuresOf(tickets, period, at, calendar, (part) => {
    const ordinary = part.filter((ticket) => !ticket.confidential);
    for (const [department, theirs] of grouped(ordinary, (ticket) => ticket.department)) {
      if (department === null) continue;
      const summary = summarise(theirs, period, at);
      const before = departments.get(department);
      departments.set(department, before ? summariesTogether([before, summary]) : summary);
    }
    for (const [kind, theirs] of grouped(ordinary, ({ flow }) => flow.split('@')[0] ?? flow)) {
      const { registered } = summarise(theirs, period, at).counts;
      if (registered > 0) kinds.set(kind, (kinds.get(kind) ?? 0) + registered);
    }
    praised = [...praised, ...ordinary.filter((ticket) => isPraised(ticket, period))]
      .sort((a, b) => tookOf(a) - tookOf(b) || a.number - b.number)
      .slice(0, PRAISED);
  });
  return { ...figures, departments, kinds, praised };
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

function grouped<Key>(
  tickets: readonly Ticket[],
  keyOf: (ticket: Ticket) => Key,
): ReadonlyMap<Key, readonly Ticket[]> {
  const groups = new Map<Key, Ticket[]>();
  for (const ticket of tickets) {
    const group = groups.get(keyOf(ticket));
    if (group) group.push(ticket);
    else groups.set(keyOf(ticket), [ticket]);
  }
  return groups;
}
