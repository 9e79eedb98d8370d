/** A sheet as a table: its columns by the titles in its first row, its cells by their address. */
import { letters, withoutGuard } from '../cells.ts';
import type { Cell, SheetRead } from './read.ts';

/** What is wrong, where: ‘人员’表 C7：电话应是 11 位数字. */
export type Report = (sheet: string, place: string | null, what: string) => void;

export interface Row<Title extends string> {
  /** The text of a cell, without spaces at its ends; empty for nothing. What is no text has been reported. */
  text(title: Title): string;
  report(title: Title, what: string): void;
}

/** Rows in which something stands; a sheet or a title that is not there is reported, and gives none. */
export function tableOf<Title extends string>(
  sheets: readonly SheetRead[],
  name: string,
  titles: readonly Title[],
  report: Report,
): readonly Row<Title>[] {
  const sheet = sheets.find((one) => one.name.trim() === name);
  if (!sheet) {
    report(
      name,
      null,
      `缺少这张表。表名不能改，共有 ${sheets.map((one) => `‘${one.name}’`).join('') || '0 张表'}`,
    );
    return [];
  }
  const [head = [], ...rows] = sheet.rows;
  const found = head.map((cell) => plain(cell));
  const columns = new Map(titles.map((title) => [title, found.indexOf(plain(title))]));
  const missing = [...columns].flatMap(([title, index]) => (index < 0 ? [`“${title}”`] : []));
  if (missing.length > 0) {
    report(
      name,
      '第 1 行',
      `缺少${missing.join('、')}${missing.length === 1 ? '一列' : ` ${missing.length} 列`}`,
    );
    return [];
  }
  for (const place of sheet.merged) report(name, place, '是合并单元格，请取消合并，逐行填写');
  return rows.flatMap((cells, index): readonly Row<Title>[] => {
    const used = [...columns.values()].some((column) => (cells[column] ?? null) !== null);
    if (!used) return [];
    const placeOf = (title: Title): string => `${letters((columns.get(title) ?? 0) + 1)}${index + 2}`;
    const texts = new Map(
      titles.map((title) => {
        const place = placeOf(title);
        const value = cells[columns.get(title) ?? -1] ?? null;
        const fault = sheet.formulas.has(place) ? FORMULA : faultOf(value);
        if (fault !== null) report(name, place, fault);
        return [title, fault === null ? textOf(value) : ''];
      }),
    );
    return [
      {
        text: (title) => texts.get(title) ?? '',
        report: (title, what) => report(name, placeOf(title), what),
      },
    ];
  });
}

/** By its titles of each sheet. */
type Titles = Readonly<Record<string, readonly string[]>>;

/** Reports titles that no such sheet has, so that nobody fills in a column that nobody reads; `advice`: what to do. */
export function refuseUnknownColumns(
  sheets: readonly SheetRead[],
  titles: Titles,
  advice: string,
  report: Report,
): void {
  for (const { sheet, named } of unknownColumns(sheets, titles)) {
    report(sheet, '第 1 行', `不认识${named}，${advice}`);
  }
}

/** `named`: “备注”、“序号” */
export function unknownColumns(
  sheets: readonly SheetRead[],
  titles: Titles,
): readonly { readonly sheet: string; readonly named: string }[] {
  return sheets.flatMap(({ name, rows }) => {
    const sheet = name.trim();
    const known = titles[sheet]?.map(plain);
    const isUnknown = (cell: Cell): boolean => plain(cell) !== '' && known?.includes(plain(cell)) === false;
    const others = (rows[0] ?? []).filter(isUnknown);
    return others.length === 0
      ? []
      : [{ sheet, named: others.map((cell) => `“${textOf(cell)}”`).join('、') }];
  });
}

const FORMULA = '是公式，请改成文字（复制后“选择性粘贴”成数值）';

function faultOf(value: Cell): string | null {
  if (value instanceof Date) return '是日期，请把这一格设成文本再填';
  if (typeof value === 'boolean') return '是“真／假”，请把这一格设成文本再填';
  if (typeof value === 'string' && /^\s*[=＝]/u.test(withoutGuard(value))) return FORMULA;
  if (typeof value === 'string' && /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)/u.test(value))
    return '是算错的公式，请改成文字';
  return null;
}

function textOf(value: Cell): string {
  return withoutGuard(String(value ?? ''))
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
}

/** Titles as people retype them: without spaces, brackets of either kind. */
function plain(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .replace(/[\s*＊]/gu, '');
}
