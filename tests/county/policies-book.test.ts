/** The library as a workbook: there and back it says the same; what is filled in wrong is told by its cell. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportPolicies, policiesFrom } from '../../src/county/policies-book.ts';
import { loadPolicies, parsePolicies } from '../../src/county/policies-file.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { loadFlows } from '../../src/county.ts';
import { type Cell, readBook, type SheetRead } from '../../src/papers/book/read.ts';

const FILE = 'data/policies.yaml';
const SHIPPED = readFileSync(FILE, 'utf8');
const parts = { roster: loadRoster('data/roster.yaml'), flow: loadFlows('flows').policy };

const exported = async () => readBook(await exportPolicies(FILE, parts));
const read = (sheets: readonly SheetRead[]) => policiesFrom(sheets, FILE, SHIPPED, parts);

/** The workbook with a cell of a sheet rewritten; the row counts from 0, which is the titles. */
async function withCell(
  sheet: string,
  title: string,
  row: number,
  value: Cell,
): Promise<readonly SheetRead[]> {
  return (await exported()).map((one) => {
    if (one.name !== sheet) return one;
    const column = one.rows[0]?.indexOf(title) ?? -1;
    if (column < 0) throw new Error(`${sheet} has no ${title}`);
    return { ...one, rows: one.rows.map((cells, at) => (at === row ? cells.with(column, value) : cells)) };
  });
}

test('there and back, it says the same, and what stands above the list is kept', async () => {
  const result = read(await exported());
  if ('faults' in result) throw new Error(result.faults.join('\n'));
  expect(result.count).toBe(12);
  expect(result.text.slice(0, result.text.indexOf('policies:\n'))).toBe(
    SHIPPED.slice(0, SHIPPED.indexOf('policies:\n')),
  );
  expect(parsePolicies(FILE, result.text, parts.roster, parts.flow)).toEqual(
    loadPolicies(FILE, parts.roster, parts.flow),
  );
});

describe('what is filled in wrong is told by its cell', () => {
  test.each<[string, string, number, Cell, string]>([
    ['政策', '责任部门', 1, '火星局', '‘政策’表 K2：名册里没有'],
    ['政策', '办法', 1, '免审', '只能写 免申、即申、承诺 或 咨询'],
    ['政策', '申报截止', 1, '2026-02-30', '没有这一天'],
    ['政策', '申报截止', 1, new Date(0), '是日期，请把这一格设成文本'],
    ['政策', '兑现时限', 1, '尽快', '请写成 10个工作日'],
    ['政策', '编号', 2, 'job-refund', '编号 job-refund 用了两次'],
    ['政策', '所有企业', 1, '是', '就不要再写条件'],
    ['适合谁', '用工至少', 1, '一百', '请写人数，如 100'],
    ['适合谁', '规模', 3, '小微', '请写 大型、中型、小型 或 微型'],
    ['原文', '政策编号', 1, 'nothing', '表里没有“nothing”'],
    ['政策', '要点', 1, '=1+1', '是公式'],
  ])('%s %s %i: %s', async (sheet, title, row, value, told) => {
    const result = read(await withCell(sheet, title, row, value));
    expect('faults' in result && result.faults.join('\n')).toContain(told);
  });

  test('a workbook of last year’s columns is told of, title by title', async () => {
    const sheets = (await exported()).map((one) =>
      one.name === '政策'
        ? {
            ...one,
            rows: one.rows.map((cells, at) =>
              at === 0 ? cells.with(6, '发文时间').with(16, '办结时限') : cells,
            ),
          }
        : one,
    );
    const result = read(sheets);
    const told = 'faults' in result ? result.faults.join('\n') : '';
    expect(told).toContain('不认识“发文时间”、“办结时限”，像是以前的表');
    expect(told).toContain('缺少“印发日期”一列');
    expect(told).toContain('缺少“兑现时限”一列');
  });

  test('a sheet that is missing', async () => {
    const result = read((await exported()).filter(({ name }) => name !== '适合谁'));
    expect('faults' in result && result.faults.join('\n')).toContain('‘适合谁’表：缺少这张表');
  });
});
