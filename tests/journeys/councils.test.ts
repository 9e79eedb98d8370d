/**
 * 调度会 and 查摆 → 整改 in the program that a county starts, on Telegram: decided, held to it, mended, and judged by the firms.
 * One world for both: the same three matters are decided on and mended at their root.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { startWorld, type World } from '../support/world.ts';
import { answerWith, labels } from './helpers.ts';

let world: World;
let hub: FakeUser;
let leader: FakeUser;
let liaison: FakeUser;
let other: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T09:00:00+08:00', speed: 1 } });
  hub = await world.person('dispatcher-1');
  leader = await world.person('leader-1');
  liaison = await world.person('power-a');
  other = await world.person('industry-a');
  for (const [who, words] of MATTERS) {
    await (await world.person(who)).says(world.group, words);
    await world.tg.waitForMessage(
      world.group,
      ({ text }) => text.includes('【诉求件') && text.includes(words),
    );
  }
});
afterAll(() => world?.end());

const withButton = (label: string) => (message: SeenMessage) => labels(message).includes(label);

const MATTERS = [
  ['xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。'],
  ['qingyun-1', '矿上老是跳闸，请供电公司来看看。'],
  ['shangchao-1', '超市晚上跳闸，请供电公司来看看。'],
] as const;

test('a council: a matter is decided with a day, over a restart, and the agenda is had as a paper', async () => {
  const { tg } = world;
  await hub.tells('调度会 11月24日 15:00');
  await tg.waitForMessage(hub, '第 1 次调度会定在 11月24日（周二）15:00');
  await hub.tells('调度会 加 1');
  await tg.waitForMessage(hub, '诉求件 1 已列入第 1 次调度会');
  await hub.tells('议 1 供电 换一台变压器');
  await tg.waitForMessage(hub, '什么时候前办完');
  await world.restart();
  await hub.tells('12月4日');
  await tg.waitForMessage(hub, '议定：诉求件 1 由供电公司牵头，12月4日（周五）内报结果');
  await tg.waitForMessage(liaison, '换一台变压器');
  await hub.tells('调度会 1 议程');
  const agenda = await tg.waitForMessage(hub, ({ file }) => file?.kind === 'document');
  expect(agenda.file?.name).toBe('第 1 次调度会议程.docx');
});

test('查摆 → 整改: like tickets propose it, a leader sets it, measures have a day, and the firms say whether it is better', async () => {
  const { tg } = world;
  await hub.tells('提题');
  const alike = await tg.waitForMessage(hub, '近 90 天反映集中的');
  expect(alike.text).toContain('“跳闸”　3 家 3 件：1、2、3');
  for (const firm of ['星火', '青云', '惠民桥']) expect(alike.text).not.toContain(firm);
  await answerWith(world, hub, '三件以上、两家以上', () => hub.tells('提题 1 跳闸前先打招呼'));

  await hub.tells('提题 1 2 3 跳闸前先打招呼');
  const asked = await tg.waitForMessage(leader, withButton('立题'));
  expect(asked.text).toContain('3 家企业 3 件');
  await answerWith(world, hub, '由领导定', () => hub.tells('立题 1'));
  await leader.press(asked, '立题');
  for (const [who] of MATTERS) await tg.waitForMessage(await world.person(who), '已立为专项整改');
  await tg.waitForMessage(liaison, '请报措施');

  await answerWith(world, liaison, '请写明措施和时限', () => liaison.tells('整改 1 措施 发短信'));
  await answerWith(world, liaison, '题 1 措施 1', () =>
    liaison.tells('整改 1 措施 12月4日前改为提前一天发短信'),
  );
  await hub.tells('整改 1 措施 工信 12月7日前建企业联络表');
  await tg.waitForMessage(other, '建企业联络表');
  await liaison.tells('整改 1 完成 1 已改为提前一天发短信');
  await tg.waitForMessage(hub, '已改为提前一天发短信');
  await answerWith(world, hub, '还有措施没完成：2', () => hub.tells('整改 1 验收'));
  await other.tells('整改 1 完成 2 二十七家的联络表已发给供电公司');
  await tg.waitForMessage(hub, '可以发“整改 1 验收”');

  await hub.tells('整改 1 验收');
  const answers = { 'xinghuo-1': '改观了', 'qingyun-1': '没改观', 'shangchao-1': '改观了' } as const;
  for (const [who] of MATTERS) {
    const person = await world.person(who);
    const question = await tg.waitForMessage(person, withButton('改观了'));
    await person.press(question, answers[who]);
    await tg.waitForMessage(person, answers[who] === '改观了' ? '谢谢，记下了' : '专班会接着盯');
  }
  await leader.tells('整改 1');
  const shown = await tg.waitForMessage(leader, '企业认可 2/3');
  for (const [, words] of MATTERS) expect(shown.text).not.toContain(words);
  const owner = await world.person('xinghuo-1');
  expect((await tg.messages(owner)).filter(({ text }) => text.includes('企业认可'))).toEqual([]);
});

test('neither is spoken of in the group', async () => {
  const said = await world.tg.messages(world.group);
  expect(said.filter(({ text }) => text.includes('整改') || text.includes('调度会'))).toEqual([]);
});
