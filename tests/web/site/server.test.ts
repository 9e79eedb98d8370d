/** The pages as they listen in life: under which names, from whose pages, and when the port is somebody else's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSiteServer, type SiteServer } from '../../../src/web/site/entrance.ts';
import { type Bench, openBench } from '../../desk/bench.ts';
import { scratch } from '../../support/county.ts';
import { ask } from '../../support/web/raw.ts';

const OUTSIDE = 'https://lxq.example.gov.cn';
const log = pino({ level: 'silent' });

let place: ReturnType<typeof scratch>;
let bench: Bench;
const servers: SiteServer[] = [];
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), Date.parse('2026-11-23T09:00:00+08:00'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await bench.end();
  place.remove();
});

function serverOn(port: number, over: { origin?: string; asked?: boolean } = {}): SiteServer {
  const { origin = null, asked = false } = over;
  const server = createSiteServer({
    dataDir: place.dir,
    rosterFile: 'data/roster.yaml',
    origin,
    filing: null,
    clock: bench.clock,
    port,
    asked,
    log,
  });
  servers.push(server);
  return server;
}

test('under the county’s own name, where a proxy passes people on; under any other, not at all', async () => {
  const server = serverOn(0, { origin: OUTSIDE, asked: true });
  await server.open(bench.program);
  expect(server.place()).toEqual({ address: `${OUTSIDE}/w`, fromOutside: true });
  const url = `${server.url()}/w`;
  for (const host of ['lxq.example.gov.cn', new URL(url).host]) {
    expect((await ask(url, { headers: { host } })).status, host).toBe(401);
  }
  expect((await ask(url, { headers: { host: 'evil.example' } })).status).toBe(403);
  const post = (origin: string) =>
    ask(`${url}/out`, { method: 'POST', headers: { host: 'lxq.example.gov.cn', origin }, body: '' });
  expect((await post(OUTSIDE)).status).toBe(200);
  for (const origin of ['https://evil.example', 'http://lxq.example.gov.cn', 'null']) {
    expect((await post(origin)).status, origin).toBe(403);
  }
  const { headers } = await ask(url, { headers: { host: 'lxq.example.gov.cn' } });
  expect(headers['content-security-policy']).toContain("default-src 'self'");
});

test('a port that somebody else has is done without, unless it was asked for', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const quiet = serverOn(port);
  await quiet.open(bench.program);
  expect(quiet.place()).toBeNull();
  await expect(serverOn(port, { asked: true }).open(bench.program)).rejects.toThrow(
    `WEB_PORT ${port} 用不了`,
  );
  await new Promise((resolve) => other.close(resolve));
});

test('without pages, 网页 says so', async () => {
  expect(await bench.answers('leader-1', '网页')).toContain('还没有开通网页');
});
