/** The webhook of a WeCom group, against a strict fake of it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel, Rendered } from '../../../src/channels/port.ts';
import { createNoticeChannel } from '../../../src/channels/wecom/notice.ts';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
let server: Server;
let channel: Channel;
let said: string[] = [];
let code = 0;
/** One failure, behind so many messages that are taken. */
let failing: { after: number; code: number } | null = null;
let logged = '';
beforeEach(async () => {
  said = [];
  code = 0;
  failing = null;
  logged = '';
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { msgtype, text } = JSON.parse(body) as { msgtype: string; text: { content: string } };
      const isKeyRight = request.url === `/cgi-bin/webhook/send?key=${KEY}`;
      const isShort = Buffer.byteLength(text.content) <= 2048;
      const passing = failing && failing.after-- === 0 ? failing.code : code;
      const errcode = !isKeyRight ? 93000 : msgtype !== 'text' || !isShort ? 40058 : passing;
      if (errcode === 0) said.push(text.content);
      response.end(
        JSON.stringify({ errcode, errmsg: errcode === 0 ? 'ok' : 'invalid webhook url, hint: [1]' }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  channel = made();
});
afterEach(async () => {
  await channel.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(logged, 'the key in the log').not.toContain(KEY);
});

function made(key = KEY): Channel {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=${key}`;
  return createNoticeChannel({ url, clock: { now: () => 7 }, log: pino({ level: 'trace' }, sink) });
}

const message = (text: string, chat = 'group'): Rendered => ({
  key: 'k',
  chat,
  text,
  buttons: [],
  file: null,
  edit: null,
  replyTo: null,
  silent: false,
});
const failureOf = (text: string, chat?: string) =>
  channel.send(message(text, chat)).then(
    () => null,
    (error: unknown) => error,
  );

test('tells the group, and hears nothing', async () => {
  await channel.start(
    async () => {},
    () => {},
  );
  expect(channel.health()).toEqual({ state: 'up' });
  expect(channel.capabilities.receives).toBe('none');
  expect(await channel.send(message('诉求件 1 已登记。'))).toEqual({ message: 'k' });
  expect(said).toEqual(['诉求件 1 已登记。']);
});

const NOTICE = Array.from(
  { length: 27 },
  (_, index) =>
    `【诉求件 ${index + 1}】星火样例煤焦有限公司：厂区专用变压器连续三天电压不稳；逾期 ${index} 天`,
).join('\n');
const joined = (): string => said.map((part) => part.replace(/^（续 .*）\n/, '')).join('\n');

test('a notice of 27 tickets comes in several messages, whole', async () => {
  await channel.send(message(NOTICE));
  expect(said.length).toBeGreaterThan(1);
  expect(joined()).toBe(NOTICE);
});

test('a notice that broke off is gone on with where it broke off', async () => {
  failing = { after: 1, code: 45009 };
  expect(await failureOf(NOTICE)).toMatchObject({ kind: 'later' });
  expect(said).toHaveLength(1);
  await channel.send(message(NOTICE));
  expect(joined()).toBe(NOTICE);
});

test('too fast waits a minute; a wrong key is said without the key, and health is down until it works', async () => {
  code = 45009;
  expect(await failureOf('一')).toMatchObject({ kind: 'later', waitMs: 60_000 });
  const right = channel;
  channel = made('wrong-key');
  expect(await failureOf('二')).toMatchObject({
    kind: 'later',
    message: expect.stringContaining('key 不对'),
  });
  expect(channel.health()).toMatchObject({ state: 'down', since: 7 });
  expect(logged).not.toContain('wrong-key');
  channel = right;
});

test('no answer: it may have arrived; another chat: never', async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await failureOf('一')).toMatchObject({ kind: 'later', mayHaveArrived: true });
  expect(channel.health().state).toBe('down');
  expect(await failureOf('一', 'elsewhere')).toMatchObject({ kind: 'refused' });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
