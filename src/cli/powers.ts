/**
 * npm run powers                                   checks data/powers.yaml
 * npm run powers -- export FILE.xlsx | import FILE.xlsx [--yes]      (`county/powers-book.ts`)
 *
 * What is in force is the file with what 编办 has decided since: the record is looked at for that, and not owned.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { exportPowers, importPowers, replacePowers } from '../county/powers-book.ts';
import { loadPowers } from '../county/powers-file.ts';
import { loadRoster } from '../county/roster-file.ts';
import { stepsIn } from '../domain/arrangements/powers.ts';
import { listInForce, type PowerList } from '../domain/arrangements/powers-list.ts';
import type { Roster } from '../domain/roster.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { systemSentence } from '../store/errno.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice } from '../store/reading.ts';

const FILE = 'data/powers.yaml';
const USAGE = `用法：
  npm run powers                             检查权责清单
  npm run powers -- export 清单.xlsx          把现行的清单写成 Excel 表格，填好再导入
  npm run powers -- import 清单.xlsx [--yes]  看表格有没有错；加 --yes 才写入`;
answerHelp(USAGE);

interface Known {
  readonly roster: Roster;
  readonly file: PowerList;
  readonly inForce: PowerList;
}

async function known(): Promise<Known> {
  const { rosterFile, dataDir, reportKey } = readConfig(environment(), Date.now());
  const roster = loadRoster(rosterFile);
  const file = loadPowers(FILE, roster);
  const office = await readOffice(dataDir, keysOf(reportKey));
  const inForce = listInForce(file, stepsIn(office?.arrangements?.powers ?? {}));
  return { roster, file, inForce };
}

async function exportBook(book: string): Promise<number> {
  if (existsSync(book)) return fail(`${book} 已经有了。请换一个文件名。`);
  const { inForce, roster } = await known();
  writeFileSync(book, await exportPowers(inForce, roster), { flag: 'wx' });
  return tell(`清单第 ${inForce.version} 版已写入 ${book}。改好后运行 npm run powers -- import ${book}。`);
}

async function importBook(book: string, isSure: boolean): Promise<number> {
  const { inForce, roster } = await known();
  const was = readFileSync(FILE, 'utf8');
  const result = await importPowers(readFileSync(book), FILE, was, inForce, roster);
  if ('faults' in result) return fail(`${result.faults.join('\n')}\n没有改动清单。请改好表格再导入。`);
  const told = `第 ${result.version} 版，共 ${result.count} 项`;
  if (!isSure) return tell(`表格没有错，${told}。确认写入，运行 npm run powers -- import ${book} --yes`);
  if (!replacePowers(FILE, was, result.text)) return fail(`${FILE} 刚刚被别人改过，没有写入。请再运行一次。`);
  return tell(`已写入 ${FILE}，${told}；原来的留在 ${FILE}.bak。重启程序后生效。`);
}

async function check(): Promise<number> {
  const { file, inForce } = await known();
  const more = inForce.version > file.version ? `编办后来定到第 ${inForce.version} 版，程序按那一版答。` : '';
  return tell(`权责清单无误：第 ${file.version} 版，${file.items.length} 项。${more}`);
}

function tell(words: string): number {
  process.stdout.write(`${words}\n`);
  return 0;
}

function fail(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}

async function main(): Promise<number> {
  const [verb, book, ...more] = process.argv.slice(2);
  if (verb === undefined) return check();
  if (book !== undefined && verb === 'export' && more.length === 0) return exportBook(book);
  if (book !== undefined && verb === 'import' && more.every((one) => one === '--yes'))
    return importBook(book, more.length > 0);
  fail(USAGE);
  return 2;
}

main()
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    fail(systemSentence(error) ?? said);
    process.exitCode = 1;
  });
