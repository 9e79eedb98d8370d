/** Groups: not served until an official says so, found again under a new id, and who speaks in them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeGroup, FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith, heard } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

let world: World;
let owner: FakeUser;
let operator: FakeUser;
let liaison: FakeUser;
/** A basic group that the roster does not name. */
let group: FakeGroup;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 }, group: false });
  owner = await world.person(OWNER);
  operator = await world.person('operator-1');
  liaison = await world.person('power-a');
  group = await world.tg.group({
    id: -4_000_001,
    title: '企业服务群',
    members: [owner, operator, liaison],
    bot: 'left',
  });
});
afterAll(() => world?.end());

describe('a group that is not served yet', () => {
  test('is told so when the bot comes in', async () => {
    const told = await answerTo(world, group, () => group.addsBot(operator));
    expect(told.text).toBe('本群还没有启用，这里说的话不会登记。请管理员或调度员在群里发送“绑定本群”。');
  });

  test('is told so again when somebody turns to the bot there or has a difficulty; nothing is registered', async () => {
    for (const words of ['@lianxinqiao_bot 您好', POWER]) {
      const told = await answerTo(world, group, () => owner.says(group, words));
      expect(told.text, words).toContain('本群还没有启用');
    }
  });

  test('cannot be put into service by an owner', async () => {
    const told = await answerTo(world, group, () => owner.says(group, '绑定本群'));
    expect(told.text).toBe('只有管理员、调度员或双组长可以启用或停用本群。');
  });

  test('can be by an operator, and then what owners say is registered', async () => {
    const told = await answerTo(world, group, () => operator.says(group, '绑定本群'));
    expect(told.text).toBe('本群已启用。企业有困难直接说，我马上登记并转给责任部门。');
    await owner.says(group, POWER);
    const card = await cardWith(world, group, 1, '待签收');
    expect(card.text, 'the first ticket: nothing was registered before').toContain('责任部门：供电公司');
  });
});

describe('an anonymous admin', () => {
  test('is not taken for a person', async () => {
    const card = await cardOf(world, group, 1);
    const refusal = '看不出是哪位（匿名管理员），请关闭匿名后再说一次。';
    const say = (text: string, replyTo?: SeenMessage) =>
      answersTo(world, group, owner, () =>
        owner.says(group, text, { anonymous: true, ...(replyTo ? { replyTo } : {}) }),
      );
    expect(await say(POWER), 'no ticket of nobody’s, and it is said so').toEqual([refusal]);
    expect(await say('催办', card), 'nothing done in nobody’s name').toEqual([refusal]);
    expect(await say('大家早上好'), 'talk is left alone').toEqual([]);
  });
});

describe('a channel', () => {
  const channel = { id: -1_003_000_000_001, type: 'channel', title: '县政府' };
  const posted = (more: object) => () =>
    world.tg.push({
      message: {
        message_id: 70_000,
        date: Math.floor(Date.parse('2026-11-23T09:00:00+08:00') / 1000),
        chat: { id: group.id, type: 'group', title: '企业服务群' },
        sender_chat: channel,
        text: POWER,
        ...more,
      },
    });

  test('that speaks as itself is nobody: it is said so, and nothing is registered', async () => {
    const from = { id: 136_817_688, is_bot: true, first_name: 'Channel' };
    const told = await answersTo(world, group, owner, posted({ from }));
    expect(told).toEqual([expect.stringContaining('看不出是哪位')]);
  });

  test('whose posts come by themselves is left alone', async () => {
    const from = { id: 777_000, is_bot: false, first_name: 'Telegram' };
    expect(await answersTo(world, group, owner, posted({ from, is_automatic_forward: true }))).toEqual([]);
  });
});

describe('a group that becomes a supergroup', () => {
  let moved: FakeGroup;

  test('what was waiting to be said follows, and answers no message that has an old number now', async () => {
    await world.tg.fault({ kind: 'tooMany', method: 'sendMessage', retryAfter: 5 });
    await owner.says(group, '电表不走字，请供电公司来换');
    const said = await owner.says(group, '进度 1');
    await world.tg.waitFor((calls) =>
      calls.some(({ method, status }) => method === 'sendMessage' && status === 429),
    );
    moved = await group.migrates(-1_002_000_000_001);
    // Numbers begin anew there: one of these has the old number.
    for (let count = 0; count < said.id + 2; count++) await owner.says(moved, '早上好');
    const card = await cardWith(world, moved, 2, '待签收');
    expect(card).toMatchObject({ replyTo: null });
    const told = await world.tg.waitForMessage(moved, '电机烧了两台');
    expect(told, 'the second to follow').toMatchObject({ replyTo: null });
    expect((await heard(world, group)).filter(({ text }) => text.includes('电表不走字'))).toEqual([]);
    await cardOf(world, moved, 2);
  });

  test('keeps its tickets: the card goes on in the new group, and only there', async () => {
    await answerTo(world, liaison, () => liaison.tells('签收 1'));
    const card = await cardWith(world, moved, 1, '办理中');
    await liaison.tells('反馈 1 明天派人测电压');
    await world.tg.waitForMessage(moved, ({ id, text }) => id === card.id && text.includes('明天派人测电压'));
    await cardOf(world, moved, 1);
  });

  test('is served without being bound again, after a restart too', async () => {
    await owner.says(moved, '变压器漏油，请供电公司处理');
    await cardWith(world, moved, 3, '待签收');
    await world.restart({ CLOCK_START: '2026-11-23T10:00:00+08:00' });
    await answerTo(world, liaison, () => liaison.tells('签收 1'));
    await liaison.tells('办结 1 换了变压器');
    await cardWith(world, moved, 1, '待企业评价');
    await cardOf(world, moved, 1);
    const said = await answerTo(world, moved, () => owner.says(moved, '进度 3'));
    expect(said.text).toContain('变压器漏油');
  });

  test('a card in the old group is not written any more', async () => {
    const old = await heard(world, group);
    expect(old.filter(({ text }) => text.includes('办理中'))).toEqual([]);
  });
});
