/** 我的待办: all that is asked of the reader and nothing else first, by its deadline, a page at a time. */
import { describe, expect, test } from 'vitest';
import { at, DAY } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const A = 'housing-a';
const HEAD = 'housing-head';
const WATER = 'water-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const OWNER = 'shangchao-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/^(\d+)(?: ·|　)/gm)].map(([, number]) => Number(number));
const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);
const labelsOf = async (person: string, text: string): Promise<readonly string[]> =>
  (await bench.says(person, text)).flatMap(({ buttons }) => buttons.flat().map(({ label }) => label));

describe('what is asked of whom', () => {
  test('a liaison: the step in hand, and the replies to 督办 and 批示, each with its day', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 本周内给企业答复');
    const text = await bench.answers(A, '我的待办');
    expect(text).toBe(
      [
        '您有 1 件待办，最早到期的在前：',
        '1　办理中　惠民桥样例商贸有限公司',
        '　门口道路塌陷，货车进不来',
        '　请您回复毕志辰的督办：“本周内给企业答复”，11月27日（周五）内',
        '　请您办结，12月1日（周二）内',
      ].join('\n'),
    );
    expect(await bench.answers(HEAD, '我的待办'), 'the head as well').toContain('请您回复毕志辰的督办');
    expect(await bench.answers('housing-b', '我的待办'), 'not the B 岗').toBe('您现在没有待办。');
  });

  test('two orders on one ticket: each its own button, which says whose it is and answers that one', async () => {
    await bench.has(TUESDAY, working);
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 本周内给企业答复');
    await bench.says(LEADER, '批示 1 请抓紧办');
    expect(await labelsOf(A, '我的待办')).toEqual([
      '最终回复（毕志辰督办） 1',
      '看 1',
      '最终回复（谢学岚批示） 1',
      '办结 2',
      '看 2',
    ]);
    await bench.presses(A, '最终回复（谢学岚批示） 1');
    await bench.says(A, '明天进场施工');
    const { duties } = await bench.ticket();
    expect(duties.map(({ kind, endedAt }) => [kind, endedAt === null])).toEqual([
      ['supervise', true],
      ['instruct', false],
    ]);
  });

  test('of one who gave two, the day or the hour tells them apart; alone on the list as well, and 进度 stands once', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(LEADER, '批示 1 请抓紧办');
    await bench.goesTo(TUESDAY + DAY);
    await bench.says(LEADER, '批示 1 请今天到现场');
    const labels = await labelsOf(A, '我的待办');
    expect(labels.filter((label) => label.startsWith('最终回复'))).toEqual([
      '最终回复（谢学岚批示 11月24日（周二））',
      '最终回复（谢学岚批示 11月25日（周三））',
    ]);
    expect(labels.filter((label) => label === '进度')).toHaveLength(1);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('an assisting department: its 协办, with the buttons that answer it', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(A, '协办 1 水利 请看地下管线');
    const labels = await labelsOf(WATER, '我的待办');
    expect(bench.newest(WATER)).toContain('　请您回复倪文泉的协办：“请看地下管线”，11月27日（周五）内');
    expect(labels).toEqual(['回复', '阶段性情况']);
    await bench.presses(WATER, '回复');
    await bench.says(WATER, '管线没有破损');
    expect(await bench.answers(WATER, '我的待办')).toBe('您现在没有待办。');
  });

  test('the hub: requests to settle and companies to call; a leader: 顶格推进', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(A, '延期 1 3天 设备未到');
    expect(await labelsOf(HUB, '我的待办')).toEqual(['同意', '不同意']);
    expect(bench.newest(HUB)).toContain('　请您审批：延期 3 个工作日，11月25日（周三）内');
    await bench.presses(HUB, '同意');
    await bench.says(HUB, '顶格 1 两家说法不一');
    expect(await bench.answers(LEADER, '我的待办')).toContain('定下来（毕志辰提请顶格推进）：“两家说法不一”');
  });

  test('an owner: what is to be rated; what lies with others stands behind it', async () => {
    await bench.has(TUESDAY);
    await bench.has(TUESDAY, (story) => next(working(story), 'liaison', COMMANDS.resolve, TUESDAY));
    const text = await bench.answers(OWNER, '我的待办');
    expect(text).toMatch(
      /^您有 1 件待办，最早到期的在前：\n2　已办结，待企业评价　[\s\S]*　请您评价，[\s\S]*在等别人的 1 件：\n1　待签收　/u,
    );
  });
});

