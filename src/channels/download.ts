/** Fetches one file from a platform's server, within a limit whatever the server claims. */
import { type Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { nameFrom } from './file-name.ts';
import { FetchFailure } from './port.ts';

/** A server that sends nothing for so long has hung. */
const IDLE_MS = 20_000;

export interface DownloadOptions {
  /** Bytes. */
  readonly limit: number;
  /** For all of it. */
  readonly timeoutMs: number;
  /** The longest without a byte; 20 s unless told. */
  readonly idleMs?: number;
  readonly agent: Agent | undefined;
  /** Told the name that the server gives the file, if it gives one. */
  readonly onName?: ((name: string) => void) | undefined;
}

/** The bytes at `url`, at most `limit`. Throws `FetchFailure`; its text never contains the address. */
export async function download(
  url: string,
  { limit, timeoutMs, idleMs = IDLE_MS, agent, onName }: DownloadOptions,
): Promise<Uint8Array> {
  const aborting = new AbortController();
  const abort = (why: string): void => aborting.abort(new FetchFailure('retry', why));
  const whole = setTimeout(() => abort('下载超时'), timeoutMs);
  const idle = setTimeout(() => abort('下载停住了，没有数据过来'), idleMs);
  try {
    const response = await request(url, aborting.signal, agent);
    const bytes = await collect(response, limit, () => idle.refresh());
    const name = nameFrom(response.headers['content-disposition']);
    if (name !== null) onName?.(name);
    return bytes;
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    if (aborting.signal.aborted) throw aborting.signal.reason;
    const code = (error as NodeJS.ErrnoException).code;
    throw new FetchFailure('retry', `下载中断（${code ?? '网络出错'}）`);
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
  }
}

function request(url: string, signal: AbortSignal, agent: Agent | undefined): Promise<IncomingMessage> {
  const get = url.startsWith('https:') ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    // A connection of its own: one that lay idle may be closed by the other side in the moment it is used again.
    get(url, { signal, agent: agent ?? false }, resolve).on('error', reject);
  });
}

async function collect(response: IncomingMessage, limit: number, onBytes: () => void): Promise<Uint8Array> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.resume();
    const isGone = status === 404 || status === 410;
    throw new FetchFailure(isGone ? 'gone' : 'retry', `文件服务器答 ${status}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    onBytes();
    size += chunk.length;
    // Leaving the loop destroys the response, and with it the connection.
    if (size > limit) throw new FetchFailure('tooLarge', `文件超过 ${Math.floor(limit / 1024 / 1024)} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
