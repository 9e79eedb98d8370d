/** Whatever bytes come in at a listener: it refuses them in a sentence or lets the line go, and serves the next caller. */
import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL, HTTP, isAnswer, type Listener } from './listeners.ts';
import { call, exchange } from './raw.ts';

/** A sentence somebody can read, in the answer. */
const REFUSED = /^HTTP\/1\.1 [45]\d\d [\s\S]*\r\n\r\n[\s\S]*[一-龥]{4}/;
/** An ordinary answer, whatever it says. */
const ANSWERED = /^HTTP\/1\.1 [2345]\d\d /;

type Pieces = (host: string) => readonly (string | Uint8Array)[];
const get = (target: string, host: string, more = '') =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
const post = (host: string, more: string, body = '') =>
  `POST /telegram HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n${body}`;

const INPUTS: readonly (readonly [string, Pieces, RegExp])[] = [
  ['an address that is none', (host) => [get('//', host)], REFUSED],
  ['an address with a scheme alone', (host) => [get('http://', host)], REFUSED],
  ['an address of another scheme', (host) => [get('file:///etc/passwd', host)], REFUSED],
  ['an address of another host', (host) => [get('http://evil.example/', host)], ANSWERED],
  ['*', (host) => [`OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n\r\n`], REFUSED],
  ['backslashes', (host) => [get('/..\\..\\etc', host)], REFUSED],
  ['climbing', (host) => [get('/../../../etc/passwd', host)], REFUSED],
  ['broken percent signs', (host) => [get('/%ff%fe%zz%', host)], REFUSED],
  ['names of things inside the program', (host) => [get('/as/__proto__/files/constructor/0', host)], REFUSED],
  ['bytes above ASCII in the address', (host) => [get('/城关镇\u0000', host)], REFUSED],
  ['an address of 15 KB', (host) => [get(`/${'x'.repeat(15_000)}`, host)], REFUSED],
  ['an address of 1 MB', (host) => [get(`/${'x'.repeat(1_000_000)}`, host)], REFUSED],
  ['headers of 1 MB', (host) => [get('/', host, `X-Long: ${'x'.repeat(1_000_000)}\r\n`)], REFUSED],
  ['10,000 headers', (host) => [get('/', host, 'A: b\r\n'.repeat(10_000))], REFUSED],
  ['a header without a colon', (host) => [get('/', host, 'nonsense\r\n')], REFUSED],
  ['a NUL in a header', (host) => [get('/', host, 'Cookie: a\u0000b\r\n')], REFUSED],
  ['no word of HTTP', () => ['hello, is anybody there?\r\n\r\n'], REFUSED],
  ['HTTP/0.9', () => ['GET /\r\n\r\n'], REFUSED],
  ['HTTP/9.9', (host) => [`GET / HTTP/9.9\r\nHost: ${host}\r\n\r\n`], REFUSED],
  ['HTTP/2 without asking', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], REFUSED],
  ['TLS', () => [Buffer.from('16030100c8010000c40303', 'hex'), Buffer.alloc(200, 0xa5)], REFUSED],
  ['zeros', () => [Buffer.alloc(100_000)], REFUSED],
  ['a method nobody knows', (host) => [`BREW / HTTP/1.1\r\nHost: ${host}\r\n\r\n`], REFUSED],
  ['TRACE', (host) => [`TRACE / HTTP/1.1\r\nHost: ${host}\r\n\r\n`], REFUSED],
  ['to be a proxy', (host) => [`CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`], REFUSED],
  [
    'a WebSocket',
    (host) => [
      get(
        '/telegram',
        host,
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      ),
    ],
    REFUSED,
  ],
  ['an expectation nobody meets', (host) => [get('/', host, 'Expect: miracles\r\n')], ANSWERED],
  ['two lengths', (host) => [post(host, 'Content-Length: 3\r\nContent-Length: 4\r\n', 'abc')], REFUSED],
  ['a length below zero', (host) => [post(host, 'Content-Length: -1\r\n')], REFUSED],
  ['a length beyond counting', (host) => [post(host, `Content-Length: ${'9'.repeat(40)}\r\n`)], REFUSED],
  [
    'a length and pieces',
    (host) => [post(host, 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    REFUSED,
  ],
  [
    'pieces that are none',
    (host) => [post(host, 'Transfer-Encoding: chunked\r\n', 'zzz\r\nabc\r\n')],
    REFUSED,
  ],
  [
    'a piece longer than it says',
    (host) => [post(host, 'Transfer-Encoding: chunked\r\n', '1\r\nabcdef\r\n0\r\n\r\n')],
    REFUSED,
  ],
  ['an encoding nobody knows', (host) => [post(host, 'Transfer-Encoding: gzip\r\n', 'abc')], REFUSED],
  ['a body that is nothing', (host) => [post(host, 'Content-Length: 3\r\n', '\u0000\u0001\u0002')], REFUSED],
  [
    '30 MB',
    (host) => [post(host, `Content-Length: ${30 * 2 ** 20}\r\n`), Buffer.alloc(30 * 2 ** 20)],
    REFUSED,
  ],
  ['a good request and nonsense after it', (host) => [`${get('/telegram', host)}nonsense\r\n\r\n`], ANSWERED],
  ['500 requests at once', (host) => [get('/telegram', host).repeat(500)], ANSWERED],
  ['a request byte by byte', (host) => [...get('/telegram', host)], ANSWERED],
];

/** Said, and then nothing more: a listener that waits for the rest is right, one that keeps others out is not. */
const UNFINISHED: readonly (readonly [string, Pieces])[] = [
  ['nothing', () => []],
  ['half a first line', () => ['GET /hea']],
  ['half of the headers', (host) => [`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Ha`]],
  ['half a body', (host) => [post(host, 'Content-Length: 100\r\n', 'half')]],
  ['half a piece', (host) => [post(host, 'Transfer-Encoding: chunked\r\n', 'ff\r\nabc')]],
  ['half a line of JSON', () => ['{"do":"inv']],
];

const FOREIGN = [
  'evil.example',
  'evil.example:8701',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost.evil.example',
  '',
];

describe.each(Object.entries(ALL))('%s', (name, open) => {
  let listener: Listener;
  beforeAll(async () => {
    listener = await open();
  });
  afterAll(async () => await listener?.end());
  const isHttp = name in HTTP;

  test.each(INPUTS)('is asked %s', async (_what, pieces, expected) => {
    // Where a request is a line, this is one.
    const line = [...pieces(listener.host), ...(isHttp ? [] : ['\n'])];
    const heard = await exchange(listener.where, line, isAnswer);
    if (isHttp) expect(heard).toMatch(expected);
    else expect(heard).toContain('请求读不懂');
    await listener.good();
  });

  test.runIf(name === 'health' || name === 'pages')('is called by other names', async () => {
    for (const host of FOREIGN) {
      const heard = await exchange(listener.where, [get('/healthz', host)]);
      expect(heard, host).toMatch(/^HTTP\/1\.1 403 [\s\S]*这里只接受本机的访问/);
    }
    expect(await exchange(listener.where, ['GET /healthz HTTP/1.0\r\n\r\n'])).toMatch(/^HTTP\/1\.1 403 /);
    const port = listener.host.split(':')[1];
    for (const own of [`127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect(await exchange(listener.where, [get('/healthz', own)]), own).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  test('is kept waiting by 150 callers who do not finish', async () => {
    const lines = [];
    for (let n = 0; n < 150; n++) {
      const line = await call(listener.where);
      const [, pieces] = UNFINISHED[n % UNFINISHED.length] ?? UNFINISHED[0]!;
      for (const piece of pieces(listener.host)) line.socket.write(piece);
      lines.push(line);
    }
    for (let n = 0; n < 5; n++) await listener.good();
    for (const line of lines) line.hangUp();
    await listener.good();
  });

  test('is called and hung up on, 300 times', async () => {
    for (let n = 0; n < 300; n++) {
      const line = await call(listener.where);
      line.socket.write(get('/telegram', listener.host));
      if (isHttp) line.socket.resetAndDestroy();
      else line.hangUp();
    }
    await listener.good();
  });

  test('is asked 10,000 times, and answers each', async () => {
    const each = isHttp ? 100 : 1;
    const asked = (isHttp ? get('/nothing-here', listener.host) : '{"do":"list"}\n').repeat(each);
    const mark = isHttp ? 'HTTP/1.1 ' : '"ok":true';
    const countIn = (heard: string): number => heard.split(mark).length - 1;
    let answered = 0;
    for (let left = 10_000 / each; left > 0; left -= 20) {
      const lines = Array.from({ length: Math.min(20, left) }, () =>
        exchange(listener.where, [asked], (heard) => countIn(heard) >= each),
      );
      for (const heard of await Promise.all(lines)) answered += countIn(heard);
    }
    expect(answered).toBe(10_000);
    await listener.good();
  });

  const word = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'GET ',
      'POST ',
      '/',
      '//',
      '/telegram',
      '/as/xinghuo-1/say',
      ' HTTP/1.1',
      '\r\n',
      '\r\n\r\n',
      '\n',
      'Host: ',
      '127.0.0.1',
      ': ',
      'Content-Length: 5\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Content-Type: application/json\r\n',
      '5\r\n',
      '0\r\n\r\n',
      '\u0000',
      '{"do":"list"}',
      '{"do":',
      '{}',
      '[[[[',
      '"',
      '\\',
      'X-Telegram-Bot-Api-Secret-Token: ',
    ),
  );
  property.prop([fc.array(word, { minLength: 1, maxLength: 12 })], { numRuns: 60 })(
    'lives on any bytes, in any pieces',
    async (pieces) => {
      const line = await call(listener.where);
      for (const piece of pieces) line.socket.write(piece);
      // Nothing more comes: whoever was waiting for it, answers or hangs up.
      line.socket.end();
      await line.until(() => false);
      line.hangUp();
      await listener.good();
    },
  );
});

describe('the control socket', () => {
  let listener: Listener;
  beforeAll(async () => {
    listener = await ALL.control();
  });
  afterAll(async () => await listener?.end());
  const REQUEST = '{"do":"list"}\n';

  test.each([
    ['in three pieces', ['{"do"', ':"list"', '}\n']],
    ['byte by byte', [...REQUEST]],
    ['with half of another behind it', [`${REQUEST}{"do":`]],
    ['twice at once', [REQUEST.repeat(2)]],
    ['with more after its end', [REQUEST, REQUEST, 'more\n']],
  ])('one request %s has one answer', async (_how, pieces) => {
    const heard = await exchange(listener.where, pieces, () => false);
    expect(heard).toBe('{"ok":true,"text":"did list"}\n');
  });

  test('a request without an end is refused when the caller has no more to say', async () => {
    const line = await call(listener.where);
    line.socket.end('{"do":"list"}');
    expect(await line.until((heard) => heard.endsWith('\n'))).toContain('请求读不懂');
    line.hangUp();
  });

  test.each([
    ['no JSON', 'list\n'],
    ['an unknown verb', '{"do":"constructor"}\n'],
    ['a field too many', '{"do":"list","as":"root"}\n'],
    ['a field of another kind', '{"do":"invite","people":{"toString":1}}\n'],
    ['10 kB', `{"do":"invite","people":["${'x'.repeat(10_000)}"]}\n`],
    ['1 MB without an end', 'x'.repeat(1_000_000)],
  ])('%s is refused in a sentence', async (_what, line) => {
    const heard = await exchange(listener.where, [line], (text) => text.endsWith('\n'));
    expect(JSON.parse(heard)).toEqual({ ok: false, text: expect.stringContaining('请求读不懂，没有变动') });
  });
});
