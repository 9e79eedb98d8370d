/**
 * The ways in and out of the program: the real channels that are set, all beside each other, or the group in the
 * browser alone. A channel's code is loaded only when it is set.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Channel, ChannelFatal, type ChannelHealth } from './channels/port.ts';
import { type Clock, RehearsalClock } from './clock.ts';
import type { Config, RealChannels } from './config.ts';
import type { County } from './county.ts';
import type { Demo } from './demo/index.ts';
import type { Program } from './program.ts';
import type { Store } from './store/port.ts';

/** One of several channels that cannot connect does not keep the others waiting longer than this. */
const PATIENCE_MS = 20_000;

export interface Entrances {
  readonly channels: ReadonlyMap<string, Channel>;
  /** The county as these channels see it. */
  readonly county: County;
  /** Starts the channels and opens the doors; gives what to tell whoever started the program. */
  open(program: Program, onFatal: (fault: ChannelFatal) => void): Promise<string>;
  /** By channel. */
  health(): Readonly<Record<string, ChannelHealth>>;
  close(): Promise<void>;
}

export interface Surroundings {
  readonly config: Config;
  readonly county: County;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  readonly demo: Demo | null;
  readonly onFault: (error: unknown) => void;
}

export async function openEntrances(parts: Surroundings): Promise<Entrances> {
  const { config, county, clock, log } = parts;
  if (config.real === null) return byBrowser(parts);
  const channels = await realChannels(config.real, clock, log);
  return besideEachOther(channels, county, log, clock);
}

async function realChannels(
  { telegram, wechat }: RealChannels,
  clock: Clock,
  log: Logger,
): Promise<readonly Channel[]> {
  const channels: Channel[] = [];
  if (telegram) {
    const { createTelegramChannel } = await import('./channels/telegram/index.ts');
    channels.push(createTelegramChannel({ ...telegram, log, clock }));
  }
  if (wechat) {
    const { createWechatChannel } = await import('./channels/wechat/index.ts');
    channels.push(createWechatChannel({ ...wechat, log, clock }));
  }
  return channels;
}

/** What ends one channel for good (a wrong token) is said in log and health, and the others go on. */
function besideEachOther(channels: readonly Channel[], county: County, log: Logger, clock: Clock): Entrances {
  const lost = new Map<string, ChannelHealth>();
  return {
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    county,
    async open(program, onFatal) {
      const begin = async (channel: Channel): Promise<void> => {
        const lose = (fault: ChannelFatal): void => {
          lost.set(channel.id, { state: 'down', since: clock.now(), why: fault.message });
          if (lost.size === channels.length) onFatal(fault);
          else
            log.error(
              { channel: channel.id, why: fault.message },
              '这个渠道停了，其余的照常；改好后请重新启动',
            );
        };
        try {
          await channel.start((batch) => program.receive(batch), lose);
        } catch (error) {
          if (!(error instanceof ChannelFatal)) throw error;
          lose(error);
        }
      };
      const starting = Promise.all(channels.map(begin));
      await (channels.length > 1 ? Promise.race([starting, sleep(PATIENCE_MS)]) : starting);
      return '连心桥已启动。';
    },
    health: () =>
      Object.fromEntries(channels.map((channel) => [channel.id, lost.get(channel.id) ?? channel.health()])),
    async close() {
      await Promise.all(channels.map((channel) => channel.stop()));
    },
  };
}

/** Without a real channel: the group in a browser, where one may speak as anybody. */
async function byBrowser(parts: Surroundings): Promise<Entrances> {
  const { config, clock, log, store, demo, onFault } = parts;
  if (!(clock instanceof RehearsalClock)) throw new Error('a rehearsal needs a clock of its own');
  const { enterWeb } = await import('./web/entrance.ts');
  const { channel, county, open, close } = enterWeb({
    dataDir: config.dataDir,
    ...config.web,
    county: parts.county,
    clock,
    log,
    onFault,
    ...(demo
      ? { fill: (web, program, signal) => demo.fill({ channel: web, program, clock, store, signal }) }
      : {}),
  });
  return {
    channels: new Map([[channel.id, channel]]),
    county,
    async open(program, onFatal) {
      await channel.start((batch) => program.receive(batch), onFatal);
      return open(program);
    },
    health: () => ({ [channel.id]: channel.health() }),
    async close() {
      await close();
      await channel.stop();
    },
  };
}
