/**
 * `npm run verify [-- --head SEQ:HASH]`: proves the record of a data folder (DATA_DIR; unless told, the one `npm start` would use).
 * Exit code 0 when it is whole, 1 with the place of the damage, 2 for a wrong command line.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, DATA_DIRS, readConfig } from '../config.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { systemSentence } from '../store/errno.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import type { Head } from '../store/port.ts';
import { shortHash, verifyStore } from '../store/verify.ts';

const USAGE = '用法：npm run verify -- [--head 序号:校验值]，例如 --head 1234:9f3a2b1c4d5e（见每日简报）。';
answerHelp(USAGE);

process.exitCode = await main();

async function main(): Promise<number> {
  const head = readHead();
  if (head === null) {
    console.error(USAGE);
    return 2;
  }
  let asked: string | null = null;
  try {
    const { dataDir, reportKey } = readConfig(environment(), Date.now());
    asked = dataDir;
    const result = await verifyStore(dataDir, head, keysOf(reportKey));
    const tickets = result.tickets === null ? '' : `，诉求件 ${result.tickets} 件`;
    const chain = result.tickets === null ? '记录的校验链完好' : '记录完好';
    const packed = result.packed === 0 ? '' : `，其中 ${result.packed} 个已封存`;
    console.log(
      `${chain}：共 ${result.head.seq} 行（${result.segments} 个文件${packed}）${tickets}，头部 ${result.head.seq}:${shortHash(result.head)}。`,
    );
    if (result.checkpoint !== null) console.log(`检查点（第 ${result.checkpoint} 号）与记录一致。`);
    if (head) console.log(`与给出的 ${head.seq}:${head.hash} 相符。`);
    for (const note of result.notes) console.log(`注意：${note}`);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message);
    else if (error instanceof StoreFault) {
      console.error(error.kind === 'dropped' ? error.message : `记录有问题：${error.message}`);
    } else {
      const said = systemSentence(error);
      if (said === null) throw error;
      console.error(said);
    }
    // A brief does not say of which folder it is: of a rehearsal, of the demo, or of real life.
    for (const other of DATA_DIRS.filter((dir) => dir !== asked && asked !== null && existsSync(dir))) {
      console.error(`刚才核对的是 ${asked}。另有一份记录在 ${other}，核对它请在命令前加上 DATA_DIR=${other}`);
    }
    return 1;
  }
}

/** Undefined when none is given, null when it cannot be read. */
function readHead(): Head | undefined | null {
  try {
    const { values } = parseArgs({ options: { head: { type: 'string' } } });
    if (values.head === undefined) return undefined;
    const match = /^(\d+):([0-9a-f]{8,64})$/.exec(values.head);
    return match ? { seq: Number(match[1]), hash: match[2] ?? '' } : null;
  } catch {
    return null;
  }
}
