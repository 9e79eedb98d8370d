/** `/healthz`: what whoever watches over the program is told, and what it is not. */
import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { ChannelFatal, type ChannelHealth } from '../src/channels/port.ts';
import { type Health, healthOf, serveHealth } from '../src/health.ts';
import type { Store } from '../src/store/port.ts';

const store = {
  outboxState: async () => ({ waiting: 3, held: 1 }),
  head: () => ({ seq: 42, hash: 'abc' }),
  stalled: () => null,
} as unknown as Store;
const UP: ChannelHealth = { state: 'up' };
const DOWN: ChannelHealth = { state: 'down', since: 1_795_500_000_000, why: '网络不通（ECONNREFUSED）' };

let logged = '';
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  }),
);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  logged = '';
});

async function served(health: () => Promise<Health>, port = 0, asked = true) {
  const server = await serveHealth({ port, asked }, health, log);
  if (server) closers.push(() => server.close());
  return server;
}

test.each([
  [{ telegram: UP, wecom: UP }, 'up', 200],
  [{ telegram: UP, wecom: DOWN }, 'degraded', 503],
  [{ telegram: DOWN }, 'down', 503],
  [{ telegram: { state: 'starting' } as const }, 'down', 503],
  [{ telegram: { state: 'up', note: '开着隐私模式' } as const }, 'degraded', 200],
])('%o is %s, %i', async (channels: Record<string, ChannelHealth>, state, status) => {
  const server = await served(() => healthOf(channels, store));
  const answer = await fetch(server?.url ?? '');
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({
    state,
    channels,
    outbox: { waiting: 3, held: 1 },
    journal: 42,
  });
});

test('a message that keeps failing shows', async () => {
  const outbox = { waiting: 3, held: 1, aside: 1 };
  const stuck = { ...store, outboxState: async () => outbox } as unknown as Store;
  expect(await healthOf({ telegram: UP }, stuck)).toMatchObject({ state: 'degraded', outbox });
});

test('there is nothing else at that port', async () => {
  const server = await served(() => healthOf({ telegram: UP }, store));
  const base = (server?.url ?? '').replace('/healthz', '');
  expect((await fetch(`${base}/`)).status).toBe(404);
  expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${base}/healthz?x=1`)).status).toBe(200);
});

test('a store that cannot answer is an error, in the log too', async () => {
  const server = await served(() => Promise.reject(new Error('disk')));
  expect((await fetch(server?.url ?? '')).status).toBe(500);
  expect(logged).toContain('健康状况没能读出');
});

test('a taken port is fatal when it was asked for; else it is done without, and said', async () => {
  const other: Server = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const health = () => healthOf({ telegram: UP }, store);
  await expect(served(health, port, true)).rejects.toThrow(ChannelFatal);
  await expect(served(health, port, true)).rejects.toThrow(`HEALTH_PORT ${port} 用不了`);
  expect(await served(health, port, false)).toBeNull();
  expect(logged).toContain('没有 /healthz');
});

test('a disk that takes nothing is down, 503, and why', async () => {
  const full = { ...store, stalled: () => new Error('磁盘空间不足（ENOSPC）。') } as unknown as Store;
  const server = await served(() => healthOf({ telegram: UP }, full));
  const answer = await fetch(server?.url ?? '');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ state: 'down', disk: '磁盘空间不足（ENOSPC）。' });
});
