/** 常用语: those that fit are listed, one that is chosen is a draft, and nothing is said before somebody says so. */
import { describe, expect, test } from 'vitest';
import { snippetsFor } from '../../src/domain/snippets.ts';
import { type Bench, useBench } from './bench.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const SAID = '抢修人员已出发';

let bench: Bench;
useBench(START, (one) => {
  bench = one;
});

const raised = () => bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');

describe('in the chat', () => {
  test('what fits is offered, chosen it is a draft, and confirmed it is the step itself', async () => {
    await raised();
    const [list] = await bench.says(LIAISON, '常用语 1');
    const names = list?.buttons.flat().map(({ label }) => label) ?? [];
    expect(names[0]).toBe('排查线路');
    expect(names).not.toContain('已约欠款单位');
    await bench.presses(LIAISON, '排查线路');
    expect(bench.newest(LIAISON)).toContain('草稿，还没有发出');
    expect((await bench.ticket()).facts.fedBackAt).toBeNull();
    expect(bench.told(OWNER).join('\n')).not.toContain(SAID);
    await bench.presses(LIAISON, '按这句反馈');
    expect((await bench.ticket()).facts.fedBackAt).not.toBeNull();
    expect(bench.told(OWNER).join('\n')).toContain(SAID);
  });

  test('one with something to fill in cannot be sent as it is', async () => {
    await raised();
    await bench.says(LIAISON, '常用语 1');
    await bench.presses(LIAISON, '约好上门');
    expect(bench.newest(LIAISON)).toContain('把〔〕里的填好');
    expect(bench.newest(LIAISON)).toContain('反馈 1 已经和您电话联系过');
    const { cycle } = await bench.ticket();
    await bench.presented(LIAISON, `v1|snippet|1|${cycle}|visit-send`);
    expect((await bench.ticket()).facts.fedBackAt).toBeNull();
  });

  test('is for those who work on the ticket; a button of a snippet that is no more does nothing', async () => {
    await raised();
    for (const id of [OWNER, 'water-a', 'dispatcher-1', 'leader-1']) {
      await bench.says(id, '常用语 1');
      expect(bench.newest(id), id).not.toContain('选一句看草稿');
    }
    const { cycle, version } = await bench.ticket();
    expect(await bench.presented(LIAISON, `v1|snippet|1|${cycle}|gone-send`)).toContain('已经过时');
    expect((await bench.ticket()).version).toBe(version);
  });
});

test('a matter’s own words come first, then what everybody says; other departments’ and kinds’ not at all', () => {
  const { snippets } = bench.county;
  const ids = (over: object) =>
    snippetsFor({ department: 'power', flow: 'complaint@1', text: '又停电了', ...over }, snippets).map(
      ({ id }) => id,
    );
  expect(ids({}).slice(0, 2)).toEqual(['power-check', 'power-restored']);
  expect(ids({ department: 'water' })).not.toContain('power-check');
  expect(ids({ department: null })).toContain('visit');
  expect(ids({ text: '电表走得快' })).not.toContain('power-check');
  expect(ids({ flow: 'arrears@1' })).toContain('arrears-met');
  expect(ids({})).not.toContain('consult');
});
