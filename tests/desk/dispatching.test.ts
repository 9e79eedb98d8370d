/** 派单报告: what was assigned without the dispatcher and was wrong is named, with the words that pointed there. */
import { expect, test } from 'vitest';
import { at, HOUR } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
const report = async (person: string): Promise<string> =>
  (await bench.says(person, '派单报告')).map(({ text }) => text).join('\n');

test('with nothing registered it says so; who is neither dispatcher nor operator is told that', async () => {
  expect(await report('dispatcher-1')).toBe('近 4 周没有登记，没有可统计的。');
  expect(await report('shangchao-1')).toBe('派单报告只有调度员和管理员能看。');
});

test('right, wrong and unclear are counted by week; a report about an official is in none of it', async () => {
  await bench.says('shangchao-1', '厂里变压器老跳闸，请供电公司来看看');
  await bench.goesTo(TUESDAY + HOUR);
  await bench.says('xinghuo-1', '税务局给的发票额度不够用');
  await bench.says('tax-a', '转办 2 审批 这是系统里的资质问题');
  await bench.says('zhiyuan-1', '环保局王科长收红包，不给就不验收');
  await bench.goesTo(TUESDAY + 2 * HOUR);
  await bench.says('taotang-1', '我们厂那件老大难的事，盼着有人给解决一下');
  const queued = (await bench.store.tickets({ states: ['queued'] })).find((one) => !one.confidential);
  expect(queued, 'nobody could tell whose it is').toBeDefined();
  await bench.says('dispatcher-1', `分办 ${queued?.number} 住建`);

  const before = await report('dispatcher-1');
  expect(before, 'nobody has said yet that it is theirs').toContain('直接派 2 件，对 0 件，还没签收 1 件');
  await bench.says((await bench.ticket(1)).liaison ?? '', '签收 1');
  const told = await report('dispatcher-1');
  expect(told).toContain('登记 3 件。直接派 2 件，对 1 件，还没签收 0 件；调度员定 1 件');
  expect(told).toContain('2　税务局给的发票额度不够用　派给税务局，应为行政审批服务管理局');
  expect(told, 'which words of the list pointed there').toMatch(/是.*“税务局”.*指向了税务局/u);
  expect(told).not.toMatch(/红包|王科长/u);
  expect(await report('operator-1')).toBe(told);
});
