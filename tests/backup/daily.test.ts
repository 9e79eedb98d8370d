/** The backup that the program makes of itself: at its hour, made up for, tried again, ended with the program. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupsIn, nameOf } from '../../src/backup/bundle.ts';
import { createDailyBackup, type DailyBackup } from '../../src/backup/daily.ts';
import { type BackupJob, type MadeBackup, makeBackup } from '../../src/backup/make.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';

const SETTINGS = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
let place: ReturnType<typeof scratch>;
let dir = '';
let made: number[] = [];
let fails = false;
let now = 0;
beforeEach(() => {
  place = scratch();
  dir = join(place.dir, 'backups');
  made = [];
  fails = false;
});
afterEach(() => place.remove());

async function make({ at: when, into }: BackupJob): Promise<MadeBackup> {
  made.push(when);
  if (fails) throw Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'write' });
  mkdirSync(join(into, nameOf(when)), { recursive: true });
  return { folder: into, bytes: 1, sameDisk: false, notes: [] } as unknown as MadeBackup;
}

function daily(over: Partial<Parameters<typeof createDailyBackup>[0]> = {}): DailyBackup {
  return createDailyBackup({
    config: { dir, at: '02:30', keep: 14 },
    dataDir: place.dir,
    settings: SETTINGS,
    reportKey: null,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    make,
    ...over,
  });
}

/** Looks at each of these times of days, one after the other. */
async function looks(one: DailyBackup, ...times: readonly (readonly [string, string])[]): Promise<void> {
  for (const [day, time] of times) {
    now = at(day, time);
    one.look(now);
    await one.idle();
  }
}

test('is made at once where there is none, then at its hour of each day, once', async () => {
  const one = daily();
  await looks(one, ['2026-11-24', '10:00'], ['2026-11-24', '10:05'], ['2026-11-25', '02:29']);
  expect(made).toEqual([at('2026-11-24', '10:00')]);
  await looks(one, ['2026-11-25', '02:30'], ['2026-11-25', '02:32'], ['2026-11-25', '23:59']);
  expect(made.slice(1)).toEqual([at('2026-11-25', '02:30')]);
  expect(await one.newest()).toBe(at('2026-11-25', '02:30'));
});

test('an hour that was slept through is made up for, over a restart too', async () => {
  await looks(daily(), ['2026-11-24', '02:30']);
  await looks(daily(), ['2026-11-24', '12:00'], ['2026-11-26', '09:00'], ['2026-11-26', '09:10']);
  expect(made.slice(1)).toEqual([at('2026-11-26', '09:00')]);
});

test('one that failed is tried again every half hour, and why is told until one is made', async () => {
  fails = true;
  const one = daily();
  await looks(one, ['2026-11-24', '10:00'], ['2026-11-24', '10:20'], ['2026-11-24', '10:31']);
  expect(made).toHaveLength(2);
  expect(one.failed()).toContain('磁盘空间不足');
  fails = false;
  await looks(one, ['2026-11-24', '11:10'], ['2026-11-24', '11:20']);
  expect(made).toHaveLength(3);
  expect(one.failed()).toBeNull();
});

test('a clock that was set back keeps it from nothing', async () => {
  const one = daily();
  await looks(one, ['2027-03-01', '10:00'], ['2026-11-24', '10:00']);
  expect(made.slice(1)).toEqual([at('2026-11-24', '10:00')]);
  expect(await one.newest()).toBe(at('2026-11-24', '10:00'));
});

test('of a folder that lies in the data none is made, and why is told', async () => {
  const one = daily({ config: { dir: join(place.dir, 'backups'), at: '02:30', keep: 14 }, make: makeBackup });
  await looks(one, ['2026-11-24', '10:00']);
  expect(one.failed()).toContain('每份备份会把以前的又装进去');
  expect(await one.newest()).toBeNull();
});

test('ends with the program', async () => {
  let signal: AbortSignal | undefined;
  const one = daily({
    make: async (_job, given) => {
      signal = given;
      return await new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason)));
    },
  });
  one.look(at('2026-11-24', '10:00'));
  while (signal === undefined) await new Promise(setImmediate);
  await one.stop();
  one.look(at('2026-11-24', '10:00') + 60 * MINUTE);
  await one.idle();
  expect(signal.aborted).toBe(true);
  expect(one.failed()).toBeNull();
});

test('is made in a thread, beside the program at work', async () => {
  now = at('2026-11-24', '10:00');
  const bench = await openBench(join(place.dir, 'data'), now);
  await bench.has(now);
  const one = createDailyBackup({
    config: { dir, at: '02:30', keep: 14 },
    dataDir: bench.dir,
    settings: SETTINGS,
    reportKey: null,
    clock: bench.clock,
    log: pino({ level: 'silent' }),
  });
  one.look(now);
  await one.idle();
  expect(one.failed()).toBeNull();
  expect(await backupsIn(dir)).toEqual([{ name: nameOf(now), at: now }]);
  await bench.end();
});
