/** The fake keeps and gives updates as https://core.telegram.org/bots/api#getting-updates says, and breaks on demand. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeGroup, type FakeTelegram, type FakeUser, startFakeTelegram } from './client.ts';
import { call, png, type Reply } from './test-tools.ts';

interface Got {
  readonly update_id: number;
  readonly message?: Record<string, unknown>;
  readonly [kind: string]: unknown;
}

let tg: FakeTelegram;
let boss: FakeUser;
let clerk: FakeUser;
let group: FakeGroup;
let offset: number;

const bot = (method: string, params: object = {}): Promise<Reply> => call(tg, method, params);
/** A getUpdates of the bot has come in, and waits. */
const isPolled = () =>
  tg.waitFor(
    (calls) => calls.some(({ method, outcome }) => method === 'getUpdates' && outcome === 'pending'),
    undefined,
    'a getUpdates that waits',
  );
const poll = async (params: object = {}): Promise<Got[]> => (await bot('getUpdates', params)).result as Got[];
const ids = (updates: readonly Got[]): number[] => updates.map((update) => update.update_id);
const kinds = (updates: readonly Got[]): string[] => updates.map((update) => Object.keys(update)[1] ?? '');
const send = (text = '收到'): Promise<Reply> => bot('sendMessage', { chat_id: group.id, text });

beforeAll(async () => {
  tg = await startFakeTelegram({ webhookRetryMs: 30 });
  boss = await tg.user({ id: 20001, name: '王老板', started: true });
  clerk = await tg.user({ id: 20002, name: '李专员', started: true });
  group = await tg.group({ id: -1_001_000_000_001, title: '企业服务群', members: [boss] });
});
beforeEach(async () => {
  // A fresh start: default subscription, nothing waiting.
  await poll({ allowed_updates: [] });
  const { update } = await boss.tells('清空');
  offset = (update ?? 0) + 1;
  await poll({ offset });
});
afterAll(async () => await tg.stop());

