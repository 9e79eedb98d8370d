import type { Instant } from '../time.ts';

/** A period of time, from inclusive, before exclusive. */
export interface Period {
  readonly from: Instant;
  readonly before: Instant;
}
