/** Topics of a forum: what is said in one is answered there, and never lost where one is shut. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel, Incoming, Rendered } from '../../../src/channels/port.ts';
import { idOf, targetOf } from '../../../src/channels/telegram/topics.ts';
import type { FakeGroup, FakeUser } from '../../support/telegram/client.ts';
import { type Bench, Inbox, setUp } from './bench.ts';

let bench: Bench;
let inbox: Inbox;
let channel: Channel;
let boss: FakeUser;
let forum: FakeGroup;
let water: number;

beforeEach(async () => {
  bench = await setUp();
  inbox = new Inbox();
  boss = await bench.tg.user({ id: 20001, name: '王老板', started: true });
  forum = await bench.tg.group({ id: -1001234567890, title: '企业服务群', forum: true, members: [boss] });
  water = await forum.topic('水');
  channel = bench.channel();
  await channel.start(inbox.receive, inbox.onFatal);
});
afterEach(() => bench.end());

const heard = async (text: string): Promise<Incoming> =>
  await vi.waitFor(
    () => {
      const found = inbox.received.find((one) => one.text === text);
      if (!found) throw new Error(`“${text}” has not come; there is: ${inbox.texts().join('、')}`);
      return found;
    },
    { timeout: 60_000, interval: 20 },
  );
const sent = async (text: string, given: Partial<Rendered> = {}) => {
  const chat = String(forum.id);
  const rest = { buttons: [], file: null, edit: null, replyTo: null, silent: false };
  return (await channel.send({ key: text, chat, text, ...rest, ...given })).message;
};
const seen = async (text: string) => (await bench.tg.messages(forum)).find((one) => one.text === text);
/** Said in the topic, and how the program names it. */
const saidThere = async (text: string) => {
  const said = await boss.says(forum, text, { thread: water });
  return { id: said.id, message: (await heard(text)).message };
};

describe('the id of a message', () => {
  it('names the topic, where it is one', () => {
    expect(idOf({ message_id: 31, message_thread_id: 5, is_topic_message: true })).toBe('31@5');
    expect(idOf({ message_id: 31, message_thread_id: 5 }), 'a chain of answers').toBe('31');
    expect(idOf({ message_id: 31 })).toBe('31');
  });

  it.each([
    ['31@5', { message: 31, thread: 5 }],
    ['31', { message: 31, thread: null }],
    [null, { message: null, thread: null }],
    ['', { message: null, thread: null }],
    ['w31', { message: null, thread: null }],
  ])('is read: %j', (id, target) => {
    expect(targetOf(id)).toEqual(target);
  });
});

describe('what is said in a topic', () => {
  it('answers nothing, though Telegram names the topic’s first message', async () => {
    const { id, message } = await saidThere('停水三天');
    expect(await heard('停水三天')).toMatchObject({ replyTo: null, addressed: false });
    expect(message).toBe(`${id}@${water}`);
  });

  it('is answered in that topic, with buttons that work and edits that stay', async () => {
    const { id, message } = await saidThere('停水三天');
    const buttons = [[{ label: '签收', data: 'v1|sign|23' }]];
    const card = await sent('已登记', { replyTo: message, buttons });
    expect(await seen('已登记')).toMatchObject({ id: Number(card), thread: water, replyTo: id });
    await boss.press({ chat: forum.id, id: Number(card) }, '签收');
    const press = await vi.waitFor(
      () => {
        const found = inbox.received.find(({ what }) => what === 'button');
        if (!found) throw new Error('no press yet');
        return found;
      },
      { timeout: 60_000 },
    );
    await sent('谁按的', { replyTo: press.message });
    expect(await seen('谁按的')).toMatchObject({ thread: water, replyTo: Number(card) });
    await sent('办理中', { edit: card });
    expect(await seen('办理中')).toMatchObject({ id: Number(card), thread: water, edits: 1 });
  });

  it('is answered in that topic also when it has been deleted meanwhile', async () => {
    const { id, message } = await saidThere('停水三天');
    await boss.removes({ chat: forum.id, id });
    await sent('已登记', { replyTo: message });
    expect(await seen('已登记')).toMatchObject({ thread: water, replyTo: null });
  });

  it('kept by an id without its topic is answered there all the same', async () => {
    const { id } = await saidThere('停水三天');
    await sent('已登记', { replyTo: String(id) });
    expect(await seen('已登记')).toMatchObject({ thread: water, replyTo: id });
  });

  it('takes files along', async () => {
    const { message } = await saidThere('停水三天');
    const file = { path: '', name: '通知.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4') };
    await sent('附件', { replyTo: message, file });
    expect(await seen('附件')).toMatchObject({ thread: water, file: { name: '通知.pdf' } });
  });
});

