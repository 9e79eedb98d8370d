/** The same figures of the whole, and of each department and each enterprise, in one look at the tickets. */
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { type Figures, figuresOf, seenAll } from './figures.ts';
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

/** As `summarise`, of all the tickets and by whose they are. */
export function breakdownOf(tickets: readonly Ticket[], period: Period, asOf: Instant): Breakdown {
  const seen = seenAll(tickets, period, asOf);
  const summary = (some: readonly Seen[]): Summary => ({ period, ...figuresOf(some), tiers: tiersOf(some) });
  const by = (whose: (ticket: Ticket) => string | null) => {
    const parts = new Map<string, Seen[]>();
    for (const one of seen) {
      const id = whose(one.ticket);
      if (id === null) continue;
      const some = parts.get(id);
      if (some) some.push(one);
      else parts.set(id, [one]);
    }
    return new Map([...parts].map(([id, some]) => [id, summary(some)]));
  };
  return {
    whole: summary(seen),
    departments: by(({ department }) => department),
    enterprises: by(({ enterprise }) => enterprise),
  };
}
