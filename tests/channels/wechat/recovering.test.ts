/** Lost connections: it comes back by itself, says how long it heard nothing, and a stop always ends. */
import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { BOSS, Inbox, onFakeWechat, ROOM, WAIT, words } from './bench.ts';

const open = onFakeWechat();
/** wechaty needs 5 s for each start that finds nobody. */
const LONG = { timeout: 60_000, interval: 50 };
const TEST_MS = 120_000;
const NEVER_MS = 2 * TEST_MS;

/** The connections that wechaty-puppet-service makes: by `require`, as the program loads it. */
interface Client {
  event(...given: unknown[]): unknown;
  getChannel(): { getConnectivityState(tryToConnect: boolean): number };
}
const { grpc, puppet } = createRequire(import.meta.resolve('wechaty-puppet-service'))('wechaty-grpc') as {
  readonly grpc: { readonly connectivityState: { readonly SHUTDOWN: number } };
  readonly puppet: { readonly PuppetClient: { readonly prototype: Client } };
};
const { PuppetClient } = puppet;
const { SHUTDOWN } = grpc.connectivityState;

/** How many of the connections that were made are not closed. */
function stillOpen(made: { readonly mock: { readonly contexts: readonly unknown[] } }): number {
  const states = made.mock.contexts.map((client) =>
    (client as Client).getChannel().getConnectivityState(false),
  );
  return states.filter((state) => state !== SHUTDOWN).length;
}

describe('a lost connection', () => {
  it(
    'comes back once the server is there again, hears and speaks, and tells the gap',
    async () => {
      const { wx, started, logged } = await open();
      const gaps: [number, number][] = [];
      const onGap = (from: number, to: number) => void gaps.push([from, to]);
      const { channel, inbox } = await started({ onGap, gapMs: 300 });
      await wx.do('drop');
      await vi.waitFor(() => expect(channel.health().state).toBe('down'), WAIT);
      const noticed = Date.now();
      expect(channel.health()).toMatchObject({ why: expect.stringContaining('puppet 服务') });
      await expect(channel.send(words(BOSS, '您好'))).rejects.toMatchObject({ kind: 'later' });
      await new Promise((resolve) => setTimeout(resolve, 400));
      await wx.do('resume');
      const resumed = Date.now();
      await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), LONG);
      await wx.says(BOSS, '回来了', { room: ROOM });
      await inbox.heard('回来了');
      await channel.send(words(ROOM, '在'));
      expect((await wx.sent(ROOM)).map(({ text }) => text)).toEqual(['在']);
      expect(gaps).toHaveLength(1);
      const [from, to] = gaps[0] as [number, number];
      expect(from).toBeLessThanOrEqual(noticed);
      expect(to).toBeGreaterThanOrEqual(resumed);
      expect(logged()).toContain('微信掉线了一段时间');
    },
    TEST_MS,
  );

  it(
    'too short to matter is not told',
    async () => {
      const { wx, started } = await open();
      const onGap = vi.fn();
      const { channel } = await started({ onGap });
      await wx.do('drop');
      await vi.waitFor(() => expect(channel.health().state).toBe('down'), WAIT);
      await wx.do('resume');
      await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), LONG);
      expect(onGap).not.toHaveBeenCalled();
    },
    TEST_MS,
  );

  it(
    'is survived though whoever is told of the gap throws',
    async () => {
      const { wx, started } = await open();
      const onGap = vi.fn(() => {
        throw new Error('nobody there');
      });
      const { channel } = await started({ onGap, gapMs: 1 });
      await wx.do('drop');
      await vi.waitFor(() => expect(channel.health().state).toBe('down'), WAIT);
      await wx.do('resume');
      await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), LONG);
      expect(onGap).toHaveBeenCalledOnce();
    },
    TEST_MS,
  );
});

