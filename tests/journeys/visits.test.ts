/** 走访 through a real channel, over restarts of the program: called for, agreed on, promised, done, and three questions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerWith, labels } from './helpers.ts';

let world: World;
let owner: FakeUser;
let hub: FakeUser;
let housing: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  hub = await world.person('dispatcher-1');
  housing = await world.person('housing-a');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const withButton = (person: FakeUser, words: string) =>
  world.tg.waitForMessage(person, (one) => one.text.includes(words) && labels(one).length > 0);
const on = (when: string): Promise<void> => world.restart({ CLOCK_START: when, CLOCK_SPEED: '1' });

test('an owner calls, and a time is agreed on with one tap', async () => {
  const task = await answerWith(world, hub, '入企服务专班', () =>
    owner.tells('请来一趟 想扩建厂房，手续怎么走当面说说'),
  );
  expect(task.text).toContain('诉求件 1 · 走访');
  await answerWith(world, hub, '已问对方', () => hub.tells('签收 1 明天上午9点'));
  await owner.press(await withButton(owner, '11月25日（周三）09:00 到厂里来'), '可以');
  await world.tg.waitForMessage(hub, '定在 11月25日（周三）09:00');
});

test('what is promised there is kept over a restart, and the firm hears when it is done', async () => {
  await on('2026-11-25T11:00:00+08:00');
  await answerWith(world, hub, '登记 1 件', () => hub.tells('走访 1 记\n厂门口的路灯不亮'));
  await answerWith(world, owner, '答应您 11月27日', () => hub.tells('答应 1 11月27日 送规划图 住建'));
  await on('2026-11-26T09:30:00+08:00');
  await answerWith(world, hub, '送规划图', () => hub.tells('办结 1 都好了'));
  await answerWith(world, owner, '规划图已送到厂里', () => housing.tells('回复 1 规划图已送到厂里'));
});

test('three questions, one after the other, end it', async () => {
  const first = await answerWith(world, owner, '到得及时吗', () => hub.tells('办结 1 去过了，图也送了'));
  await owner.press(first, '及时');
  await owner.press(await withButton(owner, '说的办了吗'), '都办了');
  await owner.press(await withButton(owner, '服务周到吗'), '周到');
  await answerWith(world, owner, '已销号', () => owner.tells('走访 1'));
});

test('the leader reads that the call was answered in time, what was promised, and what the firm answered', async () => {
  const { text } = await answerWith(world, leader, '入企服务（走访）', () => leader.tells('简报 本周'));
  expect(text).toContain(
    [
      '随叫 1 次，2 小时内应 1/1',
      '答应 1 项，到期 0，做到 0；说到做到 —',
      '企业答：到得及时 1/1，说的办了 1/1，服务周到 1/1',
    ].join('\n'),
  );
});
