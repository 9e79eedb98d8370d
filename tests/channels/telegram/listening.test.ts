import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChannelFatal } from '../../../src/channels/port.ts';
import { TWO_INSTANCES, WRONG_TOKEN } from '../../../src/channels/telegram/failures.ts';
import { PATIENCE } from '../../support/patience.ts';
import { type Bench, Inbox, NOW, setUp, TOKEN } from './bench.ts';

let bench: Bench;
let inbox: Inbox;
beforeEach(async () => {
  bench = await setUp();
  inbox = new Inbox();
});
afterEach(async () => {
  await bench.end();
  expect(bench.logged(), 'the token in the log').not.toContain(TOKEN);
});

const until = (check: () => void | Promise<void>) => vi.waitFor(check, PATIENCE);

describe('confirming', () => {
  it('confirms a message to Telegram only after it has been received', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const channel = bench.channel();
    let release = (): void => {};
    const disk = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = false;
    await channel.start(async (batch) => {
      asked = true;
      await disk;
      await inbox.receive(batch);
    }, inbox.onFatal);
    await boss.tells('停水三天');
    await until(() => expect(asked).toBe(true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await bench.tg.pending(), 'confirmed before it was on disk').toHaveLength(1);
    release();
    await until(async () => expect(await bench.tg.pending()).toHaveLength(0));
    expect(inbox.texts()).toEqual(['停水三天']);
  });

  it('keeps asking Telegram for a message that could not be put on disk', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const channel = bench.channel();
    inbox.fault = new Error('磁盘空间不足');
    await channel.start(inbox.receive, inbox.onFatal);
    await boss.tells('停水三天');
    await until(() =>
      expect(channel.health()).toMatchObject({ state: 'down', since: NOW, why: '磁盘空间不足' }),
    );
    expect(await bench.tg.pending()).toHaveLength(1);
    inbox.fault = null;
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    await until(() => expect(channel.health().state).toBe('up'));
  });

  it('leaves what it could not keep to the next process, under the same key', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    inbox.fault = new Error('磁盘空间不足');
    const first = bench.channel();
    await first.start(inbox.receive, inbox.onFatal);
    const said = await boss.tells('停水三天');
    await until(() => expect(inbox.attempts).toBe(1));
    await first.stop();
    expect(first.health().state).toBe('stopped');

    const next = new Inbox();
    await bench.channel().start(next.receive, next.onFatal);
    await until(() =>
      expect(next.received).toMatchObject([
        { text: '停水三天', key: `telegram:7000000001:${said.update}`, chat: { kind: 'private' } },
      ]),
    );
  });

  it('passes over what it does not listen to without stopping there', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await bench.channel().start(inbox.receive, inbox.onFatal);
    await bench.tg.push({ channel_post: { nonsense: true } });
    await bench.tg.push({ message: { message_id: 1, chat: null } });
    await boss.tells('停水三天');
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    await until(async () => expect(await bench.tg.pending()).toHaveLength(0));
    expect(bench.logged()).toContain('读不懂');
  });
});

describe('what cannot go on', () => {
  it('says that the token is wrong and where to look', async () => {
    const channel = bench.channel({ token: '7000000001:wrong_but_long_enough' });
    const start = channel.start(inbox.receive, inbox.onFatal);
    await expect(start).rejects.toThrow(ChannelFatal);
    await expect(start).rejects.toThrow(WRONG_TOKEN);
  });

  it('takes “not found” for a wrong token as well', async () => {
    await bench.tg.fault({ kind: 'error', method: 'getMe', status: 404, description: 'Not Found' });
    await expect(bench.channel().start(inbox.receive, inbox.onFatal)).rejects.toThrow(WRONG_TOKEN);
  });

  it('names a second program that listens to the same bot, and listens again when that has ended', async () => {
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await boss.tells('停水三天');
    await until(() => expect(inbox.texts()).toHaveLength(1));
    const second = bench.channel();
    await second.start(new Inbox().receive, () => {});
    await until(() => expect(channel.health()).toMatchObject({ state: 'down', why: TWO_INSTANCES }));
    expect(bench.logged()).toContain('另一个程序正在用同一个令牌');
    await second.stop();
    await boss.tells('还在吗');
    await until(() => expect(inbox.texts()).toContain('还在吗'));
    expect(inbox.fatal, 'nothing is over').toBeNull();
  });

  it('does not end when the very first poll is refused because another one has not ended yet', async () => {
    const conflict = 'Conflict: terminated by other getUpdates request';
    await bench.tg.fault({ kind: 'error', method: 'getUpdates', status: 409, description: conflict });
    await bench.channel().start(inbox.receive, inbox.onFatal);
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await boss.tells('停水三天');
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    expect(inbox.fatal).toBeNull();
  });

  it('reports a token withdrawn while it listens', async () => {
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    await bench.tg.fault({ kind: 'error', method: 'getUpdates', status: 401, description: 'Unauthorized' });
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await boss.tells('停水三天');
    await until(() => expect(inbox.fatal?.message).toBe(WRONG_TOKEN));
    expect(channel.health()).toMatchObject({ state: 'down', since: NOW });
  });
});

