/**
 * npm run backup [-- DIR]        makes a backup of the data folder in DIR, or in BACKUP_DIR; the program may run meanwhile
 * npm run backup -- list [DIR]   the whole ones there, newest first
 *
 * Exit code 0; 1 when there is no new backup, with the reason; 2 for a wrong command line.
 */
import { join } from 'node:path';
import { BackupFault, backupsIn, recordOf } from '../backup/bundle.ts';
import { type MadeBackup, makeBackup } from '../backup/make.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { instantInWords } from '../domain/time.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { StoreFault } from '../store/fault.ts';
import { shortHash } from '../store/verify.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：
  npm run backup -- [目录]        备份数据和设置，程序运行时也能做；不写目录就放在 BACKUP_DIR
  npm run backup -- list [目录]   看有哪些完整的备份
密钥和 token（.env）不在备份里，请另外保管。恢复用 npm run restore。`;
answerHelp(USAGE);

process.umask(0o077);
await runCommand(() => main(process.argv.slice(2)), BackupFault, ConfigError, StoreFault);

async function main(words: readonly string[]): Promise<number> {
  const isList = words[0] === 'list';
  const [dir, ...more] = isList ? words.slice(1) : words;
  const config = readConfig(environment(), Date.now());
  const into = dir ?? config.backups?.dir;
  if (more.length > 0 || into === undefined || into.startsWith('-')) {
    process.stderr.write(
      `${into === undefined ? '没有设置 BACKUP_DIR，请写明备份到哪个目录。\n' : ''}${USAGE}\n`,
    );
    return 2;
  }
  if (isList) await list(into);
  else tell(await backup(config, into));
  return 0;
}

async function backup(config: Config, into: string): Promise<MadeBackup> {
  const { dataDir, rosterFile, flowsDir, countyDir, reportKey, backups } = config;
  // What somebody keeps elsewhere is theirs to clear away.
  const keep = backups?.dir === into ? backups.keep : null;
  return await makeBackup({
    dataDir,
    into,
    settings: { rosterFile, flowsDir, countyDir },
    reportKey,
    at: Date.now(),
    keep,
  });
}

function tell({ folder, record, bytes, sameDisk, notes }: MadeBackup): void {
  const { head, keys } = record;
  const lines = [
    `已备份到 ${folder}（${(bytes / 1e6).toFixed(1)} MB），已核对，头部 ${head.seq}:${shortHash(head)}。`,
    ...notes.map((note) => `注意：${note}`),
    ...(keys.length > 0 ? [`打开它要有密钥 ${keys.join('、')}（REPORT_KEY），不在备份里，请另外保管。`] : []),
    ...(sameDisk ? ['注意：备份和数据在同一块盘上，盘坏了两份都没有。请再抄一份到别处。'] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function list(into: string): Promise<void> {
  const found = await backupsIn(into);
  for (const { name, at } of found) {
    const record = await recordOf(join(into, name)).catch(() => null);
    const what = record
      ? `程序 ${record.program}，头部 ${record.head.seq}:${shortHash(record.head)}`
      : '读不懂';
    process.stdout.write(`${join(into, name)}\t${instantInWords(at)}\t${what}\n`);
  }
  if (found.length === 0) process.stdout.write(`${into} 里还没有完整的备份。\n`);
}
