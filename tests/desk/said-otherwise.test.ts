/** The same step in other words: 收到 12, a colleague's name after 转办, a department however it is set off. */
import { beforeEach, expect, test } from 'vitest';
import { takenNumber } from '../../src/dialogue/understand.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const OWNER = 'shangchao-1';
const LIAISON = 'power-a';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
});

test.each([
  ['收到 12', 12],
  ['收到：12号', 12],
  ['已收到第12号件。', 12],
  ['12号收到', 12],
  ['收到', null],
  ['收到12万货款', null],
  ['收到 12 份材料', null],
] as const)('%s', (text, number) => {
  expect(takenNumber(text)).toBe(number);
});

test('收到 with a number signs; from an owner it is none of theirs and changes nothing', async () => {
  await bench.says(OWNER, '收到 1');
  expect((await bench.ticket()).state).toBe('assigned');
  expect(await bench.answers(LIAISON, '收到 1')).toContain('诉求件 1 已签收');
  expect((await bench.ticket()).state).toBe('working');
});

test('转办 with the name of a colleague of the same office hands it to them', async () => {
  expect(await bench.answers(LIAISON, '转办 1 彭海泉')).toContain('彭海泉');
  expect(await bench.ticket()).toMatchObject({ department: 'power', liaison: 'power-b', transfers: 0 });
});

test.each(['转办 1 住建 属施工许可', '转办 1 住建，属施工许可', '转办 1 住建：属施工许可'])(
  '%s',
  async (words) => {
    await bench.says(LIAISON, words);
    const ticket = await bench.ticket();
    expect(ticket.department).toBe('housing');
    expect(ticket.entries.at(-1)).toMatchObject({ what: 'assigned', text: '属施工许可' });
  },
);

test('a name that is neither an office nor a colleague is said to be none', async () => {
  expect(await bench.answers(LIAISON, '转办 1 王大锤 他管')).toContain('王大锤');
  expect((await bench.ticket()).department).toBe('power');
});
