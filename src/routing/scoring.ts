/**
 * From words found to chances. The numbers were fitted on one half of real messages (214) and
 * measured on the other; they move little when any of them is changed by a third.
 */
import type { Tier } from './responsibilities.ts';

/** What a term is worth by its tier; `named` is a department called by its name. */
const WEIGHT: Readonly<Record<Tier | 'named', number>> = {
  exclusive: 3,
  named: 2.5,
  strong: 1.5,
  weak: 0.5,
  against: -1.5,
};
/** A term again and again says a little more, up to three times. */
const REPEAT = 0.15;
/** Of each department's words the strongest counts in full, each further one this much less. */
const FADE = 0.8;
/** Turns scores into chances; fitted so that p means what it says. */
const TEMPERATURE = 1.35;
/** The score of "somebody else", so that little evidence gives a low p. */
const NOBODY = 0.6;
/**
 * Sure enough to assign without a dispatcher. A long text names many things in passing, so it must
 * be surer, and its best candidate must stand further above the next. In a short one a matter
 * exclusive to the best candidate needs less: only another's business of some weight stops it.
 */
const SURE = {
  exclusive: { p: 0.7, rival: 0.35 },
  short: { p: 0.8, rival: 0.5 },
  long: { p: 0.95, rival: 0.3 },
};
const LONG_TEXT = 120;

export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** What a term says that first stands at `start` (UTF-16 offset) and is written `times` times. */
export function worthOf(tier: Tier | 'named', start: number, times: number): number {
  return WEIGHT[tier] * nearness(start) * (1 + REPEAT * Math.min(times - 1, 2));
}

/** People say what they want first: in the title or the first words a term counts in full. */
function nearness(start: number): number {
  if (start < 45) return 1;
  if (start < 160) return 0.5;
  return start < 500 ? 0.25 : 0.12;
}

/** A department's score: the third synonym of the same thing says less than the first. */
export function scoreOf(worths: readonly number[]): number {
  return [...worths]
    .sort((a, b) => b - a)
    .reduce((sum, worth, rank) => sum + worth * (worth < 0 ? 1 : FADE ** rank), 0);
}

/** The best three with their chances, 0 to 1; what is missing to 1 is somebody else's. */
export function chances(scored: readonly Scored[]): { id: string; p: number }[] {
  const top = Math.max(NOBODY, scored[0]?.score ?? 0);
  const mass = (score: number): number => Math.exp((score - top) / TEMPERATURE);
  const total = scored.reduce((sum, { score }) => sum + mass(score), 0) + mass(NOBODY);
  return scored.slice(0, 3).map(({ id, score }) => ({ id, p: roundDown(mass(score) / total) }));
}

/**
 * Whether the best of `scored` (best first), with chance `p`, is clear for a text of this length.
 * `exclusive`: a matter exclusive to it was found.
 */
export function isClear(scored: readonly Scored[], p: number, length: number, exclusive: boolean): boolean {
  const [best, rival] = scored;
  if (best === undefined) return false;
  const meets = (needed: { readonly p: number; readonly rival: number }): boolean =>
    p >= needed.p && (rival?.score ?? 0) <= best.score * needed.rival;
  if (length > LONG_TEXT) return meets(SURE.long);
  return meets(SURE.short) || (exclusive && meets(SURE.exclusive));
}

/** To three digits and down, so that chances never add up to more than 1. */
export function roundDown(p: number): number {
  return Math.floor(p * 1000) / 1000;
}
