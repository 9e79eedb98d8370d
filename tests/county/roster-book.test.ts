/** The roster to a workbook and back: nothing lost, every fault by its cell, comments kept. */
import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { exportRoster, importRoster, rosterFrom } from '../../src/county/roster-book.ts';
import { parseRoster } from '../../src/county/roster-file.ts';
import type { OnRecord } from '../../src/domain/other-names.ts';
import { emptyRegister } from '../../src/domain/register.ts';
import { BookFault, readBook } from '../../src/papers/book/read.ts';

const NOW = { file: 'data/roster.yaml', text: readFileSync('data/roster.yaml', 'utf8') };
const TODAY = '2026-12-03';

type Sheets = Record<string, (string | number | boolean | Date | null)[][]>;

/** The shipped roster as rows, to be changed as people do. */
async function sheets(): Promise<Sheets> {
  const read = await readBook(await exportRoster(NOW));
  return Object.fromEntries(read.map(({ name, rows }) => [name, rows.map((row) => [...row])]));
}

async function book(all: Sheets): Promise<Buffer> {
  const list = Object.entries(all).map(([sheet, data]) => ({
    sheet,
    data: data.map((row) =>
      row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value)),
    ) as SheetData,
  }));
  return await writeSheets(list).toBuffer();
}

/** What is said of the shipped roster after `change`; before the first start nobody is on record. */
async function after(change: (all: Sheets) => void, onRecord: OnRecord = {}) {
  const all = await sheets();
  change(all);
  return rosterFrom(await readBook(await book(all)), NOW, TODAY, onRecord);
}

async function faultsAfter(change: (all: Sheets) => void): Promise<readonly string[]> {
  const result = await after(change);
  return 'faults' in result ? result.faults : ['no fault'];
}

const people = (all: Sheets) => all.人员 ?? [];
const units = (all: Sheets) => all.部门 ?? [];
const firms = (all: Sheets) => all.企业 ?? [];
const rowOf = (rows: Sheets[string], id: string) => rows.find(([one]) => one === id) ?? [];

test('what goes out comes back without a change, to the letter', async () => {
  const result = await importRoster(await exportRoster(NOW), NOW, TODAY, {});
  expect(result).toEqual({ changes: [], doubts: [], text: NOW.text });
});

test('what is changed is told, and written where it stood; comments and all else stay', async () => {
  const result = await after((all) => {
    rowOf(people(all), 'housing-a')[2] = '13812345678';
    rowOf(units(all), 'housing')[2] = '住建局、住建、城建局';
    rowOf(firms(all), 'xinghuo')[5] = '白龙镇';
  });
  expect('changes' in result && result.changes).toEqual([
    { kind: 'changed', text: expect.stringContaining('部门：住房和城乡建设局　叫法 住建局、住建、建设局') },
    { kind: 'changed', text: '企业：星火样例煤焦有限公司　乡镇 辛置镇 → 白龙镇' },
    { kind: 'changed', text: '住房和城乡建设局A岗：倪文泉　电话 000-00001010 → 13812345678' },
  ]);
  const [before, now] = [NOW.text.split('\n'), ('text' in result ? result.text : '').split('\n')];
  const changed = now.flatMap((line, index) => (line === before[index] ? [] : [line.trim()]));
  expect(now).toHaveLength(before.length);
  expect(changed).toEqual([
    'aliases: [住建局, 住建, 城建局]',
    "primary: { id: housing-a, name: 倪文泉, title: 服务专员, phone: '13812345678' }",
    'township: 白龙镇',
  ]);
});

test('what policies ask of a firm is told and written; an empty cell is not known', async () => {
  const result = await after((all) => {
    rowOf(firms(all), 'xinghuo').splice(6, 3, '规上、高新', '900', '没有');
    rowOf(firms(all), 'kuangyi').splice(6, 3, '无', '31', '');
  });
  expect('changes' in result && result.changes.map(({ text }) => text)).toEqual([
    '企业：星火样例煤焦有限公司　标签 规上、绿色工厂 → 规上、高新，用工人数 860 → 900，在建项目 是 → 否',
    '企业：矿翼示范支架制造有限公司　标签 专精特新 → （无），用工人数 （空） → 31，在建项目 否 → （空）',
  ]);
  const roster = parseRoster(NOW.file, 'text' in result ? result.text : '');
  expect(roster.enterprise('xinghuo')).toMatchObject({ tags: ['规上', '高新'], staff: 900, building: false });
  expect(roster.enterprise('kuangyi')).toMatchObject({ tags: [], staff: 31 });
  expect(roster.enterprise('kuangyi')?.building).toBeUndefined();
  expect(await faultsAfter((all) => rowOf(firms(all), 'xinghuo').splice(7, 2, '很多', '也许'))).toEqual([
    '‘企业’表 H2：请写人数，如 120；不知道的不填',
    '‘企业’表 I2：只能写“有”“没有”，或者不填',
  ]);
});

