/** A language model on this machine: a real server of OpenAI's form that answers as a test tells it. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: string;
}

export type Answering = (response: ServerResponse) => void;

export interface FakeModel {
  /** As one would set it. */
  readonly url: string;
  /** Every request so far. */
  readonly asked: readonly Asked[];
  /** How it answers from now on. */
  answer: Answering;
  /** The words it was asked about last. Throws when it was not asked. */
  words(): string;
  end(): Promise<void>;
}

/** What such a server sends when the model has written `content`. */
export function writes(content: string): Answering {
  return sends(JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content } }] }));
}

/** Advice in the form that is asked for. */
export function advises(department: string | null, over: object = {}): Answering {
  return writes(JSON.stringify({ matter: true, kind: 'request', department, ...over }));
}

/** Any body, with any status. */
export function sends(body: string, status = 200, headers: Record<string, string> = {}): Answering {
  return (response) => void response.writeHead(status, headers).end(body);
}

export async function startModel(answer: Answering): Promise<FakeModel> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      model.answer(response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const model: FakeModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answer,
    words() {
      const { messages } = JSON.parse(asked.at(-1)?.body ?? '{}') as { messages: { content: string }[] };
      return JSON.parse(messages.at(-1)?.content ?? '');
    },
    end() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return model;
}
