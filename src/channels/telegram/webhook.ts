/** Listening by webhook: Telegram calls us, with a secret; 200 is answered only for what is on disk. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { refuse } from '../../listening/answer.ts';
import { readBody } from '../../listening/body.ts';
import { type HttpListener, listenHttp } from '../../listening/http.ts';
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
  const { pathname } = new URL(options.url);
  const listener = await opened(options, {
    name: 'Telegram 回调',
    host: options.host,
    port: options.port,
    // It is called by the proxy in front of it, under whatever name; the secret says who it is.
    names: 'any',
    log,
    async handle(request, response, url) {
      const isThere = url.pathname === pathname;
      const [status, sentence] = isThere ? await answer(request) : [404, `回调地址是 ${pathname}。`];
      if (status === 200) response.writeHead(200).end();
      else refuse(response, status, sentence);
    },
  });

  async function answer(request: IncomingMessage): Promise<readonly [number, string]> {
    if (request.method !== 'POST') return [405, '这里只收 Telegram 的回调（POST）。'];
    const given = request.headers['x-telegram-bot-api-secret-token'];
    // Equal digests of equal length: the comparison tells nothing about where a guess went wrong.
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected))
      return [401, '回调没有带对 secret，没有收下。'];
    const body = await readBody(request, BODY_LIMIT);
    if (body === null) return [413, '回调的内容超过 1 MB，没有收下。'];
    const update = parse(body.toString('utf8'));
    if (!update) return [400, '回调的内容不是 Telegram 的消息，没有收下。'];
    try {
      await receive(update);
      return [200, ''];
    } catch (error) {
      log.error({ why: reasonOf(error) }, 'Telegram 回调没有收下，等它重发');
      return [500, '这条消息没能存盘，请稍后重发。'];
    }
  }

  return { port: listener.port, close: () => listener.close(CLOSE_GRACE) };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
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

async function opened(
  { host, port }: WebhookOptions,
  options: Parameters<typeof listenHttp>[0],
): Promise<HttpListener> {
  try {
    return await listenHttp(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ChannelFatal(`Telegram 回调的端口打不开（${host}:${port}，${code}）。请换一个端口后重新启动。`);
  }
}
