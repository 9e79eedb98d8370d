/**
 * npm run licences [-- --all]   checks package-lock.json (checksums, origin, scripts at install, licences) and prints the
 *                               packages that run with the program by their licence; `--all`: those for development too
 *
 * Exit code 0; 1 when something is not as it may be; 2 for a wrong command line.
 */
import { answerHelp } from '../help.ts';
import { faultsIn, installedIn, licencesOf, namedScripts } from '../supply/lockfile.ts';

const USAGE = `用法：npm run licences -- [--all]
  核对 package-lock.json：校验值、来源、安装脚本、许可证；按许可证列出随程序运行的包。--all 连开发用的也列`;
answerHelp(USAGE);

process.exitCode = main(process.argv.slice(2));

function main(words: readonly string[]): number {
  if (words.some((word) => word !== '--all')) {
    console.error(USAGE);
    return 2;
  }
  const installed = installedIn('.');
  const listed = words.includes('--all') ? installed : installed.filter((one) => !one.isForDevelopment);
  for (const [license, packages] of licencesOf(listed)) {
    const names = [...new Set(packages.map(({ name, version }) => `${name}@${version}`))];
    console.log(`${license}（${names.length}）\n  ${names.join('  ')}`);
  }
  const faults = faultsIn(installed, namedScripts('.'));
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(`共 ${installed.length} 个包，校验值、来源、安装脚本、许可证都没有问题。`);
  return faults.length > 0 ? 1 : 0;
}
