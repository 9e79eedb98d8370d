/**
 * `npm run bench [-- --quick] [-- --json]`: how fast the program is, with its targets, beside a bare echo bot on the
 * same fake Telegram. Takes a few minutes; best on a machine that does nothing else. A target that is missed says
 * `over` and is no failure.
 */
import { parseArgs } from 'node:util';
import { jsonOf, tableOf } from './report.ts';
import { FULL, QUICK, runBench } from './run.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

// By way of `exit`, so that no process and no folder is left behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const report = await runBench(values.quick ? QUICK : FULL, (what) => process.stderr.write(`${what}\n`));
  process.stdout.write(`${values.json ? jsonOf(report) : tableOf(report)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