describe('trouble that passes', () => {
  it.each([
    ['the connection is cut', { kind: 'reset' }, '网络不通'],
    ['the gateway answers with a page', { kind: 'serverError', status: 502 }, '错误页'],
    ['Telegram has a fault', { kind: 'error', status: 500, description: 'Internal Server Error' }, '500'],
    ['Telegram asks to wait', { kind: 'tooMany', retryAfter: 1 }, '429'],
  ] as const)('recovers by itself when %s', async (_, fault, why) => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await bench.tg.fault({ ...fault, method: 'getUpdates' });
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    await until(() => {
      const health = channel.health();
      expect(health.state).toBe('down');
      expect(health.state === 'down' && health.why).toContain(why);
    });
    await boss.tells('停水三天');
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    expect(channel.health().state).toBe('up');
    expect(inbox.fatal).toBeNull();
  });

  it('waits at the start until the network is there', async () => {
    await bench.tg.fault({ kind: 'reset', method: 'getMe' });
    const channel = bench.channel();
    const started = channel.start(inbox.receive, inbox.onFatal);
    await until(() => expect(channel.health().state).toBe('down'));
    await started;
    expect(channel.health().state).toBe('up');
  });

  it('can be stopped while it waits for the network', async () => {
    const channel = bench.channel({ apiRoot: 'http://127.0.0.1:9' });
    const started = channel.start(inbox.receive, inbox.onFatal);
    await until(() => expect(channel.health()).toMatchObject({ why: '网络不通（ECONNREFUSED）' }));
    await channel.stop();
    await started;
    expect(channel.health().state).toBe('stopped');
  });
});

describe('at the start', () => {
  it('hears everything in groups when privacy mode is off', async () => {
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    expect(channel.capabilities.receives).toBe('all');
    expect(channel.health()).toEqual({ state: 'up' });
    expect(bench.logged()).not.toContain('setprivacy');
  });

  it('says what to do when privacy mode is on', async () => {
    await bench.tg.privacy(true);
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    expect(channel.capabilities.receives).toBe('mentions');
    expect(bench.logged()).toMatch(/setprivacy.*Disable.*重新拉入.*管理员/);
    const hearing = { state: 'up', note: expect.stringContaining('隐私模式') };
    expect(channel.health()).toEqual(hearing);
    await bench.tg.fault({ kind: 'reset', method: 'getUpdates' });
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    await boss.tells('一');
    await until(() => expect(channel.health().state).toBe('down'));
    await boss.tells('二');
    await until(() => expect(channel.health(), 'after a fault as well').toEqual(hearing));
  });

  it('hears what it says it hears: in a group where it is an administrator, everything', async () => {
    await bench.tg.privacy(true);
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const plain = await bench.tg.group({ id: -101, title: '甲群', members: [boss] });
    const trusted = await bench.tg.group({ id: -102, title: '乙群', members: [boss], bot: 'administrator' });
    await bench.channel().start(inbox.receive, inbox.onFatal);
    await boss.says(plain, '没人听见');
    await boss.says(plain, '@lianxin_bot 停电了');
    await boss.says(trusted, '停水三天');
    await until(() => expect(inbox.texts()).toEqual(['停电了', '停水三天']));
  });

  it('removes a webhook left behind, says so, and loses no message that waited there', async () => {
    const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
    const hook = `${bench.tg.apiRoot}/bot${TOKEN}/setWebhook?url=https://old.example.cn/secret-path`;
    expect((await fetch(hook)).ok).toBe(true);
    await boss.tells('停水三天');
    await bench.channel().start(inbox.receive, inbox.onFatal);
    await until(() => expect(inbox.texts()).toEqual(['停水三天']));
    expect(bench.logged()).toContain('old.example.cn');
    expect(bench.logged()).not.toContain('secret-path');
  });
});
