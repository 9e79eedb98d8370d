/**
 * npm run powers                                   checks the list
 * npm run powers -- export FILE.xlsx | import FILE.xlsx [--yes]      (`county/powers-book.ts`)
 *
 * What is in force is the file with what 编办 has decided since: the record is looked at for that, and not owned.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { ownFile } from '../county/files.ts';
import { inUse, type OwnFile, replaceOwn } from '../county/own-file.ts';
import { exportPowers, importPowers } from '../county/powers-book.ts';
import { loadPowers } from '../county/powers-file.ts';
import { loadRoster } from '../county/roster-file.ts';
import { stepsIn } from '../domain/arrangements/powers.ts';
import { listInForce, type PowerList } from '../domain/arrangements/powers-list.ts';
import type { Roster } from '../domain/roster.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice } from '../store/reading.ts';
import { fail, runBookCommand, tell } from './book-command.ts';

const USAGE = `用法：
  npm run powers                             检查权责清单
  npm run powers -- export 清单.xlsx          把现行的清单写成 Excel 表格，填好再导入
  npm run powers -- import 清单.xlsx [--yes]  看表格有没有错；加 --yes 才写入`;
answerHelp(USAGE);

interface Known {
  readonly roster: Roster;
  /** Where it is read and written. */
  readonly place: OwnFile;
  readonly file: PowerList;
  readonly inForce: PowerList;
}

async function known(): Promise<Known> {
  const { rosterFile, dataDir, countyDir, reportKey } = readConfig(environment(), Date.now());
  const place = ownFile(countyDir, 'powers');
  const roster = loadRoster(rosterFile);
  const file = loadPowers(inUse(place), roster);
  const office = await readOffice(dataDir, keysOf(reportKey));
  const inForce = listInForce(file, stepsIn(office?.arrangements?.powers ?? {}));
  return { roster, place, file, inForce };
}

async function exportBook(book: string): Promise<number> {
  if (existsSync(book)) return fail(`${book} 已经有了。请换一个文件名。`);
  const { inForce, roster } = await known();
  writeFileSync(book, await exportPowers(inForce, roster), { flag: 'wx' });
  return tell(`清单第 ${inForce.version} 版已写入 ${book}。改好后运行 npm run powers -- import ${book}。`);
}

async function importBook(book: string, isSure: boolean): Promise<number> {
  const { inForce, roster, place } = await known();
  const was = readFileSync(inUse(place), 'utf8');
  const result = await importPowers(readFileSync(book), place.own, was, inForce, roster);
  if ('faults' in result) return fail(`${result.faults.join('\n')}\n没有改动清单。请改好表格再导入。`);
  const told = `第 ${result.version} 版，共 ${result.count} 项`;
  if (!isSure) return tell(`表格没有错，${told}。确认写入，运行 npm run powers -- import ${book} --yes`);
  if (!replaceOwn(place, was, result.text))
    return fail(`${place.own} 刚刚被别人改过，没有写入。请再运行一次。`);
  return tell(`已写入 ${place.own}，${told}；原来的留在 ${place.own}.bak。重启程序后生效。`);
}

async function check(): Promise<number> {
  const { file, inForce } = await known();
  const more = inForce.version > file.version ? `编办后来定到第 ${inForce.version} 版，程序按那一版答。` : '';
  return tell(`权责清单无误：第 ${file.version} 版，${file.items.length} 项。${more}`);
}

runBookCommand({ usage: USAGE, check, exportBook, importBook });
