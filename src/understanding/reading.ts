/**
 * One message read once, with what is known around it: what everything downstream uses. The county's rules stand above
 * (`routing/router.ts`); where they cannot decide, the learnt models do (`weighed-router.ts`).
 */
import type { Router, Routing } from '../routing/router.ts';
import type { MoreAct } from './labels.ts';
import type { Surroundings } from './surroundings.ts';

/** What words do among the matters that lie near. */
export interface Bearing {
  /** own: a matter of the speaker's that exists · other: they have the trouble of another firm too · bot: it, or where to find somebody */
  readonly speaksOf: 'own' | 'other' | 'bot' | null;
  /** Of `Surroundings.own`: the places of those that they may speak of, the likeliest first. */
  readonly places: readonly number[];
  /** If of their own: what they say of it. */
  readonly act: MoreAct;
  /** So plainly that no other sign speaks against it. */
  readonly sure: boolean;
  /** Far sooner a matter of their own than more of one that exists. */
  readonly fresh: boolean;
  /** So plainly a danger that it is sounded, whatever else the words are. */
  readonly alarm: boolean;
}

export interface Reading extends Routing {
  /** No rule takes it for a report about an official, and yet it may be one. */
  readonly suspected: boolean;
  /** Null where the rules read alone. */
  readonly bearing: Bearing | null;
}

export interface Reader extends Router {
  read(text: string, around: Surroundings): Reading;
  /** How near words are to those of a matter: 0 to 1; 0 where the rules read alone. */
  nearness(text: string, other: string): number;
}

/** The county's rules alone, which know nothing of surroundings. */
export function readerByRules(rules: Router): Reader {
  return {
    ...rules,
    read: (text) => ({ ...rules.route(text), suspected: false, bearing: null }),
    nearness: () => 0,
  };
}
