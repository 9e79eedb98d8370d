/** 我要投诉余文岭: whoever is blamed by name would be the first to read it, were it not asked about in private before. */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const START = at('2026-11-02', '09:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

let bench: Bench;

describe.each([
  ['by the rules alone', {}],
  ['by the weights that ship', { change: () => county }],
])('%s', (_, options) => {
  useBench(START, (one) => (bench = one), options);

  test.each([
    '我要投诉余文岭',
    '投诉供电公司的余文岭',
    '投诉：余文岭不接电话',
    '余文岭刁难我们',
    '余文岭态度太差，我要投诉他',
    '要告余文岭',
    '余文岭老推诿，说了三回都不来',
  ])('%s: asked about, and nobody else hears of it', async (words) => {
    for (const chat of ['private', 'group'] as const) {
      await bench.says(OWNER, words, chat);
      expect(bench.newest(OWNER)).toContain('按保密件办');
    }
    expect(await bench.store.tickets({})).toEqual([]);
    expect(bench.told(LIAISON)).toEqual([]);
    expect(bench.told(GROUP)).toEqual([]);
  });

  test('in answer to the card of a ticket, it is not put to that ticket', async () => {
    await bench.says(OWNER, '厂里停电了', 'group');
    const told = bench.told(LIAISON).length;
    await bench.says(OWNER, '补充 1 我要投诉余文岭');
    expect(bench.newest(OWNER)).toContain('按保密件办');
    expect(bench.told(LIAISON)).toHaveLength(told);
    expect((await bench.ticket(1)).entries.map(({ text }) => text).join()).not.toContain('投诉');
  });
});

describe('by the rules alone', () => {
  useBench(START, (one) => (bench = one));

  test.each(['余文岭电话多少', '供电公司的余文岭找哪位对接', '已经告诉余文岭了', '余文岭让我们明天去签字'])(
    '%s blames nobody',
    async (words) => {
      await bench.says(OWNER, words);
      expect(bench.told(OWNER).join()).not.toContain('保密件');
    },
  );

  test('an office that speaks of a colleague is not asked', async () => {
    await bench.says('power-b', '余文岭不接电话，我替他办');
    expect(bench.told('power-b').join()).not.toContain('保密件');
  });
});

describe('whom a danger is told with', () => {
  useBench(START, (one) => (bench = one), { change: () => county });

  test('余文岭不接电话 asks for no number: the outage is registered', async () => {
    await bench.says(OWNER, '厂里停电了，余文岭不接电话');
    const ticket = await bench.ticket(1);
    expect(ticket.urgent).toBe(true);
    expect(bench.newest(OWNER)).toContain('95598');
  });
});
