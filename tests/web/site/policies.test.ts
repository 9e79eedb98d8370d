/** 惠企政策 on the pages: the library for all, a firm's own standing for the firm, who it goes to for those who send it. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const MONDAY = at('2026-11-30', '10:00');
const HUB = 'dispatcher-1';
const FIRM = 'xinghuo-1';

let visit: Visit;
useVisit(MONDAY, (one) => {
  visit = one;
});

async function pageOf(person: string, path: string): Promise<string> {
  return (await visit.get(`/policies${path}`, await visit.enter(person))).text;
}

describe('who sees what', () => {
  // by role: the firm's own standing, figures of the county, to whom it goes, and the button that sends it
  test.each([
    ['a firm', FIRM, true, false, false, false],
    ['the department', 'hr-a', false, false, true, true],
    ['its head', 'hr-head', false, false, true, true],
    ['another department', 'power-a', false, false, false, false],
    ['the hub', HUB, false, true, true, true],
    ['a leader', 'leader-1', false, true, true, false],
    ['the operator', 'operator-1', false, false, false, false],
    ['discipline', 'discipline-1', false, false, false, false],
  ])('%s', async (_, person, standing, figures, audience, sends) => {
    const list = await pageOf(person, '');
    expect(list).toContain('稳岗返还');
    expect(list.includes('名册里的贵公司')).toBe(standing);
    expect(list.includes('这个月')).toBe(figures);
    const one = await pageOf(person, '/job-refund');
    expect(one).toContain('返还实行“免申即享”');
    expect(one.includes('按名册，贵公司')).toBe(standing);
    expect(one.includes('推给谁')).toBe(audience);
    expect(one.includes('预览并推送')).toBe(sends);
  });

  test('nobody who is not signed in', async () => {
    expect((await visit.get('/policies')).status).toBe(401);
  });

  test('what is not in the library has a clear sentence', async () => {
    const got = await visit.get('/policies/none', await visit.enter(FIRM));
    expect(got.status).toBe(404);
    expect(got.text).toContain('政策库里没有这一条');
  });
});

describe('a firm', () => {
  test('takes it up from the page; the push counts it as wanted', async () => {
    await visit.bench.says(HUB, '发政策 稳岗返还');
    await visit.bench.presses(HUB, '马上发');
    const cookie = await visit.enter(FIRM);
    await visit.post('/say', { text: '要办 稳岗返还' }, cookie);
    expect(await visit.bench.ticket()).toMatchObject({ enterprise: 'xinghuo', source: { id: 'job-refund' } });
    expect(await pageOf(FIRM, '/job-refund')).toContain('编号 1');
    expect(await pageOf('hr-a', '/job-refund')).toContain('像是符合 12 家，送到 12 家，要办 1 家');
    // Another firm reads nothing of it.
    const other = await pageOf('qingyun-1', '/job-refund');
    expect(other).not.toContain('编号 1');
    expect(other).not.toContain('要办 1 家');
  });

  test('wants no more of a category, and takes that back, on the page', async () => {
    const cookie = await visit.enter(FIRM);
    await visit.post('/say', { text: '不再推 用工' }, cookie);
    expect(await pageOf(FIRM, '')).toContain('恢复推送“用工”类');
    await visit.post('/say', { text: '恢复推送 用工' }, cookie);
    expect(await pageOf(FIRM, '')).not.toContain('不再收的');
  });
});

test('whoever sends it looks at it on the page of their talk', async () => {
  const cookie = await visit.enter('hr-a');
  const { location } = await visit.post('/say', { text: '发政策 稳岗返还' }, cookie);
  expect(location).toContain('/w/talk');
  const talk = (await visit.get('/talk', cookie)).text;
  expect(talk).toContain('将发 12 家');
  expect(talk).toContain('放进本周推送');
});

test('the board of the county tells of it, and leads there; no other board does', async () => {
  await visit.bench.says(HUB, '发政策 稳岗返还');
  await visit.bench.presses(HUB, '马上发');
  await visit.bench.presses(FIRM, '确认领取');
  const board = (await visit.get('/board', await visit.enter('leader-1'))).text;
  expect(board).toContain(
    '<a href="/w/policies">推 1 条，送到 12 家；触达 100%（12/12），要办 8.3%（1/12）</a>',
  );
  // Nobody's ticket of it is among the difficulties of the county.
  expect(board).toContain('登记 1 件，兑现 0 件；按期兑现 —');
  const own = (await visit.get('/board', await visit.enter('hr-a'))).text;
  expect(own).not.toContain('href="/w/policies">推 1 条');
});

test('the home page leads there', async () => {
  const home = await visit.get('/', await visit.enter(FIRM));
  expect(home.text).toContain('href="/w/policies"');
});
