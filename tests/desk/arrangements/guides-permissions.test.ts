/** Who may do what with 帮办: everybody, every step, written out and tried through the desk. */
import { expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-12-01', '09:00');
const OWNER = 'xinghuo-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

/**
 * The owner who began it; a colleague; another firm; A 岗, B 岗, head of the office that leads; A 岗, B 岗, head of the office of
 * the step in question, where that is another; A 岗 of one that has nothing to do with it; dispatcher; leader; discipline;
 * operator; a stranger.
 */
const WHO = [
  OWNER,
  'xinghuo-2',
  'shangchao-1',
  'approval-a',
  'approval-b',
  'approval-head',
  'land-a',
  'land-b',
  'land-head',
  'water-a',
  'dispatcher-1',
  'leader-1',
  'discipline-1',
  'operator-1',
  'passer-by',
] as const;
type Who = (typeof WHO)[number];

/** Of a guide of the owner's in which the second step is the leading office's and the first and third are 自然资源局's. */
const TABLE = `
begin    ✓ ✓ ✓ · · · · · · · · · · · ·
see      ✓ ✓ · ✓ ✓ ✓ ✓ ✓ ✓ · ✓ ✓ · · ·
handIn   ✓ ✓ · · · · · · · · · · · · ·
pledge   ✓ ✓ · · · · · · · · · · · · ·
missing  · · · ✓ ✓ ✓ · · · · · · · · ·
ready    · · · ✓ ✓ ✓ · · · · · · · · ·
done     · · · ✓ ✓ ✓ · · · · · · · · ·
missing3 · · · · · · ✓ ✓ ✓ · · · · · ·
ready3   · · · · · · ✓ ✓ ✓ · · · · · ·
stand3   · · · · · · ✓ ✓ ✓ · · · · · ·
goOn3    · · · · · · ✓ ✓ ✓ · · · · · ·
done3    · · · · · · ✓ ✓ ✓ · · · · · ·
`;

/** What is said, and what has been done on the step before. */
const ROWS: Readonly<
  Record<string, { readonly words: string; readonly before?: readonly (readonly [Who, string])[] }>
> = {
  begin: { words: '开始帮办 开公司' },
  see: { words: '帮办 1' },
  handIn: { words: '交齐 1 2', before: [[OWNER, '承诺']] },
  pledge: { words: '承诺 1 2' },
  missing: { words: '缺材料 1 2 基坑设计没盖章', before: [[OWNER, '承诺']] },
  ready: { words: '材料齐 1 2', before: [[OWNER, '承诺']] },
  done: {
    words: '办好 1 2 许可已发',
    before: [
      [OWNER, '承诺'],
      ['approval-a', '材料齐 1 2'],
    ],
  },
  missing3: { words: '缺材料 1 3 设计方案没盖章' },
  ready3: { words: '材料齐 1 3' },
  stand3: { words: '停表 1 3 公示', before: [['land-a', '材料齐 1 3']] },
  goOn3: {
    words: '恢复 1 3',
    before: [
      ['land-a', '材料齐 1 3'],
      ['land-a', '停表 1 3 公示'],
    ],
  },
  done3: { words: '办好 1 3 证已发', before: [['land-a', '材料齐 1 3']] },
};

const rows = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [row = '', ...cells] = line.trim().split(/\s+/);
    if (cells.length !== WHO.length) throw new Error(`${row}: ${cells.length} cells`);
    return { row, allowed: WHO.filter((_, place) => cells[place] === '✓') };
  });

async function prepared(row: string): Promise<void> {
  if (row === 'begin') return;
  await bench.says(OWNER, '帮办 厂房开工');
  await bench.presses(OWNER, '开始帮办');
  await bench.says('land-a', '材料齐 1 1');
  await bench.says('land-a', '办好 1 1 合同已签');
  for (const [who, words] of ROWS[row]?.before ?? []) {
    await bench.says(who, words === '承诺' ? '承诺 1 2' : words);
    if (words === '承诺') await bench.presses(who, '我看过了，承诺');
  }
}

/** What is on record of guides and their steps; what another firm's words became is none of it. */
async function onRecord(): Promise<string> {
  const { arrangements } = await bench.store.office();
  const ticket = await bench.store.ticket(1);
  return JSON.stringify([arrangements?.guides, ticket?.duties, ticket?.state]);
}

async function tries(row: string, who: string): Promise<'done' | 'nothing'> {
  const before = await onRecord();
  const told = (await bench.replies(who, ROWS[row]?.words ?? '')).map(({ text }) => text).join('\n');
  if (row === 'see') return told.includes('土地合同和用地规划许可') ? 'done' : 'nothing';
  // Between the words and the promise stands what is promised.
  if (row === 'pledge' && told.includes('我单位')) await bench.presses(who, '我看过了，承诺');
  return (await onRecord()) === before ? 'nothing' : 'done';
}

test.each(rows)('$row: nobody else', async ({ row, allowed }) => {
  await prepared(row);
  const outcomes: Record<string, string> = {};
  for (const who of WHO) if (!allowed.includes(who)) outcomes[who] = await tries(row, who);
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'nothing')).toEqual([]);
});

const cells = rows.flatMap(({ row, allowed }) => allowed.map((who) => [row, who] as const));

test.each(cells)('%s by %s is done', async (row, who) => {
  await prepared(row);
  expect(await tries(row, who)).toBe('done');
});
