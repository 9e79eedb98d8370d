/** The beat: once a second, whatever the clock of the machine does. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { type Beating, startBeat } from '../src/beat.ts';
import { DAY, HOUR } from '../src/domain/time.ts';
import { createLog } from '../src/log.ts';

const SCRIPT = fileURLToPath(new URL('./beat-in-zone.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Each in the second pass through its repeated hour, and in the first. */
test.each([
  ['Europe/Berlin', '2026-10-25T00:30:00Z', -120],
  ['Europe/Berlin', '2026-10-25T01:30:00Z', -60],
  ['America/New_York', '2026-11-01T05:30:00Z', 240],
  ['America/New_York', '2026-11-01T06:30:00Z', 300],
  ['Australia/Lord_Howe', '2026-04-04T15:05:00Z', -630],
])('beats each second in the hour that %s repeats (%s)', (zone, start, offset) => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', SCRIPT, start, '20'], {
    cwd: ROOT,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(printed)).toEqual({ offset, beats: 20 });
});

describe('a clock that leaps', () => {
  const START = Date.parse('2026-11-30T00:00:00.300Z');
  let beats: number[];
  let said: string[];
  let beating: Beating;

  beforeEach(() => {
    vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    beats = [];
    said = [];
    const log = createLog('debug', (bytes) => said.push(Buffer.from(bytes).toString()) && bytes.length);
    beating = startBeat(async () => void beats.push(Date.now()), log);
  });
  afterEach(() => {
    beating.stop();
    vi.useRealTimers();
  });

  it.each([
    ['eight hours of sleep', 8 * HOUR],
    ['a year ahead', 365 * DAY],
    ['a year back', -365 * DAY],
    ['an hour back', -HOUR],
  ])('%s: one beat within a second, then each second, and not a line about it', async (_, leap) => {
    await vi.advanceTimersByTimeAsync(3000);
    expect(beats).toHaveLength(3);
    vi.setSystemTime(Date.now() + leap);
    await vi.advanceTimersByTimeAsync(1000);
    expect(beats).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(beats).toHaveLength(14);
    expect(said).toEqual([]);
    expect(vi.getTimerCount(), 'the next second').toBe(1);
  });

  it('goes on after one that failed, with a line that is JSON', async () => {
    beating.stop();
    const log = createLog('debug', (bytes) => said.push(Buffer.from(bytes).toString()) && bytes.length);
    beating = startBeat(async () => {
      beats.push(Date.now());
      if (beats.length === 1) throw new Error('once');
    }, log);
    await vi.advanceTimersByTimeAsync(3000);
    expect(beats).toHaveLength(3);
    expect(said.map((line) => JSON.parse(line))).toMatchObject([{ level: 50, err: { message: 'once' } }]);
  });

  it('ends with stop', async () => {
    await vi.advanceTimersByTimeAsync(1000);
    beating.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(beats).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
