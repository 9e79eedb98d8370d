/** The ledger, read back as another program reads it. */
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { cellTime, letters, safeText, withoutGuard } from '../../src/papers/cells.ts';
import { COLUMNS } from '../../src/papers/ledger/columns.ts';
import { ledgerOf, rowOf } from '../../src/papers/ledger/ledger.ts';
import { begun, COMMANDS, next, reported, roster, STATES, storyIn, T0 } from '../support/builders.ts';

const NOW = T0 + 6 * HOUR;

async function read(file: Buffer) {
  const [ledger, notes] = await readSheets(file);
  const [head = [], ...rows] = ledger?.data ?? [];
  const named = rows.map((row) =>
    Object.fromEntries(head.map((title, index) => [String(title), toTheSecond(row[index])])),
  );
  return { names: [ledger?.sheet, notes?.sheet], head, rows: named, notes: notes?.data ?? [] };
}

/** A sheet counts in days: an hour is no whole fraction of one. */
function toTheSecond(value: unknown): unknown {
  return value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000) : value;
}

function ledger(tickets: readonly Ticket[], over: Partial<Parameters<typeof ledgerOf>[1]> = {}) {
  return ledgerOf(tickets, { roster, at: NOW, of: '全部诉求件', ...over });
}

/** One cell of one ticket's row. */
function cell(ticket: Ticket, title: string, when = NOW, numbersWhole = false) {
  const index = COLUMNS.findIndex((column) => column.title === title);
  expect(index, title).toBeGreaterThanOrEqual(0);
  return rowOf(ticket, { roster, at: when, numbersWhole })[index];
}

test('a ticket is a row, its times are those of the clock in Beijing', async () => {
  const { names, rows } = await read(await ledger([storyIn('closed').ticket]));
  expect(names).toEqual(['台账', '说明']);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    序号: 1,
    编号: 23,
    登记时间: new Date('2026-11-24T10:00:00Z'),
    来源: 'Telegram群',
    诉求内容: '门口道路塌陷，货车进不来',
    类别: '一般诉求',
    承办部门: '住房和城乡建设局',
    承包人: '倪文泉',
    签收时间: new Date('2026-11-24T11:00:00Z'),
    按时签收: '是',
    按时反馈: '是',
    应办结时间: new Date('2026-12-01T23:59:00Z'),
    办结时间: new Date('2026-11-24T14:00:00Z'),
    状态: '已销号',
    是否超期: '否',
    超期天数: null,
    办理结果: '道路已修复',
    企业评价: '满意',
    是否解决: '已解决',
    销号时间: new Date('2026-11-24T15:00:00Z'),
  });
});

test('every state has a row, and reports about officials have none', async () => {
  const stories = [...STATES.map((state) => storyIn(state).ticket), reported().ticket];
  const { rows } = await read(await ledger(stories));
  expect(rows.map((row) => row.状态)).toEqual([
    '待分办',
    '待签收',
    '办理中',
    '待企业补充材料',
    '挂账',
    '待企业评价',
    '已销号',
    '已撤回',
    '不予受理',
    '已并单',
  ]);
  expect(rows.slice(-3).map((row) => row.不计入的原因)).toEqual(['企业撤回', '诉讼信访等程序', '并单']);
});

test('an empty ledger has its head and says what it is of', async () => {
  const { head, rows, notes } = await read(await ledger([]));
  expect(head).toHaveLength(COLUMNS.length + 1);
  expect(rows).toEqual([]);
  expect(notes[0]).toEqual(['内容', '全部诉求件']);
  expect(notes.find(([name]) => name === '件数')?.[1]).toContain('走访、惠企政策、帮办的也在本表');
});

test('late: in hand it is so now, done it is so as it was done, out of the count it is not judged', () => {
  const after = T0 + 10 * DAY;
  const working = storyIn('working');
  expect([cell(working.ticket, '是否超期', after), cell(working.ticket, '超期天数', after)]).toEqual([
    '是',
    3,
  ]);
  const done = next(working, 'liaison', COMMANDS.resolve, T0 + 9 * DAY).ticket;
  expect([cell(done, '是否超期', after), cell(done, '超期天数', after)]).toEqual(['是', 2]);
  expect(cell(done, '是否超期', after + 30 * DAY)).toBe('是');
  expect(cell(storyIn('rejected').ticket, '是否超期', after)).toBeNull();
  expect(cell(storyIn('suspended').ticket, '是否超期', after)).toBe('否');
});

test('what was not signed in time is 否 once its time is over, and open before', () => {
  const { ticket } = storyIn('assigned');
  expect(cell(ticket, '按时签收', T0 + HOUR)).toBeNull();
  expect(cell(ticket, '按时签收', T0 + 3 * DAY)).toBe('否');
});

