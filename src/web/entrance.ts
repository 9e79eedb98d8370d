/** The way in for a rehearsal: the web channel, everybody on it, the walking clock, the pages; and the demo's month. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Chat } from '../channels/web/chat.ts';
import { createWebChannel, WEB, type WebChannel } from '../channels/web/index.ts';
import { GROUP } from '../channels/web/message.ts';
import type { RehearsalClock } from '../clock.ts';
import type { County } from '../county.ts';
import { everybodyOn } from '../domain/everybody-on.ts';
import type { Instant } from '../domain/time.ts';
import type { Program } from '../program.ts';
import { createRehearsal, type Rehearsal } from '../rehearsal.ts';
import { type Pages, servePages } from './server.ts';
import { createEntrance, type SiteEntrance } from './site/entrance.ts';

export interface WebEntrance {
  readonly channel: WebChannel;
  /** The pages that people sign in to, beside the group. */
  readonly site: SiteEntrance;
  /** The county with everybody on the web channel and on no other. */
  readonly county: County;
  open(program: Program): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens the chat in the data folder and puts the clock where the rehearsal had got to. `fill` fills the group before
 * anybody is told the address. Throws `ChannelFatal` when the port is taken or the chat is damaged.
 */
export function enterWeb(options: {
  readonly dataDir: string;
  readonly rosterFile: string;
  readonly port: number;
  readonly filing: string | null;
  /** False: messages have no buttons, as in WeChat. */
  readonly buttons: boolean;
  readonly county: County;
  readonly clock: RehearsalClock;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
  readonly fill?: (channel: WebChannel, program: Program, signal: AbortSignal) => Promise<void>;
}): WebEntrance {
  const { dataDir, rosterFile, port, buttons, clock, log, onFault, fill } = options;
  const county = { ...options.county, roster: everybodyOn(options.county.roster, WEB, GROUP) };
  const chat = Chat.open(join(dataDir, 'web'), clock);
  const from: Instant = clock.now();
  clock.advanceTo(chat.lastAt ?? from);
  const { roster } = county;
  const isPerson = (id: string): boolean => roster.person(id) !== undefined;
  const site = createEntrance({
    dataDir,
    rosterFile,
    origin: null,
    filing: options.filing,
    clock,
    rehearsal: true,
  });
  const channel = createWebChannel({ chat, groupName: roster.group.name, clock, log, buttons, isPerson });
  let rehearsal: Rehearsal | null = null;
  let pages: Pages | null = null;
  const stopFilling = new AbortController();
  let filling: Promise<void> | undefined;
  return {
    channel,
    site,
    county,
    async open(program) {
      rehearsal = createRehearsal({ clock, program, onFault });
      pages = await servePages({
        channel,
        rehearsal,
        roster,
        calendar: county.calendar,
        port,
        log,
        site: site.show(program),
      });
      await site.opened(pages.url);
      filling = fill?.(channel, program, stopFilling.signal);
      await filling;
      return greeting(pages.url, dataDir);
    },
    async close() {
      stopFilling.abort();
      // Its failure has been told to whoever opened.
      await filling?.catch(() => {});
      await rehearsal?.stop();
      site.endStreams();
      await pages?.close();
      await chat.noteTime();
      await chat.close();
    },
  };
}

function greeting(url: string, dataDir: string): string {
  return [
    '连心桥已启动（演练：没有接入真实渠道，可以替任何人说话）。',
    `请用浏览器打开 ${url}`,
    `数据在 ${dataDir}，与真实运行分开。按 Ctrl-C 停止。`,
  ].join('\n');
}
