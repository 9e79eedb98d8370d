/** The way in to the pages: the channel by which they speak with the desk, the site itself, and in life its listener. */
import { join } from 'node:path';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { AccessLog } from '../../access-log.ts';
import { createPageChannel, type PageChannel } from '../../channels/page/index.ts';
import { ChannelFatal } from '../../channels/port.ts';
import { checkApart } from '../../checkup/apart.ts';
import type { Clock } from '../../clock.ts';
import { ownFile } from '../../county/files.ts';
import type { OwnFile } from '../../county/own-file.ts';
import type { PagesPlace } from '../../desk/desk.ts';
import { type HttpListener, listenHttp } from '../../listening/http.ts';
import type { Program } from '../../program.ts';
import { guard } from '../guards.ts';
import { FAILED } from '../refuse.ts';
import { assetRoutes } from '../routes/assets.ts';
import { createSite } from './app.ts';
import { createFigures } from './figures.ts';
import { secretIn } from './secret.ts';
import { BASE, type Site } from './site.ts';
import { troublePage } from './views/trouble.ts';

const HOSTNAME = '127.0.0.1';
const SHIPPED_POLICIES = ownFile(null, 'policies');
/** What an answer under way may still take when the program stops. */
const LAST_WORDS_MS = 500;

export interface SiteOptions {
  readonly dataDir: string;
  /** The county's `roster.yaml`, which the page of the roster writes. */
  readonly rosterFile: string;
  /** The county's `policies.yaml`, which the page of the library writes; left out, the one in `data/`. */
  readonly policiesFile?: OwnFile;
  /** `https://lxq.example.gov.cn`, where a proxy shows the pages; null: on this machine only. */
  readonly origin: string | null;
  readonly filing: string | null;
  readonly clock: Clock;
  /** How settings are checked; left out, as the command does, of the environment that the program runs in. */
  readonly checkup?: Site['checkup'];
}

export interface SiteEntrance {
  readonly channel: PageChannel;
  /** Null until it listens. */
  place(): PagesPlace | null;
  /** The pages, to be shown by whoever listens. */
  show(program: Program): Hono;
  /** They are served at `http://127.0.0.1:…`: from now on people are sent there. */
  opened(url: string): Promise<void>;
  /** Ends whatever page follows what happens. */
  endStreams(): void;
}

/** The site within another listener, as in a rehearsal. */
export function createEntrance(options: SiteOptions & { readonly rehearsal: boolean }): SiteEntrance {
  const { dataDir, rosterFile, policiesFile = SHIPPED_POLICIES, origin, filing, clock, rehearsal } = options;
  const channel = createPageChannel(clock, join(dataDir, 'page-files'));
  const streams = new Set<() => void>();
  let place: PagesPlace | null = null;
  let receive: Program['receive'] | null = null;
  return {
    channel,
    place: () => place,
    show(program) {
      receive = (batch) => program.receive(batch);
      const secret = secretIn(dataDir);
      const { parts } = program;
      const figures = createFigures(parts);
      const access = new AccessLog(dataDir, clock, parts.log);
      const { checkup = (now) => checkApart({ env: { ...process.env }, now }) } = options;
      const own = { secret, rosterFile, policiesFile, origin, filing, rehearsal, streams, checkup };
      const site: Site = { parts, figures, channel, access, ...own };
      return createSite(site);
    },
    async opened(url) {
      if (receive === null) throw new Error('pages are served that nobody has shown');
      await channel.start(receive, () => {});
      place = { address: `${origin ?? url}${BASE}`, fromOutside: origin !== null || rehearsal };
    },
    endStreams() {
      for (const end of [...streams]) end();
    },
  };
}

/** The site by itself, on 127.0.0.1, as in life. */
export interface SiteServer {
  readonly channel: PageChannel;
  place(): PagesPlace | null;
  /** Where it listens, `http://127.0.0.1:8700`; null where it does not. */
  url(): string | null;
  /** Throws `ChannelFatal` when a port that was asked for cannot be had; one that was not is done without. */
  open(program: Program): Promise<void>;
  close(): Promise<void>;
}

export function createSiteServer(
  options: SiteOptions & { readonly port: number; readonly asked: boolean; readonly log: Logger },
): SiteServer {
  const { port, asked, origin, log } = options;
  const entrance = createEntrance({ ...options, rehearsal: false });
  let listener: HttpListener | null = null;
  return {
    channel: entrance.channel,
    place: entrance.place,
    url: () => (listener === null ? null : `http://${HOSTNAME}:${listener.port}`),
    async open(program) {
      const app = new Hono<{ Bindings: HttpBindings }>();
      app.use(guard(origin));
      app.get('/', (context) => context.redirect(BASE, 302));
      app.get(`${BASE}/`, (context) => context.redirect(BASE, 302));
      app.route('/', assetRoutes());
      app.route(BASE, entrance.show(program));
      app.notFound((context) => context.html(troublePage('没有这个页面。请回首页重新选择。'), 404));
      const handle = getRequestListener(app.fetch, {
        // What nobody read of a request is read off by the listener.
        autoCleanupIncoming: false,
        errorHandler(error) {
          log.error({ err: error }, '网页请求没有办成');
          return new Response(FAILED, { status: 500 });
        },
      });
      const names = origin === null ? 'own' : [new URL(origin).host];
      try {
        listener = await listenHttp({ name: '网页', host: HOSTNAME, port, names, log, handle });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (asked) throw new ChannelFatal(`网页的端口 WEB_PORT ${port} 用不了（${code}）。请换一个端口。`);
        log.warn({ port, code }, '这个端口已被占用，这次没有网页。要用请设置 WEB_PORT。');
        return;
      }
      const url = `http://${HOSTNAME}:${listener.port}`;
      await entrance.opened(url);
      log.info({ url: `${origin ?? url}${BASE}` }, '网页在这里；各人在私聊里发“网页”，凭链接进来');
    },
    async close() {
      const closed = listener?.close(LAST_WORDS_MS);
      entrance.endStreams();
      await closed;
      await entrance.channel.stop();
    },
  };
}