test('not rated in time is 未评价, and a later rating says that it is one', () => {
  const lapsed = next(storyIn('resolved'), 'system', { type: 'wake' }, T0 + 20 * DAY);
  expect(cell(lapsed.ticket, '企业评价')).toBe('未评价');
  const late = next(lapsed, 'reporter', COMMANDS.confirm, T0 + 21 * DAY);
  expect(cell(late.ticket, '企业评价')).toBe('满意（补评）');
});

test('numbers of people are starred unless it is asked otherwise', () => {
  const { ticket } = begun({ text: '找王师傅 13812345678，身份证 142602198001011234' });
  expect(cell(ticket, '诉求内容')).toBe('找王师傅 138****5678，身份证 142*************34');
  expect(cell(ticket, '联系电话')).toMatch(/^000-\*{4}\d{4}$/);
  expect(cell(ticket, '诉求内容', NOW, true)).toBe(ticket.text);
  expect(cell(ticket, '联系电话', NOW, true)).toBe(roster.person('shangchao-1')?.phone);
});

test('what looks like a formula is a text, in every cell that holds words of people', async () => {
  const evil = '=HYPERLINK("http://example.com","看这里")';
  const story = begun({ text: evil, enterprise: '+cmd', member: null });
  const resolved = next(
    next(story, 'liaison', COMMANDS.sign, T0 + HOUR),
    'liaison',
    { type: 'resolve', text: '@SUM(A1)\u0000\u0007', files: [] },
    T0 + 2 * HOUR,
  );
  const file = await ledger([resolved.ticket]);
  const { rows } = await read(file);
  expect(rows[0]).toMatchObject({ 诉求内容: `'${evil}`, 企业: "'+cmd", 办理结果: "'@SUM(A1)" });
  const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(sheet).not.toContain('<f>');
});

test('the head is frozen and can be filtered by', async () => {
  const file = await ledger([storyIn('working').ticket]);
  const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(sheet).toContain(`<autoFilter ref="A1:${letters(COLUMNS.length + 1)}2"/>`);
  expect(sheet).toContain('orientation="landscape"');
});

test('more rows than are handed over at once arrive in their order, each once', async () => {
  async function* many() {
    const { ticket } = storyIn('working');
    for (let number = 1; number <= 1001; number++) yield { ...ticket, number };
  }
  const { rows } = await read(await ledgerOf(many(), { roster, at: NOW, of: '全部' }));
  expect(rows.map((row) => row.编号)).toEqual(Array.from({ length: 1001 }, (_, index) => index + 1));
  expect(rows.at(-1)?.序号).toBe(1001);
});

test('what breaks while the tickets are read breaks the ledger, with the same words', async () => {
  async function* broken() {
    yield storyIn('working').ticket;
    throw new Error('the disk is gone');
  }
  await expect(ledgerOf(broken(), { roster, at: NOW, of: '全部' })).rejects.toThrow('the disk is gone');
});

test('a cell takes what a spreadsheet can hold, and gives it back', () => {
  expect(safeText('甲\r\n乙\rb')).toBe('甲\n乙\nb');
  expect(safeText('\ud83d')).toBe('');
  expect(safeText('👍')).toBe('👍');
  expect(safeText(`${'字'.repeat(32_764)}👍👍`)).toHaveLength(32_766);
  for (const text of ['=1', '+86', '-3', '@x', '＝1', ' \t=1', '甲=乙', "'甲"]) {
    expect(withoutGuard(safeText(text)), text).toBe(text);
  }
  expect(cellTime(at('2026-11-24', '10:00')).toISOString()).toBe('2026-11-24T10:00:00.000Z');
  expect([1, 26, 27, 52, 53, 702, 703].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('what a firm was paid by a policy stands in no ledger that goes round; of other tickets the result does', async () => {
  const source = { kind: 'policy', id: 'green', title: '惠企政策“绿色工厂奖励”' } as const;
  const paid = { ...storyIn('closed').ticket, source };
  const { facts, entries } = paid;
  const text = '已兑现三万二千元（3.2 万元）';
  const ticket: Ticket = {
    ...paid,
    facts: { ...facts, result: text },
    entries: [...entries, { what: 'fedBack', at: NOW, by: 'hr-a', text, files: [] }] as Ticket['entries'],
  };
  const { rows, notes } = await read(await ledger([ticket, storyIn('closed').ticket]));
  expect(rows[0]).toMatchObject({ 办理进展: '（见诉求件）', 办理结果: '（见诉求件）', 企业评价: '满意' });
  expect(JSON.stringify(rows[0])).not.toMatch(/万元|万二千/u);
  expect(rows[1]).toMatchObject({ 办理结果: '道路已修复' });
  expect(notes.map(([name]) => name)).toContain('惠企政策');
  // That for those who work on the tickets has it, as it has their numbers.
  expect(cell(ticket, '办理结果', NOW, true)).toBe(text);
  expect(cell({ ...ticket, facts: { ...facts, result: null } }, '办理结果')).toBeNull();
});
