/**
 * npm run restore -- BACKUP [--to DIR]   makes the data folder (DATA_DIR) of a backup, once everything in it is proved
 * npm run restore -- BACKUP --check      proves it and writes nothing
 *
 * Exit code 0; 1 when nothing was restored, with the reason; 2 for a wrong command line.
 */
import { parseArgs } from 'node:util';
import { BackupFault } from '../backup/bundle.ts';
import { checkBackup, type Restored, restoreBackup } from '../backup/restore.ts';
import { ConfigError, readConfig } from '../config.ts';
import { instantInWords } from '../domain/time.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import { shortHash } from '../store/verify.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：
  npm run restore -- 备份 [--to 目录]   把一份备份恢复成数据目录（DATA_DIR，或 --to 写的）；那里要是空的
  npm run restore -- 备份 --check       只核对这份备份，什么也不写`;
answerHelp(USAGE);

process.umask(0o077);
await runCommand(main, BackupFault, ConfigError, StoreFault);

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { dataDir, reportKey } = readConfig(environment(), Date.now());
  const keys = keysOf(reportKey);
  const { folder, to = dataDir } = asked;
  if (asked.check) {
    tell(await checkBackup(folder, keys), `备份 ${folder} 完好`);
    return 0;
  }
  tell(await restoreBackup(folder, to, keys, Date.now()), `已恢复到 ${to}，并已核对`);
  process.stdout.write(
    '原来运行的那一处确认停止以后，运行 npm run take-over 接管到这里，再启动；不接管，不会连真实的渠道。\n',
  );
  return 0;
}

function tell({ record, verified, settingsThatDiffer }: Restored, done: string): void {
  const { head, made, keys } = record;
  const tickets = verified.tickets === null ? '' : `，诉求件 ${verified.tickets} 件`;
  const lines = [
    `${done}：${instantInWords(Date.parse(made))}的备份，共 ${head.seq} 行${tickets}，头部 ${head.seq}:${shortHash(head)}。`,
    ...verified.notes.map((note) => `注意：${note}`),
    ...(keys.length > 0 ? [`启动要有密钥 ${keys.join('、')}（.env 的 REPORT_KEY、REPORT_KEY_OLD）。`] : []),
    ...(settingsThatDiffer.length > 0
      ? [`备份里的设置和现在用的不同，没有改动现在的，要用请自己抄：${settingsThatDiffer.join('、')}`]
      : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function readArguments(): { readonly folder: string; readonly to?: string; readonly check: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { to: { type: 'string' }, check: { type: 'boolean', default: false } },
    });
    const [folder, ...more] = positionals;
    const { to, check } = values;
    if (folder === undefined || more.length > 0 || (check && to !== undefined)) return null;
    return { folder, check, ...(to === undefined ? {} : { to }) };
  } catch {
    return null;
  }
}