test('a workbook from before, without these columns, leaves them as they are', async () => {
  const result = await after((all) => {
    all.企业 = firms(all).map((row) => row.slice(0, 6));
  });
  expect(result).toEqual({ changes: [], doubts: [], text: NOW.text });
});

test('somebody new in a seat gets an id of their own, and nothing of whoever had it', async () => {
  const result = await after((all) => {
    const row = rowOf(people(all), 'housing-a');
    row.splice(0, 4, null, '张三', '13812345678', null);
  });
  expect('changes' in result && result.changes).toEqual([
    { kind: 'changed', text: '住房和城乡建设局A岗：倪文泉（housing-a） → 张三（housing-261203-1）' },
  ]);
  expect('text' in result && result.text).toContain(
    "primary: { id: housing-261203-1, name: 张三, phone: '13812345678' }",
  );
});

/** As the first start of this roster left it. */
const SHIPPED = parseRoster(NOW.file, NOW.text);
const namesOf = (all: readonly { readonly id: string; readonly name: string }[]) =>
  Object.fromEntries(all.map(({ id, name }) => [id, name]));
const ON_RECORD: OnRecord = {
  register: { ...emptyRegister, people: namesOf(SHIPPED.people), departments: namesOf(SHIPPED.offices) },
};

test('another name under an id that is somebody’s on record is refused in each of their rows, with both ways on', async () => {
  const result = await after((all) => {
    rowOf(people(all), 'housing-a')[1] = '张三';
    const row = rowOf(people(all), 'dispatcher-1');
    row[1] = '李四';
    people(all).push(['dispatcher-1', '李四', '', '', '管理员', '']);
  }, ON_RECORD);
  const faults = 'faults' in result ? result.faults : [];
  expect(faults).toHaveLength(3);
  expect(faults[0]).toBe(
    '‘人员’表 B11：编号 housing-a 在案的是“倪文泉”，这里写的是“张三”。换了人，清空这一行的编号；倪文泉手上有件的，先在服务器上运行 npm run roster -- replace housing-a 新姓名，转给新的人。同一个人改名，先运行 npm run roster -- correct housing-a 新姓名',
  );
  expect(faults.slice(1).every((one) => one.includes('编号 dispatcher-1 在案的是“毕志辰”'))).toBe(true);
});

test('so is a department or a township under another name', async () => {
  const result = await after((all) => {
    rowOf(units(all), 'housing')[1] = '住房城乡建设和城市管理局';
    rowOf(townships(all), 'sanjiao')[1] = '三教镇人民政府';
    for (const row of people(all)) {
      if (row[5] === '住房和城乡建设局') row[5] = '住房城乡建设和城市管理局';
      if (row[5] === '三教乡人民政府') row[5] = '三教镇人民政府';
    }
  }, ON_RECORD);
  expect('faults' in result ? result.faults : []).toEqual([
    expect.stringMatching(
      /^‘部门’表 B5：编号 housing 在案的是“住房和城乡建设局”.*npm run reform -- rename housing 新名称/u,
    ),
    expect.stringMatching(/^‘乡镇’表 B2：编号 sanjiao 在案的是“三教乡人民政府”/u),
  ]);
});

test('what is on record as it is called is taken, and a new id is nobody’s who was here before', async () => {
  expect(await after(() => {}, ON_RECORD)).toEqual({ changes: [], doubts: [], text: NOW.text });
  const register = { ...emptyRegister, people: { 'housing-261203-1': '早上来的' } };
  const result = await after((all) => rowOf(people(all), 'housing-a').splice(0, 2, null, '张三'), {
    register,
  });
  expect('text' in result && result.text).toContain('primary: { id: housing-261203-2, name: 张三,');
});

