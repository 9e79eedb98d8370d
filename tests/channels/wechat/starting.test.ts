/** Starting: the risk, what is missing, logging in with a code, and the folder of the login. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ChannelFatal } from '../../../src/channels/port.ts';
import { loadWechaty } from '../../../src/channels/wechat/bot.ts';
import { BOSS, Inbox, onFakeWechat, TOKEN, WAIT, words } from './bench.ts';

const open = onFakeWechat();

describe('before it starts', () => {
  it('says what automation of personal WeChat risks, until somebody accepts it', async () => {
    const { channel, wx } = await open();
    const one = channel({ riskAccepted: false });
    const fault = await one.start(new Inbox().receive, () => {}).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ChannelFatal);
    const { message } = fault as Error;
    for (const part of ['封号', '2024-03-26', '服务商', '企业微信', 'WECHATY_ACCEPT_RISK=yes']) {
      expect(message).toContain(part);
    }
    expect(await wx.stats(), 'nothing was touched').toMatchObject({ starts: 0 });
  });

  it('says what to install when a package is not there, and what to set', async () => {
    const { channel } = await open();
    const one = channel({ puppet: 'wechaty-puppet-nowhere' });
    await expect(one.start(new Inbox().receive, () => {})).rejects.toThrow(
      'npm install wechaty-puppet-nowhere',
    );
    delete process.env.WECHATY_PUPPET_SERVICE_TOKEN;
    const two = channel();
    const fault = await two.start(new Inbox().receive, () => {}).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ChannelFatal);
    expect((fault as Error).message).toContain('WECHATY_PUPPET_SERVICE_TOKEN');
  });

  it('keeps wechaty’s own log silent, which prints what people say', async () => {
    await open();
    delete process.env.WECHATY_LOG;
    await loadWechaty('wechaty-puppet-service');
    expect(process.env.WECHATY_LOG).toBe('silent');
  });
});

describe('a wrong token', () => {
  it('is said in health without the token, and it goes on trying', async () => {
    const { wx, channel, logged } = await open();
    process.env.WECHATY_PUPPET_SERVICE_TOKEN = 'puppet_wrongSecret';
    const one = channel();
    const starting = one.start(new Inbox().receive, () => {});
    await vi.waitFor(() => {
      expect(one.health()).toMatchObject({ state: 'down', why: expect.stringContaining('不认这个 token') });
    }, WAIT);
    expect(logged()).not.toContain('wrongSecret');
    process.env.WECHATY_PUPPET_SERVICE_TOKEN = TOKEN;
    await starting;
    expect(one.health()).toEqual({ state: 'up' });
    expect((await wx.stats()).starts).toBeGreaterThan(0);
  });
});

describe('logging in', () => {
  const CODE = 'http://weixin.qq.com/x/firstCode';

  it('shows the code to the operator alone, once, until somebody is logged in', async () => {
    const { wx, channel, logged, dir } = await open({ session: false });
    const file = join(dir, 'wechat/login-qr.txt');
    const one = channel();
    const starting = one.start(new Inbox().receive, () => {});
    await vi.waitFor(async () => expect((await wx.stats()).starts).toBe(1), WAIT);
    await wx.do('scan', { status: 'Waiting', qrcode: CODE });
    await vi.waitFor(() => {
      expect(one.health()).toMatchObject({ state: 'down', why: expect.stringContaining('等待扫码登录') });
      expect(readFileSync(file, 'utf8')).toBe(`${CODE}\n`);
    }, WAIT);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await wx.do('scan', { status: 'Waiting', qrcode: CODE });
    await wx.do('scan', { status: 'Scanned' });
    await vi.waitFor(() => expect(logged()).toContain('已扫码'), WAIT);
    expect(logged().split(CODE).length - 1, 'the code stands in the log once').toBe(1);
    await expect(one.send(words(BOSS, '您好'))).rejects.toMatchObject({ kind: 'later' });
    await wx.do('login');
    await starting;
    expect(existsSync(file)).toBe(false);
    expect(one.health()).toEqual({ state: 'up' });
  });

  it('says that a code has expired or was refused, takes the file away, and shows the next', async () => {
    const { wx, channel, logged, dir } = await open({ session: false });
    const file = join(dir, 'wechat/login-qr.txt');
    const one = channel();
    void one.start(new Inbox().receive, () => {});
    await vi.waitFor(async () => expect((await wx.stats()).starts).toBe(1), WAIT);
    await wx.do('scan', { status: 'Waiting', qrcode: CODE });
    await vi.waitFor(() => expect(existsSync(file)).toBe(true), WAIT);
    await wx.do('scan', { status: 'Timeout', qrcode: CODE });
    await vi.waitFor(() => expect(logged()).toContain('登录码过期了'), WAIT);
    expect(existsSync(file)).toBe(false);
    await wx.do('scan', { status: 'Waiting', qrcode: `${CODE}2` });
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe(`${CODE}2\n`), WAIT);
    await wx.do('scan', { status: 'Cancel' });
    await vi.waitFor(() => expect(logged()).toContain('取消了登录'), WAIT);
    expect(existsSync(file)).toBe(false);
    await one.stop();
    expect(one.health()).toEqual({ state: 'stopped' });
  });

  it('that ended on the phone is said, and asked for again', async () => {
    const { wx, started, logged } = await open();
    const { channel, inbox } = await started();
    await wx.do('logout');
    await vi.waitFor(() => expect(channel.health().state).toBe('down'), WAIT);
    await vi.waitFor(() => expect(logged()).toContain('微信退出了登录'), WAIT);
    await vi.waitFor(async () => expect((await wx.stats()).starts).toBe(2), WAIT);
    await wx.do('login');
    await vi.waitFor(() => expect(channel.health()).toEqual({ state: 'up' }), WAIT);
    await wx.says(BOSS, '又能听见了');
    await inbox.heard('又能听见了');
  });
});

describe('the folder of the login', () => {
  it('is for nobody else, also where it was there before with other rights', async () => {
    const { started, dir } = await open();
    const folder = join(dir, 'wechat');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'session.memory-card.json'), '{"a":1}', { mode: 0o644 });
    await started();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'session.memory-card.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'session.memory-card.json'), 'utf8'), 'the session is kept').toBe(
      '{"a":1}',
    );
  });

  it('is all there is: no names of people are kept on disk, here or in the home folder', async () => {
    const { wx, started, dir } = await open();
    const home = join(dir, 'home');
    mkdirSync(home);
    const before = process.env.HOME;
    process.env.HOME = home;
    try {
      const { inbox } = await started();
      await wx.says(BOSS, '您好');
      await inbox.heard('您好');
    } finally {
      process.env.HOME = before;
    }
    expect(existsSync(join(home, '.wechaty'))).toBe(false);
    expect(readdirSync(join(dir, 'wechat')).sort()).toEqual(['session.memory-card.json']);
  });
});
