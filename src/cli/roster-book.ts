/** `npm run roster -- export FILE.xlsx` and `import FILE.xlsx [--yes]`: the roster as a workbook. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { exportRoster, importRoster, readRosterText, replaceRoster } from '../county/roster-book.ts';
import { emptyOffice } from '../domain/office.ts';
import { dayOf } from '../domain/time.ts';
import type { Change } from '../papers/roster/changes.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice } from '../store/reading.ts';

const KINDS: readonly (readonly [Change['kind'], string])[] = [
  ['added', '新增'],
  ['changed', '改动'],
  ['removed', '删去'],
];

/** Writes the workbook. Refuses to write over a file. */
export async function exportBook(file: string, rosterFile: string): Promise<number> {
  if (existsSync(file)) {
    process.stderr.write(`${file} 已经有了。请换一个文件名。\n`);
    return 1;
  }
  writeFileSync(file, await exportRoster(readRosterText(rosterFile)), { flag: 'wx', mode: 0o600 });
  process.stdout.write(
    `名册已写入 ${file}（里面有电话，不要外传）。改好后运行 npm run roster -- import ${file} 看会改动哪些。\n`,
  );
  return 0;
}

/** Tells what would change; writes the roster file only with `isSure`, and keeps the old one beside it. */
export async function importBook(
  file: string,
  { rosterFile, dataDir, reportKey }: Pick<Config, 'rosterFile' | 'dataDir' | 'reportKey'>,
  isSure: boolean,
): Promise<number> {
  const now = readRosterText(rosterFile);
  const book = readFileSync(file);
  const onRecord = (await readOffice(dataDir, keysOf(reportKey))) ?? emptyOffice;
  const result = await importRoster(book, now, dayOf(Date.now()), onRecord);
  if ('faults' in result) {
    process.stderr.write(`${result.faults.join('\n')}\n没有改动名册。请改好表格再导入。\n`);
    return 1;
  }
  const { changes, doubts, text } = result;
  for (const doubt of doubts) process.stdout.write(`${doubt}\n`);
  if (changes.length === 0) {
    process.stdout.write('表格和名册一样，没有改动。\n');
    return 0;
  }
  process.stdout.write(`${changesInWords(changes)}\n`);
  if (!isSure) {
    process.stdout.write(`还没有写入。确认无误，运行 npm run roster -- import ${file} --yes\n`);
    return 0;
  }
  if (!replaceRoster(now, text)) {
    process.stderr.write(`${rosterFile} 刚刚被别人改过，没有写入。请再运行一次，看看会改动哪些。\n`);
    return 1;
  }
  process.stdout.write(`已写入 ${rosterFile}，原来的留在 ${rosterFile}.bak。重启程序后生效。\n`);
  return 0;
}

function changesInWords(changes: readonly Change[]): string {
  return KINDS.flatMap(([kind, title]) => {
    const some = changes.filter((change) => change.kind === kind);
    if (some.length === 0) return [];
    const note = kind === 'removed' ? '（手上还有诉求件的，程序启动时会提示，请先转交）' : '';
    return [`${title} ${some.length} 处${note}`, ...some.map(({ text }) => `  ${text}`)];
  }).join('\n');
}
