/** A limit in days is said as its day wherever it is read, and one in hours to the minute. */
import { expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let bench: Bench;
useBench(at('2026-11-23', '10:00'), (opened) => {
  bench = opened;
});

const WITH_HOUR = /日（周.）\d{1,2}:\d{2} ?(?:前|止|内)/;
const AS_DAY = /日（周.）内/;

test('from the card to the morning after it is late, nobody reads an hour with a limit in days', async () => {
  await bench.says(OWNER, '厂门口的路坑坑洼洼，货车不好走，请修一修', 'group');
  const { liaison } = await bench.ticket();
  const person = liaison ?? '';
  for (const [who, text] of [
    [OWNER, '进度 1'],
    [OWNER, '期限 1'],
    [person, '我的待办'],
    [person, '签收 1'],
    [person, '反馈 1 已去现场看过，周五前修好'],
    [OWNER, '催办 1'],
    [HUB, '查 1'],
    [HUB, '督办 1 请说明进展'],
    [person, '延期 1 2天 沥青没到'],
    [HUB, '同意 1'],
    [LEADER, '临期'],
  ] as const)
    await bench.says(who, text);
  // Past its last day, so that it is reminded of, and reported.
  for (const day of ['12-01', '12-02', '12-03', '12-07'] as const)
    await bench.goesTo(at(`2026-${day}`, '09:30'));
  await bench.says(LEADER, '简报');
  await bench.says(person, '超期');
  const all = [OWNER, person, HUB, LEADER, GROUP, 'leader-2'].flatMap((chat) => bench.told(chat));
  expect(all.filter((text) => WITH_HOUR.test(text))).toEqual([]);
  const said = all.filter((text) => AS_DAY.test(text));
  expect(
    said.some((text) => text.startsWith('【诉求件 1】')),
    'the card',
  ).toBe(true);
  expect(
    said.some((text) => text.includes('【督办')),
    'an order',
  ).toBe(true);
  expect(
    said.some((text) => text.includes('超期')),
    'a reminder',
  ).toBe(true);
});

test('an emergency is told to the minute', async () => {
  await bench.says(OWNER, '厂里停电了，高炉要出事', 'group');
  expect(bench.newest(GROUP)).toContain('签收：11月23日（周一）12:00 前');
  expect(bench.newest(GROUP)).toContain('办结：11月24日（周二）10:00 前');
});

test('期限: owners read which year’s arrangement it is; staff in private the version of the calendar as well', async () => {
  await bench.says(OWNER, '厂门口的路坑坑洼洼，货车不好走，请修一修', 'group');
  const { liaison } = await bench.ticket();
  const plain = '按国务院办公厅公布的2026年放假安排计算。';
  expect((await bench.answers(OWNER, '期限 1')).split('\n').at(-1)).toBe(plain);
  expect(
    (await bench.answers(liaison ?? '', '期限 1', 'group')).split('\n').at(-1),
    'others read along',
  ).toBe(plain);
  expect(await bench.answers(liaison ?? '', '期限 1')).toMatch(/（日历版本 2026\/[0-9a-f]{8}）。$/u);
});
