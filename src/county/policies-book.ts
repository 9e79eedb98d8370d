/** The library of policies to a workbook and back. What is not filled in well is told by its cell, and nothing is written. */
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Flow } from '../domain/flow.ts';
import type { Roster } from '../domain/roster.ts';
import { sheetsOf } from '../papers/book/books.ts';
import type { SheetRead } from '../papers/book/read.ts';
import { VERSION } from '../papers/book/version.ts';
import { type PolicyChange, policyChanges } from '../papers/policies/changes.ts';
import { policiesIn } from '../papers/policies/read.ts';
import { policyBook } from '../papers/policies/write.ts';
import { olderBook, ordinal } from './list-version.ts';
import { checkPolicy, parsePolicies, policySchema, type Written } from './policies-file.ts';
import { reachingNobody } from './policies-reach.ts';
import { SettingsError } from './yaml-file.ts';

const MOST_FAULTS = 30;
const LIST = /^policies:/mu;
const WRITTEN_VERSION = /^version:[ \t]*\d+/mu;

export interface PolicyParts {
  readonly roster: Roster;
  readonly flow: Flow;
}

/** Throws `SettingsError` when the file as it is is wrong. */
export function exportPolicies(file: string, { roster, flow }: PolicyParts): Promise<Buffer> {
  const { version, policies } = parsePolicies(file, readFileSync(file, 'utf8'), roster, flow);
  return policyBook(version, policies);
}

export type PoliciesImport =
  | {
      readonly text: string;
      /** One more than now where something changes. */
      readonly version: number;
      readonly count: number;
      readonly changes: readonly PolicyChange[];
      /** Sentences on what can be written and should be looked at again. */
      readonly doubts: readonly string[];
    }
  /** Sentences for whoever filled it in, by cell where a cell is wrong. */
  | { readonly faults: readonly string[] };

/**
 * The new text of the file, and what it changes; nothing is written. Throws `BookFault` when the workbook cannot be read,
 * `SettingsError` when the file as it is is wrong.
 */
export async function importPolicies(
  book: Uint8Array,
  file: string,
  text: string,
  parts: PolicyParts,
): Promise<PoliciesImport> {
  return policiesFrom(await sheetsOf(book), file, text, parts);
}

/** The same of sheets already read. */
export function policiesFrom(
  sheets: readonly SheetRead[],
  file: string,
  was: string,
  { roster, flow }: PolicyParts,
): PoliciesImport {
  const faults: string[] = [];
  const report = (sheet: string, place: string | null, what: string): void => {
    faults.push(`‘${sheet}’表${place === null ? '' : ` ${place}`}：${what}`);
  };
  const nameOf = (written: string): string => roster.departmentNamed(written)?.id ?? written;
  const old = parsePolicies(file, was, roster, flow);
  const { whole, rows } = policiesIn(sheets, { report, nameOf });
  const told = ordinal.safeParse(whole.version);
  for (const { message } of told.error?.issues ?? []) whole.report(VERSION, message);
  const older = told.success ? olderBook(told.data, old.version) : null;
  if (older !== null) whole.report(VERSION, older);
  const before: Written[] = [];
  for (const row of rows) {
    const read = policySchema.safeParse(row.written);
    if (!read.success) {
      for (const { path, message } of read.error.issues) row.report(String(path[0] ?? 'id'), message);
      continue;
    }
    checkPolicy(read.data, before, roster, (field, what) => row.report(field, what));
    before.push(read.data);
  }
  if (faults.length > 0 || !told.success) return { faults: faults.slice(0, MOST_FAULTS) };
  const nameOfDepartment = (id: string): string => roster.department(id)?.name ?? id;
  const changes = policyChanges(old.policies, before, nameOfDepartment);
  const version = Math.max(told.data, old.version + (changes.length > 0 ? 1 : 0));
  const head = withVersion(was.slice(0, LIST.exec(was)?.index ?? was.length), version);
  const text = `${head}${stringify({ policies: before }, { lineWidth: 0 })}`;
  try {
    parsePolicies(file, text, roster, flow);
  } catch (error) {
    if (error instanceof SettingsError)
      return { faults: error.faults.map((fault) => `按这张表写出的政策库第 ${fault}`) };
    throw error;
  }
  return { text, version, count: before.length, changes, doubts: reachingNobody(before, roster) };
}

/** What stands above the list, with that version in it. */
function withVersion(head: string, version: number): string {
  const line = `version: ${version}`;
  return WRITTEN_VERSION.test(head) ? head.replace(WRITTEN_VERSION, line) : `${head}${line}\n\n`;
}
