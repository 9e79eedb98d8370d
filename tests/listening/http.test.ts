/** The one way to listen for HTTP: whatever comes, it lives, and whoever is refused can read why. */
import { request as ask } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readBody } from '../../src/listening/body.ts';
import { type HttpListener, type HttpOptions, listenHttp } from '../../src/listening/http.ts';
import { PATIENCE } from '../support/patience.ts';
import { call, exchange } from './raw.ts';

let logged = '';
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  }),
);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  logged = '';
});

async function listening(options: Partial<HttpOptions> = {}): Promise<HttpListener & { host: string }> {
  const listener = await listenHttp({
    name: 'the test',
    host: '127.0.0.1',
    port: 0,
    names: 'own',
    log,
    handle: (_request, response) => response.end('good'),
    ...options,
  });
  ends.push(() => listener.close(0));
  return { ...listener, host: `127.0.0.1:${listener.port}` };
}

const get = (host: string, path = '/') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const good = async ({ port, host }: { port: number; host: string }) =>
  expect(await exchange({ port }, [get(host)])).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*good$/);

describe('who is refused', () => {
  const body = Buffer.alloc(30 * 1024 * 1024, 1);

  /** The answer to a large body, sent by a client that takes a broken line for a failure, and sends all before it reads. */
  function upload(port: number, chunked = false): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const sent = ask({
        port,
        method: 'POST',
        path: '/x',
        headers: chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.length },
      });
      sent.on('error', reject);
      sent.on('response', async (answer) => {
        let text = '';
        for await (const chunk of answer) text += String(chunk);
        resolve({ status: answer.statusCode ?? 0, text });
      });
      sent.end(body);
    });
  }

  it.each([
    ['before it is read', () => null],
    ['after a part of it', (request: Parameters<typeof readBody>[0]) => readBody(request, 1000)],
  ])('can read why, though the body is 30 MB and refused %s', async (_when, read) => {
    const { port } = await listening({
      async handle(request, response) {
        await read(request);
        response.writeHead(413, { 'content-type': 'text/plain' }).end('太大了');
      },
    });
    for (const chunked of [false, true]) {
      expect(await upload(port, chunked)).toEqual({ status: 413, text: '太大了' });
    }
  });

  it('gets the answer, and then the end of the line, though the body never ends', async () => {
    const { port, host } = await listening({
      readOff: { bytes: 64 * 1024, ms: 60_000 },
      handle: (_request, response) => response.writeHead(413).end('太大了'),
    });
    const line = await call({ port });
    line.socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${2 ** 40}\r\n\r\n`);
    const more = (): void => {
      if (line.socket.writable) line.socket.write(Buffer.alloc(64 * 1024), more);
    };
    more();
    await line.until((heard) => heard.includes('太大了'));
    await vi.waitFor(() => expect(line.isOver).toBe(true), PATIENCE);
    expect(line.heard()).toMatch(/^HTTP\/1\.1 413 /);
    line.hangUp();
  });

  it('waits for nobody who stopped sending: the answer comes though the rest does not', async () => {
    const { port, host } = await listening({
      readOff: { bytes: 1e9, ms: 1 },
      handle: (_request, response) => response.writeHead(413).end('太大了'),
    });
    const half = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\nhalf`;
    expect(await exchange({ port }, [half], (heard) => heard.includes('太大了'))).toContain('413');
  });

  it('is told after the answer to what was asked before', async () => {
    let answerFirst = (): void => {};
    const { port, host } = await listening({
      handle: (_request, response) => {
        answerFirst = () => response.end('the first');
      },
    });
    const line = await call({ port });
    ends.push(line.hangUp);
    line.socket.write(`${get(host)}and then nonsense\r\n\r\n`);
    await vi.waitFor(() => {
      answerFirst();
      expect(line.heard()).toContain('the first');
    }, PATIENCE);
    const heard = await line.until((text) => text.includes('读不懂'));
    expect(heard).toMatch(/^HTTP\/1\.1 200[\s\S]*the first[\s\S]*HTTP\/1\.1 400[\s\S]*这个请求读不懂/);
  });

  it('is in the log, but a flood is not', async () => {
    const { port } = await listening();
    for (let n = 0; n < 50; n++) await exchange({ port }, ['nonsense\r\n\r\n']);
    expect(logged.split('\n').filter((line) => line.includes('已拒绝'))).toHaveLength(1);
  });
});

