/** 名册 on a page: a workbook is taken, handed in, looked at and only then written, and nothing is lost in between. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { control } from '../../../src/desk/operation/control.ts';
import { readBook } from '../../../src/papers/book/read.ts';
import { type Got, useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const HUB = 'dispatcher-1';
const OPERATOR = 'operator-1';

type Rows = (string | number | boolean | Date | null)[][];
type Sheets = Record<string, Rows>;

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const fileOf = (): string => join(visit.bench.dir, 'roster.yaml');
const textOf = (): string => readFileSync(fileOf(), 'utf8');

/** The workbook that the page gives, changed as people do. */
async function changed(cookie: string, change: (all: Sheets) => void): Promise<Uint8Array> {
  const read = await readBook(await visit.bytes('/roster/roster.xlsx', cookie));
  const all: Sheets = Object.fromEntries(read.map(({ name, rows }) => [name, rows.map((row) => [...row])]));
  change(all);
  const sheets = Object.entries(all).map(([sheet, data]) => ({ sheet, data: data as SheetData }));
  return new Uint8Array(await writeSheets(sheets).toBuffer());
}

const rowOf = (all: Sheets, sheet: string, id: string) =>
  (all[sheet] ?? []).find(([one]) => one === id) ?? [];
const tokenIn = ({ text }: Got): string => /name="token" value="([\w-]+)"/.exec(text)?.[1] ?? '';
const upload = (bytes: Uint8Array, cookie: string, name = '名册.xlsx') =>
  visit.upload('/roster', { name, bytes }, cookie);

const newPhone = (all: Sheets): void => {
  rowOf(all, '人员', 'power-a')[2] = '13812345678';
};

test.each([HUB, OPERATOR])(
  '%s changes it: the preview tells, the confirmation writes, comments stay',
  async (person) => {
    const cookie = await visit.enter(person);
    const before = textOf();
    const preview = await upload(await changed(cookie, newPhone), cookie);
    expect(preview.text).toContain('13812345678');
    expect(preview.text).toContain('程序重启后才按新名册办件');
    expect(textOf()).toBe(before);
    const done = await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
    expect(done.text).toContain('请管理员重启程序');
    const [was, is] = [before.split('\n'), textOf().split('\n')];
    expect(is.filter((line, index) => line !== was[index])).toEqual([
      expect.stringContaining("'13812345678'"),
    ]);
    expect(is.filter((line) => line.includes('#'))).toEqual(was.filter((line) => line.includes('#')));
    expect(readFileSync(`${fileOf()}.bak`, 'utf8')).toBe(before);
    // Pressed once more, it is as it was.
    const again = await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
    expect(again.text).toContain('名册已写入');
    expect(readFileSync(`${fileOf()}.bak`, 'utf8')).toBe(before);
  },
);

test('until a restart the page says that the old one is still in use', async () => {
  const cookie = await visit.enter(HUB);
  expect((await visit.get('/roster', cookie)).text).not.toContain('还没有重启');
  const preview = await upload(await changed(cookie, newPhone), cookie);
  await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
  expect((await visit.get('/roster', cookie)).text).toContain('还没有重启');
});

test('a change made on disk meanwhile is kept, and a new preview is asked for', async () => {
  const cookie = await visit.enter(HUB);
  const preview = await upload(await changed(cookie, newPhone), cookie);
  appendFileSync(fileOf(), '# 手工加的一行\n');
  const by = textOf();
  const refused = await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('名册文件被别人改过');
  expect(textOf()).toBe(by);
  expect(existsSync(`${fileOf()}.bak`)).toBe(false);
});

test('of two that were looked at together the second is refused', async () => {
  const [one, two] = [await visit.enter(HUB), await visit.enter(OPERATOR)];
  const first = await upload(await changed(one, newPhone), one);
  const second = await upload(
    await changed(two, (all) => {
      rowOf(all, '人员', 'water-a')[2] = '13900000000';
    }),
    two,
  );
  await visit.post('/roster/confirm', { token: tokenIn(first) }, one);
  expect((await visit.post('/roster/confirm', { token: tokenIn(second) }, two)).status).toBe(409);
  expect(textOf()).not.toContain('13900000000');
});

test('open tickets of whoever is taken out are named, and nothing can be written', async () => {
  await visit.bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
  const cookie = await visit.enter(HUB);
  const preview = await upload(
    await changed(cookie, (all) => {
      rowOf(all, '人员', 'power-a').splice(0, 4, null, '张三', '13812345678', null);
    }),
    cookie,
  );
  expect(preview.text).toContain('href="/w/t/1"');
  expect(preview.text).toContain('手上还有在办件');
  expect(tokenIn(preview)).toBe('');
});

