/**
 * The outlines of tickets on disk by when they settled: a period looks at those that it may concern, and takes the others,
 * which only add to what is counted since the beginning, together by their kind. What was counted is kept and follows
 * every change.
 */
import type { Outline } from '../domain/outline.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Alike } from './port.ts';
import { Slices } from './slices.ts';

/** Tickets of so long a time are counted at a stretch: some milliseconds in the largest county. */
const STRETCH = 15 * DAY;
/** Periods whose sums are kept. */
const KEPT = 8;

interface Sum {
  readonly rows: Map<string, { readonly one: Outline; times: number }>;
  /** What is counted; of the other stretches nothing is yet. */
  readonly counted: Set<number>;
}

export class Settled {
  readonly #stretches = new Map<number, Map<number, Outline>>();
  /** By the instant before which they settled; the one used least lately is forgotten. */
  readonly #sums = new Map<Instant, Sum>();

  add(one: Outline): void {
    const stretch = stretchOf(one);
    const all = this.#stretches.get(stretch) ?? new Map<number, Outline>();
    all.set(one.number, one);
    this.#stretches.set(stretch, all);
    this.#change(one, 1);
  }

  remove(one: Outline): void {
    this.#stretches.get(stretchOf(one))?.delete(one.number);
    this.#change(one, -1);
  }

  /** Those that settled then or later, or never. Whole stretches are copied: they may be years of tickets, found in one go. */
  since(instant: Instant): readonly Outline[] {
    const first = Math.floor(instant / STRETCH);
    const parts = [...this.#stretches].map(([stretch, all]) => {
      if (stretch < first) return [];
      const those = [...all.values()];
      return stretch > first ? those : those.filter((one) => settledAt(one) >= instant);
    });
    return ([] as Outline[]).concat(...parts);
  }

  /** Has all others counted by the time at which `before` is asked. */
  async prepare(instant: Instant): Promise<void> {
    const slices = new Slices();
    for (const stretch of [...this.#stretches.keys()]) {
      this.#count(stretch, instant);
      await slices.pause();
    }
  }

  /** All others. */
  before(instant: Instant): readonly Alike[] {
    for (const stretch of this.#stretches.keys()) this.#count(stretch, instant);
    const found: Alike[] = [];
    for (const { one, times } of this.#sum(instant).rows.values()) if (times > 0) found.push({ one, times });
    return found;
  }

  #sum(instant: Instant): Sum {
    const sum = this.#sums.get(instant) ?? { rows: new Map(), counted: new Set() };
    this.#sums.delete(instant);
    this.#sums.set(instant, sum);
    const [oldest] = this.#sums.keys();
    if (this.#sums.size > KEPT && oldest !== undefined) this.#sums.delete(oldest);
    return sum;
  }

  #count(stretch: number, instant: Instant): void {
    const sum = this.#sum(instant);
    if (sum.counted.has(stretch) || stretch > Math.floor(instant / STRETCH)) return;
    // Whatever changes in it from now on is told to `#change`.
    sum.counted.add(stretch);
    for (const one of this.#stretches.get(stretch)?.values() ?? []) {
      if (settledAt(one) < instant) count(sum, one, 1);
    }
  }

  #change(one: Outline, by: number): void {
    for (const [instant, sum] of this.#sums) {
      if (settledAt(one) < instant && sum.counted.has(stretchOf(one))) count(sum, one, by);
    }
  }
}

function count({ rows }: Sum, one: Outline, by: number): void {
  const key = `${one.department}/${one.enterprise}/${one.past}`;
  const row = rows.get(key);
  if (row) row.times += by;
  else rows.set(key, { one, times: by });
}

function settledAt(one: Outline): Instant {
  return one.settledAt ?? Number.POSITIVE_INFINITY;
}

function stretchOf(one: Outline): number {
  return Math.floor(settledAt(one) / STRETCH);
}
