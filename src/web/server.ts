/** The group in the browser, on this machine only. */
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { ChannelFatal } from '../channels/port.ts';
import type { WebChannel } from '../channels/web/index.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Roster } from '../domain/roster.ts';
import { type HttpListener, listenHttp } from '../listening/http.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { createApp } from './app.ts';
import { createClockBoard } from './clock-board.ts';
import { createPresses } from './presses.ts';
import { FAILED } from './refuse.ts';
import { BASE } from './site/site.ts';

const HOSTNAME = '127.0.0.1';
/** What an answer under way may still take when the program stops. */
const LAST_WORDS_MS = 500;

export interface PagesParts {
  readonly channel: WebChannel;
  readonly rehearsal: Rehearsal;
  readonly roster: Roster;
  readonly calendar: Calendar;
  /** 0 takes any free port. */
  readonly port: number;
  readonly log: Logger;
  /** The pages that people sign in to, shown beside the group. */
  readonly site: Hono;
}

export interface Pages {
  /** `http://127.0.0.1:8700` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the pages on 127.0.0.1. Throws `ChannelFatal` when the port is taken. */
export async function servePages(parts: PagesParts): Promise<Pages> {
  const { channel, rehearsal, roster, calendar, port, log } = parts;
  const board = createClockBoard(rehearsal, calendar);
  const unwatch = channel.chat.onChange(() => board.stir());
  const streams = new Set<() => void>();
  const app = createApp({ channel, roster, board, presses: createPresses(), log, streams });
  app.get(`${BASE}/`, (context) => context.redirect(BASE, 302));
  app.route(BASE, parts.site);
  const handle = getRequestListener(app.fetch, {
    // What nobody read of a request is read off by the listener: this one would break the line after half a second.
    autoCleanupIncoming: false,
    errorHandler(error) {
      log.error({ err: error }, '网页请求没有办成');
      return new Response(FAILED, { status: 500 });
    },
  });
  let listener: HttpListener;
  try {
    listener = await listenHttp({ name: '网页', host: HOSTNAME, port, names: 'own', log, handle });
  } catch (error) {
    throw cannotListen(error as NodeJS.ErrnoException, port);
  }
  return {
    url: `http://${HOSTNAME}:${listener.port}`,
    async close() {
      unwatch();
      board.close();
      const closed = listener.close(LAST_WORDS_MS);
      for (const end of [...streams]) end();
      await closed;
    },
  };
}

function cannotListen(error: NodeJS.ErrnoException, port: number): ChannelFatal {
  const other = port > 0 && port < 65_535 ? port + 1 : 8701;
  const remedy = `请先停掉它，或换一个端口启动：WEB_PORT=${other} npm start`;
  return error.code === 'EADDRINUSE'
    ? new ChannelFatal(`端口 ${port} 已被别的程序占用。${remedy}`)
    : new ChannelFatal(`端口 ${port} 打不开（${error.code}）。请换一个端口启动：WEB_PORT=${other} npm start`);
}