test('an enterprise comes with its people, and one goes with its own', async () => {
  const result = await after((all) => {
    firms(all).push([null, '新来的有限公司', '新来', '物流', '小', '辛置镇']);
    people(all).push([null, '李四', 13900001111, '经理', '企业联系人', '新来的有限公司']);
    all.企业 = firms(all).filter(([id]) => id !== 'nongye');
    all.人员 = people(all).filter(([id]) => id !== 'nongye-1');
  });
  expect('changes' in result && result.changes).toEqual([
    { kind: 'added', text: '企业：新来的有限公司（qiye-261203-1）' },
    { kind: 'removed', text: '企业：丰穗样例农牧有限公司（nongye）' },
    { kind: 'added', text: '新来的有限公司企业联系人：李四（qiye-261203-1-261203-1）' },
    { kind: 'removed', text: '丰穗样例农牧有限公司企业联系人：金振松（nongye-1）' },
  ]);
  const text = 'text' in result ? result.text : '';
  const roster = parseRoster(NOW.file, text);
  expect(roster.enterpriseNamed('新来')?.members[0]).toMatchObject({
    name: '李四',
    phone: '13900001111',
    title: '经理',
  });
  expect(roster.enterprise('nongye')).toBeUndefined();
  for (const line of NOW.text.split('\n').filter((one) => one.startsWith('#'))) expect(text).toContain(line);
});

test('an account in the file stays with its person', async () => {
  const text = NOW.text.replace(
    "phone: '000-00001010' }",
    `phone: '000-00001010', accounts: { telegram: "10001" } }`,
  );
  const now = { ...NOW, text };
  const result = rosterFrom(await readBook(await exportRoster(now)), now, TODAY, {});
  expect(result).toEqual({ changes: [], doubts: [], text });
});

test.each<[string, (all: Sheets) => void, string]>([
  [
    'a telephone short of a digit',
    (all) => (rowOf(people(all), 'housing-a')[2] = '1381234567'),
    '‘人员’表 C11：电话应是 11 位数字，这里是 10 位',
  ],
  [
    'a telephone that lost its nought',
    (all) => (rowOf(people(all), 'housing-a')[2] = 3571234567),
    '‘人员’表 C11：电话像是丢了开头的 0',
  ],
  ['no name', (all) => (rowOf(people(all), 'housing-a')[1] = ' '), '‘人员’表 B11：不能为空'],
  ['a date for a name', (all) => (rowOf(people(all), 'housing-a')[1] = new Date(0)), '‘人员’表 B11：是日期'],
  [
    'a formula for a name',
    (all) => (rowOf(people(all), 'housing-a')[1] = '=A1&"局"'),
    '‘人员’表 B11：是公式',
  ],
  [
    'a role that is none',
    (all) => (rowOf(people(all), 'housing-a')[4] = '科长'),
    '‘人员’表 E11：请写 A岗、B岗、负责人',
  ],
  [
    'a unit that is none',
    (all) => (rowOf(people(all), 'housing-a')[5] = '住建委'),
    '‘人员’表 F11：‘部门’‘乡镇’‘银行’表里都没有“住建委”',
  ],
  ['a unit left out', (all) => (rowOf(people(all), 'housing-a')[5] = null), '‘人员’表 F11：A岗要写明单位'],
  [
    'a size that is none',
    (all) => (rowOf(firms(all), 'xinghuo')[4] = '超大'),
    '‘企业’表 E2：请写 大型、中型、小型 或 微型',
  ],
  [
    'one id for two people',
    (all) => (rowOf(people(all), 'housing-b')[0] = 'housing-a'),
    '‘人员’表 A12：编号“housing-a”前面已是“倪文泉”',
  ],
  [
    'an id of other letters',
    (all) => (rowOf(units(all), 'housing')[0] = '住建'),
    '‘部门’表 A5：编号只用小写字母',
  ],
  [
    'two departments of a name',
    (all) => (rowOf(units(all), 'land')[2] = '住建局'),
    '‘部门’表 B6：“住建局”前面的“住房和城乡建设局”已用',
  ],
  ['two defaults', (all) => (rowOf(units(all), 'land')[3] = '是'), '‘部门’表 D6：默认部门只能有一个'],
  ['no default', (all) => (rowOf(units(all), 'industry')[3] = null), '‘部门’表：没有默认部门'],
  [
    'a seat nobody has',
    (all) => (all.人员 = people(all).filter(([id]) => id !== 'housing-b')),
    '‘部门’表 B5：“住房和城乡建设局”没有B岗',
  ],
  [
    'a firm without people',
    (all) => (all.人员 = people(all).filter(([id]) => id !== 'nongye-1')),
    '“丰穗样例农牧有限公司”没有企业联系人',
  ],
  [
    'a leader too few',
    (all) => (all.人员 = people(all).filter(([id]) => id !== 'leader-1')),
    '‘人员’表：双组长应正好两人，现在有 1 人',
  ],
  ['no sheet', (all) => delete all.人员, '‘人员’表：缺少这张表'],
  ['no column', (all) => ((people(all)[0] ?? [])[2] = '手机'), '‘人员’表 第 1 行：缺少“电话”一列'],
])('%s', async (_, change, fault) => {
  const faults = await faultsAfter(change);
  expect(
    faults.some((one) => one.startsWith(fault) || (!fault.startsWith('‘') && one.includes(fault))),
    faults.join('\n'),
  ).toBe(true);
});

