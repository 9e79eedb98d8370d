/** A ledger from before on a page: handed in, looked at, and only then brought in; and shown apart. */
import { describe, expect, test } from 'vitest';
import { type Got, useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T09:00:00+08:00');
const HUB = 'dispatcher-1';
const OPERATOR = 'operator-1';
const LEADER = 'leader-1';
const FIRM = '星火样例煤焦有限公司';
const HEAD = '序号,企业名称,反映问题,受理日期,责任单位,办理情况,是否办结,办结时间,满意度';
const OPEN = `1,${FIRM},厂区门口道路破损,2026.11.2,住建局,已勘查,否,,`;
const CLOSED = `2,另一家,路灯不亮,2025.3.9,城管,已修,是,2025.3.18,满意`;
const WRONG = `3,没有这家,<b>路坏了</b>,三月五日,住建局,,否,,`;

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const upload = (rows: readonly string[], cookie: string, name = '旧台账.csv') =>
  visit.upload('/past', { name, bytes: new TextEncoder().encode([HEAD, ...rows].join('\n')) }, cookie);
const tokenIn = ({ text }: Got): string => /name="token" value="([\w-]+)"/.exec(text)?.[1] ?? '';
const ticketsNow = () => visit.bench.store.tickets({});

test.each([HUB, OPERATOR])('%s brings one in: first told, then written, and once only', async (person) => {
  const cookie = await visit.enter(person);
  const preview = await upload([OPEN, CLOSED, WRONG], cookie);
  expect(preview.text).toContain('读出 3 行：还在办的 1 件接过来继续办，已办结的 1 件只作往期数字');
  expect(preview.text).toContain('D4（受理日期）：“三月五日”不是日期');
  expect(await ticketsNow()).toEqual([]);
  const done = await visit.post('/past/confirm', { token: tokenIn(preview) }, cookie);
  expect(done.text).toContain('2025年3月');
  expect(done.text).toContain('接过来在办 1 件');
  await visit.post('/past/confirm', { token: tokenIn(preview) }, cookie);
  expect(await ticketsNow()).toHaveLength(1);
  const again = await upload([OPEN, CLOSED, WRONG], cookie);
  expect(again.text).toContain('已经导入过');
  expect(tokenIn(again)).toBe('');
});

test('a leader reads what was brought in, with its source, and cannot bring in any', async () => {
  const cookie = await visit.enter(HUB);
  await visit.post('/past/confirm', { token: tokenIn(await upload([OPEN, CLOSED], cookie)) }, cookie);
  const theirs = await visit.enter(LEADER);
  const page = (await visit.get('/past', theirs)).text;
  expect(page).toContain('来源：各单位以前手工记的台账');
  expect(page).not.toContain('type="file"');
  expect((await upload([OPEN], theirs)).status).toBe(404);
  const board = (await visit.get('/board?p=2025年3月', theirs)).text;
  expect(board).not.toContain('旧台账.csv');
});

test('the ticket shows where it comes from', async () => {
  const cookie = await visit.enter(HUB);
  await visit.post('/past/confirm', { token: tokenIn(await upload([OPEN], cookie)) }, cookie);
  const page = (await visit.get('/t/1', cookie)).text;
  expect(page).toContain('导入的旧台账：‘csv’表第 2 行，2026年11月2日受理');
});

test('of two previews the second is refused once the first is written', async () => {
  const [one, two] = [await visit.enter(HUB), await visit.enter(OPERATOR)];
  const [first, second] = [await upload([OPEN], one), await upload([OPEN, CLOSED], two)];
  await visit.post('/past/confirm', { token: tokenIn(first) }, one);
  const refused = await visit.post('/past/confirm', { token: tokenIn(second) }, two);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('别人导入了一份旧台账');
  expect(await ticketsNow()).toHaveLength(1);
});

describe('refused in a sentence, with nothing written', () => {
  test.each<[string, Uint8Array, string]>([
    ['a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), '旧版 Excel'],
    ['a.xlsx', new TextEncoder().encode('PK\u0003\u0004…'), '打不开'],
    ['a.csv', new TextEncoder().encode('姓名,电话\n张三,1'), '没有找到表头'],
    ['a.csv', new Uint8Array(22 * 1024 * 1024), '文件太大'],
  ])('%s: %s', async (name, bytes, sentence) => {
    const refused = await visit.upload('/past', { name, bytes }, await visit.enter(HUB));
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).toContain(sentence);
    expect(await ticketsNow()).toEqual([]);
  });

  test('a wrong or old token, and a form without a file', async () => {
    const cookie = await visit.enter(HUB);
    expect((await visit.post('/past/confirm', { token: 'x' }, cookie)).status).toBe(409);
    expect((await visit.post('/past', {}, cookie)).text).toContain('还没有选文件');
    const preview = await upload([OPEN], cookie);
    visit.bench.clock.advanceTo(START + 31 * 60_000);
    expect((await visit.post('/past/confirm', { token: tokenIn(preview) }, cookie)).status).toBe(409);
  });
});

test.each(['power-a', 'power-head', 'xinghuo-1', 'discipline-1', null])(
  '%s has no part in it',
  async (person) => {
    const cookie = person === null ? undefined : await visit.enter(person);
    const status = person === null ? 401 : 404;
    expect((await visit.get('/past', cookie)).status).toBe(status);
    expect((await visit.upload('/past', { name: 'a.csv', bytes: new Uint8Array(3) }, cookie)).status).toBe(
      status,
    );
    expect((await visit.post('/past/confirm', { token: 'x' }, cookie)).status).toBe(status);
  },
);
