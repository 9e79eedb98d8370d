/** A Telegram channel on the fake Bot API, with everything it logged and received. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Channel, ChannelFatal, Incoming } from '../../../src/channels/port.ts';
import { createTelegramChannel, type TelegramOptions } from '../../../src/channels/telegram/index.ts';
import { type FakeTelegram, startFakeTelegram } from '../../support/telegram/client.ts';

export const TOKEN = '7000000001:AAH-secret_of_the_bot';
export const NOW = 1_795_500_000_000;

export interface Bench {
  readonly tg: FakeTelegram;
  /** A channel not yet started; ended with the bench. */
  channel(options?: Partial<TelegramOptions>): Channel;
  /** Every line logged so far. */
  logged(): string;
  end(): Promise<void>;
}

export async function setUp(options: Parameters<typeof startFakeTelegram>[0] = {}): Promise<Bench> {
  const tg = await startFakeTelegram({ token: TOKEN, username: 'lianxin_bot', ...options });
  const channels: Channel[] = [];
  let lines = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines += String(chunk);
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  return {
    tg,
    logged: () => lines,
    channel(given = {}) {
      const channel = createTelegramChannel({
        token: TOKEN,
        apiRoot: tg.apiRoot,
        log,
        clock: { now: () => NOW },
        ...given,
      });
      channels.push(channel);
      return channel;
    },
    async end() {
      for (const channel of channels) await channel.stop();
      await tg.stop();
    },
  };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
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

  texts(): string[] {
    return this.received.map((message) => message.text);
  }
}
