/** What a liaison types with the number of a ticket, in the order that comes to hand: it is of that ticket. */
import { beforeEach, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const A = 'power-a';
const FIRMS = ['xinghuo-1', 'taotang-1', 'qingyun-1'] as const;

let bench: Bench;
useBench(at('2026-11-02', '09:00'), (opened) => {
  bench = opened;
});
beforeEach(async () => {
  for (const firm of FIRMS) await bench.says(firm, '厂区这两天老是跳闸，请供电公司来看看。');
});

const stateOf = async (number: number) => (await bench.ticket(number)).state;

test.each([
  ['2号办完了，变压器已换', '办完了，变压器已换'],
  ['办好 2 变压器已换', '变压器已换'],
  ['办完2，变压器已换', '变压器已换'],
  ['已办结 2 变压器已换', '变压器已换'],
])('%s: the result of that ticket', async (words, result) => {
  await bench.says(A, '签收 2');
  await bench.says(A, words);
  expect(await stateOf(2)).toBe('resolved');
  expect(bench.told(FIRMS[1]).join('\n')).toContain(`报告已办结——${result}`);
  expect([await stateOf(1), await stateOf(3)]).toEqual(['assigned', 'assigned']);
});

test.each(['2号办好了一部分，剩下的下周换', '2号已经派人了', '2 今天派人去看'])(
  '%s: no result; it is asked whether the firm is to read it, of that ticket alone',
  async (words) => {
    const told = await bench.answers(A, words);
    expect(told).toMatch(/^这是哪一件的反馈/u);
    expect(told.match(/应于/gu)).toHaveLength(1);
    expect(told).toMatch(/^2　/mu);
    expect(await stateOf(2)).toBe('assigned');
  },
);

test.each(['2号楼的线已换', '2号以前都能通电'])('%s names no ticket', async (words) => {
  expect((await bench.answers(A, words)).match(/应于/gu)).toHaveLength(3);
});

test.each(['2号不归我们，是住建的', '2号转给住建', '2 应该归住建'])(
  '%s: asked whether it goes there',
  async (words) => {
    const told = await bench.answers(A, words);
    expect(told).toMatch(/^要转办给住房和城乡建设局吗/u);
    expect(told.match(/应于/gu)).toHaveLength(1);
  },
);

test('已签收, 申请延期 and 要材料 are what 签收, 延期 and 请补充 are', async () => {
  await bench.says(A, '已签收2');
  expect(await stateOf(2)).toBe('working');
  expect(await bench.answers(A, '申请延期 2 3天 配件没到')).toContain('诉求件 2 延期 3 个工作日');
  await bench.says(A, '签收 1');
  expect(await bench.answers(A, '要材料 1 用电合同')).toContain('已请企业补充，诉求件 1 停表');
  expect(await bench.answers(A, '要材料费三千块，企业不同意')).toMatch(/^这是哪一件的反馈/u);
});

test('in answer to the card, what was done is the result', async () => {
  await bench.says(A, '签收 1');
  await bench.replies(A, '办完了，线路已修好', '【诉求件 1】');
  expect(await stateOf(1)).toBe('resolved');
});

test('what waits is asked for in one’s own words', async () => {
  await bench.says(A, '签收 2');
  expect(await bench.answers(A, '我这有几件没办')).toContain('您有 3 件没有办完');
  const unsigned = await bench.answers(A, '还有哪些没签收？');
  expect(unsigned).toContain('等签收：2 件');
});
