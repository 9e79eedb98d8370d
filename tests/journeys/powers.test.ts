/** 权责清单 and 平台数据 in the program that a county starts, on Telegram: passed on twice, decided with a reason, given back by a township. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { startWorld, type World } from '../support/world.ts';
import { answerWith, labels } from './helpers.ts';

let world: World;
let hub: FakeUser;
let owner: FakeUser;
let energy: FakeUser;
let power: FakeUser;
let decider: FakeUser;
let township: FakeUser;
let leader: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-24T09:00:00+08:00', speed: 1 } });
  hub = await world.person('dispatcher-1');
  owner = await world.person('xinghuo-1');
  energy = await world.person('energy-a');
  power = await world.person('power-a');
  decider = await world.person('bianban-a');
  township = await world.person('shizhuang-a');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const withButton = (label: string) => (message: SeenMessage) => labels(message).includes(label);
/** The words get a number; the hub gives it to 能源局, unless it lies there already. */
async function raised(number: number, who: FakeUser, words: string): Promise<void> {
  await who.says(world.group, words);
  await world.tg.waitForMessage(world.group, ({ text }) => text.includes(words) && text.includes('【诉求件'));
  await hub.tells(`分办 ${number} 能源局 先请能源局看`);
  await world.tg.waitForMessage(energy, `诉求件 ${number}`);
}

test('from what was passed on to a new version of the list, over a restart; what is no township’s comes back', async () => {
  const { tg } = world;
  await raised(1, owner, '光伏并网卡住了，请能源局协调。');
  await energy.tells('转办 1 供电公司 并网由供电公司受理');
  await tg.waitForMessage(energy, '诉求件 1 已转 供电公司');
  await raised(2, await world.person('qingyun-1'), '我们的光伏并网也卡住了，请能源局协调。');
  await energy.tells('转办 2 供电公司 并网由供电公司受理');
  const asked = await tg.waitForMessage(decider, withButton('接受'));
  expect(asked.text).toContain('新能源项目并网协调：主责由能源局改为供电公司');
  await tg.waitForMessage(power, '清单意见 1 ……');
  await power.tells('清单意见 1 我们窗口受理');
  await tg.waitForMessage(decider, '我们窗口受理');
  await decider.press(asked, '接受');
  await tg.waitForMessage(decider, '还在听意见：能源局还没说');
  await energy.tells('清单意见 1 没意见');
  await tg.waitForMessage(decider, '都说了，可以定了');
  await decider.press(asked, '接受');
  await tg.waitForMessage(decider, '请说一句理由');
  // Later than all before: what happened is in the week that leaders ask about.
  await world.restart({ CLOCK_START: '2026-11-24T09:30:00+08:00', CLOCK_SPEED: '1' });
  await decider.tells('并网申请由供电公司受理');
  await tg.waitForMessage(decider, '清单第 5 版');
  for (const one of [hub, energy, power]) await tg.waitForMessage(one, '【清单第 5 版】');
  await owner.says(world.group, '归谁管 光伏并网');
  const told = await tg.waitForMessage(world.group, '【清单第 2 项】');
  expect(told.text).toContain('主责：供电公司');

  await owner.says(world.group, '县道上的大坑把车轴颠断了，请交通局来看看。');
  await tg.waitForMessage(world.group, ({ text }) => text.includes('【诉求件 3') && text.includes('大坑'));
  await hub.tells('分办 3 师庄乡');
  await tg.waitForMessage(hub, '要交办请写理由');
  await hub.tells('分办 3 师庄乡 先就近看一下');
  await tg.waitForMessage(township, '诉求件 3');
  await township.tells('清单外 3 属县道养护');
  await tg.waitForMessage(township, '已退回专班');
  await tg.waitForMessage(hub, '乡镇说是清单外的事');

  await hub.tells(
    '平台数据 行政审批局 2026年1-9月 受理 7684 应办结 7684 按时 7684\n差评 星火煤焦 XC0312 执照变更跑了三趟',
  );
  await tg.waitForMessage(hub, '未经本系统核对');
  await tg.waitForMessage(owner, '您在政务平台上评的差评已立为诉求件 4');
  const said = await tg.messages(world.group);
  expect(said.filter(({ text }) => /7684|清单建议|差评/u.test(text))).toEqual([]);
});

test('the leader reads what was changed, what a township gave back, and the platform’s figures apart', async () => {
  const { text } = await answerWith(world, leader, '权责清单', () => leader.tells('简报 本周'));
  expect(text).toContain(
    [
      '第 5 版改：新能源项目并网协调，主责由能源局改为供电公司（建议 1）',
      '建议：新报编办 1 条，在编办 0 条；期内接受 1 条，不改 0 条',
      '清单外交办乡镇 1 件，其中退回 1 件',
    ].join('\n'),
  );
  expect(text).toContain('受理 7684 件，按时办结率 100%（7684/7684）。来源：行政审批服务管理局');
});
