/**
 * npm run policies                                   checks the library
 * npm run policies -- export FILE.xlsx | import FILE.xlsx [--yes]      (`county/policies-book.ts`)
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { countyFiles, ownFile } from '../county/files.ts';
import { inUse, type OwnFile, replaceOwn } from '../county/own-file.ts';
import { exportPolicies, importPolicies, type PolicyParts } from '../county/policies-book.ts';
import { loadPolicies } from '../county/policies-file.ts';
import { reachingNobody } from '../county/policies-reach.ts';
import { loadRoster } from '../county/roster-file.ts';
import { loadFlows } from '../county.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { fail, runBookCommand, tell } from './book-command.ts';

const USAGE = `用法：
  npm run policies                             检查政策库
  npm run policies -- export 政策.xlsx          把政策库写成 Excel 表格，填好再导入
  npm run policies -- import 政策.xlsx [--yes]  看表格有没有错；加 --yes 才写入`;
answerHelp(USAGE);

interface Library extends PolicyParts {
  /** Where it is read and written. */
  readonly place: OwnFile;
}

function libraryOf(): Library {
  const config = readConfig(environment(), Date.now());
  const flow = loadFlows(countyFiles(config).flow).policy;
  return { roster: loadRoster(config.rosterFile), flow, place: ownFile(config.countyDir, 'policies') };
}

async function exportBook(book: string): Promise<number> {
  const { place, ...parts } = libraryOf();
  if (existsSync(book)) return fail(`${book} 已经有了。请换一个文件名。`);
  writeFileSync(book, await exportPolicies(inUse(place), parts), { flag: 'wx' });
  return tell(`政策库已写入 ${book}。改好后运行 npm run policies -- import ${book}。`);
}

async function importBook(book: string, isSure: boolean): Promise<number> {
  const { place, ...parts } = libraryOf();
  const was = readFileSync(inUse(place), 'utf8');
  const result = await importPolicies(readFileSync(book), place.own, was, parts);
  if ('faults' in result) return fail(`${result.faults.join('\n')}\n没有改动政策库。请改好表格再导入。`);
  for (const doubt of result.doubts) tell(doubt);
  const told = `第 ${result.version} 版，共 ${result.count} 条`;
  if (!isSure) return tell(`表格没有错，${told}。确认写入，运行 npm run policies -- import ${book} --yes`);
  if (!replaceOwn(place, was, result.text))
    return fail(`${place.own} 刚刚被别人改过，没有写入。请再运行一次。`);
  return tell(`已写入 ${place.own}，${told}；原来的留在 ${place.own}.bak。重启程序后生效。`);
}

function check(): number {
  const { roster, flow, place } = libraryOf();
  const { version, policies } = loadPolicies(inUse(place), roster, flow);
  const doubts = reachingNobody(policies, roster);
  return tell([`政策库无误：第 ${version} 版，${policies.length} 条。`, ...doubts].join('\n'));
}

runBookCommand({ usage: USAGE, check, exportBook, importBook });
