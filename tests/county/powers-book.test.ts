/** 权责清单 as a workbook and as a file: there and back it says the same; what is wrong is told by cell, or by line and field. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportPowers, powersFrom } from '../../src/county/powers-book.ts';
import { loadPowers, parsePowers } from '../../src/county/powers-file.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { listInForce } from '../../src/domain/arrangements/powers-list.ts';
import { type Cell, readBook, type SheetRead } from '../../src/papers/book/read.ts';

const FILE = 'data/powers.yaml';
const SHIPPED = readFileSync(FILE, 'utf8');
const roster = loadRoster('data/roster.yaml');
const list = loadPowers(FILE, roster);

const exported = async (of = list) => readBook(await exportPowers(of, roster));
const read = (sheets: readonly SheetRead[], inForce = list) =>
  powersFrom(sheets, FILE, SHIPPED, inForce, roster);

/** The workbook with a cell of a sheet rewritten; the row counts from 0, which is the titles. */
function withCell(sheets: readonly SheetRead[], sheet: string, title: string, row: number, value: Cell) {
  return sheets.map((one) => {
    if (one.name !== sheet) return one;
    const column = one.rows[0]?.indexOf(title) ?? -1;
    if (column < 0) throw new Error(`${sheet} has no ${title}`);
    return { ...one, rows: one.rows.map((cells, at) => (at === row ? cells.with(column, value) : cells)) };
  });
}
const told = (result: ReturnType<typeof read>): string =>
  'faults' in result ? result.faults.join('\n') : '';

describe('the workbook', () => {
  test('there and back, it says the same, and what stands above the list is kept', async () => {
    const result = read(await exported());
    if ('faults' in result) throw new Error(told(result));
    expect(result).toMatchObject({ version: 4, count: 36 });
    expect(result.text.slice(0, result.text.indexOf('version:'))).toBe(
      SHIPPED.slice(0, SHIPPED.indexOf('version:')),
    );
    expect(parsePowers(FILE, result.text, roster)).toEqual(list);
  });

  test.each<[string, string, number, Cell, string]>([
    ['清单', '主责', 1, '', '‘清单’表 D2：没有主责'],
    ['清单', '主责', 1, '火星局', '‘清单’表 D2：名册里没有编号为 火星局 的部门'],
    ['清单', '配合', 1, '供电公司', '‘清单’表 E2：主责 power 不能又是配合'],
    ['清单', '事项', 2, '电力设施保护和停送电', '‘清单’表 B3：“电力设施保护和停送电”第 1 项'],
    ['清单', '叫法', 2, '停电', '‘清单’表 C3：“停电”第 1 项（电力设施保护和停送电）已经用了'],
    ['清单', '编号', 2, '1', '第 1 项写了两次'],
    ['清单', '编号', 2, '一', '‘清单’表 A3：请写整数'],
    ['清单', '乡镇', 1, '基本', '主责就是属地乡镇'],
    ['清单', '乡镇', 1, '全部', '只能写 基本、配合、收回、无'],
    ['清单', '定于第几版', 1, '9', '第 9 版还没有'],
    ['清单', '依据', 1, '=1+1', '是公式'],
    ['版本', '起用日期', 1, '2026-02-30', '没有这一天'],
    ['版本', '版本', 1, '3', '比现行的第 4 版旧'],
  ])('%s %s %i: %s', async (sheet, title, row, value, fault) => {
    expect(told(read(withCell(await exported(), sheet, title, row, value)))).toContain(fault);
  });

  test('what has changed needs a newer version than the one in force, decisions included', async () => {
    const step = {
      item: 2,
      name: '',
      from: 'energy',
      to: 'power',
      version: 5,
      day: '2026-11-24',
    };
    const inForce = listInForce(list, [step]);
    expect(told(read(await exported(), inForce))).toContain('比现行的第 5 版旧');
    const current = await exported(inForce);
    expect(read(current, inForce)).toMatchObject({ version: 5, count: 36 });
    const changed = withCell(current, '清单', '主责', 3, '水利局');
    expect(told(read(withCell(changed, '清单', '配合', 3, ''), inForce))).toContain(
      '版本要比现行的第 5 版大',
    );
    const newer = withCell(withCell(changed, '清单', '配合', 3, ''), '版本', '版本', 1, '6');
    expect(read(newer, inForce)).toMatchObject({ version: 6 });
  });

  test('a workbook of last year’s columns is told of, title by title', async () => {
    const sheets = (await exported()).map((one) =>
      one.name === '清单'
        ? { ...one, rows: one.rows.map((cells, at) => (at === 0 ? cells.with(3, '责任单位') : cells)) }
        : one,
    );
    expect(told(read(sheets))).toContain('不认识“责任单位”，像是以前的表');
    expect(told(read(sheets))).toContain('缺少“主责”一列');
    const without = told(read((await exported()).filter(({ name }) => name !== '版本')));
    expect(without).toContain('‘版本’表：缺少这张表');
    expect(without).not.toContain('\n');
    const empty = (await exported()).map((one) =>
      one.name === '版本' ? { ...one, rows: one.rows.slice(0, 1) } : one,
    );
    expect(told(read(empty))).toBe('‘版本’表 第 2 行：请写版本、起用日期');
  });
});

describe('the file names line and field', () => {
  const faultsAfter = (from: string, to: string): string => {
    expect(SHIPPED).toContain(from);
    try {
      parsePowers(FILE, SHIPPED.replace(from, to), roster);
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    return '';
  };

  test.each([
    ['lead: power, partners: [energy]', 'partners: [energy]', /\d+: .*lead.*没有主责/u],
    ['lead: power, partners: [energy]', 'lead: power, partners: [power]', /主责 power 不能又是配合/u],
    [
      'lead: power, partners: [energy]',
      'lead: powr, partners: [energy]',
      /没有编号为 powr 的部门，是不是 power？/u,
    ],
    ['partners: [development, power]', 'partners: [development, powr]', /没有编号为 powr 的部门/u],
    ['words: [停水, 自来水, 水压]', 'words: [停水, 停电, 水压]', /“停电”第 1 项.*两项分不清/u],
    ['version: 4', 'version: 0', /从 1 数起/u],
    ['version: 4', 'version: 3', /第 4 版还没有，这一份是第 3 版/u],
    ['effective: "2026-07-01"', 'effective: 七月', /请写成 "2026-07-01"/u],
    ['id: 2,', 'id: 1,', /第 1 项写了两次/u],
  ])('%s → %s', (from, to, fault) => {
    expect(faultsAfter(from, to)).toMatch(fault);
  });
});
