/** The settings: everything wrong in the environment and its files, and a config of what is right for the checks after it. */
import { type Config, ConfigError, readConfig, SETTINGS } from '../config.ts';
import { COUNTY_FOLDER, environment, settingMeantBy } from '../env-file.ts';
import { type Finding, refused, warning } from './finding.ts';

/** What alone says where things lie. */
const PLACES = ['COUNTY_DIR', 'DATA_DIR', 'ROSTER_FILE', 'FLOWS_DIR'];
const NAMED = /^([A-Z][A-Z0-9_]*)(?:\.\d+)?：/u;
const HEAD = /^环境设置有误，请改正后再启动：$/u;

/** `env` is added to, as at a start. */
export function checkSettings(
  env: NodeJS.ProcessEnv,
  now: number,
): { readonly config: Config; readonly findings: readonly Finding[] } {
  const findings: Finding[] = Object.keys(env).flatMap((name) => {
    const meant = SETTINGS.includes(name) ? null : settingMeantBy(name);
    return meant === null ? [] : [warning(`环境变量 ${name}：没有这一项，是不是 ${meant}？现在没有起作用。`)];
  });
  const given = tried(() => environment(env), findings) ?? withoutWrong(env, findings);
  const config =
    tried(() => readConfig(given, now), findings) ??
    quietly(() => readConfig(without(given, namesIn(findings)), now)) ??
    readConfig(only(given), now);
  return { config, findings };
}

/** What the files would have added is not known; where the county's folder is, is. */
function withoutWrong(env: NodeJS.ProcessEnv, findings: readonly Finding[]): NodeJS.ProcessEnv {
  const named = findings.some(({ text }) => text.startsWith('COUNTY_DIR：'));
  return named ? without(env, new Set(['COUNTY_DIR'])) : { COUNTY_DIR: COUNTY_FOLDER, ...env };
}

function tried<T>(read: () => T, findings: Finding[]): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.message.split('\n').filter((line) => !HEAD.test(line));
    findings.push(...lines.map((line) => refused(line)));
    return null;
  }
}

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}

function namesIn(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ text }) => NAMED.exec(text)?.[1] ?? []));
}

function without(env: NodeJS.ProcessEnv, names: ReadonlySet<string>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));
}

function only(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => PLACES.includes(name)));
}
