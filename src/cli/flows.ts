/**
 * npm run flows               writes docs/flows.md (each kind of ticket drawn and told) and flows/flow.schema.json
 * npm run flows -- --check    changes nothing; exit code 1 when they are not what they would be now
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SettingsError } from '../county/yaml-file.ts';
import { loadCounty } from '../county.ts';
import { flowJsonSchema, flowPage } from '../flow-page/flow-page.ts';
import { answerHelp } from '../help.ts';

const USAGE = '用法：npm run flows，或 npm run flows -- --check（只检查）。';
answerHelp(USAGE);

process.exitCode = main(process.argv.slice(2));

function main(options: readonly string[]): number {
  const [check] = options;
  if (options.length > 1 || (check !== undefined && check !== '--check')) {
    console.error(USAGE);
    return 2;
  }
  try {
    const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
    const files = { 'docs/flows.md': flowPage(county), 'flows/flow.schema.json': flowJsonSchema() };
    const stale = Object.entries(files).filter(
      ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
    );
    if (check) {
      for (const [file] of stale) console.error(`${file} 与 flows/ 或程序不一致，请运行 npm run flows。`);
      return stale.length > 0 ? 1 : 0;
    }
    for (const [file, text] of stale) writeFileSync(file, text);
    console.log(stale.length > 0 ? `已更新：${stale.map(([file]) => file).join('、')}` : '没有变化。');
    return 0;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    return 1;
  }
}
