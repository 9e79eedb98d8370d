/** 别的平台的数据 on the pages: a workbook is read, looked at, and only then on record; who may not bring in only reads, or sees nothing. */

import { expect, test } from 'vitest';
import writeSheets from 'write-excel-file/node';
import { readBook } from '../../../src/papers/book/read.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const kept = async () => (await visit.bench.store.office()).arrangements?.platform;

async function book(
  figures: Readonly<Record<string, string>>,
  bad: readonly string[] = [],
): Promise<Uint8Array> {
  const hub = await visit.enter('dispatcher-1');
  const blank = await readBook(await visit.bytes('/platform/blank.xlsx', hub));
  const sheets = blank.slice(0, 2).map(({ name, rows }, place) => {
    const head = (rows[0] ?? []).map(String);
    const row = place === 0 ? head.map((title) => figures[title] ?? '') : bad;
    return {
      sheet: name,
      data: [head, ...(row.length > 0 ? [row] : [])].map((cells) =>
        cells.map((value) => ({ value, type: String })),
      ),
    };
  });
  return writeSheets(sheets).toBuffer();
}
const FIGURES = {
  来源: '审批局',
  统计期起: '2026-01-01',
  统计期止: '2026-09-30',
  受理: '7684',
  应办结: '7684',
  按时办结: '7684',
};

test('read, looked at, taken: the figures apart, the 差评 as a ticket', async () => {
  const hub = await visit.enter('dispatcher-1');
  const bytes = await book(FIGURES, ['审批局', '星火煤焦', 'XC2026-0312', '执照变更跑了三趟']);
  const looked = await visit.upload('/platform/read', { name: '平台数据.xlsx', bytes }, hub);
  const text =
    '平台数据 审批局 2026-01-01至2026-09-30 受理 7684 应办结 7684 按时 7684\n差评 星火煤焦 XC2026-0312 执照变更跑了三趟';
  expect(looked.text).toContain(text);
  expect(await kept()).toBeUndefined();
  expect((await visit.post('/platform', { text }, hub)).location).toBe('/w/platform');
  expect(await kept()).toMatchObject({ imports: [{ received: 7684 }], taken: { '#XC2026-0312': 1 } });
  const leader = await visit.enter('leader-1');
  const page = (await visit.get('/platform', leader)).text;
  expect(page).toContain('按时办结率 100%（7684/7684）');
  expect(page).toContain('未经本系统核对');
  expect(page).not.toContain('记下');
  expect((await visit.post('/platform', { text }, leader)).status).toBe(404);
  expect((await visit.get('/platform', await visit.enter('xinghuo-1'))).status).toBe(404);
  expect((await visit.get('/board?p=本月', leader)).text).toContain('别的平台的数据');
});

test('what is filled in wrong is told by its cell, and nothing is on record', async () => {
  const hub = await visit.enter('dispatcher-1');
  const faultsOf = async (figures: Readonly<Record<string, string>>, bad: readonly string[] = []) => {
    const bytes = await book(figures, bad);
    const answer = await visit.upload('/platform/read', { name: '平台数据.xlsx', bytes }, hub);
    expect(answer.status).toBe(400);
    return answer.text;
  };
  expect(await faultsOf({ ...FIGURES, 来源: '火星局' })).toContain('A2：名册里没有部门“火星局”');
  expect(await faultsOf({ ...FIGURES, 受理: '七千' })).toContain('D2：请写件数');
  expect(await faultsOf({ ...FIGURES, 统计期止: '9月' })).toContain('C2：请写成 2026-01-01');
  expect(await faultsOf({ ...FIGURES, 非常满意: '3' })).toContain('五级评价要么都写');
  expect(await faultsOf(FIGURES, ['住建局', '星火煤焦', '', '太慢'])).toContain(
    'A2：‘平台数据’表里没有这个来源',
  );
  const lastYear = await writeSheets([
    { sheet: '平台数据', data: [['来源', '办件量', '办结率'].map((value) => ({ value, type: String }))] },
    { sheet: '差评', data: [['来源', '企业', '内容'].map((value) => ({ value, type: String }))] },
  ]).toBuffer();
  const old = await visit.upload('/platform/read', { name: '平台数据.xlsx', bytes: lastYear }, hub);
  expect(old.status).toBe(400);
  expect(old.text).toContain('不认识“办件量”、“办结率”，像是以前的表。请下载空表再填');
  expect(old.text).toContain('‘差评’表 第 1 行：缺少“办件编号”一列');
  const broken = { name: '平台数据.xlsx', bytes: new Uint8Array([1, 2, 3]) };
  expect((await visit.upload('/platform/read', broken, hub)).status).toBe(400);
  expect((await visit.post('/platform', { text: '简报' }, hub)).status).toBe(400);
  // It does not fit within itself: the desk says so in the talk.
  const text = '平台数据 审批局 1-9月 受理 10 应办结 9 按时 10';
  expect((await visit.post('/platform', { text }, hub)).location).toBe('/w/talk#talk');
  expect(await kept()).toBeUndefined();
});
