/** Every listener of the program, each as it really listens, with a way to see that it still serves. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { listen } from '../../src/channels/telegram/webhook.ts';
import { serveControl } from '../../src/desk/operation/control.ts';
import { serveHealth } from '../../src/health.ts';
import { createSiteServer } from '../../src/web/site/entrance.ts';
import { openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';
import { wellFacts } from '../support/facts.ts';
import { startWebWorld } from '../support/web-world.ts';
import { exchange, isWhole, type Where } from './raw.ts';

export interface Listener {
  readonly where: Where;
  /** A value of the Host header that is right here. */
  readonly host: string;
  /** Throws unless an honest request is served as ever. */
  good(): Promise<void>;
  end(): Promise<void>;
}

const log = pino({ level: 'silent' });
const SECRET = 'a-Long_secret-0123';

function expectIn(heard: string, wanted: string): void {
  if (!heard.includes(wanted)) throw new Error(`an honest request got: ${heard || 'nothing'}`);
}

async function health(): Promise<Listener> {
  const watch = { facts: async () => wellFacts(), alarms: () => [], isAlive: () => true };
  const served = await serveHealth({ port: 0, asked: true }, watch, log);
  const { host, port } = new URL(served?.url ?? '');
  return {
    where: { port: Number(port) },
    host,
    async good() {
      const heard = await exchange({ port: Number(port) }, [
        `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      ]);
      expectIn(heard, '"journal":42');
    },
    end: async () => served?.close(),
  };
}

async function webhook(): Promise<Listener> {
  const kept: number[] = [];
  const options = { url: 'https://bot.example/telegram', secret: SECRET, host: '127.0.0.1', port: 0 };
  const { port, close } = await listen(options, async ({ update_id }) => void kept.push(update_id), log);
  let update = 0;
  return {
    where: { port },
    host: 'bot.example',
    async good() {
      const body = JSON.stringify({ update_id: ++update });
      const heard = await exchange({ port }, [
        `POST /telegram HTTP/1.1\r\nHost: bot.example\r\nX-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ]);
      expectIn(heard, '200 OK');
      if (kept.at(-1) !== update || kept.length !== update) throw new Error(`kept: ${kept}`);
    },
    end: close,
  };
}

/** The pages, in the whole program: a process of its own, which must not end. */
async function pages(): Promise<Listener> {
  const world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
  const { host, port } = new URL(world.url);
  return {
    where: { port: Number(port) },
    host,
    async good() {
      const body = JSON.stringify({ key: randomUUID(), chat: 'private', text: '帮助' });
      const heard = await exchange({ port: Number(port) }, [
        `POST /as/xinghuo-1/say HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${world.url}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ]);
      expectIn(heard, '"message"');
    },
    async end() {
      const errors = world.program.errors();
      await world.end();
      if (/^\s+at /m.test(errors)) throw new Error(`a request left a stack in the log:\n${errors}`);
    },
  };
}

/** The pages that people sign in to, as they listen in life. */
async function site(): Promise<Listener> {
  const { dir, remove } = scratch();
  const bench = await openBench(join(dir, 'data'), Date.parse('2026-11-23T09:00:00+08:00'));
  const server = createSiteServer({
    dataDir: dir,
    rosterFile: 'data/roster.yaml',
    origin: null,
    filing: null,
    clock: bench.clock,
    port: 0,
    asked: true,
    log,
  });
  await server.open(bench.program);
  const { host, port } = new URL(server.place()?.address ?? '');
  return {
    where: { port: Number(port) },
    host,
    async good() {
      const heard = await exchange({ port: Number(port) }, [`GET /w HTTP/1.1\r\nHost: ${host}\r\n\r\n`]);
      expectIn(heard, '请从聊天里进来');
    },
    async end() {
      await server.close();
      await bench.end();
      remove();
    },
  };
}

async function control(): Promise<Listener> {
  const { dir, remove } = scratch();
  const server = await serveControl(dir, async (request) => ({ ok: true, text: `did ${request.do}` }));
  const where = { path: join(dir, 'control.sock') };
  return {
    where,
    host: '',
    async good() {
      expectIn(await exchange(where, ['{"do":"list"}\n'], (heard) => heard.endsWith('\n')), 'did list');
    },
    async end() {
      await new Promise((resolve) => server.close(resolve));
      remove();
    },
  };
}

/** Those that speak HTTP, and all. */
export const HTTP = { health, webhook, pages, site };
export const ALL = { ...HTTP, control };

/** Whole for HTTP or for the control socket. */
export const isAnswer = (heard: string): boolean =>
  heard.startsWith('HTTP/') ? isWhole(heard) : heard.endsWith('\n');
