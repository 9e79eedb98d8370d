/**
 * The backup that the program makes of itself, once a day at its hour, in a thread of its own. An hour that it slept
 * through is made up for; one that failed is tried again every half hour.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { addDays, at, dayOf, HOUR, type Instant, MINUTE } from '../domain/time.ts';
import { reasonOf } from '../store/errno.ts';
import { apart, type Thread } from '../thread/apart.ts';
import { backupsIn } from './bundle.ts';
import type { BackupJob, MadeBackup } from './make.ts';
import type { BackupConfig } from './settings.ts';

const MAKING: Thread = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the backup',
  patienceMs: 6 * HOUR,
  mostMemoryMb: 2048,
};
const AGAIN_AFTER = 30 * MINUTE;

export interface DailyBackup {
  /** Begins when the hour has come. Nothing waits for what it begins. */
  look(now: Instant): void;
  /** When the newest whole backup was made, by whomever; null while there is none. */
  newest(): Promise<Instant | null>;
  /** Why the last try failed; null when it did not. */
  failed(): string | null;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Ends what is under way; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface DailyParts extends Pick<BackupJob, 'dataDir' | 'settings' | 'reportKey'> {
  readonly config: BackupConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly make?: (job: BackupJob, signal: AbortSignal) => Promise<MadeBackup>;
}

export function createDailyBackup(parts: DailyParts): DailyBackup {
  const { config, log, make = (job, signal) => apart<MadeBackup>(MAKING, job, { signal }) } = parts;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let looked: Instant = Number.NEGATIVE_INFINITY;
  let tried: Instant = Number.NEGATIVE_INFINITY;
  let why: string | null = null;

  /** One made while the clock was ahead says nothing of today. */
  async function newest(): Promise<Instant | null> {
    const now = parts.clock.now();
    return (await backupsIn(config.dir)).find((one) => one.at <= now + HOUR)?.at ?? null;
  }

  async function run(now: Instant): Promise<void> {
    const last = await newest();
    if (last !== null && last >= lastHour(now, config.at)) return;
    tried = now;
    const { dataDir, settings, reportKey } = parts;
    const job = { dataDir, into: config.dir, settings, reportKey, at: now, keep: config.keep };
    const { folder, bytes, sameDisk } = await make(job, stopping.signal);
    why = null;
    log.info({ folder, bytes }, '已备份');
    if (sameDisk) log.warn({ folder }, '备份和数据在同一块盘上，请再抄一份到别处');
  }

  return {
    look(now) {
      // A clock that was set back waits for nothing.
      const wait = looked <= now && now < Math.max(looked + MINUTE, why === null ? 0 : tried + AGAIN_AFTER);
      if (wait || running || stopping.signal.aborted) return;
      looked = now;
      running = run(now)
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          tried = now;
          why = error instanceof Error && 'syscall' in error ? reasonOf(error) : messageOf(error);
          log.error({ why }, '备份没有做成，半小时后再试');
        })
        .finally(() => {
          running = null;
        });
    },
    newest,
    failed: () => why,
    async idle() {
      await running;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** The latest hour of backup that is not after `now`. */
function lastHour(now: Instant, time: BackupConfig['at']): Instant {
  const today = at(dayOf(now), time);
  return today <= now ? today : at(addDays(dayOf(now), -1), time);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
