/** Fetching a file that came with a message. */
import type { Readable } from 'node:stream';
import { FetchFailure } from '../port.ts';
import type { Puppet } from './bot.ts';
import { fetchFailure, within } from './failures.ts';

/** Larger ones are for WeChat's servers to keep; the program takes what the other channels take. */
export const FILE_LIMIT = 20 * 1024 * 1024;
const ASK_MS = 30_000;
const DOWNLOAD_MS = 120_000;

/** The bytes of the file of the message `ref`, at most `FILE_LIMIT`. Throws `FetchFailure`. */
export async function fetchFile(puppet: Puppet, ref: string): Promise<Uint8Array> {
  try {
    // Asked for the file of a message it does not have, wechaty-puppet-service never answers.
    await within(ASK_MS, puppet.messagePayload(ref));
    const box = await within(ASK_MS, puppet.messageFile(ref));
    const stream = (await within(ASK_MS, box.toStream())) as Readable;
    return await within(DOWNLOAD_MS, collect(stream));
  } catch (error) {
    throw fetchFailure(error);
  }
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // Leaving the loop destroys the stream.
    if (size > FILE_LIMIT) throw new FetchFailure('tooLarge', '文件超过 20 MB');
    chunks.push(bytes);
  }
  if (size === 0) throw new FetchFailure('retry', '微信给的文件是空的');
  return Buffer.concat(chunks);
}