test('while the enterprise is waited for, nothing is asked of the department', async () => {
  await bench.has(TUESDAY, working);
  await bench.says(A, '请补充 1 请发施工合同');
  expect(await bench.answers(A, '我的待办')).toMatch(/^您现在没有待办。\n在等别人的 1 件：\n1　/u);
  expect(await bench.answers(OWNER, '我的待办')).toContain('　请您补充：“请发施工合同”，');
});

test('the earliest due stands first, and says how many days it is late', async () => {
  await bench.has(TUESDAY - DAY);
  await bench.has(TUESDAY - 14 * DAY);
  await bench.has(TUESDAY - 2 * DAY);
  const text = await bench.answers(A, '我的待办');
  expect(numbersIn(text)).toEqual([2, 3, 1]);
  expect(text).toMatch(/　请您签收，应于 11月11日（周三）内，已超期 13 天/u);
});

test('all of it is there: ten on a page, the rest by tapping, each page made anew', async () => {
  for (let n = 0; n < 23; n++) await bench.has(TUESDAY);
  const first = await bench.answers(A, '我的待办');
  expect(first).toContain('您有 23 件待办');
  expect(first).toContain('（第 1 页，共 3 页）');
  expect(numbersIn(first)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await bench.presses(A, '下一页');
  expect(numbersIn(bench.newest(A))).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  await bench.presses(A, '看 15');
  expect(bench.newest(A)).toContain('【诉求件 15】');
  await bench.presses(A, '下一页');
  expect(numbersIn(bench.newest(A))).toEqual([21, 22, 23]);
  expect(await labelsOf(A, '我的待办')).toContain('下一页');
});

test('a page that is no more there is the last there is, and a forged one is none', async () => {
  await bench.has(TUESDAY);
  await bench.has(TUESDAY);
  await bench.presented(A, 'v1|list|9|0|todo');
  expect(numbersIn(bench.newest(A))).toEqual([1, 2]);
  expect(await bench.presented(A, 'v1|list|1|0|everything')).not.toBe('');
});

test('asked in the group, the list comes in private', async () => {
  await bench.has(TUESDAY);
  const before = bench.told(GROUP).length;
  await bench.says(A, '我的待办', 'group');
  expect(bench.told(GROUP).slice(before)).toEqual(['已私聊发给您。']);
});

test('of several, each begins with one tap what is asked of the reader, or is opened', async () => {
  await bench.has(TUESDAY);
  await bench.has(TUESDAY, (story) => next(story, 'liaison', COMMANDS.sign, TUESDAY));
  await bench.has(TUESDAY, working);
  await bench.has(TUESDAY, working);
  await bench.says(HUB, '督办 4 本周内给企业答复');
  const rows = (await bench.says(A, '我的待办')).flatMap(({ buttons }) => buttons);
  expect(rows.map((row) => row.map(({ label }) => label)).toSorted()).toEqual([
    ['办结 3', '看 3'],
    ['最终回复 4', '看 4'],
    ['签收 1', '看 1'],
    ['首次反馈 2', '看 2'],
  ]);
  await bench.presses(A, '签收 1');
  expect((await bench.ticket(1)).state).toBe('working');
  await bench.presses(A, '首次反馈 2');
  await bench.says(A, '明天上午带人到现场看，路面先垫平。');
  expect((await bench.ticket(2)).facts.fedBackAt).not.toBeNull();
  await bench.presses(A, '办结 3');
  await bench.says(A, '路面已经修好，企业看过了。');
  expect((await bench.ticket(3)).state).toBe('resolved');
});

test('whose it is, and what was asked for, is looked at before it is settled', async () => {
  for (let n = 0; n < 2; n++) {
    await bench.has(TUESDAY, working);
    await bench.says(A, `延期 ${n + 1} 3天 设备未到`);
  }
  expect(await labelsOf(HUB, '我的待办')).toEqual(['看 1', '看 2']);
});

describe('where nothing can be pressed', () => {
  useBench(
    TUESDAY,
    (opened) => {
      bench = opened;
    },
    { can: { buttons: false } },
  );

  test('the next page has a number', async () => {
    for (let n = 0; n < 12; n++) await bench.has(TUESDAY);
    const [, number = ''] = /(\d+)\u00a0下一页/u.exec(await bench.answers(A, '我的待办')) ?? [];
    expect(numbersIn(await bench.answers(A, number))).toEqual([11, 12]);
  });
});
