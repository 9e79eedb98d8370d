/** The group in the browser. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { WebChannel } from '../channels/web/index.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Roster } from '../domain/roster.ts';
import type { Rehearsal } from '../rehearsal.ts';

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
export async function servePages({ port }: PagesParts): Promise<Pages> {
  const app = new Hono();
  app.get('/', (context) => context.text('连心桥'));
  return await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (info) =>
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
  });
}
