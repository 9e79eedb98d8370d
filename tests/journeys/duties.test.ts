/**
 * 协办, 督办, 批示, 顶格推进 and 知悉 through a real channel, where all-turns.ts only goes the straight way: by the
 * buttons of 更多, said wrongly first, twice, by whom it is not for; and the notices, over jumps of the clock.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partedFromMark } from '../../src/channels/own-mark.ts';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerWith, cardWith, dataOf, heard, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
const OLD = '没有待您回复的交办事项。';

let world: World;
let owner: FakeUser;
let liaison: FakeUser;
let head: FakeUser;
let water: FakeUser;
let stranger: FakeUser;
let hub: FakeUser;
let hub2: FakeUser;
let leader: FakeUser;
let leader2: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
  head = await world.person('power-head');
  water = await world.person('water-a');
  stranger = await world.person('land-a');
  hub = await world.person('dispatcher-1');
  hub2 = await world.person('dispatcher-2');
  leader = await world.person('leader-1');
  leader2 = await world.person('leader-2');
  for (const number of [1, 2]) {
    await owner.says(world.group, number === 1 ? POWER : '变压器老化，车间常常跳闸，请供电公司来检修');
    await cardWith(world, world.group, number, '待签收');
    await liaison.tells(`反馈 ${number} 已派人查线路`);
    await cardWith(world, world.group, number, '最新反馈');
  }
});
afterAll(() => world?.end());

/** Says it in private and gives all that comes back, and whatever else arrives meanwhile. */
const told = (person: FakeUser, text: string, replyTo?: SeenMessage): Promise<readonly string[]> =>
  answersTo(world, person, person, () => person.tells(text, replyTo ? { replyTo } : {}));
const toast = async (person: FakeUser, message: SeenMessage, label: string): Promise<string> =>
  (await (await person.press(message, label)).answer()).text;
const forged = async (person: FakeUser, message: SeenMessage, data: string): Promise<string> =>
  (await (await person.press(message, { data })).answer()).text;
const asks = (person: FakeUser, words: string): Promise<SeenMessage> =>
  world.tg.waitForMessage(person, (one) => one.text.includes(words) && labels(one).length > 0);

