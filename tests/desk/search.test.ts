/** 查 星火, 查 财政局 11月, 查 停电, 查 等企业: lists by company, department, month, word, and whom they wait for. */
import { describe, expect, test } from 'vitest';
import { at, DAY, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const NOW = at('2026-12-01', '10:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let bench: Bench;
useBench(NOW, (opened) => {
  bench = opened;
});

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/^(\d+)(?: ·|　)/gm)].map(([, number]) => Number(number));
const finds = async (person: string, words: string) => numbersIn(await bench.answers(person, words));

/** Of two firms and two departments, in two months: open, answered, over; and a report of the one firm. */
async function county(): Promise<void> {
  const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, NOW - DAY);
  const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, NOW - DAY);
  const rated = (story: Story): Story => next(resolved(story), 'reporter', COMMANDS.confirm, NOW - DAY);
  await bench.has(at('2026-10-09', '10:00'), rated, { text: '厂区停电两小时' });
  await bench.has(at('2026-11-27', '10:00'), resolved, { text: '门口的路塌了' });
  await bench.has(at('2026-11-27', '11:00'), signed, { text: '又停电了，请来看' });
  await bench.has(at('2026-11-30', '10:00'), undefined, {
    enterprise: 'xinghuo',
    member: 'xinghuo-1',
    department: 'finance',
    candidates: [{ department: 'finance', p: 0.9 }],
    text: '停电以后贷款还不上',
  });
  await bench.has(at('2026-11-30', '11:00'), undefined, {
    confidential: true,
    kind: 'whistleblow',
    text: '停电时有人收钱',
  });
  // What was to be told meanwhile is told before anybody asks.
  await bench.goesTo(NOW + MINUTE);
}

describe.each([HUB, LEADER])('%s looks through the whole county', (person) => {
  test('by company, department, word, month, and whom it waits for; what is open first; never a report', async () => {
    await county();
    expect(await finds(person, '查 惠民桥')).toEqual([2, 3, 1]);
    expect(await finds(person, '查 星火')).toEqual([4]);
    expect(await finds(person, '查 住建局')).toEqual([2, 3, 1]);
    expect(await finds(person, '查住建局11月')).toEqual([2, 3]);
    expect(await finds(person, '查 停电')).toEqual([3, 4, 1]);
    expect(await finds(person, '查 停电 10月')).toEqual([1]);
    expect(await finds(person, '查 等企业')).toEqual([2]);
    expect(await finds(person, '查 等签收')).toEqual([4]);
    expect(await finds(person, '查 等审批')).toEqual([]);
  });
});

test('a department looks through what it has, an enterprise through its own', async () => {
  await county();
  expect(await finds('housing-a', '查 停电')).toEqual([3, 1]);
  expect(await finds('housing-head', '查 停电')).toEqual([3, 1]);
  expect(await finds('housing-b', '查 星火')).toEqual([]);
  expect(await finds('finance-a', '查 停电')).toEqual([4]);
  expect(await finds('shangchao-2', '查 停电'), 'whoever of the firm').toEqual([3, 1]);
  expect(await finds('xinghuo-1', '查 惠民桥')).toEqual([]);
  expect(await finds('discipline-1', '查 停电'), 'no report').toEqual([]);
});

test('each line says the company, the matter, who has it with a number to call, and how late it is', async () => {
  await bench.has(at('2026-11-20', '10:00'));
  await bench.goesTo(NOW + MINUTE);
  const text = await bench.answers(LEADER, '查 住建局');
  expect(text).toBe(
    [
      '住房和城乡建设局：1 件，没办完的在前：',
      '1　待签收　惠民桥样例商贸有限公司　住房和城乡建设局 倪文泉 000-00001010　应于 11月27日（周五）内办结，已超期 4 天',
      '　门口道路塌陷，货车进不来',
    ].join('\n'),
  );
});

test('where nothing is found it says what can be asked, and an owner hears how to raise it', async () => {
  const hub = await bench.answers(HUB, '查 火星');
  expect(hub).toContain('没有找到：火星。');
  expect(hub).toContain('查 财政局');
  expect(await bench.answers(HUB, '查')).toContain('查 财政局');
  expect(await bench.answers('xinghuo-1', '查 停电')).toContain('有新的困难，直接说就行');
});

test('in the group it is answered in private, and the group reads no more than that', async () => {
  await county();
  const before = bench.told(GROUP).length;
  await bench.says(HUB, '查 停电', 'group');
  expect(bench.told(GROUP).slice(before)).toEqual(['已私聊发给您。']);
  expect(numbersIn(bench.newest(HUB))).toEqual([3, 4, 1]);
});

test.each(['查水表的人把阀门弄坏了，车间没水', '查 一下我们厂的电表走得太快'])(
  '%s is no list: an owner who says so is heard as ever',
  async (text) => {
    expect(await bench.answers('xinghuo-1', text)).not.toMatch(/没有找到|可以这样查/u);
  },
);

test('pages are turned by a button that asks for the same again', async () => {
  for (let n = 0; n < 12; n++) await bench.has(NOW - DAY);
  const first = await bench.answers(HUB, '查 惠民桥 11月');
  expect(first).toContain('12 件');
  expect(first).toContain('（第 1 页，共 2 页）');
  expect(numbersIn(first)).toHaveLength(10);
  await bench.presses(HUB, '下一页');
  expect(numbersIn(bench.newest(HUB))).toEqual([11, 12]);
  await bench.presses(HUB, '看 12');
  expect(bench.newest(HUB)).toContain('【诉求件 12】');
});
