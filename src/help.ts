/** What every command answers beside its own work: `--help` and `--version`. */
import { readFileSync } from 'node:fs';

/** Of this program, as package.json has it: `0.2.0`. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Prints `usage` or the version and ends the process with 0, where it is asked for anywhere on the command line. */
export function answerHelp(usage: string, words: readonly string[] = process.argv.slice(2)): void {
  const asked = (...names: readonly string[]): boolean => words.some((word) => names.includes(word));
  if (!asked('--help', '-h', '--version', '-V')) return;
  const answer = asked('--help', '-h') ? usage : `连心桥 ${VERSION}（Node.js ${process.versions.node}）`;
  process.stdout.write(`${answer}\n`);
  process.exit(0);
}
