/** The walking clock: what is due on the way happens in order, each at its own time, and once. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RehearsalClock } from '../src/clock.ts';
import { DAY, HOUR, type Instant, toIso } from '../src/domain/time.ts';
import { createRehearsal, FURTHEST, walkTo } from '../src/rehearsal.ts';
import { scratch } from './support/county.ts';
import { PATIENCE } from './support/patience.ts';
import { type InProcess, startInProcess } from './support/rehearsal.ts';

const MONDAY = '2026-11-23T09:00:00+08:00';
const at = (text: string): Instant => Date.parse(`${text}:00+08:00`);

let folder: ReturnType<typeof scratch>;
let world: InProcess;

beforeEach(async () => {
  folder = scratch();
  world = await startInProcess(folder.dir, MONDAY);
});
afterEach(async () => {
  await world.end();
  folder.remove();
});

/** When each of the bot's messages to a person came, to the minute, with its first words. */
function timesOf(person: string): readonly string[] {
  return world
    .heard({ person })
    .map((message) => `${toIso(message.at).slice(5, 16)} ${message.text.slice(0, 6)}`);
}

describe('the rehearsal clock', () => {
  it('runs as in life, goes ahead when told, and never back', () => {
    const clock = new RehearsalClock(at('2026-11-23T09:00'));
    clock.advanceTo(at('2026-11-24T09:00'));
    expect(clock.now()).toBeGreaterThanOrEqual(at('2026-11-24T09:00'));
    clock.advanceTo(at('2026-11-23T12:00'));
    expect(clock.now()).toBeGreaterThanOrEqual(at('2026-11-24T09:00'));
  });
});

describe('a walk over a week', () => {
  it('brings every reminder at its own time, in order, to whom it belongs', async () => {
    await world.says('xinghuo-1', '厂区电压不稳，电机烧了两台，请供电公司来看');
    await walkTo(at('2026-12-02T09:00'), world.clock, world.program);
    expect(timesOf('power-a')).toEqual([
      '11-23T09:00 有新的诉求件',
      // To be signed that day, late the day after; never signed, so that the feedback's clock never ran.
      '11-24T09:00 【提醒】诉求',
      '11-25T09:00 【超期】诉求',
      // Two working days before the resolution is due, the day it is due, the day after.
      '11-26T09:00 【提醒】诉求',
      '11-30T09:00 【提醒】诉求',
      '12-01T09:00 【催办通知】',
    ]);
    expect(timesOf('power-head').map((line) => line.slice(0, 11))).toEqual(['11-25T09:00', '12-01T09:00']);
    const briefs = timesOf('dispatcher-1').filter((line) => line.includes('【'));
    expect(briefs.filter((line) => line.includes('日报')).map((line) => line.slice(0, 11))).toEqual([
      '11-23T17:30',
      '11-24T17:30',
      '11-25T17:30',
      '11-26T17:30',
      '11-27T17:30',
      '11-30T17:30',
      '12-01T17:30',
    ]);
  });

  it('in one step or in many brings the same', async () => {
    await world.says('xinghuo-1', '厂区电压不稳，请供电公司来看');
    await walkTo(at('2026-12-02T09:00'), world.clock, world.program);
    const inOne = timesOf('power-a');

    const other = scratch();
    const slow = await startInProcess(other.dir, MONDAY);
    await slow.says('xinghuo-1', '厂区电压不稳，请供电公司来看');
    for (let hour = at(MONDAY.slice(0, 16)); hour <= at('2026-12-02T09:00'); hour += HOUR) {
      await walkTo(hour, slow.clock, slow.program);
    }
    const inMany = slow
      .heard({ person: 'power-a' })
      .map((message) => `${toIso(message.at).slice(5, 16)} ${message.text.slice(0, 6)}`);
    await slow.end();
    other.remove();
    expect(inMany).toEqual(inOne);
  });
});

describe('a machine that slept over what was due', () => {
  it('makes up for it at once, as after a stop, and says so', async () => {
    await world.says('xinghuo-1', '厂区电压不稳，请供电公司来看');
    world.clock.advanceTo(at('2026-11-23T20:00'));
    world.program.pulse.resume();
    await world.program.pulse.beat();
    await world.program.delivery.run();
    const brief = world.heard({ person: 'dispatcher-1' }).find(({ text }) => text.includes('日报'));
    expect(brief?.text).toContain('应于 11月23日 17:30');
    expect(brief?.text).toContain('补发');
  });
});

describe('fast-forward', () => {
  const rehearsal = () =>
    createRehearsal({
      clock: world.clock,
      program: world.program,
      onFault: (error) => {
        throw error;
      },
    });

  it('gets where it was told, tells each step, and then runs as in life', async () => {
    const ahead = rehearsal();
    let steps = 0;
    ahead.onStep(() => {
      steps += 1;
    });
    const goal = world.clock.now() + 3 * HOUR;
    ahead.forward(goal, 300);
    expect(ahead.heading).toBe(goal);
    await vi.waitFor(() => expect(ahead.heading).toBeNull(), PATIENCE);
    expect(world.clock.now()).toBeGreaterThanOrEqual(goal);
    expect(world.clock.now()).toBeLessThan(goal + HOUR);
    expect(steps).toBeGreaterThan(1);
  });

  it('stops when asked, and a goal in the past is none', async () => {
    const ahead = rehearsal();
    ahead.forward(world.clock.now() - DAY);
    expect(ahead.heading).toBeNull();
    const goal = world.clock.now() + 7 * DAY;
    ahead.forward(goal);
    await ahead.stop();
    expect(ahead.heading).toBeNull();
    expect(world.clock.now()).toBeLessThan(goal - DAY);
  });

  it('goes a month at most, however far it is sent', async () => {
    const ahead = rehearsal();
    ahead.forward(world.clock.now() + 400 * DAY);
    expect((ahead.heading ?? 0) - world.clock.now()).toBeLessThanOrEqual(FURTHEST);
    await ahead.stop();
  });

  it('into a year whose calendar is not published: deadlines are provisional and say so', async () => {
    await walkTo(at('2026-12-30T10:00'), world.clock, world.program);
    await world.says('xinghuo-1', '厂区电压不稳，请供电公司来看');
    await world.says('xinghuo-1', '期限 1', 'private');
    const told = world.heard({ person: 'xinghuo-1' }).at(-1)?.text ?? '';
    expect(told).toContain('2027年');
    expect(told).toContain('暂');
    await walkTo(at('2027-01-11T10:00'), world.clock, world.program);
    expect(timesOf('power-a').at(-1)).toMatch(/^01-/);
  });
});
