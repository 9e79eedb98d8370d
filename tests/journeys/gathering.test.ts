/** A 夜沙龙 in the program that a county starts, on Telegram: asked to, held, solved there and then, and answered. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answerTo, answerWith, labels } from './helpers.ts';

let world: World;
let hub: FakeUser;
let owner: FakeUser;
let other: FakeUser;
let liaison: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T17:00:00+08:00', speed: 1 } });
  hub = await world.person('dispatcher-1');
  owner = await world.person(OWNER);
  other = await world.person(OTHER_OWNER);
  liaison = await world.person('power-a');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const withButton = (label: string) => (message: SeenMessage) => labels(message).includes(label);

test('from the invitation to the last answer, over a restart in between', async () => {
  const { tg } = world;
  await hub.tells('夜沙龙 11月24日 19:00 主题 用电 地点 企业家活动室 请 星火、青云 部门 供电');
  const draft = await tg.waitForMessage(hub, withButton('发出邀请'));
  await hub.press(draft, '发出邀请');
  await tg.waitForMessage(liaison, '【请参加】第 1 期夜沙龙');
  const invited = await tg.waitForMessage(owner, withButton('来'));
  const coming = await answerTo(world, owner, () => owner.press(invited, '来'));
  expect(coming.text).toContain('恭候');
  expect(coming.file).toMatchObject({ kind: 'document', name: '第 1 期夜沙龙.ics' });
  const declined = await tg.waitForMessage(other, withButton('这次不来'));
  await other.press(declined, '这次不来');
  await tg.waitForMessage(other, '不打扰了');
  await owner.tells('想说 停电检修能不能早点打招呼');
  await tg.waitForMessage(owner, '只有专班和领导看得到');

  await hub.tells(
    '活动 1 记\n当场 星火：厂区变压器老跳闸，已调高保护定值\n建议 星火：检修提前三天说\n火星厂：没有这一家',
  );
  await tg.waitForMessage(hub, '3 条，登记诉求 1 件，记下建议 1 条，没有登记 1 条');
  await tg.waitForMessage(owner, '您说的记成了 1 号');
  const spot = await tg.waitForMessage(liaison, withButton('已当场办结'));
  await liaison.press(spot, '已当场办结');
  const rating = await tg.waitForMessage(owner, withButton('满意'));
  // What leaders read is of tables that have been held.
  await world.restart({ CLOCK_START: '2026-11-24T20:30:00+08:00', CLOCK_SPEED: '1' });
  await owner.press(rating, '满意');
  await tg.waitForMessage(owner, '销号');
  await hub.tells('活动 1 答复 1 采纳 以后提前三天发到群里');
  await tg.waitForMessage(owner, '采纳：以后提前三天发到群里');

  await hub.tells('活动 1');
  const shown = await tg.waitForMessage(hub, '企业想说的');
  expect(shown.text).toContain('停电检修能不能早点打招呼');
  expect(shown.text).toContain('到会 1 家：星火样例煤焦有限公司');
  expect(shown.text).not.toContain('青云');
  const said = await tg.messages(world.group);
  expect(said.filter(({ text }) => text.includes('跳闸') || text.includes('夜沙龙'))).toEqual([]);
});

test('the leader reads of the table what was said there and what was settled, and of nobody who declined', async () => {
  const { text } = await answerWith(world, leader, '政企活动', () => leader.tells('简报 本周'));
  expect(text).toContain(
    '第 1 期夜沙龙：1 家，收 2 件（诉求 1、建议 1），当场 1，已办结 1；办结率 1/1，当场解决率 1/1，建议已答复 1/1',
  );
  expect(text).not.toContain('青云');
});
