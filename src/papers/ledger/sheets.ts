/**
 * Rows → the file of the ledger. The library makes its frame: the head, the formats, the sheet 说明. It keeps all cells of a
 * file in memory, 3 GB for 100,000 tickets: so rows are put into the frame as they come, and are forgotten then.
 */
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate';
import writeSheets from 'write-excel-file/node';
import { cellTime, letters, safeText } from '../cells.ts';
import type { Shown, Value } from './columns.ts';
import type { LedgerJob } from './ledger.ts';

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
const SHEET = 'xl/worksheets/sheet1.xml';
/** The row of the frame that shows how rows look. */
const PATTERN = /<row r="2".*?<\/row>/su;
/** A cell's date is in days since then. */
const DAY_NOUGHT = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

const COUNT: Shown = { title: '序号', width: 6, holds: 'number' };

/** An .xlsx that grows by rows. */
export interface Growing {
  add(rows: readonly (readonly Value[])[]): void;
  /** The whole file. */
  end(): Uint8Array;
}

export async function ledgerFile({ columns, notes }: LedgerJob): Promise<Growing> {
  const all = [COUNT, ...columns];
  const frame = unzipSync(await frameOf(all, notes));
  const sheet = strFromU8(frame[SHEET] ?? new Uint8Array());
  const pattern = PATTERN.exec(sheet)?.[0] ?? '';
  const styles = [...pattern.matchAll(/<c r="[A-Z]+2" s="(\d+)"/gu)].map(([, style]) => style ?? '');
  const [before, after] = sheet.split(pattern);
  if (styles.length !== all.length || before === undefined || after === undefined) {
    throw new Error('the frame of the ledger has no row to go by');
  }

  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const put = (name: string): ZipDeflate => {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    return part;
  };
  for (const [name, bytes] of Object.entries(frame)) if (name !== SHEET) put(name).push(bytes, true);
  const part = put(SHEET);
  part.push(strToU8(before));

  let count = 0;
  return {
    add(rows) {
      const xml = rows.map((row) => rowXml([++count, ...row], count + 1, all, styles));
      part.push(strToU8(xml.join('')));
    },
    end() {
      const filter = `<autoFilter ref="A1:${letters(all.length)}${count + 1}"/>`;
      part.push(strToU8(after.replace('</sheetData>', `</sheetData>${filter}`)), true);
      zip.end();
      return Buffer.concat(chunks);
    },
  };
}

/** The file with a head, one row that shows how each column looks, and the sheet 说明. */
function frameOf(columns: readonly Shown[], notes: LedgerJob['notes']): Promise<Buffer> {
  const ledger = {
    sheet: '台账',
    orientation: 'landscape' as const,
    stickyRowsCount: 1,
    // 序号, 编号.
    stickyColumnsCount: 2,
    columns: columns.map(({ width }) => ({ width })),
    data: [columns.map(({ title }) => ({ ...HEAD, value: title })), columns.map(({ holds }) => LOOKS[holds])],
  };
  const said = {
    sheet: '说明',
    columns: [{ width: 20 }, { width: 90 }],
    data: notes.map(([name, text]) => [
      { ...HEAD, value: name },
      { ...BODY, type: String, value: safeText(text), wrap: true },
    ]),
  };
  return writeSheets([ledger, said], { fontFamily: '宋体', fontSize: 11 }).toBuffer();
}

const LOOKS = {
  text: { ...BODY, type: String, format: TEXT, value: '例' },
  long: { ...BODY, type: String, format: TEXT, value: '例', wrap: true },
  mark: { ...BODY, type: String, format: TEXT, value: '例', align: 'center' },
  number: { ...BODY, type: Number, value: 1, align: 'center' },
  time: { ...BODY, type: Date, format: 'yyyy-mm-dd hh:mm', value: new Date(DAY_NOUGHT) },
} as const;

function rowXml(
  row: readonly Value[],
  number: number,
  columns: readonly Shown[],
  styles: readonly string[],
): string {
  const cells = row.map((value, index) => {
    const place = `<c r="${letters(index + 1)}${number}" s="${styles[index]}"`;
    if (value === null) return `${place}/>`;
    if (typeof value === 'string') {
      return `${place} t="inlineStr"><is><t xml:space="preserve">${escaped(safeText(value))}</t></is></c>`;
    }
    const isTime = columns[index]?.holds === 'time';
    return `${place}><v>${isTime ? (cellTime(value).getTime() - DAY_NOUGHT) / DAY : value}</v></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
