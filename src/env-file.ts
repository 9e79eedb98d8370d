/**
 * The files of settings: `.env` in the county's folder and `.env` beside the program – what they add to the environment,
 * and what is written wrong in them.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError, SETTINGS } from './config.ts';
import { decoded } from './county/encoding.ts';
import { distance } from './county/nearest.ts';
import { reasonOf } from './store/errno.ts';

const FILE = '.env';
/** The county's folder, unless COUNTY_DIR names another; in use as soon as it is there. */
export const COUNTY_FOLDER = 'county';

/** A setting with the sign of YAML, or of a Chinese keyboard, where `=` belongs; it would be passed over in silence. */
const WRONG_SIGN = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*(?:＝|：|:(?=\s))/u;
const NAMED = /^\s*(?:export\s+)?([A-Za-z][A-Za-z0-9_]*)\s*=/u;

/** Beginnings of names that other programs have settings with, too. */
const SHARED = new Set(['HTTPS', 'WECHATY']);
const familyOf = (name: string): string => name.split('_')[0] ?? name;
const OURS: ReadonlySet<string> = new Set(SETTINGS.map(familyOf).filter((family) => !SHARED.has(family)));
/** What every program on a machine may be told. */
const PROXIES = /^(?:https?|all|no|ftp)_proxy$/iu;
/** So many letters wrong, and a name of at least this length was still meant. */
const LETTERS_WRONG = 2;
const SHORTEST_MEANT = 8;

/**
 * `env`, with what the files add to it, the county's before the other; what is set already stays. `COUNTY_DIR` is in it
 * where there is such a folder. Throws `ConfigError` naming every wrong line.
 */
export function environment(env = process.env): NodeJS.ProcessEnv {
  const beside = settingsIn(FILE);
  const named = env.COUNTY_DIR || beside.COUNTY_DIR;
  if (named !== undefined && !isFolder(named)) {
    throw new ConfigError(`COUNTY_DIR：没有 ${named} 这个文件夹。请改正，或运行 npm run setup 建立。`);
  }
  const folder = named ?? (isFolder(COUNTY_FOLDER) ? COUNTY_FOLDER : undefined);
  if (folder !== undefined) {
    add(settingsIn(join(folder, FILE)), env);
    env.COUNTY_DIR = folder;
  }
  return add(beside, env);
}

/** `env` with what one file adds to it. Throws `ConfigError` naming every wrong line. */
export function withFile(file: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return add(settingsIn(file), env);
}

function add(settings: NodeJS.Dict<string>, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  for (const [name, value] of Object.entries(settings)) env[name] ??= value;
  return env;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What one file sets; nothing where there is none. Throws `ConfigError` naming every wrong line. */
export function settingsIn(file: string): NodeJS.Dict<string> {
  if (!existsSync(file)) return {};
  const plain = settingsText(file);
  const faults = plain.split('\n').flatMap((line, place) => {
    const fault = faultOf(line);
    return fault === null ? [] : [`${file}:${place + 1}: ${fault}`];
  });
  if (faults.length > 0) throw new ConfigError(`环境设置有误，请改正后再启动：\n${faults.join('\n')}`);
  return parseEnv(plain);
}

/** As it is written, in whatever encoding. Throws `ConfigError` where it cannot be read. */
export function settingsText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new ConfigError(`${file}：${reasonOf(error)}。`);
  }
  const read = decoded(bytes);
  if ('fault' in read) throw new ConfigError(`${file} ${read.fault}。`);
  return read.text.replace(/^\uFEFF/u, '');
}

function faultOf(line: string): string | null {
  const misread = WRONG_SIGN.exec(line)?.[1];
  if (misread !== undefined) return `${misread} 后面应为半角等号“=”，写成 ${misread}=值`;
  const name = NAMED.exec(line)?.[1];
  if (name === undefined || SETTINGS.includes(name)) return null;
  const meant = settingMeantBy(name);
  if (meant !== null) return `没有 ${name} 这一项，是不是 ${meant}？`;
  if (!OURS.has(familyOf(name))) return null;
  const kin = SETTINGS.filter((one) => familyOf(one) === familyOf(name));
  return `没有 ${name} 这一项。${familyOf(name)}_ 开头的有：${kin.join('、')}`;
}

/** The setting that somebody meant who wrote this name; null where it may well be another program's. */
export function settingMeantBy(name: string): string | null {
  if (PROXIES.test(name)) return null;
  const written = name.toUpperCase();
  if (SETTINGS.includes(written)) return written;
  if (written.length < SHORTEST_MEANT) return null;
  const near = SETTINGS.map((one) => ({ one, off: distance(written, one) })).sort((a, b) => a.off - b.off)[0];
  return near && near.off <= LETTERS_WRONG ? near.one : null;
}
