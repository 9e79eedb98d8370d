/**
 * npm run setup                       makes the county's folder (COUNTY_DIR, county/), asking the few questions, and tries the channel
 * npm run setup -- --from FOLDER      the same, with what an older installation in FOLDER had written into its files
 * npm run setup -- --diff [--seen]    what an upgrade has changed; `--seen`: from now on, only what changes after it
 *
 * Each question may be answered by an option, or by a line of a pipe. Exit code 0; 1 when something will not do; 2 for a
 * wrong command line.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { COUNTY_FOLDER, environment } from '../env-file.ts';
import { AnswerFault, asking, collect, type Given } from '../setup/answers.ts';
import { tryChannels } from '../setup/channels.ts';
import { diffInWords } from '../setup/diff-words.ts';
import { setIn } from '../setup/env.ts';
import { makeCounty } from '../setup/make.ts';
import { leftBehind, oldLayoutIn, restoreShipped } from '../setup/old-layout.ts';
import { changesSince, remember } from '../setup/shipped.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：
  npm run setup                        建立本县自己的文件夹，问几个问题，试一试渠道
  npm run setup -- --from 旧程序的目录   同上，把旧程序里改过的设置带过来（在原地升级的不用写，自己会带）
  npm run setup -- --diff [--seen]     升级带来了什么；加 --seen 表示看过了
不想一个一个答的，写在后面：
  --county 霍州市 --operator 姓名 --channel telegram|wecom|wechat|none --token … --bot-id … --secret … --puppet …
  --data 数据目录 --report-key new|no|密钥 --yes（其余都用方括号里的） --no-check（不试渠道）`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
/** Each answers a question: where none is asked any more, it is said to have been of no use. */
const ANSWERS = {
  county: text,
  operator: text,
  channel: text,
  token: text,
  'bot-id': text,
  secret: text,
  puppet: text,
  data: text,
  'report-key': text,
} as const satisfies Record<keyof Given, typeof text>;
const OPTIONS = {
  ...ANSWERS,
  from: text,
  yes: flag,
  'no-check': flag,
  diff: flag,
  seen: flag,
  help: flag,
} as const;

function tell(words: string): void {
  process.stdout.write(`${words}\n`);
}

async function main(): Promise<number> {
  const values = options();
  if (values === null || values.help || (values.seen && !values.diff)) {
    (values?.help ? process.stdout : process.stderr).write(`${USAGE}\n`);
    return values?.help ? 0 : 2;
  }
  process.umask(0o077);
  const dir = process.env.COUNTY_DIR || setIn('.').COUNTY_DIR || COUNTY_FOLDER;
  if (values.diff) return diff(dir, values.seen);
  const from = values.from ?? '.';
  const old = oldLayoutIn(from, stampOf(new Date()));
  if (existsSync(dir))
    return alreadyThere(dir, resolve(from) === resolve('.') ? old.found : [], unusedBy(values));
  const answers = await answersTo(values, {
    knowsPeople: old.files.has('roster.yaml'),
    set: { ...setIn('.'), ...setIn(from), COUNTY_DIR: dir },
  });
  makeCounty(dir, answers, old);
  if (resolve(from) === resolve('.')) restoreShipped(dir, old);
  tell(`已建立 ${dir}/。各个文件怎么写，看 ${dir}/README.md。`);
  if (old.found.length > 0) tell(`带过来的：${old.found.join('、')}；原样留在 ${dir}/backup/。`);
  if (old.files.has('roster.yaml') && (values.county ?? values.operator) !== undefined)
    tell(`名册是带过来的，--county、--operator 没有用上，请在 ${dir}/roster.yaml 里改。`);
  const { settings } = answers;
  if (values['report-key'] === 'new' && settings.REPORT_KEY === undefined)
    tell('.env 里已有举报件的密钥，没有换。');
  if (settings.REPORT_KEY !== undefined)
    tell('举报件的密钥在 .env 里（REPORT_KEY）。请另抄一份保管好：丢了，举报件谁也打不开。');
  const config = readConfig(environment(), Date.now());
  const isGood = values['no-check'] || config.real === null || (await tryChannels(config, tell));
  tell(
    `下一步：把 ${dir}/roster.yaml 换成本县的部门和企业（npm run roster -- export 可以用 Excel 填），运行 npm run check-county，再 npm start。`,
  );
  return isGood ? 0 : 1;
}

function options():
  | (Given & {
      from?: string;
      yes: boolean;
      'no-check': boolean;
      diff: boolean;
      seen: boolean;
      help: boolean;
    })
  | null {
  try {
    return parseArgs({ options: OPTIONS }).values as ReturnType<typeof options>;
  } catch {
    return null;
  }
}

async function answersTo(given: Given & { yes: boolean }, known: Parameters<typeof collect>[2]) {
  if (given.yes) return collect(given, async () => null, known);
  const { ask, close } = asking();
  try {
    return await collect(given, ask, known);
  } finally {
    close();
  }
}

/** Options that answer a question, where none is asked any more. */
function unusedBy(given: Given): readonly string[] {
  const answers = Object.keys(ANSWERS) as (keyof Given)[];
  return answers.flatMap((name) => (given[name] === undefined ? [] : [`--${name}`]));
}

/** A move that was cut off is finished; otherwise nothing is touched. Fails where something was to be set. */
function alreadyThere(dir: string, edited: readonly string[], unused: readonly string[]): number {
  const rest = leftBehind(dir, oldLayoutIn('.', ''));
  if (rest.found.length > 0) {
    restoreShipped(dir, rest);
    tell(`上次没有做完，现在把这些恢复成随程序带的样子：${rest.found.join('、')}。本县的都在 ${dir}/ 里。`);
  }
  const others = edited.filter((path) => !rest.found.includes(path));
  tell(
    `${dir}/ 已经有了，没有改动它。设置在 ${dir}/.env；核对运行 npm run check-county，看升级带来什么运行 npm run setup -- --diff。`,
  );
  if (others.length > 0) {
    tell(
      `注意：这些随程序带的文件被改过：${others.join('、')}。升级时会冲突，请把改动写进 ${dir}/，再恢复原样（git checkout -- 文件）。`,
    );
  }
  if (unused.length === 0) return 0;
  tell(`${unused.join('、')} 没有用上：请写进 ${dir}/.env（县名和管理员在 roster.yaml）。`);
  return 1;
}

function diff(dir: string, isSeen: boolean): number {
  if (!existsSync(dir)) {
    process.stderr.write(`没有 ${dir} 这个文件夹。请先运行 npm run setup。\n`);
    return 1;
  }
  const changes = changesSince(dir);
  tell(changes === null ? '这个文件夹没有记下当时随程序带的是什么，从现在起记下。' : diffInWords(changes));
  if (changes === null || isSeen) remember(dir);
  return 0;
}

/** A name for a folder, to the second, Beijing time. */
function stampOf(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace(/[-:]/gu, '')
    .replace('T', '-');
}

await runCommand(main, AnswerFault, ConfigError, SettingsError);
