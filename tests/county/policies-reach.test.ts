/** A policy that would reach nobody is told of before it is sent; why, in words. */
import { expect, test } from 'vitest';
import { reachingNobody } from '../../src/county/policies-reach.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import type { Who } from '../../src/domain/arrangements/audience.ts';

const roster = loadRoster('data/roster.yaml');
const reached = (who: Who, of: Pick<typeof roster, 'enterprises'> = roster) =>
  reachingNobody([{ title: '稳岗返还', who }], of);

test.each<[string, Who]>([
  ['everybody', '所有企业'],
  ['an industry that there is', [{ 行业: [roster.enterprises[0]?.industry ?? ''] }]],
  ['one of two rules', [{ 行业: ['没有这一行'] }, { 规模: ['大型', '中型', '小型', '微型'] }]],
])('%s: nothing is said', (_, who) => {
  expect(reached(who)).toEqual([]);
});

test('a condition that no firm meets', () => {
  expect(reached([{ 乡镇: ['退沙街'] }])).toEqual([
    '政策“稳岗返还”：名册里没有一家企业符合，发不出去，请核对适用条件（who）',
  ]);
});

test('facts that the roster has of no firm are named, with how many firms lack them', () => {
  const enterprises = roster.enterprises.map(({ staff: _a, tags: _b, ...firm }) => firm);
  expect(reached([{ 用工人数: { 至少: 1 }, 标签: ['规上'] }], { enterprises })).toEqual([
    `政策“稳岗返还”：名册里没有一家企业确定符合，发不出去；有 ${enterprises.length} 家没写标签、用工人数，请在名册里补上`,
  ]);
});

test('no firm is on the roster yet: nothing is said', () => {
  expect(reached([{ 乡镇: ['退沙街'] }], { enterprises: [] })).toEqual([]);
});
