/**
 * npm run ledger -- FILE.xlsx [--period 11月] [--words 停电 …] [--numbers]          the ledger (台账)
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
import { nearest } from '../county/nearest.ts';
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
import { type FilterWords, filterOf, LineError } from './ledger-filter.ts';
import { noteCommand } from './noted.ts';

const USAGE = `用法：
  npm run ledger -- 台账.xlsx [--period 11月] [--words 停电] [--department 财政局] [--enterprise 星火]
                             [--kind 咨询] [--light 红灯] [--numbers]
      导出台账。--period 只要这段时间登记的（11月、上月、三季度、2026年）；--words 和群里发“查 …”一样写（“财政局 11月 超期”）；
      --department 部门，--enterprise 企业，--kind 类别，--light 红灯、黄灯、绿灯：写几样，几样都要合。--numbers 电话、证件号不打星号
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
  readonly filter: FilterWords;
  readonly numbers: boolean;
  readonly template: string | null;
  readonly prefix: string | null;
}

async function main(): Promise<number> {
  try {
    return await answered();
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    process.stderr.write(`${error.message}\n用法见 npm run ledger -- --help\n`);
    return 2;
  }
}

async function answered(): Promise<number> {
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

async function ledger({ period, filter, numbers }: Asked, at: number) {
  const config = readConfig(environment(), at);
  const { dataDir, reportKey } = config;
  const roster = await rosterOf(config);
  const { labels, holds } = filterOf(filter, roster, at);
  const query = period === null ? {} : { registeredFrom: period.from, registeredBefore: period.before };
  const tickets = (await readTickets(dataDir, keysOf(reportKey), query)).filter(holds);
  const all =
    period === null ? (labels.length === 0 ? '全部诉求件' : '诉求件') : `${nameOf(period)}登记的诉求件`;
  const of = labels.length === 0 ? all : `${all}（${labels.join('、')}）`;
  const file = await ledgerOf(tickets, { roster, at, of, numbersWhole: numbers });
  return { file, told: `${of} ${tickets.length} 件，` };
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

const TEXT = { type: 'string' } as const;
/** What each command takes beside its file. */
const OPTIONS = {
  ledger: {
    period: TEXT,
    words: TEXT,
    department: TEXT,
    enterprise: TEXT,
    kind: TEXT,
    light: TEXT,
    numbers: { type: 'boolean' },
  },
  notice: { period: TEXT, template: TEXT, prefix: TEXT },
} as const;

/** Null where there is no file to write; throws `LineError` for a part that cannot be meant. */
function readArguments(now: number): Asked | null {
  const [what, ...args] = process.argv.slice(2);
  if (what !== 'ledger' && what !== 'notice') return null;
  const options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> = OPTIONS[what];
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
  for (const [name, value] of Object.entries(values)) {
    const known = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!known) throw new LineError(unknownOption(name, Object.keys(options)));
    // `--words --numbers`: the next option is no content.
    if (known.type === 'string' && (typeof value !== 'string' || !value.trim() || value.startsWith('--'))) {
      throw new LineError(`--${name} 后面要写内容。`);
    }
    if (known.type === 'boolean' && value !== true) throw new LineError(`--${name} 后面不用写内容。`);
  }
  const [file, ...more] = positionals;
  if (file === undefined) return null;
  const [another] = more;
  if (another !== undefined)
    throw new LineError(`只写一个文件名；“${another}”是多出来的，有空格的用引号括起来。`);
  const ending = what === 'ledger' ? '.xlsx' : '.docx';
  if (!file.endsWith(ending)) throw new LineError(`文件名要以 ${ending} 结尾，不能是“${file}”。`);
  const said = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  const written = said('period');
  const period = written === null ? null : periodNamed(written, now);
  if (written !== null && period === null) {
    throw new LineError(
      `--period 不认得“${written}”，或它还没有到。写成 11月、上月、三季度、2026年、11月1日到15日。`,
    );
  }
  return {
    what,
    file,
    period,
    filter: values as FilterWords,
    numbers: values.numbers === true,
    template: said('template'),
    prefix: said('prefix'),
  };
}

function unknownOption(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `没有 --${name} 这一项。${near === null ? `可以写：${names.map((one) => `--${one}`).join('、')}。` : `是不是 --${near}？`}`;
}

await runCommand(main, ConfigError, SettingsError, StoreFault, TemplateFault);