describe('协办', () => {
  let question: SeenMessage;

  test('by the buttons of 更多; a wrong name or missing words cost one answer, not the question', async () => {
    const task = await world.tg.waitForMessage(
      liaison,
      (one) => one.text.includes('【诉求件 1】') && labels(one).includes('更多'),
    );
    const menu = await answerWith(world, liaison, '诉求件 1', () => liaison.press(task, '更多'));
    const asked = await answerWith(world, liaison, '请哪个部门协办', () => liaison.press(menu, '协办'));
    expect(asked.text).toBe('请哪个部门协办诉求件 1、办什么？例如“水利 请看地下管线”。');
    expect(await told(liaison, '太空总署 请看管线')).toContain(
      '没有找到部门“太空总署”。请用部门名，例如“住建”“税务”。',
    );
    expect(await told(liaison, '水利')).toContain(
      '请写明请哪个部门协办、办什么，例如“协办 1 水利 请看地下管线”。',
    );
    expect(await told(liaison, '水利 请看地下管线')).toContain('诉求件 1 已请水利局协办。');

    question = await asks(water, '请贵部门协办');
    expect(partedFromMark(question.text).words).toBe(
      [
        '【诉求件 1】供电公司 余文岭请贵部门协办：请看地下管线',
        `星火样例煤焦有限公司：${POWER}（办理中，办结时限 12月1日（周二）内）`,
        '企业联系人：袁春霖（总经理） 000-00001085；赵凤禹（办公室主任） 000-00001086',
        '请在 11月27日（周五）内回复：点按钮，或发“回复 1 内容”。',
      ].join('\n'),
    );
    expect(labels(question)).toEqual(['回复', '阶段性情况']);
    await cardWith(world, world.group, 1, '协办：水利局 郝德柏，11月27日（周五）内回主办部门');
    expect((await told(water, '我的待办')).join()).toContain('您有 1 件待办');
  });

  test('asked again, of oneself, or by whom it is not for: said what is the matter', async () => {
    expect(await told(liaison, '协办 1 水利 再看一次')).toContain(
      '诉求件 1 已请水利局协办，正等回复，不用再请。',
    );
    expect(await told(liaison, '协办 1 供电 看看')).toContain('诉求件 1 就由供电公司办理，请写别的部门。');
    expect((await told(liaison, '协办 99 水利 看看')).join()).toContain('没有找到您的诉求件 99');
    expect(await told(owner, '协办 1 税务 看看')).toContain(
      '诉求件 1 的协办不由您办理，没有变动。发“帮助”看您能办什么。',
    );
    expect(await told(water, '办结 1 看过了'), 'who assists is not in charge').toContain(
      '诉求件 1 的办结不由您办理，没有变动。发“帮助”看您能办什么。',
    );
    expect(await told(stranger, '回复 1 我来说')).toContain(
      '没有找到您的诉求件 1。请核对编号，或发“进度”查看。',
    );
    expect(await forged(liaison, question, dataOf(question, '回复')), 'the one who asked').toBe(
      '诉求件 1 的回复交办不由您办理，没有变动。发“帮助”看您能办什么。',
    );
  });

  test('a stage report, then the answer, by replying to the question: whoever asked hears both', async () => {
    const stage = await answerWith(world, water, '阶段性情况', () => water.press(question, '阶段性情况'));
    expect(stage.text).toBe('请写明诉求件 1 的阶段性情况，办完后再正式回复。');
    expect(await told(water, '管线图已调出')).toContain('诉求件 1 的阶段性情况已转达，办完后请再回复。');
    await world.tg.waitForMessage(liaison, '诉求件 1 的协办，水利局 郝德柏报阶段性情况：管线图已调出');
    expect(await told(water, '管线没有破损', question), 'in plain words').toContain(
      '诉求件 1 的回复已转达。',
    );
    await world.tg.waitForMessage(liaison, '诉求件 1 的协办，水利局 郝德柏回复：管线没有破损');
    const closed = await world.tg.waitForMessage(water, '郝德柏已回复：管线没有破损');
    expect(closed.id, 'the question itself says so').toBe(question.id);
    expect(labels(closed)).toEqual([]);
    const card = await cardWith(world, world.group, 1, '办理中');
    expect(card.text, 'nothing is waited for any more').not.toContain('协办');
  });

  test('answered once more: in words and by the old button', async () => {
    expect(await told(water, '回复 1 再说一遍')).toContain(`诉求件 1 ${OLD}`);
    expect((await told(water, '回复 99 好')).join()).toContain('没有找到您的诉求件 99');
    expect(await forged(water, question, dataOf(question, '回复'))).toBe(
      '诉求件 1 已经回复交办过了，不用重复。',
    );
    expect(await told(water, '我的待办')).toContain('您现在没有待办。');
  });
});

