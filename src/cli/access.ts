/**
 * npm run access -- [--person ID] [--ticket 23] [--days 30] [--json]      who looked at what, and took it away
 *
 * Reads the data folder (DATA_DIR; unless told, the one `npm start` would use) without locking it: a program may run on it.
 * Exit code 0; 1 when a setting will not do; 2 for a wrong command line.
 */
import { parseArgs } from 'node:util';
import { type Access, readAccess } from '../access-log.ts';
import { ConfigError, readConfig } from '../config.ts';
import { loadRoster } from '../county/roster-file.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { DAY } from '../domain/time.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：
  npm run access                          近 30 天谁在网页上看过什么、谁导出过什么
  npm run access -- --person power-a      只看一个人的（人员编号见 npm run roster -- list）
  npm run access -- --ticket 23           只看谁看过这一件
  npm run access -- --days 180            近多少天，最多 400；--json 一行一条，给别的程序读
企业的人看自己企业的事不记。记录留 12 个月。私聊和群里发过什么，记在流水里，用 npm run verify 核对。`;
answerHelp(USAGE);
const MOST_DAYS = 400;

interface Asked {
  readonly person: string | null;
  readonly ticket: number | null;
  readonly days: number;
  readonly json: boolean;
}

await runCommand(main, ConfigError, SettingsError);

function main(): number {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  return show(asked);
}

function show({ person, ticket, days, json }: Asked): number {
  const now = Date.now();
  const { dataDir, rosterFile } = readConfig(environment(), now);
  const roster = loadRoster(rosterFile);
  const found = readAccess(dataDir).filter(
    ({ at, who, what }) =>
      Date.parse(at) >= now - days * DAY &&
      (person === null || who === person) &&
      (ticket === null || ticketOf(what) === ticket),
  );
  if (json) process.stdout.write(found.map((one) => `${JSON.stringify(one)}\n`).join(''));
  else if (found.length === 0) process.stdout.write(`近 ${days} 天没有这样的查看记录。\n`);
  else process.stdout.write(`${found.map((one) => lineOf(one, roster.person(one.who)?.name)).join('\n')}\n`);
  return 0;
}

function lineOf({ at, who, what }: Access, name: string | undefined): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}　${name === undefined ? who : `${name}（${who}）`}　${what}`;
}

/** `/t/23`, `/t/23/files/0`, `/t/23/supervise.docx`; null for what is of no single ticket. */
function ticketOf(what: string): number | null {
  const [, number] = /^\/t\/(\d{1,9})(?:[/?]|$)/.exec(what) ?? [];
  return number === undefined ? null : Number(number);
}

function readArguments(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        person: { type: 'string' },
        ticket: { type: 'string' },
        days: { type: 'string', default: '30' },
        json: { type: 'boolean', default: false },
      },
    });
    const { person = null, ticket, days, json } = values;
    if (ticket !== undefined && !/^\d{1,9}$/.test(ticket)) return null;
    if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) return null;
    return { person, ticket: ticket === undefined ? null : Number(ticket), days: Number(days), json };
  } catch {
    return null;
  }
}
