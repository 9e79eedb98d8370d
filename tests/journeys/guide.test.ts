/** 拿地即开工 in the program that a county starts, on Telegram: asked for in plain words, promised by the owner, over a restart. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerWith, labels } from './helpers.ts';

let world: World;
let owner: FakeUser;
let land: FakeUser;
let approval: FakeUser;
let hub: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  land = await world.person('land-a');
  approval = await world.person('approval-a');
  hub = await world.person('dispatcher-1');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const withButton =
  (label: string, words = '') =>
  (message: SeenMessage) =>
    labels(message).includes(label) && message.text.includes(words);

test('from the question to the permit for the pit, with papers told missing once', async () => {
  const { tg } = world;
  await owner.tells('我们想盖厂房，怎么办');
  const offered = await tg.waitForMessage(owner, withButton('开始帮办'));
  expect(offered.text).toContain('凭告知承诺办');
  await owner.press(offered, '开始帮办');
  await tg.waitForMessage(owner, '开始帮办，编号 1');
  const first = await tg.waitForMessage(owner, withButton('材料交齐', '第 1 步'));
  await owner.press(first, '材料交齐');

  const handed = await tg.waitForMessage(land, withButton('还缺材料', '第 1 步'));
  await land.press(handed, '还缺材料');
  await tg.waitForMessage(land, '只会被告知这一次');
  await land.tells('立项备案证明');
  const missing = await tg.waitForMessage(owner, withButton('材料交齐', '还缺：立项备案证明'));
  await land.tells('缺材料 1 1 别的');
  await tg.waitForMessage(land, '第三十二条：缺什么一次告知');
  // Later than all before: what happened is in the week that leaders ask about.
  await world.restart({ CLOCK_START: '2026-11-24T09:30:00+08:00', CLOCK_SPEED: '1' });
  await owner.press(missing, '材料交齐');
  await tg.waitForMessage(owner, '第 1 步“土地合同和用地规划许可”材料交齐');
  await land.tells('材料齐 1 1');
  await tg.waitForMessage(owner, '材料齐了，从');
  await land.tells('办好 1 1 合同已签');

  const pledge = await tg.waitForMessage(owner, withButton('我看过了，承诺', '愿意接受撤销许可'));
  await approval.tells('承诺 1 2');
  await tg.waitForMessage(approval, '不归您办');
  await owner.press(pledge, '我看过了，承诺');
  await tg.waitForMessage(approval, '作出承诺');
  await owner.tells('交齐 1 2');
  const ready = await tg.waitForMessage(approval, withButton('材料齐', '第 2 步'));
  await approval.press(ready, '材料齐');
  await tg.waitForMessage(approval, '第 2 步“基坑支护和土方开挖施工许可”材料齐，从');
  await approval.tells('办好 1 2 许可已发');
  await tg.waitForMessage(owner, '进度 2/7');

  await owner.tells('帮办 1');
  const shown = await tg.waitForMessage(owner, '已办 2/7');
  expect(shown.text).toContain('2. 已办　基坑支护和土方开挖施工许可');
  expect(shown.text).toContain('从企业第一句话起，不到一个工作日');
  const group = await tg.messages(world.group);
  expect(group.filter(({ text }) => text.includes('帮办'))).toEqual([]);
});

test('the hub sees how far it has come, the leader how many steps were on promise', async () => {
  const shown = await answerWith(world, hub, '已办 2/7', () => hub.tells('帮办 1'));
  expect(shown.text).toContain('6. 未到　主体施工许可　行政审批服务管理局　等第 3、4 步');
  const { text } = await answerWith(world, leader, '简报', () => leader.tells('简报 本周'));
  expect(text).toContain('帮办\n帮办 1 件，办成 0 件；按承诺 2/2（从材料齐起算）');
});
