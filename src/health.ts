/**
 * How the program is, for whoever watches over it, on 127.0.0.1: `GET /healthz` for people and monitors, `/livez` for
 * what restarts it, `/metrics` for Prometheus. Names no person and no words.
 */
import type { Logger } from 'pino';
import { ChannelFatal, type ChannelHealth } from './channels/port.ts';
import type { AlarmKind } from './desk/operation/alarms.ts';
import { type Instant, toIso } from './domain/time.ts';
import { VERSION } from './help.ts';
import { refuse } from './listening/answer.ts';
import { type HttpListener, listenHttp } from './listening/http.ts';
import type { OutboxState } from './store/port.ts';
import type { Facts } from './watching/facts.ts';
import { createMetrics, type Metrics } from './watching/metrics.ts';
import type { Watch } from './watching/watch.ts';

/** Times are ISO 8601 with the office's offset. */
export interface Health {
  /** up: all is well · degraded: a channel is not up or hears less than it should, a message keeps failing, an alarm stands · down: no channel is up, or the disk takes nothing */
  readonly state: 'up' | 'degraded' | 'down';
  readonly version: string;
  readonly channels: Readonly<Record<string, ChannelHealth>>;
  /** Messages that wait to be sent, how many of them keep failing, and those kept for people who cannot be reached. */
  readonly outbox: OutboxState & { readonly oldest: string | null };
  /** Sequence of the last line of the journal. */
  readonly journal: number;
  /** Why nothing can be written at present; left out when it can. */
  readonly disk?: string;
  readonly clock: { readonly now: string; readonly lastBeat: string | null };
  readonly disks: readonly {
    readonly of: string;
    readonly freeBytes: number;
    readonly freePercent: number;
  }[];
  /** Null: the program makes none by itself. */
  readonly backup: { readonly newest: string | null; readonly failed: string | null } | null;
  /** Whether the days off are published. */
  readonly calendar: { readonly thisYear: boolean; readonly nextYear: boolean };
  readonly languageModel: Facts['languageModel'];
  /** What the operators have been told and is not over. */
  readonly alarms: readonly AlarmKind[];
}

export function healthOf(facts: Facts, alarms: readonly AlarmKind[]): Health {
  const { channels, outbox, journal, stalled, languageModel } = facts;
  const states = Object.values(channels);
  const up = states.filter(({ state }) => state === 'up').length;
  const isPlain = states.every((one) => one.state === 'up' && one.note === undefined);
  const { thisYear, nextYear } = facts.calendar;
  return {
    state:
      up === 0 || stalled !== null
        ? 'down'
        : isPlain && outbox.aside === undefined && alarms.length === 0
          ? 'up'
          : 'degraded',
    version: VERSION,
    channels,
    outbox: { ...outbox, oldest: isoOr(facts.oldestUnsent) },
    journal,
    ...(stalled !== null && { disk: stalled }),
    clock: { now: toIso(facts.now), lastBeat: isoOr(facts.lastBeat) },
    disks: facts.disks.map(({ of, freeBytes, free }) => ({
      of,
      freeBytes,
      freePercent: Math.floor(free * 100),
    })),
    backup: facts.backup && { newest: isoOr(facts.backup.newest), failed: facts.backup.failed },
    calendar: { thisYear, nextYear },
    languageModel,
    alarms,
  };
}

function isoOr(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}

/**
 * Serves them. `/healthz`: 200 while every channel is up and the disk takes what is written, 503
 * otherwise. `/livez`: 200 while the pulse beats. A port that
 * nobody asked for and somebody else has is done without. Throws `ChannelFatal` when one that was asked for is taken.
 */
export async function serveHealth(
  { port, asked }: { readonly port: number; readonly asked: boolean },
  watch: Pick<Watch, 'facts' | 'alarms' | 'isAlive'>,
  log: Logger,
): Promise<{ close(): Promise<void>; readonly url: string } | null> {
  // It measures the process from then on: nobody who does not ask pays for it.
  let metrics: Metrics | null = null;
  const answers: Readonly<Record<string, () => Promise<Answer>>> = {
    '/healthz': async () => {
      const found = healthOf(await watch.facts(), watch.alarms());
      const isHealthy =
        found.disk === undefined && Object.values(found.channels).every(({ state }) => state === 'up');
      return { status: isHealthy ? 200 : 503, type: JSON_TYPE, text: `${JSON.stringify(found)}\n` };
    },
    '/livez': async () => {
      const alive = watch.isAlive();
      return { status: alive ? 200 : 503, type: JSON_TYPE, text: `${JSON.stringify({ alive })}\n` };
    },
    '/metrics': async () => {
      metrics ??= createMetrics();
      const text = await metrics.text(await watch.facts(), watch.alarms());
      return { status: 200, type: metrics.contentType, text };
    },
  };
  let listener: HttpListener;
  try {
    listener = await listenHttp({
      name: '/healthz',
      host: '127.0.0.1',
      port,
      names: 'own',
      log,
      async handle({ method }, response, { pathname }) {
        const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
        if (method !== 'GET' || answer === undefined) {
          refuse(response, 404, '这里只有 GET /healthz、/livez 和 /metrics。');
          return;
        }
        const found = await answer().catch((error: unknown) => {
          log.error({ err: error }, '健康状况没能读出');
          return null;
        });
        if (found === null) {
          refuse(response, 500, '健康状况没能读出，请看日志。');
          return;
        }
        response.writeHead(found.status, { 'content-type': found.type });
        response.end(found.text);
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

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
