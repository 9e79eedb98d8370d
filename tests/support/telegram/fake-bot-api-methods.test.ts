/** What the methods beside sending and editing refuse, by https://core.telegram.org/bots/api#available-methods */
import { Api, GrammyError } from 'grammy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeGroup, type FakeTelegram, type FakeUser, startFakeTelegram } from './client.ts';
import { call, type Reply, refusal } from './test-tools.ts';

let tg: FakeTelegram;
let api: Api;
let boss: FakeUser;
let clerk: FakeUser;
let group: FakeGroup;

const bot = (method: string, params: object = {}): Promise<Reply> => call(tg, method, params);

beforeAll(async () => {
  tg = await startFakeTelegram();
  api = new Api(tg.token, { apiRoot: tg.apiRoot });
  boss = await tg.user({ id: 20001, name: '王老板', started: true });
  clerk = await tg.user({ id: 20002, name: '李专员' });
  group = await tg.group({ id: -1001, title: '企业服务群', members: [boss] });
});
afterAll(async () => await tg.stop());

describe('the methods beside messages', () => {
  test('#deletemessage: not there, another’s, or older than 48 hours', async () => {
    const del = (id: number): Promise<Reply> => bot('deleteMessage', { chat_id: group.id, message_id: id });
    expect(await del(9999)).toMatchObject(refusal(400, 'Bad Request: message to delete not found'));
    const { id } = await boss.says(group, '别删');
    expect(await del(id)).toMatchObject(refusal(400, /can't be deleted for everyone/));
    const old = await boss.tells('旧的', { date: Math.floor(Date.now() / 1000) - 49 * 3600 });
    expect(await bot('deleteMessage', { chat_id: boss.id, message_id: old.id })).toMatchObject(
      refusal(400, /can't be/),
    );
    const sent = await api.sendMessage(group.id, '删我');
    expect(await api.deleteMessage(group.id, sent.message_id)).toBe(true);
    expect((await tg.messages(group)).some((message) => message.id === sent.message_id)).toBe(false);
  });
  test('#answercallbackquery: unknown, too old, answered before, or over 200 characters', async () => {
    const tooOld = /query is too old and response timeout expired or query ID is invalid/;
    await expect(api.answerCallbackQuery('12345')).rejects.toThrow(tooOld);
    const card = await api.sendMessage(group.id, '卡', {
      reply_markup: { inline_keyboard: [[{ text: '签收', callback_data: 'sign' }]] },
    });
    const ref = { chat: group.id, id: card.message_id };
    const late = await boss.press(ref, '签收');
    await late.expire();
    await expect(api.answerCallbackQuery(late.id)).rejects.toThrow(tooOld);
    const pressed = await boss.press(ref, '签收');
    await expect(api.answerCallbackQuery(pressed.id, { text: '字'.repeat(201) })).rejects.toThrow(/TOO_LONG/);
    await api.answerCallbackQuery(pressed.id, { text: '已签收', show_alert: true });
    expect(await pressed.answer()).toEqual({ text: '已签收', alert: true });
    await expect(api.answerCallbackQuery(pressed.id)).rejects.toThrow(tooOld);
    await expect(boss.press(ref, '办结')).rejects.toThrow('there is: 签收');
  });
  test('#sendchataction: only the actions there are', async () => {
    expect(await bot('sendChatAction', { chat_id: group.id, action: 'dance' })).toMatchObject(
      refusal(400, /action/),
    );
    expect(await api.sendChatAction(group.id, 'typing')).toBe(true);
  });
  test('#setmycommands: names of a-z, 0-9 and _, with a description, 100 at most', async () => {
    const set = (commands: object[]): Promise<Reply> => bot('setMyCommands', { commands });
    expect(await set([{ command: '签收', description: 'x' }])).toMatchObject(
      refusal(400, /BOT_COMMAND_INVALID/),
    );
    expect(await set([{ command: 'ok', description: '' }])).toMatchObject(
      refusal(400, /DESCRIPTION_INVALID/),
    );
    const many = Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: 'x' }));
    expect(await set(many)).toMatchObject(refusal(400, /TOO_MUCH/));
    expect(await bot('setMyCommands', { commands: {} })).toMatchObject(refusal(400, /expected an Array/));
    await api.setMyCommands([{ command: 'help', description: '帮助' }]);
    expect(await api.getMyCommands()).toEqual([{ command: 'help', description: '帮助' }]);
  });
  test('#getchatmember: nobody, a stranger, a member', async () => {
    const stranger = await tg.user({ id: 20003, name: '路人' });
    await expect(api.getChatMember(group.id, 4711)).rejects.toThrow(/user not found/);
    await expect(api.getChatMember(group.id, 0)).rejects.toThrow(/invalid user_id specified/);
    expect((await api.getChatMember(group.id, stranger.id)).status).toBe('left');
    expect((await api.getChatMember(group.id, boss.id)).status).toBe('member');
  });
  test('#getchat: a person who never wrote is no chat', async () => {
    await expect(api.getChat(clerk.id)).rejects.toThrow(/chat not found/);
    expect(await api.getChat(group.id)).toMatchObject({ type: 'group', title: '企业服务群' });
  });
  test('#leavechat: not a private chat; after leaving the group is closed', async () => {
    await expect(api.leaveChat(boss.id)).rejects.toThrow(/private chats/);
    const left = await tg.group({ id: -1011, members: [boss] });
    await api.leaveChat(left.id);
    await expect(api.sendMessage(left.id, 'x')).rejects.toThrow(
      '403: Forbidden: bot is not a member of the group',
    );
  });
  test('#getme through grammY', async () => {
    expect(await api.getMe()).toMatchObject({ is_bot: true, can_read_all_group_messages: true });
    await tg.privacy(true);
    expect(await api.getMe()).toMatchObject({ can_read_all_group_messages: false });
    await tg.privacy(false);
    await expect(new Api('1:X', { apiRoot: tg.apiRoot }).getMe()).rejects.toBeInstanceOf(GrammyError);
  });
});
