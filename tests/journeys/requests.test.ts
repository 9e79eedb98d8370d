/** 请企业补充, 延期, 退单, 挂账 through a real channel: by buttons, by replies, with a photo. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerTo, cardWith, dataOf, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

/** As much of a JPEG as is looked at. */
const PHOTO = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

let world: World;
let owner: FakeUser;
let liaison: FakeUser;
let hub: FakeUser;
let hub2: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
  hub = await world.person('dispatcher-1');
  hub2 = await world.person('dispatcher-2');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

/** A new ticket; its task. */
async function raised(number: number): Promise<SeenMessage> {
  await owner.says(world.group, POWER);
  await cardWith(world, world.group, number, '待签收');
  return await taskOf(number, '签收');
}
async function taskOf(number: number, label: string): Promise<SeenMessage> {
  return await world.tg.waitForMessage(
    liaison,
    (one) => one.text.includes(`【诉求件 ${number}】`) && labels(one).includes(label),
  );
}
/** 更多 on the task of a ticket, and what it offers. */
async function menuOf(task: SeenMessage): Promise<SeenMessage> {
  return await answerTo(world, liaison, () => liaison.press(task, '更多'));
}
const toast = async (person: FakeUser, message: SeenMessage, label: string): Promise<string> =>
  (await (await person.press(message, label)).answer()).text;

describe('请企业补充', () => {
  test('more, the words, a photo in reply: the clock stood in between', async () => {
    const menu = await menuOf(await raised(1));
    expect(menu.text).toBe('诉求件 1 还可以：');
    expect(labels(menu)).toEqual(expect.arrayContaining(['请企业补充', '延期', '退单', '挂账', '取消']));
    expect(labels(menu), 'nothing stands that could be set going').not.toContain('恢复计时');

    const question = await answerTo(world, liaison, () => liaison.press(menu, '请企业补充'));
    expect(question.text).toContain('请写明要诉求件 1 的企业补充什么');
    await liaison.tells('请拍一张配电柜铭牌');
    await world.tg.waitForMessage(liaison, '已请企业补充，诉求件 1 停表');
    const asked = await world.tg.waitForMessage(owner, '请您补充——请拍一张配电柜铭牌');
    await cardWith(world, world.group, 1, '请企业补充：请拍一张配电柜铭牌');

    const waiting = await menuOf(await taskOf(1, '再次反馈'));
    expect(labels(waiting)).toContain('恢复计时');
    expect(labels(waiting)).not.toContain('延期');

    const told = await answerTo(world, owner, () => owner.sendsPhoto(owner, PHOTO, { replyTo: asked }));
    expect(told.text).toContain('已补充到诉求件 1');
    await world.tg.waitForMessage(liaison, '诉求件 1 企业已补充（');
    await world.tg.waitForMessage(liaison, '诉求件 1 附件：');
    await cardWith(world, world.group, 1, '办理中');
  });
});

describe('延期', () => {
  test('asked for in reply to the task, granted by a button; owner and card have the new date and the reason', async () => {
    const task = await taskOf(1, '再次反馈');
    const told = await answerTo(world, liaison, () =>
      liaison.tells('延期 三个工作日 变压器未到', { replyTo: task }),
    );
    expect(told.text).toContain('已提交：诉求件 1 延期 3 个工作日');
    const question = await world.tg.waitForMessage(hub, '申请延期 3 个工作日');
    const other = await world.tg.waitForMessage(hub2, '申请延期 3 个工作日');
    expect(labels(question)).toEqual(['同意', '不同意']);
    const pending = await answerTo(world, hub, () => hub.tells('我的待办'));
    expect(labels(pending), 'settled from the list too').toEqual(['同意', '不同意']);

    expect(await toast(hub, question, '同意')).toBe('已同意诉求件 1 延期 3 个工作日，已告知有关方面。');
    const news = await world.tg.waitForMessage(owner, '批准延期 3 个');
    expect(news.text).toMatch(
      /^诉求件 1 经专班调度员 .+批准延期 3 个工作日，改为 12月4日（周五）内办结。原因：变压器未到$/u,
    );
    await cardWith(world, world.group, 1, '已延期 3 个工作日，原为 12月1日（周二）内');
    for (const [person, { id }] of [
      [hub, question],
      [hub2, other],
    ] as const) {
      const closed = await world.tg.waitForMessage(person, '【诉求件 1】延期 3 个工作日：已同意');
      expect(closed.id, 'the question itself says so').toBe(id);
      expect(labels(closed)).toEqual([]);
    }
    const late = await (await hub2.press(other, { data: dataOf(question, '同意') })).answer();
    expect(late.text).toBe('诉求件 1 没有待审批的申请。');
    const forged = await (await owner.press(news, { data: dataOf(question, '同意') })).answer();
    expect(forged.text).not.toContain('已同意');
  });
});