describe('督办, 批示', () => {
  test('督办 by the hub: the head answers from the to-do list, liaison and hub hear it', async () => {
    expect(await told(hub, '督办 1')).toContain('请写明对诉求件 1 的督办要求，责任部门要回复。');
    expect((await told(hub, '请说明哪天换变压器')).join()).toContain(
      '诉求件 1 的督办已发出：请供电公司 余文岭、倪国霖回复。',
    );
    const question = await asks(head, '【督办】诉求件 1，毕志辰：请说明哪天换变压器');
    const other = await asks(liaison, '【督办】诉求件 1，毕志辰：请说明哪天换变压器');
    expect(labels(question)).toEqual(['最终回复', '阶段性情况', '进度']);
    await answerWith(world, head, '诉求件 1', () => head.press(question, '最终回复'));
    expect(await told(head, '周四换')).toContain('诉求件 1 的回复已转达。');
    await world.tg.waitForMessage(hub, '诉求件 1 的督办，供电公司 倪国霖回复：周四换');
    const closed = await world.tg.waitForMessage(liaison, '诉求件 1 的督办，供电公司 倪国霖已回复：周四换');
    expect(closed.id).toBe(other.id);
    expect(await told(liaison, '回复 1 周五换')).toContain(`诉求件 1 ${OLD}`);
  });

  test('批示 of a leader stays on record with its answer; the enterprise is told neither', async () => {
    expect((await told(leader, '批示 1 请局长到现场')).join()).toContain(
      '诉求件 1 的批示已发出：请供电公司 余文岭、倪国霖回复。',
    );
    const question = await asks(liaison, '【批示】诉求件 1，谢学岚：请局长到现场');
    expect(await told(liaison, '局长今天下午到', question), 'in reply to it').toContain(
      '诉求件 1 的回复已转达。',
    );
    await world.tg.waitForMessage(leader, '诉求件 1 的批示，供电公司 余文岭回复：局长今天下午到');
    const story = (await told(leader, '进度 1')).join();
    expect(story).toContain('批示：请局长到现场');
    expect(story).toContain('回复：局长今天下午到');
    for (const { text } of await heard(world, owner)) expect(text).not.toMatch(/批示|督办|局长/);
  });

  test.each([
    ['liaison', '督办 1 快办', '督办'],
    ['head', '批示 1 快办', '批示'],
    ['hub', '批示 1 快办', '批示'],
    ['hub', '批示 1', '批示'],
    ['owner', '督办 1 快办', '督办'],
    ['liaison', '顶格 1 办不了', '顶格推进'],
    ['leader', '顶格 1 办不了', '顶格推进'],
  ] as const)('%s may not say %s', async (who, words, action) => {
    const person = { liaison, head, hub, owner, leader }[who];
    expect(await told(person, words)).toContain(
      `诉求件 1 的${action}不由您办理，没有变动。发“帮助”看您能办什么。`,
    );
  });
});

describe('顶格推进', () => {
  test('on both co-leaders at once; on a ticket in hand nothing is offered that is then refused', async () => {
    expect(await told(hub, '顶格 1')).toContain('请写明诉求件 1 为什么提请双组长。');
    await told(hub, '两家说法不一');
    const question = await asks(leader, '【顶格推进】诉求件 1 提请双组长定夺：两家说法不一');
    const other = await asks(leader2, '【顶格推进】诉求件 1 提请双组长定夺：两家说法不一');
    expect(question.text).toContain('请在 12月4日（周五）内定下来：点“批示”，写明怎么办、由谁办。');
    expect(question.text).not.toContain('分办');
    expect(await told(leader, '分办 1 住建')).toContain(
      '诉求件 1 已在办理，不能再分办。要换部门，由调度员发“转办 1 部门名 理由”。',
    );
    expect(await told(hub, '顶格 1 再提一次')).toContain('诉求件 1 已经顶格推进过了，不用重复。');
    await world.tg.waitForMessage(hub2, '诉求件 1 已提请双组长：两家说法不一');
    await world.tg.waitForMessage(liaison, '诉求件 1 已提请双组长：两家说法不一');

    expect(await told(leader2, '收到', other), 'no decision yet').toContain(
      '请写明对诉求件 1 的批示，责任部门要回复。',
    );
    expect((await told(leader2, '供电牵头，本周办完', other)).join()).toContain(
      '诉求件 1 的批示已发出：请供电公司 余文岭、倪国霖在 11月27日（周五）内回复。',
    );
    for (const [person, { id }] of [
      [leader, question],
      [leader2, other],
    ] as const) {
      const closed = await world.tg.waitForMessage(
        person,
        '的顶格推进，双组长 陶永舟已回复：供电牵头，本周办完',
      );
      expect(closed.id, 'both questions say who has settled it').toBe(id);
      expect(labels(closed)).toEqual([]);
    }
    await world.tg.waitForMessage(hub, '诉求件 1 的顶格推进，双组长 陶永舟回复：供电牵头，本周办完');
    await told(liaison, '回复 1 本周办完');
    await world.tg.waitForMessage(leader2, '诉求件 1 的批示，供电公司 余文岭回复：本周办完');
  });

  test('before anybody works on it, 分办 is offered and settles it', async () => {
    await owner.says(world.group, '变压器噪音太大，请供电公司来看');
    await cardWith(world, world.group, 3, '待签收');
    await told(hub, '顶格 3 几家都说不归自己');
    expect((await asks(leader, '【顶格推进】诉求件 3')).text).toContain('或发“分办 3 部门名”');
    expect((await told(leader, '分办 3 住建 小区配电归住建')).join()).toContain(
      '诉求件 3 已交 住房和城乡建设局',
    );
    await world.tg.waitForMessage(leader2, '诉求件 3 的顶格推进，双组长 谢学岚已回复：小区配电归住建');
    await cardWith(world, world.group, 3, '责任部门：住房和城乡建设局');
    await owner.tells('撤回 3');
    // Of several that are open a typed number is easily another's.
    await owner.press(await asks(owner, '要撤回诉求件 3'), '撤回');
    await cardWith(world, world.group, 3, '已撤回');
  });
});

