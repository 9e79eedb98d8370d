/** What staff open on the pages is on record; what an owner opens is nobody’s business. */
import { expect, test } from 'vitest';
import { readAccess } from '../../../src/access-log.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});
const seen = () => readAccess(visit.bench.dir).map(({ who, what }) => `${who} ${what}`);

test('pages and files of staff, by whom; not what was refused, what follows a page, or what owners read', async () => {
  await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
  const [liaison, other, owner] = [
    await visit.enter('power-a'),
    await visit.enter('tax-a'),
    await visit.enter(OWNER),
  ];
  await visit.get('/t/1', liaison);
  await visit.get('/tickets?q=跳闸 13812345678', liaison);
  await visit.bytes('/tickets.xlsx?q=跳闸', liaison);
  await visit.get('/t/1', other);
  await visit.get('/t/1', owner);
  await visit.get('/t/1');
  expect(seen()).toEqual([
    'power-a /t/1',
    'power-a /tickets?q=跳闸 138****5678',
    'power-a /tickets.xlsx?q=跳闸',
  ]);
});

test('what becomes of one’s words may be read before one signs in', async () => {
  const { status, text } = await visit.get('/privacy');
  expect(status).toBe(200);
  expect(text).toContain('个人信息怎么用');
  expect(text, 'there is no key here, and so nothing is encrypted').not.toContain('加密保存');
  expect(seen()).toEqual([]);
});
