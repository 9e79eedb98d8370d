/** The supervisor alone, over a machine that fails as it is told: a hang at every place, and no end of patience. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Machine, Supervisor, type Timings } from '../../../src/channels/wechat/supervisor.ts';
import { PATIENCE } from '../../support/patience.ts';

const QUICK: Timings = {
  startMs: 100,
  stopMs: 100,
  lastStopMs: 100,
  pingMs: 10,
  dongMs: 100,
  backoffMs: 1,
  longestMs: 4,
  steadyMs: 60_000,
};
const NEVER = new Promise<never>(() => {});

/** What a machine does instead of working. */
interface Script {
  start?: () => Promise<void>;
  stop?: () => Promise<void>;
  answers?: boolean;
}

function supervised(script: Script, timings: Partial<Timings> = {}) {
  const seen = {
    made: 0,
    starts: 0,
    stops: 0,
    letGo: 0,
    up: 0,
    alive: 0,
    down: [] as { why: string; waitMs: number }[],
  };
  const supervisor: Supervisor = new Supervisor({
    timings: { ...QUICK, ...timings },
    async make(): Promise<Machine> {
      seen.made += 1;
      let isRunning = false;
      return {
        async start() {
          seen.starts += 1;
          await script.start?.();
          isRunning = true;
        },
        async stop() {
          seen.stops += 1;
          await script.stop?.();
          isRunning = false;
        },
        letGo() {
          seen.letGo += 1;
        },
        isRunning: () => isRunning,
        ding: (data) => {
          if (script.answers !== false) setTimeout(() => supervisor.dong(data), 1);
        },
      };
    },
    onConnected: () => {
      seen.up += 1;
    },
    onAlive: () => {
      seen.alive += 1;
    },
    onDown: (why, waitMs) => void seen.down.push({ why, waitMs }),
  });
  onTestFinished(() => supervisor.stop());
  supervisor.start();
  return { supervisor, seen };
}

it('tries for ever, each time a little later, up to a longest wait', async () => {
  const { seen } = supervised({ start: () => Promise.reject(new Error('14 UNAVAILABLE: away')) });
  await vi.waitFor(() => expect(seen.starts).toBeGreaterThan(20), PATIENCE);
  expect(seen.down.slice(0, 5).map(({ waitMs }) => waitMs)).toEqual([1, 2, 4, 4, 4]);
  expect(seen.down[0]?.why).toContain('连不上 puppet 服务');
  expect(seen.up).toBe(0);
});

it('runs one machine at a time: each start but the first comes after a stop', async () => {
  const order: string[] = [];
  const { seen } = supervised({
    start: async () => void order.push('start'),
    stop: async () => void order.push('stop'),
    answers: false,
  });
  await vi.waitFor(() => expect(seen.stops).toBeGreaterThan(3), PATIENCE);
  expect(order.join(' ')).toMatch(/^(start stop ?)+( ?start)?$/);
});

it('does not wait for a start that hangs', async () => {
  const { seen } = supervised({ start: () => NEVER });
  await vi.waitFor(() => expect(seen.starts).toBeGreaterThan(2), PATIENCE);
});

it('gives up a machine that does not stop, and makes another', async () => {
  const { seen } = supervised({ stop: () => NEVER, answers: false });
  await vi.waitFor(() => expect(seen.made).toBeGreaterThan(2), PATIENCE);
  expect(seen.starts).toBe(seen.made);
});

it('notices at once what it is told, without waiting for the next question', async () => {
  const { supervisor, seen } = supervised({}, { pingMs: 600_000 });
  await vi.waitFor(() => expect(seen.up).toBe(1), PATIENCE);
  supervisor.fault('断了');
  await vi.waitFor(() => expect(seen.up).toBe(2), PATIENCE);
  expect(seen.down).toEqual([{ why: '断了', waitMs: 1 }]);
});

it('begins with the shortest wait again once it has run for a while', async () => {
  const { supervisor, seen } = supervised({}, { pingMs: 1, steadyMs: 0, longestMs: 1000 });
  for (let round = 1; round <= 4; round++) {
    await vi.waitFor(() => expect(seen.up).toBe(round), PATIENCE);
    const { alive } = seen;
    await vi.waitFor(() => expect(seen.alive).toBeGreaterThan(alive), PATIENCE);
    supervisor.fault('断了');
  }
  await vi.waitFor(() => expect(seen.down).toHaveLength(4), PATIENCE);
  expect(seen.down.map(({ waitMs }) => waitMs)).toEqual([1, 1, 1, 1]);
});

it.each<[string, Script]>([
  ['it works', {}],
  ['the start hangs', { start: () => NEVER }],
  ['the start fails', { start: () => Promise.reject(new Error('no')) }],
  ['it does not answer', { answers: false }],
])('stops while %s', async (_when, script) => {
  const { supervisor, seen } = supervised(script, { startMs: 600_000, dongMs: 600_000, longestMs: 600_000 });
  await vi.waitFor(() => expect(seen.starts).toBeGreaterThan(0), PATIENCE);
  await supervisor.stop();
  const { starts } = seen;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(seen.starts, 'nothing is begun any more').toBe(starts);
  expect(seen.stops).toBeGreaterThan(0);
});

it('stops in time though the machine does not', async () => {
  const { supervisor, seen } = supervised({ stop: () => NEVER });
  await vi.waitFor(() => expect(seen.up).toBe(1), PATIENCE);
  await supervisor.stop();
  expect(seen.stops).toBe(1);
  expect(seen.letGo, 'and what it leaves open is closed').toBe(1);
});
