/** Rows → the file of the ledger. */
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeSheets, { type CellObject, type Feature } from 'write-excel-file/node';
import { cellTime, safeText } from '../cells.ts';
import type { Shown, Value } from './columns.ts';
import type { LedgerJob } from './ledger.ts';

/** As the library has it, which does not export it. */
type FileContent = Stream | Buffer | Blob;

const TIME = 'yyyy-mm-dd hh:mm';
/** The format of cells that stay a text also when they are typed again. */
const TEXT = '@';
const HEAD = {
  type: String,
  format: TEXT,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  backgroundColor: '#e8eef7',
  borderColor: '#9aa5b1',
  borderStyle: 'thin',
  height: 32,
} as const;
const BODY = { alignVertical: 'top', borderColor: '#d0d7de', borderStyle: 'thin' } as const;

/** 序号 is added here. The sheet has its head frozen, and arrows to filter by. */
export async function sheetsOf(
  rows: readonly (readonly Value[])[],
  { notes, columns }: LedgerJob,
): Promise<Buffer> {
  const titles = ['序号', ...columns.map(({ title }) => title)];
  const ledger = {
    sheet: '台账',
    orientation: 'landscape' as const,
    stickyRowsCount: 1,
    // 序号, 编号.
    stickyColumnsCount: 2,
    columns: [{ width: 6 }, ...columns.map(({ width }) => ({ width }))],
    data: [
      titles.map((value) => ({ ...HEAD, value })),
      ...rows.map((row, index) => [
        numberCell(index + 1),
        ...row.map((value, at) => cellOf(value, columns[at])),
      ]),
    ],
  };
  const said = {
    sheet: '说明',
    columns: [{ width: 20 }, { width: 90 }],
    data: notes.map(([name, text]) => [
      { ...HEAD, value: name },
      { ...BODY, type: String, value: safeText(text), wrap: true },
    ]),
  };
  return writeSheets([ledger, said], {
    fontFamily: '宋体',
    fontSize: 11,
    features: [filterBy(titles.length, rows.length + 1)],
  }).toBuffer();
}

function cellOf(value: Value, column: Shown | undefined): CellObject {
  if (value === null) return BODY;
  if (typeof value === 'string') {
    return { ...BODY, type: String, format: TEXT, value: safeText(value), wrap: column?.holds === 'long' };
  }
  if (column?.holds === 'time') return { ...BODY, type: Date, format: TIME, value: cellTime(value) };
  return numberCell(value);
}

function numberCell(value: number): CellObject {
  return { ...BODY, type: Number, value, align: 'center' };
}

/** Arrows in the head of the first sheet, to filter and sort by. */
function filterBy(columns: number, rows: number): Feature<FileContent> {
  const filter = `<autoFilter ref="A1:${letters(columns)}${rows}"/>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) =>
            sheetIndex === 0 ? xml.replace('</sheetData>', `</sheetData>${filter}`) : xml,
        },
      },
    },
  };
}

/** 1 → A, 27 → AA. */
export function letters(column: number): string {
  const rest = column - 1;
  const last = String.fromCharCode(65 + (rest % 26));
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last;
}