describe('知悉', () => {
  test('before there is a notice there is nothing to take note of', async () => {
    expect(await told(liaison, '知悉 1')).toContain('诉求件 1 没有要知悉的通知。');
  });

  test('the morning after: the liaison and the head each hear of both in one message', async () => {
    await world.restart({ CLOCK_START: '2026-12-02T09:05:30+08:00' });
    const list = await world.tg.waitForMessage(liaison, '【今日提醒】12月2日（周三），共 2 项', 60_000);
    expect(await told(liaison, '知悉 1'), 'in words').toContain('诉求件 1：已记下，您已知悉。');
    expect(await told(liaison, '知悉 1')).toContain('诉求件 1 已经知悉过了，不用重复。');
    expect(await toast(liaison, list, '全部知悉')).toBe('已记下，您知悉了 1 件。');
    expect(await forged(owner, list, dataOf(list, '全部知悉')), 'nothing of theirs').toBe('已经知悉过了。');

    const digest = await world.tg.waitForMessage(head, '【今日提醒】12月2日（周三），共 2 项', 60_000);
    expect(await toast(head, digest, '全部知悉')).toBe('已记下，您知悉了 2 件。');
    expect(await toast(head, digest, '全部知悉')).toBe('已经知悉过了。');
    expect((await told(head, '进度 1')).join().match(/已知悉/g), 'each on its own record').toHaveLength(2);
  });

  test('《督办通知单》 five working days later, to the head and to both dispatchers; each for themself', async () => {
    await world.restart({ CLOCK_START: '2026-12-08T09:05:30+08:00' });
    const orders = (one: SeenMessage) => one.text.match(/【督办通知单】/gu)?.length === 2;
    const sheet = await world.tg.waitForMessage(head, orders, 60_000);
    expect(sheet.text).toMatch(/供电公司专人：余文岭 \S+/u);
    expect(sheet.text).toMatch(/已要求供电公司在 12月11日（周五）内说明情况/u);
    const copy = await world.tg.waitForMessage(hub, orders, 60_000);
    await world.tg.waitForMessage(hub2, orders, 60_000);
    expect(await toast(head, sheet, '全部知悉')).toBe('已记下，您知悉了 2 件。');
    expect(await toast(hub, copy, '全部知悉'), 'one’s word is not the other’s').toBe(
      '已记下，您知悉了 2 件。',
    );
    expect(await toast(head, sheet, '全部知悉')).toBe('已经知悉过了。');
  });
});