describe('a puppet that hangs', () => {
  it(
    'is noticed because it does not answer, and started anew',
    async () => {
      const { wx, started } = await open();
      const { channel, inbox } = await started({
        timings: { pingMs: 100, dongMs: 8000, backoffMs: 20 },
      });
      await wx.do('zombie');
      await wx.says(BOSS, '没人听见');
      await vi.waitFor(async () => expect((await wx.stats()).starts).toBe(2), LONG);
      await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), LONG);
      await wx.says(BOSS, '又听见了');
      await inbox.heard('又听见了');
      expect(inbox.received.map(({ text }) => text)).toEqual(['又听见了']);
    },
    TEST_MS,
  );

  it(
    'is given up when it hangs in everything, and its connection with it',
    async () => {
      const { wx, started } = await open();
      const made = vi.spyOn(PuppetClient.prototype, 'event');
      const timings = { pingMs: 50, dongMs: 3000, stopMs: 500, backoffMs: 20 };
      const { channel, inbox } = await started({ timings });
      process.kill(wx.pid, 'SIGSTOP');
      try {
        await vi.waitFor(() => expect(made.mock.contexts.length).toBeGreaterThan(1), LONG);
      } finally {
        process.kill(wx.pid, 'SIGCONT');
      }
      await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), LONG);
      await wx.says(BOSS, '又听见了');
      await inbox.heard('又听见了');
      await channel.stop();
      expect(stillOpen(made), 'nobody goes on looking for a service once all is stopped').toBe(0);
      made.mockRestore();
    },
    TEST_MS,
  );

  it('is asked all the while', async () => {
    const { wx, started } = await open();
    const { channel } = await started({ timings: { pingMs: 50 } });
    const { dings } = await wx.stats();
    await vi.waitFor(async () => expect((await wx.stats()).dings).toBeGreaterThan(dings + 3), WAIT);
    expect((await wx.stats()).starts, 'who answers is left alone').toBe(1);
    expect(channel.health()).toEqual({ state: 'up' });
  });
});

describe('a server that is away at the start', () => {
  it(
    'is waited for, and health says why',
    async () => {
      const { wx, channel } = await open();
      await wx.do('drop');
      const one = channel();
      const inbox = new Inbox();
      const starting = one.start(inbox.receive, inbox.onFatal);
      await vi.waitFor(() => {
        expect(one.health()).toMatchObject({ state: 'down', why: expect.stringContaining('连不上') });
      }, LONG);
      await wx.do('resume');
      await starting;
      expect(one.health()).toEqual({ state: 'up' });
      expect(inbox.fatal, 'nothing that ends the program').toBeNull();
    },
    TEST_MS,
  );
});

describe('a stop', () => {
  it(
    'ends while it is starting, while it waits, and while it is down',
    async () => {
      const { wx, channel, started } = await open();
      const looking = vi.spyOn(PuppetClient.prototype, 'event');
      // A stop that waited for its turn would be over after the test.
      const { channel: up } = await started({ timings: { backoffMs: NEVER_MS, longestMs: NEVER_MS } });
      await wx.do('drop');
      await vi.waitFor(() => expect(up.health().state).toBe('down'), WAIT);
      await up.stop();
      const waiting = channel();
      const starting = waiting.start(new Inbox().receive, () => {});
      await vi.waitFor(() => expect(looking).toHaveBeenCalledTimes(2), LONG);
      await waiting.stop();
      await starting;
      expect(waiting.health()).toEqual({ state: 'stopped' });
      expect(stillOpen(looking), 'nobody goes on looking for a server once all is stopped').toBe(0);
      looking.mockRestore();
    },
    TEST_MS,
  );

  it('keeps what was said just before', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started();
    for (let index = 0; index < 20; index++) await wx.says(BOSS, `第${index}句`);
    await inbox.heard('第0句');
    // The last has left the server; what the channel has in hand is kept.
    await inbox.heard('第19句');
    await channel.stop();
    const before = inbox.received.length;
    await wx.says(BOSS, '停了以后');
    expect(inbox.received).toHaveLength(before);
  });
});
