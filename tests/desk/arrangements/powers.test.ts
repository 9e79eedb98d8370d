/** 权责清单: who leads what; what tickets that were passed on propose; 编办 decides; a township gives back what is not its own. */
import { describe, expect, test } from 'vitest';
import { at, DAY, HOUR } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const HUB = 'dispatcher-1';
const DECIDER = 'bianban-a';
const ENERGY = 'energy-a';
const POWER = 'power-a';
const TOWNSHIP = 'shizhuang-a';
const OWNER = 'xinghuo-1';
const GRID = '光伏并网卡住了，说要等线路';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const kept = async () => (await bench.store.office()).arrangements?.powers ?? {};
const proposal = async (id = 1) => (await kept()).proposals?.[id];
const grid = (text = GRID, department = 'energy') =>
  bench.has(TUESDAY, (story) => story, { text, department });
/** Two tickets about 并网, which the list has with 能源局, passed to 供电公司. */
async function twice(): Promise<void> {
  await grid();
  await grid('储能项目并网要哪些材料');
  await bench.goesTo(TUESDAY + HOUR);
  await bench.says(ENERGY, '转办 1 供电公司 并网由供电受理');
  await bench.says(ENERGY, '转办 2 供电公司 并网由供电受理');
}
/** Both offices have had their word on proposal 1: 编办 need not wait for the five days. */
async function heard(): Promise<void> {
  await bench.says(ENERGY, '清单意见 1 没意见');
  await bench.says(POWER, '清单意见 1 没意见');
}

describe('asked for', () => {
  test('the list by version and day, an item by its word, its number, its office', async () => {
    expect(await bench.answers(OWNER, '清单')).toContain(
      '第 4 版，7月1日（周三）起，共 36 项：乡镇基本 4 项',
    );
    const item = await bench.answers(OWNER, '归谁管 光伏并网', 'group');
    expect(item).toContain('【清单第 2 项】新能源项目并网协调');
    expect(item).toContain('主责：能源局；配合：发展和改革局、供电公司');
    expect(await bench.answers(HUB, '清单 17')).toContain('主责：属地乡镇');
    expect(await bench.answers(POWER, '清单 交警')).toMatch(/相关的有 \d+ 项/u);
    expect(await bench.answers(HUB, '清单 999')).toContain('没有第 999 项');
    expect(await bench.answers(HUB, '清单 火星')).toContain('清单里没有“火星”');
    expect(await bench.store.tickets({})).toEqual([]);
  });

  test('what the list does not know a firm is not put off with: it goes the way of any words', async () => {
    expect(await bench.answers(OWNER, '清单 火星')).not.toContain('清单里没有');
  });
});

