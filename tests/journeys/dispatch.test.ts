/** What routing cannot settle, the dispatchers do; and when nobody does, the default department begins. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerTo, cardWith, countOf, heard, labels } from './helpers.ts';

const VAGUE = '企业办事总是推来推去，不知道该找谁，请帮忙协调';
const BETWEEN = '施工许可证报上去一个多月还没批';

let world: World;
let owner: FakeUser;
let first: FakeUser;
let second: FakeUser;
let fallback: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  first = await world.person('dispatcher-1');
  second = await world.person('dispatcher-2');
  fallback = await world.person('industry-a');
});
afterAll(() => world?.end());

describe('a difficulty that is plainly nobody’s', () => {
  test('both dispatchers are asked in private, with three buttons, the reasons and the hour', async () => {
    await owner.says(world.group, BETWEEN);
    const card = await cardWith(world, world.group, 1, '待分办');
    expect(card.text).toContain('正在确定责任部门，毕志辰将于 11月23日（周一）09:30 前指定');
    for (const dispatcher of [first, second]) {
      const question = await world.tg.waitForMessage(dispatcher, '【诉求件 1】责任部门不明确，请指定。');
      expect(question.text).toContain(`星火样例煤焦有限公司：${BETWEEN}`);
      expect(question.text).toContain('判断依据：提到“施工许可证”');
      expect(question.text).toContain('09:30 前点选；过时未定，将交工业和信息化局先行办理');
      expect(labels(question)).toHaveLength(5);
      expect(labels(question).slice(-2)).toEqual(['不予受理', '我来']);
      expect(labels(question).slice(0, 2).toSorted()).toEqual(['住建局', '审批局']);
    }
  });

  test('one tap assigns; the message of the other dispatcher is updated, and nobody can tap again', async () => {
    const liaison = await world.person('housing-a');
    const question = await world.tg.waitForMessage(first, '责任部门不明确');
    const others = await world.tg.waitForMessage(second, '责任部门不明确');
    const answer = await (await first.press(question, '住建局')).answer();
    expect(answer.text).toBe('诉求件 1 已交 住房和城乡建设局 倪文泉。');
    for (const [dispatcher, { id }] of [
      [first, question],
      [second, others],
    ] as const) {
      const done = await world.tg.waitForMessage(
        dispatcher,
        '【诉求件 1】已交 住房和城乡建设局 倪文泉 办理。',
      );
      expect(done.id, 'the question itself turns into the answer').toBe(id);
      expect(labels(done)).toEqual([]);
    }
    const task = await world.tg.waitForMessage(liaison, '交办。\n');
    expect(task.text).toContain(BETWEEN);
    await cardWith(world, world.group, 1, '责任部门：住房和城乡建设局　专人：倪文泉');

    const late = await (await second.press(others, { data: 'v1|assign|1|1|housing' })).answer();
    expect(late.text).toBe('诉求件 1 已经在这个部门了。');
  });

  test('“分办 2 住建” names any department in words', async () => {
    await owner.says(world.group, VAGUE);
    await world.tg.waitForMessage(second, '【诉求件 2】责任部门不明确');
    const lost = await answerTo(world, second, () => second.tells('分办 2 住房总局'));
    expect(lost.text).toContain('没有找到部门“住房总局”');
    const told = await answerTo(world, second, () => second.tells('分办 2 住建'));
    expect(told.text).toBe('诉求件 2 已交 住房和城乡建设局 倪文泉。');
    await world.tg.waitForMessage(first, '【诉求件 2】已交 住房和城乡建设局 倪文泉 办理。');
  });

  test('a ticket waiting for its department says so when urged', async () => {
    await owner.says(world.group, VAGUE);
    await cardWith(world, world.group, 3, '待分办');
    const told = await answerTo(world, world.group, () => owner.says(world.group, '催办 3'));
    expect(told.text).toBe('已记下。诉求件 3 正在确定责任部门。');
    await first.tells('分办 3 商务');
    await cardWith(world, world.group, 3, '责任部门：商务局');
  });
});

describe('departments that pass a ticket on and on', () => {
  test('after two transfers the third goes to the dispatchers, who are rung anew', async () => {
    const [commerce, tax, water] = [
      await world.person('commerce-a'),
      await world.person('tax-a'),
      await world.person('water-a'),
    ];
    await commerce.tells('转办 3 税务 涉及税费');
    await world.tg.waitForMessage(tax, '王丽岭转来，理由：涉及税费');
    await tax.tells('转办 3 水利 是水费不是税');
    await world.tg.waitForMessage(water, '卫景谷转来，理由：是水费不是税');
    const asked = (await world.tg.waitForMessage(first, '诉求件 3】已交')).id;
    const told = await answerTo(world, water, () => water.tells('转办 3 商务 不归我们'));
    expect(told.text).toBe('诉求件 3 转办次数较多，已请调度员指定部门。');
    const again = await world.tg.waitForMessage(first, '【诉求件 3】部门之间多次转办，请指定责任部门。');
    expect(again.text).toContain('最近理由：不归我们');
    expect(again.id, 'an edit would ring nobody').toBeGreaterThan(asked);
    await cardWith(world, world.group, 3, '待分办');
    await (await first.press(again, labels(again)[0] ?? '')).answer();
    await cardWith(world, world.group, 3, '待签收');
  });

  test('reworked a third time, it goes to the dispatchers with the owner’s words', async () => {
    const liaison = await world.person('power-a');
    await owner.says(world.group, '厂区电压不稳，电机烧了两台，请供电公司来看');
    await cardWith(world, world.group, 4, '待签收');
    for (const turn of ['一', '二', '三']) {
      await liaison.tells(`办结 4 第${turn}次处理完毕`);
      await cardWith(world, world.group, 4, `第${turn}次处理完毕`);
      await answerTo(world, owner, () => owner.tells(`没解决 4 第${turn}次还是不行`));
    }
    const question = await world.tg.waitForMessage(second, '【诉求件 4】多次重办仍未解决');
    expect(question.text).toContain('企业意见：第三次还是不行');
    const told = (await heard(world, owner)).at(-1);
    expect(told?.text).toBe('诉求件 4 多次办理仍未解决，已退回，改由调度员直接处理，不再让您找原部门。');
  });
});

describe('nobody answers', () => {
  test('after 30 office minutes the default department begins, and everybody is told', async () => {
    await owner.says(world.group, VAGUE);
    await cardWith(world, world.group, 5, '将于 11月23日（周一）09:30 前指定');
    await world.restart({ CLOCK_START: '2026-11-23T09:20:00+08:00', CLOCK_SPEED: '1' });
    expect(await countOf(world, fallback, '诉求件 5'), 'not before its time').toBe(0);
    await world.restart({ CLOCK_START: '2026-11-23T09:29:59+08:00', CLOCK_SPEED: '1' });
    const task = await world.tg.waitForMessage(fallback, '诉求件 5', 60_000);
    expect(task.text).toContain('责任部门未能在时限内确定，按规定由兜底部门先行办理。');
    await cardWith(world, world.group, 5, '责任部门：工业和信息化局　专人：方海辰');
    for (const dispatcher of [first, second]) {
      await world.tg.waitForMessage(dispatcher, '【诉求件 5】已交 工业和信息化局 方海辰 办理。');
    }
  });
});
