/**
 * The fake refuses what Telegram refuses: one rejecting test per rule of https://core.telegram.org/bots/api, spoken
 * with plain fetch, and a few accepting ones with grammY's own client.
 */
import { Api, InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeGroup, type FakeTelegram, type FakeUser, startFakeTelegram } from './client.ts';
import { call, png, type Reply, refusal } from './test-tools.ts';

let tg: FakeTelegram;
let api: Api;
let boss: FakeUser;
let clerk: FakeUser;
let group: FakeGroup;

const bot = (method: string, params: object = {}): Promise<Reply> => call(tg, method, params);
const send = (params: object): Promise<Reply> =>
  bot('sendMessage', { chat_id: group.id, text: '收到', ...params });
const keyboard = (...buttons: object[]): object => ({ reply_markup: { inline_keyboard: [buttons] } });

beforeAll(async () => {
  tg = await startFakeTelegram({ token: '7000000001:TEST' });
  api = new Api(tg.token, { apiRoot: tg.apiRoot });
  boss = await tg.user({ id: 20001, name: '王老板', username: 'boss_wang', started: true });
  clerk = await tg.user({ id: 20002, name: '李专员' });
  group = await tg.group({ id: -1001, title: '企业服务群', members: [boss, clerk] });
});
afterAll(async () => await tg.stop());

describe('#authorizing-your-bot, #making-requests', () => {
  test('a wrong token is 401', async () => {
    const response = await fetch(`${tg.apiRoot}/bot7000000001:WRONG/getMe`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });
  test('an unknown method is 404', async () => {
    expect(await bot('sendTelepathy')).toMatchObject(refusal(404, 'Not Found: method not found'));
  });
  test('a path that is no call is 404', async () => {
    expect((await fetch(`${tg.apiRoot}/getMe`)).status).toBe(404);
  });
  test('JSON that cannot be read is refused', async () => {
    const response = await fetch(`${tg.apiRoot}/bot${tg.token}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":',
    });
    expect(await response.json()).toMatchObject(refusal(400, /can't parse JSON/));
  });
  test('text that is not UTF-8 is refused', async () => {
    const response = await fetch(`${tg.apiRoot}/bot${tg.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect(await response.json()).toMatchObject(refusal(400, /encoded in UTF-8/));
  });
  test.each([
    ['without its boundary', 'multipart/form-data', 'x', /boundary field not found/],
    [
      'cut off',
      'multipart/form-data; boundary=B',
      '--B\r\nX: y; name="a"\r\n\r\n1',
      /last boundary is missing/,
    ],
    [
      'with a nameless part',
      'multipart/form-data; boundary=B',
      '--B\r\nX: y\r\n\r\n1\r\n--B--',
      /part has no name/,
    ],
  ])('multipart %s is refused', async (_, type, body, description) => {
    const response = await fetch(`${tg.apiRoot}/bot${tg.token}/getMe`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(await response.json()).toMatchObject(refusal(400, description));
  });
  test('GET, JSON, urlencoded and multipart mean the same; method names ignore case', async () => {
    const url = `${tg.apiRoot}/bot${tg.token}/SENDMESSAGE`;
    const form = new FormData();
    form.set('chat_id', String(group.id));
    form.set('text', '表单');
    const answers = [
      await fetch(`${url}?chat_id=${group.id}&text=${encodeURIComponent('表单')}`),
      await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ chat_id: `${group.id}`, text: '表单' }),
      }),
      await fetch(url, { method: 'POST', body: form }),
    ];
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({ ok: true, result: { text: '表单' } });
    const last = (await tg.calls('sendMessage')).at(-1);
    expect(last?.params).toEqual({ chat_id: group.id, text: '表单' });
  });
});

