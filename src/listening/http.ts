/**
 * The one way to listen for HTTP: health, webhook and pages all come through here, and whatever else will. Nothing
 * that is sent ends the program, and what is refused is refused in a sentence that arrives.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import { type Patient, patient, refuse, refuseLine } from './answer.ts';
import type { ReadOffLimits } from './body.ts';
import { ownHosts } from './names.ts';
import { Places } from './places.ts';
import { refusalLog } from './refusals.ts';

export interface HttpOptions {
  /** Names it in the log. */
  readonly name: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * `own`: for this machine alone, and only under a name of this machine, so that no page of another site gets in by a
   * browser here (DNS rebinding); a list: under these as well, in lower case, where a proxy passes callers on. `any`: for
   * callers from outside; `handle` has to know them by a secret.
   */
  readonly names: 'own' | 'any' | readonly string[];
  readonly log: Logger;
  /** Answers a request. What it throws is logged and answered with 500. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;
  /** So many connections at a time. */
  readonly most?: number;
  readonly readOff?: ReadOffLimits;
}

export interface HttpListener {
  readonly port: number;
  /** Lets what is being answered end within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const MOST = 100;
/** What one connection may ask before the first of it is answered. */
const MOST_AT_ONCE = 32;
const HEADERS_MS = 5000;
const REQUEST_MS = 120_000;
/** So often Node looks for what is late; left alone, every half minute. */
const LOOK_EVERY_MS = 1000;
const HEADER_BYTES = 16 * 1024;
const READ_OFF: ReadOffLimits = { bytes: 1024 * 1024 * 1024, ms: 30_000 };

const UNREADABLE = '这个请求读不懂，没有处理。请核对网址和写法。';
const FOREIGN = '这里只接受本机的访问，请用程序启动时给出的网址打开。';
const LATE = '请求迟迟没有发完，没有处理。请重新发送。';
const LONG_HEADERS = '请求的标头太长，没有处理。请缩短网址或清理 Cookie 后再试。';
const NO_PROXY = '这里不转发请求，没有处理。';
const CROWDED = '同时来的请求太多，这一个没有处理。请稍后再试。';
const FAILED = '刚才这一步没有办成，请再试一次。';

/** Status and sentence. */
type Refusal = readonly [number, string];

/** What Node has against what came on a line, where it is not simply unreadable. */
const FAULTS = new Map<string, Refusal>([
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, LATE]],
  ['HPE_HEADER_OVERFLOW', [431, LONG_HEADERS]],
]);

/** A request that has no whole answer yet. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse & Patient;
}

/** Listens. Rejects with the system's error when the port cannot be had. */
export async function listenHttp(options: HttpOptions): Promise<HttpListener> {
  const { name, host, log, handle, names, most = MOST, readOff = READ_OFF } = options;
  const refused = refusalLog(name, log);
  const asked = new Map<Socket, Set<Asked>>();
  /** Lines that are being ended: whatever still comes there is not looked at. */
  const ending = new WeakSet<Socket>();
  const isAnswering = (socket: Socket): boolean =>
    [...(asked.get(socket) ?? [])].some(({ request }) => request.complete);
  const places = new Places(most, isAnswering);

  const server = createServer({
    ServerResponse: patient(readOff),
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    maxHeaderSize: HEADER_BYTES,
    // One without a Host is refused here, in a sentence.
    requireHostHeader: false,
  });
  // Above our own limit, so that whoever comes above that can still be told.
  server.maxConnections = 2 * most;

  function end(socket: Socket, status: number, sentence: string): void {
    if (ending.has(socket)) return;
    ending.add(socket);
    refused(status);
    refuseLine(socket, status, sentence);
  }

  function answer(request: IncomingMessage, response: ServerResponse & Patient): void {
    const { socket } = request;
    const others = asked.get(socket);
    if (!others || ending.has(socket)) return;
    const one = { request, response };
    others.add(one);
    request.on('error', () => {});
    response.on('error', () => {});
    response.once('close', () => {
      others.delete(one);
      places.stirred(socket);
    });
    const url = urlOf(request.url ?? '');
    const refusal = others.size > MOST_AT_ONCE ? ([503, CROWDED] as const) : refusalOf(request, url);
    if (refusal || !url) {
      const [status, sentence] = refusal ?? [400, UNREADABLE];
      refused(status);
      refuse(response, status, sentence);
      return;
    }
    (async () => handle(request, response, url))().catch((error: unknown) => {
      // Whoever asked went away in the middle: nobody is left to be answered, and it is no fault.
      if (request.destroyed && !request.complete) return;
      log.error({ listener: name, err: error }, '一个请求没有办成');
      if (response.headersSent) response.destroy();
      else refuse(response, 500, FAILED);
    });
  }

  function refusalOf({ headers, socket }: IncomingMessage, url: URL | null): Refusal | null {
    if (url === null) return [400, UNREADABLE];
    if (names === 'any') return null;
    const known = [...ownHosts(socket.localPort), ...(names === 'own' ? [] : names)];
    return known.includes((headers.host ?? '').toLowerCase()) ? null : [403, FOREIGN];
  }

  server.on('request', answer);
  server.on('checkExpectation', answer);
  server.on('connect', (_request, socket: Socket) => end(socket, 405, NO_PROXY));
  server.on('connection', (socket: Socket) => {
    asked.set(socket, new Set());
    socket.once('close', () => asked.delete(socket));
    if (!places.take(socket)) end(socket, 503, CROWDED);
  });
  server.on('drop', () => refused(503));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (ending.has(socket)) return;
    const pending = [...(asked.get(socket) ?? [])];
    const torn = pending.find(({ request }) => !request.complete)?.response;
    if (torn?.readNoMore()) {
      ending.add(socket);
      return;
    }
    if (!socket.writable || torn?.headersSent) {
      socket.destroy();
      return;
    }
    const [status, sentence] = FAULTS.get(error.code ?? '') ?? [400, UNREADABLE];
    // What was asked before it is answered before it.
    const before = pending.filter(({ request }) => request.complete);
    Promise.all(before.map(({ response }) => closed(response))).then(() => end(socket, status, sentence));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Such as: no more open files. It goes on with the next connection.
  server.on('error', (error) => log.error({ listener: name, err: error }, '一个连接没有接上'));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close(graceMs) {
      const done = new Promise<void>((resolve) => server.close(() => resolve()));
      const quit = (): void => {
        for (const socket of asked.keys()) socket.destroy();
      };
      for (const socket of asked.keys()) if (asked.get(socket)?.size === 0) socket.destroy();
      const impatience = setTimeout(quit, graceMs);
      await done;
      clearTimeout(impatience);
    },
  };
}

/** What is asked for; null when it is no address. The host in it means nothing here. */
function urlOf(target: string): URL | null {
  const whole = target.startsWith('/') ? `http://127.0.0.1${target}` : target;
  if (target.includes('\\') || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once('close', () => resolve());
  });
}
