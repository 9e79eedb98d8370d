/** `npm run simulate -- --seed 7 --days 365`: a year of the county in a minute; says what broke, and how to see it again. */
import { parseArgs } from 'node:util';
import { SimulationFailed, simulate } from './year.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    days: { type: 'string', default: '365' },
    quiet: { type: 'boolean', default: false },
  },
});
const seed = values.seed ?? String(Date.now() % 1_000_000);
const began = performance.now();
try {
  const { head, figures } = await simulate({
    seed,
    days: Number(values.days),
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
    `seed ${seed}: ${values.days} days in ${((performance.now() - began) / 1000).toFixed(1)} s; the record ends with ${head}`,
  );
} catch (error) {
  console.error(error instanceof SimulationFailed ? error.message : error);
  process.exitCode = 1;
}
