/** The commands for papers, as they are typed, on a data folder of a real store. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FilterWords, filterOf } from '../../src/cli/ledger-filter.ts';
import { at, DAY } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { readTickets } from '../../src/store/reading.ts';
import { begun, COMMANDS, next, type Story, roster as shipped, T0 } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let place: ReturnType<typeof scratch>;
let store: EmbeddedStore;
beforeEach(async () => {
  place = scratch();
  store = await openStore({ dir: join(place.dir, 'data') });
  const { events } = begun({ number: 1 });
  await store.commit((takeNumber) => {
    const number = takeNumber();
    return { at: T0, cause: 'test:ticket', tickets: [{ number, events }] };
  });
});
afterEach(async () => {
  await store.close();
  place.remove();
});

function run(script: string, ...words: readonly string[]): Promise<{ code: number; said: string }> {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: join(place.dir, 'data'),
    ROSTER_FILE: join(place.dir, 'roster.yaml'),
  };
  if (!existsSync(env.ROSTER_FILE)) copyFileSync('data/roster.yaml', env.ROSTER_FILE);
  return new Promise((resolve) => {
    execFile(process.execPath, [...programOf(script), ...words], { cwd: ROOT, env }, (error, out, errors) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: (out + errors).trim() }),
    );
  });
}

const papers = (...words: readonly string[]) => run('src/cli/papers.ts', ...words);
const roster = (...words: readonly string[]) => run('src/cli/roster.ts', ...words);

test('the ledger is written while the program has the folder, and never over a file', async () => {
  const file = join(place.dir, '台账.xlsx');
  const { code, said } = await papers('ledger', file);
  expect({ code, said }).toEqual({ code: 0, said: `全部诉求件 1 件，已写入 ${file}` });
  const [ledger] = await readSheets(readFileSync(file));
  expect(ledger?.data[1]?.[1]).toBe(1);
  expect(await papers('ledger', file)).toEqual({ code: 1, said: `${file} 已经有了。请换一个文件名。` });
});

test('an option is not taken for the content of the one before it', async () => {
  const file = join(place.dir, '台账.xlsx');
  const { code, said } = await papers('ledger', file, '--words', '--numbers');
  expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('--words 后面要写内容') });
  expect(existsSync(file)).toBe(false);
});

describe('a ledger of a part', () => {
  /** Long past, so that it is late whenever this runs. */
  const SPRING = at('2026-03-02', '10:00');
  const has = async ({ events }: Story): Promise<void> => {
    await store.commit((takeNumber) => ({
      at: SPRING,
      cause: 'test:ticket',
      tickets: [{ number: takeNumber(), events }],
    }));
  };
  const power = { department: 'power', enterprise: 'xinghuo', member: 'xinghuo-1' };

  beforeEach(async () => {
    const done = next(
      begun({ ...power, number: 2, text: '厂区停电两小时' }, SPRING),
      { person: 'power-a' },
      COMMANDS.resolve,
      SPRING + DAY,
    );
    await has(next(done, { person: 'xinghuo-1' }, COMMANDS.confirm, SPRING + 2 * DAY));
    await has(begun({ ...power, number: 3, text: '配电柜停电报修' }, SPRING));
    await has(begun({ number: 4, flow: 'consult@0001', kind: 'consult', text: '停电补贴怎么申请' }, SPRING));
    await has(begun({ number: 5, confidential: true, kind: 'whistleblow', text: '停电时有人收钱' }, SPRING));
  });

  test.each([
    [
      ['--words', '停电 在办', '--department', '供电公司', '--period', '2026年3月'],
      '2026年3月登记的诉求件（停电、在办、供电公司）',
      [3],
    ],
    [['--kind', '咨询', '--words', '停电'], '诉求件（停电、咨询）', [4]],
  ] as const)('%j', async (words, of, numbers) => {
    const file = join(place.dir, '部分.xlsx');
    const { code, said } = await papers('ledger', file, ...words);
    expect({ code, said }).toEqual({ code: 0, said: `${of} ${numbers.length} 件，已写入 ${file}` });
    const [ledger, notes] = await readSheets(readFileSync(file));
    expect(ledger?.data.slice(1).map((row) => row[1])).toEqual(numbers);
    expect(notes?.data[0]).toEqual(['内容', of]);
  });

  test.each([
    [['--department', '财正局'], '名册里没有部门“财正局”。是不是“财政局”？'],
    [['--word', '停电'], '没有 --word 这一项。是不是 --words？'],
  ])('%j is told what it should have been, and nothing is written', async (words, sentence) => {
    const file = join(place.dir, '部分.xlsx');
    const { code, said } = await papers('ledger', file, ...words);
    expect(said.split('\n')).toEqual([sentence, '用法见 npm run ledger -- --help']);
    expect(code).toBe(2);
    expect(existsSync(file)).toBe(false);
  });

  // What else a filter may say takes no command to try.
  test.each<[FilterWords, readonly number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ words: '停电' }, [2, 3, 4]],
    [{ enterprise: '星火' }, [2, 3]],
    [{ enterprise: 'xinghuo', words: '在办' }, [3]],
    [{ kind: 'consult' }, [4]],
    [{ light: '红灯', kind: '一般诉求' }, [1, 3]],
    [{ light: '绿灯' }, []],
    [{ words: '没有这样' }, []],
  ])('%j', async (words, numbers) => {
    const { holds } = filterOf(words, shipped, T0 + 30 * DAY);
    const tickets = (await store.tickets({})).filter(holds);
    expect(tickets.map(({ number }) => number)).toEqual(numbers);
  });

  test.each<[FilterWords, string]>([
    [{ enterprise: '星火煤胶' }, '名册里没有企业“星火煤胶”。是不是“星火煤焦”？'],
    [{ enterprise: '财政局' }, '名册里没有企业“财政局”。'],
    [{ department: 'constructor' }, '名册里没有部门“constructor”。'],
    [{ kind: '咨询类' }, '没有“咨询类”这一类。是不是“咨询”？可以写：一般诉求、'],
    [{ kind: 'report' }, '没有“report”这一类。'],
    [{ light: 'toString' }, '不能写“toString”'],
    [{ words: '电' }, '--words “电” 太短'],
  ])('%j names nothing, and is told so', (words, sentence) => {
    expect(() => filterOf(words, shipped, T0)).toThrow(sentence);
  });
});

