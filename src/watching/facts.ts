/** What whoever watches over the program asks: facts without a word of people's, read at one moment. */
import { statfs } from 'node:fs/promises';
import type { ChannelHealth } from '../channels/port.ts';
import type { Calendar } from '../domain/calendar.ts';
import { dayOf, type Instant, yearOf } from '../domain/time.ts';
import type { OutboxState } from '../store/port.ts';

export interface DiskFacts {
  /** `data`: of the data folder; `backups`: where these lie on another one. */
  readonly of: 'data' | 'backups';
  readonly path: string;
  readonly freeBytes: number;
  /** 0 to 1, of what this account may use. */
  readonly free: number;
}

export interface BackupFacts {
  /** Of the newest whole one; null while there is none. */
  readonly newest: Instant | null;
  /** Why the last try failed. */
  readonly failed: string | null;
  /** They lie on the disk that the data is on; null where that is not known. */
  readonly sameDisk: boolean | null;
}

export interface Facts {
  readonly now: Instant;
  /** When the last beat of the pulse ended; null before the first. */
  readonly lastBeat: Instant | null;
  readonly channels: Readonly<Record<string, ChannelHealth>>;
  readonly outbox: OutboxState;
  /** Since when the oldest message waits that somebody can be sent. */
  readonly oldestUnsent: Instant | null;
  readonly journal: number;
  /** Why nothing can be written at present; null when it can. */
  readonly stalled: string | null;
  readonly disks: readonly DiskFacts[];
  /** Null: the program makes none by itself. */
  readonly backup: BackupFacts | null;
  readonly calendar: CalendarFacts;
  /** Why the learnt models are not used though they should be. */
  readonly weightsMissing: string | null;
  /** Null: none is set. */
  readonly languageModel: 'answers' | 'silent' | null;
}

export interface CalendarFacts {
  readonly year: number;
  readonly thisYear: boolean;
  readonly nextYear: boolean;
}

/** Whether the days off of this and the next year are published. */
export function calendarFacts(calendar: Calendar, now: Instant): CalendarFacts {
  const year = yearOf(dayOf(now));
  return { year, thisYear: calendar.covers(dayOf(now)), nextYear: calendar.covers(`${year + 1}-06-01`) };
}

/** Null where the system does not say. */
export async function diskOf(path: string): Promise<Omit<DiskFacts, 'of'> | null> {
  try {
    const { bavail, bsize, blocks, bfree } = await statfs(path);
    const usable = blocks - bfree + bavail;
    return { path, freeBytes: bavail * bsize, free: usable === 0 ? 0 : bavail / usable };
  } catch {
    return null;
  }
}
