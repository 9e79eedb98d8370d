/** What the embedded store is told when it is opened. */
import type { Instant } from '../domain/time.ts';
import type { StoreFault } from './fault.ts';
import type { KeyRing } from './keys.ts';
import type { StoreLog } from './log.ts';
import type { PackMonth } from './packing.ts';

export interface StoreOptions {
  /** The data folder; made if missing. */
  readonly dir: string;
  /** For the lines the store writes of itself, at its start. */
  readonly clock?: { now(): Instant };
  readonly log?: StoreLog;
  /** Lines between checkpoints; 4,000 unless told. */
  readonly checkpointEvery?: number;
  /**
   * Whole months of the journal to keep beside the present one, at least 1; older ones are dropped, at the start and
   * while the program runs. Everything is kept unless told: what tickets and the office came to stays in any case.
   */
  readonly keepMonths?: number;
  /**
   * How months of the journal that are over are packed (`packing.ts`), at the start and while the program runs. They stay
   * plain unless told; those that are packed can be read in any case.
   */
  readonly pack?: PackMonth;
  /** With keys, reports and whatever may be one are encrypted at rest (`secrecy.ts`); everything is clear without. */
  readonly keys?: KeyRing | null;
  /**
   * Told when the disk is full or read-only while the program runs, and with null when it takes lines again. Meanwhile
   * nothing is acknowledged: whoever waits for the store goes on waiting.
   */
  readonly onStall?: (fault: StoreFault | null) => void;
  /** Milliseconds between two tries on such a disk; a second unless told. */
  readonly retryMs?: number;
  /** Told once when the store can write no more (disk, lock lost): the program should end. */
  readonly onFault?: (fault: StoreFault) => void;
}
