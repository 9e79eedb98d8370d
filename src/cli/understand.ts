/**
 * npm run -s understand -- check    reads the files by which words are understood (data/words.yaml, data/danger.yaml,
 *                                   data/elsewhere.yaml, data/responsibilities.yaml, flows/understanding.yaml) and tries their examples
 * npm run -s understand -- eval     judges every line of data/corpus, through the real desk, by weights that have learnt
 *                                   nothing of its writer, and prints the figures; `eval days` shows those of the days
 *
 * COUNTY_DIR, ROSTER_FILE and FLOWS_DIR choose others, as for the program. Exit code 0; 1 when something is wrong or an example
 * does not hold, each said with file and line; 2 for a wrong command line.
 */
import { ConfigError, readConfig } from '../config.ts';
import { countyFiles } from '../county/files.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { checkInWords, checkUnderstanding } from '../understanding/check.ts';

interface Subcommand {
  /** How it is written and what it does, for the usage. */
  readonly usage: string;
  /** The exit code; null when the words after it are none that it knows. */
  run(words: readonly string[]): number | null | Promise<number | null>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  check: { usage: 'check    核对词语、险情、去处、职责、把握五个文件，逐个试例句', run: check },
  eval: {
    usage: 'eval [语料文件名开头]    用没学过的人写的话逐句过一遍，打印各项指标（约一刻钟）',
    run: measure,
  },
};

const USAGE = [
  '用法：npm run -s understand -- 子命令',
  ...Object.values(SUBCOMMANDS).map(({ usage }) => `  ${usage}`),
].join('\n');
answerHelp(USAGE);

async function measure([only = '', ...more]: readonly string[]): Promise<number | null> {
  if (more.length > 0) return null;
  // Learning is loaded for this alone.
  const { evaluate } = await import('../evaluation/evaluate.ts');
  const { rosterFile, flowsDir, countyDir } = readConfig(environment(), Date.now());
  await evaluate({ rosterFile, flowsDir, countyDir }, only);
  return 0;
}

function check(words: readonly string[]): number | null {
  if (words.length > 0) return null;
  const files = countyFiles(readConfig(environment(), Date.now()));
  const all = checkUnderstanding({ ...files, decisions: files.understanding });
  console.log(checkInWords(all));
  return all.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

async function main([name, ...words]: readonly string[]): Promise<number> {
  const asked = name !== undefined && Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  const code = await asked?.run(words);
  if (typeof code === 'number') return code;
  console.error(USAGE);
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof SettingsError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  return 1;
});
