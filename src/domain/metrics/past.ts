/**
 * Tickets that were over before a period began, and that nothing in it concerns: they count in the figures since the
 * beginning of the year and of all time, and those of one kind count alike. So they are counted by their kind.
 */
import type { Outline } from '../outline.ts';
import type { Instant } from '../time.ts';
import type { Period } from './period.ts';
import { type Seen, seenIn } from './seen.ts';

interface Kind {
  readonly one: Outline;
  times: number;
}

type Kinds = Map<string, Kind>;

export class Past {
  readonly #period: Period;
  readonly #end: Instant;
  /** Whatever was before it is past. */
  readonly #limit: Instant;
  readonly #whole: Kinds = new Map();
  readonly #departments = new Map<string, Kinds>();
  readonly #enterprises = new Map<string, Kinds>();

  constructor(period: Period, asOf: Instant) {
    this.#period = period;
    this.#end = Math.min(period.before, asOf + 1);
    this.#limit = Math.min(period.from, this.#end);
  }

  /** Takes in a ticket that is past, or so many that add the same; false for all others. */
  take(ticket: Outline, times = 1): boolean {
    if (ticket.settledAt === undefined || ticket.settledAt >= this.#limit) return false;
    count(this.#whole, ticket, times);
    if (ticket.department !== null) count(kindsOf(this.#departments, ticket.department), ticket, times);
    if (ticket.enterprise !== null) count(kindsOf(this.#enterprises, ticket.enterprise), ticket, times);
    return true;
  }

  get departments(): Iterable<string> {
    return this.#departments.keys();
  }

  get enterprises(): Iterable<string> {
    return this.#enterprises.keys();
  }

  /** One of each kind, standing for all of them. */
  seen(): readonly Seen[] {
    return this.#seen(this.#whole);
  }

  ofDepartment(id: string): readonly Seen[] {
    return this.#seen(this.#departments.get(id));
  }

  ofEnterprise(id: string): readonly Seen[] {
    return this.#seen(this.#enterprises.get(id));
  }

  #seen(kinds: Kinds = new Map()): readonly Seen[] {
    return [...kinds.values()].flatMap(({ one, times }) => seenIn(one, this.#period, this.#end, times) ?? []);
  }
}

function kindsOf(all: Map<string, Kinds>, id: string): Kinds {
  const known = all.get(id);
  if (known) return known;
  const kinds: Kinds = new Map();
  all.set(id, kinds);
  return kinds;
}

function count(kinds: Kinds, one: Outline, times: number): void {
  const kind = kinds.get(one.past);
  if (kind) kind.times += times;
  else kinds.set(one.past, { one, times });
}
