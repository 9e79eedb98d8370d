/** Fetches one file from a platform's server, within a limit whatever the server claims. */
import { type Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { nameFrom } from './file-name.ts';
import { FetchFailure } from './port.ts';

export interface DownloadOptions {
  readonly limit: number;
  readonly timeoutMs: number;
  readonly agent: Agent | undefined;
  /** Told the name that the server gives the file, if it gives one. */
  readonly onName?: ((name: string) => void) | undefined;
}

/** The bytes at `url`, at most `limit`. Throws `FetchFailure`; its text never contains the address. */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await request(url, signal, options.agent);
    const bytes = await collect(response, options.limit);
    const name = nameFrom(response.headers['content-disposition']);
    if (name !== null) options.onName?.(name);
    return bytes;
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new FetchFailure('retry', signal.aborted ? '下载超时' : `下载中断（${code ?? '网络出错'}）`);
  }
}

function request(url: string, signal: AbortSignal, agent: Agent | undefined): Promise<IncomingMessage> {
  const get = url.startsWith('https:') ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    // A connection of its own: one that lay idle may be closed by the other side in the moment it is used again.
    get(url, { signal, agent: agent ?? false }, resolve).on('error', reject);
  });
}

async function collect(response: IncomingMessage, limit: number): Promise<Uint8Array> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.resume();
    const isGone = status === 404 || status === 410;
    throw new FetchFailure(isGone ? 'gone' : 'retry', `文件服务器答 ${status}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the response, and with it the connection.
    if (size > limit) throw new FetchFailure('tooLarge', `文件超过 ${Math.floor(limit / 1024 / 1024)} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
