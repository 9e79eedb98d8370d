/** The same figures of the whole, and of each department and each enterprise, in one look at the tickets. */
import type { Outline } from '../outline.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { type Figures, figuresOf, seenAll } from './figures.ts';
import { Past } from './past.ts';
import type { Period } from './period.ts';
import type { Seen } from './seen.ts';
import { type DepartmentTier, tiersOf } from './tiers.ts';

export interface Summary extends Figures {
  readonly period: Period;
  readonly tiers: readonly DepartmentTier[];
}

/** By id; only those of which the period has seen a ticket. The department is the one in charge now. */
export interface Breakdown {
  readonly whole: Summary;
  readonly departments: ReadonlyMap<string, Summary>;
  readonly enterprises: ReadonlyMap<string, Summary>;
}

/**
 * Summarises tickets, or their outlines, for a period as seen at its end; `asOf` is now. Confidential reports are never
 * counted among ordinary tickets. Tickets must be in their state at `asOf`: counts tell how things stood at the end of
 * the period, also when it is long past; what a deadline was moved to or an enterprise took back since, the rates tell
 * as it is. `past`: more tickets, that are past.
 */
export function summarise(
  tickets: readonly (Ticket | Outline)[],
  period: Period,
  asOf: Instant,
  past: Past = new Past(period, asOf),
): Summary {
  return summaryOf([...seenAll(tickets, period, asOf), ...past.seen()], period);
}

/** As `summarise`, of all the tickets and by whose they are. */
export function breakdownOf(
  tickets: readonly (Ticket | Outline)[],
  period: Period,
  asOf: Instant,
  past: Past = new Past(period, asOf),
): Breakdown {
  const seen = seenAll(tickets, period, asOf);
  const by = (
    whose: (ticket: Outline) => string | null,
    ids: Iterable<string>,
    more: (id: string) => readonly Seen[],
  ) => {
    const parts = new Map<string, Seen[]>();
    for (const one of seen) {
      const id = whose(one.ticket);
      if (id === null) continue;
      const some = parts.get(id);
      if (some) some.push(one);
      else parts.set(id, [one]);
    }
    for (const id of ids) parts.set(id, [...(parts.get(id) ?? []), ...more(id)]);
    return new Map([...parts].map(([id, some]) => [id, summaryOf(some, period)]));
  };
  return {
    whole: summaryOf([...seen, ...past.seen()], period),
    departments: by(
      ({ department }) => department,
      past.departments,
      (id) => past.ofDepartment(id),
    ),
    enterprises: by(
      ({ enterprise }) => enterprise,
      past.enterprises,
      (id) => past.ofEnterprise(id),
    ),
  };
}

function summaryOf(seen: readonly Seen[], period: Period): Summary {
  return { period, ...figuresOf(seen), tiers: tiersOf(seen) };
}
