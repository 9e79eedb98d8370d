/** Figures of other platforms: with source, days and day of import, apart; never in a figure of ours. 差评 become tickets, once. */
import { describe, expect, test } from 'vitest';
import { at, DAY } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const OWNER = 'xinghuo-1';
const FIGURES = '平台数据 行政审批局 1月1日至9月30日 受理 7684 应办结 7684 按时 7684 满意率 100%';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const kept = async () => (await bench.store.office()).arrangements?.platform ?? {};

describe('entered', () => {
  test('they are said with their source, the days they are of, the day of import, and that nobody checked them', async () => {
    const told = await bench.answers(HUB, FIGURES);
    expect(told).toContain(
      '行政审批服务管理局平台　2026年1月1日至2026年9月30日：受理 7684 件，按时办结率 100%（7684/7684），满意率 100%（平台公布）',
    );
    expect(told).toContain('来源：行政审批服务管理局，11月24日（周二）导入，未经本系统核对');
    expect(await kept()).toMatchObject({
      imports: [{ id: 1, source: 'approval', from: '2026-01-01', to: '2026-09-30', received: 7684, by: HUB }],
    });
    expect(await bench.answers(LEADER, '平台数据')).toContain('受理 7684 件');
    const brief = await bench.answers(LEADER, '简报 本周');
    expect(brief).toContain('别的平台的数据（单列，不进我们的率）');
    expect(brief).toContain('受理 7684 件');
  });

  test('five ratings give the rate of those that rated, beside how many did', async () => {
    const told = await bench.answers(HUB, '平台数据 审批局 2026年1-9月 受理 1000 评价 150/40/5/3/2');
    expect(told).toContain('满意率 97.5%（195/200）（已评价的里头），评价率 20%（200/1000），差评 5 件');
  });

  test('without a year the days that are over are meant', async () => {
    await bench.says(HUB, '平台数据 审批局 12月 受理 10');
    expect(await kept()).toMatchObject({ imports: [{ from: '2025-12-01', to: '2025-12-31' }] });
  });

  test('without a year, days that are almost over are asked about; long before their end last year’s are meant', async () => {
    const running = ['11月1日至11月30日', '11月', '1-11月'];
    for (const days of running) {
      expect(await bench.answers(HUB, `平台数据 审批局 ${days} 受理 10`), days).toContain('今年还没有过完');
    }
    expect(await kept()).toEqual({});
    await bench.says(HUB, '平台数据 审批局 2025年11月1日至11月30日 受理 10');
    await bench.says(HUB, '平台数据 审批局 1-12月 受理 10');
    expect(await kept()).toMatchObject({
      imports: [
        { from: '2025-11-01', to: '2025-11-30' },
        { from: '2025-01-01', to: '2025-12-31' },
      ],
    });
  });

  test('the same again changes nothing; other numbers of the same days take their place, and both stay on record', async () => {
    await bench.says(HUB, FIGURES);
    expect(await bench.answers(HUB, FIGURES)).toContain('已经导入过，没有变动');
    expect(await bench.answers(HUB, FIGURES.replaceAll('7684', '7685'))).toContain('已换掉');
    expect((await kept()).imports).toHaveLength(2);
    const list = await bench.answers(HUB, '平台数据');
    expect(list).toContain('受理 7685 件');
    expect(list).not.toContain('受理 7684 件');
  });

  test.each([
    ['平台数据 火星局 1-9月 受理 10', '没有这个部门'],
    ['平台数据 审批局 受理 10', '请写统计期'],
    ['平台数据 审批局 2026年2月30日至2026年3月1日 受理 10', '请写统计期'],
    ['平台数据 审批局 2027年1-9月 受理 10', '统计期还没有过完'],
    ['平台数据 审批局 2026-09-30至2026-01-01 受理 10', '统计期的头在尾的后面'],
    ['平台数据 审批局 1-9月', '请写受理多少件'],
    ['平台数据 审批局 1-9月 受理 10 应办结 10', '要么都写，要么都不写'],
    ['平台数据 审批局 1-9月 受理 10 应办结 9 按时 10', '按时办结比应办结还多'],
    ['平台数据 审批局 1-9月 受理 10 评价 9/1/1/0/0', '评价的比受理的还多'],
    ['平台数据 审批局 1-9月 受理 10 评价 9/1', '评价请按五级写'],
    [
      '平台数据 审批局 1-9月 受理 10 应办结 10 按时 9 按时办结率 100%',
      '公布的按时办结率和件数算出来的不一样',
    ],
    ['平台数据 审批局 1-9月 受理 10 满意率 101%', '率要在 0 到 100 之间'],
    ['平台数据 审批局 1-9月 受理 10 好评 9', '没看懂“好评9”'],
  ])('%s: %s', async (words, why) => {
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await kept()).toEqual({});
  });

  test('by the hub and the operators; a leader reads; a department is told whose it is; to a firm it is talk', async () => {
    expect(await bench.answers('approval-a', FIGURES)).toContain('由调度员和管理员导入');
    expect(await bench.answers(LEADER, FIGURES)).toContain('由调度员和管理员导入');
    await bench.says(OWNER, FIGURES);
    expect(await kept()).toEqual({});
    const before = await bench.ticket(1);
    expect(await bench.answers(OWNER, '平台数据')).toContain('由调度员和管理员导入');
    expect((await bench.ticket(1)).version).toBe(before.version);
    await bench.says('operator-1', FIGURES);
    expect((await kept()).imports).toHaveLength(1);
  });
});

