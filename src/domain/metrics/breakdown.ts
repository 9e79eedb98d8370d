/** The same figures of the whole, and of each department and each enterprise, in one look at the tickets. */
import { type Outline, outlined } from '../outline.ts';
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { type Adds, allAddsOf, type Figures, Sums } from './figures.ts';
import type { Period } from './period.ts';
import { seenIn, type Within, withinOf } from './seen.ts';
import { type DepartmentTier, Tiers, tierOf } from './tiers.ts';

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

interface Counted {
  readonly adds: Adds;
  readonly tier: DepartmentTier | null;
}

interface Sum {
  readonly figures: Sums;
  readonly tiers: Tiers;
}

/**
 * Counts tickets, one by one and in any order. A ticket is looked at once, and what it adds is added to each sum that it is
 * part of. Those that were over before the period began add only to what is counted since the beginning of the year and of
 * all time, all of a kind (`Outline.past`) the same: of each kind one is looked at.
 */
export class Tally {
  readonly #period: Period;
  readonly #within: Within;
  /** Whatever was before it is past. */
  readonly #limit: Instant;
  readonly #alike = new Map<string, Counted | null>();
  readonly #whole = emptySum();
  readonly #departments = new Map<string, Sum>();
  readonly #enterprises = new Map<string, Sum>();

  /** `asOf`: now. */
  constructor(period: Period, asOf: Instant) {
    this.#period = period;
    this.#within = withinOf(period, asOf);
    this.#limit = Math.min(period.from, this.#within.end);
  }

  /** `times`: so many that add the same, and that were over before the period began. */
  take(one: Outline, times = 1): void {
    const counted = this.#counted(one);
    if (!counted) return;
    count(this.#whole, counted, times);
    if (one.department !== null) count(sumOf(this.#departments, one.department), counted, times);
    if (one.enterprise !== null) count(sumOf(this.#enterprises, one.enterprise), counted, times);
  }

  summary(): Summary {
    return this.#summary(this.#whole);
  }

  breakdown(): Breakdown {
    const by = (sums: ReadonlyMap<string, Sum>): ReadonlyMap<string, Summary> =>
      new Map([...sums].map(([id, sum]) => [id, this.#summary(sum)]));
    return { whole: this.summary(), departments: by(this.#departments), enterprises: by(this.#enterprises) };
  }

  #summary({ figures, tiers }: Sum): Summary {
    return { period: this.#period, ...figures.figures(), tiers: tiers.all() };
  }

  /** Null where the ticket was not registered by the end of the period. */
  #counted(one: Outline): Counted | null {
    const isPast = one.settledAt !== undefined && one.settledAt < this.#limit;
    if (!isPast) return this.#look(one);
    const known = this.#alike.get(one.past);
    if (known !== undefined) return known;
    const counted = this.#look(one);
    this.#alike.set(one.past, counted);
    return counted;
  }

  #look(one: Outline): Counted | null {
    const seen = seenIn(one, this.#within);
    return seen && { adds: allAddsOf(seen), tier: tierOf(seen) };
  }
}

function emptySum(): Sum {
  return { figures: new Sums(), tiers: new Tiers() };
}

function sumOf(all: Map<string, Sum>, id: string): Sum {
  const known = all.get(id);
  if (known) return known;
  const sum = emptySum();
  all.set(id, sum);
  return sum;
}

function count({ figures, tiers }: Sum, { adds, tier }: Counted, times: number): void {
  figures.add(adds, times);
  if (tier) tiers.add(tier);
}

/**
 * Whether somebody has a part in what is counted of a period: also where what was due in it, or was judged by its enterprise
 * in it, had come and gone before. What is of the year or of all time makes nobody part of a week.
 */
export function hasPart({ counts, rates }: Summary): boolean {
  const { onTime, satisfaction } = rates;
  return (
    Object.values(counts).some((count) => count > 0) || onTime.denominator + satisfaction.denominator > 0
  );
}

/**
 * Summarises tickets, or their outlines, for a period as seen at its end; `asOf` is now. Confidential reports are never
 * counted among ordinary tickets. Tickets must be in their state at `asOf`: counts tell how things stood at the end of
 * the period, also when it is long past; what a deadline was moved to or an enterprise took back since, the rates tell
 * as it is.
 */
export function summarise(tickets: readonly (Ticket | Outline)[], period: Period, asOf: Instant): Summary {
  return breakdownOf(tickets, period, asOf).whole;
}

/** As `summarise`, of all the tickets and by whose they are. */
export function breakdownOf(
  tickets: readonly (Ticket | Outline)[],
  period: Period,
  asOf: Instant,
): Breakdown {
  const tally = new Tally(period, asOf);
  for (const ticket of tickets) {
    const one = outlined(ticket);
    if (one && !one.apart) tally.take(one);
  }
  return tally.breakdown();
}
