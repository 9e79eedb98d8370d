import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../listening/raw.ts';
import { PATIENCE } from '../../support/patience.ts';
import { type Bench, freePort, Inbox, setUp, TOKEN } from './bench.ts';

const SECRET = 'a-Long_secret-0123';
let bench: Bench;
let inbox: Inbox;
let url: string;
let webhook: { url: string; secret: string; host: string; port: number };

beforeEach(async () => {
  bench = await setUp({ webhookRetryMs: 50 });
  inbox = new Inbox();
  const port = await freePort();
  url = `http://127.0.0.1:${port}/telegram`;
  webhook = { url, secret: SECRET, host: '127.0.0.1', port };
});
afterEach(async () => {
  await bench.end();
  expect(bench.logged(), 'the token in the log').not.toContain(TOKEN);
  expect(bench.logged(), 'the secret in the log').not.toContain(SECRET);
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, PATIENCE);

const post = (body: string, secret: string | null = SECRET) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { ...(secret !== null && { 'X-Telegram-Bot-Api-Secret-Token': secret }) },
  });

describe('webhook', () => {
  it('receives in the order things were said', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const channel = bench.channel({ webhook });
    await channel.start(inbox.receive, inbox.onFatal);
    expect(channel.health().state).toBe('up');
    for (const word of ['一', '二', '三']) await boss.tells(word);
    await until(() => expect(inbox.texts()).toEqual(['一', '二', '三']));
  });

  it('answers 200 only for what is on disk, so that Telegram sends the rest again', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    inbox.fault = new Error('磁盘空间不足');
    await boss.tells('停水三天');
    await until(() => expect(inbox.attempts).toBeGreaterThan(1));
    expect(await bench.tg.pending()).toHaveLength(1);
    inbox.fault = null;
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    await until(async () => expect(await bench.tg.pending()).toHaveLength(0));
  });

  it('turns away whoever does not know the secret', async () => {
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    const update = JSON.stringify({ update_id: 1 });
    expect((await post(update, null)).status).toBe(401);
    expect((await post(update, `${SECRET}x`)).status).toBe(401);
    expect((await post(update, '')).status).toBe(401);
    expect((await post(update)).status).toBe(200);
    expect(inbox.attempts).toBe(0);
  });

  it('takes nothing but updates of a reasonable size', async () => {
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    expect((await fetch(url)).status).toBe(405);
    expect((await post('{')).status).toBe(400);
    expect((await post('{"update_id":"1"}')).status).toBe(400);
    expect((await post('null')).status).toBe(400);
    const large = JSON.stringify({ update_id: 1, message: 'x'.repeat(1024 * 1024) });
    const refused = await post(large);
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('超过 1 MB');
    expect(inbox.attempts).toBe(0);
  });

  it('listens at its own address only', async () => {
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': SECRET };
    for (const other of [
      url.replace('/telegram', '/'),
      `${url}/more`,
      url.replace('/telegram', '//telegram'),
    ]) {
      const refused = await fetch(other, { method: 'POST', body: '{"update_id":1}', headers });
      expect(refused.status, other).toBe(404);
      expect(await refused.text()).toContain('/telegram');
    }
  });

  it('hears an update at once, though 120 lines are open on which nothing is said', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    const lines = await Promise.all(Array.from({ length: 120 }, () => call({ port: webhook.port })));
    for (const line of lines) line.socket.write('POST /telegram HTTP/1.1\r\nHost: bot');
    await boss.tells('停水三天');
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    for (const line of lines) line.hangUp();
  });

  it('stays registered when the program stops, so that messages wait at Telegram', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const channel = bench.channel({ webhook });
    await channel.start(inbox.receive, inbox.onFatal);
    await channel.stop();
    await boss.tells('停水三天');
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
  });

  it.each(['', '有汉字', 'a b', 'x'.repeat(257)])(
    'refuses the secret “%s” in plain words',
    async (secret) => {
      const channel = bench.channel({ webhook: { ...webhook, secret } });
      await expect(channel.start(inbox.receive, inbox.onFatal)).rejects.toThrow(/secret 只能用英文字母/);
    },
  );

  it('says what Telegram has against the address', async () => {
    const channel = bench.channel({ webhook: { ...webhook, url: 'http://gov.example.cn/hook' } });
    await expect(channel.start(inbox.receive, inbox.onFatal)).rejects.toThrow(/回调地址.*HTTPS/);
    await expect(fetch(url), 'the port must be free again').rejects.toThrow();
  });

  it('says that the port is taken', async () => {
    await bench.channel({ webhook }).start(inbox.receive, inbox.onFatal);
    await expect(bench.channel({ webhook }).start(inbox.receive, inbox.onFatal)).rejects.toThrow(
      /端口打不开/,
    );
  });
});
