/** Figures of another platform as a workbook: the sheet to be filled in, and what it says. */
import { formBook } from '../book/form.ts';
import type { SheetRead } from '../book/read.ts';
import { type Report, type Row, refuseUnknownColumns, tableOf } from '../book/table.ts';

const SHEETS = { figures: '平台数据', bad: '差评' } as const;
const RATINGS = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'] as const;
const FIGURES = [
  '来源',
  '统计期起',
  '统计期止',
  '受理',
  '应办结',
  '按时办结',
  ...RATINGS,
  '按时办结率',
  '满意率',
] as const;
const BAD = ['来源', '企业', '办件编号', '内容'] as const;
const HOW: readonly string[] = [
  '‘平台数据’一行一个来源、一个时段。来源写部门；日期写成 2026-01-01；件数写数字，平台没有的不写。',
  '按时办结率、满意率只在平台公布了百分数时写，如 100%。五级评价要么都写，要么都不写。',
  '‘差评’一行一条：企业照名册写，不是名册里的企业不立件。没有差评就空着。',
  '表格里的日期、数字都按文本填；不要合并单元格，不要改表名和第一行。',
];
/** More are handed in in parts. */
const MOST_ROWS = 12;
/** A line of 差评 is one line. */
const LONGEST = 300;

export function blankPlatformBook(): Promise<Buffer> {
  const blank = (name: string, columns: readonly string[]) => ({
    name,
    columns,
    rows: [],
    widths: columns.map(() => 14),
  });
  return formBook([blank(SHEETS.figures, FIGURES), blank(SHEETS.bad, BAD)], HOW);
}

/**
 * What the workbook says, as it would be typed (`dialogue/arrangements/platform.ts`), one text for each row of figures with
 * its 差评 below; or every fault by its cell. `isOffice`: whether a source is a department.
 */
export function platformTexts(
  sheets: readonly SheetRead[],
  isOffice: (name: string) => boolean,
): { readonly texts: readonly string[] } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const report: Report = (sheet, place, what) => {
    faults.push(`‘${sheet}’表${place === null ? '' : ` ${place}`}：${what}`);
  };
  refuseUnknownColumns(
    sheets,
    { [SHEETS.figures]: FIGURES, [SHEETS.bad]: BAD },
    '像是以前的表。请下载空表再填',
    report,
  );
  const rows = tableOf(sheets, SHEETS.figures, FIGURES, report);
  const bad = tableOf(sheets, SHEETS.bad, BAD, report);
  if (rows.length === 0 && faults.length === 0) report(SHEETS.figures, null, '一行也没有填');
  if (rows.length > MOST_ROWS) report(SHEETS.figures, null, `一次最多 ${MOST_ROWS} 行`);
  const sources = new Set(rows.map((row) => row.text('来源')));
  for (const row of rows) {
    if (!isOffice(row.text('来源'))) row.report('来源', `名册里没有部门“${row.text('来源')}”`);
  }
  for (const row of bad) {
    if (!sources.has(row.text('来源'))) row.report('来源', `‘${SHEETS.figures}’表里没有这个来源`);
    if (row.text('企业') === '') row.report('企业', '没有写企业');
    if (row.text('内容') === '') row.report('内容', '没有写说了什么');
  }
  const given = new Set<string>();
  const texts = rows.map((row) => {
    const source = row.text('来源');
    // 差评 stand once, below the first row of their source.
    const own = given.has(source) ? [] : bad.filter((one) => one.text('来源') === source);
    given.add(source);
    return [figuresLine(row), ...own.map(badLine)].join('\n');
  });
  return faults.length > 0 ? { faults } : { texts };
}

function figuresLine(row: Row<(typeof FIGURES)[number]>): string {
  const dayOf = (title: '统计期起' | '统计期止'): string => {
    const text = row.text(title);
    if (!/^20\d{2}-\d{2}-\d{2}$/u.test(text)) row.report(title, '请写成 2026-01-01');
    return text;
  };
  const countOf = (title: (typeof FIGURES)[number]): string => {
    const text = row.text(title).replace(/[,，]/gu, '');
    if (text !== '' && !/^\d{1,9}$/u.test(text)) row.report(title, '请写件数，如 7684');
    return text;
  };
  const percentOf = (title: '按时办结率' | '满意率'): string => {
    const text = row.text(title);
    if (text !== '' && !/^\d{1,3}(?:\.\d{1,2})?[%％]$/u.test(text)) row.report(title, '请写成 100% 或 99.5%');
    return text;
  };
  const received = countOf('受理');
  if (received === '') row.report('受理', '没有写受理多少件');
  const [due, inTime] = [countOf('应办结'), countOf('按时办结')];
  const ratings = RATINGS.map(countOf);
  const isRated = ratings.some((one) => one !== '');
  if (isRated && ratings.includes('')) row.report('非常满意', '五级评价要么都写，要么都不写');
  const [onTime, satisfied] = [percentOf('按时办结率'), percentOf('满意率')];
  return [
    '平台数据',
    row.text('来源'),
    `${dayOf('统计期起')}至${dayOf('统计期止')}`,
    `受理 ${received}`,
    ...(due === '' ? [] : [`应办结 ${due}`]),
    ...(inTime === '' ? [] : [`按时 ${inTime}`]),
    ...(isRated ? [`评价 ${ratings.join('/')}`] : []),
    ...(onTime === '' ? [] : [`按时办结率 ${onTime}`]),
    ...(satisfied === '' ? [] : [`满意率 ${satisfied}`]),
  ].join(' ');
}

function badLine(row: Row<(typeof BAD)[number]>): string {
  const text = row.text('内容').slice(0, LONGEST);
  return ['差评', row.text('企业'), row.text('办件编号'), text].filter((one) => one !== '').join(' ');
}
