/** Chance that can be had again: the same seed gives the same numbers. */

export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of them. */
  one<T>(of: readonly T[]): T;
  /** The same in another order. */
  shuffled<T>(list: readonly T[]): T[];
  /** A further source, which does not depend on how often this one is asked. */
  branch(name: string): Chance;
}

export function chanceFrom(seed: string): Chance {
  let state = hash(seed);
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    one: (of) => of[between(0, of.length - 1)]!,
    shuffled(list) {
      const shuffled = [...list];
      for (let at = shuffled.length - 1; at > 0; at--) {
        const other = between(0, at);
        [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
      }
      return shuffled;
    },
    branch: (name) => chanceFrom(`${seed}/${name}`),
  };
}

/** CRASH_SEED, or a new one each time. */
export const SEED = process.env.CRASH_SEED ?? String(Date.now() % 1_000_000);

function hash(text: string): number {
  let value = 2166136261;
  for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0)!, 16777619);
  return value | 0;
}
