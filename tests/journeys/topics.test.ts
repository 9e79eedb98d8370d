/** A group with topics: what is said in one is registered, answered and carried through there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith, heard, labels } from './helpers.ts';
import { picture } from './pictures.ts';

let world: World;
let owner: FakeUser;
let liaison: FakeUser;
let power: number;
let other: number;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 }, forum: true });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
  power = await world.group.topic('用电');
  other = await world.group.topic('其他');
});
afterAll(() => world?.end());

const says = (text: string, thread: number, replyTo?: SeenMessage) =>
  owner.says(world.group, text, { thread, ...(replyTo ? { replyTo } : {}) });

describe('a difficulty said in a topic', () => {
  test('has its card there, in answer to the words, and the card stays one through all its turns', async () => {
    const said = await says('厂区电压不稳，请供电公司来看', power);
    const card = await cardWith(world, world.group, 1, '待签收');
    expect(card).toMatchObject({ thread: power, replyTo: said.id });
    await world.tg.waitFor(
      async () =>
        (await world.tg.messages(world.group)).find(({ id }) => id === said.id)?.reactions.includes('👀'),
      undefined,
      'a sign on the words',
    );
    await liaison.tells('签收 1');
    expect(await cardWith(world, world.group, 1, '办理中')).toMatchObject({ id: card.id, thread: power });
    expect(labels(card)).toContain('催办');
    expect((await (await owner.press(card, '催办')).answer()).text).toContain('已催 供电公司');
    await cardOf(world, world.group, 1);
  });

  test('answers stay there: to words in reply to the card, to a question, to a picture', async () => {
    const card = await cardOf(world, world.group, 1);
    const told = await answerTo(world, world.group, () => says('夜里更厉害', power, card));
    expect(told).toMatchObject({ thread: power, text: expect.stringContaining('已补充到诉求件 1') });
    expect(await answerTo(world, world.group, () => says('进度', power))).toMatchObject({ thread: power });
    const shot = picture('meter');
    const added = await answerTo(world, world.group, () =>
      owner.sendsPhoto(world.group, shot, { thread: power, replyTo: card }),
    );
    expect(added).toMatchObject({ thread: power, text: expect.stringContaining('已补充到诉求件 1') });
  });

  test('the words changed afterwards are no second ticket', async () => {
    const said = await says('变压器漏油，请供电公司处理', power);
    await cardWith(world, world.group, 2, '待签收');
    await owner.edits(said, '变压器漏油漏得厉害，请供电公司处理');
    await world.tg.waitForMessage(
      world.group,
      ({ text, thread }) => text.includes('诉求件 2') && thread === power,
    );
    await world.tg.waitForMessage(liaison, '漏得厉害');
    await owner.removes(said);
    expect((await answerTo(world, world.group, () => says('进度 2', power))).thread).toBe(power);
    expect((await heard(world, world.group)).filter(({ text }) => text.includes('【诉求件 3'))).toEqual([]);
  });

  test('answered from another topic, the card is known, and the answer is where one speaks', async () => {
    const card = await cardOf(world, world.group, 1);
    const told = await answerTo(world, world.group, () => says('还是不稳', other, card));
    expect(told).toMatchObject({ thread: other, text: expect.stringContaining('已补充到诉求件 1') });
    const before = (await heard(world, world.group)).length;
    const [first] = (await world.tg.messages(world.group)).filter(({ text }) => text.startsWith('厂区电压'));
    const said = await answersTo(world, world.group, owner, () => says('好的谢谢', other, first));
    expect(said, 'people talk to each other').toEqual([]);
    // The probe of `answersTo` alone.
    expect((await heard(world, world.group)).length).toBe(before + 1);
  });
});

describe('what was said before ids named their topic', () => {
  test('is known when it is changed, or answered, now', async () => {
    const date = Math.floor(Date.parse('2026-11-24T10:00:00+08:00') / 1000);
    const from = { id: owner.id, is_bot: false, first_name: '袁春霖' };
    const chat = { id: world.group.id, type: 'supergroup', title: '政企直通连心桥', is_forum: true };
    const words = '开关站漏雨，请供电公司来看';
    const old = { message_id: 90_001, date, chat, from, text: words };
    const topic = { message_thread_id: power, is_topic_message: true };
    await world.tg.push({ message: old });
    await cardWith(world, world.group, 3, '待签收');
    await world.tg.push({ edited_message: { ...old, ...topic, text: `${words}，雨很大`, edit_date: date } });
    await world.tg.waitForMessage(liaison, '雨很大');
    const answer = {
      message_id: 90_002,
      date,
      chat,
      from,
      text: '已经淹了',
      ...topic,
      reply_to_message: old,
    };
    await world.tg.push({ message: answer });
    await world.tg.waitForMessage(liaison, '已经淹了');
    expect((await heard(world, world.group)).filter(({ text }) => text.includes('【诉求件 4】'))).toEqual([]);
  });
});

describe('a topic that is shut', () => {
  test('a card that was deleted is said anew beside the words it is about', async () => {
    const card = await cardOf(world, world.group, 2);
    await owner.removes(card);
    await liaison.tells('签收 2');
    expect(await cardWith(world, world.group, 2, '办理中')).toMatchObject({ thread: power });
  });

  test('when it is deleted, the card goes on in General, and there is still one', async () => {
    await world.group.changesTopic('delete', power);
    await liaison.tells('反馈 1 明天派人测电压');
    const card = await cardWith(world, world.group, 1, '明天派人测电压');
    expect(card.thread).toBeNull();
    await liaison.tells('反馈 1 后天换变压器');
    expect(await cardWith(world, world.group, 1, '后天换变压器')).toMatchObject({
      id: card.id,
      thread: null,
    });
    await cardOf(world, world.group, 1);
  });

  test('what was asked in a topic closed meanwhile is answered in General', async () => {
    await world.tg.hold();
    await says('进度 1', other);
    await world.group.changesTopic('close', other);
    const before = (await heard(world, world.group)).length;
    await world.tg.release();
    const told = await world.tg.waitFor(async () => (await heard(world, world.group))[before]);
    expect(told).toMatchObject({ thread: null, text: expect.stringContaining('诉求件 1') });
  });
});
