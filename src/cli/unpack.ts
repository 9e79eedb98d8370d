/**
 * `npm run unpack`: makes the packed months of a data folder (DATA_DIR; unless told, the one `npm start` would use) plain
 * again, before a version that knows no packed months is installed. The program must be stopped.
 * Exit code 0; 1 when the folder is in use, damaged, or settings will not do; 2 for a wrong command line.
 */
import { ConfigError, readConfig } from '../config.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { StoreFault } from '../store/fault.ts';
import { hasRecord } from '../store/reading.ts';
import { unpackAll } from '../store/unpack.ts';
import { runCommand } from './command.ts';

const USAGE = `用法：npm run unpack      把封存的月份还原成原样，给不认得封存的旧版本用。先停止程序；磁盘要有余地
还原以后，JOURNAL_PACK=off 的话不再封存，否则下次启动又会封存。`;
answerHelp(USAGE);

await runCommand(main, ConfigError, StoreFault);

async function main(): Promise<number> {
  if (process.argv.length > 2) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { dataDir } = readConfig(environment(), Date.now());
  if (!hasRecord(dataDir)) throw new ConfigError(`${dataDir} 里没有记录。请检查 DATA_DIR 是否正确。`);
  const months = await unpackAll(dataDir);
  const done = `已还原 ${months.length} 个月，逐行核对过，校验链不变。`;
  process.stdout.write(`${months.length === 0 ? '没有封存的月份，什么也没有改。' : done}\n`);
  return 0;
}
