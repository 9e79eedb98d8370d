import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutText } from '../../../src/channels/cut.ts';
import { type Channel, FetchFailure, type Rendered, SendFailure } from '../../../src/channels/port.ts';
import type { FakeGroup, FakeUser } from '../../support/telegram/client.ts';
import { type Bench, Inbox, setUp, TOKEN } from './bench.ts';

let bench: Bench;
let channel: Channel;
let boss: FakeUser;
let group: FakeGroup;
let folder: string;

beforeAll(async () => {
  bench = await setUp();
  boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
  group = await bench.tg.group({ id: -1001234567890, title: '企业服务群', members: [boss] });
  folder = await mkdtemp(join(tmpdir(), 'lxq-send-'));
  channel = bench.channel();
});
afterEach(() => bench.tg.clearFaults());
afterAll(async () => {
  await bench.end();
  await rm(folder, { recursive: true });
  expect(bench.logged(), 'the token in the log').not.toContain(TOKEN);
});

function message(given: Partial<Rendered> = {}): Rendered {
  return {
    chat: String(group.id),
    text: '已登记：LX-0023',
    buttons: [],
    file: null,
    key: 'a-message',
    edit: null,
    replyTo: null,
    silent: false,
    ...given,
  };
}

/** The failure of a send that must fail. */
async function failure(given: Partial<Rendered> = {}, from = channel): Promise<SendFailure> {
  const error = await from.send(message(given)).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendFailure);
  expect((error as SendFailure).message, 'the token in the error').not.toContain(TOKEN);
  return error as SendFailure;
}

async function last() {
  return (await bench.tg.messages(group)).at(-1)!;
}

/** How Telegram names the file of the newest update. */
async function newestDocument(): Promise<string> {
  const update = (await bench.tg.pending()).at(-1) as unknown as {
    message: { document: { file_id: string } };
  };
  return update.message.document.file_id;
}

describe('messages', () => {
  it('come without a sound in quiet hours', async () => {
    await channel.send(message({ text: '夜里的消息', silent: true }));
    await channel.send(message({ text: '白天的消息' }));
    const calls = (await bench.tg.transcript()).filter(({ method }) => method === 'sendMessage');
    const sound = calls.slice(-2).map(({ params }) => [params.text, params.disable_notification]);
    expect(sound).toEqual([
      ['夜里的消息', true],
      ['白天的消息', undefined],
    ]);
  });

  it('come as plain text with their buttons, answering the message they speak of', async () => {
    const said = await boss.says(group, '停水三天');
    const sent = await channel.send(
      message({
        text: '<b>收到</b> & *登记*',
        buttons: [[{ label: '签收', data: 'v1|sign|23' }], []],
        replyTo: String(said.id),
      }),
    );
    expect(await last()).toMatchObject({
      id: Number(sent.message),
      text: '<b>收到</b> & *登记*',
      replyTo: said.id,
      buttons: [[{ text: '签收', data: 'v1|sign|23' }]],
    });
    const calls = await bench.tg.calls('sendMessage');
    expect(JSON.stringify(calls.at(-1)?.params)).toContain('is_disabled');
  });

  it('come all the same when the message they answer is gone', async () => {
    await channel.send(message({ text: '第一条', replyTo: '99999' }));
    await bench.tg.fault({
      kind: 'error',
      method: 'sendMessage',
      description: 'Bad Request: message to be replied not found',
    });
    await channel.send(message({ text: '第二条', replyTo: '99999' }));
    expect(await last()).toMatchObject({ text: '第二条', replyTo: null });
  });

  it('too long come in several: the first answers, the last has the buttons, and nothing is lost', async () => {
    const asked = await channel.send(message({ text: '问' }));
    const before = (await bench.tg.messages(group)).length;
    const text = Array.from({ length: 100 }, (_, index) => `第${index}件：${'水'.repeat(60)}`).join('\n');
    const buttons = [[{ label: '签收', data: 'v1|sign|1|1' }]];
    const sent = await channel.send(message({ text, buttons, replyTo: asked.message }));
    const parts = (await bench.tg.messages(group)).slice(before);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.text.replace(/^（续 .*）\n/, '')).join('\n')).toBe(text);
    expect(parts.map(({ replyTo }) => replyTo !== null)).toEqual(parts.map((_part, place) => place === 0));
    expect(parts.map((part) => part.buttons.length > 0)).toEqual(
      parts.map((_part, place) => place === parts.length - 1),
    );
    await channel.send(message({ key: 'k2', text: '已签收', edit: sent.message }));
    expect(await last(), 'the one with the buttons is changed').toMatchObject({
      text: '已签收',
      buttons: [],
    });
  });

  it('that replace another and are too long are cut with a note, never through a character', async () => {
    const { message: id } = await channel.send(message({ text: '待签收' }));
    await channel.send(message({ text: '水'.repeat(5000), edit: id }));
    const { text } = await last();
    expect(text).toHaveLength(4096);
    expect(text.endsWith('水……（内容过长，其余请查看登记件）')).toBe(true);
    for (const limit of [10, 11]) {
      const cut = cutText('💧'.repeat(10), limit, '…');
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(cut, 'half a character left').not.toMatch(/\p{Surrogate}/u);
    }
    expect(cutText('正好', 2, '…')).toBe('正好');
  });

  it.each([
    [{ text: '  ' }, '没有文字'],
    [{ chat: 'someone' }, '会话编号'],
    [{ buttons: [[{ label: '签收', data: '签'.repeat(22) }]] }, '64 字节，现在是 66 字节'],
    [{ buttons: [[{ label: '签收', data: '' }]] }, '现在是 0 字节'],
  ])('that Telegram would never take are refused with the reason: %j', async (given, why) => {
    expect(await failure(given)).toMatchObject({ kind: 'refused', message: expect.stringContaining(why) });
  });
});

