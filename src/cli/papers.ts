/**
 * npm run ledger -- FILE.xlsx [--period 11月] [--numbers]                          the ledger (台账)
 * npm run ledger -- import FILE [--write]                                         a ledger from before, through the running program
 * npm run notice -- FILE.docx [--period 11月] [--template T.docx] [--prefix 霍政企通] the month's 情况通报, a draft
 *
 * Reads the data folder (DATA_DIR; unless told, the one `npm start` would use) without locking it: a program may run on it.
 * Exit code 0; 1 when the record or a file will not do; 2 for a wrong command line.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { loadCalendar } from '../county/calendar-file.ts';
import { countyFiles } from '../county/files.ts';
import { letterheadAt, readLetterhead } from '../county/letterhead.ts';
import { loadRoster } from '../county/roster-file.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { periodIn } from '../dialogue/period-words.ts';
import type { Period } from '../domain/metrics.ts';
import { withRegister } from '../domain/on-record.ts';
import type { Roster } from '../domain/roster.ts';
import { dayOf, MINUTE, yearOf } from '../domain/time.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { briefFigures } from '../papers/figures.ts';
import { ledgerOf } from '../papers/ledger/ledger.ts';
import { documentOf } from '../papers/official/document.ts';
import { periodInWords } from '../papers/official/issue.ts';
import { noticeOf } from '../papers/official/notice.ts';
import { onTemplate, TemplateFault } from '../papers/official/template.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice, readTickets } from '../store/reading.ts';
import { askProgram } from './ask-program.ts';
import { runCommand } from './command.ts';
import { noteCommand } from './noted.ts';

const USAGE = `用法：
  npm run ledger -- 台账.xlsx [--period 11月] [--numbers]
      导出台账。--period 只要这段时间登记的（11月、上月、三季度、2026年）；--numbers 电话、证件号不打星号
  npm run ledger -- import 旧台账.xlsx [--write]
      看以前手工记的台账（.xlsx、.csv）会导入什么；加 --write 才导入。程序要在运行
  npm run notice -- 通报.docx [--period 11月] [--template 版头.docx] [--prefix 霍政企通]
      写一份情况通报（送审稿），不写 --period 就是上月。--template 用这个版头，不写就用本县文件夹里的 版头.docx；--prefix 是发文字号里的代字`;
answerHelp(USAGE);

/** 100,000 rows take a minute or two. */
const PATIENCE_MS = 6 * MINUTE;

interface Asked {
  readonly what: 'ledger' | 'notice';
  readonly file: string;
  readonly period: Period | null;
  readonly numbers: boolean;
  readonly template: string | null;
  readonly prefix: string | null;
}

async function main(): Promise<number> {
  const now = Date.now();
  const past = importAsked();
  if (past !== null) return bringInLedger(past.file, past.write);
  const asked = readArguments(now);
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  if (existsSync(asked.file)) {
    process.stderr.write(`${asked.file} 已经有了。请换一个文件名。\n`);
    return 1;
  }
  const made = asked.what === 'ledger' ? await ledger(asked, now) : await notice(asked, now);
  writeFileSync(asked.file, made.file, { flag: 'wx', mode: 0o600 });
  noteCommand(readConfig(environment(), now).dataDir, process.argv.slice(2).join(' '));
  process.stdout.write(`${made.told}已写入 ${asked.file}\n`);
  return 0;
}

async function ledger({ period, numbers }: Asked, at: number) {
  const config = readConfig(environment(), at);
  const { dataDir, reportKey } = config;
  const query = period === null ? {} : { registeredFrom: period.from, registeredBefore: period.before };
  const tickets = await readTickets(dataDir, keysOf(reportKey), query);
  const of = period === null ? '全部诉求件' : `${nameOf(period)}登记的诉求件`;
  const count = tickets.filter(({ confidential }) => !confidential).length;
  const file = await ledgerOf(tickets, { roster: await rosterOf(config), at, of, numbersWhole: numbers });
  return { file, told: `${of} ${count} 件，` };
}

async function notice({ period, template, prefix }: Asked, at: number) {
  const config = readConfig(environment(), at);
  const { dataDir, reportKey } = config;
  const month = period ?? periodNamed('上月', at) ?? { from: at, before: at };
  const calendar = loadCalendar(countyFiles(config).calendar);
  const tickets = await readTickets(dataDir, keysOf(reportKey));
  const number = prefix === null ? null : { prefix, year: yearOf(dayOf(at)), serial: null };
  const figures = await briefFigures(tickets, month, at, calendar);
  const paper = noticeOf(figures, { roster: await rosterOf(config), calendar, at, number });
  const sheet = template === null ? readLetterhead(letterheadAt(config.countyDir)) : readFileSync(template);
  const file = sheet === null ? await documentOf(paper) : await onTemplate(sheet, paper);
  return { file, told: `${nameOf(month)}的情况通报（送审稿）` };
}

/** One that remembers, as the program has it. */
async function rosterOf({ rosterFile, dataDir, reportKey }: Config): Promise<Roster> {
  return withRegister(loadRoster(rosterFile), (await readOffice(dataDir, keysOf(reportKey)))?.register);
}

/** Null for words that name no period, and for the future. */
function periodNamed(words: string, now: number): Period | null {
  const read = periodIn(words, dayOf(now));
  return read && !read.isFuture ? { from: read.from, before: read.before } : null;
}

function nameOf({ from, before }: Period): string {
  return periodInWords(dayOf(from), dayOf(before - 1));
}

/** `ledger import FILE [--write]`; null for anything else. */
function importAsked(): { readonly file: string; readonly write: boolean } | null {
  const [what, verb, ...words] = process.argv.slice(2);
  if (what !== 'ledger' || verb !== 'import') return null;
  const [file, ...more] = words.filter((word) => word !== '--write');
  return file === undefined || more.length > 0 ? null : { file, write: words.includes('--write') };
}

/** The desk that registers tickets is the running program's. */
async function bringInLedger(file: string, write: boolean): Promise<number> {
  const { dataDir } = readConfig(environment(), Date.now());
  const request = { do: 'bringIn', file: resolve(file), write } as const;
  const answer = await askProgram(dataDir, request, PATIENCE_MS);
  if (answer === null) {
    process.stderr.write('程序没有在运行。请先启动程序（npm start），再导入旧台账。\n');
    return 1;
  }
  (answer.ok ? process.stdout : process.stderr).write(`${answer.text}\n`);
  return answer.ok ? 0 : 1;
}

function readArguments(now: number): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        period: { type: 'string' },
        numbers: { type: 'boolean', default: false },
        template: { type: 'string' },
        prefix: { type: 'string' },
      },
    });
    const [what, file, ...more] = positionals;
    if ((what !== 'ledger' && what !== 'notice') || file === undefined || more.length > 0) return null;
    if (!file.endsWith(what === 'ledger' ? '.xlsx' : '.docx')) return null;
    const period = values.period === undefined ? null : periodNamed(values.period, now);
    if (values.period !== undefined && period === null) return null;
    const { numbers, template = null, prefix = null } = values;
    return { what, file, period, numbers, template, prefix };
  } catch {
    return null;
  }
}

await runCommand(main, ConfigError, SettingsError, StoreFault, TemplateFault);
