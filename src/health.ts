/** How the program is, for whoever watches over it: `GET /healthz` on 127.0.0.1. Names no person and no words. */
import type { Logger } from 'pino';
import { ChannelFatal, type ChannelHealth } from './channels/port.ts';
import { refuse } from './listening/answer.ts';
import { type HttpListener, listenHttp } from './listening/http.ts';
import type { OutboxState, Store } from './store/port.ts';

export interface Health {
  /** up: every channel is · degraded: some are not, hear less than they should, or a message keeps failing · down: none is, or the disk takes nothing */
  readonly state: 'up' | 'degraded' | 'down';
  readonly channels: Readonly<Record<string, ChannelHealth>>;
  /** Messages that wait to be sent, how many of them keep failing, and those kept for people who cannot be reached. */
  readonly outbox: OutboxState;
  /** Sequence of the last line of the journal. */
  readonly journal: number;
  /** Why nothing can be written at present; left out when it can. */
  readonly disk?: string;
}

export async function healthOf(channels: Health['channels'], store: Store): Promise<Health> {
  const states = Object.values(channels);
  const up = states.filter(({ state }) => state === 'up').length;
  const plain = states.every((one) => one.state === 'up' && one.note === undefined);
  const outbox = await store.outboxState();
  const stalled = store.stalled();
  return {
    state: up === 0 || stalled !== null ? 'down' : plain && outbox.aside === undefined ? 'up' : 'degraded',
    channels,
    outbox,
    journal: store.head().seq,
    ...(stalled && { disk: stalled.message }),
  };
}

/**
 * Serves it: 200 while every channel is up and the disk takes what is written, 503 otherwise. A port that nobody asked for and somebody else has is
 * done without. Throws `ChannelFatal` when one that was asked for is taken.
 */
export async function serveHealth(
  { port, asked }: { readonly port: number; readonly asked: boolean },
  health: () => Promise<Health>,
  log: Logger,
): Promise<{ close(): Promise<void>; readonly url: string } | null> {
  let listener: HttpListener;
  try {
    listener = await listenHttp({
      name: '/healthz',
      host: '127.0.0.1',
      port,
      names: 'own',
      log,
      async handle({ method }, response, { pathname }) {
        if (method !== 'GET' || pathname !== '/healthz') {
          refuse(response, 404, '这里只有 GET /healthz。');
          return;
        }
        const found = await health().catch((error: unknown) => {
          log.error({ err: error }, '健康状况没能读出');
          return null;
        });
        if (found === null) {
          refuse(response, 500, '健康状况没能读出，请看日志。');
          return;
        }
        const healthy =
          found.disk === undefined && Object.values(found.channels).every(({ state }) => state === 'up');
        response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' });
        response.end(`${JSON.stringify(found)}\n`);
      },
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (asked) throw new ChannelFatal(`HEALTH_PORT ${port} 用不了（${code}）。请换一个端口，或设为 off。`);
    log.warn({ port, code }, '这个端口已被占用，这次没有 /healthz。要用请设置 HEALTH_PORT。');
    return null;
  }
  const url = `http://127.0.0.1:${listener.port}/healthz`;
  log.info({ url }, '各渠道的状况在这里看');
  return { url, close: () => listener.close(0) };
}
