/**
 * npm run person -- ID                     what is on record of one person, in counts
 * npm run person -- ID --export DIR        all of it, as ID-DAY.json and ID-DAY.xlsx in DIR
 *
 * Reads the data folder (DATA_DIR; unless told, the one `npm start` would use) without locking it: a program may run on it.
 * Exit code 0; 1 when nobody is known by that id, or the record or a file will not do; 2 for a wrong command line.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAccess } from '../access-log.ts';
import { ConfigError, readConfig } from '../config.ts';
import { loadRoster } from '../county/roster-file.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { emptyOffice } from '../domain/office.ts';
import { dayOf } from '../domain/time.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { type KeptOfPerson, keptOf } from '../papers/person/kept.ts';
import { personBook } from '../papers/person/write.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice, readTickets } from '../store/reading.ts';
import { runCommand } from './command.ts';
import { noteCommand } from './noted.ts';

const USAGE = `用法：
  npm run person -- 人员编号                   记了这个人什么，只说件数（编号见 npm run roster -- list）
  npm run person -- 人员编号 --export 目录      写成一份 .json、一份 .xlsx，交给本人
反映干部的和融资需求不在里面，也不说有没有。导出会记入查看记录（npm run access）。`;
answerHelp(USAGE);

process.umask(0o077);
await runCommand(main, ConfigError, SettingsError, StoreFault);

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const now = Date.now();
  const { dataDir, rosterFile, reportKey } = readConfig(environment(), now);
  const keys = keysOf(reportKey);
  const office = (await readOffice(dataDir, keys)) ?? emptyOffice;
  const tickets = await readTickets(dataDir, keys);
  const roster = loadRoster(rosterFile);
  const kept = keptOf(asked.id, { roster, office, tickets, looked: readAccess(dataDir), now });
  if (kept === null) {
    process.stderr.write(
      `没有 ${asked.id} 这个人的记录。编号见 npm run roster -- list；离任的人，用原来的编号。\n`,
    );
    return 1;
  }
  process.stdout.write(`${inCounts(kept)}\n`);
  if (asked.into === null) return 0;
  const files = ['json', 'xlsx'].map((ending) =>
    join(asked.into ?? '', `${kept.id}-${dayOf(now)}.${ending}`),
  );
  const there = files.find((file) => existsSync(file));
  if (there !== undefined) {
    process.stderr.write(`${there} 已经有了，没有改动。请换一个目录。\n`);
    return 1;
  }
  const [text, book] = [`${JSON.stringify(kept, null, 2)}\n`, await personBook(kept)];
  mkdirSync(asked.into, { recursive: true });
  for (const [place, file] of files.entries()) {
    writeFileSync(file, place === 0 ? text : book, { flag: 'wx', mode: 0o600 });
  }
  noteCommand(dataDir, `person ${kept.id} --export`);
  process.stdout.write(`已写入 ${files.join('、')}。电话没有打星号，交给本人以后请删掉。\n`);
  return 0;
}

function inCounts({ id, roster, accounts, raised, done, noted, looked }: KeptOfPerson): string {
  const who = roster === null ? `${id}（名册里已经没有）` : `${roster.name}（${id}）`;
  const counts = [
    `聊天账号 ${accounts.length} 个`,
    `提过的 ${raised.length} 件`,
    `办过的 ${done.length} 步`,
    `别处记的 ${noted.length} 条`,
    `在网页上看过 ${looked.length} 次（近 12 个月）`,
  ];
  return `${who}：${counts.join('，')}。`;
}

interface Asked {
  readonly id: string;
  /** Null: counts only. */
  readonly into: string | null;
}

function readArguments(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { export: { type: 'string' } },
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0 || values.export === '') return null;
    return { id, into: values.export ?? null };
  } catch {
    return null;
  }
}
