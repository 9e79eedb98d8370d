/** 帮办 on the pages: what is offered, the line of stations, and what each may do there. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const OWNER = 'xinghuo-1';
const WINDOW = 'approval-a';
let visit: Visit;
useVisit(at('2026-12-01', '09:00'), (opened) => {
  visit = opened;
});

const guide = async () => (await visit.bench.store.office()).arrangements?.guides?.[1];

async function begun(): Promise<string> {
  const owner = await visit.enter(OWNER);
  await visit.post('/guides', { key: randomUUID(), template: 'factory_start' }, owner);
  return owner;
}

const act = (name: string, place: number, as: string, words = '') =>
  visit.post('/guides/1', { key: randomUUID(), act: name, place: String(place), words }, as);

test('templates are shown whole to everybody, and begun by a firm alone', async () => {
  const leader = await visit.enter('leader-1');
  const page = (await visit.get('/guides', leader)).text;
  for (const part of ['能帮办的', '厂房开工', '基坑支护和土方开挖施工许可', '3个工作日', '半个工作日']) {
    expect(page).toContain(part);
  }
  expect(page).not.toContain('开始帮办');
  expect((await visit.get('/', leader)).text).toContain('/w/guides');
  await begun();
  expect(await guide()).toMatchObject({ template: 'factory_start' });
});

test('the whole way by pages: promise, papers, complete, stop, on again, done', async () => {
  const owner = await begun();
  const land = await visit.enter('land-a');
  const approval = await visit.enter(WINDOW);
  await act('handIn', 1, owner);
  expect((await visit.get('/guides/1', land)).text).toContain('交齐，等核对');
  await act('ready', 1, land);
  await act('done', 1, land, '合同已签');
  const page = (await visit.get('/guides/1', owner)).text;
  expect(page).toContain('已办 1/7');
  expect(page).toContain('愿意接受撤销许可');
  expect(page).not.toContain('name="act" value="ready"');
  await act('pledge', 2, owner);
  expect((await guide())?.papers.pit?.pledged?.by).toBe(OWNER);
  await act('handIn', 2, owner);
  await act('ready', 2, approval);
  await act('handIn', 3, owner);
  await act('ready', 3, land);
  await act('stand', 3, land, '公示');
  expect((await visit.get('/guides/1', owner)).text).toContain('停表：公示（城乡规划法第四十条）');
  await act('goOn', 3, land);
  await act('done', 3, land, '已发证');
  expect((await visit.get('/guides', owner)).text).toContain('已办 2/7');
});

test('a second list of what is missing is neither offered nor taken, and the page says why', async () => {
  const owner = await begun();
  const land = await visit.enter('land-a');
  await act('handIn', 1, owner);
  await act('missing', 1, land, '立项备案证明');
  expect((await visit.get('/guides/1', land)).text).not.toContain('value="missing"');
  await act('missing', 1, land, '别的');
  expect((await guide())?.papers.contract?.missing?.text).toBe('立项备案证明');
  expect((await visit.get('/guides/1', land)).text).toContain('第三十二条');
});

test('the board tells of it, and leads to the page', async () => {
  await begun();
  const leader = await visit.enter('leader-1');
  const board = (await visit.get('/board?p=本月', leader)).text;
  expect(board).toContain('帮办 1 件，办成 0 件');
  expect(board).toContain('href="/w/guides"');
});

describe('what is not somebody’s', () => {
  test('is not found', async () => {
    await begun();
    const stranger = await visit.enter('shangchao-1');
    expect((await visit.get('/guides/1', stranger)).status).toBe(404);
    expect((await act('handIn', 1, stranger)).status).toBe(404);
    expect((await visit.get('/guides', stranger)).text).toContain('现在没有正在帮办的');
    expect((await visit.get('/guides/1')).status).toBe(401);
    expect((await visit.get('/guides/99', stranger)).status).toBe(404);
    expect((await visit.get('/guides/abc', stranger)).status).toBe(404);
  });

  test('has no form for the hub and leaders, and changes nothing when sent all the same', async () => {
    await begun();
    for (const who of ['dispatcher-1', 'leader-1', WINDOW]) {
      const as = await visit.enter(who);
      const { status, text } = await visit.get('/guides/1', as);
      expect([who, status]).toEqual([who, 200]);
      expect(text).not.toContain('name="act"');
      for (const one of ['handIn', 'pledge', 'missing', 'ready', 'stand', 'goOn', 'done'])
        await act(one, 1, as, '公示');
    }
    expect((await guide())?.papers).toEqual({});
    expect((await visit.bench.ticket()).duties[0]?.endedAt).toBeNull();
  });

  test('and what is malformed is told', async () => {
    const owner = await begun();
    expect((await act('fly', 1, owner)).status).toBe(400);
    expect((await visit.post('/guides/1', { key: 'x', act: 'handIn', place: '1' }, owner)).status).toBe(400);
    expect((await act('handIn', 1, owner, '字'.repeat(301))).status).toBe(413);
    expect((await visit.post('/guides', { key: randomUUID(), template: 'none' }, owner)).status).toBe(400);
    expect((await guide())?.papers).toEqual({});
  });
});

test('what its owner has withdrawn offers nothing more, and says of each step that it was not done', async () => {
  const owner = await begun();
  const land = await visit.enter('land-a');
  await act('handIn', 1, owner);
  await visit.bench.says(OWNER, '撤回 1');
  await visit.bench.presses('land-a', '材料齐');
  const page = (await visit.get('/guides/1', land)).text;
  expect(page).toContain('已办 0/7，7 步不用办了');
  expect(page.match(/class="dropped"/gu)).toHaveLength(7);
  expect(page).not.toContain('name="act"');
  const papers = Object.values((await guide())?.papers ?? {});
  expect(papers.map(({ complete }) => complete)).toEqual([undefined]);
});
