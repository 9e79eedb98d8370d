/** `npm run roster -- invite --all [FILE.html]`: a code for everybody without an account, as a sheet to be printed. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { telegramName } from '../channels/telegram/check.ts';
import { type Config, ConfigError } from '../config.ts';
import { loadRoster } from '../county/roster-file.ts';
import type { Role, RoleHeld, Roster } from '../domain/roster.ts';
import { inviteSheet } from '../papers/invites/sheet.ts';
import { askOrWorkAlone } from './ask-program.ts';
import { noteCommand } from './noted.ts';

const FILE = '邀请码.html';
const OFFICES: Readonly<Partial<Record<Role, string>>> = {
  dispatcher: '专班',
  leader: '领导',
  discipline: '纪检',
  operator: '管理员',
};

/** Exit code 0; 1 with the reason. */
export async function inviteAll(asked: string | null, config: Config): Promise<number> {
  const file = asked ?? FILE;
  if (existsSync(file)) {
    process.stderr.write(`${file} 已经有了，没有发码。请换一个文件名，或删去它。\n`);
    return 1;
  }
  const roster = loadRoster(config.rosterFile);
  const telegram = config.real?.telegram;
  const bot = telegram ? await telegramName(telegram) : null;
  if (telegram && bot === null)
    process.stdout.write('注意：问不到 Telegram 机器人的名字，图里只有码，没有链接。\n');
  // Before any code is out: what cannot be printed is not to be made.
  writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  try {
    const { ok, text, codes = [] } = await askOrWorkAlone(config, { do: 'invite' });
    if (!ok) throw new ConfigError(text);
    if (codes.length === 0) {
      rmSync(file);
      process.stdout.write(`${text}\n`);
      return 0;
    }
    const cards = codes.map(({ person, code, expiresAt }) => ({
      name: roster.nameOf(person),
      unit: unitOf(person, roster),
      code,
      expiresAt,
    }));
    const madeAt = Date.now();
    writeFileSync(file, await inviteSheet({ title: roster.group.name, cards, bot, madeAt }));
    noteCommand(config.dataDir, `roster invite --all ${file}`);
    process.stdout.write(
      `${cards.length} 人的邀请码已写入 ${file}，7 天内有效，以前发的作废了。用浏览器打开、打印、剪开发给本人，然后删去这个文件。\n`,
    );
    return 0;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** Where somebody is to be found: the first of what they are. */
function unitOf(person: string, roster: Roster): string {
  const [held] = roster.rolesOf(person);
  return held ? placeOf(held) : '';
}

function placeOf({ role, department, enterprise, bank }: RoleHeld): string {
  return (department ?? enterprise ?? bank)?.name ?? OFFICES[role] ?? '';
}
