/** `npm run simulate -- --seed 7 --days 365`: a year of the county in a minute; says what broke, and how to see it again. */
import { parseArgs } from 'node:util';
import { answerHelp } from '../../src/help.ts';

/** Of what the calendar can be made up for; more is told by more seeds. */
const MOST_DAYS = 3650;
const USAGE = `用法：npm run simulate -- [--seed 种子] [--days 天数] [--quiet]
  在内存里把全县过上一年，每天核对每一条承诺；违背了就停下，说出种子和哪一天
  --seed 种子   同一个种子每次都一样；不写则随便取一个，印在末尾
  --days 天数   1 到 ${MOST_DAYS} 的整数，不写是 365
  --quiet       中间不印进度`;
answerHelp(USAGE);
const values = options();
const days = Number(values?.days ?? Number.NaN);
if (values === null || !Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
  process.stderr.write(`${values === null ? '' : `--days 应为 1 到 ${MOST_DAYS} 的整数。\n`}${USAGE}\n`);
  process.exit(2);
}
const seed = values.seed ?? String(Date.now() % 1_000_000);
// The whole program: nobody who only asks how waits for it.
const { SimulationFailed, simulate } = await import('./year.ts');
const began = performance.now();
try {
  const { head, figures } = await simulate({
    seed,
    days,
    onDay: (day, year) => {
      if (!values.quiet && day.endsWith('-01')) {
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        console.log(
          `${day}  ${seconds} s  ${year.judge.tickets.size} tickets, ${year.judge.counts.lines} lines`,
        );
      }
    },
  });
  for (const [what, count] of Object.entries(figures)) console.log(`${String(count).padStart(9)}  ${what}`);
  console.log(
    `seed ${seed}: ${days} days in ${((performance.now() - began) / 1000).toFixed(1)} s; the record ends with ${head}`,
  );
} catch (error) {
  console.error(error instanceof SimulationFailed ? error.message : error);
  process.exitCode = 1;
}

function options() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string' },
        days: { type: 'string', default: '365' },
        quiet: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return null;
  }
}