describe('#sendmessage', () => {
  test('an empty text is refused, and so are blanks', async () => {
    const empty = refusal(400, 'Bad Request: message text is empty');
    expect(await send({ text: '' })).toMatchObject(empty);
    expect(await send({ text: ' \n ' })).toMatchObject(empty);
    expect(await send({ text: '<b></b>', parse_mode: 'HTML' })).toMatchObject(empty);
  });
  test('4096 characters pass, 4097 do not; an emoji counts two, a tag nothing', async () => {
    const tooLong = refusal(400, 'Bad Request: message is too long');
    expect(await send({ text: '字'.repeat(4096) })).toMatchObject({ ok: true });
    expect(await send({ text: '字'.repeat(4097) })).toMatchObject(tooLong);
    expect(await send({ text: `${'字'.repeat(4095)}👍` })).toMatchObject(tooLong);
    expect(await send({ text: `<b>${'字'.repeat(4096)}</b>`, parse_mode: 'HTML' })).toMatchObject({
      ok: true,
    });
  });
  test('a chat nobody knows is not found, no chat at all is empty', async () => {
    expect(await send({ chat_id: 99 })).toMatchObject(refusal(400, 'Bad Request: chat not found'));
    expect(await send({ chat_id: '' })).toMatchObject(refusal(400, 'Bad Request: chat_id is empty'));
  });
  test('the bot cannot write first to a person', async () => {
    const cannot = refusal(403, "Forbidden: bot can't initiate conversation with a user");
    expect(await send({ chat_id: clerk.id })).toMatchObject(cannot);
  });
  test('a person who blocked the bot is not reached, and is again after unblocking', async () => {
    const shy = await tg.user({ id: 20003, name: '赵', started: true });
    await shy.blocks();
    const blocked = refusal(403, 'Forbidden: bot was blocked by the user');
    expect(await send({ chat_id: shy.id })).toMatchObject(blocked);
    await shy.unblocks();
    expect(await send({ chat_id: shy.id })).toMatchObject({ ok: true });
  });
  test('a group that removed the bot is closed to it', async () => {
    const closed = await tg.group({ id: -1_000_000_000_777, type: 'supergroup', members: [boss] });
    await closed.removesBot(boss);
    const kicked = refusal(403, 'Forbidden: bot was kicked from the supergroup chat');
    expect(await send({ chat_id: closed.id })).toMatchObject(kicked);
    expect(await bot('getChat', { chat_id: closed.id })).toMatchObject(kicked);
  });
  test('a group that muted the bot takes no message', async () => {
    const mute = await tg.group({ id: -1_000_000_000_778, members: [boss], bot: 'restricted' });
    expect(await send({ chat_id: mute.id })).toMatchObject(
      refusal(400, /not enough rights to send text messages/),
    );
  });
  test('a group that became a supergroup names its new id (#responseparameters)', async () => {
    const old = await tg.group({ id: -1009, title: '旧群', members: [boss] });
    await old.migrates(-1_001_234_567_890);
    expect(await send({ chat_id: old.id })).toEqual({
      ...refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat'),
      parameters: { migrate_to_chat_id: -1_001_234_567_890 },
    });
    expect(await send({ chat_id: -1_001_234_567_890 })).toMatchObject({ ok: true });
  });
  test('a topic that does not exist is refused; in one that does, the message stays', async () => {
    expect(await send({ message_thread_id: 5 })).toMatchObject(refusal(400, /message thread not found/));
    const forum = await tg.group({ id: -1_002_000_000_001, forum: true, members: [boss] });
    const thread = await forum.topic('环保');
    const sent = await send({ chat_id: forum.id, message_thread_id: thread });
    expect(sent.result).toMatchObject({ message_thread_id: thread, is_topic_message: true });
    // github.com/tdlib/telegram-bot-api/issues/798: General is spoken to without a thread.
    const general = await send({ chat_id: forum.id, message_thread_id: 999 });
    expect(general).toMatchObject(refusal(400, /message thread not found/));
    expect((await send({ chat_id: forum.id })).result).not.toHaveProperty('message_thread_id');
  });
  test('a topic that is closed is shut to who is no admin, a deleted one is not found', async () => {
    const forum = await tg.group({ id: -1_002_000_000_002, forum: true, members: [boss] });
    const thread = await forum.topic('环保');
    const said = await boss.says(forum, '停水', { thread });
    const there = { chat_id: forum.id, message_thread_id: thread };
    await forum.changesTopic('close', thread);
    expect(await send(there)).toMatchObject(refusal(400, 'Bad Request: TOPIC_CLOSED'));
    const answer = { chat_id: forum.id, reply_parameters: { message_id: said.id } };
    expect(await send(answer), 'an answer goes where the question is').toMatchObject(
      refusal(400, /TOPIC_CLOSED/),
    );
    await forum.changesTopic('close');
    expect(await send({ chat_id: forum.id }), 'General').toMatchObject(refusal(400, /TOPIC_CLOSED/));
    await forum.changesTopic('reopen');
    expect(await send({ chat_id: forum.id })).toMatchObject({ ok: true });
    await forum.changesTopic('delete', thread);
    expect(await send(there)).toMatchObject(refusal(400, /message thread not found/));
    const gone = { reply_parameters: { message_id: said.id, allow_sending_without_reply: true } };
    expect(await send({ chat_id: forum.id, ...gone }), 'not even where it may go without').toMatchObject(
      refusal(400, /message to be replied not found/),
    );
  });
  test('an answer goes to the topic of what it answers, whatever thread is named', async () => {
    const forum = await tg.group({ id: -1_002_000_000_003, forum: true, members: [boss] });
    const [one, other] = [await forum.topic('水'), await forum.topic('电')];
    const said = await boss.says(forum, '停水', { thread: one });
    const answer = { chat_id: forum.id, message_thread_id: other, reply_parameters: { message_id: said.id } };
    expect((await send(answer)).result).toMatchObject({ message_thread_id: one });
  });
});

