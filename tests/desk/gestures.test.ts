/** 👍 ✅ 👌 🙏 from everybody in every state: never a ticket, never told to others; only a task is signed by them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';
import { repliesInGroup } from './group-talk.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const ROAD = '厂门口的道路塌陷，货车进不来，请住建局来修';
const SIGNS = ['👍', '✅', '👌', '🙏', '👍🏽👍🏽', '[强]'];
const STATES = ['assigned', 'working', 'resolved', 'closed'] as const;

let bench: Bench;
let liaison: string;
useBench(START, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, ROAD, 'group');
  liaison = (await bench.ticket()).liaison ?? '';
});

async function comesTo(state: (typeof STATES)[number]): Promise<void> {
  if (state === 'assigned') return;
  await bench.says(liaison, '签收 1');
  if (state === 'working') return;
  await bench.says(liaison, '办结 1 已回填夯实');
  if (state === 'closed') await bench.says(OWNER, '满意 1');
  expect((await bench.ticket()).state).toBe(state);
}

const everybody = () => [
  OWNER,
  'shangchao-2',
  'tiebi-1',
  liaison,
  'housing-head',
  'water-a',
  'dispatcher-1',
  ...bench.county.roster.leaders.map(({ id }) => id),
  'a stranger',
];

/** Everything said to anybody but this one. */
const saidToOthers = (person: string) =>
  [...everybody(), GROUP].filter((chat) => chat !== person).map((chat) => bench.sentTo(chat, CHANNEL).length);

describe.each(STATES)('while a ticket is %s', (state) => {
  test('nobody makes anything of it in private or in the group', async () => {
    await comesTo(state);
    const before = await bench.ticket();
    for (const person of everybody()) {
      const others = saidToOthers(person);
      for (const sign of SIGNS) {
        await bench.says(person, sign);
        await bench.says(person, sign, 'group');
      }
      expect(saidToOthers(person), person).toEqual(others);
    }
    expect((await bench.ticket()).version, 'nothing happened to it').toBe(before.version);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('nor on its card in the group', async () => {
    await comesTo(state);
    const before = await bench.ticket();
    for (const person of everybody()) {
      const others = saidToOthers(person);
      for (const sign of SIGNS) await repliesInGroup(bench, person, sign, '【诉求件 1】');
      expect(saidToOthers(person), person).toEqual(others);
    }
    expect((await bench.ticket()).version).toBe(before.version);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });
});

describe('what it means', () => {
  test.each([
    ['👍', 'working'],
    ['👌', 'working'],
    ['✅', 'working'],
    ['[强]', 'working'],
    ['🙏', 'assigned'],
  ])('%s in answer to a task leaves it %s', async (sign, state) => {
    await bench.replies(liaison, sign, '【诉求件 1】');
    expect((await bench.ticket()).state).toBe(state);
  });

  test.each(SIGNS)('%s of an owner after the end asks whether it is solved', async (sign) => {
    await comesTo('resolved');
    const [asked, ...more] = await bench.says(OWNER, sign);
    expect(asked?.text).toContain('诉求件 1 解决得怎么样');
    expect(more).toEqual([]);
    expect((await bench.ticket()).facts.rating).toBeNull();
  });

  test('it answers no question that waits for words, and the question stays', async () => {
    await comesTo('working');
    await bench.says(liaison, '办结 1');
    await bench.says(liaison, '👍');
    expect((await bench.ticket()).state).toBe('working');
    await bench.says(liaison, '已回填夯实');
    expect((await bench.ticket()).state).toBe('resolved');
  });
});
