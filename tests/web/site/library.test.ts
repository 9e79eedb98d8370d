/** 政策库 on a page: taken as a workbook, handed in, looked at and only then written; each department changes its own. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { at } from '../../../src/domain/time.ts';
import { readBook } from '../../../src/papers/book/read.ts';
import { type Got, useVisit, type Visit } from './visit.ts';

const MONDAY = at('2026-11-30', '10:00');
const HUB = 'dispatcher-1';
const OPERATOR = 'operator-1';
const OWN = 'hr-a';

type Sheets = Record<string, (string | number | boolean | Date | null)[][]>;

let visit: Visit;
useVisit(MONDAY, (one) => {
  visit = one;
});

const fileOf = (): string => join(visit.bench.dir, 'policies.yaml');
const textOf = (): string => readFileSync(fileOf(), 'utf8');
const tokenIn = ({ text }: Got): string => /name="token" value="([\w-]+)"/.exec(text)?.[1] ?? '';

/** The workbook that the page gives, changed as people do and handed in again. */
async function handsIn(cookie: string, change: (all: Sheets) => void): Promise<Got> {
  const read = await readBook(await visit.bytes('/library/policies.xlsx', cookie));
  const all: Sheets = Object.fromEntries(read.map(({ name, rows }) => [name, rows.map((row) => [...row])]));
  change(all);
  const sheets = Object.entries(all).map(([sheet, data]) => ({ sheet, data: data as SheetData }));
  const bytes = new Uint8Array(await writeSheets(sheets).toBuffer());
  return visit.upload('/library', { name: '政策.xlsx', bytes }, cookie);
}

/** A cell of the sheet 政策, by the policy's id and its column. */
function setCell(all: Sheets, id: string, title: string, value: string): void {
  const rows = all.政策 ?? [];
  const row = rows.find(([one]) => one === id) ?? [];
  row[rows[0]?.indexOf(title) ?? -1] = value;
}
const newPhone = (all: Sheets): void => setCell(all, 'job-refund', '电话', '0357-1234567');

test.each([HUB, OPERATOR, OWN])(
  '%s changes a policy: the preview tells, the confirmation writes',
  async (person) => {
    const cookie = await visit.enter(person);
    const before = textOf();
    const preview = await handsIn(cookie, newPhone);
    expect(preview.text).toContain('→ 0357-1234567');
    expect(preview.text).toContain('1 处');
    expect(textOf()).toBe(before);
    const done = await visit.post('/library/confirm', { token: tokenIn(preview) }, cookie);
    expect(done.text).toContain('请管理员重启程序');
    expect(textOf()).toContain('0357-1234567');
    expect(readFileSync(`${fileOf()}.bak`, 'utf8')).toBe(before);
    // Pressed once more, it is as it was; and the page says that the old one is still in use.
    await visit.post('/library/confirm', { token: tokenIn(preview) }, cookie);
    expect(readFileSync(`${fileOf()}.bak`, 'utf8')).toBe(before);
    expect((await visit.get('/library', cookie)).text).toContain('还没有重启');
  },
);

test('a department changes no other’s policy, adds none in its name and takes none away', async () => {
  const cookie = await visit.enter(OWN);
  const other = await handsIn(cookie, (all) => {
    newPhone(all);
    const rows = all.政策 ?? [];
    const department = rows[0]?.indexOf('责任部门') ?? -1;
    const theirs = rows.slice(1).find((row) => row[department] !== 'hr');
    setCell(all, String(theirs?.[0]), '电话', '0357-7654321');
  });
  expect(other.text).toContain('不是您部门的政策，请改回原样');
  expect(tokenIn(other)).toBe('');
  const taken = await handsIn(cookie, (all) => setCell(all, 'job-refund', '责任部门', 'power'));
  expect(tokenIn(taken)).toBe('');
});

test('what is wrong is told by its cell, and nothing can be written', async () => {
  const cookie = await visit.enter(HUB);
  const wrong = await handsIn(cookie, (all) => setCell(all, 'job-refund', '申报截止', '2026-02-30'));
  expect(wrong.status).toBe(400);
  expect(wrong.text).toMatch(/‘政策’表 I\d+/u);
  expect(wrong.text).toContain('没有这一天');
  const bytes = new TextEncoder().encode('编号,名称');
  const book = await visit.upload('/library', { name: '政策.xlsx', bytes }, cookie);
  expect(book.status).toBe(400);
  expect(existsSync(`${fileOf()}.bak`)).toBe(false);
  const same = await handsIn(cookie, () => {});
  expect(same.text).toContain('没有改动');
  expect(tokenIn(same)).toBe('');
});

test('a workbook from before somebody else’s change is refused with both versions, and the change stays', async () => {
  const cookie = await visit.enter(HUB);
  const bytes = await visit.bytes('/library/policies.xlsx', cookie);
  const preview = await handsIn(cookie, newPhone);
  expect(preview.text).toContain('是第 2 版');
  await visit.post('/library/confirm', { token: tokenIn(preview) }, cookie);
  const by = textOf();
  expect(by).toContain('version: 2');
  const late = await visit.upload('/library', { name: '政策.xlsx', bytes }, cookie);
  expect(late.status).toBe(400);
  expect(late.text).toContain('是第 1 版，比现行的第 2 版旧');
  expect(textOf()).toBe(by);
});

test('a change made on disk meanwhile is kept, and another’s preview is nobody else’s', async () => {
  const cookie = await visit.enter(HUB);
  const preview = await handsIn(cookie, newPhone);
  const stranger = await visit.enter(OPERATOR);
  expect((await visit.post('/library/confirm', { token: tokenIn(preview) }, stranger)).status).toBe(409);
  appendFileSync(fileOf(), '# 手工加的一行\n');
  const by = textOf();
  const refused = await visit.post('/library/confirm', { token: tokenIn(preview) }, cookie);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('政策库被别人改过');
  expect(textOf()).toBe(by);
});

test.each([
  [HUB, true],
  [OPERATOR, true],
  [OWN, true],
  ['hr-head', true],
  ['xinghuo-1', false],
  ['leader-1', false],
  ['discipline-1', false],
])('%s finds the way to it: %s', async (person, may) => {
  const cookie = await visit.enter(person);
  expect((await visit.get('/policies', cookie)).text.includes('/w/library')).toBe(may);
  for (const path of ['/library', '/library/policies.xlsx'])
    expect((await visit.get(path, cookie)).status, path).toBe(may ? 200 : 404);
});
