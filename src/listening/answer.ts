/**
 * Answers that arrive. A client that is still sending when the answer comes and the line closes reports a broken line
 * (a browser: its own error page) instead of the sentence; so the rest of the request is read first.
 */
import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isUnread, type ReadOffLimits, readOff } from './body.ts';
import { hangUp } from './hang-up.ts';

export interface Patient {
  /** Nothing more can be read of the request: an answer that waits for it goes out now. False when none waits. */
  readNoMore(): boolean;
}

/** A response that ends once the request has been read to its end, used or not. */
export function patient(limits: ReadOffLimits) {
  return class PatientResponse<Request extends IncomingMessage = IncomingMessage>
    extends ServerResponse<Request>
    implements Patient
  {
    #reading: AbortController | null = null;

    // biome-ignore lint/suspicious/noExplicitAny: the overloads of `end`, handed on as they came
    override end(...last: any[]): this {
      const { req: request, socket } = this;
      if (this.#reading) return this;
      if (!isUnread(request)) return super.end(...last);
      this.#reading = new AbortController();
      readOff(request, limits, this.#reading.signal).then((whole) => {
        if (!whole && socket) this.once('finish', () => hangUp(socket));
        super.end(...last);
      });
      return this;
    }

    readNoMore(): boolean {
      this.#reading?.abort();
      return this.#reading !== null;
    }
  };
}

const PLAIN = {
  'Content-Type': 'text/plain; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** `sentence` says to people what is wrong and what to do; a browser shows it. */
export function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...PLAIN, 'Content-Length': Buffer.byteLength(sentence) }).end(sentence);
}

/** The same where there is no request to answer, because what came was none. */
export function refuseLine(socket: Socket, status: number, sentence: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const headers = { ...PLAIN, 'Content-Length': Buffer.byteLength(sentence), Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${sentence}`);
  hangUp(socket);
}