describe('edits', () => {
  it('change the message and its buttons', async () => {
    const button = { label: '签收', data: 'v1|sign|23' };
    const { message: id } = await channel.send(message({ text: '待签收', buttons: [[button]] }));
    expect(await channel.send(message({ text: '办理中', edit: id }))).toEqual({ message: id });
    expect(await last()).toMatchObject({ id: Number(id), text: '办理中', buttons: [], edits: 1 });
  });

  it('that change nothing succeed', async () => {
    const { message: id } = await channel.send(message({ text: '办理中' }));
    expect(await channel.send(message({ text: '办理中', edit: id }))).toEqual({ message: id });
  });

  it('of a message that is no more say so', async () => {
    const { message: id } = await channel.send(message({ text: '办理中' }));
    await boss.removes({ chat: group.id, id: Number(id) });
    expect((await failure({ text: '办结', edit: id })).kind).toBe('gone');
    const said = await boss.says(group, '不是机器人的话');
    expect((await failure({ text: '办结', edit: String(said.id) })).kind).toBe('gone');
  });
});

describe('files', () => {
  async function file(name: string, mime: string, size: number) {
    const path = join(folder, name);
    // Telegram looks at the first bytes before it takes a photo for one: a PNG of 100 × 100 points.
    await writeFile(path, '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0d\0\0\0d', 'latin1');
    await truncate(path, size);
    return { path, name, mime };
  }

  it('go as photo where they are one, else as document; words that no caption holds go before', async () => {
    const text = '字'.repeat(1100);
    await channel.send(message({ text, file: await file('路.png', 'image/png', 100) }));
    const [words, photo] = (await bench.tg.messages(group)).slice(-2);
    expect(words).toMatchObject({ text, file: null });
    expect(photo).toMatchObject({ text: '', file: { kind: 'photo', size: 100 } });
    await channel.send(message({ text: '现场', file: await file('路.png', 'image/png', 100) }));
    expect(await last()).toMatchObject({ text: '现场', file: { kind: 'photo' } });
    await channel.send(message({ text: '', file: await file('申请.pdf', 'application/pdf', 100) }));
    expect(await last()).toMatchObject({ text: '', file: { kind: 'document', name: '申请.pdf' } });
    const odd = { ...(await file('图', 'application/pdf', 100)), name: 'a;b=c 图.pdf' };
    await channel.send(message({ file: odd }));
    expect(await last()).toMatchObject({ file: { kind: 'document', name: 'a;b=c 图.pdf' } });
  });

  it('go as document when they are too large or too odd for a photo', async () => {
    await channel.send(message({ file: await file('大.png', 'image/png', 10 * 1024 * 1024 + 1) }));
    expect(await last()).toMatchObject({ file: { kind: 'document' } });
    await bench.tg.fault({
      kind: 'error',
      method: 'sendPhoto',
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    await channel.send(message({ file: await file('长.png', 'image/png', 100) }));
    expect(await last()).toMatchObject({ file: { kind: 'document', name: '长.png' } });
  });

  it('missing, empty or far too large are refused by name', async () => {
    const missing = { path: join(folder, '没有.pdf'), name: '没有.pdf', mime: 'application/pdf' };
    expect(await failure({ file: missing })).toMatchObject({
      kind: 'refused',
      message: '要发送的文件不在了',
    });
    const broken = { ...(await file('好.pdf', 'application/pdf', 100)), name: '王老板\n的.pdf' };
    const thrown = await failure({ file: broken });
    expect(thrown, 'what the library throws before anything is sent').toMatchObject({
      kind: 'refused',
      mayHaveArrived: false,
    });
    expect(thrown.message, 'without the name').not.toContain('王老板');
    const empty = await file('空.pdf', 'application/pdf', 0);
    expect(await failure({ file: empty })).toMatchObject({ kind: 'refused' });
    const huge = await file('巨.pdf', 'application/pdf', 50 * 1024 * 1024 + 1);
    expect(await failure({ file: huge })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('50 MB'),
    });
  });
});

describe('failures', () => {
  it('429 means later, for as long as Telegram says', async () => {
    await bench.tg.fault({ kind: 'tooMany', method: 'sendMessage', retryAfter: 17 });
    expect(await failure()).toMatchObject({ kind: 'later', waitMs: 17_000, mayHaveArrived: false });
  });

  it.each([
    ['a gateway page', { kind: 'serverError', status: 502 }, false],
    ['a fault of Telegram', { kind: 'error', status: 500, description: 'Internal' }, false],
    ['a line cut before', { kind: 'reset' }, true],
    ['an answer lost', { kind: 'loseAnswer' }, true],
  ] as const)('%s means later; whether it may have arrived: %#', async (_, fault, arrived) => {
    await bench.tg.fault({ ...fault, method: 'sendMessage' });
    expect(await failure()).toMatchObject({ kind: 'later', waitMs: null, mayHaveArrived: arrived });
  });

  it('no connection at all means later, and surely not arrived', async () => {
    const unreachable = bench.channel({ apiRoot: 'http://127.0.0.1:9' });
    expect(await failure({}, unreachable)).toMatchObject({
      kind: 'later',
      message: '网络不通（ECONNREFUSED）',
      mayHaveArrived: false,
    });
  });

  it('a person who has not opened the chat, or closed it, is unreachable', async () => {
    const shy = await bench.tg.user({ id: 20002, name: '未启动' });
    expect((await failure({ chat: String(shy.id) })).kind).toBe('unreachable');
    const gone = await bench.tg.user({ id: 20003, name: '已拉黑', started: true, blocked: true });
    expect((await failure({ chat: String(gone.id) })).kind).toBe('unreachable');
    expect((await failure({ chat: '20099' })).kind).toBe('unreachable');
  });

  it('a group that put the bot out is unreachable, one that does not exist refuses', async () => {
    const left = await bench.tg.group({ id: -77, title: '旧群', bot: 'left' });
    expect((await failure({ chat: String(left.id) })).kind).toBe('unreachable');
    expect((await failure({ chat: '-78' })).kind).toBe('refused');
  });

  it('a group that muted the bot may let it speak again', async () => {
    await bench.tg.fault({
      kind: 'error',
      method: 'sendMessage',
      description: 'Bad Request: not enough rights to send text messages to the chat',
    });
    expect(await failure()).toMatchObject({ kind: 'later', waitMs: null });
  });

  it('a group that became a supergroup tells its new id', async () => {
    const old = await bench.tg.group({ id: -88, title: '老群' });
    await old.migrates(-1009999999999);
    expect(await failure({ chat: '-88' })).toMatchObject({ kind: 'moved', movedTo: '-1009999999999' });
  });

  it('any other refusal is final', async () => {
    await bench.tg.fault({ kind: 'error', method: 'sendMessage', description: 'Bad Request: whatever' });
    expect(await failure()).toMatchObject({ kind: 'refused' });
  });
});

describe('what somebody said', () => {
  it('is taken down where the bot may delete, also when it is gone already', async () => {
    const ruled = await bench.tg.group({
      id: -1002222222222,
      title: '管得着的群',
      bot: 'administrator',
      members: [boss],
    });
    const said = await boss.says(ruled, '来检查的又要烟');
    await channel.takeDown?.(String(ruled.id), String(said.id));
    expect((await bench.tg.messages(ruled)).map(({ id }) => id)).not.toContain(said.id);
    await channel.takeDown?.(String(ruled.id), String(said.id));
  });

  it('stands where it may not: that is final, and told at once', async () => {
    const said = await boss.says(group, '来检查的又要烟');
    const error = await channel
      .takeDown?.(String(group.id), String(said.id))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'refused' });
    expect((await last()).id).toBe(said.id);
  });
});