describe('#replyparameters', () => {
  test('a reply to an unknown message is refused, unless it may go without', async () => {
    const missing = refusal(400, 'Bad Request: message to be replied not found');
    expect(await send({ reply_parameters: { message_id: 9999 } })).toMatchObject(missing);
    expect(await send({ reply_to_message_id: 9999 })).toMatchObject(missing);
    const lenient = { message_id: 9999, allow_sending_without_reply: true };
    expect(await send({ reply_parameters: lenient })).toMatchObject({ ok: true });
  });
  test('reply parameters that are no object, or name no message, are refused', async () => {
    expect(await send({ reply_parameters: '5' })).toMatchObject(
      refusal(400, /object expected as reply parameters/),
    );
    expect(await send({ reply_parameters: {} })).toMatchObject(refusal(400, /Field "message_id" is missing/));
    expect(await send({ reply_parameters: '{' })).toMatchObject(refusal(400, /can't parse reply parameters/));
  });
  test('a reply to a message since removed is refused', async () => {
    const said = await boss.says(group, '说错了');
    await boss.removes(said);
    expect(await send({ reply_parameters: { message_id: said.id } })).toMatchObject(
      refusal(400, /not found/),
    );
  });
  test('a reply carries the message it answers, without that one’s own quote', async () => {
    const first = await boss.says(group, '路坏了');
    const second = await clerk.says(group, '在看', { replyTo: first });
    const sent = await send({ reply_parameters: { message_id: second.id } });
    expect(sent.result).toMatchObject({ reply_to_message: { message_id: second.id, text: '在看' } });
    expect(sent.result).not.toHaveProperty('reply_to_message.reply_to_message');
  });
});

describe('#inlinekeyboardbutton', () => {
  test('callback data over 64 bytes is refused: 21 Chinese characters pass, 22 do not', async () => {
    const button = (data: string): object => keyboard({ text: '签收', callback_data: data });
    expect(await send(button('签'.repeat(21)))).toMatchObject({ ok: true });
    expect(await send(button('签'.repeat(22)))).toMatchObject(
      refusal(400, 'Bad Request: BUTTON_DATA_INVALID'),
    );
  });
  test('a button that does nothing is refused', async () => {
    expect(await send(keyboard({ text: '签收' }))).toMatchObject(refusal(400, /Text buttons are unallowed/));
  });
  test('a button without words is refused', async () => {
    expect(await send(keyboard({ text: ' ', callback_data: 'x' }))).toMatchObject(refusal(400, /non-empty/));
  });
  test('a button to no address is refused', async () => {
    expect(await send(keyboard({ text: '看', url: 'not a url' }))).toMatchObject(
      refusal(400, /Wrong HTTP URL/),
    );
  });
  test('a keyboard that is no array of arrays, or no JSON, is refused', async () => {
    expect(await send({ reply_markup: { inline_keyboard: [{}] } })).toMatchObject(
      refusal(400, /Array of Arrays/),
    );
    expect(await send({ reply_markup: '{' })).toMatchObject(
      refusal(400, /can't parse reply keyboard markup/),
    );
    expect(await send({ reply_markup: [] })).toMatchObject(refusal(400, /object expected as reply markup/));
  });
  test('a button that is no object, or whose fields are no strings, is refused', async () => {
    const one = (button: unknown): Promise<Reply> => send({ reply_markup: { inline_keyboard: [[button]] } });
    expect(await one('签收')).toMatchObject(refusal(400, /InlineKeyboardButton must be an Object/));
    expect(await one({ text: 1, callback_data: 'x' })).toMatchObject(
      refusal(400, /"text" must be of type String/),
    );
    expect(await one({ text: '签收', callback_data: 1 })).toMatchObject(
      refusal(400, /"callback_data" must be/),
    );
  });
  test('more than 100 buttons are refused', async () => {
    const rows = (count: number): object => ({
      reply_markup: {
        inline_keyboard: Array.from({ length: count }, (_, i) => [{ text: `${i}`, callback_data: `${i}` }]),
      },
    });
    expect(await send(rows(100))).toMatchObject({ ok: true });
    expect(await send(rows(101))).toMatchObject(refusal(400, /REPLY_MARKUP_TOO_LONG/));
  });
});

describe('#formatting-options', () => {
  test('HTML that Telegram cannot read is refused, in a caption too; html.test.ts has the cases', async () => {
    const broken = refusal(
      400,
      /^Bad Request: can't parse entities: Unsupported start tag "div" at byte offset 0$/,
    );
    expect(await send({ text: '<div>a</div>', parse_mode: 'HTML' })).toMatchObject(broken);
    expect(
      await bot('sendPhoto', { chat_id: group.id, photo: 'x', caption: '<div>', parse_mode: 'html' }),
    ).toMatchObject(broken);
  });
  test('HTML becomes text and entities, blanks around it cut', async () => {
    const sent = await send({ text: '  <b>签收</b> ', parse_mode: 'HTML' });
    expect(sent.result).toMatchObject({ text: '签收', entities: [{ type: 'bold', offset: 0, length: 2 }] });
  });
  test('MarkdownV2 is not spoken here, an unknown mode nowhere', async () => {
    expect(await send({ parse_mode: 'MarkdownV2' })).toMatchObject(refusal(400, /does not speak/));
    expect(await send({ parse_mode: 'rtf' })).toMatchObject(refusal(400, /unsupported parse_mode/));
  });
});

describe('#updating-messages', () => {
  const edit = (id: number, params: object): Promise<Reply> =>
    bot('editMessageText', { chat_id: group.id, message_id: id, ...params });
  const idOf = (reply: Reply): number => (reply.result as { message_id: number }).message_id;

  test('an edit that changes nothing is refused', async () => {
    const same = { text: '已登记', ...keyboard({ text: '签收', callback_data: 'a' }) };
    const id = idOf(await send(same));
    const nothing = refusal(
      400,
      /^Bad Request: message is not modified: specified new message content and reply/,
    );
    expect(await edit(id, same)).toMatchObject(nothing);
    expect(await edit(id, { ...same, text: ' 已登记 ' })).toMatchObject(nothing);
    expect(
      await bot('editMessageReplyMarkup', {
        chat_id: group.id,
        message_id: id,
        ...keyboard({ text: '签收', callback_data: 'a' }),
      }),
    ).toMatchObject(nothing);
  });
  test('a message that is not there cannot be edited', async () => {
    expect(await edit(9999, { text: 'x' })).toMatchObject(
      refusal(400, 'Bad Request: message to edit not found'),
    );
  });
  test('an edit or a removal that names no message is refused', async () => {
    const nameless = refusal(400, 'Bad Request: message identifier is not specified');
    expect(await bot('editMessageText', { chat_id: group.id, text: 'x' })).toMatchObject(nameless);
    expect(await bot('deleteMessage', { chat_id: group.id })).toMatchObject(nameless);
  });
  test('another’s message cannot be edited', async () => {
    const { id } = await boss.says(group, '我的话');
    expect(await edit(id, { text: 'x' })).toMatchObject(refusal(400, "Bad Request: message can't be edited"));
  });
  test('an edit to an empty or too long text is refused', async () => {
    const id = idOf(await send({}));
    expect(await edit(id, { text: '' })).toMatchObject(refusal(400, /message text is empty/));
    expect(await edit(id, { text: '字'.repeat(4097) })).toMatchObject(refusal(400, /message is too long/));
  });
  test('the text of a picture is its caption', async () => {
    const sent = await api.sendPhoto(group.id, new InputFile(png(10, 10), 'a.png'));
    const no = refusal(400, 'Bad Request: there is no text in the message to edit');
    const text = await api.sendMessage(group.id, '没有图');
    await expect(api.editMessageCaption(group.id, text.message_id, { caption: '看' })).rejects.toThrow(
      /there is no caption in the message to edit/,
    );
    expect(await edit(sent.message_id, { text: 'x' })).toMatchObject(no);
    expect(await api.editMessageCaption(group.id, sent.message_id, { caption: '看' })).toMatchObject({
      caption: '看',
    });
  });
  test('a person sees the text, the buttons and the count of edits; an edit without buttons removes them', async () => {
    const id = idOf(await send({ text: '卡片', ...keyboard({ text: '签收', callback_data: 'a' }) }));
    await edit(id, { text: '卡片二', ...keyboard({ text: '办结', callback_data: 'b' }) });
    const see = async () => (await tg.messages(group)).find((message) => message.id === id);
    expect(await see()).toMatchObject({ text: '卡片二', edits: 1, buttons: [[{ text: '办结', data: 'b' }]] });
    await edit(id, { text: '卡片三' });
    expect(await see()).toMatchObject({ text: '卡片三', edits: 2, buttons: [] });
  });
});
