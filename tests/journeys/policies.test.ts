/** 惠企政策 through a real channel: previewed by its department, sent by the hub, taken up by a firm, paid, and asked about. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerWith, labels } from './helpers.ts';

let world: World;
let owner: FakeUser;
let other: FakeUser;
let office: FakeUser;
let hub: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  other = await world.person('qingyun-1');
  office = await world.person('hr-a');
  hub = await world.person('dispatcher-1');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

test('from the library to the firm that wants it, and back with what was paid', async () => {
  const preview = await answerWith(world, office, '【预览】稳岗返还', () => office.tells('发政策 稳岗返还'));
  expect(preview.text).toContain('因为是规上企业，用工 100 人以上');
  expect(labels(preview)).toEqual(['放进本周推送', '不发']);
  await answerWith(world, office, '已排进', () => office.press(preview, '放进本周推送'));
  await answerWith(world, hub, '已发：稳岗返还', () => hub.tells('马上发'));

  const push = await world.tg.waitForMessage(owner, '【惠企政策】');
  expect(labels(push)).toEqual(['确认领取', '不符合', '不再推这类']);
  const told = await answerWith(world, owner, '以审核为准', () => owner.press(push, '确认领取'));
  expect(told.text).toMatch(/编号 1，12月8日（周二）内兑现或答复/u);

  const task = await world.tg.waitForMessage(office, '有新的诉求件');
  expect(task.text).toContain('像是符合');
  await office.tells('办结 1 已兑现 3.2 万元');
  await world.tg.waitForMessage(owner, ({ text }) => text.includes('已兑现 3.2 万元'));
  // Nothing of it is the group's business.
  expect((await world.tg.messages(world.group)).some(({ text }) => text.includes('稳岗返还'))).toBe(false);
});

test('whoever wants no more says so with one tap, and can take it back', async () => {
  const push = await world.tg.waitForMessage(other, '【惠企政策】');
  await answerWith(world, other, '以后不再推“用工”类', () => other.press(push, '不再推这类'));
  const preview = await answerWith(world, hub, '【预览】企业职工技能培训补贴', () =>
    hub.tells('发政策 技能培训补贴'),
  );
  expect(preview.text).toContain('1 家不再收“用工”类');
  expect(preview.text).not.toContain('青云');
  await answerWith(world, other, '已恢复推送', () => other.tells('恢复推送'));
});

test('a question is answered word for word; what the library has not goes to a department', async () => {
  const answer = await answerWith(world, other, '第五条', () => other.tells('稳岗返还什么条件？'));
  expect(answer.text).toContain('示例人社发〔2026〕8号');
  expect(labels(answer)).toEqual(['确认领取', '转人力资源和社会保障局答复']);
  await answerWith(world, other, '【诉求件 2', () => other.press(answer, '转人力资源和社会保障局答复'));

  const environment = await world.person('environment-a');
  const asked = '碳排放配额奖励政策找谁问？';
  const told = await answerWith(world, other, '【诉求件 3', () => other.tells(asked));
  expect(told.text).toContain('责任部门：生态环境局');
  expect(told.text).not.toMatch(/第.条|〔20/u);
  expect((await world.tg.waitForMessage(environment, '有新的诉求件')).text).toContain(asked);
});

test('the leader reads how many firms wanted it and how many were paid, and no amount of a single one', async () => {
  const { text } = await answerWith(world, leader, '惠企政策', () => leader.tells('简报 本周'));
  expect(text).toContain('要办 1/2');
  expect(text).toContain('登记 1 件，兑现 1 件；按期兑现 —');
  expect(text).not.toContain('3.2 万');
});