describe('evidence', () => {
  test('one ticket that was passed on is kept and bothers nobody', async () => {
    await grid();
    await bench.goesTo(TUESDAY + HOUR);
    await bench.says(ENERGY, '转办 1 供电公司 并网由供电受理');
    expect(await proposal()).toMatchObject({
      change: { item: 2, from: 'energy', to: 'power' },
      count: 1,
      moved: [{ ticket: 1, from: 'energy', how: 'transfer', by: ENERGY }],
    });
    expect(bench.told(DECIDER)).toEqual([]);
    expect(await bench.answers(HUB, '清单建议')).toContain('1 件，还不够报编办');
    expect(await bench.answers(POWER, '清单建议')).toContain('现在没有清单建议');
  });

  test('the second puts it before 编办, with who, from, to, which tickets and how often; both offices may speak', async () => {
    await twice();
    const asked = bench.newest(DECIDER);
    expect(asked).toContain('【清单建议 1】新能源项目并网协调：主责由能源局改为供电公司');
    expect(asked).toContain('2 件这样转办或裁定：1、2');
    for (const person of [ENERGY, POWER]) expect(bench.told(person).join('\n')).toContain('清单意见 1 ……');
    await bench.says(POWER, '清单意见 1 受理窗口本来就在我们这里');
    expect(bench.newest(DECIDER)).toContain('受理窗口本来就在我们这里');
    const shown = await bench.answers(DECIDER, '清单建议 1');
    expect(shown).toContain('1 号　能源局 → 供电公司　转办');
    expect(shown).toContain('其中 2/2 件现在由供电公司办');
    expect(await bench.answers('water-a', '清单建议 1')).toContain('不归您看');
    expect(await bench.answers('water-a', '清单意见 1 我也说一句')).toContain('不归您看');
    expect(await bench.answers(OWNER, '清单建议 1')).not.toContain('主责');
  });

  test('a step taken back is no evidence, and the same ticket counts once', async () => {
    await grid();
    await bench.goesTo(TUESDAY + HOUR);
    await bench.says(ENERGY, '转办 1 供电公司 并网由供电受理');
    await bench.says(ENERGY, '撤销 1');
    expect((await bench.ticket(1)).department).toBe('energy');
    expect(await proposal()).toMatchObject({ count: 0, moved: [] });
    await bench.says(ENERGY, '转办 1 供电公司 并网由供电受理');
    await bench.says(POWER, '转办 1 能源局 请能源局看');
    await bench.says(HUB, '转办 1 供电公司 由供电公司办');
    expect(await proposal()).toMatchObject({ count: 1 });
  });

  test('what the list says already, what is done again, and a report are none', async () => {
    await grid('乡镇说有人偷电缆，被盗两回了', 'market');
    await bench.goesTo(TUESDAY + HOUR);
    await bench.says('market-a', '转办 1 公安局 属治安案件');
    await bench.has(TUESDAY + HOUR, (story) => story, {
      confidential: true,
      kind: 'whistleblow',
      department: null,
      text: '光伏并网的科长要好处',
    });
    expect(await kept()).toEqual({});
  });

  test('what is on no list proposes an item by the county’s own word', async () => {
    for (const text of ['厂门口的冰雹预警听不到', '冰雹预警能不能发手机'])
      await bench.has(TUESDAY, (story) => story, {
        text,
        department: 'emergency',
        reasons: ['提到“冰雹预警”'],
      });
    await bench.goesTo(TUESDAY + HOUR);
    await bench.says('emergency-a', '转办 1 农业农村局 气象预警由其发布');
    await bench.says('emergency-a', '转办 2 农业农村局 气象预警由其发布');
    expect(bench.newest(DECIDER)).toContain('冰雹预警：主责由应急管理局改为农业农村局');
    await bench.says('emergency-a', '清单意见 1 没意见');
    await bench.says('agriculture-a', '清单意见 1 没意见');
    await bench.says(DECIDER, '清单接受 1 由农业农村局牵头发布');
    const item = await bench.answers(OWNER, '清单 冰雹预警');
    expect(item).toContain('【清单第 37 项】冰雹预警');
    expect(item).toContain('主责：农业农村局；配合：应急管理局');
  });
});

