/** A clock that ran ahead and is set back: told once, and briefs, digests and retries go on from the true now. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileDesk } from '../../src/desk/files/files.ts';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { waitingFile } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, openBench } from './bench.ts';

/** A Tuesday; the same day of the week, a year on. */
const MORNING = at('2026-11-24', '09:00');
const A_YEAR_ON = at('2027-11-23', '18:00');
const HUB = 'dispatcher-1';

let place: ReturnType<typeof scratch>;
let bench: Bench;
/** A wall clock, which may go back. */
let wall: Instant;

beforeEach(async () => {
  place = scratch();
  await start(MORNING);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

async function start(now: Instant): Promise<void> {
  bench = await openBench(join(place.dir, 'data'), now);
  wall = now;
  Object.assign(bench.clock, { now: () => wall });
}
/** As after a restart, or while the program runs. */
async function setTo(now: Instant, restarted: boolean): Promise<void> {
  if (restarted) {
    await bench.end();
    await start(now);
  }
  wall = now;
  await beat();
}
/** As the program takes a leap: like sleep. */
async function leapsToNextYear(): Promise<void> {
  wall = A_YEAR_ON;
  bench.program.pulse.resume();
  await beat();
}
async function beat(): Promise<void> {
  await bench.program.pulse.beat();
  await bench.program.delivery.run();
}
/** Lives on, some hours at a time. */
async function livesUntil(until: Instant): Promise<void> {
  for (; wall < until; wall += 4 * HOUR) await beat();
  wall = until;
  await beat();
}
const madeFor = async (): Promise<string[]> => Object.keys((await bench.store.office()).summaries);
const setBackTold = (): readonly string[] => bench.told('operator-1').filter((text) => text.includes('调回'));

describe.each([
  ['across a restart', true],
  ['while the program runs', false],
])('set back by a year %s', (_, restarted) => {
  test('today has its brief and digest, and the operators are told once', async () => {
    await bench.has(at('2026-11-20', '10:00'));
    await beat();
    await leapsToNextYear();
    expect((await madeFor()).some((key) => key.includes('2027'))).toBe(true);

    await setTo(MORNING + HOUR, restarted);
    expect(setBackTold()).toHaveLength(1);
    expect(setBackTold()[0]).toContain('从 2027-11-23');
    expect(setBackTold()[0]).toContain('到了 2026-11-24 10:00');
    expect(
      (await madeFor()).filter((key) => key.includes('2027')),
      'undone',
    ).toEqual([]);
    await livesUntil(at('2026-11-25', '18:00'));
    expect(setBackTold(), 'once').toHaveLength(1);
    const made = await madeFor();
    for (const key of ['daily:2026-11-24', 'daily:2026-11-25', 'digest:2026-11-25'])
      expect(made).toContain(key);
    const briefs = bench.told(HUB).filter((text) => text.startsWith('【日报】'));
    expect(briefs.filter((text) => text.includes('至 11月24日 17:30'))).toHaveLength(1);
    await verifyStore(join(place.dir, 'data'));
  });

  test('a brief that was made for tomorrow is made again when tomorrow comes', async () => {
    await bench.has(MORNING);
    await livesUntil(at('2026-11-25', '18:00'));
    await setTo(MORNING + 2 * HOUR, restarted);
    await livesUntil(at('2026-11-25', '18:00'));
    const briefs = bench
      .told(HUB)
      .filter((text) => text.startsWith('【日报】') && text.includes('至 11月25日 17:30'));
    // After a restart the bench knows only what came since.
    expect(briefs).toHaveLength(restarted ? 1 : 2);
  });

  test('what waits for a retry does not wait a year', async () => {
    const due = MORNING;
    wall = A_YEAR_ON;
    const number = (
      await bench.has(due, undefined, {
        files: [waitingFile('photo', { source: { channel: CHANNEL, ref: 'x' }, nextTryAt: A_YEAR_ON })],
      })
    ).number;
    const none = { ...bench.program.parts, channels: new Map() };
    await createFileDesk(none).take(number, A_YEAR_ON);
    expect((await bench.ticket(number)).files[0]?.nextTryAt).toBeGreaterThan(A_YEAR_ON);
    await leapsToNextYear();
    await setTo(MORNING + HOUR, restarted);
    await bench.program.pulse.idle();
    expect((await bench.ticket(number)).files[0], 'asked for again, and gone').toMatchObject({
      state: 'missing',
    });
  });
});

test.each([
  ['some seconds', 5000],
  ['an hour', HOUR],
  ['two hours', 2 * HOUR],
])('set back by %s: not a word, and nothing twice', async (_, back) => {
  await bench.has(MORNING);
  await livesUntil(at('2026-11-24', '17:31'));
  const before = bench.told(HUB);
  expect(before.filter((text) => text.startsWith('【日报】'))).toHaveLength(1);
  await setTo(wall - back, false);
  await livesUntil(at('2026-11-24', '17:31') + HOUR);
  expect(bench.told(HUB)).toEqual(before);
  await livesUntil(at('2026-11-25', '17:31'));
  expect(bench.told(HUB).filter((text) => text.startsWith('【日报】'))).toHaveLength(2);
});

test('a lane that was to wait a moment of the later time speaks at once', async () => {
  wall = MORNING + 30 * DAY;
  await bench.says('shangchao-1', '车间门口的路灯不亮，请住建局看看', 'group');
  wall = MORNING;
  const [answer] = await bench.says(HUB, '帮助');
  expect(answer?.text).toBeTruthy();
});