describe('#getupdates', () => {
  test('an update is given again until a higher offset confirms it', async () => {
    const { update } = await boss.says(group, '路坏了');
    expect(ids(await poll())).toEqual([update]);
    expect(ids(await poll({ offset: update }))).toEqual([update]);
    expect(ids(await poll({ offset: update! + 1 }))).toEqual([]);
    expect(ids(await poll({ offset: update }))).toEqual([]);
  });
  test('limit gives the first ones and is kept between 1 and 100', async () => {
    for (const text of ['一', '二', '三']) await boss.says(group, text);
    expect((await poll({ offset, limit: 2 })).map(({ message }) => message?.text)).toEqual(['一', '二']);
    expect(await poll({ offset, limit: 0 })).toHaveLength(1);
    expect(await poll({ offset, limit: 1000 })).toHaveLength(3);
  });
  test('a negative offset keeps the last ones and forgets the rest', async () => {
    for (const text of ['一', '二', '三']) await boss.says(group, text);
    expect((await poll({ offset: -1 })).map(({ message }) => message?.text)).toEqual(['三']);
    expect(await poll({ offset: 0 })).toHaveLength(1);
  });
  test('a long poll waits its time when nothing comes, and answers early when something does', async () => {
    const started = Date.now();
    expect(await poll({ offset, timeout: 1 })).toEqual([]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);

    // Longer than any test may take.
    const waiting = poll({ offset, timeout: 3600 });
    await isPolled();
    const { update } = await boss.says(group, '急');
    expect(ids(await waiting)).toEqual([update]);
  });
  test('allowed_updates counts when an update is made, and is remembered', async () => {
    await poll({ offset, allowed_updates: ['callback_query'] });
    const unheard = await boss.says(group, '没订阅');
    expect(unheard.update).toBeNull();
    await poll({ offset });
    expect((await boss.says(group, '还是没订阅')).update).toBeNull();
    await poll({ offset, allowed_updates: ['message'] });
    const { update } = await boss.says(group, '听到');
    expect(ids(await poll({ offset, allowed_updates: ['callback_query'] }))).toEqual([update]);
  });
  test('chat_member comes only when asked for, and only to an administrator', async () => {
    await poll({ offset, allowed_updates: ['chat_member'] });
    await group.joins(clerk);
    expect(await poll({ offset })).toEqual([]);
    await group.addsBot(boss, 'administrator');
    await group.leaves(clerk);
    expect(kinds(await poll({ offset }))).toEqual(['chat_member']);
    await group.addsBot(boss, 'member');
  });
  test('allowed_updates that is no list is refused', async () => {
    const refused = { ok: false, description: "Bad Request: can't parse allowed_updates JSON array" };
    expect(await bot('getUpdates', { allowed_updates: 'message' })).toMatchObject({
      ok: false,
      error_code: 400,
    });
    expect(await bot('getUpdates', { allowed_updates: { a: 1 } })).toMatchObject(refused);
  });
  test('a second getUpdates ends the first with 409', async () => {
    const first = bot('getUpdates', { offset, timeout: 30 });
    await isPolled();
    const second = bot('getUpdates', { offset, timeout: 1 });
    expect(await first).toEqual({
      ok: false,
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    expect(await second).toEqual({ ok: true, result: [] });
  });
  test('a poll whose answer is lost confirms nothing more than it asked', async () => {
    const { update } = await boss.says(group, '别丢');
    await tg.fault({ kind: 'loseAnswer', method: 'getUpdates' });
    await expect(bot('getUpdates', { offset })).rejects.toThrow();
    expect(ids(await poll({ offset }))).toEqual([update]);
  });
});

describe('#setwebhook', () => {
  let hook: Server;
  let url: string;
  let failures = 0;
  const deliveries: { readonly secret: unknown; readonly id: number }[] = [];

  beforeAll(async () => {
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const { update_id: id } = JSON.parse(body) as Got;
        deliveries.push({ secret: request.headers['x-telegram-bot-api-secret-token'], id });
        response.writeHead(failures-- > 0 ? 500 : 200).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  });
  beforeEach(() => {
    failures = 0;
    deliveries.length = 0;
  });
  afterEach(async () => {
    await bot('deleteWebhook', { drop_pending_updates: true });
  });
  afterAll(() => hook.close());

  test('getUpdates is refused with 409 while a webhook is set, and a waiting one is ended', async () => {
    const waiting = bot('getUpdates', { offset, timeout: 30 });
    await isPolled();
    await bot('setWebhook', { url });
    expect(await waiting).toMatchObject({
      error_code: 409,
      description: expect.stringMatching(/terminated by setWebhook/),
    });
    expect(await bot('getUpdates')).toMatchObject({
      error_code: 409,
      description: expect.stringMatching(/while webhook is active/),
    });
    expect(await bot('getWebhookInfo')).toMatchObject({ result: { url, pending_update_count: 0 } });
  });
  test('a secret with other characters, or over 256, is refused', async () => {
    const set = (secret: string): Promise<Reply> => bot('setWebhook', { url, secret_token: secret });
    expect(await set('密码')).toMatchObject({
      error_code: 400,
      description: expect.stringMatching(/unallowed characters/),
    });
    expect(await set('a'.repeat(257))).toMatchObject({
      error_code: 400,
      description: expect.stringMatching(/too long/),
    });
    expect(await set(`aZ09_-${'a'.repeat(250)}`)).toMatchObject({ ok: true });
  });
  test('plain http elsewhere, an odd port, or no address is refused', async () => {
    const set = (to: string): Promise<Reply> => bot('setWebhook', { url: to });
    expect(await set('http://example.org/')).toMatchObject({
      description: expect.stringMatching(/An HTTPS URL must be provided/),
    });
    expect(await set('https://example.org:9000/')).toMatchObject({
      description: expect.stringMatching(/ports 80, 88, 443 or 8443/),
    });
    expect(await set('nowhere')).toMatchObject({ description: expect.stringMatching(/invalid webhook URL/) });
  });
  test('updates are posted with the secret, again after a 500, in order', async () => {
    await bot('setWebhook', { url, secret_token: 'S-1' });
    failures = 2;
    const one = await boss.says(group, '一');
    const two = await boss.says(group, '二');
    await tg.waitFor(() => deliveries.length === 4, 15_000, 'four deliveries');
    expect(deliveries.map(({ id }) => id)).toEqual([one.update, one.update, one.update, two.update]);
    expect(new Set(deliveries.map(({ secret }) => secret))).toEqual(new Set(['S-1']));
    const { result } = await bot('getWebhookInfo');
    expect(result).toMatchObject({
      pending_update_count: 0,
      last_error_message: expect.stringMatching(/500/),
    });
    await tg.redeliver(one.update);
    await tg.waitFor(() => deliveries.at(-1)?.id === one.update, 15_000, 'the first update again');
  });
});

describe('what people do', () => {
  test('a photo comes in two sizes, the last one the real one', async () => {
    await boss.sendsPhoto(group, png(800, 600), { caption: '现场', mediaGroup: 'album-1' });
    const { message } = (await poll({ offset }))[0]!;
    expect(message).toMatchObject({ caption: '现场', media_group_id: 'album-1' });
    const sizes = message?.photo as { width: number; file_id: string }[];
    expect(sizes.map(({ width }) => width)).toEqual([90, 800]);
    const { result } = await bot('getFile', { file_id: sizes[1]?.file_id });
    expect(result).toMatchObject({ file_size: png(800, 600).length });
  });
  test('an edit, a sticker, a voice and an anonymous admin arrive as Telegram tells them', async () => {
    const said = await boss.says(group, '路坏了');
    await boss.edits(said, '路坏了，在东门');
    await boss.sendsSticker(group);
    await boss.sendsVoice(group);
    await boss.says(group, '通知', { anonymous: true });
    const [, edited, sticker, voice, anonymous] = await poll({ offset });
    expect(edited).toMatchObject({ edited_message: { message_id: said.id, text: '路坏了，在东门' } });
    expect(sticker?.message).toHaveProperty('sticker.file_id');
    expect(voice?.message).toHaveProperty('voice.file_id');
    expect(anonymous?.message).toMatchObject({ from: { id: 1_087_968_824 }, sender_chat: { id: group.id } });
  });
  test('a press brings the data and the message; a forged one brings any data', async () => {
    const markup = { inline_keyboard: [[{ text: '签收', callback_data: 'sign|1' }]] };
    await bot('sendMessage', { chat_id: group.id, text: '卡', reply_markup: markup });
    const card = await tg.waitForMessage(group, '卡');
    await boss.press(card, '签收');
    await boss.press(card, { data: 'forged' });
    const [real, forged] = await poll({ offset });
    expect(real?.callback_query).toMatchObject({
      data: 'sign|1',
      message: { message_id: card.id, text: '卡' },
    });
    expect(forged?.callback_query).toMatchObject({ data: 'forged', from: { id: boss.id } });
  });
  test('in privacy mode only what is meant for the bot is heard (/bots/features#privacy-mode)', async () => {
    const { result } = await send('问你');
    await tg.privacy(true);
    const heard = async (text: string, replyTo?: { chat: number; id: number }): Promise<boolean> =>
      (await boss.says(group, text, replyTo ? { replyTo } : {})).update !== null;
    expect(await heard('大家好')).toBe(false);
    expect(await heard('/help@other_bot')).toBe(false);
    expect(await heard('/help')).toBe(true);
    expect(await heard('@lianxinqiao_bot 路坏了')).toBe(true);
    expect(await heard('好的', { chat: group.id, id: (result as { message_id: number }).message_id })).toBe(
      true,
    );
    await tg.privacy(false);
    expect(await heard('大家好')).toBe(true);
  });
  test('blocking and removing the bot is told as my_chat_member', async () => {
    const other = await tg.group({ id: -1077, members: [boss] });
    await clerk.blocks();
    await other.removesBot(boss);
    const updates = await poll({ offset });
    expect(kinds(updates)).toEqual(['my_chat_member', 'my_chat_member']);
    expect(updates[0]?.my_chat_member).toMatchObject({
      chat: { id: clerk.id, type: 'private' },
      new_chat_member: { status: 'kicked' },
    });
    await clerk.unblocks();
  });
  test('a group that moves says so in both chats', async () => {
    const old = await tg.group({ id: -1078, members: [boss] });
    const moved = await old.migrates(-1_001_000_001_078);
    expect((await poll({ offset })).map(({ message }) => message)).toMatchObject([
      { chat: { id: old.id }, migrate_to_chat_id: moved.id },
      { chat: { id: moved.id, type: 'supergroup' }, migrate_from_chat_id: old.id },
    ]);
  });
  test('an update can come twice, out of order, or be made up', async () => {
    const said = await boss.says(group, '一');
    await poll({ offset: said.update! + 1 });
    await tg.redeliver(said.update);
    expect(ids(await poll({ offset: said.update! + 1 }))).toEqual([said.update]);

    await tg.hold();
    const [two, three] = [await boss.says(group, '二'), await boss.says(group, '三')];
    expect(await poll({ offset: said.update! + 1 })).toEqual([]);
    await tg.release('reversed');
    expect(ids(await poll({ offset: said.update! + 1 }))).toEqual([three.update, two.update]);

    await tg.push({ update_id: 7, poll: { id: 'x' } });
    expect(ids(await poll({ offset: three.update! + 1 }))).toEqual([7]);
  });
});

describe('trouble', () => {
  afterEach(async () => {
    await tg.clearFaults();
    await tg.limits(false);
  });

  test('limits: a burst passes, then 429 with retry_after; 20 a minute in a group; 30 a second in all', async () => {
    await tg.limits(true);
    const burst = await Promise.all([send(), send(), send(), send()]);
    expect(burst.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(burst[3]).toMatchObject({
      error_code: 429,
      description: expect.stringMatching(/^Too Many Requests: retry after [1-3]$/),
    });
    expect(burst[3]?.parameters?.retry_after).toBeGreaterThanOrEqual(1);

    await tg.limits({ burst: 1000, groupPerMinute: 20, perSecond: 1000 });
    for (let i = 3; i < 20; i++) expect(await send()).toMatchObject({ ok: true });
    const group20 = await send();
    expect(group20.parameters?.retry_after).toBeGreaterThan(50);
    expect(await bot('sendMessage', { chat_id: boss.id, text: '私聊' })).toMatchObject({ ok: true });

    await tg.limits({ burst: 1000, perSecond: 2 });
    const all = await Promise.all(
      [1, 2, 3].map(() => bot('sendMessage', { chat_id: boss.id, text: '私聊' })),
    );
    expect(all.at(-1)).toMatchObject({ error_code: 429 });
  });
  test('429 as often as ordered, only for that method and chat', async () => {
    await tg.fault({ kind: 'tooMany', method: 'sendMessage', chat: group.id, times: 2, retryAfter: 7 });
    expect(await bot('sendMessage', { chat_id: boss.id, text: 'x' })).toMatchObject({ ok: true });
    expect(await send()).toMatchObject({ error_code: 429, parameters: { retry_after: 7 } });
    expect(await send()).toMatchObject({ error_code: 429 });
    expect(await send()).toMatchObject({ ok: true });
  });
  test('500 and 502 come as an HTML page', async () => {
    await tg.fault({ kind: 'serverError', method: 'getMe', status: 502 });
    const response = await fetch(`${tg.apiRoot}/bot${tg.token}/getMe`);
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('<html>');
  });
  test('a reset does nothing, a lost answer has done it, and the transcript tells which', async () => {
    await tg.fault({ kind: 'reset', method: 'sendMessage' });
    await expect(send('未送达')).rejects.toThrow();
    await tg.fault({ kind: 'loseAnswer', method: 'sendMessage' });
    await expect(send('已送达')).rejects.toThrow();
    const texts = (await tg.messages(group)).map(({ text }) => text);
    expect(texts).toContain('已送达');
    expect(texts).not.toContain('未送达');
    expect((await tg.calls('sendMessage')).slice(-2)).toMatchObject([
      { ok: false, outcome: 'reset', params: { text: '未送达' } },
      { ok: true, outcome: 'lost', params: { text: '已送达' }, chat: group.id },
    ]);
  });
  test('a hanging answer never comes, a delayed one comes late', async () => {
    await tg.fault({ kind: 'hang', method: 'getMe' });
    const url = `${tg.apiRoot}/bot${tg.token}/getMe`;
    await expect(fetch(url, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout|aborted/i);
    await tg.fault({ kind: 'delay', method: 'getMe', delayMs: 200, after: 1 });
    const started = Date.now();
    await bot('getMe');
    await bot('getMe');
    expect(Date.now() - started).toBeGreaterThanOrEqual(195);
  });
  test('waiting in vain says what was awaited and what the bot did', async () => {
    await send('最后一句');
    await expect(tg.waitForMessage(group, '不会来', 50)).rejects.toThrow(/不会来[\s\S]*最后一句/);
  });
});

test('a grammY bot polls, answers and confirms what it has handled', async () => {
  const grammy = new Bot(tg.token, { client: { apiRoot: tg.apiRoot } });
  grammy.on('message:text', (ctx) => ctx.reply(`听到：${ctx.message.text}`));
  const running = grammy.start({ allowed_updates: ['message'] });
  const said = await boss.says(group, '东门路坏了');
  await tg.waitForMessage(group, '听到：东门路坏了');
  await grammy.stop();
  await running;
  expect(ids((await tg.pending()) as Got[])).not.toContain(said.update);
});

test('the fake is a process of its own, stopped by its id', async () => {
  const other = await startFakeTelegram({
    token: '2:B',
    clockStart: '2026-11-22T00:00:00Z',
    clockSpeed: 3600,
  });
  expect(other.pid).not.toBe(process.pid);
  const user = await other.user({ id: 5, name: '甲', started: true });
  await user.tells('你好');
  const first = (await other.messages(user))[0]!;
  expect(new Date(first.date * 1000).toISOString()).toMatch(/^2026-11-22T0/);
  await other.stop();
  expect(() => process.kill(other.pid, 0)).toThrow(/ESRCH/);
});
