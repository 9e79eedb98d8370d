/**
 * npm run policies                                   checks the library
 * npm run policies -- export FILE.xlsx | import FILE.xlsx [--yes]      (`county/policies-book.ts`)
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { countyFiles, ownFile } from '../county/files.ts';
import {
  exportPolicies,
  importPolicies,
  libraryAt,
  type PolicyParts,
  replacePolicies,
} from '../county/policies-book.ts';
import { loadPolicies } from '../county/policies-file.ts';
import { loadRoster } from '../county/roster-file.ts';
import { loadFlows } from '../county.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { systemSentence } from '../store/errno.ts';

const USAGE = `用法：
  npm run policies                             检查政策库
  npm run policies -- export 政策.xlsx          把政策库写成 Excel 表格，填好再导入
  npm run policies -- import 政策.xlsx [--yes]  看表格有没有错；加 --yes 才写入`;
answerHelp(USAGE);

interface Library extends PolicyParts {
  /** What is read. */
  readonly file: string;
  /** Where it is written: the county's folder, where there is one. */
  readonly target: string;
}

function libraryOf(): Library {
  const config = readConfig(environment(), Date.now());
  const flow = loadFlows(countyFiles(config).flow).policy;
  const target = ownFile(config.countyDir, 'policies');
  return { roster: loadRoster(config.rosterFile), flow, file: libraryAt(target), target };
}

async function exportBook(book: string): Promise<number> {
  const { file, ...parts } = libraryOf();
  if (existsSync(book)) return fail(`${book} 已经有了。请换一个文件名。`);
  writeFileSync(book, await exportPolicies(file, parts), { flag: 'wx' });
  return tell(`政策库已写入 ${book}。改好后运行 npm run policies -- import ${book}。`);
}

async function importBook(book: string, isSure: boolean): Promise<number> {
  const { file, target, ...parts } = libraryOf();
  const was = readFileSync(file, 'utf8');
  const result = await importPolicies(readFileSync(book), target, was, parts);
  if ('faults' in result) return fail(`${result.faults.join('\n')}\n没有改动政策库。请改好表格再导入。`);
  if (!isSure)
    return tell(`表格没有错，共 ${result.count} 条。确认写入，运行 npm run policies -- import ${book} --yes`);
  if (!replacePolicies(target, was, result.text))
    return fail(`${target} 刚刚被别人改过，没有写入。请再运行一次。`);
  return tell(`已写入 ${target}，共 ${result.count} 条；原来的留在 ${target}.bak。重启程序后生效。`);
}

function check(): number {
  const { roster, flow, file } = libraryOf();
  return tell(`政策库无误：${loadPolicies(file, roster, flow).policies.length} 条。`);
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