test('columns may stand in another order, with others between them and empty rows below', async () => {
  const result = await after((all) => {
    all.人员 = people(all).map((row, index) => [
      row[5] ?? null,
      index === 0 ? '备注' : null,
      ...row.slice(0, 5),
    ]);
    people(all).push([null, null, null, null, null, null, null], [' ', null, null, null, null, null, null]);
  });
  expect('faults' in result ? result.faults : result.changes).toEqual([]);
});

test('of many faults the first thirty are told, and how many more there are', async () => {
  const faults = await faultsAfter((all) => {
    for (const row of people(all).slice(1)) row[2] = '1';
  });
  expect(faults).toHaveLength(31);
  expect(faults.at(-1)).toMatch(/^另有 \d+ 处，请先改好以上各处。$/u);
});

test('merged cells and formulas are told by their place', async () => {
  const parts = unzipSync(await exportRoster(NOW));
  const place = 'xl/worksheets/sheet2.xml';
  const sheet = Buffer.from(parts[place] ?? []).toString('utf8');
  const merged = sheet
    .replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="F2:F4"/></mergeCells>')
    .replace(/(<c r="B3"[^>]*?) t="s">/u, '$1><f>A1&amp;"局"</f>');
  expect(merged).toContain('<f>');
  const result = rosterFrom(await readBook(zipSync({ ...parts, [place]: strToU8(merged) })), NOW, TODAY, {});
  const faults = 'faults' in result ? result.faults : [];
  expect(faults).toContain('‘人员’表 F2:F4：是合并单元格，请取消合并，逐行填写');
  expect(faults.find((one) => one.startsWith('‘人员’表 B3：是公式'))).toBeDefined();
});

const ROWS = '<row r="9"><c r="A9"/></row>'.repeat(100_000);

test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
  ['nothing', () => new Uint8Array(), '是空的'],
  ['a .csv in GBK', () => Buffer.from('b1e0bac52cd0d5c3fb0d0a', 'hex'), '不是 .xlsx 文件'],
  ['an .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 Excel'],
  ['half of it', async () => (await exportRoster(NOW)).subarray(0, 3000), '打不开'],
  ['a zip of something else', () => zipSync({ 'a.txt': strToU8('a') }), '打不开'],
  [
    '100,000 rows',
    async () => {
      const parts = unzipSync(await exportRoster(NOW));
      const place = 'xl/worksheets/sheet2.xml';
      const sheet = Buffer.from(parts[place] ?? []).toString('utf8');
      return zipSync({ ...parts, [place]: strToU8(sheet.replace('</sheetData>', `${ROWS}</sheetData>`)) });
    },
    '行，最多 5000 行',
  ],
  [
    'what unpacks to far more than it is',
    () => zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(50 * 1024 * 1024) }),
    '内容太多',
  ],
])('%s is refused in words', async (_, made, why) => {
  await expect(readBook(await made())).rejects.toThrow(why);
});

test('the thread that reads tells a fault as a fault', async () => {
  const refused = importRoster(Buffer.from('编号,姓名'), NOW, TODAY, {});
  await expect(refused).rejects.toBeInstanceOf(BookFault);
});

test('a sheet whose part is broken is refused in a sentence', async () => {
  const parts = unzipSync(await exportRoster(NOW));
  const name = Object.keys(parts).find((one) => one.startsWith('xl/worksheets/')) ?? '';
  const broken = zipSync({ ...parts, [name]: strToU8('<worksheet/>') });
  await expect(importRoster(broken, NOW, TODAY, {})).rejects.toThrow(/^文件打不开，可能已损坏。请用/u);
});

const townships = (all: Sheets) => all.乡镇 ?? [];
const banks = (all: Sheets) => all.银行 ?? [];
/** The first sheet of somebody in a post, as people write it. */
const post = (role: string, unit: string, name: string) => ['', name, '', '', role, unit];
const seated = (all: Sheets, unit: string) => people(all).filter((row) => row[5] === unit);

