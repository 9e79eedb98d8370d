/** A workbook that an office fills in: its sheets, each with a frozen first row, and how (说明). */
import writeSheets from 'write-excel-file/node';
import { safeText } from '../cells.ts';

const HEAD = { type: String, fontWeight: 'bold', backgroundColor: '#e8eef7', align: 'center' } as const;
const WIDTH = 20;

export interface FormSheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each column; left out: all alike. */
  readonly widths?: readonly number[];
}

export function formBook(sheets: readonly FormSheet[], how: readonly string[]): Promise<Buffer> {
  const told = how.map((line) => [{ type: String, value: line, wrap: true }]);
  return writeSheets([...sheets.map(laidOut), { sheet: '说明', columns: [{ width: 100 }], data: told }], {
    fontFamily: '宋体',
    fontSize: 11,
  }).toBuffer();
}

function laidOut({ name, columns, rows, widths = [] }: FormSheet) {
  return {
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map((_, place) => ({ width: widths[place] ?? WIDTH })),
    data: [
      columns.map((value) => ({ ...HEAD, value })),
      // As text: a telephone number begins with a nought.
      ...rows.map((row) => row.map((value) => ({ type: String, format: '@', value: safeText(value) }))),
    ],
  };
}
