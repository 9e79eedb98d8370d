/** The group in the browser, on this machine only. */
import { serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { ChannelFatal } from '../channels/port.ts';
import type { WebChannel } from '../channels/web/index.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Roster } from '../domain/roster.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { createApp } from './app.ts';
import { createClockBoard } from './clock-board.ts';
import { createPresses } from './presses.ts';

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
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: HOSTNAME, port }, ({ port: taken }) => {
      resolve({
        url: `http://${HOSTNAME}:${taken}`,
        async close() {
          unwatch();
          board.close();
          const closed = new Promise<void>((done) => server.close(() => done()));
          for (const end of [...streams]) end();
          if ('closeIdleConnections' in server) {
            server.closeIdleConnections();
            setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS).unref();
          }
          await closed;
        },
      });
    });
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port)));
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number): ChannelFatal {
  const other = port > 0 && port < 65_535 ? port + 1 : 8701;
  const remedy = `请先停掉它，或换一个端口启动：WEB_PORT=${other} npm start`;
  return error.code === 'EADDRINUSE'
    ? new ChannelFatal(`端口 ${port} 已被别的程序占用。${remedy}`)
    : new ChannelFatal(`端口 ${port} 打不开（${error.code}）。请换一个端口启动：WEB_PORT=${other} npm start`);
}