test('a ticket that came after the preview keeps it from being written', async () => {
  const cookie = await visit.enter(HUB);
  const preview = await upload(
    await changed(cookie, (all) => {
      rowOf(all, '人员', 'power-a').splice(0, 4, null, '张三', '13812345678', null);
    }),
    cookie,
  );
  await visit.bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
  const refused = await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
  expect(refused.status).toBe(409);
  expect(textOf()).not.toContain('张三');
});

test('another name under somebody’s id is refused by its cell, as the next start would refuse it', async () => {
  const cookie = await visit.enter(HUB);
  const before = textOf();
  const refused = await upload(
    await changed(cookie, (all) => {
      rowOf(all, '人员', 'power-a')[1] = '张三';
    }),
    cookie,
  );
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(/‘人员’表 B\d+：编号 power-a 在案的是“余文岭”，这里写的是“张三”/u);
  expect(refused.text).toContain('npm run roster -- replace power-a 新姓名');
  expect(refused.text).toContain('npm run roster -- correct power-a 新姓名');
  expect(tokenIn(refused)).toBe('');
  expect(textOf()).toBe(before);
});

test('a name put right on record after the preview keeps the wrong one from being written', async () => {
  const cookie = await visit.enter(HUB);
  const preview = await upload(await changed(cookie, newPhone), cookie);
  const { store, county, clock } = visit.bench;
  const request = { do: 'correct', person: 'water-a', name: '改了名的人' } as const;
  expect(await control(request, store, county.roster, clock, county.say)).toMatchObject({ ok: true });
  const before = textOf();
  const refused = await visit.post('/roster/confirm', { token: tokenIn(preview) }, cookie);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('在案的姓名有了改动');
  expect(textOf()).toBe(before);
});

test('a contact for reports is not taken out on a page, whether one has a report or not', async () => {
  const cookie = await visit.enter(HUB);
  const preview = await upload(
    await changed(cookie, (all) => {
      rowOf(all, '人员', 'discipline-1').splice(0, 2, null, '张三');
    }),
    cookie,
  );
  expect(preview.text).toContain('纪检联系人吕秀松不能在网页上删去');
  expect(tokenIn(preview)).toBe('');
});

test('what is wrong is told by sheet, cell and remedy', async () => {
  const cookie = await visit.enter(HUB);
  const before = textOf();
  const refused = await upload(
    await changed(cookie, (all) => {
      rowOf(all, '人员', 'power-a')[2] = '123';
      rowOf(all, '人员', 'power-b')[1] = '=A1';
    }),
    cookie,
  );
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(/人员.{0,10}C\d+.{0,80}电话/u);
  expect(refused.text).toContain('是公式');
  expect(tokenIn(refused)).toBe('');
  expect(textOf()).toBe(before);
});

describe('a file that will not do is refused with a sentence', () => {
  const bomb = (): Uint8Array => zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(60 * 1024 * 1024) });
  test.each([
    ['旧版.xls', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), '旧版 Excel'],
    ['gbk.csv', () => new Uint8Array([0xb1, 0xe0, 0xba, 0xc5, 0x2c]), '不是 .xlsx'],
    ['空.xlsx', () => new Uint8Array(), '还没有选文件|是空的'],
    ['坏.xlsx', () => new TextEncoder().encode('PK\u0003\u0004 broken'), '打不开'],
    ['炸弹.xlsx', bomb, '内容太多'],
    ['大.xlsx', () => new Uint8Array(7 * 1024 * 1024), '文件太大'],
  ])('%s', async (name, bytes, sentence) => {
    const refused = await upload(bytes(), await visit.enter(HUB), name);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).toMatch(new RegExp(sentence, 'u'));
  });
});

test.each(['leader-1', 'power-a', 'power-head', 'xinghuo-1', 'discipline-1', null])(
  '%s neither reads nor changes it',
  async (person) => {
    const cookie = person === null ? undefined : await visit.enter(person);
    const status = person === null ? 401 : 404;
    expect((await visit.get('/roster', cookie)).status).toBe(status);
    expect((await visit.get('/roster/roster.xlsx', cookie)).status).toBe(status);
    expect((await visit.upload('/roster', { name: 'a.xlsx', bytes: new Uint8Array(3) }, cookie)).status).toBe(
      status,
    );
    expect((await visit.post('/roster/confirm', { token: 'x' }, cookie)).status).toBe(status);
  },
);

test('a preview is confirmed by whoever made it alone, and not when it is old', async () => {
  const [one, two] = [await visit.enter(HUB), await visit.enter(OPERATOR)];
  const preview = await upload(await changed(one, newPhone), one);
  expect((await visit.post('/roster/confirm', { token: tokenIn(preview) }, two)).status).toBe(409);
  visit.bench.clock.advanceTo(START + 31 * 60_000);
  const late = await visit.post('/roster/confirm', { token: tokenIn(preview) }, one);
  expect(late.text).toContain('预览已经过期');
  expect(textOf()).not.toContain('13812345678');
});
