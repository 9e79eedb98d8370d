/** Downloads from servers that are slow, hang, or break off. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { download } from '../../src/channels/download.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-token`;
}
const LONG = 3_600_000;
const limits = { limit: 1000, timeoutMs: LONG, idleMs: LONG, agent: undefined };

it.each([
  ['that never answers', () => {}],
  ['that stops in the middle', (response: ServerResponse) => response.writeHead(200).write('half')],
])('a server %s is left when no byte comes, not only after the whole time', async (_, answer) => {
  const url = await serving((_request, response) => void answer(response));
  const failure = await download(url, { ...limits, idleMs: 1 }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'FetchFailure', kind: 'retry', message: '下载停住了，没有数据过来' });
});

it('a server that sends for ever is left after the whole time', async () => {
  const url = await serving((_request, response) => {
    response.writeHead(200);
    const more = setInterval(() => response.write('x'), 1);
    response.on('close', () => clearInterval(more));
  });
  const failure = await download(url, { ...limits, limit: 1e9, timeoutMs: 50 }).catch((error) => error);
  expect(failure).toMatchObject({ kind: 'retry', message: '下载超时' });
});

it('gives the bytes, and says nothing of the address when it fails', async () => {
  const url = await serving((_request, response) => response.end('abc'));
  expect(Buffer.from(await download(url, limits)).toString()).toBe('abc');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const failure = await download(url, limits).catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'retry', message: expect.stringMatching(/^下载中断（ECONN/) });
  expect(String((failure as Error).message)).not.toContain('secret');
});
