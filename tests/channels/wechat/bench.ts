/** A WeChat channel on the fake puppet service, with everything it logged and received. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { Channel, ChannelFatal, Incoming } from '../../../src/channels/port.ts';
import { createWechatChannel, type WechatOptions } from '../../../src/channels/wechat/index.ts';
import { scratch } from '../../support/county.ts';
import { environmentNow } from '../../support/environment.ts';
import { type FakeWechat, startFakeWechat } from '../../support/wechat/client.ts';

export const TOKEN = 'puppet_secretOfTheService';
export const BOSS = 'wxid_boss';
export const ROOM = '100@chatroom';
export const WAIT = { timeout: 60_000, interval: 20 };
/**
 * Faults show quickly. An answer (dong) may take as long as a test may wait: were it counted as missing sooner, the service
 * would be started anew, and what is said meanwhile is lost, as WeChat tells nothing twice. Tests of a service that does not
 * answer set their own.
 */
const QUICK = { pingMs: 200, dongMs: 60_000, backoffMs: 50, longestMs: 200, stopMs: 8000 };

export interface Bench {
  readonly wx: FakeWechat;
  readonly dir: string;
  /** A channel not yet started; ended with the test. */
  channel(options?: Partial<WechatOptions>): Channel;
  /** One that is started, with its inbox. */
  started(options?: Partial<WechatOptions>): Promise<{ channel: Channel; inbox: Inbox }>;
  /** Every line logged since the test began. */
  logged(): string;
}

/** One fake for all tests of a file, with a new world for each; `open` gives the bench of a test. */
export function onFakeWechat(): (options?: { session?: boolean }) => Promise<Bench> {
  let wx: FakeWechat;
  const ends: (() => Promise<void> | void)[] = [];
  // The puppet takes its settings from the environment of the process.
  const putBack = environmentNow();
  beforeAll(async () => {
    wx = await startFakeWechat({ token: TOKEN });
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  afterAll(async () => {
    putBack();
    await wx?.stop();
  });

  return async (options = {}) => {
    await wx.reset(options);
    await wx.person({ id: BOSS, name: '王老板' });
    await wx.room({ id: ROOM, topic: '政企直通群', members: { [BOSS]: '' } });
    for (const [name, value] of Object.entries(wx.env)) process.env[name] = value;
    const { dir, remove } = scratch();
    let lines = '';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines += String(chunk);
        done();
      },
    });
    const log = pino({ level: 'trace' }, sink);
    const bench: Bench = {
      wx,
      dir,
      logged: () => lines,
      channel(given = {}) {
        const channel = createWechatChannel({
          puppet: 'wechaty-puppet-service',
          riskAccepted: true,
          identity: 'id',
          groupBy: 'id',
          dailyCap: 300,
          sessionDir: `${dir}/wechat`,
          log,
          clock: { now: () => Date.now() },
          pauseMs: 0,
          retryMs: 20,
          ...given,
          timings: { ...QUICK, ...given.timings },
        });
        ends.unshift(() => channel.stop());
        return channel;
      },
      async started(given = {}) {
        const channel = bench.channel(given);
        const inbox = new Inbox();
        await channel.start(inbox.receive, inbox.onFatal);
        return { channel, inbox };
      },
    };
    ends.push(remove);
    return bench;
  };
}

/** Somebody who receives: keeps what comes, and fails as long as `fault` is set. */
export class Inbox {
  readonly received: Incoming[] = [];
  fault: Error | null = null;
  fatal: ChannelFatal | null = null;
  attempts = 0;

  readonly receive = async (batch: readonly Incoming[]): Promise<void> => {
    this.attempts += 1;
    if (this.fault) throw this.fault;
    this.received.push(...batch);
  };

  readonly onFatal = (fault: ChannelFatal): void => {
    this.fatal = fault;
  };

  /** The message that says this, once it has come. */
  async heard(isIt: string | ((message: Incoming) => boolean)): Promise<Incoming> {
    return vi.waitFor(() => {
      const found = this.received.find((one) => (typeof isIt === 'string' ? one.text === isIt : isIt(one)));
      if (!found) throw new Error(`not heard: ${isIt}, among ${JSON.stringify(this.received)}`);
      return found;
    }, WAIT);
  }
}

/** A message for a chat. */
export function words(chat: string, text: string, more: Partial<Parameters<Channel['send']>[0]> = {}) {
  const rest = { buttons: [], file: null, edit: null, replyTo: null, silent: false };
  return { key: `k/${text.slice(0, 12)}`, chat, text, ...rest, ...more };
}
