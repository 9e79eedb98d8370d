/** Reading what comes with a request: to use it, or only to have it read. */
import type { IncomingMessage } from 'node:http';

/** How much of a body that nobody wants is read before the answer, and for how long. */
export interface ReadOffLimits {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * The whole body; null as soon as it is over the limit (bytes), with the rest left unread. Rejects when the line breaks.
 * Not by `for await`: leaving such a loop destroys the connection, and the refusal with it.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData).pause();
      resolve(null);
    };
    request.on('data', onData);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the line broke within a request')));
  });
}

/** Whether anything of the request may still have to come. */
export function isUnread(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const hasBody = encoding !== undefined || (length !== undefined && length !== '0');
  return hasBody && !request.complete && !request.destroyed;
}

/** Reads the rest of a request and drops it. False when a limit or the signal came first; then the rest may still come. */
export function readOff(
  request: IncomingMessage,
  { bytes, ms }: ReadOffLimits,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    let left = bytes;
    const end = (whole: boolean): void => {
      clearTimeout(impatience);
      request.off('data', onData).off('end', onEnd).off('close', onEnd);
      // Without a listener it flows on and is dropped.
      request.resume();
      resolve(whole);
    };
    const onData = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) end(false);
    };
    const onEnd = (): void => end(true);
    signal.addEventListener('abort', () => end(false), { once: true });
    const impatience = setTimeout(() => end(false), ms);
    // Whoever read it wants no more of it, and a reader that is full would hold it up.
    request.removeAllListeners('data');
    request.on('error', () => {});
    request.on('data', onData).once('end', onEnd).once('close', onEnd);
    request.resume();
  });
}
