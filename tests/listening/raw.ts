/** Talks to a listener byte by byte, as no honest client does. */
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { PATIENCE } from '../support/patience.ts';

export type Where = NetConnectOpts;

/** What tells something new on a line. */
const NEWS = ['data', 'end', 'close'] as const;

export interface Call {
  readonly socket: Socket;
  /** Everything heard so far. */
  heard(): string;
  /** Waits until `fits` what was heard, or the line is closed; gives what was heard. */
  until(fits: (heard: string) => boolean): Promise<string>;
  readonly isOver: boolean;
  hangUp(): void;
}

export async function call(where: Where): Promise<Call> {
  const socket = connect(where);
  let text = '';
  let isOver = false;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  // The other side may hang up on us at any time.
  socket.on('error', () => {});
  socket.on('end', () => {
    isOver = true;
  });
  socket.on('close', () => {
    isOver = true;
  });
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  return {
    socket,
    heard: () => text,
    get isOver() {
      return isOver;
    },
    async until(fits) {
      const isEnough = (): boolean => fits(text) || isOver;
      if (isEnough()) return text;
      return await new Promise((resolve, reject) => {
        const look = (): void => {
          if (isEnough()) end(resolve);
        };
        const tooLate = setTimeout(
          () => end(() => reject(new Error(`neither answered nor closed; heard: ${text}`))),
          PATIENCE.timeout,
        );
        const end = (done: (heard: string) => void): void => {
          clearTimeout(tooLate);
          for (const news of NEWS) socket.off(news, look);
          done(text);
        };
        for (const news of NEWS) socket.on(news, look);
      });
    },
    hangUp: () => socket.destroy(),
  };
}

/** Whether this is a whole answer of HTTP: its head, and as much after it as the head says. */
export function isWhole(heard: string): boolean {
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(heard.slice(0, end))?.[1];
  return length === undefined || Buffer.byteLength(heard.slice(end + 4)) >= Number(length);
}

/** Says these pieces one after the other and gives what came back: a whole answer, or all until the line was closed. */
export async function exchange(
  where: Where,
  pieces: readonly (string | Uint8Array)[],
  fits: (heard: string) => boolean = isWhole,
): Promise<string> {
  const line = await call(where);
  try {
    for (const piece of pieces) {
      // One after the other on the wire, too.
      await new Promise<void>((resolve) => line.socket.write(piece, () => resolve()));
    }
    return await line.until(fits);
  } finally {
    line.hangUp();
  }
}
