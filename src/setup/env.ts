/** `.env`: what of an older one counts as answered, where it stays where it is, and how answers go into it. */
import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { settingsIn, settingsText } from '../env-file.ts';
import { AnswerFault } from './answers.ts';

export const ENV = '.env';
const TITLE = '# 本县的设置。能写哪些、各是什么，看程序里的 .env.example；写错了，启动时会说明。\n';

/**
 * The file behind the `.env` beside the program where that stays: a link, by which the offline installer shows every
 * version the one file it names (`deploy/install.sh`), or one that says where the county's folder is. Null: there is none,
 * or it is of an older layout and moves into the county's folder.
 */
export function stayingEnv(): string | null {
  const there = lstatSync(ENV, { throwIfNoEntry: false });
  if (there === undefined) return null;
  if (there.isSymbolicLink()) return existsSync(ENV) ? realpathSync(ENV) : resolve(readlinkSync(ENV));
  return settingsIn(ENV).COUNTY_DIR ? resolve(ENV) : null;
}

/** What the `.env` in the folder `root` sets; a name without a value sets nothing. Throws `ConfigError` for a wrong line. */
export function setIn(root: string): Readonly<Record<string, string>> {
  const set = Object.entries(settingsIn(join(root, ENV)));
  return Object.fromEntries(set.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The text of `file`, or of one that is begun, with `settings` in it: in place of what it said of them. */
export function withSettings(file: string, settings: Readonly<Record<string, string>>): string {
  const before = existsSync(file) ? settingsText(file) : TITLE;
  const isSet = (line: string): boolean =>
    Object.hasOwn(settings, /^\s*(?:export\s+)?(\w+)\s*=/u.exec(line)?.[1] ?? '');
  const rest = before.split('\n').filter((line) => !isSet(line));
  if (rest.at(-1) === '') rest.pop();
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}`);
  const text = [...rest, ...lines, ''].join('\n');
  if (isDeepStrictEqual({ ...parseEnv(text) }, { ...parseEnv(before), ...settings })) return text;
  // A value of several lines, or one with both kinds of quotation marks.
  throw new AnswerFault(
    `${file} 的写法太特别，没能把 ${Object.keys(settings).join('、')} 写进去，请自己写上。`,
  );
}

function quoted(value: string): string {
  if (/^[\w./:@+=,-]*$/u.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
