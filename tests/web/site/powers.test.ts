/** 权责清单 on the pages: anybody reads and takes the list; proposals are read by whom they concern, and decided by 编办 alone. */
import { expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/time.ts';
import { readBook } from '../../../src/papers/book/read.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const DECIDER = 'bianban-a';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

test('searched, proposed, spoken on, decided; what was given to a township stands there for the hub', async () => {
  const { bench } = visit;
  for (const text of ['光伏并网卡住了', '储能项目并网要哪些材料'])
    await bench.has(START, (story) => story, { text, department: 'energy' });
  await bench.has(START, (story) => story, { text: '县道上的坑', department: 'transport' });
  await bench.goesTo(START + HOUR);
  for (const number of [1, 2]) await bench.says('energy-a', `转办 ${number} 供电公司 并网由供电受理`);
  await bench.says('dispatcher-1', '分办 3 师庄乡 先就近看一下');

  const owner = await visit.enter('xinghuo-1');
  const found = (await visit.get(`/powers?q=${encodeURIComponent('光伏并网')}`, owner)).text;
  expect(found).toContain('新能源项目并网协调');
  expect(found).not.toContain('城镇燃气和集中供热');
  expect(found).not.toContain('调整建议');
  expect((await visit.get(`/powers?q=${encodeURIComponent('火星')}`, owner)).text).toContain(
    '清单里没有“火星”',
  );
  expect((await visit.get('/powers/proposals/1', owner)).status).toBe(404);
  expect((await visit.get('/powers', await visit.enter('operator-1'))).status).toBe(404);

  const office = await visit.enter('power-a');
  expect(
    (await visit.post('/powers/proposals/1', { act: 'say', words: '在我们窗口' }, office)).location,
  ).toBe('/w/powers/proposals/1');
  // Whoever may not decide is told why in the talk, and nothing is decided.
  expect((await visit.post('/powers/proposals/1', { act: 'accept', words: '同意' }, office)).location).toBe(
    '/w/talk#talk',
  );
  const decider = await visit.enter(DECIDER);
  expect((await visit.get('/powers/proposals/1', decider)).text).toContain('在我们窗口');
  // 能源局 has not been heard.
  expect((await visit.post('/powers/proposals/1', { act: 'accept', words: '同意' }, decider)).location).toBe(
    '/w/talk#talk',
  );
  await bench.says('energy-a', '清单意见 1 没意见');
  expect((await visit.post('/powers/proposals/1', { act: 'accept', words: '' }, decider)).status).toBe(400);
  await visit.post('/powers/proposals/1', { act: 'accept', words: '由供电公司受理' }, decider);
  expect((await visit.get('/powers', owner)).text).toContain('第 5 版');
  const decided = (await visit.get('/powers/proposals/1', decider)).text;
  expect(decided).toContain('已接受，第 5 版');
  expect(decided).not.toContain('定下来');

  const hub = (await visit.get('/powers', await visit.enter('dispatcher-1'))).text;
  expect(hub).toContain('清单外交办乡镇的');
  expect(hub).toContain('先就近看一下');
  expect((await visit.get('/board?p=本月', await visit.enter('leader-1'))).text).toContain('第 5 版改');
});

test('the workbook has the list as it is in force', async () => {
  const { bench } = visit;
  await bench.says('power-a', '清单异议 2 供电公司 并网由我们受理');
  await bench.says('energy-a', '清单意见 1 没意见');
  await bench.says(DECIDER, '清单接受 1 同意');
  const owner = await visit.enter('xinghuo-1');
  const [items, version] = await readBook(await visit.bytes('/powers/list.xlsx', owner));
  expect(items?.rows[2]).toEqual(expect.arrayContaining(['新能源项目并网协调', '供电公司']));
  expect(version?.rows[1]?.[0]).toBe('5');
});
