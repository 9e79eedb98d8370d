/** Signs on messages, on the fake Bot API: whose the bot hears, what it sets, and what it may not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '../../support/patience.ts';
import { type Bench, Inbox, setUp } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await setUp();
});
afterEach(() => bench.end());

async function group(bot: 'member' | 'administrator') {
  const boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
  return { boss, group: await bench.tg.group({ id: -1001, title: '企业服务群', members: [boss], bot }) };
}

describe('in a group', () => {
  it('an administrator hears 👍 and 👎, each once, and nothing when they are taken away', async () => {
    const { boss, group: place } = await group('administrator');
    const inbox = new Inbox();
    const channel = bench.channel();
    await channel.start(inbox.receive, inbox.onFatal);
    const card = await channel.send({
      key: 'k',
      chat: '-1001',
      text: '请评价',
      buttons: [],
      file: null,
      edit: null,
      replyTo: null,
      silent: false,
    });
    const on = { chat: -1001, id: Number(card.message) };
    for (const emoji of ['👍', '👎', '❤', null]) await boss.reacts(on, emoji);
    await boss.says(place, '最后一句');
    await vi.waitFor(() => expect(inbox.texts()).toContain('最后一句'), PATIENCE);
    expect(inbox.texts()).toEqual(['👍', '👎', '最后一句']);
    expect(inbox.received[0]).toMatchObject({ what: 'reacted', replyTo: { message: card.message } });
  });

  it('another bot is not told; a county that wants none does not ask', async () => {
    const { boss, group: place } = await group('member');
    const inbox = new Inbox();
    const channel = bench.channel({ reactions: false });
    await channel.start(inbox.receive, inbox.onFatal);
    expect(channel.react).toBeUndefined();
    const said = await boss.says(place, '停电了');
    await vi.waitFor(() => expect(inbox.texts()).toContain('停电了'), PATIENCE);
    expect(await boss.reacts(said, '👍')).toBeNull();
    const [asked] = await bench.tg.calls('getUpdates');
    expect(asked?.params.allowed_updates).not.toContain('message_reaction');
  });
});

describe('a sign that cannot be set', () => {
  it.each([
    ['on a message that is gone', '-1001', '999', 'refused'],
    ['on one that has no number', '-1001', '〖x〗', 'refused'],
    ['in a chat without a number', 'x', '1', 'refused'],
    ['in a chat that nobody knows', '-999', '1', 'refused'],
  ])('%s is no fault that is tried again', async (_, chat, message, kind) => {
    await group('member');
    await expect(bench.channel().react?.(chat, message, 'received')).rejects.toMatchObject({ kind });
  });

  it('in a topic is set on the message alone', async () => {
    const { boss, group: place } = await group('member');
    const said = await boss.says(place, '停电了');
    await bench.channel().react?.('-1001', `${said.id}@5`, 'done');
    expect((await bench.tg.messages(place)).at(-1)?.reactions).toEqual(['👌']);
  });
});
