/** How long to wait for what passes by itself. */
const LONGEST_MS = 90_000;
/** After so many tries, about ten minutes, it may be hours: a try every few minutes is enough. */
const MANY = 13;
const RARELY_MS = 180_000;

/** Before the next try, after `times` that failed: 1 s, 2 s, 4 s … 90 s, later every three minutes; never the end. */
export function waitAfter(times: number, firstMs = 1000): number {
  return times > MANY ? RARELY_MS : Math.min(firstMs * 2 ** Math.max(0, times - 1), LONGEST_MS);
}