test('no figure of ours is other by what a platform says of itself', async () => {
  for (const text of ['停电三小时', '路上有坑']) await bench.has(TUESDAY, (story) => story, { text });
  await bench.goesTo(TUESDAY + DAY);
  const ours = async () => {
    const text = await bench.answers(LEADER, '通报 本月');
    // What is shown of platforms stands apart, in a part of its own; where the record has come to is no figure.
    return text
      .split('\n\n')
      .filter((part) => !part.includes('别的平台的数据'))
      .join('\n\n')
      .replace(/^台账 .*$/mu, '');
  };
  const before = await ours();
  for (const [received, inTime] of [
    [7684, 7684],
    [3, 0],
    [999_999, 1],
  ]) {
    await bench.says(HUB, `平台数据 审批局 1-9月 受理 ${received} 应办结 ${received} 按时 ${inTime}`);
    expect(await ours()).toBe(before);
  }
  expect(before).not.toContain('7684');
});

describe('差评', () => {
  test('each of a firm of the roster is a ticket with its source, once; the firm hears its number', async () => {
    const told = await bench.answers(
      HUB,
      `${FIGURES}\n差评 星火煤焦 XC2026-0312 执照变更跑了三趟，窗口说法不一\n差评 火星公司 XC2026-0400 太慢\n差评 星火煤焦 XC2026-0312 又写一遍`,
    );
    expect(told).toContain('差评立件 1 件，没有立的 2 条');
    expect(told).toContain('名册里没有“火星公司”');
    expect(told).toContain('上面已经写过');
    const ticket = await bench.ticket(1);
    expect(ticket).toMatchObject({
      enterprise: 'xinghuo',
      source: { kind: 'platform', id: 'XC2026-0312', title: '行政审批服务管理局平台差评 XC2026-0312' },
      origin: { chatKind: 'private' },
    });
    expect(bench.told(OWNER).join('\n')).toContain('您在政务平台上评的差评已立为诉求件 1');
    expect(bench.told('the-group')).toEqual([]);
    expect(await bench.answers(HUB, '平台差评 星火煤焦 XC2026-0312 再来一遍')).toContain('已经立过（1 号）');
    expect(await bench.store.tickets({})).toHaveLength(1);
    expect(await bench.answers(LEADER, '来源 本月')).toContain('平台差评　1 件：1');
  });

  test('what is said of an official goes to the discipline contacts, and nothing of it stands with the figures', async () => {
    await bench.says(HUB, '平台差评 星火煤焦 审批局的王科长收了我们的钱才给办');
    expect((await kept()).taken).toBeUndefined();
    const [report] = await bench.store.tickets({ confidential: true });
    expect(report).toMatchObject({ confidential: true });
    expect(report?.source).toBeUndefined();
  });

  test.each([
    ['平台差评', '请写企业和说了什么'],
    ['平台差评 星火煤焦', '请写企业和说了什么'],
    ['平台差评 火星公司 太慢', '名册里没有“火星公司”'],
  ])('%s: %s', async (words, why) => {
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await bench.store.tickets({})).toEqual([]);
  });
});