describe('退单', () => {
  test('不同意 asks for the reason; the old button does not settle a later request', async () => {
    await raised(2);
    await liaison.tells('退单 2 住建 属小区配电改造');
    const question = await world.tg.waitForMessage(hub, '申请退单，建议转住房和城乡建设局');
    expect(labels(question)).toEqual(['同意转住房和城乡建设局', '仍由原部门办']);
    const yes = dataOf(question, '同意转住房和城乡建设局');
    const why = await answerTo(world, hub, () => hub.press(question, '仍由原部门办'));
    expect(why.text).toBe('请说明不同意诉求件 2 这项申请的理由。');
    await hub.tells('专线故障归供电公司');
    await world.tg.waitForMessage(liaison, '裁定仍由贵部门办理：专线故障归供电公司');

    await liaison.tells('延期 2 2天 要停电施工');
    await world.tg.waitForMessage(hub, '申请延期 2 个工作日');
    const old = await (await hub.press(question, { data: yes })).answer();
    expect(old.text).toBe('这个按钮已经过时，请用最新一条消息里的按钮。');
    const forged = await (await hub.press(question, { data: 'v1|grant|2|1|suspend-1' })).answer();
    expect(forged.text).toBe('这个按钮已经过时，请用最新一条消息里的按钮。');
    await hub.tells('不同意 2 可夜间施工');
    await world.tg.waitForMessage(liaison, '延期 2 个工作日未批准：可夜间施工');
  });

  test('同意转…: the new department has the task with the basis, the former is told', async () => {
    await raised(3);
    await liaison.tells('退单 3 住建 属小区配电改造');
    const question = await world.tg.waitForMessage(
      hub2,
      (one) => one.text.includes('【诉求件 3】') && labels(one).length > 0,
    );
    await hub2.press(question, '同意转住房和城乡建设局');
    const housing = await world.person('housing-a');
    await world.tg.waitForMessage(housing, '交办。理由：属小区配电改造');
    await world.tg.waitForMessage(liaison, '同意，转住房和城乡建设局办理');
    await cardWith(world, world.group, 3, '责任部门：住房和城乡建设局');
  });
});

describe('挂账', () => {
  test('a leader approves by a button; plan and milestones are told, and 恢复办理 ends it', async () => {
    const menu = await menuOf(await taskOf(2, '首次反馈'));
    await liaison.press(menu, '挂账');
    await world.tg.waitForMessage(liaison, '请写诉求件 2 的节点和方案');
    await liaison.tells('12月20日完成招标，明年3月31日完工 新建一条专线');
    const question = await world.tg.waitForMessage(leader, '申请挂账（12月20日（周日） 完成招标');
    expect(await toast(leader, question, '同意')).toBe('已同意诉求件 2 挂账，已告知有关方面。');
    const news = await world.tg.waitForMessage(owner, '批准挂账，由');
    expect(news.text).toContain(
      '方案：新建一条专线\n节点：12月20日（周日） 完成招标；2027年3月31日（周三） 完工',
    );
    await cardWith(world, world.group, 2, '挂账至 2027年3月31日（周三）');
    const back = await menuOf(await taskOf(2, '再次反馈'));
    await liaison.press(back, '恢复计时');
    await world.tg.waitForMessage(owner, '诉求件 2 恢复办理，应在');
    await cardWith(world, world.group, 2, '办理中');
  });
});