describe('whoever calls', () => {
  it('gets through, though every place is taken by lines that say nothing, half a request, or half a body', async () => {
    const listener = await listening({
      most: 10,
      names: 'any',
      handle: async (request, response) => {
        await readBody(request, 1000);
        response.end('good');
      },
    });
    const { port, host } = listener;
    const openings = ['', 'GET / HT', `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9\r\n\r\nhalf`];
    for (let n = 0; n < 120; n++) {
      const line = await call({ port });
      ends.push(line.hangUp);
      line.socket.write(openings[n % openings.length] ?? '');
    }
    for (let n = 0; n < 20; n++) await good(listener);
  });

  it('is told to come again when every place is at work, and is served when one is free', async () => {
    const answers: (() => void)[] = [];
    const listener = await listening({
      most: 3,
      handle: (request, response) => {
        if (request.url === '/slow') answers.push(() => response.end('slow'));
        else response.end('good');
      },
    });
    const { port, host } = listener;
    const slow = [];
    for (let n = 0; n < 3; n++) {
      const line = await call({ port });
      ends.push(line.hangUp);
      line.socket.write(get(host, '/slow'));
      slow.push(line);
    }
    await vi.waitFor(() => expect(answers).toHaveLength(3), PATIENCE);
    const crowded = await exchange({ port }, [get(host)]);
    expect(crowded).toMatch(/^HTTP\/1\.1 503 [\s\S]*请稍后再试/);
    answers[0]?.();
    expect(await slow[0]?.until((heard) => heard.includes('slow'))).toContain('200 OK');
    await good(listener);
    for (const answer of answers) answer();
    for (const line of slow) expect(await line.until((heard) => heard.includes('slow'))).toContain('200 OK');
  });

  it('may ask ahead, but not without end', async () => {
    const answers: (() => void)[] = [];
    const { port, host } = await listening({
      handle: (_request, response) => answers.push(() => response.end('good')),
    });
    const line = await call({ port });
    ends.push(line.hangUp);
    line.socket.write(get(host).repeat(100));
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), PATIENCE);
    await vi.waitFor(() => {
      for (const answer of answers.splice(0)) answer();
      expect(line.heard().match(/HTTP\/1\.1/g)).toHaveLength(100);
    }, PATIENCE);
    expect(line.heard()).toContain('503 Service Unavailable');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('a fault of ours');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a fault of ours'))],
    ['throws no error', () => Promise.reject(null)],
  ])('is told when what should answer %s', async (_what, handle) => {
    const { port, host } = await listening({ handle });
    expect(await exchange({ port }, [get(host)])).toMatch(/^HTTP\/1\.1 500 [\s\S]*请再试一次/);
    expect(logged).toContain('一个请求没有办成');
  });

  it('is not left waiting when what should answer fails in the middle', async () => {
    const { port, host } = await listening({
      handle: (_request, response) => {
        response.write('half of it');
        throw new Error('a fault of ours');
      },
    });
    const heard = await exchange({ port }, [get(host)], () => false);
    expect(heard.endsWith('0\r\n\r\n'), 'never looks whole').toBe(false);
  });

  it('may go away in the middle, which is no fault', async () => {
    const started = vi.fn();
    const listener = await listening({
      handle: async (request, response) => {
        started();
        await readBody(request, 1000);
        response.end('good');
      },
    });
    const { port, host } = listener;
    const line = await call({ port });
    line.socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9\r\n\r\nhalf`);
    await vi.waitFor(() => expect(started).toHaveBeenCalled(), PATIENCE);
    line.socket.resetAndDestroy();
    await good(listener);
    expect(logged).not.toContain('一个请求没有办成');
  });
});

it('a port that is taken is an error of the system, for the listener to put in words', async () => {
  const { port } = await listening();
  await expect(listening({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
