/**
 * npm run take-over: makes a data folder that was restored, copied or moved to another machine at home here, so that the
 * program starts on it with real channels. A step that somebody takes knowingly; the operators are told at the start.
 *
 * Exit code 0; 1 with the reason; 2 for a wrong command line.
 */
import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from '../config.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { takeOver } from '../installation.ts';
import { StoreFault } from '../store/fault.ts';
import { OwnerLock } from '../store/lock.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：npm run take-over
  把恢复来的、拷贝来的或换了机器的数据目录（DATA_DIR）接管到这里。先确认原来那一处已经停止、不会再启动。
  下次启动时会私聊告诉管理员。`;
answerHelp(USAGE);

process.umask(0o077);
await runCommand(() => main(process.argv.slice(2)), ConfigError, StoreFault);

async function main(words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { dataDir } = readConfig(environment(), Date.now());
  if (!existsSync(dataDir)) {
    process.stderr.write(
      `${dataDir}：没有这个数据目录。请检查 DATA_DIR；要从备份恢复，用 npm run restore。\n`,
    );
    return 1;
  }
  const lock = await OwnerLock.take(dataDir);
  try {
    const taken = await takeOver(dataDir, Date.now());
    process.stdout.write(
      taken === null
        ? `${dataDir} 就在原处，不用接管。\n`
        : `已接管：原来在主机 ${taken.host} 的 ${taken.path}，现在在${taken.here}。请启动程序。\n`,
    );
    return 0;
  } finally {
    lock.release();
  }
}
