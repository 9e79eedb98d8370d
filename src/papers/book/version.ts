/** The sheet of a workbook that says which version of its list it is, and what else is said of the whole. */
import type { SheetRead } from './read.ts';
import { type Report, tableOf } from './table.ts';

export const VERSION_SHEET = '版本';
export const VERSION = '版本';

export interface VersionRead<Title extends string> {
  /** What is no number stays what it is, for the rules to refuse. */
  readonly version: number | string;
  text(title: Title): string;
  /** Names the cell, or where it should be. */
  report(title: Title | typeof VERSION, what: string): void;
}

/** `others`: the columns beside the version. */
export function versionIn<Title extends string>(
  sheets: readonly SheetRead[],
  others: readonly Title[],
  report: Report,
): VersionRead<Title> {
  let isTold = false;
  const [first, ...more] = tableOf(sheets, VERSION_SHEET, [VERSION, ...others], (...fault) => {
    isTold = true;
    report(...fault);
  });
  for (const row of more) row.report(VERSION, '只写一行');
  return {
    version: numberOf(first?.text(VERSION) ?? ''),
    text: (title) => first?.text(title) ?? '',
    report: (title, what) => {
      if (first) return first.report(title, what);
      // One word on a sheet that is not there, or empty.
      if (!isTold) report(VERSION_SHEET, '第 2 行', `请写${[VERSION, ...others].join('、')}`);
      isTold = true;
    },
  };
}

export function numberOf(text: string): number | string {
  return /^\d{1,7}$/u.test(text) ? Number(text) : text;
}