describe('behind a proxy', () => {
  it('everything goes through it, files included', async () => {
    const seen: string[] = [];
    const proxy = createServer().on('connect', (request, socket, head) => {
      seen.push(request.url ?? '');
      const target = connect(bench.tg.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.write(head);
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => socket.destroy());
      socket.on('error', () => target.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const behind = bench.channel({ proxy: `http://127.0.0.1:${port}`, apiRoot: 'http://telegram.invalid' });
    await behind.send(message({ text: '经由代理' }));
    expect((await last()).text).toBe('经由代理');
    await boss.sendsDocument(group, { name: '证明.pdf', bytes: Buffer.from('abc') });
    expect(Buffer.from(await behind.fetch(await newestDocument())).toString()).toBe('abc');
    expect(new Set(seen)).toEqual(new Set(['telegram.invalid:80']));
    await new Promise((resolve) => proxy.close(resolve).closeAllConnections());
  });
});

describe('pressed buttons', () => {
  it('are answered once, and too late an answer harms nobody', async () => {
    const button = { label: '签收', data: 'v1|sign|23' };
    const inbox = new Inbox();
    const listening = bench.channel();
    await listening.start(inbox.receive, inbox.onFatal);
    const { message: id } = await listening.send(message({ buttons: [[button]] }));
    const pressed = await boss.press({ chat: group.id, id: Number(id) }, '签收');
    await bench.tg.waitFor(() => inbox.received.some(({ what }) => what === 'button'));
    const press = inbox.received.find(({ what }) => what === 'button')!;
    expect(press).toMatchObject({ button: 'v1|sign|23', message: id, sender: { id: '20001' } });
    await listening.acknowledge(press.buttonToken!, '字'.repeat(300));
    expect((await pressed.answer()).text).toBe(`${'字'.repeat(199)}…`);
    await listening.acknowledge(press.buttonToken!, '再来一次');
    await listening.stop();
  });
});

describe('fetching', () => {
  async function fetchFailure(ref: string): Promise<FetchFailure> {
    const error = await channel.fetch(ref).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(FetchFailure);
    expect((error as FetchFailure).message, 'the token in the error').not.toContain(TOKEN);
    return error as FetchFailure;
  }

  /** Says a document in the group and gives how Telegram names it. */
  async function refOf(about: { bytes?: Uint8Array; size?: number }): Promise<string> {
    await boss.sendsDocument(group, { name: '证明.pdf', ...about });
    return newestDocument();
  }

  it('gives the very bytes that were sent', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
    expect(Buffer.from(await channel.fetch(await refOf({ bytes }))).equals(bytes)).toBe(true);
  });

  it('refuses what is larger than Telegram lets a bot have', async () => {
    expect((await fetchFailure(await refOf({ size: 21 * 1024 * 1024 }))).kind).toBe('tooLarge');
  });

  it('tells a file that is no more from trouble that passes', async () => {
    expect((await fetchFailure('no-such-file')).kind).toBe('gone');
    const ref = await refOf({ bytes: Buffer.from('abc') });
    for (const kind of ['reset', 'serverError', 'loseAnswer'] as const) {
      await bench.tg.fault({ kind, method: 'download' });
      expect((await fetchFailure(ref)).kind, kind).toBe('retry');
    }
    await bench.tg.fault({ kind: 'tooMany', method: 'getFile' });
    expect((await fetchFailure(ref)).kind).toBe('retry');
    await bench.tg.fault({ kind: 'error', status: 404, method: 'download', description: 'Not Found' });
    expect((await fetchFailure(ref)).kind).toBe('gone');
  });
});
