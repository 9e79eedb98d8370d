/** The file `.env` beside the program: what it adds to the environment, and what is written wrong in it. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, SETTINGS } from './config.ts';
import { reasonOf } from './store/errno.ts';

const FILE = '.env';

/** A setting with the sign of YAML, or of a Chinese keyboard, where `=` belongs; it would be passed over in silence. */
const WRONG_SIGN = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*(?:＝|：|:(?=\s))/u;
const NAMED = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/u;

/** Beginnings of names that other programs have settings with, too. */
const SHARED = new Set(['HTTPS', 'WECHATY']);
const familyOf = (name: string): string => name.split('_')[0] ?? name;
const OURS: ReadonlySet<string> = new Set(SETTINGS.map(familyOf).filter((family) => !SHARED.has(family)));

/** `env`, with what the file adds to it; what is set already stays. Throws `ConfigError` naming every wrong line. */
export function environment(file = FILE, env = process.env): NodeJS.ProcessEnv {
  if (!existsSync(file)) return env;
  for (const [name, value] of Object.entries(readEnv(textOf(file)))) env[name] ??= value;
  return env;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}：${reasonOf(error)}。`);
  }
}

function readEnv(text: string): NodeJS.Dict<string> {
  if (text.includes('\0')) throw new ConfigError(`${FILE} 不是 UTF-8 编码，请用编辑器另存为 UTF-8。`);
  const plain = text.replace(/^\uFEFF/u, '');
  const faults = plain.split('\n').flatMap((line, place) => {
    const fault = faultOf(line);
    return fault === null ? [] : [`${FILE}:${place + 1}: ${fault}`];
  });
  if (faults.length > 0) throw new ConfigError(`环境设置有误，请改正后再启动：\n${faults.join('\n')}`);
  return parseEnv(plain);
}

function faultOf(line: string): string | null {
  const misread = WRONG_SIGN.exec(line)?.[1];
  if (misread !== undefined) return `${misread} 后面应为半角等号“=”，写成 ${misread}=值`;
  const name = NAMED.exec(line)?.[1];
  if (name === undefined || SETTINGS.includes(name) || !OURS.has(familyOf(name))) return null;
  const kin = SETTINGS.filter((one) => familyOf(one) === familyOf(name));
  return `没有 ${name} 这一项。${familyOf(name)}_ 开头的有：${kin.join('、')}`;
}
