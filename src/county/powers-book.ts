/** 权责清单 to a workbook and back. What is not filled in well is told by its cell, and nothing is written. */
import { stringify } from 'yaml';
import type { PowerList } from '../domain/arrangements/powers-list.ts';
import type { Roster } from '../domain/roster.ts';
import { sheetsOf } from '../papers/book/books.ts';
import type { SheetRead } from '../papers/book/read.ts';
import { powersIn } from '../papers/powers/read.ts';
import { powersBook } from '../papers/powers/write.ts';
import { olderBook } from './list-version.ts';
import { checkPower, parsePowers, powerSchema, powersHeadSchema, type WrittenPower } from './powers-file.ts';
import { SettingsError } from './yaml-file.ts';

const MOST_FAULTS = 30;
const LIST = /^version:/mu;

/** `list`: as it is in force, decisions of 编办 included. */
export function exportPowers(list: PowerList, roster: Roster): Promise<Buffer> {
  return powersBook(list, (office) => roster.department(office)?.name ?? office);
}

export type PowersImport =
  | { readonly text: string; readonly version: number; readonly count: number }
  | { readonly faults: readonly string[] };

/**
 * The new text of the file; nothing is written. `inForce`: the list as it is. Throws `BookFault` when the workbook cannot
 * be read.
 */
export async function importPowers(
  book: Uint8Array,
  file: string,
  text: string,
  inForce: PowerList,
  roster: Roster,
): Promise<PowersImport> {
  return powersFrom(await sheetsOf(book), file, text, inForce, roster);
}

/** The same of sheets already read. */
export function powersFrom(
  sheets: readonly SheetRead[],
  file: string,
  was: string,
  inForce: PowerList,
  roster: Roster,
): PowersImport {
  const faults: string[] = [];
  const report = (sheet: string, place: string | null, what: string): void => {
    faults.push(`‘${sheet}’表${place === null ? '' : ` ${place}`}：${what}`);
  };
  const nameOf = (written: string): string => roster.departmentNamed(written)?.id ?? written;
  const { head, reportHead, rows } = powersIn(sheets, { report, nameOf });
  const told = powersHeadSchema.safeParse(head);
  for (const { path, message } of told.error?.issues ?? []) reportHead(String(path[0]), message);
  const version = told.data?.version ?? inForce.version + 1;
  const items: WrittenPower[] = [];
  for (const row of rows) {
    const read = powerSchema.safeParse(row.written);
    if (!read.success) {
      for (const { path, message } of read.error.issues) row.report(String(path[0] ?? 'id'), message);
      continue;
    }
    checkPower(read.data, items, version, roster, (field, what) => row.report(field, what));
    items.push(read.data);
  }
  if (told.success) checkVersion(version, items, inForce, reportHead);
  if (faults.length > 0 || !told.success) return { faults: faults.slice(0, MOST_FAULTS) };
  const above = was.slice(0, LIST.exec(was)?.index ?? was.length);
  const text = `${above}${stringify({ ...told.data, items }, { lineWidth: 0 })}`;
  try {
    parsePowers(file, text, roster);
  } catch (error) {
    if (error instanceof SettingsError)
      return { faults: error.faults.map((fault) => `按这张表写出的清单第 ${fault}`) };
    throw error;
  }
  return { text, version, count: items.length };
}

/** Nobody puts back what was decided since by handing in an older sheet. */
function checkVersion(
  version: number,
  items: readonly WrittenPower[],
  inForce: PowerList,
  report: (field: string, what: string) => void,
): void {
  const older = olderBook(version, inForce.version);
  if (older !== null) report('version', older);
  else if (
    version === inForce.version &&
    JSON.stringify(plain(items)) !== JSON.stringify(plain(inForce.items))
  )
    report('version', `内容改了，版本要比现行的第 ${inForce.version} 版大`);
}

function plain(items: PowerList['items'] | readonly WrittenPower[]) {
  return items.map(({ id, name, words, lead, partners, township, basis, since }) => [
    id,
    name,
    words,
    lead,
    partners,
    township,
    basis,
    since,
  ]);
}
