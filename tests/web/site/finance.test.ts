/** 政银企对接 on the pages: told, looked at, taken up, decided and lent there; and who sees what of it. */
import { describe, expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const BANK = 'nongshang-a';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const need = async () => (await visit.bench.store.office()).arrangements?.finance?.[1];
const TOLD = [
  ['wan', '512.5'],
  ['months', '12'],
  ['purpose', '买设备'],
  ['collateral', '厂房抵押'],
  ['banks', '样例农村商业银行'],
  ['banks', '示范城市商业银行'],
] as const;

test('from the first word to the money lent, each by whose turn it is', async () => {
  const [owner, hub, bank] = [await visit.enter(OWNER), await visit.enter(HUB), await visit.enter(BANK)];
  await visit.bench.says(OWNER, '融资 512.5万 12个月 买设备 厂房抵押 给 农商行、城商行');
  await visit.bench.presses(OWNER, '提交');
  expect((await visit.get('/finance/1', bank)).status).toBe(404);
  const seen = (await visit.get('/finance/1', hub)).text;
  expect(seen).toContain('五项都符合，推荐');
  expect(seen).not.toMatch(/512\.5|512 ?万|厂房/u);
  expect((await visit.post('/finance/1', { act: 'coach', words: '4 先还清逾期' }, hub)).location).toBe(
    '/w/finance/1',
  );
  expect((await visit.get('/finance/1', owner)).text).toContain('信用状况良好');
  await visit.post('/finance/1', { act: 'complete' }, owner);
  await visit.post('/finance/1', { act: 'recommend' }, hub);
  expect((await visit.get('/finance/1', bank)).text).toContain('512.5 万元');
  await visit.post('/finance/1', { act: 'accept' }, bank);
  const other = await visit.enter('chengshang-a');
  const declined = await visit.post('/finance/1', { act: 'decline', words: '行业' }, other);
  expect(declined.location).toBe('/w/finance');
  expect((await visit.get('/finance/1', other)).status).toBe(404);
  await visit.post('/finance/1', { act: 'pick', words: '样例农村商业银行' }, owner);
  await visit.post('/finance/1', { act: 'grant', words: '400万 3.9%' }, bank);
  await visit.post('/finance/1', { act: 'lend', words: '400万' }, bank);
  expect((await visit.get('/finance/1', owner)).text).toContain(
    '授信 400 万元，年利率 3.9%，已放款 400 万元',
  );
  const leader = await visit.enter('leader-1');
  for (const page of ['/finance', '/board?p=本月']) {
    const { text } = await visit.get(page, leader);
    expect(text).toContain('放款 1 家');
    expect(text).not.toMatch(/512\.5|512 ?万|400 万|农村商业/u);
  }
  expect((await visit.get('/finance/1', leader)).status).toBe(404);
});

test('the form is shown once more in the talk before it is handed in', async () => {
  const owner = await visit.enter(OWNER);
  await visit.post('/finance', TOLD, owner);
  const talk = (await visit.get('/talk', owner)).text;
  expect(talk).toContain('512.5 万元');
  expect(talk).toContain('给这几家看：样例农村商业银行、示范城市商业银行');
  expect(await need()).toBeUndefined();
});

describe('what is not taken', () => {
  test.each([{ act: 'grant', words: '' }, { act: 'else' }, { act: 'constructor' }, {}])(
    '%j',
    async (fields) => {
      await visit.bench.says(OWNER, '融资 500万 一年 买设备 厂房抵押 给 农商行');
      await visit.bench.presses(OWNER, '提交');
      const before = await need();
      const { status } = await visit.post(
        '/finance/1',
        fields as Record<string, string>,
        await visit.enter(OWNER),
      );
      expect(status).toBe(400);
      expect(await need()).toEqual(before);
    },
  );

  test.each([
    { wan: '', months: '12', purpose: '买设备' },
    { wan: '三百', months: '12', purpose: '买设备' },
    { wan: '300', months: '一年', purpose: '买设备' },
    { wan: '300', months: '12', purpose: ' ' },
  ])('a form without its parts: %j', async (fields) => {
    const owner = await visit.enter(OWNER);
    expect((await visit.post('/finance', fields, owner)).status).toBe(400);
  });

  test('a step of somebody else’s is not done', async () => {
    await visit.bench.says(OWNER, '融资 500万 一年 买设备 厂房抵押 给 农商行');
    await visit.bench.presses(OWNER, '提交');
    const sent = await visit.post('/finance/1', { act: 'recommend' }, await visit.enter(OWNER));
    expect(sent.location).toBe('/w/talk#talk');
    expect((await need())?.checks).toEqual([]);
  });
});

test('of everybody in the roster: the firm, the hub and the chosen bank see it, and only they', async () => {
  const { bench } = visit;
  await bench.says(OWNER, '融资 512万 一年 买设备 厂房抵押 给 农商行');
  await bench.presses(OWNER, '提交');
  await bench.presses(HUB, '五项都符合，推荐');
  const { roster } = bench.county;
  for (const { id } of roster.people) {
    const held = roster.rolesOf(id);
    const isOwner = held.some(({ enterprise }) => enterprise?.id === 'xinghuo');
    const isBank = held.some(({ bank }) => bank?.id === 'nongshang');
    const isHub = held.some(({ role }) => role === 'dispatcher');
    const cookie = await visit.enter(id);
    const { status, text } = await visit.get('/finance/1', cookie);
    expect(status, id).toBe(isOwner || isBank || isHub ? 200 : 404);
    expect(text.includes('512 万'), id).toBe(isOwner || isBank);
    const lists = held.some(({ role }) => ['member', 'banker', 'dispatcher', 'leader'].includes(role));
    const list = await visit.get('/finance', cookie);
    expect(list.status, id).toBe(lists ? 200 : 404);
    expect(list.text.includes('512 万'), id).toBe(isOwner);
  }
  expect((await visit.get('/finance')).status).toBe(401);
}, 300_000);
