/** On these pages one may speak as anybody: nobody but the pages themselves, in a browser on this machine, may ask. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/county.ts';
import { launch } from '../support/program.ts';
import { ask } from '../support/web/raw.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const OWNER = 'xinghuo-1';

let world: WebWorld;
let host: string;

beforeAll(async () => {
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
  host = new URL(world.url).host;
});
afterAll(() => world?.end());

const key = () => `guard-${Math.random().toString(36).slice(2)}-key`;

/** Says something the way a page would, but for `headers`. */
function say(headers: Record<string, string>, text = '有人冒充说的话') {
  return ask(`${world.url}/as/${OWNER}/say`, {
    method: 'POST',
    headers: { host, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ key: key(), chat: 'group', text }),
  });
}

async function saidInGroup(): Promise<string> {
  return (await world.tg.messages('group')).map(({ text }) => text).join('\n');
}

describe('the pages', () => {
  test('answer under their own names only, whatever the address', async () => {
    const port = host.split(':')[1];
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect((await ask(`${world.url}/`, { headers: { host: name } })).status, name).toBe(200);
    }
    for (const name of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:1`,
      `localhost.evil.example:${port}`,
    ]) {
      for (const path of [
        '/',
        `/as/${OWNER}`,
        '/clock',
        '/healthz',
        '/assets/base.css',
        `/as/${OWNER}/events`,
      ]) {
        const answer = await ask(`${world.url}${path}`, { headers: { host: name } });
        expect(answer.status, `${name}${path}`).toBe(403);
        expect(answer.text).toContain('这里只接受本机的访问');
      }
    }
  });

  test('take changes from themselves only', async () => {
    const own = world.url;
    const wrong: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `http://evil.example:${host.split(':')[1]}` },
      { origin: 'http://127.0.0.1:1' },
      { origin: own.replace('http:', 'https:') },
      { origin: own, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of wrong) {
      const answer = await say(headers);
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(JSON.parse(answer.text).error).toContain('没有执行');
      const clock = await ask(`${own}/clock`, {
        method: 'POST',
        headers: { host, ...headers },
        body: '{"to":"week"}',
      });
      expect(clock.status).toBe(403);
    }
    expect(await saidInGroup(), 'nothing was said').not.toContain('冒充');
    expect(
      (await say({ origin: own, 'sec-fetch-site': 'same-origin' }, '厂区停水了，请帮忙看看')).status,
    ).toBe(200);
    expect((await say({ origin: own.replace('127.0.0.1', 'localhost') }, '还没有来水')).status).toBe(200);
  });

  test('are not read by a page of another site, nor shown inside one', async () => {
    const headers = { host, 'sec-fetch-site': 'cross-site' };
    for (const mode of ['no-cors', 'cors']) {
      const answer = await ask(`${world.url}/as/${OWNER}/messages?chat=group`, {
        headers: { ...headers, 'sec-fetch-mode': mode },
      });
      expect(answer.status, mode).toBe(403);
    }
    const link = await ask(`${world.url}/as/${OWNER}`, {
      headers: { ...headers, 'sec-fetch-mode': 'navigate' },
    });
    expect(link.status, 'a link may lead here').toBe(200);
    expect(link.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(link.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(link.text, 'no script and no style in the page').not.toMatch(
      /<script(?![^>]* src=)|<style| style=| on\w+="/,
    );
  });

  test('listen on this machine only', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one && !one.internal && one.family === 'IPv4');
    for (const one of others) {
      const there = `http://${one?.address}:${host.split(':')[1]}/healthz`;
      await expect(ask(there), there).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
    expect((await ask(`${world.url}/healthz`)).text).toBe('{"ok":true}');
  });

  test('say so when there is no such page or person, and lead back', async () => {
    const page = await ask(`${world.url}/as/nobody`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(404);
    expect(page.text).toContain('名册里没有这个人');
    expect(page.text).toContain('href="/"');
    for (const path of ['/nowhere', '/assets/../server.ts', '/assets/nothing.js', '/as/nobody/events']) {
      expect((await ask(`${world.url}${path}`)).status, path).toBe(404);
    }
  });
});

test('a port that is taken: which one, and how to start on another', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { dir, remove } = scratch();
  const program = launch({ DATA_DIR: join(dir, 'data'), WEB_PORT: String(port) });
  expect(await program.ended).toBe(1);
  expect(program.errors()).toContain(`端口 ${port} 已被别的程序占用`);
  expect(program.errors()).toContain(`WEB_PORT=${port + 1} npm start`);
  expect(program.errors()).not.toMatch(/^\s+at /m);
  expect(program.output()).not.toContain('已启动');
  taken.close();
  remove();
});
