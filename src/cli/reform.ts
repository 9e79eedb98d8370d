/**
 * npm run reform -- rename DEPARTMENT [NAME]                      a department is called otherwise
 * npm run reform -- merge DEPARTMENT into DEPARTMENT [NAME]       one becomes part of another
 * npm run reform -- split DEPARTMENT into DEPARTMENT [NUMBERS]    some of its open tickets are the other one's from now on
 *
 * Tells what would change; does it with `--yes`, after a backup (BACKUP_DIR, or `--backup DIR`): on record first, then in the
 * county's files, each kept as `….bak`. Open tickets pass on at the next start. Twice is as good as once. Exit code 0; 1 with the
 * reason; 2 for a wrong command line.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BackupFault } from '../backup/bundle.ts';
import { makeBackup } from '../backup/make.ts';
import { checkFiles } from '../checkup/files.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { countyFiles } from '../county/files.ts';
import { planReform, type ReformAsked, type ReformPlan } from '../county/reform.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { isOf } from '../domain/reorganised.ts';
import type { Ticket } from '../domain/ticket.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import { hasRecord, readRecord } from '../store/reading.ts';
import { askOrWorkAlone } from './ask-program.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：（机构改革；先只看会改什么，加 --yes 才改，改前先备份）
  npm run reform -- rename 部门编号 [新名称]              部门改名
  npm run reform -- merge 部门编号 into 部门编号 [新名称]   前一个并入后一个
  npm run reform -- split 部门编号 into 部门编号 [件号,件号]  前一个分出后一个，点名的在办件归它
  加 --yes 照办；加 --backup 目录，备份到那里（不加就用 BACKUP_DIR）`;
answerHelp(USAGE);

const ID = /^[a-z][a-z0-9_-]*$/;
const NUMBERS = /^\d{1,9}(?:[,，、]\d{1,9})*$/;

interface Asked {
  readonly reform: ReformAsked;
  readonly tickets: readonly number[];
  readonly isSure: boolean;
  readonly backup: string | null;
}

process.umask(0o077);
await runCommand(() => main(process.argv.slice(2)), BackupFault, ConfigError, SettingsError, StoreFault);

async function main(words: readonly string[]): Promise<number> {
  const asked = readAsked(words);
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const config = readConfig(environment(), Date.now());
  const record = hasRecord(config.dataDir)
    ? await readRecord(config.dataDir, keysOf(config.reportKey))
    : null;
  const { from } = asked.reform;
  const names = record?.office.register?.departments ?? {};
  const plan = planReform(asked.reform, {
    files: countyFiles(config),
    countyDir: config.countyDir,
    onRecord: (Object.hasOwn(names, from) && names[from]) || null,
  });
  if (typeof plan === 'string') return refuse(plan);
  const open = (record?.open ?? []).filter((ticket) => !ticket.confidential);
  const missing = asked.tickets.filter(
    (number) => !open.some((one) => one.number === number && one.department === from),
  );
  if (missing.length > 0) return refuse(`诉求件 ${missing.join('、')} 不是 ${from} 在办的，请核对。`);
  const faults = faultsWith(plan, config);
  process.stdout.write(`${planInWords(plan, asked, open)}\n`);
  if (faults.length > 0)
    return refuse(
      `照这样改，程序启动不了，没有改。请先改好：\n${faults.map((one) => `  ${one}`).join('\n')}`,
    );
  if (!asked.isSure) {
    process.stdout.write('还没有改。确认无误，加 --yes 再运行一次。\n');
    return 0;
  }
  return await carryOut(plan, asked, config, record !== null);
}

function readAsked(words: readonly string[]): Asked | null {
  const place = words.indexOf('--backup');
  const backup = place < 0 ? null : (words[place + 1] ?? '');
  const bare = place < 0 ? words : words.filter((_, index) => index !== place && index !== place + 1);
  const isSure = bare.includes('--yes');
  const [verb = '', from = '', ...rest] = bare.filter((word) => word !== '--yes');
  if (!ID.test(from) || backup === '' || rest.some((word) => word.startsWith('-'))) return null;
  const common = { tickets: [], isSure, backup };
  if (verb === 'rename')
    return rest.length > 1 ? null : { ...common, reform: { kind: 'renamed', from, name: rest[0] ?? null } };
  const [word, into = '', last = null, ...more] = rest;
  if (word !== 'into' || !ID.test(into) || more.length > 0) return null;
  if (verb === 'merge') return { ...common, reform: { kind: 'merged', from, into, name: last } };
  if (verb !== 'split' || (last !== null && !NUMBERS.test(last))) return null;
  const tickets = (last ?? '').split(/[,，、]/).filter((one) => one !== '');
  return { ...common, tickets: tickets.map(Number), reform: { kind: 'split', from, into } };
}

/** What a start would refuse of the files as they would be: tried on a copy. */
function faultsWith({ texts }: ReformPlan, config: Config): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lianxinqiao-'));
  try {
    const { countyDir } = config;
    if (countyDir !== null) cpSync(countyDir, folder, { recursive: true });
    const rosterFile = join(folder, 'roster.yaml');
    cpSync(config.rosterFile, rosterFile);
    for (const [file, text] of texts) {
      const isRoster = resolve(file) === resolve(config.rosterFile);
      if (!isRoster && countyDir === null) continue;
      const inside = countyDir === null ? '' : relative(resolve(countyDir), resolve(file));
      // Nothing is written but in the copy.
      if (!isRoster && (inside.startsWith('..') || isAbsolute(inside))) continue;
      const copy = isRoster ? rosterFile : join(folder, inside);
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
    }
    // Without a folder of the county's the files that ship are written themselves: the roster alone is tried.
    const { findings } = checkFiles({ ...config, rosterFile, countyDir: countyDir === null ? null : folder });
    const before = new Set(checkFiles(config).findings.map(({ text }) => text));
    return findings
      .filter(({ kind, text }) => kind === 'refused' && !before.has(text))
      .map(({ text }) => text.replaceAll(folder, countyDir ?? dirname(config.rosterFile)))
      .filter((text) => countyDir !== null || text.includes('roster.yaml'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function planInWords(
  { told, left }: ReformPlan,
  { reform, tickets }: Asked,
  open: readonly Ticket[],
): string {
  const moving =
    reform.kind === 'split'
      ? tickets
      : reform.kind === 'merged'
        ? open.filter((ticket) => isOf(ticket, reform.from)).map(({ number }) => number)
        : [];
  return [
    ...told,
    ...(moving.length === 0 ? [] : [`在办件 ${moving.join('、')}：重启时转过去，签收和期限不变。`]),
    ...(left.length === 0 ? [] : ['这些地方请看一看：', ...left.map((one) => `  ${one}`)]),
  ].join('\n');
}

async function carryOut(
  plan: ReformPlan,
  asked: Asked,
  config: Config,
  isOnRecord: boolean,
): Promise<number> {
  const { reform, tickets } = asked;
  const into = asked.backup ?? config.backups?.dir;
  if (isOnRecord) {
    if (into === undefined) return refuse('改之前要备份：请设置 BACKUP_DIR，或者加 --backup 目录。没有改。');
    const { dataDir, rosterFile, flowsDir, countyDir, reportKey, backups } = config;
    const keep = backups?.dir === into ? backups.keep : null;
    const settings = { rosterFile, flowsDir, countyDir };
    const made = await makeBackup({ dataDir, into, settings, reportKey, at: Date.now(), keep });
    process.stdout.write(`已备份到 ${made.folder}。\n`);
  }
  const to = reform.kind === 'renamed' ? reform.from : reform.into;
  const { ok, text } = await askOrWorkAlone(config, {
    do: 'reform',
    kind: reform.kind,
    from: reform.from,
    into: to,
    name: plan.name,
    ...(tickets.length > 0 ? { tickets: [...tickets] } : {}),
  });
  if (!ok) return refuse(text);
  for (const [file, changed] of plan.texts) {
    mkdirSync(dirname(file), { recursive: true });
    const isThere = existsSync(file);
    if (isThere) copyFileSync(file, `${file}.bak`);
    writeFileAtomic.sync(file, changed);
    process.stdout.write(`已写入 ${file}${isThere ? `，原来的留在 ${file}.bak` : ''}。\n`);
  }
  process.stdout.write('已记录在案。请重启程序，重启前可以运行 npm run check-county。\n');
  return 0;
}

function refuse(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}
