/** `/healthz`: what whoever watches over the program is told, and what it is not. */
import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { ChannelFatal, type ChannelHealth } from '../src/channels/port.ts';
import { healthOf, serveHealth } from '../src/health.ts';
import { VERSION } from '../src/help.ts';
import type { Watch } from '../src/watching/watch.ts';
import { wellFacts } from './support/facts.ts';

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

const watching = (
  over: Parameters<typeof wellFacts>[0] = {},
  more: Partial<Pick<Watch, 'alarms' | 'isAlive' | 'facts'>> = {},
) => ({ facts: async () => wellFacts(over), alarms: () => [], isAlive: () => true, ...more });

async function served(watch: Pick<Watch, 'facts' | 'alarms' | 'isAlive'>, port = 0, asked = true) {
  const server = await serveHealth({ port, asked }, watch, log);
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
  const server = await served(watching({ channels }));
  const answer = await fetch(server?.url ?? '');
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({
    state,
    version: VERSION,
    channels,
    outbox: { waiting: 3, held: 1, oldest: null },
    journal: 42,
    clock: { now: '2026-11-24T10:00:00.000+08:00', lastBeat: '2026-11-24T09:59:59.000+08:00' },
    disks: [{ of: 'data', freeBytes: 50_000_000_000, freePercent: 50 }],
    backup: { newest: '2026-11-24T02:30:00.000+08:00', failed: null },
    calendar: { thisYear: true, nextYear: false },
    languageModel: null,
    alarms: [],
  });
});

test('a message that keeps failing shows, and so does an alarm that stands', () => {
  const outbox = { waiting: 3, held: 1, aside: 1 };
  expect(healthOf(wellFacts({ outbox }), [])).toMatchObject({ state: 'degraded', outbox });
  expect(healthOf(wellFacts(), ['disk'])).toMatchObject({ state: 'degraded', alarms: ['disk'] });
});

test('/livez says whether the pulse beats, whatever the channels do', async () => {
  const server = await served(watching({ channels: { telegram: DOWN } }));
  const stands = await served(watching({}, { isAlive: () => false }));
  const livez = (one: typeof server) => fetch((one?.url ?? '').replace('/healthz', '/livez'));
  expect((await livez(server)).status).toBe(200);
  expect((await livez(stands)).status).toBe(503);
});

test('/metrics are the same facts in figures, without a name', async () => {
  const server = await served(
    watching(
      { channels: { telegram: UP, wecom: DOWN }, oldestUnsent: wellFacts().now - 90_000 },
      { alarms: () => ['stuck'] },
    ),
  );
  const answer = await fetch((server?.url ?? '').replace('/healthz', '/metrics'));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const lines = (await answer.text()).split('\n');
  for (const line of [
    `lianxinqiao_info{version="${VERSION}"} 1`,
    'lianxinqiao_channel_up{channel="telegram"} 1',
    'lianxinqiao_channel_up{channel="wecom"} 0',
    'lianxinqiao_outbox_messages{state="waiting"} 3',
    'lianxinqiao_outbox_oldest_seconds 90',
    'lianxinqiao_journal_lines 42',
    'lianxinqiao_last_beat_seconds 1',
    'lianxinqiao_disk_free_ratio{disk="data"} 0.5',
    'lianxinqiao_backup_age_seconds 27000',
    'lianxinqiao_calendar_published{year="next"} 0',
    'lianxinqiao_alarm{kind="stuck"} 1',
    'lianxinqiao_alarm{kind="disk"} 0',
  ]) {
    expect(lines).toContain(line);
  }
  // Whose labels there are: nobody's.
  const labels = new Set(lines.join('\n').match(/(?<=[{,])\w+(?==")/g));
  const ours = ['version', 'channel', 'state', 'disk', 'year', 'kind'];
  const ofNode = ['type', 'le', 'quantile', 'major', 'minor', 'patch', 'space'];
  expect([...labels].filter((label) => !ours.includes(label) && !ofNode.includes(label))).toEqual([]);
});

test('there is nothing else at that port', async () => {
  const server = await served(watching());
  const base = (server?.url ?? '').replace('/healthz', '');
  expect((await fetch(`${base}/`)).status).toBe(404);
  expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${base}/healthz?x=1`)).status).toBe(200);
});

test('a store that cannot answer is an error, in the log too', async () => {
  const server = await served(watching({}, { facts: () => Promise.reject(new Error('disk')) }));
  expect((await fetch(server?.url ?? '')).status).toBe(500);
  expect(logged).toContain('健康状况没能读出');
});

test('a taken port is fatal when it was asked for; else it is done without, and said', async () => {
  const other: Server = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const health = watching();
  await expect(served(health, port, true)).rejects.toThrow(ChannelFatal);
  await expect(served(health, port, true)).rejects.toThrow(`HEALTH_PORT ${port} 用不了`);
  expect(await served(health, port, false)).toBeNull();
  expect(logged).toContain('没有 /healthz');
});

test('a disk that takes nothing is down, 503, and why', async () => {
  const server = await served(watching({ stalled: '磁盘空间不足（ENOSPC）。' }));
  const answer = await fetch(server?.url ?? '');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ state: 'down', disk: '磁盘空间不足（ENOSPC）。' });
});
