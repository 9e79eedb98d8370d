/** Ledgers that an office kept by hand before, brought in once each: what was open went on as tickets, what was closed stays figures of the past. */
import type { Instant } from './time.ts';

/** Closed matters by the month in which they were raised, as the office wrote them down. Never part of our own figures. */
export interface PastMonth {
  readonly count: number;
  /** Of these, how many have a day on which they were due and one on which they were done; and how many of those in time. */
  readonly timed: number;
  readonly inTime: number;
  readonly satisfied: number;
  readonly basic: number;
  readonly dissatisfied: number;
}

export interface Imported {
  /** Of the file. */
  readonly sha256: string;
  readonly name: string;
  readonly at: Instant;
  /** The person, or `cli` (the operator on the server). */
  readonly by: string;
  /** The kept file with the identities of the rows that were taken, so that none is taken twice. */
  readonly rows: string;
  /** What was open, as tickets. */
  readonly tickets: readonly number[];
  /** By `2025-03`. */
  readonly past: Readonly<Record<string, PastMonth>>;
}
