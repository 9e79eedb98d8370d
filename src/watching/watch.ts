/** Watches over the running program: the facts for `/healthz` and `/metrics`, the alarms, the daily backup. */
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { createDailyBackup } from '../backup/daily.ts';
import type { ChannelHealth } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { County } from '../county.ts';
import type { DeskParts } from '../desk/desk.ts';
import { type AlarmKind, type AlarmWatch, createAlarmWatch } from '../desk/operation/alarms.ts';
import { tellOperators } from '../desk/operation/operators.ts';
import { onOneDisk } from '../disk.ts';
import type { Instant } from '../domain/time.ts';
import { toldOfTakeOver, wasTold } from '../installation.ts';
import type { Store } from '../store/port.ts';
import type { Adviser } from '../understanding/adviser/adviser.ts';
import { calendarFacts, type DiskFacts, diskOf, type Facts } from './facts.ts';

/** A pulse that has not ended for so long beats no more. */
const STANDS_STILL_MS = 120_000;
/** So many answers in a row that were of no use (`adviser.ts`). */
const SILENT_AFTER = 3;

export interface Watch {
  /** Begins to tell the operators; before, nobody can be told. */
  begin(parts: DeskParts): Promise<void>;
  /** To be called after each beat of the pulse. */
  look(now: Instant): Promise<void>;
  facts(): Promise<Facts>;
  alarms(): readonly AlarmKind[];
  /** Whether the pulse beats. */
  isAlive(): boolean;
  /** The same, and it is noticed when it answers no more. */
  over(adviser: Adviser | null): Adviser | null;
  stop(): Promise<void>;
}

export function createWatch({
  config,
  county,
  clock,
  log,
  store,
  channels,
}: {
  readonly config: Config;
  readonly county: County;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  readonly channels: () => Readonly<Record<string, ChannelHealth>>;
}): Watch {
  const { dataDir, rosterFile, flowsDir, countyDir, reportKey } = config;
  const settings = { rosterFile, flowsDir, countyDir };
  // A rehearsal has nothing to lose.
  const daily =
    config.backups === null || config.rehearsal !== null
      ? null
      : createDailyBackup({ config: config.backups, dataDir, settings, reportKey, clock, log });
  if (daily === null && config.rehearsal === null) {
    log.warn('没有设置 BACKUP_DIR：程序不会自己备份。请在 .env 里设置');
  }
  let alarms: AlarmWatch | null = null;
  let lastBeat: Instant | null = null;
  let beatAt = performance.now();
  let useless = 0;
  let isModelSet = false;

  const sameDisk = async (): Promise<boolean | null> =>
    daily && config.backups ? await onOneDisk(dataDir, config.backups.dir) : null;

  async function disks(): Promise<readonly DiskFacts[]> {
    const data = await diskOf(dataDir);
    const backups = config.backups && (await sameDisk()) === false ? await diskOf(config.backups.dir) : null;
    return [
      ...(data ? [{ of: 'data' as const, ...data }] : []),
      ...(backups ? [{ of: 'backups' as const, ...backups }] : []),
    ];
  }

  async function facts(): Promise<Facts> {
    const now = clock.now();
    return {
      now,
      lastBeat,
      channels: channels(),
      outbox: await store.outboxState(),
      oldestUnsent: (await store.oldestUnsent()) ?? null,
      journal: store.head().seq,
      stalled: store.stalled()?.message ?? null,
      disks: await disks(),
      backup: daily && {
        newest: await daily.newest(),
        failed: daily.failed(),
        sameDisk: await sameDisk(),
      },
      calendar: calendarFacts(county.calendar, now),
      weightsMissing: county.rulesAlone,
      languageModel: isModelSet ? (useless >= SILENT_AFTER ? 'silent' : 'answers') : null,
    };
  }

  return {
    async begin(parts) {
      // What a rehearsal lacks is nobody's trouble.
      if (config.rehearsal !== null) return;
      alarms = createAlarmWatch(parts, facts);
      const taken = toldOfTakeOver(dataDir);
      if (taken === null) return;
      log.warn({ ...taken }, '数据目录是从另一处接管来的');
      const { host, path, here, at } = taken;
      await tellOperators(`takenOver/${at}`, parts.say('alarm.takenOver', { host, path, here }), parts);
      await wasTold(dataDir);
    },
    async look(now) {
      lastBeat = now;
      beatAt = performance.now();
      daily?.look(now);
      await alarms?.look(now);
    },
    facts,
    alarms: () => alarms?.standing() ?? [],
    isAlive: () => performance.now() - beatAt < STANDS_STILL_MS,
    over(adviser) {
      isModelSet = adviser !== null;
      return (
        adviser && {
          async ask(text) {
            const advice = await adviser.ask(text);
            if (advice === null) useless += 1;
            else if (advice !== 'resting') useless = 0;
            return advice;
          },
        }
      );
    },
    async stop() {
      await daily?.stop();
    },
  };
}
