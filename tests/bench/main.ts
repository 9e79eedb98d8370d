/**
 * `npm run bench [-- --quick] [-- --json]`: how fast the program is, with its targets, beside a bare echo bot on the
 * same fake Telegram. Takes a few minutes; best on a machine that does nothing else. A target that is missed says
 * `over` and is no failure.
 */
import { parseArgs } from 'node:util';
import { answerHelp } from '../../src/help.ts';

const USAGE = `用法：npm run bench -- [--quick] [--json]
  量程序有多快，和目标、和一个只会应声的机器人比。要几分钟，机器最好不做别的
  --quick   少量几件，只看跑不跑得通
  --json    输出一个 JSON 对象`;
answerHelp(USAGE);
const values = options();
if (values === null) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

// The whole program: nobody who only asks how waits for it.
const { jsonOf, tableOf } = await import('./report.ts');
const { FULL, QUICK, runBench } = await import('./run.ts');

// By way of `exit`, so that no process and no folder is left behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const report = await runBench(values.quick ? QUICK : FULL, (what) => process.stderr.write(`${what}\n`));
  process.stdout.write(`${values.json ? jsonOf(report) : tableOf(report)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}

function options() {
  try {
    return parseArgs({
      options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    }).values;
  } catch {
    return null;
  }
}
