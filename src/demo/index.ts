/** `npm run demo`: the group in the browser, filled with a fictional month. */
import { join } from 'node:path';
import type { WebChannel } from '../channels/web/index.ts';
import type { RehearsalClock } from '../clock.ts';
import type { County } from '../county.ts';
import type { Schedule } from '../domain/schedule.ts';
import { type Instant, startOfDay } from '../domain/time.ts';
import type { Program } from '../program.ts';
import type { Store } from '../store/port.ts';
import type { Reader } from '../understanding/reading.ts';
import { loadMonth } from './month-file.ts';
import { playMonth } from './play.ts';
import { ProgressFile } from './progress.ts';
import { createStoryReader } from './reader.ts';
import { firstDay } from './story-days.ts';

const MONTH_FILE = 'data/demo/month.yaml';
/** Whoever waits longer than this is told what for. */
const PATIENCE_MS = 2000;

export interface Demo {
  /** When the story begins; the clock of the program starts there. */
  readonly start: Instant;
  /** Reads what is said in the story, and then what is said after it. */
  readonly reader: Reader;
  /** Without pictures behind the briefs: to draw those of a month takes longer than the month. The board draws its own. */
  readonly schedule: Schedule;
  /** Plays what has not been played yet, up to now; resolves after the step in hand when `signal` is aborted. */
  fill(parts: {
    readonly channel: WebChannel;
    readonly program: Program;
    readonly clock: RehearsalClock;
    readonly store: Store;
    readonly signal?: AbortSignal;
  }): Promise<void>;
}

/**
 * Reads the month and works out when it happens: before `now()`, or when it happened already in this data folder.
 * Throws `SettingsError` when the month is faulty.
 */
export async function prepareDemo(options: {
  readonly dataDir: string;
  /** The month that ships, unless told. */
  readonly monthFile?: string;
  readonly county: Pick<County, 'roster' | 'calendar' | 'router' | 'understanding' | 'schedule'>;
  /** The real time. */
  readonly now: () => Instant;
  /** Says a line to whoever started the program. */
  readonly tell: (line: string) => void;
}): Promise<Demo> {
  const { dataDir, now, tell } = options;
  const { roster, calendar } = options.county;
  const month = loadMonth(options.monthFile ?? MONTH_FILE, roster);
  const progress = new ProgressFile(join(dataDir, 'demo.json'));
  const first = (await progress.read())?.first ?? firstDay(month, now(), calendar);
  const reader = createStoryReader(options.county);
  return {
    start: startOfDay(first),
    reader,
    schedule: withoutPictures(options.county.schedule),
    async fill(parts) {
      const impatient = setTimeout(tell, PATIENCE_MS, '正在演示一个月的群聊，请稍候……');
      try {
        await playMonth({ ...parts, month, first, calendar, progress, now });
        reader.endStory();
      } finally {
        clearTimeout(impatient);
      }
    },
  };
}

function withoutPictures(schedule: Schedule): Schedule {
  const { daily, weekly, monthly, yearly } = schedule;
  const bare = <Of extends object>(planned: Of) => ({ ...planned, picture: false as const });
  return {
    ...schedule,
    daily: bare(daily),
    weekly: bare(weekly),
    ...(monthly ? { monthly: bare(monthly) } : {}),
    ...(yearly ? { yearly: bare(yearly) } : {}),
  };
}
