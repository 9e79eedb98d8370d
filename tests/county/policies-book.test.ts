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
const read = (sheets: readonly SheetRead[], was = SHIPPED) => policiesFrom(sheets, FILE, was, parts);

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
  expect(result).toMatchObject({ count: 12, version: 1 });
  expect(result.text.slice(0, result.text.indexOf('policies:\n'))).toBe(
    SHIPPED.slice(0, SHIPPED.indexOf('policies:\n')),
  );
  expect(parsePolicies(FILE, result.text, parts.roster, parts.flow)).toEqual(
    loadPolicies(FILE, parts.roster, parts.flow),
  );
});

describe('its version', () => {
  const NEWER = SHIPPED.replace(/^version: 1$/mu, 'version: 4');
  const versionOf = (result: ReturnType<typeof read>) =>
    'faults' in result
      ? result.faults.join('\n')
      : parsePolicies(FILE, result.text, parts.roster, parts.flow).version;

  test('is one more where something changes, and the same where nothing does', async () => {
    const changed = await withCell('政策', '电话', 1, '0357-1234567');
    expect(versionOf(read(changed))).toBe(2);
    expect(versionOf(read(await exported()))).toBe(1);
  });

  test('a workbook taken before somebody else’s change is refused, and nothing of it is written', async () => {
    const changed = await withCell('政策', '电话', 1, '0357-1234567');
    expect(versionOf(read(changed, NEWER))).toBe(
      '‘版本’表 A2：是第 1 版，比现行的第 4 版旧。请重新下载（或用 export 取）现行的表格再改',
    );
  });

  test('a larger number is taken as it was written', async () => {
    const given = await withCell('版本', '版本', 1, '7');
    expect(versionOf(read(given, NEWER))).toBe(7);
  });

  test('a file from before there were numbers is the first; what is written has one', async () => {
    const without = SHIPPED.replace(/^version: 1\n/mu, '');
    expect(parsePolicies(FILE, without, parts.roster, parts.flow).version).toBe(1);
    const result = read(await withCell('政策', '电话', 1, '0357-1234567'), without);
    expect(versionOf(result)).toBe(2);
    if ('faults' in result) throw new Error(result.faults.join('\n'));
    expect(result.text).toContain('weekly: {');
  });

  test.each<[Cell, string]>([
    ['', '‘版本’表 A2：请写整数'],
    ['第一版', '‘版本’表 A2：请写整数'],
    ['0', '‘版本’表 A2：从 1 数起'],
  ])('%s is no number', async (value, told) => {
    expect(versionOf(read(await withCell('版本', '版本', 1, value)))).toContain(told);
  });
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
    expect(told).toContain('缺少“印发日期”、“兑现时限” 2 列');
  });

  test('a condition that nobody knows is no condition less: its column is named', async () => {
    const sheets = (await exported()).map((one) =>
      one.name === '适合谁'
        ? { ...one, rows: one.rows.map((cells, at) => [...cells, at === 0 ? '注册资本' : '500 万元以上']) }
        : one,
    );
    const result = read(sheets);
    expect('faults' in result && result.faults).toEqual([
      expect.stringContaining('‘适合谁’表 第 1 行：不认识“注册资本”'),
    ]);
  });

  test('a sheet that is missing', async () => {
    const result = read((await exported()).filter(({ name }) => name !== '适合谁'));
    expect('faults' in result && result.faults.join('\n')).toContain('‘适合谁’表：缺少这张表');
    const before = read((await exported()).filter(({ name }) => name !== '版本'));
    expect('faults' in before && before.faults).toEqual([expect.stringContaining('‘版本’表：缺少这张表')]);
  });
});