test('townships, banks and 编办 go out and come in: changed, added and taken out, each told', async () => {
  const result = await after((all) => {
    rowOf(townships(all), 'sanjiao')[2] = '三教乡、三教';
    townships(all).push(['', '辛置镇人民政府', '辛置镇']);
    for (const [role, name] of [
      ['A岗', '郝一鸣'],
      ['B岗', '郝二鸣'],
      ['负责人', '郝三鸣'],
    ] as const)
      people(all).push(post(role, '辛置镇人民政府', name));
    all.银行 = banks(all).filter(([id]) => id !== 'cunzhen');
    all.人员 = people(all).filter((row) => row[5] !== '示例村镇银行');
    rowOf(people(all), 'bianban-a')[2] = '13812345679';
  });
  expect('changes' in result && result.changes.map(({ text }) => text)).toEqual([
    '乡镇：三教乡人民政府　叫法 三教乡、三教乡政府 → 三教乡、三教',
    expect.stringContaining('乡镇：辛置镇人民政府（xiangzhen-261203-1）'),
    '银行：示例村镇银行（cunzhen）',
    '编办A岗：裴立棠　电话 000-00001139 → 13812345679',
    expect.stringContaining('辛置镇人民政府A岗：郝一鸣'),
    expect.stringContaining('辛置镇人民政府B岗：郝二鸣'),
    expect.stringContaining('辛置镇人民政府负责人：郝三鸣'),
    ...['A岗', 'B岗', '负责人'].map((role) => expect.stringContaining(`示例村镇银行${role}：`)),
  ]);
  const roster = parseRoster(NOW.file, 'text' in result ? result.text : '');
  expect(roster.isTownship('xiangzhen-261203-1')).toBe(true);
  expect(roster.banks.map(({ id }) => id)).toEqual(['nongshang', 'chengshang']);
  expect(roster.establishment?.primary.phone).toBe('13812345679');
});

test('a workbook from before, without these sheets, leaves townships, banks and 编办 as they are', async () => {
  const names = new Set(['三教乡人民政府', '白龙镇人民政府', '师庄乡人民政府', '编办']);
  const result = await after((all) => {
    for (const [, name] of banks(all)) names.add(String(name));
    all.人员 = people(all).filter((row) => !names.has(String(row[5])));
    delete all.乡镇;
    delete all.银行;
  });
  expect(result).toEqual({ changes: [], doubts: [], text: NOW.text });
});

test('without 编办, townships and banks there are none', async () => {
  const result = await after((all) => {
    const gone = new Set([...townships(all).slice(1), ...banks(all).slice(1)].map(([, name]) => name));
    all.人员 = people(all).filter((row) => row[5] !== '编办' && !gone.has(row[5] ?? null));
    all.乡镇 = townships(all).slice(0, 1);
    all.银行 = banks(all).slice(0, 1);
  });
  const roster = parseRoster(NOW.file, 'text' in result ? result.text : '');
  expect(roster.banks).toEqual([]);
  expect(roster.establishment).toBeNull();
  expect(roster.offices).toEqual(roster.departments);
});

test.each<readonly [string, (all: Sheets) => void, readonly string[]]>([
  [
    'a bank without anybody',
    (all) => void banks(all).push(['', '新设银行', '']),
    ['A岗', 'B岗', '负责人'].map((role) => `‘银行’表 B5：“新设银行”没有${role}，请在‘人员’表添一行`),
  ],
  [
    'a township that is called as a department is',
    (all) => (rowOf(townships(all), 'sanjiao')[2] = '住建局'),
    ['‘乡镇’表 B2：“住建局”前面的“住房和城乡建设局”已用，请改掉一处'],
  ],
  [
    'an id twice over two sheets',
    (all) => (rowOf(banks(all), 'cunzhen')[0] = 'housing'),
    ['‘银行’表 A4：“housing”前面的“住房和城乡建设局”已用，请改掉一处'],
  ],
  [
    '编办 without B 岗',
    (all) => people(all).splice(people(all).indexOf(seated(all, '编办')[1] ?? []), 1),
    ['‘人员’表：编办没有B岗，请添一行；没有编办就三行都删去'],
  ],
  [
    'one sheet of the two',
    (all) => void delete all.银行,
    [expect.stringContaining('‘银行’表：缺少这张表') as unknown as string],
  ],
])('%s is told by its cell', async (_, change, faults) => {
  expect((await faultsAfter(change)).slice(0, faults.length)).toEqual(faults);
});

test('a column that nobody reads is named: a remark of the office’s own, a fact by another name', async () => {
  const result = await after((all) => {
    for (const [place, row] of people(all).entries()) row.push(place === 0 ? '备注' : '周三不在');
    firms(all)[0]?.push('员工数');
  });
  expect('doubts' in result && result.doubts).toEqual([
    '‘人员’表的“备注”没有读，名册里没有这样的列；列名写错了，请照下载的表改回',
    '‘企业’表的“员工数”没有读，名册里没有这样的列；列名写错了，请照下载的表改回',
  ]);
});
