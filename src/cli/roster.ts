/**
 * npm run roster                checks the roster file, and warns of offices in which nobody can be reached
 * npm run roster -- list | codes | revoke CODE or PERSON | unbind CHANNEL/ACCOUNT | sign-out PERSON | groups | unbind-group CHANNEL/CHAT
 * npm run roster -- invite PERSON … | invite --all [SHEET.html]      (`invite-sheet.ts`)
 * npm run roster -- correct PERSON [NAME] | replace PERSON [NAME] | stop PERSON … | back PERSON      (`roster-people.ts`)
 * npm run roster -- export FILE.xlsx | import FILE.xlsx [--yes]      (`roster-book.ts`)
 *
 * Asks the running program through its control socket; when none is running, works on the data folder itself.
 */

import { existsSync } from 'node:fs';
import { unbound } from '../checkup/record.ts';
import { type Config, readConfig } from '../config.ts';
import { loadRoster } from '../county/roster-file.ts';
import type { StoreRequest } from '../desk/operation/control.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { systemSentence } from '../store/errno.ts';
import { askOrWorkAlone, askProgram, workAlone } from './ask-program.ts';
import { inviteAll } from './invite-sheet.ts';
import { noteCommand } from './noted.ts';
import { exportBook, importBook } from './roster-book.ts';
import { changePerson } from './roster-people.ts';

const USAGE = `用法：
  npm run roster                             检查名册文件
  npm run roster -- export 名册.xlsx          把名册写成 Excel 表格，填好再导入
  npm run roster -- import 名册.xlsx [--yes]  看表格会改动名册哪些；加 --yes 才写入
  npm run roster -- list                     人员、编号、已绑定的账号
  npm run roster -- invite 人员编号……         生成一次性邀请码（7 天内有效），可以写几个人
  npm run roster -- invite --all [邀请码.html]  给还没绑定的每个人发码，做成可以打印、剪开的一张表
  npm run roster -- codes                    还能用的码：谁的，几天前发的
  npm run roster -- revoke 人员编号           作废他的码（写邀请码也行）
  npm run roster -- correct 人员编号 [新姓名]  还是同一个人，名册里改了姓名（写上新姓名就由程序改）
  npm run roster -- replace 人员编号 [新姓名]  换成了另一个人：原来的账号马上停用，件转给新的人
  npm run roster -- stop 人员编号……           马上停用账号、网页登录和没用的码（离任、手机丢了）
  npm run roster -- back 人员编号             恢复停用的人
  npm run roster -- unbind telegram/10001    解除账号绑定
  npm run roster -- sign-out 人员编号         让他从网页退出（手机丢了、换人）
  npm run roster -- groups                   启用的群，是谁启用的
  npm run roster -- unbind-group telegram/-1001   停用一个群`;
answerHelp(USAGE);

function requestOf([verb, subject, ...others]: readonly string[]): StoreRequest | null {
  if (verb === 'list' || verb === 'groups' || verb === 'codes')
    return subject === undefined ? { do: verb } : null;
  if (subject === undefined) return null;
  if (verb === 'invite') return { do: 'invite', people: [subject, ...others] };
  if (verb === 'stop') return { do: 'stop', people: [subject, ...others] };
  if (others.length > 0) return null;
  if (verb === 'back') return { do: 'back', person: subject };
  if (verb === 'revoke') return { do: 'revoke', code: subject };
  if (verb === 'sign-out') return { do: 'signOut', person: subject };
  if (verb === 'unbind-group') return { do: 'unbindGroup', group: subject };
  return verb === 'unbind' ? { do: 'unbind', account: subject } : null;
}

async function check(): Promise<void> {
  const config = readConfig(environment(), Date.now());
  const roster = loadRoster(config.rosterFile);
  const { departments, enterprises, people } = roster;
  process.stdout.write(
    `名册无误：${departments.length} 个部门，${enterprises.length} 家企业，${people.length} 人。\n`,
  );
  const invited = await invitedPeople(config);
  const isBound = (id: string): boolean =>
    invited.has(id) || Object.keys(roster.person(id)?.accounts ?? {}).length > 0;
  for (const { text } of unbound(roster, isBound)) process.stdout.write(`注意：${text}\n`);
}

/** Who has bound an account by an invite code. A record that cannot be read is no fault of the roster. */
async function invitedPeople(config: Config): Promise<ReadonlySet<string>> {
  const request: StoreRequest = { do: 'bound' };
  try {
    const asked = await askProgram(config.dataDir, request);
    // A check leaves no data folder behind where there was none.
    const answer = asked ?? (existsSync(config.dataDir) ? await workAlone(config, request) : null);
    return new Set(answer?.ok ? answer.text.split('\n') : []);
  } catch (error) {
    process.stdout.write(
      `注意：没能核对用邀请码绑定的账号：${error instanceof Error ? error.message : error}\n`,
    );
    return new Set();
  }
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.length === 0) {
    await check();
    return;
  }
  const [verb, file, ...more] = words;
  if (
    file !== undefined &&
    (verb === 'export' || verb === 'import') &&
    more.every((word) => word === '--yes')
  ) {
    const config = readConfig(environment(), Date.now());
    const { rosterFile, dataDir } = config;
    if (verb === 'export' && existsSync(dataDir)) noteCommand(dataDir, `roster ${words.join(' ')}`);
    process.exitCode =
      verb === 'export'
        ? await exportBook(file, rosterFile)
        : await importBook(file, config, more.length > 0);
    return;
  }
  if (verb === 'invite' && file === '--all' && more.length <= 1) {
    process.exitCode = await inviteAll(more[0] ?? null, readConfig(environment(), Date.now()));
    return;
  }
  if (
    (verb === 'correct' || verb === 'replace') &&
    file !== undefined &&
    more.length <= 1 &&
    words.every((word) => word.trim() !== '' && !word.startsWith('-'))
  ) {
    const name = more[0]?.trim() ?? null;
    process.exitCode = await changePerson(verb, file, name, readConfig(environment(), Date.now()));
    return;
  }
  const request = words.some((word) => word.startsWith('-')) ? null : requestOf(words);
  if (request === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const config = readConfig(environment(), Date.now());
  const answer = await askOrWorkAlone(config, request);
  (answer.ok ? process.stdout : process.stderr).write(`${answer.text}\n`);
  if (!answer.ok) process.exitCode = 1;
}

main().catch((error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${systemSentence(error) ?? said}\n`);
  process.exitCode = 1;
});