describe('a topic that is shut', () => {
  it.each(['close', 'delete'] as const)(
    '(%s) does not swallow the answer: it goes to the group',
    async (what) => {
      const { message } = await saidThere('停水三天');
      await forum.changesTopic(what, water);
      await sent('已登记', { replyTo: message });
      expect(await seen('已登记')).toMatchObject({ thread: null, replyTo: null });
    },
  );

  it('in a group that has no topics any more: the answer goes to the group', async () => {
    const { message } = await saidThere('停水三天');
    await bench.tg.fault({
      kind: 'error',
      method: 'sendMessage',
      description: 'Bad Request: message thread not found',
    });
    await sent('已登记', { replyTo: message });
    expect(await seen('已登记')).toMatchObject({ thread: null });
  });

  it('with General closed as well, the message waits', async () => {
    const { message } = await saidThere('停水三天');
    await forum.changesTopic('close', water);
    await forum.changesTopic('close');
    await expect(sent('已登记', { replyTo: message })).rejects.toMatchObject({ kind: 'later' });
    await forum.changesTopic('reopen', water);
    await sent('已登记', { replyTo: message });
    expect(await seen('已登记')).toMatchObject({ thread: water });
  });

  it('is no place to edit in: the program is told to say it anew', async () => {
    const { message } = await saidThere('停水三天');
    const card = await sent('已登记', { replyTo: message });
    const description = 'Bad Request: TOPIC_CLOSED';
    await bench.tg.fault({ kind: 'error', method: 'editMessageText', description });
    await expect(sent('办理中', { edit: card })).rejects.toMatchObject({ kind: 'gone' });
  });
});

describe('answers across topics', () => {
  it('to the bot are known by its message; to people they answer nobody the program knows', async () => {
    const power = await forum.topic('电');
    const { id, message } = await saidThere('停水三天');
    const card = await sent('已登记', { replyTo: message });
    await boss.says(forum, '还没来人', { thread: power, replyTo: { chat: forum.id, id: Number(card) } });
    expect(await heard('还没来人')).toMatchObject({
      addressed: true,
      replyTo: { message: card, fromBot: true },
    });
    await boss.says(forum, '我也一样', { thread: power, replyTo: { chat: forum.id, id } });
    expect(await heard('我也一样')).toMatchObject({ addressed: false, replyTo: { fromBot: false } });
  });

  it('in one topic name the message as the program knows it', async () => {
    const { id, message } = await saidThere('停水三天');
    const card = await sent('已登记', { replyTo: message });
    await boss.says(forum, '补充一句', { thread: water, replyTo: { chat: forum.id, id } });
    expect((await heard('补充一句')).replyTo).toEqual({ message, fromBot: false });
    await boss.says(forum, '催一下', { thread: water, replyTo: { chat: forum.id, id: Number(card) } });
    expect((await heard('催一下')).replyTo).toEqual({ message: card, fromBot: true });
  });

  it('in General are in no topic, though they have a thread', async () => {
    const said = await boss.says(forum, '停电了');
    await boss.says(forum, '我也是', { replyTo: said });
    expect(await heard('我也是')).toMatchObject({ replyTo: { message: String(said.id), fromBot: false } });
    expect((await heard('我也是')).message).toMatch(/^\d+$/);
  });
});

describe('what changes in a topic', () => {
  it('an edited message keeps its id; a deleted one is no news', async () => {
    const { id, message } = await saidThere('停水三天');
    await boss.edits({ chat: forum.id, id }, '停水四天');
    expect(await heard('停水四天')).toMatchObject({ what: 'edit', message });
    await boss.removes({ chat: forum.id, id });
    await forum.changesTopic('close', water);
    await boss.says(forum, '换个地方说');
    await heard('换个地方说');
    expect(inbox.texts()).toEqual(['停水三天', '停水四天', '换个地方说']);
  });
});