describe('编办 decides', () => {
  test('accepted with a reason it is a version with its day; the ticket stays; a second word changes nothing', async () => {
    await twice();
    const asked = bench.newest(DECIDER);
    expect(asked).toContain('先听有关单位意见（12月1日（周二）内）');
    await heard();
    expect(bench.newest(DECIDER)).toContain('都说了，可以定了');
    await bench.presses(DECIDER, '接受');
    expect((await proposal())?.decided).toBeUndefined();
    const told = await bench.answers(DECIDER, '并网申请由供电公司受理');
    expect(told).toContain('清单第 5 版，11月24日');
    expect((await proposal())?.decided).toMatchObject({
      isAccepted: true,
      version: 5,
      day: '2026-11-24',
      by: DECIDER,
      text: '并网申请由供电公司受理',
    });
    for (const person of [HUB, ENERGY, POWER]) expect(bench.newest(person)).toContain('【清单第 5 版】');
    expect(await bench.answers(OWNER, '清单 光伏并网')).toContain(
      '主责：供电公司；配合：发展和改革局、能源局',
    );
    expect(await bench.answers(OWNER, '清单')).toContain('第 5 版');
    expect(await bench.answers(DECIDER, '清单不改 1 再想想')).toContain('已经定过了');
    expect(await bench.answers('bianban-head', '清单接受 1 同意')).toContain('已经定过了');
    expect((await kept()).proposals?.[1]?.decided?.version).toBe(5);
  });

  test('not changed, with a reason: the list stays, and what comes later begins anew', async () => {
    await twice();
    await heard();
    expect(await bench.answers(DECIDER, '清单不改 1')).toContain('请写理由');
    await bench.says(DECIDER, '清单不改 1 协调仍由能源局牵头');
    expect(bench.newest(ENERGY)).toContain('不改，主责还是能源局');
    expect(await bench.answers(OWNER, '清单')).toContain('第 4 版');
    await grid();
    await bench.says(ENERGY, '转办 3 供电公司 并网由供电受理');
    expect(await proposal(2)).toMatchObject({ count: 1 });
    expect(await proposal(1)).toMatchObject({ count: 2 });
  });

  test.each([
    [HUB, '清单接受 1 同意', '由编办定'],
    ['leader-1', '清单接受 1 同意', '由编办定'],
    [POWER, '清单不改 1 不同意', '由编办定'],
    [DECIDER, '清单接受 9 同意', '没有建议 9'],
  ])('%s says %s and is told %s', async (person, words, why) => {
    await twice();
    expect(await bench.answers(person, words)).toContain(why);
    expect((await proposal())?.decided).toBeUndefined();
  });

  test('before five working days are over it decides only when every office concerned has spoken', async () => {
    await twice();
    for (const words of ['清单接受 1 同意', '清单不改 1 先放放']) {
      expect(await bench.answers(DECIDER, words)).toContain('还在听意见：能源局、供电公司还没说');
    }
    expect(await bench.answers(DECIDER, '清单建议 1')).toContain('还没说意见的：能源局、供电公司');
    await bench.says(ENERGY, '清单意见 1 没意见');
    await bench.presses(DECIDER, '接受');
    expect(bench.newest(DECIDER)).toContain('还在听意见：供电公司还没说（12月1日（周二）内）');
    await bench.goesTo(at('2026-12-01', '23:50'));
    await bench.says(DECIDER, '清单接受 1 同意');
    expect((await proposal())?.decided).toBeUndefined();
    await bench.goesTo(at('2026-12-02', '08:00'));
    expect(await bench.answers(DECIDER, '清单接受 1 并网由供电公司受理')).toContain('清单第 5 版');
  });

  test('is reminded once, on the last of twenty working days', async () => {
    await twice();
    await bench.goesTo(TUESDAY + 26 * DAY);
    expect(bench.told(DECIDER).filter((text) => text.includes('【提醒】清单建议 1'))).toEqual([]);
    await bench.goesTo(TUESDAY + 40 * DAY);
    expect(bench.told(DECIDER).filter((text) => text.includes('【提醒】清单建议 1'))).toHaveLength(1);
  });
});

