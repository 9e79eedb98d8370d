/** A ledger from before on the desk: what goes on as tickets, what is only told, what is never taken twice. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carryOver } from '../../src/desk/past/carry.ts';
import { isWorthwhile, planInWords, planOf } from '../../src/desk/past/plan.ts';
import { at } from '../../src/domain/time.ts';
import { readPast } from '../../src/papers/past/past.ts';
import { type Bench, GROUP, openBench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const HUB = 'dispatcher-1';
const FIRM = '星火样例煤焦有限公司';
const HEAD = '序号,企业名称,反映问题,受理日期,责任单位,办理时限,办理情况,是否办结,办结时间,满意度';
const OPEN = [
  `1,${FIRM},厂区门口道路破损，运煤车进出困难,2026.11.2,住建局,2026-12-10,已到现场勘查,否,,`,
  `2,${FIRM},厂区夜间经常停电,2026.11.3,供电公司,,,否,,`,
  `3,${FIRM},希望协调解决员工子女上学,2026.11.3,,,,办理中,,`,
  `4,${FIRM},厂门口积水没人管,2026.10.8,住建局、水利局,2026.11.1,,否,,`,
];
const CLOSED = [
  `5,哪家企业都行,道路坑洼,2025.3.5,哪个局都行,2025.3.20,已修,是,2025.3.18,满意`,
  `6,另一家,路灯不亮,2025.3.9,城管,2025.3.12,已修,是,2025.3.18,不满意`,
  `7,另一家,路灯又不亮,2025.4.9,城管,即时,已修,是,,`,
];

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const bytesOf = (rows: readonly string[]) => new TextEncoder().encode([HEAD, ...rows].join('\n'));

async function plan(rows: readonly string[], on = bench, name = '旧台账.csv') {
  const bytes = bytesOf(rows);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return planOf({ name, sha256 }, await readPast(bytes, '2026-11-24'), on.program.parts);
}

async function imported(rows: readonly string[], on = bench) {
  const done = await carryOver(await plan(rows, on), HUB, on.program.parts);
  await on.program.delivery.run();
  return done;
}

test('what is taken over is 结转 in every figure, and never 新收', async () => {
  await imported([...OPEN, ...CLOSED]);
  await bench.says('xinghuo-1', '厂区电压不稳，电机烧了两台，请供电公司来看');
  const brief = await bench.answers('leader-1', '简报 本周');
  expect(brief).toContain('结转 4＋新收 1＝在办 5＋挂账 0＋销号 0＋剔除 0');
});

test('今年办结率 is of the 新收 of the year, also once what was taken over is closed; 累计 has both, and 口径 says so', async () => {
  await imported(OPEN);
  await bench.says('housing-a', '签收 1');
  await bench.says('housing-a', '办结 1 路面已经修好');
  await bench.says('xinghuo-1', '满意');
  await bench.says('xinghuo-1', '厂区电压不稳，电机烧了两台，请供电公司来看');
  const sheet = await bench.answers('leader-1', '口径');
  expect(sheet).toMatch(/今年办结率　0\/1\n.*不含旧台账/u);
  expect(sheet).toMatch(/累计办结率　20%（1\/5）/u);
  expect(sheet).toContain('旧台账接来的：算结转，不算新收，不进今年办结率');
});

test('open matters become tickets of the desk, due as the office wrote or by the flow from today', async () => {
  expect(await imported([...OPEN, ...CLOSED])).toEqual({ done: 4 });
  const tickets = await bench.store.tickets({});
  expect(tickets.map(({ number, state, department }) => [number, state, department])).toEqual([
    [1, 'assigned', 'housing'],
    [2, 'assigned', 'power'],
    [3, 'queued', null],
    [4, 'assigned', 'housing'],
  ]);
  const [first, second, , late] = tickets;
  expect(first?.clocks.resolve?.deadline.explanation.lastDay).toBe('2026-12-10');
  expect(late?.clocks.resolve?.deadline.explanation.lastDay).toBe('2026-11-01');
  expect(second?.clocks.resolve?.deadline.explanation.start).toBe(TUESDAY);
  expect(first?.clocks.sign).toBeUndefined();
  expect(first?.text).toContain('2026年11月2日受理');
  expect(first?.text).toContain('已到现场勘查');
});

test('nobody of an enterprise and no group is told; each liaison and dispatcher reads one message', async () => {
  await imported([...OPEN, ...CLOSED]);
  expect(bench.told(GROUP)).toEqual([]);
  for (const { id } of bench.county.roster.enterprises.flatMap(({ members }) => members)) {
    expect(bench.told(id), id).toEqual([]);
  }
  const [toLiaison, ...more] = bench.told('housing-a');
  expect(more).toEqual([]);
  expect(toLiaison).toContain('接过来 2 件');
  expect(toLiaison).toMatch(/1　.*\n4　/u);
  for (const { id } of bench.county.roster.dispatchers) {
    expect(bench.told(id), id).toEqual([expect.stringContaining('在办 4 件已登记')]);
    expect(bench.newest(id)).toContain('已办结 3 件只作往期数字');
    expect(bench.newest(id)).toMatch(/3　/u);
  }
  expect(bench.told('housing-head')).toEqual([]);
});

test('of what a ledger has none, nothing is said: no 0 件', async () => {
  const [dated] = OPEN;
  const only = [dated ?? ''];
  const words = planInWords(await plan(only), TUESDAY).join('\n');
  expect(words).toContain('读出 1 行：还在办的 1 件接过来继续办。');
  expect(words).toContain('在办件的办理时限：1 件按表里写的。');
  await imported(only);
  expect(bench.newest(HUB)).toContain('在办 1 件已登记。');
  expect(`${words}\n${bench.newest(HUB)}`).not.toMatch(/(?<!\d)0 件/u);
});

test('what was over before it was taken over is asked for on the next working morning, and not of the enterprise', async () => {
  await imported(OPEN);
  await bench.goesTo(at('2026-11-25', '08:59'));
  expect(bench.told('housing-head')).toEqual([]);
  await bench.goesTo(at('2026-11-25', '09:01'));
  for (const person of ['housing-a', 'housing-head', HUB]) {
    const told = bench.told(person).filter((text) => text.includes('诉求件 4') && text.includes('超期'));
    expect(told, person).toHaveLength(1);
  }
  expect(bench.told('xinghuo-1').filter((text) => text.includes('诉求件 4'))).toEqual([]);
  await bench.goesTo(at('2026-11-26', '12:00'));
  expect(bench.told('housing-head').filter((text) => text.includes('诉求件 4'))).toHaveLength(1);
});

test('from then on they are tickets like any other: signed, done, rated by the enterprise', async () => {
  await imported(OPEN);
  await bench.says('housing-a', '签收 1');
  await bench.says('housing-a', '办结 1 路面已经修好');
  expect((await bench.ticket(1)).state).toBe('resolved');
  expect(bench.newest('xinghuo-1')).toContain('路面已经修好');
  await bench.says('xinghuo-1', '满意');
  expect((await bench.ticket(1)).state).toBe('closed');
});

test('closed ones are figures of the month in which they were raised, and in none of our own', async () => {
  await imported([...OPEN, ...CLOSED]);
  const [record] = (await bench.store.office()).imports ?? [];
  expect(record?.past).toEqual({
    '2025-03': { count: 2, timed: 2, inTime: 1, satisfied: 1, basic: 0, dissatisfied: 1 },
    '2025-04': { count: 1, timed: 0, inTime: 0, satisfied: 0, basic: 0, dissatisfied: 0 },
  });
  expect(await bench.answers('leader-1', '通报 2025年3月')).not.toMatch(/满意.*1/u);
});

test('the same file twice gives nothing twice, and a longer one only what is new', async () => {
  await imported([...OPEN, ...CLOSED]);
  const again = await plan([...OPEN, ...CLOSED]);
  expect(isWorthwhile(again)).toBe(false);
  expect(planInWords(again, TUESDAY).join()).toContain('已经导入过');
  const more = `8,${FIRM},厂区门口路灯坏了,2026.11.9,住建局,,,否,,`;
  const longer = await plan([...OPEN, ...CLOSED, more]);
  expect([longer.known, longer.open.length, longer.closed.length]).toEqual([7, 1, 0]);
  await carryOver(longer, HUB, bench.program.parts);
  expect(await bench.store.tickets({})).toHaveLength(5);
});

test('of two previews of one time only one is written', async () => {
  const [one, two] = [await plan(OPEN), await plan([...OPEN, ...CLOSED])];
  expect(await carryOver(one, HUB, bench.program.parts)).toEqual({ done: 4 });
  expect(await carryOver(two, HUB, bench.program.parts)).toBe('stale');
  expect(await bench.store.tickets({})).toHaveLength(4);
});

test('a preview writes nothing, and says how each clock is set', async () => {
  const before = bench.store.head();
  const words = planInWords(await plan([...OPEN, ...CLOSED]), TUESDAY).join('\n');
  expect(words).toContain('读出 7 行：还在办的 4 件接过来继续办，已办结的 3 件只作往期数字。');
  expect(words).toContain('2 件按表里写的（其中 1 件已经过了，导入后就是超期），2 件表里没写');
  expect(words).toContain('没写责任单位的 1 件交调度员分办');
  expect(words).toContain('2025-03 至 2025-04');
  expect(bench.store.head()).toEqual(before);
});

describe('what cannot go on as a ticket is named by its cell', () => {
  test.each([
    [`1,没有这家,路坏了,2026.11.2,住建局,,,否,,`, 'B2（企业名称）'],
    [`1,,路坏了,2026.11.2,住建局,,,否,,`, 'B2（企业名称）'],
    [`1,${FIRM},路坏了,2026.11.2,没有这个局,,,否,,`, 'E2（责任单位）'],
    [`1,${FIRM},住建局的张科长收我们的红包才给办手续,2026.11.2,住建局,,,否,,`, '像是反映作风问题的'],
    [`1,${FIRM},【机密】关于某项目的事,2026.11.2,住建局,,,否,,`, '密级'],
    [`1,${FIRM},路坏了,2026.11.2,住建局,尽快,,否,,`, 'F2（办理时限）'],
  ])('%s', async (row, fault) => {
    const { open, faults } = await plan([row, ...CLOSED]);
    expect(open).toEqual([]);
    expect(faults.join()).toContain(fault);
  });

  test('more open ones than can be told of at once are refused together', async () => {
    const rows = Array.from({ length: 501 }, (_, at) => `${at},${FIRM},第${at}件,2026.11.2,住建局,,,否,,`);
    const { open, faults } = await plan(rows);
    expect(open).toEqual([]);
    expect(faults[0]).toContain('一次最多接过来 500 件');
  });
});

test('it is on record after a restart, and the same file is known again', async () => {
  const dir = join(bench.dir, '..', 'again');
  const first = await openBench(dir, TUESDAY);
  await imported([...OPEN, ...CLOSED], first);
  await first.end();
  const second = await openBench(dir, at('2026-11-25', '10:00'));
  try {
    expect((await plan([...OPEN, ...CLOSED], second)).before?.tickets).toEqual([1, 2, 3, 4]);
    const more = await plan([...OPEN, ...CLOSED, `8,${FIRM},路灯坏了,2026.11.9,住建局,,,否,,`], second);
    expect(more.known).toBe(7);
  } finally {
    await second.end();
  }
});

test('what is late already does not ring at once for each, nor in the night', async () => {
  await imported(OPEN);
  const told = bench.told('housing-a').length;
  await bench.goesTo(at('2026-11-24', '12:00'));
  expect(bench.told('housing-a').length).toBe(told);
});
