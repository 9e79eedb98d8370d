/**
 * npm run check-county                    everything that `npm start` would refuse, all at once, and what somebody should know
 * npm run check-county -- --hand-over     the same; open tickets of people whom the roster does not name pass on at the next start
 *
 * Looks at the settings and, without locking it, at the record: a program may be running. Changes nothing but what
 * `--hand-over` says. Exit code 0; 1 when the program would not start; 2 for a wrong command line.
 */
import { checkCounty, checkupInWords } from '../checkup/checkup.ts';
import { whoIsGone } from '../checkup/record.ts';
import { ConfigError, readConfig } from '../config.ts';
import { loadRoster } from '../county/roster-file.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { environment } from '../env-file.ts';
import { StoreFault } from '../store/fault.ts';
import { askOrWorkAlone } from './ask-program.ts';
import { runCommand } from './command.ts';

const HAND_OVER = '--hand-over';
const USAGE = `用法：
  npm run check-county                   核对本县的设置和记录，有问题就说在哪、怎么改
  npm run check-county -- --hand-over    名册里已经没有的人和部门，手上的件在下次启动时转给接手的人`;

async function main(words: readonly string[]): Promise<number> {
  const isHandingOver = words.length === 1 && words[0] === HAND_OVER;
  if (words.length > 0 && !isHandingOver) {
    const isAsked = words[0] === '--help';
    (isAsked ? process.stdout : process.stderr).write(`${USAGE}\n`);
    return isAsked ? 0 : 2;
  }
  if (isHandingOver) await handOver();
  const findings = await checkCounty(process.env, Date.now());
  process.stdout.write(`${checkupInWords(findings)}\n`);
  return findings.some(({ kind }) => kind === 'refused') ? 1 : 0;
}

/** Asked of the running program, or done on the record where none is running; what is not done the check says after it. */
async function handOver(): Promise<void> {
  try {
    const config = readConfig(environment(), Date.now());
    for (const person of await whoIsGone(config, loadRoster(config.rosterFile))) {
      const { ok, text } = await askOrWorkAlone(config, { do: 'handOver', person });
      (ok ? process.stdout : process.stderr).write(`${text}\n`);
    }
  } catch (error) {
    const isSaidByCheck =
      error instanceof ConfigError || error instanceof SettingsError || error instanceof StoreFault;
    if (!isSaidByCheck) throw error;
  }
}

await runCommand(() => main(process.argv.slice(2)));
