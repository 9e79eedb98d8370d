/**
 * The ways in and out of the program: the real channels that are set, all beside each other, or the group in the
 * browser alone. A channel's code is loaded only when it is set.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Channel, ChannelFatal, type ChannelHealth } from './channels/port.ts';
import { type Clock, RehearsalClock } from './clock.ts';
import type { Config, RealChannels } from './config.ts';
import { ownFile } from './county/files.ts';
import type { County } from './county.ts';
import type { Demo } from './demo/index.ts';
import type { PagesPlace } from './desk/desk.ts';
import { tellGap } from './desk/operation/gaps.ts';
import type { Instant } from './domain/time.ts';
import type { Program } from './program.ts';
import type { Store } from './store/port.ts';
import type { SiteServer } from './web/site/entrance.ts';

/** One of several channels that cannot connect does not keep the others waiting longer than this. */
const PATIENCE_MS = 20_000;

export interface Entrances {
  readonly channels: ReadonlyMap<string, Channel>;
  /** Where the pages are that people sign in to; null before they are open. */
  pages(): PagesPlace | null;
  /** The county as these channels see it. */
  readonly county: County;
  /**
   * Starts the channels and opens the doors; gives what to tell whoever started the program. `awaySince`: when the
   * program was last at work, null when never.
   */
  open(program: Program, awaySince: Instant | null, onFatal: (fault: ChannelFatal) => void): Promise<string>;
  /** By channel. */
  health(): Readonly<Record<string, ChannelHealth>>;
  close(): Promise<void>;
}

export interface EntranceParts {
  readonly config: Config;
  readonly county: County;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  readonly demo: Demo | null;
  readonly onFault: (error: unknown) => void;
}

export async function openEntrances(parts: EntranceParts): Promise<Entrances> {
  if (parts.config.real === null) return byBrowser(parts);
  const gaps: Gaps = { tell: () => {} };
  const channels = await realChannels(parts.config.real, gaps, parts);
  const { createSiteServer } = await import('./web/site/entrance.ts');
  const { dataDir, rosterFile, countyDir, web } = parts.config;
  const files = { dataDir, rosterFile, policiesFile: ownFile(countyDir, 'policies') };
  const site = createSiteServer({ ...web, ...files, clock: parts.clock, log: parts.log });
  return besideEachOther(channels, site, gaps, parts);
}

/** Where channels report times in which they heard nothing; to nobody before the program runs. */
interface Gaps {
  tell: (channel: string, from: Instant, to: Instant) => void;
}

async function realChannels(
  { telegram, wecom, wecomNotice, wechat }: RealChannels,
  gaps: Gaps,
  { clock, log }: EntranceParts,
): Promise<readonly Channel[]> {
  const channels: Channel[] = [];
  if (telegram) {
    const { createTelegramChannel } = await import('./channels/telegram/index.ts');
    channels.push(createTelegramChannel({ ...telegram, log, clock }));
  }
  if (wecom) {
    const { createWecomChannel, WECOM } = await import('./channels/wecom/index.ts');
    const onGap = (from: Instant, to: Instant): void => gaps.tell(WECOM, from, to);
    channels.push(createWecomChannel({ ...wecom, log, clock, onGap }));
  }
  if (wecomNotice !== undefined) {
    const { createNoticeChannel } = await import('./channels/wecom/notice.ts');
    channels.push(createNoticeChannel({ url: wecomNotice, log, clock }));
  }
  if (wechat) {
    const { createWechatChannel, WECHAT } = await import('./channels/wechat/index.ts');
    const onGap = (from: Instant, to: Instant): void => gaps.tell(WECHAT, from, to);
    channels.push(createWechatChannel({ ...wechat, log, clock, onGap }));
  }
  return channels;
}

/** What ends one channel for good (a wrong token) is said in log and health, and the others go on. */
function besideEachOther(
  channels: readonly Channel[],
  site: SiteServer,
  gaps: Gaps,
  { county, log, clock, onFault }: EntranceParts,
): Entrances {
  const lost = new Map<string, ChannelHealth>();
  // With nobody left to listen, there is nothing to go on for.
  const isDeaf = (): boolean =>
    channels.every(({ id, capabilities }) => lost.has(id) || capabilities.receives === 'none');
  return {
    channels: new Map([...channels, site.channel].map((channel) => [channel.id, channel])),
    pages: site.place,
    county: withNoticeGroup(county, channels),
    async open(program, awaySince, onFatal) {
      await site.open(program);
      gaps.tell = (channel, from, to) => void tellGap(channel, from, to, program.parts).catch(onFault);
      const begin = async (channel: Channel): Promise<void> => {
        const lose = (fault: ChannelFatal): void => {
          lost.set(channel.id, { state: 'down', since: clock.now(), why: fault.message });
          if (isDeaf()) onFatal(fault);
          else
            log.error(
              { channel: channel.id, why: fault.message },
              '这个渠道停了，其余的照常；改好后请重新启动',
            );
        };
        try {
          await channel.start((batch) => program.receive(batch), lose);
          if (awaySince !== null) gaps.tell(channel.id, awaySince, clock.now());
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
      await Promise.all([site.close(), ...channels.map((channel) => channel.stop())]);
    },
  };
}

/** A channel that only tells has one group, which nobody can bind by a word said there. */
function withNoticeGroup(county: County, channels: readonly Channel[]): County {
  const only = channels.filter(({ capabilities }) => capabilities.receives === 'none');
  if (only.length === 0) return county;
  const { group } = county.roster;
  const accounts = { ...group.accounts, ...Object.fromEntries(only.map(({ id }) => [id, 'group'])) };
  return { ...county, roster: { ...county.roster, group: { ...group, accounts } } };
}

/** Without a real channel: the group in a browser, where one may speak as anybody. */
async function byBrowser(parts: EntranceParts): Promise<Entrances> {
  const { config, clock, log, store, demo, onFault } = parts;
  if (!(clock instanceof RehearsalClock)) throw new Error('a rehearsal needs a clock of its own');
  const { enterWeb } = await import('./web/entrance.ts');
  const { channel, site, county, open, close } = enterWeb({
    dataDir: config.dataDir,
    rosterFile: config.rosterFile,
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
    channels: new Map([channel, site.channel].map((one) => [one.id, one])),
    pages: site.place,
    county,
    async open(program, _awaySince, onFatal) {
      await channel.start((batch) => program.receive(batch), onFatal);
      return open(program);
    },
    health: () => ({ [channel.id]: channel.health() }),
    async close() {
      await close();
      await site.channel.stop();
      await channel.stop();
    },
  };
}
