/**
 * Two messages in a row: whatever somebody began – every command there is, with its words and without –, what they say next
 * and what is no answer to it changes no ticket, and gets an answer of its own. `LONG=1` tries every pair.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TICKET_VERBS, verbOf } from '../../src/dialogue/verbs.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { say } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const OWNER = 'shangchao-1';
const LIAISON = 'power-a';
const PEOPLE = [OWNER, LIAISON, 'power-head', 'dispatcher-1', 'leader-1'] as const;
const PAIRS = process.env.LONG ? 100_000 : 250;

/** `办结 1 结果`, `办结 1`, `办结`: as its usage says, without the words, and without the number. */
const BEGUN: readonly string[] = TICKET_VERBS.filter((verb) => verbOf(verb).said.length > 0).flatMap(
  (verb) => {
    const [usage = ''] = say(`usage.${verb}`).split(' —— ');
    const [word = ''] = verbOf(verb).said;
    return [usage.replace('23', '1'), `${word} 1`, word];
  },
);
/** Questions, lists, and words that ask nobody for anything. */
const ASIDE: readonly string[] = [
  '超期',
  '哪些明天到期',
  '我的待办',
  '帮助',
  '进度 1',
  '期限 1',
  '你是谁',
  '怎么用',
  '简报',
  '我的请假',
  '查 停电',
  '77',
  '供电公司找谁',
];

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

/** Every ticket as it stands, in short. */
async function standing(): Promise<string> {
  const all = await bench.store.tickets({});
  return all.map(({ number, version, state }) => `${number}/${version}/${state}`).join(' ');
}

async function begin(person: string, text: string): Promise<void> {
  await bench.says(person, text);
  // What is due by the clock happens before anything more is said.
  await bench.goesTo(bench.clock.now() + MINUTE);
}

describe('what is said aside', () => {
  test(
    'changes nothing, and is answered',
    async () => {
      await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
      await bench.says(LIAISON, '签收 1');
      const pair = fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...BEGUN), fc.constantFrom(...ASIDE));
      for (const [person, first, second] of fc.sample(pair, { numRuns: PAIRS, seed: 20_261_201 })) {
        await begin(person, first);
        const before = await standing();
        const told = await bench.answers(person, second);
        expect(await standing(), `${person}: ${first} / ${second}`).toBe(before);
        expect(told, `${person}: ${first} / ${second}`).not.toBe('');
        // Nobody is told to wait for asking fast, and no question is left for the next pair.
        await bench.goesTo(bench.clock.now() + 3 * MINUTE);
        await begin(person, '取消');
      }
    },
    600_000 + PAIRS * 120,
  );
});

test('what is said aside is nothing that the company was asked for', async () => {
  await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
  await bench.says(LIAISON, '签收 1');
  await bench.says(LIAISON, '请企业补充 1 请发配电室照片');
  for (const aside of ASIDE) {
    const told = await bench.answers(OWNER, aside);
    expect((await bench.ticket()).state, aside).toBe('waiting');
    expect(told, aside).not.toBe('');
    await bench.goesTo(bench.clock.now() + 3 * MINUTE);
    await begin(OWNER, '取消');
  }
  await bench.says(OWNER, '照片稍后发，先说情况：高压侧三相不平衡');
  expect((await bench.ticket()).state).toBe('working');
});

describe('a danger', () => {
  test.each(BEGUN)('after %s of an owner is one, at once', async (first) => {
    await bench.says(OWNER, '门口的路灯不亮了，请城管局来修');
    bench.clock.advanceTo(bench.clock.now() + 20 * MINUTE);
    await begin(OWNER, first);
    const fire = '锅炉房着火了，有人困在里面，快来人';
    expect(await bench.answers(OWNER, fire)).toContain('119');
    const urgent = (await bench.store.tickets({ open: true })).filter((one) => one.urgent);
    expect(urgent.map(({ text }) => text)).toEqual([fire]);
  });
});
