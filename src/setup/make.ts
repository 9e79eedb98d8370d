/**
 * Makes the county's folder. It is put together beside its place and moved there whole: whenever this is cut off, there is
 * either no folder or a whole one.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { isSeq, parseDocument } from 'yaml';
import { ROSTER, SHIPPED_ROSTER } from '../county/files.ts';
import type { Answers } from './answers.ts';
import { ENV, stayingEnv, withSettings } from './env.ts';
import type { OldLayout } from './old-layout.ts';
import { remember } from './shipped.ts';

const MADE_UP = ['policies', 'inspections', 'powers'] as const;
/** Of each, the list that is nobody's but a county's own. */
const LIST_OF = { policies: 'policies', inspections: 'items', powers: 'items' } as const;

/** `old`: what an older layout brings along. Throws what the file system throws; there is no folder then. */
export function makeCounty(dir: string, answers: Answers, old: OldLayout): void {
  const making = `${dir}.making`;
  rmSync(making, { recursive: true, force: true });
  const write = (name: string, text: string | Uint8Array): void => {
    const file = join(making, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // The roster has telephones in it, `.env` has secrets.
    writeFileSync(file, text, { mode: 0o600 });
  };
  mkdirSync(making, { recursive: true, mode: 0o700 });
  write('README.md', README);
  write(ROSTER, rosterFor(answers));
  for (const name of MADE_UP) write(`${name}.yaml`, emptied(name));
  mkdirSync(join(making, 'flows', 'guides'), { recursive: true });
  mkdirSync(join(making, 'corpus'));
  for (const [name, text] of old.files) write(name, text);
  for (const [name, bytes] of old.backup) write(name, bytes);
  // One file counts. It is written before the folder is there: cut off here, the next run finds it answered.
  const staying = stayingEnv();
  if (staying === null) write(ENV, withSettings(join(making, ENV), answers.settings));
  else {
    const brought = parseEnv(old.files.get(ENV) ?? '') as Readonly<Record<string, string>>;
    const text = withSettings(staying, { ...brought, ...answers.settings });
    writeFileAtomic.sync(staying, text, { mode: 0o600 });
    rmSync(join(making, ENV), { force: true });
    symlinkSync(staying, join(making, ENV));
  }
  remember(making);
  renameSync(making, dir);
}

/** The sample with the county's own name and operator in it: its firms and departments are to be replaced. */
function rosterFor({ county, operator }: Answers): string {
  const document = parseDocument(readFileSync(SHIPPED_ROSTER, 'utf8'));
  if (county !== null) document.setIn(['group', 'name'], `${county}政企连心桥`);
  const operators: unknown = document.get('operators', true);
  if (operator !== null && isSeq(operators)) {
    document.setIn(['operators', 0, 'name'], operator);
    document.deleteIn(['operators', 0, 'phone']);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What ships is made up, and would be pushed to real firms. */
function emptied(name: (typeof MADE_UP)[number]): string {
  const document = parseDocument(readFileSync(`data/${name}.yaml`, 'utf8'));
  document.set(LIST_OF[name], document.createNode([]));
  return document.toString({ lineWidth: 0 });
}

const README = `# 本县自己的设置

这个文件夹里的归本县管，升级（git pull）不会碰。程序自带的在 data/、flows/ 里，不要去改；想改哪一处，在这里写哪一处：

| 这里的文件 | 和自带的怎么合 |
|---|---|
| roster.yaml、policies.yaml、inspections.yaml、powers.yaml | 只看这里的 |
| calendar、responsibilities、danger、elsewhere、snippets、words（.yaml） | 只写和自带的 data/ 里不一样的 |
| flows/*.yaml（时限、简报、话语） | 只写和自带的 flows/ 里不一样的 |
| flows/guides/*.yaml | 同名的整个代替自带的；空文件表示不办；新文件是新的 |
| corpus/*.jsonl、understanding.weights | 本县自己的语料，和用它训练出的权重 |
| .env | 渠道、密钥等设置 |

“只写不一样的”：一层一层对名称，写了的用这里的，没写的用自带的。列表写了就整个换掉，时限（amount、unit）也要写全；列表只想加几个，名称后面加“+”
（\`exclusive+: [特产节]\`），只想去掉几个，加“-”（\`exclusive-: [特产]\`）。常用语（按 id）、去处（按 name）、报警电话
（按 call）、年份（按 year）一条一条对：同名的换掉，没有的添上。例句（examples）都是添上。

改完运行 npm run check-county，没有问题再重启。升级以后运行 npm run setup -- --diff，看自带的变了哪些。
这个文件夹和数据目录都要备份；里面有密钥和电话，不要外传。
`;
