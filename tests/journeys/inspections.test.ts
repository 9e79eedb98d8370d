/** 入企检查 through a real channel: filed with a hint and made joint by taps, told to the firm, rated; and one that nobody filed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answerTo, answerWith, heard, labels } from './helpers.ts';

let world: World;
let owner: FakeUser;
let fire: FakeUser;
let environment: FakeUser;
let discipline: FakeUser;
let leader: FakeUser;
let hub: FakeUser;
let justice: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-12-08T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  fire = await world.person('emergency-a');
  environment = await world.person('environment-a');
  discipline = await world.person('discipline-1');
  hub = await world.person('dispatcher-1');
  justice = await world.person('justice-a');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

test('two units that go to one firm come together: one taps, the other taps, and the firm hears of one visit', async () => {
  const first = await answerTo(world, environment, () =>
    environment.tells(
      '报备检查 星火 今天 15:00 环保 专项 批准人 魏凤轩 人员 张三 0422001、赵四 0422002 通知书 〔2026〕3号',
    ),
  );
  await environment.press(first, '报备');
  const told = await world.tg.waitForMessage(owner, '【入企检查告知】生态环境局');
  expect(told.text).toContain('张三（0422001）、赵四（0422002）');

  const shown = await answerTo(world, fire, () =>
    fire.tells('报备检查 星火 后天 9:00 消防 日常 批准人 没有 人员 王一 0411001 通知书 没有'),
  );
  expect(shown.text).toContain('红　没有负责人批准');
  expect(shown.text).toContain('红　不足两名执法人员');
  expect(shown.text).toContain('黄　生态环境局12月8日（周二）15:00也去');
  expect(labels(shown)).toEqual(['报备', '不报了', '报备并请生态环境局合并']);
  await fire.press(shown, '报备并请生态环境局合并');
  const asked = await world.tg.waitForMessage(environment, '【要不要联合】应急管理局');
  await environment.press(asked, '合并成联合检查');
  await world.tg.waitForMessage(owner, '【联合检查】生态环境局、应急管理局合并成一次');
  await world.tg.waitForMessage(fire, '合并成联合检查：生态环境局、应急管理局');
});

test('the result goes to the firm, which rates it with one tap', async () => {
  await fire.tells('检查 2 到了 提前');
  await world.tg.waitForMessage(fire, '进门时间记下了');
  await fire.tells('检查 2 结果 灭火器过期两具，已当场换');
  const result = await world.tg.waitForMessage(owner, '灭火器过期两具');
  await owner.press(result, '好');
  await world.tg.waitForMessage(owner, '不记名');
  await fire.tells('检查');
  expect((await world.tg.waitForMessage(fire, '【入企检查】')).text).toContain('满三次才显示');
});

test('an inspection that nobody filed is a report: no unit and no group hears of it', async () => {
  const units = [fire, environment];
  const before = await Promise.all(units.map(async (one) => (await heard(world, one)).length));
  await owner.tells('有人来检查没报备');
  await world.tg.waitForMessage(owner, /保密|纪检/);
  await world.tg.waitForMessage(discipline, '有人来检查没报备');
  expect(await Promise.all(units.map(async (one) => (await heard(world, one)).length))).toEqual(before);
  expect((await heard(world, world.group)).map(({ text }) => text).join()).not.toContain('检查');
});

test('what was filed outlives the program', async () => {
  await world.restart({ CLOCK_START: '2026-12-08T16:00:00+08:00', CLOCK_SPEED: '1' });
  const list = await answerWith(world, fire, '【入企检查】', () => fire.tells('检查'));
  expect(list.text).toContain('已告知结果');
  expect(list.text).toContain('并入 1');
});

const FIGURES = '入企 1 次：日常 0、专项 1、个案 0\n事前报备 1/1\n联合 1/1；超频 0 家；安静期 0';

test('司法局, the hub and the leader read the same figures of it', async () => {
  for (const one of [justice, hub]) {
    const { text } = await answerWith(world, one, '【入企检查】', () => one.tells('检查'));
    expect(text).toContain(FIGURES);
  }
  const { text } = await answerWith(world, leader, '入企检查', () => leader.tells('简报 本周'));
  expect(text).toContain(`入企检查\n${FIGURES}`);
});