test('a notice is a draft of a month, with the names of that month', async () => {
  const file = join(place.dir, '通报.docx');
  const was = '住房和城乡建设局';
  const at = Date.parse('2026-12-05T09:00:00+08:00');
  const reform = { kind: 'renamed', from: 'housing', into: 'housing', was } as const;
  await store.commit(() => ({
    at,
    cause: 'test:reform',
    office: [{ type: 'departmentReformed', v: 1, at, ...reform }],
  }));
  const renamed = readFileSync('data/roster.yaml', 'utf8').replace(`name: ${was}`, 'name: 城乡建设管理局');
  writeFileSync(join(place.dir, 'roster.yaml'), renamed);
  const { code, said } = await papers('notice', file, '--period', '2026-11', '--prefix', '霍政企通');
  expect({ code, said }).toEqual({ code: 0, said: `2026年11月的情况通报（送审稿）已写入 ${file}` });
  const xml = strFromU8(unzipSync(readFileSync(file))['word/document.xml'] ?? new Uint8Array());
  expect(xml).toContain('送审稿');
  expect(xml).toContain('霍政企通〔2026〕');
  expect(xml).toContain(was);
  expect(xml).not.toContain('城乡建设管理局');
});

test.each([
  [[]],
  [['ledger']],
  [['ledger', 'a.docx']],
  [['notice', 'a.docx', '--period', '13月']],
  [['ledger', 'a.xlsx', '--all']],
  [['ledger', 'a.xlsx', '--words']],
  [['ledger', 'a.xlsx', 'b.xlsx']],
])('a wrong command line gets the usage: %j', async (words) => {
  expect(await papers(...words)).toMatchObject({ code: 2, said: expect.stringContaining('用法') });
});

test('a template that will not do is told in a sentence', async () => {
  const template = join(place.dir, '版头.docx');
  writeFileSync(template, 'no document');
  const { code, said } = await papers('notice', join(place.dir, 'a.docx'), '--template', template);
  expect({ code, said }).toEqual({ code: 1, said: '模板不是 .docx 文件。请用 Word 或 WPS 另存为 .docx。' });
});

test('the roster goes out, and comes back only when it is confirmed', async () => {
  const file = join(place.dir, '名册.xlsx');
  const yaml = join(place.dir, 'roster.yaml');
  expect(await roster('export', file)).toMatchObject({ code: 0 });
  expect(await roster('import', file)).toEqual({ code: 0, said: '表格和名册一样，没有改动。' });

  const before = readFileSync(yaml, 'utf8').replace('name: 倪文泉', 'name: 倪文全');
  writeFileSync(yaml, before);
  const preview = await roster('import', file);
  expect(preview.code).toBe(0);
  expect(preview.said).toContain('改动 1 处\n  住房和城乡建设局A岗：倪文全　姓名 倪文全 → 倪文泉');
  expect(preview.said).toContain('还没有写入');
  expect(readFileSync(yaml, 'utf8')).toBe(before);

  expect((await roster('import', file, '--yes')).said).toContain('已写入');
  expect(readFileSync(yaml, 'utf8')).toBe(readFileSync('data/roster.yaml', 'utf8'));
  expect(readFileSync(`${yaml}.bak`, 'utf8')).toBe(before);
});

test('a file that is no workbook changes nothing', async () => {
  const file = join(place.dir, '名册.xlsx');
  writeFileSync(file, '编号,姓名');
  const { code, said } = await roster('import', file, '--yes');
  expect(code).toBe(1);
  expect(said).toContain('不是 .xlsx 文件');
});

test('tickets are read as the store has them', async () => {
  expect(await readTickets(join(place.dir, 'data'), null)).toEqual(await store.tickets({}));
  await expect(readTickets(join(place.dir, 'nothing'), null)).rejects.toThrow('没有找到记录文件');
});

test('what a command took away is on record, and npm run access tells who did', async () => {
  const file = join(place.dir, '台账.xlsx');
  await papers('ledger', file);
  const { code, said } = await run('src/cli/access.ts');
  expect(code).toBe(0);
  expect(said).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d　system:\S+　ledger .*台账\.xlsx$/u);
  expect(await run('src/cli/access.ts', '--ticket', '1')).toEqual({
    code: 0,
    said: '近 30 天没有这样的查看记录。',
  });
  expect((await run('src/cli/access.ts', '--days', '0')).code).toBe(2);
});
