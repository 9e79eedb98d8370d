/** Listening by webhook: Telegram calls us, with a secret; 200 is answered only for what is on disk. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { ChannelFatal } from '../port.ts';
import { reasonOf } from './failures.ts';

export interface WebhookOptions {
  /** The public https address that Telegram is to call. */
  readonly url: string;
  /** Sent by Telegram with every call: 1–256 letters, digits, `_` and `-`. */
  readonly secret: string;
  readonly host: string;
  readonly port: number;
}

const BODY_LIMIT = 1024 * 1024;
const CLOSE_GRACE = 5000;

/** Throws `ChannelFatal` when Telegram would not take these options. */
export function checkWebhook(options: WebhookOptions): void {
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(options.secret)) {
    throw new ChannelFatal(
      'Telegram 回调的 secret 只能用英文字母、数字、下划线和连字符，长 1 到 256 个字符。请改好设置后重新启动。',
    );
  }
  if (!URL.canParse(options.url)) {
    throw new ChannelFatal('Telegram 回调地址不是完整的网址。请写成 https://域名/路径，改好后重新启动。');
  }
}

/**
 * Opens the server. `receive` gets one update and resolves when it is on disk; until then Telegram waits,
 * and after a 500 it sends the update again. Resolves when listening; throws `ChannelFatal` when the
 * port cannot be had.
 */
export async function listen(
  options: WebhookOptions,
  receive: (update: Update) => Promise<void>,
  log: Logger,
): Promise<{ port: number; close(): Promise<void> }> {
  const expected = digest(options.secret);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request)
      .then((status) => response.writeHead(status, status === 200 ? {} : { connection: 'close' }).end())
      .catch((error) => {
        log.error({ why: reasonOf(error) }, 'Telegram 回调没有收下，等它重发');
        if (!response.headersSent) response.writeHead(500).end();
      });
  });
  server.maxConnections = 100;

  async function answer(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    const given = request.headers['x-telegram-bot-api-secret-token'];
    // Equal digests of equal length: the comparison tells nothing about where a guess went wrong.
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected)) return 401;
    const body = await bodyOf(request);
    if (body === null) return 413;
    const update = parse(body);
    if (!update) return 400;
    await receive(update);
    return 200;
  }

  await opened(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () => closed(server),
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The body as text; null when it is over the limit. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): Update | null {
  try {
    const value: unknown = JSON.parse(body);
    const isUpdate = typeof value === 'object' && value !== null && 'update_id' in value;
    return isUpdate && Number.isSafeInteger(value.update_id) ? (value as Update) : null;
  } catch {
    return null;
  }
}

function opened(server: Server, options: WebhookOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${options.host}:${options.port}`;
      reject(
        new ChannelFatal(`Telegram 回调的端口打不开（${where}，${error.code}）。请换一个端口后重新启动。`),
      );
    });
    server.listen(options.port, options.host, resolve);
  });
}

/** Lets calls in hand finish, but not for ever. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