describe('清单异议', () => {
  test('an office proposes another lead, with its reason; 编办 decides', async () => {
    await bench.says(POWER, '清单异议 2 供电公司 并网由我们受理');
    expect(bench.newest(DECIDER)).toContain('供电公司提出：并网由我们受理');
    expect(bench.newest(ENERGY)).toContain('清单意见 1 ……');
    // Who proposed it has spoken.
    expect(await bench.answers('bianban-b', '清单接受 1 同意')).toContain('还在听意见：能源局还没说');
    await bench.says('energy-head', '清单意见 1 没意见');
    await bench.says('bianban-b', '清单接受 1 同意');
    expect(await bench.answers(OWNER, '清单 2')).toContain('主责：供电公司');
  });

  test('what was a township’s own goes to a department, which it then helps', async () => {
    await bench.says(TOWNSHIP, '清单异议 7 交通局 没有养护资金');
    const others = bench.county.roster.offices.filter(({ id }) => bench.county.roster.isTownship(id));
    for (const { primary } of others) {
      // Each township is asked: it is theirs that would be taken.
      if (primary.id !== TOWNSHIP) await bench.says(primary.id, '清单意见 1 没意见');
    }
    expect(await bench.answers(DECIDER, '清单接受 1 统一')).toContain('还在听意见：交通运输局还没说');
    await bench.says('transport-a', '清单意见 1 没意见');
    await bench.says(DECIDER, '清单接受 1 统一由交通局养护');
    const item = await bench.answers(OWNER, '清单 7');
    expect(item).toContain('主责：交通运输局；配合：没有');
    expect(item).toContain('乡镇：配合');
  });

  test.each([
    [POWER, '清单异议 2', '请写明该由谁主责和理由'],
    [POWER, '清单异议 2 供电公司', '请写明该由谁主责和理由'],
    [POWER, '清单异议 2 火星局 应该', '名册里没有“火星局”'],
    [POWER, '清单异议 2 能源局 应该', '本来就是能源局'],
    [POWER, '清单异议 99 供电公司 应该', '没有第 99 项'],
    [OWNER, '清单异议 2 供电公司 应该', '由责任单位提'],
    [DECIDER, '清单异议 2 供电公司 应该', '由责任单位提'],
  ])('%s: %s is told why not', async (person, words, why) => {
    expect(await bench.answers(person, words)).toContain(why);
    expect(await kept()).toEqual({});
  });

  test('twice the same is one proposal', async () => {
    await bench.says(POWER, '清单异议 2 供电公司 并网由我们受理');
    expect(await bench.answers(ENERGY, '清单异议 2 供电公司 同意')).toContain('已经在编办了（建议 1）');
    expect(Object.keys((await kept()).proposals ?? {})).toEqual(['1']);
  });
});

