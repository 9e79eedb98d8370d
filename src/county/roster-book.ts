/** The county's roster to a workbook and back: what the file says now, what a filled-in workbook makes of it. */
import { copyFileSync, readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import type { OnRecord } from '../domain/other-names.ts';
import { type RosterData, rosterSchema } from '../domain/roster.ts';
import type { Day } from '../domain/time.ts';
import { sheetsOf } from '../papers/book/books.ts';
import type { SheetRead } from '../papers/book/read.ts';
import { type Change, changesBetween } from '../papers/roster/changes.ts';
import { toldBy } from '../papers/roster/form.ts';
import { rosterText } from '../papers/roster/merge.ts';
import { rosterIn } from '../papers/roster/read.ts';
import { rosterBook } from '../papers/roster/write.ts';
import { parseRoster } from './roster-file.ts';
import { parseYaml, SettingsError } from './yaml-file.ts';

/** The roster as its file has it; `file` only names it in errors. */
export interface RosterText {
  readonly file: string;
  readonly text: string;
}

export type RosterImport =
  | {
      readonly changes: readonly Change[];
      readonly text: string;
      /** Sentences on what can be written and should be looked at again. */
      readonly doubts: readonly string[];
    }
  /** Sentences for whoever filled it in, by cell where a cell is wrong. */
  | { readonly faults: readonly string[] };

/** The workbook to be filled in, with what the file says now. Throws `SettingsError` when that is wrong. */
export function exportRoster(now: RosterText): Promise<Buffer> {
  return rosterBook(dataOf(now));
}

/**
 * What would change, and the new text of the file; nothing is written. `today` goes into the ids of those who are new; of whoever
 * is `onRecord` under an id nobody else is taken. Throws `BookFault` when the workbook cannot be read, `SettingsError` when the file
 * as it is is wrong.
 */
export async function importRoster(
  book: Uint8Array,
  now: RosterText,
  today: Day,
  onRecord: OnRecord,
): Promise<RosterImport> {
  return rosterFrom(await sheetsOf(book), now, today, onRecord);
}

/** The same of sheets already read. */
export function rosterFrom(
  sheets: readonly SheetRead[],
  now: RosterText,
  today: Day,
  onRecord: OnRecord,
): RosterImport {
  const data = dataOf(now);
  const read = rosterIn(sheets, data, today, onRecord);
  if ('faults' in read) return read;
  const text = rosterText(now.text, read.told);
  try {
    parseRoster(now.file, text);
  } catch (error) {
    if (error instanceof SettingsError)
      return { faults: error.faults.map((fault) => `按这张表写出的名册第 ${fault}`) };
    throw error;
  }
  return { text, changes: changesBetween(toldBy(data), read.told), doubts: read.unread };
}

/** What the file says now. */
export function readRosterText(file: string): RosterText {
  return { file, text: readFileSync(file, 'utf8') };
}

/**
 * Writes the new text, and keeps the old beside it as `….bak`. False, with nothing written, when the file does not say any
 * more what the change was made of: somebody else has changed it meanwhile.
 */
export function replaceRoster({ file, text: was }: RosterText, text: string): boolean {
  if (readFileSync(file, 'utf8') !== was) return false;
  copyFileSync(file, `${file}.bak`);
  writeFileAtomic.sync(file, text);
  return true;
}

function dataOf({ file, text }: RosterText): RosterData {
  parseRoster(file, text);
  return parseYaml(file, text, rosterSchema).value;
}
