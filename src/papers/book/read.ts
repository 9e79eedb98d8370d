/** A spreadsheet that somebody hands in, read for what it says; whatever is wrong with the file is told in Chinese. */
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { csvRows } from './csv.ts';

/** null where nothing stands. */
export type Cell = string | number | boolean | Date | null;

export interface SheetRead {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** `A3:A5`: of these only the first cell says something. */
  readonly merged: readonly string[];
  /** Addresses of cells that are reckoned. */
  readonly formulas: ReadonlySet<string>;
}

/** The file cannot be read, or is too much. */
export class BookFault extends Error {
  override readonly name = 'BookFault';
}

/** How much a file may be. */
export interface BookLimits {
  readonly megabytes: number;
  /** What it may become when it is unpacked. */
  readonly unpacked: number;
  /** Of a sheet. */
  readonly rows: number;
}

const MB = 1024 * 1024;
/** A table filled in by hand. */
export const TABLE: BookLimits = { megabytes: 5, unpacked: 40, rows: 5000 };
/** Years of a ledger. */
export const LEDGER: BookLimits = { megabytes: 20, unpacked: 200, rows: 100_100 };
const OLD_EXCEL = 'd0cf11e0';
const SAVE_AS = '请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再试。';

/** Throws `BookFault`. Takes some hundred milliseconds for thousands of rows: call it in a thread (`books.ts`). */
export async function readBook(file: Uint8Array, limits = TABLE): Promise<readonly SheetRead[]> {
  refuseOther(file, limits);
  const parts = unpacked(file, limits);
  const marks = new Map(sheetParts(parts).map(({ name, xml }) => [name, marksOf(name, xml, limits)]));
  let sheets: Awaited<ReturnType<typeof readSheets>>;
  try {
    sheets = await readSheets(Buffer.from(file));
  } catch (error) {
    throw broken(error);
  }
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    // A sheet whose part is broken has no data at all.
    rows: (data as Cell[][] | undefined) ?? [],
    ...(marks.get(sheet) ?? { merged: [], formulas: new Set<string>() }),
  }));
}

/** The same, where a .csv will do as well: it is one sheet. */
export async function readBookOrCsv(file: Uint8Array, limits: BookLimits): Promise<readonly SheetRead[]> {
  refuseEmpty(file);
  const isZip = file[0] === 0x50 && file[1] === 0x4b;
  const isOld = Buffer.from(file.subarray(0, 4)).toString('hex') === OLD_EXCEL;
  if (isZip || isOld) return readBook(file, limits);
  refuseLarge(file, limits);
  const rows = csvRows(file);
  if (rows === null) throw new BookFault(`这不是 .xlsx 或 .csv 文件（可能是别的改了名）。${SAVE_AS}`);
  if (rows.length > limits.rows) throw tooManyRows('csv', rows.length, limits);
  return [{ name: 'csv', rows, merged: [], formulas: new Set() }];
}

function refuseLarge({ length }: Uint8Array, { megabytes }: BookLimits): void {
  if (length > megabytes * MB)
    throw new BookFault(`文件太大（最多 ${megabytes} MB）。请核对是不是放错了文件，删去图片再试。`);
}

function tooManyRows(name: string, rows: number, limits: BookLimits): BookFault {
  return new BookFault(
    `‘${name}’表有 ${rows} 行，最多 ${limits.rows} 行。请核对是不是放错了文件；下面的空行带着格式的，选中删除整行再试。`,
  );
}

function refuseEmpty({ length }: Uint8Array): void {
  if (length === 0) throw new BookFault('这个文件是空的，里面什么也没有。请打开看看，另存后再上传。');
}

function refuseOther(file: Uint8Array, limits: BookLimits): void {
  refuseEmpty(file);
  const start = Buffer.from(file.subarray(0, 4)).toString('hex');
  if (start === OLD_EXCEL) throw new BookFault(`这是旧版 Excel 文件（.xls），或是加了密码的。${SAVE_AS}`);
  if (!start.startsWith('504b'))
    throw new BookFault(`这不是 .xlsx 文件（可能是 .csv 或别的改了名）。${SAVE_AS}`);
  refuseLarge(file, limits);
}

function unpacked(file: Uint8Array, limits: BookLimits): Readonly<Record<string, Uint8Array>> {
  let size = 0;
  try {
    return unzipSync(file, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > limits.unpacked * MB) throw new BookFault('文件里的内容太多。请核对是不是放错了文件。');
        return /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/u.test(name);
      },
    });
  } catch (error) {
    if (error instanceof BookFault) throw error;
    throw broken(error);
  }
}

/** What the library stumbles over within itself tells nobody anything. */
function broken(error: unknown): BookFault {
  const isTold = error instanceof Error && /\p{Script=Han}/u.test(error.message);
  const why = isTold ? `（${error.message}）` : '';
  return new BookFault(`文件打不开，可能已损坏${why}。${SAVE_AS}`);
}

/** Each sheet's name and its XML, as the workbook lists them. */
function sheetParts(
  parts: Readonly<Record<string, Uint8Array>>,
): readonly { readonly name: string; readonly xml: string }[] {
  const text = (place: string): string => strFromU8(parts[place] ?? new Uint8Array());
  const attribute = (tag: string, name: string): string =>
    new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '';
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/gu)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/u, ''),
    ]),
  );
  return [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/gu)].map(([tag]) => ({
    name: unescaped(attribute(tag, 'name')),
    xml: text(`xl/${targets.get(attribute(tag, 'r:id')) ?? ''}`),
  }));
}

function unescaped(text: string): string {
  return text.replace(
    /&(lt|gt|quot|apos|amp);/gu,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '&',
  );
}

function marksOf(name: string, xml: string, limits: BookLimits): Pick<SheetRead, 'merged' | 'formulas'> {
  const rows = xml.match(/<(?:\w+:)?row\b/gu)?.length ?? 0;
  if (rows > limits.rows) throw tooManyRows(name, rows, limits);
  return {
    merged: [...xml.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref="([^"]+)"/gu)].map(([, ref]) => ref ?? ''),
    formulas: new Set(
      [...xml.matchAll(/<(?:\w+:)?c\b[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b/gu)].map(
        ([, place]) => place ?? '',
      ),
    ),
  };
}