describe('准入', () => {
  const road = '县道上的坑把车轴颠断了';

  test('what is not its own goes to a township with the hub’s reason, and comes back within one working day', async () => {
    await grid(road, 'transport');
    expect(await bench.answers(HUB, '分办 1 师庄乡')).toContain('不是师庄乡人民政府清单上的事');
    expect((await bench.ticket()).department).toBe('transport');
    await grid('厂里的地磅不准', 'market');
    expect(await bench.answers(HUB, '分办 2 师庄乡')).toContain('权责清单里没有这件事，要交办请写理由');
    await bench.says(HUB, '分办 1 师庄乡 先就近看一下');
    expect((await bench.ticket()).department).toBe('shizhuang');
    expect(await kept()).toMatchObject({
      admissions: [{ ticket: 1, township: 'shizhuang', text: '先就近看一下' }],
    });
    expect(await bench.answers(TOWNSHIP, '清单外 1')).toContain('请写为什么');
    expect(await bench.answers(TOWNSHIP, '清单外 1 属县道养护')).toContain('已退回专班');
    expect(await bench.ticket()).toMatchObject({ state: 'queued', queuedFor: 'outside' });
    expect(bench.told(HUB).join('\n')).toContain('乡镇说是清单外的事，退回重新分办');
    expect((await kept()).admissions?.[0]?.returnedAt).toBe(TUESDAY);
    // Said again, by the same one or by another of the township, it was done already.
    const events = (await bench.ticket()).entries.length;
    const who = bench.county.roster.department('shizhuang')?.primary.name;
    for (const again of [TOWNSHIP, 'shizhuang-b', 'shizhuang-head']) {
      for (const words of ['清单外 1 属县道养护', '清单外 1']) {
        expect(await bench.answers(again, words)).toContain(
          `已由${who}在 11月24日（周二）10:00按清单外退回专班`,
        );
      }
    }
    expect((await bench.ticket()).entries).toHaveLength(events);
    expect(await bench.answers('transport-a', '清单外 1 不归我们')).not.toContain('退回专班');
    await bench.says(HUB, '分办 1 师庄乡 还请乡里先办');
    expect(await bench.answers(TOWNSHIP, '清单外 1 属县道养护')).not.toContain('已退回专班');
    expect((await bench.ticket()).department).toBe('shizhuang');
  });

  test('given back, and another has it by now: said again it was done already', async () => {
    await grid(road, 'transport');
    await bench.says(HUB, '分办 1 师庄乡 先就近看一下');
    await bench.says(TOWNSHIP, '清单外 1 属县道养护');
    await bench.says(HUB, '分办 1 交通');
    expect(await bench.answers(TOWNSHIP, '清单外 1 属县道养护')).toContain('不用再退');
    expect(await bench.ticket()).toMatchObject({ state: 'assigned', department: 'transport' });
  });

  test('after one working day it stays', async () => {
    await grid(road, 'transport');
    await bench.says(HUB, '分办 1 师庄乡 先就近看一下');
    await bench.goesTo(at('2026-11-26', '09:00'));
    await bench.says(TOWNSHIP, '清单外 1 属县道养护');
    expect((await bench.ticket()).department).toBe('shizhuang');
  });

  test('its own item a township keeps, and gets it without a reason', async () => {
    await grid('村民堵路，不让料车进', 'transport');
    await bench.says(HUB, '分办 1 师庄乡');
    expect((await bench.ticket()).department).toBe('shizhuang');
    expect((await kept()).admissions).toBeUndefined();
    expect(await bench.answers(TOWNSHIP, '清单外 1 不归我们')).toContain('乡镇基本职责');
    expect((await bench.ticket()).department).toBe('shizhuang');
  });

  test('a department has no 清单外, and another township’s ticket is nobody’s business', async () => {
    await grid(road, 'transport');
    expect(await bench.answers('transport-a', '清单外 1 不归我们')).toContain('由乡镇用');
    expect(await bench.answers(TOWNSHIP, '清单外 1 不归我们')).toContain('请写是哪一件');
    expect((await bench.ticket()).department).toBe('transport');
  });
});

describe('help', () => {
  test.each([DECIDER, 'bianban-head'])(
    '%s of 编办 reads what to do with proposals, and nothing of others',
    async (who) => {
      const help = await bench.answers(who, '帮助');
      for (const words of ['清单建议 3', '清单接受 3 理由', '清单不改 3 理由']) expect(help).toContain(words);
      expect(help).not.toMatch(/清单异议|清单外/u);
    },
  );

  test.each([
    [ENERGY, /清单异议/u, /清单外|清单接受/u],
    [TOWNSHIP, /清单异议[\s\S]*清单外/u, /清单接受/u],
    [OWNER, /清单 光伏/u, /清单异议|清单外|清单接受/u],
  ])('%s reads what is theirs', async (who, theirs, others) => {
    const help = await bench.answers(who, '帮助');
    expect(help).toMatch(theirs);
    expect(help).not.toMatch(others);
  });
});

test('leaders read what was changed, what waits, and what townships were given beside their list', async () => {
  await twice();
  await grid('县道上的坑把车轴颠断了', 'transport');
  await bench.says(HUB, '分办 3 师庄乡 先就近看一下');
  await bench.says(TOWNSHIP, '清单外 3 属县道养护');
  await heard();
  await bench.says(DECIDER, '清单接受 1 并网申请由供电公司受理');
  const brief = await bench.answers('leader-1', '简报 本周');
  expect(brief).toContain('清单第 5 版，11月24日');
  expect(brief).toContain('第 5 版改：新能源项目并网协调，主责由能源局改为供电公司（建议 1）');
  expect(brief).toContain('新报编办 1 条，在编办 0 条；期内接受 1 条，不改 0 条');
  expect(brief).toContain('清单外交办乡镇 1 件，其中退回 1 件');
});
