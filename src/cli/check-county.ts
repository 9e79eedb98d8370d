/**
 * npm run check-county    everything that `npm start` would refuse, all at once, and what somebody should know beside it
 *
 * Looks at the settings and, without locking it, at the record: a program may be running. Changes nothing. Exit code 0; 1 when
 * the program would not start; 2 for a wrong command line.
 */
import { checkCounty, checkupInWords } from '../checkup/checkup.ts';
import { systemSentence } from '../store/errno.ts';

const USAGE = '用法：npm run check-county（没有参数）。核对本县的设置和记录，有问题就说在哪、怎么改。';

async function main(words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    const isAsked = words[0] === '--help';
    (isAsked ? process.stdout : process.stderr).write(`${USAGE}\n`);
    return isAsked ? 0 : 2;
  }
  const findings = await checkCounty(process.env, Date.now());
  process.stdout.write(`${checkupInWords(findings)}\n`);
  return findings.some(({ kind }) => kind === 'refused') ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${systemSentence(error) ?? (error instanceof Error ? (error.stack ?? error.message) : error)}\n`,
  );
  return 1;
});
