/** Ledgers that offices kept by hand, as they really look: every cell read for what it says, or named as wrong. */
import { describe, expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { LEDGER, readBook, readBookOrCsv, type SheetRead } from '../../src/papers/book/read.ts';
import { headIn } from '../../src/papers/past/columns.ts';
import { readPast } from '../../src/papers/past/past.ts';
import { pastIn } from '../../src/papers/past/read.ts';
import { dayIn, doneIn, ratingIn } from '../../src/papers/past/values.ts';

const TODAY = '2026-11-24';
const HEAD = [
  '序号',
  '企业名称',
  '反映问题',
  '受理日期',
  '责任单位',
  '办理情况',
  '是否办结',
  '满意度',
  '办结时间',
];

type Cells = readonly (string | number | boolean | Date | null)[];

const sheet = (rows: readonly Cells[], more: Partial<SheetRead> = {}): SheetRead => ({
  name: '台账',
  rows,
  merged: [],
  formulas: new Set(),
  ...more,
});
const read = (rows: readonly Cells[], more: Partial<SheetRead> = {}) => pastIn([sheet(rows, more)], TODAY);
/** One row under the usual titles. */
const row = (over: Record<number, Cells[number]> = {}): Cells =>
  [1, '星火样例煤焦有限公司', '门口路坏了', '2025-03-05', '住建局', '已修复', '是', '满意', '2025-03-09'].map(
    (value, index) => (index in over ? (over[index] ?? null) : value),
  );

describe('titles', () => {
  test.each([
    [
      ['序号', '诉求企业', '反映问题及诉求', '时间', '承办单位', '办理结果'],
      'enterprise,matter,raised,department,result',
    ],
    [
      ['编号', '公司名称', '诉求内容', '登记时间', '牵头部门', '办理进展', '办理时限', '办结状态'],
      'enterprise,matter,raised,department,result,due',
    ],
    [
      [
        '序号',
        '企业名称（全称）',
        '问题描述',
        '收件日期\n（年月日）',
        '责任 单位',
        '是否完成',
        '完成时间',
        '企业评价',
      ],
      'enterprise,matter,raised,department,done,doneAt,rating',
    ],
    [
      ['序号', '单位名称', '困难问题', '反映时间', '办理部门', '应办结时间', '办结日期', '满意情况'],
      'enterprise,matter,raised,department,due,doneAt,rating',
    ],
  ])('%j', (titles, fields) => {
    const head = headIn([titles]);
    expect([...(head?.columns.keys() ?? [])]).toEqual(expect.arrayContaining(fields.split(',')));
  });

  test('stand below the name of the ledger; columns of which nothing is made are named', () => {
    const found = read([['2025年政企直通台账'], ['填报：办公室'], [...HEAD, '联系电话'], row()]);
    expect(found.rows).toHaveLength(1);
    expect(found.unused).toEqual(['“联系电话”列']);
  });

  test('of which there are none, it is said which are wanted', () => {
    expect(
      read([
        ['姓名', '电话'],
        ['张三', '1'],
      ]).faults,
    ).toEqual([expect.stringContaining('没有找到表头')]);
    expect(pastIn([], TODAY).faults).toHaveLength(1);
  });
});

describe('a day', () => {
  test.each<[Cells[number], string]>([
    ['2025-03-05', '2025-03-05'],
    ['2025.3.5', '2025-03-05'],
    ['2025/3/5 14:30', '2025-03-05'],
    ['2025年3月5日', '2025-03-05'],
    ['２０２５年３月５日', '2025-03-05'],
    ['25.3.5', '2025-03-05'],
    ['25年3月5号', '2025-03-05'],
    ['20250305', '2025-03-05'],
    [20250305, '2025-03-05'],
    [45721, '2025-03-05'],
    ['45721', '2025-03-05'],
    [45721.75, '2025-03-05'],
    [new Date('2025-03-05T00:00:00Z'), '2025-03-05'],
  ])('%s', (cell, day) => {
    expect(dayIn(cell, TODAY)).toBe(day);
  });

  test.each<Cells[number]>([
    '3月5日',
    '2025-02-30',
    '2025.13.1',
    '昨天',
    2025.3,
    '1025-03-05',
    '2031-01-01',
    '-',
    true,
  ])('%s is none', (cell) => {
    expect(dayIn(cell, TODAY)).toEqual({ wrong: expect.any(String) });
  });

  test('an empty cell is no day, and no fault', () => {
    expect(dayIn(null, TODAY)).toBeNull();
    expect(dayIn('  ', TODAY)).toBeNull();
  });
});

test.each<[Cells[number], boolean | null]>([
  ['是', true],
  ['已办结', true],
  ['√', true],
  ['已完成。', true],
  [true, true],
  ['否', false],
  ['未办结', false],
  ['正在办理', false],
  ['推进中', false],
  ['×', false],
  ['', null],
])('whether it is done: %s', (cell, done) => {
  expect(doneIn(cell)).toBe(done);
});

test('what does not say whether it is done, or how it was rated, is wrong', () => {
  expect(doneIn('大概')).toEqual({ wrong: expect.stringContaining('大概') });
  expect(ratingIn('还行吧')).toEqual({ wrong: expect.stringContaining('还行吧') });
  expect(ratingIn('非常满意')).toBe('satisfied');
  expect(ratingIn('未评价')).toBeNull();
});

describe('rows', () => {
  test('say what they say', () => {
    const { rows, faults, count } = read([HEAD, row()]);
    expect(faults).toEqual([]);
    expect(count).toBe(1);
    expect(rows[0]).toMatchObject({
      place: '‘台账’表第 2 行',
      enterprise: '星火样例煤焦有限公司',
      matter: '门口路坏了',
      raised: '2025-03-05',
      department: '住建局',
      closed: true,
      doneAt: '2025-03-09',
      rating: 'satisfied',
    });
  });

  test('with a wrong cell are left out, and the cell is named with what to do; the others go on', () => {
    const { rows, faults, count } = read([
      HEAD,
      row({ 3: '三月' }),
      row({ 2: null }),
      row({ 8: '2025-03-01' }),
      row({ 6: '否' }),
      row({ 2: '另一件' }),
    ]);
    expect([count, rows.length]).toEqual([5, 1]);
    expect(faults).toEqual([
      '‘台账’表 D2（受理日期）：“三月”不是日期，请写成 2025-03-05',
      '‘台账’表 C3（反映问题）：没有写，请补上，或删去这一行',
      '‘台账’表 I4（办结时间）：早于受理日期，请核对',
      '‘台账’表 G5（是否办结）：写着没办结，却有办结时间，请核对',
    ]);
  });

  test('of merged cells have what stands in the first; where the matter goes on it is one row', () => {
    const { rows, count } = read(
      [
        HEAD,
        row({ 2: '第一件' }),
        row({ 0: 2, 1: null, 2: '第二件', 3: null }),
        row({ 0: 3, 1: null, 2: null, 5: '又去看了一次' }),
      ],
      { merged: ['B2:B4', 'D2:D3', 'C3:C4'] },
    );
    expect(count).toBe(2);
    expect(rows.map(({ enterprise, raised, matter }) => [enterprise, raised, matter])).toEqual([
      ['星火样例煤焦有限公司', '2025-03-05', '第一件'],
      ['星火样例煤焦有限公司', '2025-03-05', '第二件'],
    ]);
  });

  test('a formula as a name or a matter is wrong; one that counts the rows is not', () => {
    expect(read([HEAD, row({ 1: '=A1' })]).faults).toEqual([
      expect.stringContaining('B2（企业名称）：是公式'),
    ]);
    expect(read([HEAD, row()], { formulas: new Set(['C2']) }).faults).toEqual([
      expect.stringContaining('C2（反映问题）：是公式'),
    ]);
    expect(read([HEAD, row()], { formulas: new Set(['A2']) }).faults).toEqual([]);
  });

  test('said twice count once; sums and empty rows are none', () => {
    const { count, rows, repeated } = read([
      HEAD,
      row(),
      row({ 2: '门口，路坏了！' }),
      row().map(() => null),
      ['合计', null, '2件', null],
    ]);
    expect([count, rows.length, repeated]).toEqual([2, 1, 1]);
  });

  test('without a column for it, what has an end or a rating is closed', () => {
    const without = HEAD.filter((title) => title !== '是否办结');
    const cells = (result: string, doneAt: string | null): Cells => [
      1,
      '星火',
      `事${result}${doneAt}`,
      '2025-03-05',
      '住建',
      result,
      null,
      doneAt,
    ];
    const { rows } = read([without, cells('正在协调', null), cells('已解决', null), cells('', '2025.3.9')]);
    expect(rows.map(({ closed }) => closed)).toEqual([false, true, true]);
  });
});

describe('files', () => {
  const csv = [
    HEAD.join(','),
    '1,星火样例煤焦有限公司,"门口路坏了，车进不来",2025/3/5,住建局,"说""快了""",否,,',
  ].join('\r\n');
  /** GBK of these words, as WPS and Excel save them. */
  const GBK = new Uint8Array(
    Buffer.from(
      'd0f2bac52cc6f3d2b5c3fbb3c62cb7b4d3b3cecacce22ccadcc0edc8d5c6da0d0a312cd0c7bbf0d1f9c0fdc3babdb9d3d0cfdeb9abcbbe2cb5c0c2b7c6c6cbf02c323032352d332d350d0a',
      'hex',
    ),
  );

  test.each([
    ['UTF-8', new TextEncoder().encode(csv)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${csv}`)],
    ['UTF-16 with tabs', new Uint8Array(Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le'))],
  ])('.csv in %s', async (_, bytes) => {
    const { rows, faults } = await readPast(bytes, TODAY);
    expect(faults).toEqual([]);
    expect(rows[0]).toMatchObject({ matter: '门口路坏了，车进不来', result: '说"快了"', closed: false });
  });

  test('.csv in GBK', async () => {
    const { rows } = await readPast(GBK, TODAY);
    expect(rows[0]?.enterprise).toMatch(/^星火/u);
    expect(rows[0]?.raised).toBe('2025-03-05');
  });

  test('an .xlsx with dates as dates, on several sheets', async () => {
    const date = { value: new Date('2025-03-05T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' };
    const book = await writeSheets([
      {
        sheet: '上半年',
        data: [HEAD, row({ 2: '甲' }).map((one, at) => (at === 3 ? date : one))] as SheetData,
      },
      { sheet: '下半年', data: [HEAD, row({ 2: '乙' })] as SheetData },
      { sheet: '电话', data: [['张三', '1']] as SheetData },
    ]).toBuffer();
    const { rows, unused } = await readPast(new Uint8Array(book), TODAY);
    expect(rows.map(({ matter, raised }) => [matter, raised])).toEqual([
      ['甲', '2025-03-05'],
      ['乙', '2025-03-05'],
    ]);
    expect(unused).toEqual(['‘电话’表']);
  });

  test.each([
    ['an old .xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), '旧版 Excel'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe, 0x80]), '不是 .xlsx 或 .csv'],
    ['a broken .xlsx', new TextEncoder().encode('PK\u0003\u0004…'), '打不开'],
    ['more than 20 MB', new Uint8Array(21 * 1024 * 1024).fill(49), '文件太大'],
  ])('%s is refused in a sentence', async (_, bytes, sentence) => {
    await expect(readPast(bytes, TODAY)).rejects.toThrow(sentence);
  });

  test('100,000 rows are read, and one too many are refused', async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `${index},星火,第${index}件,2025-3-5,住建,已修,是,满意,`,
    );
    const read = await readPast(new TextEncoder().encode([HEAD.join(','), ...lines].join('\n')), TODAY);
    expect([read.count, read.rows.length]).toEqual([100_000, 100_000]);
    const more = [...lines, ...lines.slice(0, 200)].join('\n');
    await expect(readBookOrCsv(new TextEncoder().encode(more), LEDGER)).rejects.toThrow('最多');
  });

  test('the table of a roster is no ledger, and takes no .csv', async () => {
    await expect(readBook(new TextEncoder().encode(csv))).rejects.toThrow('不是 .xlsx');
  });
});
