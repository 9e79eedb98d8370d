/** A spreadsheet that somebody hands in, read for what it says; whatever is wrong with the file is told in Chinese. */
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';

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

const MOST_BYTES = 5 * 1024 * 1024;
/** What a file may become when it is unpacked. */
const MOST_UNPACKED = 40 * 1024 * 1024;
const MOST_ROWS = 5000;
const OLD_EXCEL = 'd0cf11e0';
const SAVE_AS = '请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再试。';

/** Throws `BookFault`. Takes some hundred milliseconds for thousands of rows: call it in a thread (`books.ts`). */
export async function readBook(file: Uint8Array): Promise<readonly SheetRead[]> {
  refuseOther(file);
  const parts = unpacked(file);
  const marks = new Map(sheetParts(parts).map(({ name, xml }) => [name, marksOf(name, xml)]));
  let sheets: Awaited<ReturnType<typeof readSheets>>;
  try {
    sheets = await readSheets(Buffer.from(file));
  } catch (error) {
    throw broken(error);
  }
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data as Cell[][],
    ...(marks.get(sheet) ?? { merged: [], formulas: new Set<string>() }),
  }));
}

function refuseOther(file: Uint8Array): void {
  const start = Buffer.from(file.subarray(0, 4)).toString('hex');
  if (start === OLD_EXCEL) throw new BookFault(`这是旧版 Excel 文件（.xls），或是加了密码的。${SAVE_AS}`);
  if (!start.startsWith('504b'))
    throw new BookFault(`这不是 .xlsx 文件（可能是 .csv 或别的改了名）。${SAVE_AS}`);
  if (file.length > MOST_BYTES)
    throw new BookFault('文件太大（最多 5 MB）。请核对是不是放错了文件，删去图片再试。');
}

function unpacked(file: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let size = 0;
  try {
    return unzipSync(file, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > MOST_UNPACKED) throw new BookFault('文件里的内容太多。请核对是不是放错了文件。');
        return /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/u.test(name);
      },
    });
  } catch (error) {
    if (error instanceof BookFault) throw error;
    throw broken(error);
  }
}

function broken(error: unknown): BookFault {
  return new BookFault(
    `文件打不开，可能已损坏（${error instanceof Error ? error.message : error}）。${SAVE_AS}`,
  );
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

function marksOf(name: string, xml: string): Pick<SheetRead, 'merged' | 'formulas'> {
  const rows = xml.match(/<(?:\w+:)?row\b/gu)?.length ?? 0;
  if (rows > MOST_ROWS) {
    throw new BookFault(
      `‘${name}’表有 ${rows} 行，最多 ${MOST_ROWS} 行。请核对是不是放错了文件；下面的空行带着格式的，选中删除整行再试。`,
    );
  }
  return {
    merged: [...xml.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref="([^"]+)"/gu)].map(([, ref]) => ref ?? ''),
    formulas: new Set(
      [...xml.matchAll(/<(?:\w+:)?c\b[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b/gu)].map(
        ([, place]) => place ?? '',
      ),
    ),
  };
}
